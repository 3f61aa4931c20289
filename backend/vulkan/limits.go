package vulkan

import (
	"fmt"

	"github.com/gemma-bench/gemma/backend/vulkan/vk"
)

// maxBindings is the number of storage buffers of the widest kernel, matmul_geglu.
const maxBindings = 7

// maxPush bounds the push constants of every kernel; Vulkan promises twice as much.
const maxPush = 64

// vendorNVIDIA is the PCI id of a vendor whose subgroups are always full.
const vendorNVIDIA = 0x10de

// limits are what one device allows, and the shapes of work groups that follow from it. Everything
// that depends on a device's limits is decided here.
type limits struct {
	storageRange uint64    // bytes that one binding may cover
	groups       [3]uint32 // work groups per dimension
	align        uint64    // of offsets of bindings, at least planAlign
	maxAlloc     uint64    // bytes of one allocation
	allocations  uint32    // allocations that may live at once
	shared       uint32    // bytes of shared memory
	subgroup     uint32    // invocations of a subgroup; 1 if arithmetic on them is not offered
	one          bool      // a work group of that many invocations is always exactly one subgroup
	cpu          bool      // a software device
	inPlace      bool      // write device memory directly where the host sees it

	reduceWG uint32 // work group of kernels that reduce
	normWG   uint32 // work group of norms and softmax, whose rows are few and long
	plainWG  uint32 // work group of kernels that do not reduce
	selectWG uint32 // work group of top_k

	gemvRows   uint32 // tile of matmul for one row of x
	gemmRows   uint32 // tile of matmul for many rows
	gemmTokens uint32

	period float64 // nanoseconds per tick of a timestamp, 0 if there are none
}

// planAlign is graph.PlanAlign, which is also as much as Vulkan lets a device ask for.
const planAlign = 256

// newLimits derives the limits from a device's properties. The error says what the device lacks.
func newLimits(p *vk.Properties) (limits, error) {
	l := p.Limits
	d := limits{
		storageRange: uint64(l.MaxStorageBufferRange) &^ 255,
		groups:       l.MaxComputeWorkGroupCount,
		align:        max(planAlign, l.MinStorageBufferOffsetAlignment, l.NonCoherentAtomSize),
		maxAlloc:     p.MaxAlloc,
		allocations:  l.MaxMemoryAllocationCount,
		shared:       l.MaxComputeSharedMemorySize,
		cpu:          p.DeviceType == vk.DeviceTypeCPU,
		subgroup:     1,
		inPlace:      true,
	}
	if d.maxAlloc == 0 {
		d.maxAlloc = 1 << 30 // ref: the smallest that Vulkan 1.1 allows
	}
	bindings := min(l.MaxPerStageDescriptorStorageBuffers, l.MaxDescriptorSetStorageBuffers, l.MaxPerStageResources)
	switch {
	case bindings < maxBindings:
		return d, fmt.Errorf("%d storage buffers per shader, needs %d", bindings, maxBindings)
	case l.MaxPushConstantsSize < maxPush:
		return d, fmt.Errorf("%d bytes of push constants, needs %d", l.MaxPushConstantsSize, maxPush)
	case d.storageRange < 1<<24:
		return d, fmt.Errorf("storage buffers of %d bytes, needs %d", d.storageRange, 1<<24)
	case d.align != planAlign:
		return d, fmt.Errorf("storage buffer offsets aligned to %d, needs at most %d", d.align, planAlign)
	case min(l.MaxComputeWorkGroupInvocations, l.MaxComputeWorkGroupSize[0]) < 64:
		return d, fmt.Errorf("work groups of %d invocations, needs 64", min(l.MaxComputeWorkGroupInvocations, l.MaxComputeWorkGroupSize[0]))
	case d.shared < 16<<10:
		return d, fmt.Errorf("%d bytes of shared memory, needs %d", d.shared, 16<<10)
	}
	d.shapes(p)
	if l.TimestampComputeAndGraphics != 0 {
		d.period = float64(l.TimestampPeriod)
	}
	return d, nil
}

// shapes chooses work groups and tiles.
func (d *limits) shapes(p *vk.Properties) {
	const arithmetic = vk.SubgroupBasicBit | vk.SubgroupArithmeticBit
	s, most := p.Subgroup, min(p.Limits.MaxComputeWorkGroupInvocations, p.Limits.MaxComputeWorkGroupSize[0])
	n := s.SubgroupSize
	if s.SupportedStages&vk.StageCompute != 0 && s.SupportedOperations&arithmetic == arithmetic && n >= 4 && n <= 64 && n&(n-1) == 0 {
		d.subgroup = n
		d.one = d.cpu || p.VendorID == vendorNVIDIA
	}
	d.plainWG, d.normWG, d.selectWG = 64, 128, 256
	d.reduceWG = max(d.subgroup, 8)
	if d.subgroup == 1 {
		d.reduceWG = 32
	}
	d.gemvRows, d.gemmRows, d.gemmTokens = 4, 8, 8
	if d.cpu {
		// A software device runs one work group after the other on each thread, a subgroup at a time:
		// larger groups only cost switches. Rows share the loads of x, which dominate.
		d.reduceWG = max(d.subgroup, 8)
		d.plainWG, d.normWG, d.selectWG = d.reduceWG, d.reduceWG, d.reduceWG
		d.gemvRows = 16
	}
	for _, wg := range []*uint32{&d.plainWG, &d.normWG, &d.selectWG} {
		for *wg > most {
			*wg /= 2
		}
	}
}

// reduction returns the suffix of the variant of a reducing kernel and the specialisation constant
// that says whether wg invocations are one subgroup.
func (d *limits) reduction(wg uint32) (suffix string, one uint32) {
	if d.subgroup == 1 {
		return "_shared", 0
	}
	if d.one && wg == d.subgroup {
		one = 1
	}
	return "_subgroup", one
}
