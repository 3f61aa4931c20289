package vulkan

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/graph"
)

// A program is a graph lowered to launches, and the command buffer that holds them.
type program struct {
	*gpu.Program
	b         *Backend
	checker   *host.Checker
	weights   map[graph.Value]*weight
	pipelines []vk.Pipeline // of each launch
	tables    []region
	arena     region // activations
	scratch   region
	step      region // live counts, then the grids of launches that vary

	bound  []region // of inputs, states and outputs when the command buffer was recorded
	pool   vk.CommandPool
	cb     vk.CommandBuffer
	run    *vk.Submission
	sets   vk.DescriptorPool
	stamps vk.QueryPool // profile: a timestamp before the first and after each launch
	ticks  []uint64

	chain chain

	top        *weight          // of the product whose largest entries it takes
	bufferList []backend.Buffer // weights as they were given
	noJoin     bool
	twin       *program // the same with the screen of top
	useless    *screen  // the screen that is no use for it

	// Of a twin:
	uses   *screen
	counts region // of screen_decide
	runs   int

	profile bool
	stats   *backend.Stats
	closed  bool
}

// gridsAt is where the grids begin in the step buffer: after the live counts, at an offset that may
// be bound.
const gridsAt = gpu.Align

// Compile lowers g, uploads what weights are not on the device yet, and allocates.
func (b *Backend) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	g, err := graph.Lower(g, b.Supports, !o.NoFusion)
	if err != nil {
		return nil, err
	}
	p := &program{b: b, checker: host.NewChecker(g), profile: o.Profile && b.limits.period > 0, noJoin: o.NoFusion, bufferList: weights, stats: &backend.Stats{}}
	if p.Program, err = gpu.Lower(g, &b.limits.Limits, gpu.Options{NoJoin: o.NoFusion}); err != nil {
		return nil, fmt.Errorf("vulkan: %w", err)
	}
	if err := p.compile(weights); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.top = p.head()
	return p, nil
}

func (p *program) compile(weights []backend.Buffer) error {
	b := p.b
	if err := p.bindWeights(weights); err != nil {
		return err
	}
	if err := p.kernels(); err != nil {
		return err
	}
	var err error
	if p.arena, err = b.mem.alloc(classDevice, p.Arena, "activations"); err != nil {
		return err
	}
	if p.scratch, err = b.mem.alloc(classDevice, p.Scratch, "scratch"); err != nil {
		return err
	}
	if p.step, err = b.mem.alloc(classHost, gridsAt+uint64(12*len(p.Launches)), "step buffer"); err != nil {
		return err
	}
	if p.pool, err = b.dev.NewCommandPool(b.family); err == nil {
		if p.cb, err = b.dev.AllocateCommandBuffer(p.pool); err == nil {
			p.run, err = b.dev.NewSubmission(p.cb)
		}
	}
	if err == nil && p.profile {
		p.ticks = make([]uint64, len(p.Launches)+1)
		p.stamps, err = b.dev.NewTimestampPool(len(p.ticks))
		if p.stats.Nodes == nil {
			p.stats.Nodes = p.NodeStats()
		}
	}
	p.bound = make([]region, 0, len(p.Inputs)+len(p.States)+len(p.Graph.Outputs))
	return b.fail("compile", err)
}

// kernels builds the pipelines and tables that the launches use.
func (p *program) kernels() error {
	for i := range p.Launches {
		d := &p.Launches[i]
		pipe, err := p.b.pipeline(d.Kernel, d.Spec)
		if err != nil {
			return fmt.Errorf("vulkan: %s: %w", p.Graph.Nodes[d.Node].Op, err)
		}
		p.pipelines = append(p.pipelines, pipe)
	}
	for _, r := range p.Tables {
		t, err := p.b.table(r)
		if err != nil {
			return err
		}
		p.tables = append(p.tables, t)
	}
	return nil
}

func (p *program) bindWeights(weights []backend.Buffer) error {
	vs := p.Graph.Weights()
	if len(weights) != len(vs) {
		return fmt.Errorf("vulkan: %d weights bound, want %d", len(weights), len(vs))
	}
	p.weights = map[graph.Value]*weight{}
	for i, v := range vs {
		w, ok := weights[i].(*weight)
		if !ok || w.b != p.b || w.Type() != p.Graph.Nodes[v].Type || !w.region.valid() {
			return fmt.Errorf("vulkan: weight %s is no open weight of %v on this device", p.Graph.Nodes[v].Name, p.Graph.Nodes[v].Type)
		}
		if err := w.upload(); err != nil {
			return err
		}
		p.weights[v] = w
	}
	return nil
}

// Run replays the command buffer, after recording it if the bindings changed.
func (p *program) Run(ctx context.Context, b *backend.Bindings) error {
	if p.closed {
		return backend.ErrClosed
	}
	if err := errors.Join(ctx.Err(), p.b.check(), p.checker.Check(b)); err != nil {
		return err
	}
	q, err := p.choose()
	if err != nil {
		return err
	}
	start := time.Now()
	if err := q.replay(b); err != nil {
		return err
	}
	took := time.Since(start)
	p.stats.Busy += took
	p.learn(q, 1, took)
	return ctx.Err()
}

// replay runs the command buffer and waits for it.
func (p *program) replay(b *backend.Bindings) error {
	if err := p.fit(b); err != nil {
		return err
	}
	context, launched := p.prepare(b, 1)
	if err := p.run.Submit(); err != nil {
		return p.b.fail("submit", err)
	}
	if err := p.b.wait(p.run); err != nil {
		return err
	}
	p.Account(p.stats, graph.Live{T: b.T, R: b.R, Context: context}, launched)
	if p.profile {
		return p.times()
	}
	return nil
}

// fit makes the command buffer that of the run's buffers.
func (p *program) fit(b *backend.Bindings) error {
	same, err := p.bind(b)
	if err != nil || same {
		return err
	}
	if err := p.record(); err != nil {
		p.bound = p.bound[:0]
		return err
	}
	return nil
}

// bind notes the run's buffers and reports whether they are those of the recorded command buffer.
func (p *program) bind(b *backend.Bindings) (same bool, err error) {
	n := len(b.Inputs) + len(b.States) + len(b.Outputs)
	same = len(p.bound) == n
	p.bound = p.bound[:n]
	at := 0
	for set, list := range [...][]backend.Buffer{b.Inputs, b.States, b.Outputs} {
		for i, buf := range list {
			u := storage(buf)
			if u == nil || u.b != p.b {
				p.bound = p.bound[:0]
				return false, fmt.Errorf("vulkan: %s %d is no buffer of this device", [...]string{"input", "state", "output"}[set], i)
			}
			if !u.region.valid() {
				p.bound = p.bound[:0]
				return false, backend.ErrClosed
			}
			same = same && p.bound[at] == u.region
			p.bound[at] = u.region
			at++
		}
	}
	return same, nil
}

// storage returns the buffer behind a binding, nil if it is not one of ours.
func storage(b backend.Buffer) *buffer {
	switch u := b.(type) {
	case *mapped:
		return &u.buffer
	case *buffer:
		return u
	}
	return nil
}

// prepare writes the live counts and the grids that vary, for a number of steps. It returns the highest position
// plus one and the number of launches in each step.
func (p *program) prepare(b *backend.Bindings, steps int) (context int, launched int64) {
	mem := p.step.host()
	binary.LittleEndian.PutUint32(mem, uint32(b.T))
	binary.LittleEndian.PutUint32(mem[4:], uint32(b.R))
	context = p.Count(b, steps, func(i int) []byte { return p.bound[i].host() })
	for i := range p.Launches {
		grid, empty := p.Grid(i, b)
		for axis, n := range grid {
			binary.LittleEndian.PutUint32(mem[gridsAt+12*i+4*axis:], n)
		}
		if !empty {
			launched++
		}
	}
	return context, launched
}

// times adds the device's time of each launch to its node.
func (p *program) times() error {
	if err := p.b.dev.Timestamps(p.stamps, p.ticks); err != nil {
		return p.b.fail("timestamps", err)
	}
	for i := range p.Launches {
		s := &p.stats.Nodes[p.Launches[i].Node]
		s.Time += time.Duration(float64(p.ticks[i+1]-p.ticks[i]) * p.b.limits.period)
	}
	return nil
}

// Stats returns the totals so far.
func (p *program) Stats() backend.Stats { return *p.stats }

// Close releases what Compile allocated.
func (p *program) Close() error {
	if p.closed {
		return nil
	}
	p.closed = true
	if p.b.hung.Load() {
		return nil
	}
	var err error
	if p.twin != nil {
		err = p.twin.Close()
	}
	if p.run != nil {
		p.run.Close()
	}
	dev := p.b.dev
	p.chain.close(p.b)
	dev.DestroyDescriptorPool(p.sets)
	dev.DestroyQueryPool(p.stamps)
	dev.DestroyCommandPool(p.pool)
	for _, r := range []region{p.arena, p.scratch, p.step, p.counts} {
		p.b.mem.free(r)
	}
	return err
}
