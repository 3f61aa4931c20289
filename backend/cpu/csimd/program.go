//go:build cgo

package csimd

// #include "csimd.h"
import "C"

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
)

// A program is a compiled graph.
type program struct {
	b       *Backend
	g       *graph.Graph // lowered
	check   *host.Checker
	f       *flat
	offsets []int          // in the backend's arena, of each slot; −1 for slots with other memory
	scratch int            // where the threads' scratch begins in the arena
	parts   int            // where the parts of attention do
	base    unsafe.Pointer // of the arena when the slots were last pointed at it
	weights []*weight
	head    *weight       // whose largest products the program takes, if any
	headAt  C.int32_t     // the axis of its rows
	topK    int           // how many of them
	node    []graph.Value // of each op
	closed  bool

	inputs, states, outputs []binding
	copies                  [][2]int // outputs that are the same value as an earlier one
	pin                     runtime.Pinner
	watch                   watcher
	meter                   *host.Meter
	times                   *times // nil without a profile
}

// A binding connects a buffer of each Run with a slot.
type binding struct {
	slot int // −1 if the program does not use it
	last backend.Buffer
}

// Compile lowers g and repacks the weights that no other program has repacked yet.
func (b *Backend) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, backend.ErrClosed
	}
	if want := len(g.Weights()); len(weights) != want {
		return nil, fmt.Errorf("csimd: %d weights, want %d", len(weights), want)
	}
	low, err := graph.Lower(g, b.Supports, !o.NoFusion)
	if err != nil {
		return nil, err
	}
	p := &program{b: b, g: low, check: host.NewChecker(g), meter: host.NewMeter(low, o.Profile)}
	if err := p.compile(g, weights); err != nil {
		p.free()
		return nil, err
	}
	return p, nil
}

func (p *program) compile(g *graph.Graph, buffers []backend.Buffer) error {
	byName := map[string]graph.Value{}
	for v := range p.g.Nodes {
		if n := &p.g.Nodes[v]; n.Op.Leaf() {
			byName[n.Name] = graph.Value(v)
		}
	}
	weights := map[graph.Value]*weight{}
	for i, v := range g.Weights() {
		n := &g.Nodes[v]
		to, used := byName[n.Name]
		if buffers[i].Type() != n.Type {
			return fmt.Errorf("csimd: weight %s is %v, want %v", n.Name, buffers[i].Type(), n.Type)
		}
		if !used {
			continue
		}
		w, err := p.b.weight(buffers[i])
		if err != nil {
			return fmt.Errorf("csimd: weight %s: %w", n.Name, err)
		}
		p.weights, weights[to] = append(p.weights, w), w
	}
	if err := p.b.repack(multiplied(p.g, weights)); err != nil {
		return err
	}
	for v := range p.g.Nodes {
		if n := &p.g.Nodes[v]; n.Op == graph.OpMatMulTopK {
			p.head, p.headAt, p.topK = weights[n.In[1]], axis(n.Axis), n.Attr.(graph.TopKAttr).K
		}
	}
	l := newLowering(p.g, weights)
	p.node = l.node
	p.bindings(g, byName)
	return p.allocate(l)
}

// multiplied lists the weights that products read; those that are only looked up need no panels, and a head of
// Q8_0 may not need them (useHead).
func multiplied(g *graph.Graph, weights map[graph.Value]*weight) []*weight {
	var ws []*weight
	for v := range g.Nodes {
		switch n := &g.Nodes[v]; n.Op {
		case graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpMatMulTopK:
			for _, in := range n.In[1:] {
				if w := weights[in]; n.Op != graph.OpMatMulTopK || w.c.fmt != C.F_Q8_0 {
					ws = append(ws, w)
				}
			}
		}
	}
	return ws
}

// bindings finds the slot of each buffer that g's Run binds.
func (p *program) bindings(g *graph.Graph, byName map[string]graph.Value) {
	bind := func(vs []graph.Value) (bs []binding) {
		for _, v := range vs {
			slot := -1
			if to, ok := byName[g.Nodes[v].Name]; ok {
				slot = int(to)
			}
			bs = append(bs, binding{slot: slot})
		}
		return bs
	}
	p.inputs, p.states = bind(g.Inputs()), bind(g.States())
	seen := map[graph.Value]int{}
	for i, o := range p.g.Outputs {
		if first, dup := seen[o.Value]; dup {
			p.copies = append(p.copies, [2]int{i, first})
			p.outputs = append(p.outputs, binding{slot: -1})
			continue
		}
		seen[o.Value] = i
		p.outputs = append(p.outputs, binding{slot: int(o.Value)})
	}
}

// allocate makes the program in C memory and fills the slots of its arena.
func (p *program) allocate(l *lowering) (err error) {
	outputs := map[graph.Value]bool{}
	for _, o := range p.g.Outputs {
		outputs[o.Value] = true
	}
	offsets, size := l.place(func(v graph.Value) bool { return outputs[v] || p.g.Nodes[v].Op.Leaf() })
	p.offsets, p.scratch = offsets, (size+arenaAlign-1)&^(arenaAlign-1)
	if p.f, err = newFlat(l.ops, l.stages, len(offsets), 0); err != nil {
		return err
	}
	p.parts = p.scratch + p.b.threads*int(p.f.c.scratch_bytes)
	parts := 0
	for i := range l.ops {
		parts = max(parts, int(C.csimd_parts_bytes(&l.ops[i])))
	}
	p.f.c.parts_bytes = C.int64_t(parts)
	if err = p.b.growArena(p.parts + parts); err != nil {
		return err
	}
	for i, freq := range l.freqs { // the tables' ops come first
		m, err := p.f.add(8 * len(freq))
		if err != nil {
			return err
		}
		p.f.ops[i].freq = (*C.double)(m)
		// SAFETY: add returned room for as many 8-byte values.
		copy(unsafe.Slice((*float64)(m), len(freq)), freq)
	}
	if l.heapRows > 0 {
		n := p.b.threads * l.heapRows
		if p.f.c.heaps, err = p.f.add(n * l.heapK * int(unsafe.Sizeof(C.csimd_cand{}))); err != nil {
			return err
		}
		counts, err := p.f.add(4 * n)
		if err != nil {
			return err
		}
		p.f.c.heap_counts = (*C.int32_t)(counts)
		p.f.c.heap_rows, p.f.c.heap_k = C.int64_t(l.heapRows), C.int64_t(l.heapK)
	}
	if p.meter.Profile() {
		return p.keepTimes(l)
	}
	return nil
}

// Run executes one step.
func (p *program) Run(ctx context.Context, b *backend.Bindings) error {
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
	if p.closed || p.b.closed {
		return backend.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.check.Check(b); err != nil {
		return err
	}
	start := time.Now()
	if err := p.bind(b); err != nil {
		return err
	}
	p.rebase()
	p.f.c.live[0], p.f.c.live[1] = C.int64_t(b.T), C.int64_t(b.R)
	// SAFETY: cancel is a 32-bit integer in C memory that lives as long as the program.
	cancel := (*int32)(unsafe.Pointer(&p.f.c.cancel))
	atomic.StoreInt32(cancel, 0)
	p.useHead([...]int{b.T, b.R}[p.headAt])
	screen, rows, pays := p.screen(b)
	watched := p.watch.begin(ctx, cancel)
	// SAFETY: the program, its slots and its arena are C memory; slots that hold addresses of Go memory hold
	// those of pinned buffers (bind), and weights are pinned as long as their entries live.
	cancelled := C.csimd_run(p.b.pool, p.f.c) != 0
	if watched {
		p.watch.end()
	}
	if cancelled {
		return ctx.Err()
	}
	screen.learn(p.head, p.f.c.screened != 0, rows, pays)
	for _, c := range p.copies {
		copy(b.Outputs[c[0]].(backend.Mapper).Map(), b.Outputs[c[1]].(backend.Mapper).Map())
	}
	p.meter.Step(p.meter.Live(b), int64(len(p.node)), time.Since(start))
	return nil
}

// rebase points the slots and the scratch at the arena, which another program may have let grow since the last Run.
func (p *program) rebase() {
	if p.base == p.b.arena.p {
		return
	}
	p.base = p.b.arena.p
	// SAFETY: allocate grew the arena to what lies before the scratch, that of all threads and the parts behind it.
	p.f.c.scratch = (*C.uint8_t)(unsafe.Add(p.base, p.scratch))
	p.f.c.parts = (*C.float)(unsafe.Add(p.base, p.parts))
	for s, off := range p.offsets {
		if off >= 0 {
			// SAFETY: place keeps every offset and what lies there within the size that the arena has at least.
			p.f.slots[s] = unsafe.Add(p.base, off)
		}
	}
}

// bind writes the addresses of the buffers to the slots. Buffers are nearly always those of the last Run.
func (p *program) bind(b *backend.Bindings) error {
	if same(p.inputs, b.Inputs) && same(p.states, b.States) && same(p.outputs, b.Outputs) {
		return nil
	}
	p.pin.Unpin()
	for _, set := range [...]struct {
		bs   []binding
		bufs []backend.Buffer
	}{{p.inputs, b.Inputs}, {p.states, b.States}, {p.outputs, b.Outputs}} {
		for i := range set.bs {
			m, ok := set.bufs[i].(backend.Mapper)
			if !ok {
				return fmt.Errorf("csimd: %v is not in host memory", set.bufs[i].Type())
			}
			data := m.Map()
			if data == nil {
				return backend.ErrClosed
			}
			// SAFETY: a slot may keep the address of Go memory between runs because it stays pinned until
			// other buffers are bound; memory outside the Go heap needs and gets no pin.
			ptr := unsafe.Pointer(unsafe.SliceData(data))
			p.pin.Pin(ptr)
			if s := set.bs[i].slot; s >= 0 {
				p.f.slots[s] = ptr
			}
			set.bs[i].last = set.bufs[i]
		}
	}
	return nil
}

// same reports whether bufs are the buffers bound last and still open.
func same(bs []binding, bufs []backend.Buffer) bool {
	for i := range bs {
		if bs[i].last != bufs[i] || bufs[i].(backend.Mapper).Map() == nil {
			return false
		}
	}
	return true
}

// Stats returns the totals of all runs.
func (p *program) Stats() backend.Stats {
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
	s := p.meter.Stats()
	if p.times != nil && !p.closed {
		p.times.add(s.Nodes)
	}
	return s
}

// Close releases the program's memory and its hold on the weights.
func (p *program) Close() error {
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
	p.free()
	return nil
}

func (p *program) free() {
	if p.closed {
		return
	}
	p.closed = true
	p.watch.close()
	p.pin.Unpin()
	if p.f != nil {
		p.f.free()
	}
	for _, w := range p.weights {
		p.b.release(w)
	}
}
