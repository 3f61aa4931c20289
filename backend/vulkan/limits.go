package vulkan

import (
	"fmt"

	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
)

// vendorNVIDIA is the PCI id of a vendor whose subgroups are always full.
const vendorNVIDIA = 0x10de

// limits are what one device allows, and the shapes of work groups that follow from it. Everything
// that depends on a device's limits is decided here.
type limits struct {
	gpu.Limits
	align       uint64 // of offsets of bindings, at least gpu.Align
	maxAlloc    uint64 // bytes of one allocation
	allocations uint32 // allocations that may live at once
	cpu         bool   // a software device
	inPlace     bool   // write device memory directly where the host sees it
	chain       int    // steps in one submission

	period float64 // nanoseconds per tick of a timestamp, 0 if there are none
}

// newLimits derives the limits from a device's properties. The error says what the device lacks.
func newLimits(p *vk.Properties) (limits, error) {
	l := p.Limits
	d := limits{
		Limits: gpu.Limits{
			StorageRange: uint64(l.MaxStorageBufferRange) &^ 255,
			Groups:       l.MaxComputeWorkGroupCount,
			Subgroup:     1,
			Shared:       l.MaxComputeSharedMemorySize,
		},
		align:       max(gpu.Align, l.MinStorageBufferOffsetAlignment, l.NonCoherentAtomSize),
		maxAlloc:    p.MaxAlloc,
		allocations: l.MaxMemoryAllocationCount,
		cpu:         p.DeviceType == vk.DeviceTypeCPU,
		inPlace:     true,
	}
	if d.maxAlloc == 0 {
		d.maxAlloc = 1 << 30 // ref: the smallest that Vulkan 1.1 allows
	}
	bindings := min(l.MaxPerStageDescriptorStorageBuffers, l.MaxDescriptorSetStorageBuffers, l.MaxPerStageResources)
	switch {
	case bindings < gpu.MinBindings:
		return d, fmt.Errorf("%d storage buffers per shader, needs %d", bindings, gpu.MinBindings)
	case l.MaxPushConstantsSize < gpu.MaxPush:
		return d, fmt.Errorf("%d bytes of push constants, needs %d", l.MaxPushConstantsSize, gpu.MaxPush)
	case d.StorageRange < 1<<24:
		return d, fmt.Errorf("storage buffers of %d bytes, needs %d", d.StorageRange, 1<<24)
	case d.align != gpu.Align:
		return d, fmt.Errorf("storage buffer offsets aligned to %d, needs at most %d", d.align, gpu.Align)
	case min(l.MaxComputeWorkGroupInvocations, l.MaxComputeWorkGroupSize[0]) < 64:
		return d, fmt.Errorf("work groups of %d invocations, needs 64", min(l.MaxComputeWorkGroupInvocations, l.MaxComputeWorkGroupSize[0]))
	case d.Shared < 16<<10:
		return d, fmt.Errorf("%d bytes of shared memory, needs %d", d.Shared, 16<<10)
	}
	d.Bindings = min(bindings, gpu.MaxBindings)
	d.shapes(p)
	if !d.cpu { // a software device has no latency to hide, and steps beyond a text's end cost it as much as others
		d.chain = maxChain
	}
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
		d.Subgroup = n
		d.One = d.cpu || p.VendorID == vendorNVIDIA
	}
	d.PlainWG, d.NormWG, d.SelectWG = 64, 128, 256
	d.ReduceWG = max(d.Subgroup, 8)
	if d.Subgroup == 1 {
		d.ReduceWG = 32
	}
	d.GemvRows, d.GemmRows, d.GemmTokens, d.AttnTokens = 4, 8, 8, 4
	d.ScanTile, d.ScanPer = 1, 4
	if d.cpu {
		// A software device runs one work group after the other on each thread, a subgroup at a time:
		// larger groups only cost switches. Rows share the loads of x, which dominate.
		d.ReduceWG = max(d.Subgroup, 8)
		d.PlainWG, d.NormWG, d.SelectWG = d.ReduceWG, d.ReduceWG, d.ReduceWG
		d.GemvRows = 16
		d.ScanTile, d.ScanPer = 8, 4
		d.AttnTokens = 1 // sums of more tokens do not fit its registers: a third slower with 4
	}
	if !d.cpu { // a software device loads from shared memory as slowly as from any other, and computes each group's norms in turn
		d.Tiles()
		d.NormFirst, d.NormWG = true, d.ReduceWG
	}
	for _, wg := range []*uint32{&d.PlainWG, &d.NormWG, &d.SelectWG} {
		for *wg > most {
			*wg /= 2
		}
	}
}
