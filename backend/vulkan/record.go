package vulkan

import (
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/graph"
)

// record writes descriptor sets and the command buffer for the bound buffers. Runs are serialised, so
// nothing of what it replaces is in use.
func (p *program) record() error {
	dev := p.b.dev
	dev.DestroyDescriptorPool(p.sets)
	p.sets = 0
	var err error
	if p.sets, err = dev.NewDescriptorPool(max(1, len(p.Launches)), int(p.b.limits.Bindings)); err != nil {
		return p.b.fail("record", err)
	}
	rec, err := dev.Begin(p.cb)
	if err != nil {
		return p.b.fail("record", err)
	}
	err = p.commands(rec)
	if end := rec.End(); err == nil {
		err = end
	}
	return p.b.fail("record", err)
}

func (p *program) commands(rec *vk.Recorder) error {
	const all = vk.PipelineStageComputeShader | vk.PipelineStageTransfer | vk.PipelineStageDrawIndirect
	const next, read = vk.PipelineStageComputeShader | vk.PipelineStageDrawIndirect, vk.AccessShaderRead | vk.AccessShaderWrite | vk.AccessIndirectRead
	const written = vk.AccessShaderWrite | vk.AccessTransferWrite
	rec.Barrier(all, vk.PipelineStageComputeShader, written, vk.AccessShaderRead|vk.AccessShaderWrite)
	if p.profile {
		rec.ResetTimestamps(p.stamps, len(p.ticks))
		rec.Timestamp(p.stamps, 0, vk.PipelineStageComputeShader)
	}
	var h gpu.Hazards
	stores := p.stores()
	for i := range p.Launches {
		d := &p.Launches[i]
		var bound [gpu.MaxBindings]vk.Range
		var ranges [gpu.MaxBindings + 1]gpu.Range
		for j, a := range d.Args {
			bound[j] = p.resolve(stores, a)
			ranges[j] = gpu.Range{Buffer: uint64(bound[j].Buffer), Off: bound[j].Off, Len: bound[j].Len}
		}
		counted := p.resolve(stores, d.Counted)
		ranges[gpu.MaxBindings] = gpu.Range{Buffer: uint64(counted.Buffer), Off: counted.Off, Len: counted.Len}
		if h.Conflict(ranges[:], d) || p.profile {
			rec.Barrier(next, next, vk.AccessShaderWrite, read)
			h.Clear()
		}
		h.Add(ranges[:], d)
		set, err := p.b.dev.AllocateSet(p.sets, p.b.setLayout)
		if err != nil {
			return err
		}
		p.b.dev.UpdateSet(set, 1, bound[:p.b.limits.Bindings])
		rec.BindPipeline(p.pipelines[i])
		rec.BindSet(p.b.layout, set)
		rec.PushConstants(p.b.layout, d.Push)
		if d.Counted.Kind != gpu.RefNone {
			rec.DispatchIndirect(counted.Buffer, counted.Off)
		} else if d.Varies() {
			rec.DispatchIndirect(p.step.block.buf, p.step.off+gridsAt+uint64(12*i))
		} else {
			rec.Dispatch(d.Grid[0].Fixed, d.Grid[1].Fixed, d.Grid[2].Fixed)
		}
		if p.profile {
			rec.Timestamp(p.stamps, i+1, vk.PipelineStageComputeShader)
		}
	}
	rec.Barrier(vk.PipelineStageComputeShader, vk.PipelineStageHost, vk.AccessShaderWrite, vk.AccessHostRead)
	return nil
}

// resolve finds the memory behind a Ref.
func (p *program) resolve(stores *gpu.Stores[region], a gpu.Ref) vk.Range {
	r, s, ok := stores.Find(p.Program, a)
	if !ok {
		return vk.Range{}
	}
	if s.Size == 0 {
		s.Size = r.size - s.Off
	}
	return r.part(s.Off, s.Size)
}

// stores lists the memory of the program and of what is bound.
func (p *program) stores() *gpu.Stores[region] {
	o := &gpu.Stores[region]{Step: p.step, Arena: p.arena, Scratch: p.scratch, Tables: p.tables, Bound: p.bound, Counts: p.counts}
	if p.uses != nil {
		o.Screen = p.uses.region
	}
	o.Weights = map[graph.Value]region{}
	for v, w := range p.weights {
		o.Weights[v] = w.region
	}
	return o
}
