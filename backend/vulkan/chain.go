package vulkan

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/graph"
)

// maxChain is the largest number of steps in one submission. With eight, the time between submissions is spread
// over eight tokens, and of a text that ends at most seven are computed in vain.
const maxChain = 8

// A chain is several steps in one submission: the program's command buffer, and after each but the last another
// one that feeds the next step with what the step before found.
type chain struct {
	log  region // see logSteps
	pool vk.CommandPool
	cb   vk.CommandBuffer
	sets vk.DescriptorPool
	run  *vk.Submission

	bound  []region // the program's when cb was recorded
	inputs [2]int   // Token and Position of the backend.Chain
}

var _ backend.Chainer = (*program)(nil)

// MaxChain returns the number of steps that the device should run at once. Times of nodes are known only for
// single steps.
func (p *program) MaxChain() int {
	if p.profile {
		return 0
	}
	return p.b.limits.chain
}

// Words of the log: the number of steps, how to choose, and from logSteps on what each step chose and found.
const logSteps = 13

// RunChain runs len(ids) steps in one submission.
func (p *program) RunChain(ctx context.Context, b *backend.Bindings, c backend.Chain, ids []int32, pairs []float32) error {
	n := len(ids)
	if err := p.checkChain(b, c, n, pairs); err != nil {
		return err
	}
	if err := errors.Join(ctx.Err(), p.b.check(), p.checkAhead(b, c, n)); err != nil {
		return err
	}
	q, err := p.choose()
	if err != nil {
		return err
	}
	start := time.Now()
	if err := q.replayChain(b, c, ids, pairs); err != nil {
		return err
	}
	took := time.Since(start)
	p.stats.Busy += took
	p.learn(q, n, took)
	return ctx.Err()
}

// replayChain runs the command buffers of len(ids) steps and waits for them.
func (p *program) replayChain(b *backend.Bindings, c backend.Chain, ids []int32, pairs []float32) error {
	n := len(ids)
	if err := p.bindChain(b, c); err != nil {
		return err
	}
	at := int(host.I32(p.bound[c.Position].host())[0])
	context, launched := p.prepare(b, n)
	p.chain.choose(c)
	if err := p.chain.run.SubmitFirst(2 * n); err != nil {
		return p.b.fail("submit", err)
	}
	if err := p.b.wait(p.chain.run); err != nil {
		return err
	}
	if err := p.chain.read(ids, pairs, p.pairs()); err != nil {
		return err
	}
	for i := range n {
		p.Account(p.stats, graph.Live{T: 1, R: b.R, Context: min(context, at+i+1)}, launched+1)
	}
	return nil
}

// pairs returns K, how many candidates a step finds.
func (p *program) pairs() int { return p.Graph.Nodes[p.Graph.Outputs[0].Value].Type.Shape.Elems() / 2 }

// choose writes the head of the log.
func (l *chain) choose(c backend.Chain) {
	k := uint32(c.TopK)
	if c.TopK <= 0 {
		k = math.MaxUint32
	}
	words := append(make([]byte, 0, 4*logSteps), 0, 0, 0, 0)
	words = binary.LittleEndian.AppendUint32(words, k)
	for _, f := range append([]float32{c.Temperature, c.TopP, c.MinP}, c.Random[:]...) {
		words = binary.LittleEndian.AppendUint32(words, math.Float32bits(f))
	}
	copy(l.log.host(), words)
}

// read takes what the steps chose and found from the log.
func (l *chain) read(ids []int32, pairs []float32, K int) error {
	log := l.log.host()
	if done := binary.LittleEndian.Uint32(log); done != uint32(len(ids)) {
		return fmt.Errorf("vulkan: %d steps of a chain of %d ran", done, len(ids))
	}
	for i := range ids {
		step := log[4*(logSteps+i*(1+2*K)):]
		ids[i] = int32(binary.LittleEndian.Uint32(step))
		for j := range pairs[i*2*K : (i+1)*2*K] {
			pairs[i*2*K+j] = math.Float32frombits(binary.LittleEndian.Uint32(step[4+4*j:]))
		}
	}
	return nil
}

// checkChain reports a step that cannot be chained.
func (p *program) checkChain(b *backend.Bindings, c backend.Chain, n int, pairs []float32) error {
	if p.closed {
		return backend.ErrClosed
	}
	index := func(i int) bool {
		if i < 0 || i >= len(p.Inputs) {
			return false
		}
		t := p.Graph.Nodes[p.Inputs[i]].Type
		return t.Shape.Elems() == 1
	}
	switch {
	case n < 1 || n > maxChain:
		return fmt.Errorf("vulkan: a chain of %d steps, want 1 to %d", n, maxChain)
	case b.T != 1 || !index(c.Token) || !index(c.Position):
		return errors.New("vulkan: a chain needs steps of one token")
	case len(p.Graph.Outputs) != 1 || !slices.Contains([]graph.Op{graph.OpTopK, graph.OpMatMulTopK}, p.Graph.Nodes[p.Graph.Outputs[0].Value].Op):
		return errors.New("vulkan: a chain needs one output, candidates")
	case len(pairs) < n*2*p.pairs():
		return fmt.Errorf("vulkan: a chain of %d steps with room for %d", n, len(pairs)/(2*p.pairs()))
	}
	return nil
}

// checkAhead checks the inputs of the first step and the position of the last.
func (p *program) checkAhead(b *backend.Bindings, c backend.Chain, n int) error {
	if err := p.checker.Check(b); err != nil {
		return err
	}
	m, ok := b.Inputs[c.Position].(*mapped)
	if !ok || m.Map() == nil {
		return backend.ErrClosed
	}
	pos := host.I32(m.Map())
	pos[0] += int32(n - 1)
	defer func() { pos[0] -= int32(n - 1) }()
	return p.checker.Check(b)
}

// bindChain makes the command buffers fit the bindings.
func (p *program) bindChain(b *backend.Bindings, c backend.Chain) error {
	if err := p.fit(b); err != nil {
		return err
	}
	l := &p.chain
	if l.run != nil && l.inputs == [2]int{c.Token, c.Position} && slices.Equal(l.bound, p.bound) {
		return nil
	}
	if l.run == nil {
		if err := l.start(p); err != nil {
			l.close(p.b)
			return p.b.fail("chain", err)
		}
	}
	l.bound = l.bound[:0]
	if err := l.record(p, c); err != nil {
		return p.b.fail("chain", err)
	}
	l.bound, l.inputs = append(l.bound, p.bound...), [2]int{c.Token, c.Position}
	return nil
}

// start allocates what a chain needs.
func (l *chain) start(p *program) error {
	b := p.b
	var err error
	if l.log, err = b.mem.alloc(classHost, uint64(4*(logSteps+maxChain*(1+2*p.pairs()))), "chain"); err != nil {
		return err
	}
	if l.pool, err = b.dev.NewCommandPool(b.family); err != nil {
		return err
	}
	if l.cb, err = b.dev.AllocateCommandBuffer(l.pool); err != nil {
		return err
	}
	var all []vk.CommandBuffer
	for range maxChain {
		all = append(all, p.cb, l.cb)
	}
	l.run, err = b.dev.NewSubmission(all...)
	return err
}

// record writes the command buffer between two steps.
func (l *chain) record(p *program, c backend.Chain) error {
	dev := p.b.dev
	pipe, err := p.b.pipeline("advance", []uint32{p.b.limits.PlainWG})
	if err != nil {
		return err
	}
	dev.DestroyDescriptorPool(l.sets)
	l.sets = 0
	if l.sets, err = dev.NewDescriptorPool(1, int(p.b.limits.Bindings)); err != nil {
		return err
	}
	set, err := dev.AllocateSet(l.sets, p.b.setLayout)
	if err != nil {
		return err
	}
	all := func(r region) vk.Range { return r.part(0, r.size) }
	bound := [gpu.MinBindings]vk.Range{
		p.step.part(0, gridsAt), all(p.bound[len(p.bound)-1]), all(p.bound[c.Token]), all(p.bound[c.Position]), all(l.log),
	}
	dev.UpdateSet(set, 1, bound[:])
	rec, err := dev.Begin(l.cb)
	if err != nil {
		return err
	}
	const compute, written = vk.PipelineStageComputeShader, vk.AccessShaderWrite
	rec.Barrier(compute, compute, written, vk.AccessShaderRead|written)
	rec.BindPipeline(pipe)
	rec.BindSet(p.b.layout, set)
	rec.PushConstants(p.b.layout, []uint32{uint32(p.pairs())})
	rec.Dispatch(1, 1, 1)
	rec.Barrier(compute, vk.PipelineStageHost, written, vk.AccessHostRead)
	return rec.End()
}

func (l *chain) close(b *Backend) {
	if l.run != nil {
		l.run.Close()
	}
	b.dev.DestroyDescriptorPool(l.sets)
	b.dev.DestroyCommandPool(l.pool)
	if l.log.valid() {
		b.mem.free(l.log)
	}
	*l = chain{}
}
