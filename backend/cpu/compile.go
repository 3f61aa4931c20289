package cpu

import (
	"fmt"

	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A compiler turns the nodes of a program's graph into steps.
type compiler struct {
	*program
	last   []int                   // last reader of each value
	acts   map[graph.Value]*act    // rounded activations, by value
	slots  []*slot                 // storage of all acts so far
	tables map[tableKey]*ropeTable // by positions and frequencies
	K      int                     // widest row of a quantised weight
	KF     int                     // widest row of a float weight
	kv     int                     // widest head
	topK   int                     // largest R·k
}

// A slot is storage for rounded activations that is free after node until.
type slot struct {
	act   *act
	T     int
	until int
}

// compile appends the steps of every node.
func (c *compiler) compile() {
	c.last = make([]int, len(c.g.Nodes))
	for v := range c.g.Nodes {
		for _, in := range c.g.Nodes[v].In {
			c.last[in] = v
		}
	}
	c.acts, c.tables = map[graph.Value]*act{}, map[tableKey]*ropeTable{}
	for v := range c.g.Nodes {
		if n := &c.g.Nodes[v]; !n.Op.Leaf() {
			c.node(graph.Value(v), n)
			c.steps[len(c.steps)-1].last = true
		}
	}
}

// add appends a step.
func (c *compiler) add(v graph.Value, j job, prepare func(graph.Live) int) {
	c.steps = append(c.steps, step{node: v, task: task{j}, prepare: prepare})
}

// node appends the steps of one node.
func (c *compiler) node(v graph.Value, n *graph.Node) {
	switch n.Op {
	case graph.OpEmbed:
		j := &embedJob{program: c.program, v: v, n: n}
		c.add(v, j, j.prepare)
	case graph.OpRMSNorm, graph.OpRMSNormAdd, graph.OpRMSNormRoPE, graph.OpRoPE:
		j := &rowJob{program: c.program, v: v, n: n}
		if n.Op == graph.OpRoPE {
			j.table = c.table(v, n.In[1], n.Attr.(graph.RoPEAttr))
		} else if n.Op == graph.OpRMSNormRoPE {
			j.table = c.table(v, n.In[2], n.Attr.(graph.RMSNormRoPEAttr).RoPE)
		}
		c.add(v, j, j.prepare)
	case graph.OpGELU, graph.OpGeGLU, graph.OpAdd, graph.OpMul, graph.OpRows, graph.OpSoftmax:
		j := &rowJob{program: c.program, v: v, n: n}
		c.add(v, j, j.prepare)
	case graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpMatMulTopK:
		c.matmul(v, n)
	case graph.OpTopK:
		j := &topKJob{program: c.program, v: v, n: n}
		j.heaps = make([]topHeap, n.Type.Shape.Dim(0))
		for i := range j.heaps {
			j.heaps[i].grow(n.Attr.(graph.TopKAttr).K)
		}
		c.add(v, j, j.prepare)
	case graph.OpKVWrite:
		j := &kvWriteJob{program: c.program, v: v, n: n}
		c.add(v, j, j.prepare)
	case graph.OpAttention:
		c.kv = max(c.kv, n.Attr.(graph.AttentionAttr).HeadDim)
		j := &attentionJob{program: c.program, v: v, n: n, a: n.Attr.(graph.AttentionAttr)}
		c.add(v, j, j.prepare)
	case graph.OpAttnScores, graph.OpAttnMix:
		c.kv = max(c.kv, n.Attr.(graph.AttentionAttr).HeadDim)
		j := &attnPartJob{program: c.program, v: v, n: n, a: n.Attr.(graph.AttentionAttr)}
		c.add(v, j, j.prepare)
	default:
		panic(fmt.Sprintf("BUG: cpu: no kernel for %s", n.Op))
	}
}

// matmul appends the steps of a product: rounding the activations if no earlier node did, the product,
// and for top-k the merge of what each goroutine found.
func (c *compiler) matmul(v graph.Value, n *graph.Node) {
	j := &matmulJob{program: c.program, v: v, n: n, x: n.In[0]}
	for _, w := range n.In[1:] {
		m := c.operand(w)
		if m.unpack != nil {
			j.act = c.act(v, n.In[0])
		}
		j.w = append(j.w, m)
	}
	if n.Op == graph.OpMatMulTopK {
		R, k := n.Type.Shape.Dim(0), n.Attr.(graph.TopKAttr).K
		j.top = newTopSets(c.pool.threads(), R, k)
		c.add(v, j, j.prepare)
		merge := &mergeJob{program: c.program, v: v, top: j.top}
		c.add(v, merge, merge.prepare)
		return
	}
	c.add(v, j, j.prepare)
}

// operand describes weight w.
func (c *compiler) operand(w graph.Value) operand {
	t := c.g.Nodes[w].Type
	m := operand{data: c.data[w], dtype: t.DType, N: t.Shape.Dim(0), K: t.Shape.Dim(1), rowBytes: t.RowBytes()}
	if t.DType.Quantised() {
		m.unpack, m.G, m.mins = c.k.unpack[t.DType], groupValues(t.DType), hasMins(t.DType)
		c.K = max(c.K, m.K)
	} else {
		c.KF = max(c.KF, m.K)
	}
	return m
}

// act returns the rounded rows of x, appending the step that rounds them before node v's own if this is the first use.
func (c *compiler) act(v, x graph.Value) *act {
	if a, ok := c.acts[x]; ok {
		return a
	}
	T, K := c.g.Nodes[x].Type.Shape.Dim(0), c.g.Nodes[x].Type.Shape.Cols()
	var a *act
	for _, s := range c.slots {
		if s.until < int(v) && s.act.K == K && s.T >= T {
			a, s.until = s.act, c.last[x]
			break
		}
	}
	if a == nil {
		a = newAct(c.k, T, K)
		c.slots = append(c.slots, &slot{a, T, c.last[x]})
	}
	c.acts[x] = a
	j := &quantiseJob{program: c.program, x: x, act: a}
	c.add(v, j, j.prepare)
	return a
}

// grow makes a goroutine's scratch large enough for the program.
func (c *compiler) grow(s *scratch) {
	if c.K > 0 {
		s.a.grow(c.K, false)
		s.b.grow(c.K, false)
		s.lane.grow(c.k, c.K)
	}
	if c.KF > 0 {
		s.a.grow(c.KF, true)
		s.b.grow(c.KF, true)
	}
	s.attn.grow(c.kv)
}

// table returns the sines and cosines for the given positions, appending the step that computes them
// if no earlier node uses the same.
func (c *compiler) table(v, pos graph.Value, a graph.RoPEAttr) *ropeTable {
	key := tableKey{pos, a}
	if t, ok := c.tables[key]; ok {
		return t
	}
	T := c.g.Nodes[pos].Type.Shape.Dim(0)
	t := &ropeTable{E: a.HeadDim, freq: frequencies(a), data: host.F32(host.Alloc(4 * T * a.HeadDim))}
	c.tables[key] = t
	j := &tableJob{program: c.program, pos: pos, table: t}
	c.add(v, j, j.prepare)
	return t
}

// quantiseJob rounds the rows of x to integers, a tile of tokens a unit.
type quantiseJob struct {
	*program
	x    graph.Value
	act  *act
	in   matrix
	rows int
}

func (j *quantiseJob) prepare(l graph.Live) int {
	j.in, j.rows = j.f32(j.x), j.program.rows(j.x, l)
	j.act.many = j.k.gemm != nil && j.rows >= minGEMM
	return (j.rows + tileTokens - 1) / tileTokens
}

func (j *quantiseJob) do(w *scratch, unit int) {
	t0 := unit * tileTokens
	live := min(tileTokens, j.rows-t0)
	if !j.act.many {
		for t := t0; t < t0+live; t++ {
			j.k.quantise(j.act, t, j.in.row(t))
		}
		return
	}
	rows := w.lane.view(j.act.K)
	for t := range live {
		j.k.quantise(rows, t, j.in.row(t0+t))
	}
	j.k.interleave(j.act, rows, t0, live)
}

// A laneScratch holds the rows of one tile of tokens before they are interleaved.
type laneScratch struct {
	act act
	K   int
}

func (s *laneScratch) grow(k *impl, K int) {
	if s.K < K {
		s.act, s.K = *newAct(k, tileTokens, K), K
	}
}

// view returns the scratch for rows of K values.
func (s *laneScratch) view(K int) *act {
	s.act.K = K
	return &s.act
}

// An operand is the weight of a matrix product.
type operand struct {
	data     []byte
	dtype    tensor.DType
	N, K     int
	rowBytes int
	unpack   unpackFunc // nil if the weights are floats
	G        int
	mins     bool
}
