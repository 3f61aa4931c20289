// Package null is a backend that plans, checks and counts, and computes nothing: outputs are zero.
// It prices a graph on paper: memory of the plan, bytes moved, operations, dispatches.
package null

import (
	"context"
	"fmt"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// Name is the name under which the backend is registered.
const Name = "null"

func init() {
	backend.Register(backend.Driver{
		Name: Name,
		Open: func(c backend.Config) (backend.Backend, error) {
			if err := backend.CheckOnlyDevice(Name, c.Device); err != nil {
				return nil, err
			}
			return New(), nil
		},
		Devices: func() ([]backend.DeviceInfo, error) { return []backend.DeviceInfo{New().Device()}, nil },
	})
}

// A Backend is the null backend. It holds no resources.
type Backend struct{}

var (
	_ backend.Backend  = (*Backend)(nil)
	_ backend.Importer = (*Backend)(nil)
)

// New returns a null backend.
func New() *Backend { return &Backend{} }

// Name returns "null".
func (*Backend) Name() string { return Name }

// Device describes nothing.
func (*Backend) Device() backend.DeviceInfo {
	return backend.DeviceInfo{Backend: Name, Name: "counts and computes nothing", Kind: "software"}
}

// Supports returns nil: every operation is equally easy to leave out.
func (*Backend) Supports(*graph.Graph, *graph.Node) error { return nil }

// NewBuffer allocates host memory.
func (*Backend) NewBuffer(t tensor.Type, _ backend.Usage) (backend.Buffer, error) {
	return host.NewBuffer(t)
}

// ImportBuffer wraps host memory without copying it.
func (*Backend) ImportBuffer(t tensor.Type, data []byte) (backend.Buffer, error) {
	return host.Import(t, data)
}

// Close does nothing.
func (*Backend) Close() error { return nil }

// A Program is a planned graph.
type Program struct {
	g       *graph.Graph
	plan    *graph.Plan
	checker *host.Checker
	meter   *host.Meter
	ops     int64 // nodes that would be launched
	closed  bool
}

// Compile lowers g, checks the weights and plans memory. The result is a *Program.
func (*Backend) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	g, err := graph.Lower(g, func(*graph.Graph, *graph.Node) error { return nil }, !o.NoFusion)
	if err != nil {
		return nil, err
	}
	if len(weights) != len(g.Weights()) {
		return nil, fmt.Errorf("null: %d weights bound, want %d", len(weights), len(g.Weights()))
	}
	for i, v := range g.Weights() {
		w, ok := weights[i].(*host.Buffer)
		if !ok || w.Type() != g.Nodes[v].Type || w.Map() == nil {
			return nil, fmt.Errorf("null: weight %s is no open buffer of %v", g.Nodes[v].Name, g.Nodes[v].Type)
		}
	}
	p := &Program{g: g, plan: graph.PlanMemory(g), checker: host.NewChecker(g), meter: host.NewMeter(g, o.Profile)}
	for v := range g.Nodes {
		if !g.Nodes[v].Op.Leaf() {
			p.ops++
		}
	}
	return p, nil
}

// Graph returns the lowered graph.
func (p *Program) Graph() *graph.Graph { return p.g }

// Plan returns where the intermediate values would be.
func (p *Program) Plan() *graph.Plan { return p.plan }

// Run checks the bindings, counts, and zeroes the live rows of the outputs. States are left alone.
func (p *Program) Run(ctx context.Context, b *backend.Bindings) error {
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
	for i, o := range p.g.Outputs {
		n, rows := &p.g.Nodes[o.Value], b.T
		if n.Axis == graph.AxisR {
			rows = b.R
		}
		out, ok := b.Outputs[i].(backend.Mapper)
		if !ok || out.Map() == nil {
			return fmt.Errorf("null: output %s is no open buffer in host memory", o.Name)
		}
		clear(out.Map()[:rows*n.Type.RowBytes()])
	}
	p.meter.Step(p.meter.Live(b), p.ops, time.Since(start))
	return nil
}

// Stats returns the totals so far.
func (p *Program) Stats() backend.Stats { return p.meter.Stats() }

// Close makes further runs fail.
func (p *Program) Close() error {
	p.closed = true
	return nil
}
