package vk

import (
	"math"
	"sync"
)

const (
	fnDestroyDevice = iota
	fnGetDeviceQueue
	fnDeviceWaitIdle
	fnAllocateMemory
	fnFreeMemory
	fnMapMemory
	fnFlushMappedMemoryRanges
	fnInvalidateMappedMemoryRanges
	fnCreateBuffer
	fnDestroyBuffer
	fnGetBufferMemoryRequirements
	fnBindBufferMemory
	fnCreateShaderModule
	fnDestroyShaderModule
	fnCreateDescriptorSetLayout
	fnDestroyDescriptorSetLayout
	fnCreateDescriptorPool
	fnDestroyDescriptorPool
	fnAllocateDescriptorSets
	fnUpdateDescriptorSets
	fnCreatePipelineLayout
	fnDestroyPipelineLayout
	fnCreatePipelineCache
	fnDestroyPipelineCache
	fnGetPipelineCacheData
	fnCreateComputePipelines
	fnDestroyPipeline
	fnCreateCommandPool
	fnDestroyCommandPool
	fnAllocateCommandBuffers
	fnBeginCommandBuffer
	fnEndCommandBuffer
	fnCmdBindPipeline
	fnCmdBindDescriptorSets
	fnCmdPushConstants
	fnCmdDispatch
	fnCmdDispatchIndirect
	fnCmdPipelineBarrier
	fnCmdCopyBuffer
	fnCmdResetQueryPool
	fnCmdWriteTimestamp
	fnCreateQueryPool
	fnDestroyQueryPool
	fnGetQueryPoolResults
	fnCreateFence
	fnDestroyFence
	fnResetFences
	fnWaitForFences
	fnQueueSubmit
	numDeviceCommands
)

var deviceCommands = [numDeviceCommands]string{
	"vkDestroyDevice", "vkGetDeviceQueue", "vkDeviceWaitIdle",
	"vkAllocateMemory", "vkFreeMemory", "vkMapMemory", "vkFlushMappedMemoryRanges", "vkInvalidateMappedMemoryRanges",
	"vkCreateBuffer", "vkDestroyBuffer", "vkGetBufferMemoryRequirements", "vkBindBufferMemory",
	"vkCreateShaderModule", "vkDestroyShaderModule",
	"vkCreateDescriptorSetLayout", "vkDestroyDescriptorSetLayout", "vkCreateDescriptorPool", "vkDestroyDescriptorPool",
	"vkAllocateDescriptorSets", "vkUpdateDescriptorSets", "vkCreatePipelineLayout", "vkDestroyPipelineLayout",
	"vkCreatePipelineCache", "vkDestroyPipelineCache", "vkGetPipelineCacheData", "vkCreateComputePipelines", "vkDestroyPipeline",
	"vkCreateCommandPool", "vkDestroyCommandPool", "vkAllocateCommandBuffers", "vkBeginCommandBuffer", "vkEndCommandBuffer",
	"vkCmdBindPipeline", "vkCmdBindDescriptorSets", "vkCmdPushConstants", "vkCmdDispatch", "vkCmdDispatchIndirect",
	"vkCmdPipelineBarrier", "vkCmdCopyBuffer", "vkCmdResetQueryPool", "vkCmdWriteTimestamp",
	"vkCreateQueryPool", "vkDestroyQueryPool", "vkGetQueryPoolResults",
	"vkCreateFence", "vkDestroyFence", "vkResetFences", "vkWaitForFences", "vkQueueSubmit",
}

// Handles of device objects. The zero handle is no object.
type (
	Memory              uint64
	Buffer              uint64
	ShaderModule        uint64
	DescriptorSetLayout uint64
	DescriptorPool      uint64
	DescriptorSet       uint64
	PipelineLayout      uint64
	PipelineCache       uint64
	Pipeline            uint64
	CommandPool         uint64
	QueryPool           uint64
	Fence               uint64
	CommandBuffer       uintptr
)

// A Device is an open device with one queue.
type Device struct {
	mu     sync.Mutex
	caller caller
	arena  *Arena
	handle uintptr
	queue  uintptr
	fn     [numDeviceCommands]uintptr
}

// NewDevice opens p with one queue of the given family and no optional feature.
func (p *PhysicalDevice) NewDevice(family uint32) (*Device, error) {
	a, err := NewArena(arenaSize)
	if err != nil {
		return nil, err
	}
	d := &Device{arena: a}
	if err := d.open(p, family); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func (d *Device) open(p *PhysicalDevice, family uint32) error {
	in := p.in
	in.mu.Lock()
	defer in.mu.Unlock()
	a, c := d.arena, &d.caller
	priority := New[uint32](a)
	*priority = math.Float32bits(1)
	q, info, out := New[DeviceQueueCreateInfo](a), New[DeviceCreateInfo](a), New[uintptr](a)
	*q = DeviceQueueCreateInfo{SType: TypeOfDeviceQueueCreateInfo, QueueFamilyIndex: family, QueueCount: 1, PQueuePriorities: addr(priority)}
	*info = DeviceCreateInfo{SType: TypeOfDeviceCreateInfo, QueueCreateInfoCount: 1, PQueueCreateInfos: addr(q)}
	// ref: the specification makes this extension obligatory on devices that list it, which are
	// translation layers.
	for _, e := range p.Properties.Extensions {
		if e == "VK_KHR_portability_subset" {
			info.EnabledExtensionCount, info.PpEnabledExtensionNames = 1, a.Strings([]string{e})
		}
	}
	if r := c.result(in.fn[fnCreateDevice], p.handle, addr(info), 0, addr(out)); r != Success {
		return r
	}
	d.handle = *out
	if err := resolve(c, a, in.fn[fnGetDeviceProcAddr], d.handle, deviceCommands[:], d.fn[:]); err != nil {
		return err
	}
	a.Reset()
	queue := New[uintptr](a)
	c.call(d.fn[fnGetDeviceQueue], d.handle, uintptr(family), 0, addr(queue))
	d.queue = *queue
	return nil
}

// Close destroys the device. Everything made from it must be destroyed before. Closing twice is harmless.
func (d *Device) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.handle != 0 && d.fn[fnDestroyDevice] != 0 {
		d.caller.call(d.fn[fnDestroyDevice], d.handle, 0)
	}
	d.handle = 0
	d.arena.Close()
}

// begin locks the device and clears its arena; the caller unlocks.
func (d *Device) begin() *Arena {
	d.mu.Lock()
	d.arena.Reset()
	return d.arena
}

// create calls a vkCreate… command.
func (d *Device) create(fn int, info uintptr, out *uint64) (uint64, error) {
	r := d.caller.result(d.fn[fn], d.handle, info, 0, addr(out))
	return *out, r.err()
}

// destroy calls a vkDestroy… command on a handle that may be zero.
func (d *Device) destroy(fn int, handle uint64) {
	if handle == 0 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.caller.call(d.fn[fn], d.handle, uintptr(handle), 0)
}

// WaitIdle waits until the queue is empty.
func (d *Device) WaitIdle() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.caller.result(d.fn[fnDeviceWaitIdle], d.handle).err()
}

// AllocateMemory allocates n bytes of a memory type.
func (d *Device) AllocateMemory(n uint64, memoryType uint32) (Memory, error) {
	a := d.begin()
	defer d.mu.Unlock()
	info := New[MemoryAllocateInfo](a)
	*info = MemoryAllocateInfo{SType: TypeOfMemoryAllocateInfo, AllocationSize: n, MemoryTypeIndex: memoryType}
	h, err := d.create(fnAllocateMemory, addr(info), New[uint64](a))
	return Memory(h), err
}

// FreeMemory frees m, which also ends its mapping.
func (d *Device) FreeMemory(m Memory) { d.destroy(fnFreeMemory, uint64(m)) }

// MapMemory maps the first n bytes of m until it is freed.
func (d *Device) MapMemory(m Memory, n uint64) ([]byte, error) {
	a := d.begin()
	defer d.mu.Unlock()
	out := New[uintptr](a)
	if r := d.caller.result(d.fn[fnMapMemory], d.handle, uintptr(m), 0, uintptr(n), 0, addr(out)); r != Success {
		return nil, r
	}
	return foreign(*out, n), nil
}

// FlushMemory makes host writes to a range of m visible to the device. The range is in whole nonCoherentAtomSize units.
func (d *Device) FlushMemory(m Memory, off, n uint64) error {
	return d.ranges(fnFlushMappedMemoryRanges, m, off, n)
}

// InvalidateMemory makes device writes to a range of m visible to the host, under the same condition.
func (d *Device) InvalidateMemory(m Memory, off, n uint64) error {
	return d.ranges(fnInvalidateMappedMemoryRanges, m, off, n)
}

func (d *Device) ranges(fn int, m Memory, off, n uint64) error {
	a := d.begin()
	defer d.mu.Unlock()
	info := New[MappedMemoryRange](a)
	*info = MappedMemoryRange{SType: TypeOfMappedMemoryRange, Memory: uint64(m), Offset: off, Size: n}
	return d.caller.result(d.fn[fn], d.handle, 1, addr(info)).err()
}

// NewBuffer creates a buffer without memory.
func (d *Device) NewBuffer(n uint64, usage uint32) (Buffer, MemoryRequirements, error) {
	a := d.begin()
	defer d.mu.Unlock()
	info := New[BufferCreateInfo](a)
	*info = BufferCreateInfo{SType: TypeOfBufferCreateInfo, Size: n, Usage: usage}
	h, err := d.create(fnCreateBuffer, addr(info), New[uint64](a))
	if err != nil {
		return 0, MemoryRequirements{}, err
	}
	req := New[MemoryRequirements](a)
	d.caller.call(d.fn[fnGetBufferMemoryRequirements], d.handle, uintptr(h), addr(req))
	return Buffer(h), *req, nil
}

// BindBuffer gives b the memory m from its start.
func (d *Device) BindBuffer(b Buffer, m Memory) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.caller.result(d.fn[fnBindBufferMemory], d.handle, uintptr(b), uintptr(m), 0).err()
}

// DestroyBuffer destroys b.
func (d *Device) DestroyBuffer(b Buffer) { d.destroy(fnDestroyBuffer, uint64(b)) }

// NewFence creates an unsignalled fence.
func (d *Device) NewFence() (Fence, error) {
	a := d.begin()
	defer d.mu.Unlock()
	info := New[FenceCreateInfo](a)
	info.SType = TypeOfFenceCreateInfo
	h, err := d.create(fnCreateFence, addr(info), New[uint64](a))
	return Fence(h), err
}

// DestroyFence destroys f.
func (d *Device) DestroyFence(f Fence) { d.destroy(fnDestroyFence, uint64(f)) }
