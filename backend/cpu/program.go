package cpu

import (
	"context"
	"fmt"
	"time"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A program is a graph as a list of steps.
type program struct {
	k       *impl
	g       *graph.Graph
	pool    *pool
	checker *host.Checker
	steps   []step
	data    [][]byte // storage of each value: arena, weight, state, input or output
	inputs  []graph.Value
	states  []graph.Value
	writes  []graph.Value // kv_write nodes
	meter   *host.Meter
	closed  bool
}

// A step is one job of a run. A node may need several, such as one that rounds its activations.
type step struct {
	node graph.Value
	last bool // of its node's steps
	task task
	// prepare points the job at this run's buffers and returns the number of units.
	prepare func(live graph.Live) int
}

// Compile prepares g for running on the pool.
func (b *Backend) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	g, err := graph.Lower(g, b.Supports, !o.NoFusion)
	if err != nil {
		return nil, err
	}
	if len(weights) != len(g.Weights()) {
		return nil, fmt.Errorf("cpu: %d weights bound, want %d", len(weights), len(g.Weights()))
	}
	pool, err := b.workers()
	if err != nil {
		return nil, err
	}
	p := &program{
		k: b.k, g: g, pool: pool, checker: host.NewChecker(g), meter: host.NewMeter(g, o.Profile),
		data: make([][]byte, len(g.Nodes)), inputs: g.Inputs(), states: g.States(),
	}
	if err := p.bindWeights(weights); err != nil {
		return nil, err
	}
	p.place()
	c := &compiler{program: p}
	c.compile()
	pool.each(func(s *scratch) { c.grow(s) })
	return p, nil
}

// bindWeights checks the weights and takes their storage. Vectors that are not aligned for float32, which
// an imported buffer need not be, are copied: norm weights, a few kilobytes each.
func (p *program) bindWeights(weights []backend.Buffer) error {
	for i, v := range p.g.Weights() {
		n := &p.g.Nodes[v]
		m, ok := weights[i].(backend.Mapper)
		if !ok || weights[i].Type() != n.Type {
			return fmt.Errorf("cpu: weight %s is no buffer of %v in host memory", n.Name, n.Type)
		}
		data := m.Map()
		if len(data) != n.Type.Bytes() {
			return fmt.Errorf("cpu: weight %s: %w", n.Name, backend.ErrClosed)
		}
		// SAFETY: the address is only tested for alignment.
		if n.Type.Shape.Rank() == 1 && uintptr(unsafe.Pointer(unsafe.SliceData(data)))%4 != 0 {
			aligned := host.Alloc(len(data))
			copy(aligned, data)
			data = aligned
		}
		p.data[v] = data
	}
	return nil
}

// place lays the intermediate values out in one arena.
func (p *program) place() {
	plan := graph.PlanMemory(p.g)
	arena := host.Alloc(plan.Size)
	for v, off := range plan.Offsets {
		if off >= 0 {
			p.data[v] = arena[off : off+p.g.Nodes[v].Type.Bytes()]
		}
		if p.g.Nodes[v].Op == graph.OpKVWrite {
			p.writes = append(p.writes, graph.Value(v))
		}
	}
}

// Run executes every step in order.
func (p *program) Run(ctx context.Context, b *backend.Bindings) error {
	if p.closed {
		return backend.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.checker.Check(b); err != nil {
		return err
	}
	start := time.Now()
	if err := p.bind(b); err != nil {
		return err
	}
	live := p.meter.Live(b)
	launched := int64(0)
	for i := range p.steps {
		s := &p.steps[i]
		if err := ctx.Err(); err != nil {
			return err
		}
		var began time.Time
		if p.meter.Profile() {
			began = time.Now()
		}
		p.pool.run(&s.task, s.prepare(live))
		if s.last {
			launched++
		}
		if p.meter.Profile() {
			p.meter.Spent(s.node, time.Since(began))
		}
	}
	p.meter.Step(live, launched, time.Since(start))
	return nil
}

// bind points inputs, states, cache writes and outputs at the run's buffers.
func (p *program) bind(b *backend.Bindings) error {
	for i, v := range p.inputs {
		if err := p.bindOne(v, b.Inputs[i]); err != nil {
			return err
		}
	}
	for i, v := range p.states {
		if err := p.bindOne(v, b.States[i]); err != nil {
			return err
		}
	}
	for i, o := range p.g.Outputs {
		if err := p.bindOne(o.Value, b.Outputs[i]); err != nil {
			return err
		}
	}
	for _, v := range p.writes {
		p.data[v] = p.data[p.g.Root(v)]
	}
	return nil
}

func (p *program) bindOne(v graph.Value, b backend.Buffer) error {
	m, ok := b.(backend.Mapper)
	if !ok {
		return fmt.Errorf("cpu: %s is bound to a buffer outside of host memory", p.g.Nodes[v].Name)
	}
	data := m.Map()
	if len(data) != p.g.Nodes[v].Type.Bytes() {
		return backend.ErrClosed
	}
	p.data[v] = data
	return nil
}

// Stats returns the totals so far.
func (p *program) Stats() backend.Stats { return p.meter.Stats() }

// Close makes further runs fail.
func (p *program) Close() error {
	p.closed = true
	return nil
}

// A matrix is a row-major view of float32 values.
type matrix struct {
	data []float32
	cols int
}

func (m matrix) row(r int) []float32 { return m.data[r*m.cols : (r+1)*m.cols : (r+1)*m.cols] }

func (p *program) f32(v graph.Value) matrix {
	return matrix{host.F32(p.data[v]), p.g.Nodes[v].Type.Shape.Cols()}
}

func (p *program) i32(v graph.Value) []int32 { return host.I32(p.data[v]) }

// rows returns how many rows of v this run computes.
func (p *program) rows(v graph.Value, l graph.Live) int {
	if p.g.Nodes[v].Axis == graph.AxisR {
		return l.R
	}
	return l.T
}

// A cache is one layer's keys or values: [B,S,C] of F32, F16 or Q8_0.
type cache struct {
	data []byte
	typ  tensor.DType
	S, C int
}

func (p *program) cache(v graph.Value) cache {
	t := p.g.Nodes[v].Type
	return cache{p.data[v], t.DType, t.Shape.Dim(1), t.Shape.Dim(2)}
}
