package immediate

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
)

// A program is a graph lowered to commands.
type program struct {
	*gpu.Program
	b       *Backend
	checker *host.Checker
	meter   *host.Meter
	weights map[graph.Value]*weight
	kernels []Kernel // of each launch
	tables  []*block
	arena   *block // activations
	scratch *block
	step    *block // live counts
	params  *block // of each launch

	bound    []*buffer // inputs, states and outputs of the commands
	commands []Command // of each launch
	live     []Command // those of a run
	nodes    []graph.Value
	counts   [8]byte
	closed   bool
}

// Compile lowers g, uploads what weights are not on the device yet, and allocates.
func (b *Backend) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	g, err := graph.Lower(g, b.Supports, !o.NoFusion)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.check(); err != nil {
		return nil, err
	}
	p := &program{b: b, checker: host.NewChecker(g), meter: host.NewMeter(g, o.Profile)}
	if p.Program, err = gpu.Lower(g, &b.limits, gpu.Options{NoJoin: o.NoFusion}); err != nil {
		return nil, fmt.Errorf("%s: %w", b.info.Backend, err)
	}
	if err := p.compile(weights); err != nil {
		p.release()
		return nil, err
	}
	return p, nil
}

func (p *program) compile(weights []backend.Buffer) error {
	b := p.b
	if err := p.bindWeights(weights); err != nil {
		return err
	}
	for i := range p.Launches {
		k, err := b.kernel(p.Launches[i].Kernel, p.Launches[i].Spec)
		if err != nil {
			return err
		}
		p.kernels = append(p.kernels, k)
	}
	for _, r := range p.Tables {
		t, err := b.table(r)
		if err != nil {
			return err
		}
		p.tables = append(p.tables, t)
	}
	for _, room := range []struct {
		to   **block
		size int
		what string
	}{
		{&p.arena, int(p.Arena), "activations"}, {&p.scratch, int(p.Scratch), "scratch"},
		{&p.step, len(p.counts), "live counts"}, {&p.params, ParamsBytes * len(p.Launches), "parameters"},
	} {
		var err error
		if *room.to, err = b.alloc(room.size, room.what); err != nil {
			return err
		}
	}
	params := make([]byte, ParamsBytes*len(p.Launches))
	for i := range p.Launches {
		for j, w := range p.Launches[i].Push {
			binary.LittleEndian.PutUint32(params[ParamsBytes*i+4*j:], w)
		}
	}
	p.commands, p.live = make([]Command, len(p.Launches)), make([]Command, 0, len(p.Launches))
	p.nodes = make([]graph.Value, 0, len(p.Launches))
	return b.fail("parameters", p.params.Write(0, params))
}

func (p *program) bindWeights(weights []backend.Buffer) error {
	vs, name := p.Graph.Weights(), p.b.info.Backend
	if len(weights) != len(vs) {
		return fmt.Errorf("%s: %d weights bound, want %d", name, len(weights), len(vs))
	}
	p.weights = map[graph.Value]*weight{}
	for i, v := range vs {
		w, ok := weights[i].(*weight)
		if !ok || w.b != p.b || w.Type() != p.Graph.Nodes[v].Type || w.mem == nil {
			return fmt.Errorf("%s: weight %s is no open weight of %v on this device", name, p.Graph.Nodes[v].Name, p.Graph.Nodes[v].Type)
		}
		if err := w.upload(); err != nil {
			return err
		}
		p.weights[v] = w
	}
	return nil
}

// Run encodes and runs the launches that have something to do.
func (p *program) Run(ctx context.Context, b *backend.Bindings) error {
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
	if p.closed {
		return backend.ErrClosed
	}
	if err := errors.Join(ctx.Err(), p.b.check(), p.checker.Check(b)); err != nil {
		return err
	}
	start := time.Now()
	if err := p.bind(b); err != nil {
		return err
	}
	p.prepare(b)
	if err := p.send(b); err != nil {
		return p.b.fail("send", err)
	}
	if err := p.launch(); err != nil {
		p.bound = p.bound[:0]
		return p.b.fail("run", err)
	}
	if err := p.fetch(b); err != nil {
		return p.b.fail("fetch", err)
	}
	p.meter.Step(p.meter.Live(b), int64(len(p.live)), time.Since(start))
	return ctx.Err()
}

// bind makes the commands again if the run's buffers are not those of the last one.
func (p *program) bind(b *backend.Bindings) error {
	same, at := len(p.bound) > 0, 0
	for set, list := range [...][]backend.Buffer{b.Inputs, b.States, b.Outputs} {
		for i, buf := range list {
			u := storage(buf)
			if u == nil || u.b != p.b {
				p.bound = p.bound[:0]
				return fmt.Errorf("%s: %s %d is no buffer of this device", p.b.info.Backend, [...]string{"input", "state", "output"}[set], i)
			}
			if u.mem == nil {
				p.bound = p.bound[:0]
				return backend.ErrClosed
			}
			if same && at < len(p.bound) && p.bound[at] == u {
				at++
				continue
			}
			same = false
			p.bound = append(p.bound[:at], u)
			at++
		}
	}
	if !same {
		p.encode()
	}
	return nil
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

// encode fills in the commands, all but their grids.
func (p *program) encode() {
	var h gpu.Hazards
	stores := p.stores()
	for i := range p.Launches {
		d, c := &p.Launches[i], &p.commands[i]
		*c = Command{Kernel: p.kernels[i]}
		c.Bind[0] = Binding{p.params.Memory, ParamsBytes * i, ParamsBytes}
		var ranges [gpu.MaxBindings]gpu.Range
		for j, a := range d.Args {
			m, off, n := p.resolve(stores, a)
			if m == nil {
				continue
			}
			c.Bind[1+j] = Binding{m.Memory, off, n}
			ranges[j] = gpu.Range{Buffer: m.id, Off: uint64(off), Len: uint64(n)}
		}
		if h.Conflict(ranges[:], d) {
			c.Wait = true
			h.Clear()
		}
		h.Add(ranges[:], d)
	}
}

// resolve finds the memory behind a Ref, nil if it is none.
func (p *program) resolve(stores *gpu.Stores[part], a gpu.Ref) (m *block, off, n int) {
	at, s, ok := stores.Find(p.Program, a)
	if !ok {
		return nil, 0, 0
	}
	off, n = at.off+int(s.Off), int(s.Size)
	if n == 0 {
		n = at.size - off
	}
	return at.block, off, n
}

// A part of a block begins at off.
type part struct {
	*block
	off int
}

// stores lists the memory of the program and of what is bound.
func (p *program) stores() *gpu.Stores[part] {
	o := &gpu.Stores[part]{Step: part{p.step, 0}, Arena: part{p.arena, 0}, Scratch: part{p.scratch, 0}}
	for _, t := range p.tables {
		o.Tables = append(o.Tables, part{t, 0})
	}
	o.Weights = map[graph.Value]part{}
	for v, w := range p.weights {
		o.Weights[v] = part{w.mem, w.at}
	}
	for _, u := range p.bound {
		o.Bound = append(o.Bound, part{u.mem, 0})
	}
	return o
}

// prepare picks the commands of a run and sets their grids.
func (p *program) prepare(b *backend.Bindings) {
	p.Count(b, 1, func(i int) []byte { return p.bound[i].host })
	p.live, p.nodes = p.live[:0], p.nodes[:0]
	wait := false
	for i := range p.commands {
		grid, empty := p.Grid(i, b)
		wait = wait || p.commands[i].Wait
		if empty {
			continue
		}
		c := p.commands[i]
		c.Grid, c.Wait = grid, wait
		p.live, p.nodes = append(p.live, c), append(p.nodes, p.Launches[i].Node)
		wait = false
	}
}

// launch runs the commands, one by one if there is a profile.
func (p *program) launch() error {
	if !p.meter.Profile() {
		return p.b.dev.Run(p.live)
	}
	for i := range p.live {
		start := time.Now()
		if err := p.b.dev.Run(p.live[i : i+1]); err != nil {
			return err
		}
		p.meter.Spent(p.nodes[i], time.Since(start))
	}
	return nil
}

// send copies the live counts, and the live rows of inputs whose memory the host cannot see.
func (p *program) send(b *backend.Bindings) error {
	binary.LittleEndian.PutUint32(p.counts[:], uint32(b.T))
	binary.LittleEndian.PutUint32(p.counts[4:], uint32(b.R))
	if err := p.step.Write(0, p.counts[:]); err != nil {
		return err
	}
	for i, v := range p.Inputs {
		if u := p.bound[i]; u.shadow {
			if err := u.mem.Write(0, u.host[:p.liveBytes(v, b)]); err != nil {
				return err
			}
		}
	}
	return nil
}

// fetch copies the live rows of outputs whose memory the host cannot see.
func (p *program) fetch(b *backend.Bindings) error {
	for i, o := range p.Graph.Outputs {
		if u := p.bound[len(p.Inputs)+len(p.States)+i]; u.shadow {
			if err := u.mem.Read(0, u.host[:p.liveBytes(o.Value, b)]); err != nil {
				return err
			}
		}
	}
	return nil
}

// liveBytes returns the size of the live rows of a value.
func (p *program) liveBytes(v graph.Value, b *backend.Bindings) int {
	t, live := p.Graph.Nodes[v].Type, b.T
	switch p.Graph.Nodes[v].Axis {
	case graph.AxisNone:
		return t.Bytes()
	case graph.AxisR:
		live = b.R
	}
	return t.Bytes() / t.Shape.Dim(0) * live
}

// Stats returns the totals so far.
func (p *program) Stats() backend.Stats { return p.meter.Stats() }

// Close releases what Compile allocated.
func (p *program) Close() error {
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
	if !p.closed && !p.b.closed {
		p.release()
	}
	p.closed = true
	return nil
}

// release gives the program's memory back.
func (p *program) release() {
	for _, m := range slices.Backward([]*block{p.arena, p.scratch, p.step, p.params}) {
		p.b.release(m)
	}
}
