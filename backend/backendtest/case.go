package backendtest

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"

	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A Case is one graph, what to feed it and how near to the reference its results must be.
// Everything random about it follows from its name.
type Case struct {
	Name  string   // such as "matmul/Q4_K/T5_N17_K512"
	Op    graph.Op // the operation that it tests; OpInvalid for a graph of many
	Build func(b *graph.Builder)

	// T and R are the live rows. Rows beyond them hold NaN and indices out of range.
	T, R int

	// Pos and Seq are the positions and sequences of the live tokens: 0, 1, 2 … of sequence 0 if nil.
	Pos, Seq []int32

	// Fill changes the data after the defaults were drawn; nil keeps them.
	Fill func(d *Data, rng *rand.Rand)

	Scale float64   // the deviation that results were drawn with, a floor for tolerances; may be 0
	Tol   *Override // replaces the table's tolerance
	Large bool      // left out of -short and of fault injection
}

// An Override replaces the tolerance table for a case.
type Override struct {
	Tol [numColumns]Tol
	Why string // never empty
}

// Data is what a case feeds to its graph: the bytes of every leaf in declaration order.
type Data struct {
	Graph                   *graph.Graph
	Inputs, Weights, States [][]byte
	T, R                    int
}

// Input returns the bytes of an input.
func (d *Data) Input(name string) []byte { return d.leaf(name, d.Graph.Inputs(), d.Inputs) }

// State returns the bytes of a state.
func (d *Data) State(name string) []byte { return d.leaf(name, d.Graph.States(), d.States) }

func (d *Data) leaf(name string, vs []graph.Value, data [][]byte) []byte {
	for i, v := range vs {
		if d.Graph.Nodes[v].Name == name {
			return data[i]
		}
	}
	panic("BUG: backendtest: no leaf " + name)
}

// poison is a NaN that arithmetic does not produce: results that still hold it were never written.
const poison = 0x7fc0dead

// fillPoison overwrites b with the poison.
func fillPoison(b []byte) {
	for ; len(b) >= 4; b = b[4:] {
		binary.LittleEndian.PutUint32(b, poison)
	}
}

// seed derives a case's random numbers from its name.
func seed(name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(h.Sum64(), 0))
}

// graph builds and verifies the case's graph.
func (c *Case) graph() (*graph.Graph, error) {
	b := graph.NewBuilder()
	c.Build(b)
	return b.Finish()
}

// data draws the case's inputs, weights and states.
func (c *Case) data(g *graph.Graph) *Data {
	rng := seed(c.Name)
	d := &Data{Graph: g, T: c.T, R: c.R}
	pos, seq := c.Pos, c.Seq
	for t := range c.T {
		if c.Pos == nil {
			pos = append(pos, int32(t))
		}
		if c.Seq == nil {
			seq = append(seq, 0)
		}
	}
	if len(pos) != c.T || len(seq) != c.T {
		panic(fmt.Sprintf("BUG: backendtest: %s: %d positions and %d sequences of %d tokens", c.Name, len(pos), len(seq), c.T))
	}
	for _, v := range g.Inputs() {
		d.Inputs = append(d.Inputs, d.input(v, pos, seq, rng))
	}
	for _, v := range g.Weights() {
		d.Weights = append(d.Weights, drawWeight(g, v, rng))
	}
	for _, v := range g.States() {
		d.States = append(d.States, drawState(g, v, pos, seq, rng))
	}
	if c.Fill != nil {
		c.Fill(d, rng)
	}
	return d
}

// readers returns the first node that has v, or a kv_write of it, as an argument, and that argument.
func reader(g *graph.Graph, v graph.Value) (*graph.Node, graph.Arg) {
	for u := range g.Nodes {
		n := &g.Nodes[u]
		for i, a := range n.Op.Args() {
			if n.In[i] == v {
				return n, a
			}
		}
	}
	return nil, graph.Arg{}
}

// input draws one input: normal values, or indices in range. Rows beyond the live ones are hostile.
func (d *Data) input(v graph.Value, pos, seq []int32, rng *rand.Rand) []byte {
	n := &d.Graph.Nodes[v]
	out := host.Alloc(n.Type.Bytes())
	live := d.T
	if n.Axis == graph.AxisR {
		live = d.R
	}
	if n.Type.DType == tensor.F32 {
		fillPoison(out)
		for i := range host.F32(out)[:live*n.Type.Shape.Cols()] {
			host.F32(out)[i] = float32(rng.NormFloat64())
		}
		return out
	}
	for i := range host.I32(out) {
		host.I32(out)[i] = [...]int32{-1, math.MaxInt32, math.MinInt32}[i%3]
	}
	user, arg := reader(d.Graph, v)
	for i := range live {
		x := int32(0)
		switch arg.Name {
		case "pos":
			x = pos[i]
		case "seq":
			x = seq[i]
		case "ids":
			x = rng.Int32N(int32(d.Graph.Nodes[user.In[0]].Type.Shape.Dim(0)))
		case "idx":
			x = rng.Int32N(int32(d.T))
		}
		host.I32(out)[i] = x
	}
	return out
}

// drawWeight draws a matrix whose products with normal values have the deviation 1, a norm vector
// around 1, or rows of an embedding.
func drawWeight(g *graph.Graph, v graph.Value, rng *rand.Rand) []byte {
	n := &g.Nodes[v]
	out := host.Alloc(n.Type.Bytes())
	if n.Type.Shape.Rank() == 1 {
		for i := range host.F32(out) {
			host.F32(out)[i] = float32(1 + 0.25*rng.NormFloat64())
		}
		return out
	}
	std := float32(1 / math.Sqrt(float64(n.Type.Shape.Cols())))
	copy(out, tensor.Random(n.Type.DType, n.Type.Shape.Elems(), std, rng))
	return out
}

// drawState fills the cache rows that the step's queries see with normal values and all others with
// NaN, which shows if they are read. A cache that nothing reads is filled whole.
func drawState(g *graph.Graph, v graph.Value, pos, seq []int32, rng *rand.Rand) []byte {
	n := &g.Nodes[v]
	S, C := n.Type.Shape.Dim(1), n.Type.Shape.Cols()
	seen := make([]bool, n.Type.Shape.Rows())
	read := false
	for u := range g.Nodes {
		a, ok := g.Nodes[u].Attr.(graph.AttentionAttr)
		if !ok || !readsState(g, &g.Nodes[u], v) {
			continue
		}
		read = true
		for t, p := range pos {
			first := 0
			if a.Window > 0 {
				first = max(0, int(p)-a.Window+1)
			}
			for s := first; s <= int(p); s++ {
				seen[int(seq[t])*S+s%S] = true
			}
		}
	}
	out := host.Alloc(n.Type.Bytes())
	row := make([]float32, C)
	for r := range seen {
		for i := range row {
			row[i] = float32(math.NaN())
			if seen[r] || !read {
				row[i] = float32(rng.NormFloat64())
			}
		}
		storeRow(n.Type, out, r, row)
	}
	return out
}

func readsState(g *graph.Graph, n *graph.Node, state graph.Value) bool {
	for _, in := range n.In {
		if g.Root(in) == state {
			return true
		}
	}
	return false
}

// storeRow writes row r of a cache. A row of NaN stays one in every type.
func storeRow(t tensor.Type, b []byte, r int, row []float32) {
	size := t.RowBytes()
	b = b[r*size : (r+1)*size]
	tensor.StoreCache(t.DType, b, row)
	if t.DType == tensor.Q8_0 && math.IsNaN(float64(row[0])) {
		for at := 0; at < size; at += t.DType.BlockBytes() {
			binary.LittleEndian.PutUint16(b[at:], 0x7e00)
		}
	}
}

// loadValues expands bytes of a type that activations or caches may have.
func loadValues(d tensor.DType, b []byte) []float32 {
	out := make([]float32, len(b)/d.BlockBytes()*d.BlockValues())
	if err := tensor.Dequantise(d, out, b); err != nil {
		panic("BUG: backendtest: " + err.Error())
	}
	return out
}
