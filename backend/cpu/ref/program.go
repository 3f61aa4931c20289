package ref

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A program interprets a graph node by node.
type program struct {
	g       *graph.Graph
	threads int
	checker *host.Checker
	data    [][]byte // storage of each value: arena, weight, state, input or output
	meter   *host.Meter
	closed  bool
}

// Compile plans memory and binds the weights.
func (b *Backend) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	g, err := graph.Lower(g, b.Supports, !o.NoFusion)
	if err != nil {
		return nil, err
	}
	p := &program{g: g, threads: b.threads, checker: host.NewChecker(g), meter: host.NewMeter(g, o.Profile)}
	p.data = make([][]byte, len(g.Nodes))
	if len(weights) != len(g.Weights()) {
		return nil, fmt.Errorf("ref: %d weights bound, want %d", len(weights), len(g.Weights()))
	}
	for i, v := range g.Weights() {
		w, ok := weights[i].(*host.Buffer)
		if !ok || w.Type() != g.Nodes[v].Type || w.Map() == nil {
			return nil, fmt.Errorf("ref: weight %s is no open buffer of %v", g.Nodes[v].Name, g.Nodes[v].Type)
		}
		p.data[v] = w.Map()
	}
	plan := graph.PlanMemory(g)
	arena := host.Alloc(plan.Size)
	for v, off := range plan.Offsets {
		if off >= 0 {
			p.data[v] = arena[off : off+g.Nodes[v].Type.Bytes()]
		}
	}
	return p, nil
}

// Run executes every node in order.
func (p *program) Run(ctx context.Context, b *backend.Bindings) error {
	if p.closed {
		return backend.ErrClosed
	}
	if err := errors.Join(ctx.Err(), p.checker.Check(b)); err != nil {
		return err
	}
	start := time.Now()
	p.bind(b)
	launched := int64(0)
	for v := range p.g.Nodes {
		n := &p.g.Nodes[v]
		if n.Op.Leaf() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		began := time.Now()
		p.exec(graph.Value(v), n, b)
		launched++
		if p.meter.Profile() {
			p.meter.Spent(graph.Value(v), time.Since(began))
		}
	}
	p.meter.Step(p.meter.Live(b), launched, time.Since(start))
	return nil
}

// bind points inputs, states, cache writes and outputs at the run's buffers.
func (p *program) bind(b *backend.Bindings) {
	for i, v := range p.g.Inputs() {
		p.data[v] = b.Inputs[i].(*host.Buffer).Map()
	}
	for i, v := range p.g.States() {
		p.data[v] = b.States[i].(*host.Buffer).Map()
	}
	for i, o := range p.g.Outputs {
		p.data[o.Value] = b.Outputs[i].(*host.Buffer).Map()
	}
	for v := range p.g.Nodes {
		if p.g.Nodes[v].Op == graph.OpKVWrite {
			p.data[v] = p.data[p.g.Root(graph.Value(v))]
		}
	}
}

// Stats returns the totals so far.
func (p *program) Stats() backend.Stats { return p.meter.Stats() }

// Close makes further runs fail.
func (p *program) Close() error {
	p.closed = true
	return nil
}

// rows returns how many rows of n this run computes.
func rows(n *graph.Node, b *backend.Bindings) int {
	switch n.Axis {
	case graph.AxisT:
		return b.T
	case graph.AxisR:
		return b.R
	}
	return 0
}

func (p *program) f32(v graph.Value) matrix {
	return matrix{host.F32(p.data[v]), p.g.Nodes[v].Type.Shape.Cols()}
}
func (p *program) i32(v graph.Value) []int32   { return host.I32(p.data[v]) }
func (p *program) vec(v graph.Value) []float32 { return host.F32(p.data[v]) }
func (p *program) weight(v graph.Value) weight { return weight{p.g.Nodes[v].Type, p.data[v]} }
func (p *program) cache(v graph.Value) cache   { return cache{p.g.Nodes[v].Type, p.data[v]} }

// exec runs one node on the live rows of the step.
func (p *program) exec(v graph.Value, n *graph.Node, b *backend.Bindings) {
	y, T := matrix{}, rows(n, b)
	if n.Op != graph.OpKVWrite {
		y = p.f32(v)
	}
	switch n.Op {
	case graph.OpEmbed:
		embed(y, p.weight(n.In[0]), p.i32(n.In[1]), n.Attr.(graph.EmbedAttr).Scale, T)
	case graph.OpRMSNorm:
		rmsNorm(y, p.f32(n.In[0]), p.vec(n.In[1]), n.Attr.(graph.RMSNormAttr).Eps, T)
	case graph.OpMatMul:
		p.matmul(y, p.f32(n.In[0]), p.weight(n.In[1]), T)
	case graph.OpRoPE:
		rope(y, p.f32(n.In[0]), p.i32(n.In[1]), n.Attr.(graph.RoPEAttr), T)
	case graph.OpGELU:
		gelu(y, p.f32(n.In[0]), T)
	case graph.OpAdd:
		add(y, p.f32(n.In[0]), p.f32(n.In[1]), T)
	case graph.OpMul:
		mul(y, p.f32(n.In[0]), p.f32(n.In[1]), T)
	case graph.OpRows:
		for r, i := range p.i32(n.In[1])[:T] {
			copy(y.row(r), p.f32(n.In[0]).row(int(i)))
		}
	case graph.OpKVWrite:
		kvWrite(p.cache(n.In[0]), p.f32(n.In[1]), p.i32(n.In[2]), p.i32(n.In[3]), rows(&p.g.Nodes[n.In[1]], b))
	case graph.OpAttnScores:
		attnScores(y, p.f32(n.In[0]), p.cache(n.In[1]), p.i32(n.In[2]), p.i32(n.In[3]), n.Attr.(graph.AttentionAttr), T)
	case graph.OpSoftmax:
		softmaxRows(y, p.f32(n.In[0]), n.Attr.(graph.SoftmaxAttr).Cols, T)
	case graph.OpAttnMix:
		attnMix(y, p.f32(n.In[0]), p.cache(n.In[1]), p.i32(n.In[2]), n.Attr.(graph.AttentionAttr), T)
	case graph.OpTopK:
		topK(y, p.f32(n.In[0]), T)
	case graph.OpAttention:
		p.attention(y, p.f32(n.In[0]), p.cache(n.In[1]), p.cache(n.In[2]), p.i32(n.In[3]), p.i32(n.In[4]), n.Attr.(graph.AttentionAttr), T)
	case graph.OpRMSNormAdd:
		rmsNormAdd(y, p.f32(n.In[0]), p.vec(n.In[1]), p.f32(n.In[2]), n.Attr.(graph.RMSNormAttr).Eps, T)
	case graph.OpRMSNormRoPE:
		a := n.Attr.(graph.RMSNormRoPEAttr)
		rmsNorm(y, p.f32(n.In[0]), p.vec(n.In[1]), a.Norm.Eps, T)
		rope(y, y, p.i32(n.In[2]), a.RoPE, T)
	case graph.OpGeGLU:
		geglu(y, p.f32(n.In[0]), p.f32(n.In[1]), T)
	case graph.OpMatMulGeGLU:
		gate, up := newMatrix(T, y.cols), newMatrix(T, y.cols)
		p.matmul(gate, p.f32(n.In[0]), p.weight(n.In[1]), T)
		p.matmul(up, p.f32(n.In[0]), p.weight(n.In[2]), T)
		geglu(y, gate, up, T)
	case graph.OpMatMulTopK:
		w := p.weight(n.In[1])
		logits := newMatrix(T, w.typ.Shape.Dim(0))
		p.matmul(logits, p.f32(n.In[0]), w, T)
		topK(y, logits, T)
	default:
		panic("BUG: ref: no kernel for " + n.Op.String())
	}
}

// parallel calls f(i) for every i in [0, n), shared out over the backend's goroutines.
func (p *program) parallel(n int, f func(from, to int)) {
	workers := min(p.threads, n)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { f(n*w/workers, n*(w+1)/workers) })
	}
	wg.Wait()
}

// A matrix is a row-major view of float32 values.
type matrix struct {
	data []float32
	cols int
}

func newMatrix(rows, cols int) matrix { return matrix{make([]float32, rows*cols), cols} }

func (m matrix) row(r int) []float32 { return m.data[r*m.cols : (r+1)*m.cols] }

// A weight is a tensor as the file stores it.
type weight struct {
	typ  tensor.Type
	data []byte
}

// row expands row n to dst.
func (w weight) row(dst []float32, n int) {
	size := w.typ.RowBytes()
	if err := tensor.Dequantise(w.typ.DType, dst, w.data[n*size:(n+1)*size]); err != nil {
		panic("BUG: ref: " + err.Error())
	}
}
