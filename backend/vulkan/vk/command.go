package vk

import "time"

// NewCommandPool creates a pool for one queue family.
func (d *Device) NewCommandPool(family uint32) (CommandPool, error) {
	a := d.begin()
	defer d.mu.Unlock()
	info := New[CommandPoolCreateInfo](a)
	*info = CommandPoolCreateInfo{SType: TypeOfCommandPoolCreateInfo, Flags: CommandPoolResetBit, QueueFamilyIndex: family}
	h, err := d.create(fnCreateCommandPool, addr(info), New[uint64](a))
	return CommandPool(h), err
}

// DestroyCommandPool destroys p and its command buffers.
func (d *Device) DestroyCommandPool(p CommandPool) { d.destroy(fnDestroyCommandPool, uint64(p)) }

// AllocateCommandBuffer allocates a primary command buffer.
func (d *Device) AllocateCommandBuffer(p CommandPool) (CommandBuffer, error) {
	a := d.begin()
	defer d.mu.Unlock()
	info, out := New[CommandBufferAllocateInfo](a), New[uintptr](a)
	*info = CommandBufferAllocateInfo{SType: TypeOfCommandBufferAllocateInfo, CommandPool: uint64(p), CommandBufferCount: 1}
	r := d.caller.result(d.fn[fnAllocateCommandBuffers], d.handle, addr(info), addr(out))
	return CommandBuffer(*out), r.err()
}

// A Recorder writes one command buffer. Its command pool must not be used by others meanwhile.
type Recorder struct {
	d      *Device
	caller caller
	arena  *Arena
	cb     uintptr
}

// Begin starts recording cb afresh. The caller ends with End, which also frees the Recorder.
func (d *Device) Begin(cb CommandBuffer) (*Recorder, error) {
	a, err := NewArena(4096)
	if err != nil {
		return nil, err
	}
	r := &Recorder{d: d, arena: a, cb: uintptr(cb)}
	info := New[CommandBufferBeginInfo](a)
	info.SType, info.Flags = TypeOfCommandBufferBeginInfo, CommandBufferSimultaneousUse
	if res := r.caller.result(d.fn[fnBeginCommandBuffer], r.cb, addr(info)); res != Success {
		a.Close()
		return nil, res
	}
	return r, nil
}

// End finishes the command buffer.
func (r *Recorder) End() error {
	res := r.caller.result(r.d.fn[fnEndCommandBuffer], r.cb)
	r.arena.Close()
	return res.err()
}

// BindPipeline selects a compute pipeline.
func (r *Recorder) BindPipeline(p Pipeline) {
	r.caller.call(r.d.fn[fnCmdBindPipeline], r.cb, BindPointCompute, uintptr(p))
}

// BindSet selects a descriptor set.
func (r *Recorder) BindSet(l PipelineLayout, s DescriptorSet) {
	r.arena.Reset()
	set := New[uint64](r.arena)
	*set = uint64(s)
	r.caller.call(r.d.fn[fnCmdBindDescriptorSets], r.cb, BindPointCompute, uintptr(l), 0, 1, addr(set), 0, 0)
}

// PushConstants sets the push constants.
func (r *Recorder) PushConstants(l PipelineLayout, words []uint32) {
	if len(words) == 0 {
		return
	}
	r.arena.Reset()
	p := NewSlice[uint32](r.arena, len(words))
	copy(p, words)
	r.caller.call(r.d.fn[fnCmdPushConstants], r.cb, uintptr(l), StageCompute, 0, uintptr(4*len(p)), addr(&p[0]))
}

// Dispatch launches x·y·z work groups.
func (r *Recorder) Dispatch(x, y, z uint32) {
	r.caller.call(r.d.fn[fnCmdDispatch], r.cb, uintptr(x), uintptr(y), uintptr(z))
}

// DispatchIndirect launches as many work groups as three words of b at off say when it executes.
func (r *Recorder) DispatchIndirect(b Buffer, off uint64) {
	r.caller.call(r.d.fn[fnCmdDispatchIndirect], r.cb, uintptr(b), uintptr(off))
}

// Barrier makes writes of the source stages visible to the destination stages.
func (r *Recorder) Barrier(srcStage, dstStage, srcAccess, dstAccess uint32) {
	r.arena.Reset()
	b := New[MemoryBarrier](r.arena)
	*b = MemoryBarrier{SType: TypeOfMemoryBarrier, SrcAccessMask: srcAccess, DstAccessMask: dstAccess}
	r.caller.call(r.d.fn[fnCmdPipelineBarrier], r.cb, uintptr(srcStage), uintptr(dstStage), 0, 1, addr(b), 0, 0, 0, 0)
}

// Copy copies n bytes between buffers.
func (r *Recorder) Copy(dst Buffer, dstOff uint64, src Buffer, srcOff, n uint64) {
	r.arena.Reset()
	c := New[BufferCopy](r.arena)
	*c = BufferCopy{SrcOffset: srcOff, DstOffset: dstOff, Size: n}
	r.caller.call(r.d.fn[fnCmdCopyBuffer], r.cb, uintptr(src), uintptr(dst), 1, addr(c))
}

// ResetTimestamps forgets the first n timestamps of p.
func (r *Recorder) ResetTimestamps(p QueryPool, n int) {
	r.caller.call(r.d.fn[fnCmdResetQueryPool], r.cb, uintptr(p), 0, uintptr(n))
}

// Timestamp writes timestamp i of p when everything before has reached the stage.
func (r *Recorder) Timestamp(p QueryPool, i int, stage uint32) {
	r.caller.call(r.d.fn[fnCmdWriteTimestamp], r.cb, uintptr(stage), uintptr(p), uintptr(i))
}

// A Submission runs recorded command buffers again and again. One goroutine uses it at a time.
type Submission struct {
	d      *Device
	caller caller
	arena  *Arena
	info   *SubmitInfo
	fence  *uint64
}

// NewSubmission prepares cbs, in which a buffer may occur several times, for submission with their own fence.
func (d *Device) NewSubmission(cbs ...CommandBuffer) (*Submission, error) {
	a, err := NewArena(4096)
	if err != nil {
		return nil, err
	}
	f, err := d.NewFence()
	if err != nil {
		a.Close()
		return nil, err
	}
	s := &Submission{d: d, arena: a, info: New[SubmitInfo](a), fence: New[uint64](a)}
	buffers := NewSlice[uintptr](a, len(cbs))
	for i, cb := range cbs {
		buffers[i] = uintptr(cb)
	}
	*s.fence = uint64(f)
	*s.info = SubmitInfo{SType: TypeOfSubmitInfo, CommandBufferCount: uint32(len(cbs)), PCommandBuffers: addr(&buffers[0])}
	return s, nil
}

// SubmitFirst puts the first n command buffers into the queue.
func (s *Submission) SubmitFirst(n int) error {
	all := s.info.CommandBufferCount
	defer func() { s.info.CommandBufferCount = all }()
	s.info.CommandBufferCount = uint32(n)
	return s.Submit()
}

// Submit puts the command buffers into the queue.
func (s *Submission) Submit() error {
	s.d.mu.Lock()
	defer s.d.mu.Unlock()
	if r := s.caller.result(s.d.fn[fnResetFences], s.d.handle, 1, addr(s.fence)); r != Success {
		return r
	}
	return s.caller.result(s.d.fn[fnQueueSubmit], s.d.queue, 1, addr(s.info), uintptr(*s.fence)).err()
}

// Wait waits for the submitted work. Timeout is returned if it takes longer.
func (s *Submission) Wait(timeout time.Duration) error {
	return s.caller.result(s.d.fn[fnWaitForFences], s.d.handle, 1, addr(s.fence), 1, uintptr(timeout)).err()
}

// Close frees the fence. The work must have finished. Closing twice is harmless.
func (s *Submission) Close() {
	if s.info == nil {
		return
	}
	s.d.DestroyFence(Fence(*s.fence))
	s.arena.Close()
	s.info = nil
}
