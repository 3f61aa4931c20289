package vulkan

import (
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
	if p.sets, err = dev.NewDescriptorPool(max(1, len(p.list)), maxBindings); err != nil {
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
	const all = vk.PipelineStageComputeShader | vk.PipelineStageTransfer
	const written = vk.AccessShaderWrite | vk.AccessTransferWrite
	rec.Barrier(all, vk.PipelineStageComputeShader, written, vk.AccessShaderRead|vk.AccessShaderWrite)
	if p.profile {
		rec.ResetTimestamps(p.stamps, len(p.ticks))
		rec.Timestamp(p.stamps, 0, vk.PipelineStageComputeShader)
	}
	var h hazards
	for i := range p.list {
		d := &p.list[i]
		var ranges [maxBindings]vk.Range
		for j, a := range d.args {
			ranges[j] = p.resolve(a)
		}
		if h.conflict(ranges[:], d) || p.profile {
			rec.Barrier(vk.PipelineStageComputeShader, vk.PipelineStageComputeShader, vk.AccessShaderWrite, vk.AccessShaderRead|vk.AccessShaderWrite)
			h.clear()
		}
		h.add(ranges[:], d)
		set, err := p.b.dev.AllocateSet(p.sets, p.b.setLayout)
		if err != nil {
			return err
		}
		p.b.dev.UpdateSet(set, 1, ranges[:])
		rec.BindPipeline(d.pipeline)
		rec.BindSet(p.b.layout, set)
		rec.PushConstants(p.b.layout, d.push)
		if d.varies() {
			rec.DispatchIndirect(p.step.block.buf, p.step.off+gridsAt+uint64(12*i))
		} else {
			rec.Dispatch(d.grid[0].fixed, d.grid[1].fixed, d.grid[2].fixed)
		}
		if p.profile {
			rec.Timestamp(p.stamps, i+1, vk.PipelineStageComputeShader)
		}
	}
	rec.Barrier(vk.PipelineStageComputeShader, vk.PipelineStageHost, vk.AccessShaderWrite, vk.AccessHostRead)
	return nil
}

// writes reports whether argument i is written.
func (d *dispatch) writes(i int) bool { return i == d.result || d.second > 0 && i == d.second }

// varies reports whether the grid depends on the run.
func (d *dispatch) varies() bool {
	for _, g := range d.grid {
		if g.rule > 0 || g.axis != graph.AxisNone {
			return true
		}
	}
	return false
}

// resolve finds the memory behind a ref.
func (p *program) resolve(a ref) vk.Range {
	var r region
	off, size := a.off, a.size
	switch a.kind {
	case refNone:
		return vk.Range{}
	case refLive:
		return p.step.part(0, gridsAt)
	case refTable:
		r = a.table
	case refScratch:
		r = p.scratch
	case refQuants:
		r = p.weights[a.value].region
	case refScales:
		r, off = p.weights[a.value].region, off+p.weights[a.value].packing.scalesAt
	case refValue:
		return p.resolveValue(a)
	}
	if size == 0 {
		size = r.size - off
	}
	return r.part(off, size)
}

// resolveValue finds an activation in the arena, or the bound buffer of an input, state or output.
func (p *program) resolveValue(a ref) vk.Range {
	size := a.size
	if size == 0 {
		size = uint64(p.g.Nodes[a.value].Type.Bytes())
	}
	if p.joined.place[a.value] {
		return p.place.part(a.off, size)
	}
	if off := p.plan.Offsets[a.value]; off >= 0 {
		return p.arena.part(uint64(off)+a.off, size)
	}
	root := p.g.Root(a.value)
	for i, v := range p.inputs {
		if v == root {
			return p.bound[i].part(a.off, size)
		}
	}
	for i, v := range p.states {
		if v == root {
			return p.bound[len(p.inputs)+i].part(a.off, size)
		}
	}
	for i, o := range p.g.Outputs {
		if o.Value == a.value {
			return p.bound[len(p.inputs)+len(p.states)+i].part(a.off, size)
		}
	}
	panic("BUG: vulkan: a value has no storage")
}

// hazards are the ranges that dispatches since the last barrier read and write.
type hazards struct{ reads, writes []vk.Range }

func overlap(list []vk.Range, r vk.Range) bool {
	for _, o := range list {
		if o.Buffer == r.Buffer && o.Off < r.Off+r.Len && r.Off < o.Off+o.Len {
			return true
		}
	}
	return false
}

// conflict reports whether a dispatch must wait for one since the last barrier.
func (h *hazards) conflict(ranges []vk.Range, d *dispatch) bool {
	for i, r := range ranges {
		if r.Buffer == 0 {
			continue
		}
		if overlap(h.writes, r) || d.writes(i) && overlap(h.reads, r) {
			return true
		}
	}
	return false
}

func (h *hazards) add(ranges []vk.Range, d *dispatch) {
	for i, r := range ranges {
		switch {
		case r.Buffer == 0:
		case d.writes(i):
			h.writes = append(h.writes, r)
		default:
			h.reads = append(h.reads, r)
		}
	}
}

func (h *hazards) clear() { h.reads, h.writes = h.reads[:0], h.writes[:0] }
