package vulkan

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/graph"
)

// A program is a graph lowered to dispatches, and the command buffer that launches them.
type program struct {
	b       *Backend
	g       *graph.Graph
	checker *host.Checker
	weights map[graph.Value]*weight
	list    []dispatch
	rules   []chunkRule
	plan    *graph.Plan
	arena   region // activations
	scratch region
	joined  *joins
	place   region // of the values that joined kernels compute ahead
	step    region // live counts, then the grids of dispatches that vary

	inputs, states []graph.Value
	bound          []region // of inputs, states and outputs when the command buffer was recorded
	pool           vk.CommandPool
	cb             vk.CommandBuffer
	run            *vk.Submission
	sets           vk.DescriptorPool
	stamps         vk.QueryPool // profile: a timestamp before the first and after each dispatch
	ticks          []uint64

	profile bool
	stats   backend.Stats
	closed  bool
}

// gridsAt is where the grids begin in the step buffer: after the live counts, at an offset that may
// be bound.
const gridsAt = planAlign

// Compile lowers g, uploads what weights are not on the device yet, and allocates.
func (b *Backend) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	g, err := graph.Lower(g, b.Supports, !o.NoFusion)
	if err != nil {
		return nil, err
	}
	p := &program{b: b, g: g, checker: host.NewChecker(g), profile: o.Profile && b.limits.period > 0}
	if err := p.compile(weights, o); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

func (p *program) compile(weights []backend.Buffer, o backend.Options) error {
	b, g := p.b, p.g
	if err := p.bindWeights(weights); err != nil {
		return err
	}
	p.joined = &joins{}
	if !o.NoFusion {
		p.joined = joinNorms(g)
	}
	l := &lowerer{b: b, g: g, weights: p.weights, joined: p.joined}
	if err := l.run(); err != nil {
		return err
	}
	p.list, p.rules, p.inputs, p.states = l.list, l.rules, g.Inputs(), g.States()
	p.plan = graph.PlanMemory(g)
	var err error
	if p.arena, err = b.mem.alloc(classDevice, uint64(p.plan.Size), "activations"); err != nil {
		return err
	}
	if p.scratch, err = b.mem.alloc(classDevice, l.scratch, "scratch"); err != nil {
		return err
	}
	if p.place, err = b.mem.alloc(classDevice, p.joined.size, "activations"); err != nil {
		return err
	}
	if p.step, err = b.mem.alloc(classHost, gridsAt+uint64(12*len(p.list)), "step buffer"); err != nil {
		return err
	}
	if p.pool, err = b.dev.NewCommandPool(b.family); err == nil {
		if p.cb, err = b.dev.AllocateCommandBuffer(p.pool); err == nil {
			p.run, err = b.dev.NewSubmission(p.cb)
		}
	}
	if err == nil && p.profile {
		p.ticks = make([]uint64, len(p.list)+1)
		p.stamps, err = b.dev.NewTimestampPool(len(p.ticks))
		p.stats.Nodes = make([]backend.NodeStats, len(g.Nodes))
		for v := range g.Nodes {
			p.stats.Nodes[v] = backend.NodeStats{Name: g.Nodes[v].Name, Op: g.Nodes[v].Op}
		}
	}
	p.bound = make([]region, 0, len(p.inputs)+len(p.states)+len(g.Outputs))
	return b.fail("compile", err)
}

func (p *program) bindWeights(weights []backend.Buffer) error {
	vs := p.g.Weights()
	if len(weights) != len(vs) {
		return fmt.Errorf("vulkan: %d weights bound, want %d", len(weights), len(vs))
	}
	p.weights = map[graph.Value]*weight{}
	for i, v := range vs {
		w, ok := weights[i].(*weight)
		if !ok || w.b != p.b || w.Type() != p.g.Nodes[v].Type || !w.region.valid() {
			return fmt.Errorf("vulkan: weight %s is no open weight of %v on this device", p.g.Nodes[v].Name, p.g.Nodes[v].Type)
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
	start := time.Now()
	same, err := p.bind(b)
	if err != nil {
		return err
	}
	if !same {
		if err := p.record(); err != nil {
			p.bound = p.bound[:0]
			return err
		}
	}
	context, launched := p.prepare(b)
	if err := p.run.Submit(); err != nil {
		return p.b.fail("submit", err)
	}
	if err := p.b.wait(p.run); err != nil {
		return err
	}
	p.account(graph.Live{T: b.T, R: b.R, Context: context}, launched)
	p.stats.Busy += time.Since(start)
	if p.profile {
		if err := p.times(); err != nil {
			return err
		}
	}
	return ctx.Err()
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

// prepare writes the live counts and the grids that vary. It returns the highest position plus one and
// the number of dispatches.
func (p *program) prepare(b *backend.Bindings) (context int, launched int64) {
	mem := p.step.host()
	binary.LittleEndian.PutUint32(mem, uint32(b.T))
	binary.LittleEndian.PutUint32(mem[4:], uint32(b.R))
	for i := range p.rules {
		r := &p.rules[i]
		live := b.T
		if r.axis == graph.AxisR {
			live = b.R
		}
		r.count = 0
		for _, pos := range host.I32(p.bound[r.input].host())[:live] {
			first := 0
			if r.window > 0 {
				first = max(0, int(pos)-r.window+1)
			}
			r.count = max(r.count, uint32(int(pos)/attnChunk-first/attnChunk+1))
			context = max(context, int(pos)+1)
		}
	}
	for i := range p.list {
		empty := false
		for axis, d := range p.list[i].grid {
			n := p.groups(d, b)
			empty = empty || n == 0
			binary.LittleEndian.PutUint32(mem[gridsAt+12*i+4*axis:], n)
		}
		if !empty {
			launched++
		}
	}
	return context, launched
}

// groups returns the work groups of one dimension in a run.
func (p *program) groups(d dim, b *backend.Bindings) uint32 {
	if d.rule > 0 {
		return p.rules[d.rule-1].count
	}
	if d.axis == graph.AxisNone {
		return d.fixed
	}
	live := uint32(b.T)
	if d.axis == graph.AxisR {
		live = uint32(b.R)
	}
	if live <= d.skip {
		return 0
	}
	return (min(live-d.skip, d.most) + d.per - 1) / d.per
}

// account adds a run to the totals.
func (p *program) account(live graph.Live, launched int64) {
	for v := range p.g.Nodes {
		if p.g.Nodes[v].Op.Leaf() {
			continue
		}
		c := p.g.NodeCost(graph.Value(v), live)
		p.stats.Cost = p.stats.Cost.Add(c)
		if p.profile {
			p.stats.Nodes[v].Cost = p.stats.Nodes[v].Cost.Add(c)
		}
	}
	p.stats.Dispatches += launched
	p.stats.Steps++
}

// times adds the device's time of each dispatch to its node.
func (p *program) times() error {
	if err := p.b.dev.Timestamps(p.stamps, p.ticks); err != nil {
		return p.b.fail("timestamps", err)
	}
	for i := range p.list {
		s := &p.stats.Nodes[p.list[i].node]
		s.Time += time.Duration(float64(p.ticks[i+1]-p.ticks[i]) * p.b.limits.period)
	}
	return nil
}

// Stats returns the totals so far.
func (p *program) Stats() backend.Stats { return p.stats }

// Close releases what Compile allocated.
func (p *program) Close() error {
	if p.closed {
		return nil
	}
	p.closed = true
	if p.b.hung.Load() {
		return nil
	}
	if p.run != nil {
		p.run.Close()
	}
	dev := p.b.dev
	dev.DestroyDescriptorPool(p.sets)
	dev.DestroyQueryPool(p.stamps)
	dev.DestroyCommandPool(p.pool)
	for _, r := range []region{p.arena, p.scratch, p.place, p.step} {
		p.b.mem.free(r)
	}
	return nil
}
