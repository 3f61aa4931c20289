package vulkan

import (
	"testing"

	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/stretchr/testify/require"
)

// profile returns properties as a driver would report them, from the figures that matter here.
func profile(kind, vendor uint32, storage, shared, invocations uint32, subgroup, ops uint32, buffers uint32) vk.Properties {
	var p vk.Properties
	p.DeviceType, p.VendorID, p.MaxAlloc = kind, vendor, 1<<30
	l := &p.Limits
	l.MaxStorageBufferRange, l.MaxComputeSharedMemorySize, l.MaxComputeWorkGroupInvocations = storage, shared, invocations
	l.MaxComputeWorkGroupSize, l.MaxComputeWorkGroupCount = [3]uint32{invocations, invocations, 64}, [3]uint32{65535, 65535, 65535}
	l.MaxPerStageDescriptorStorageBuffers, l.MaxDescriptorSetStorageBuffers, l.MaxPerStageResources = buffers, 4*buffers, 128
	l.MaxPushConstantsSize, l.MaxMemoryAllocationCount = 128, 4096
	l.MinStorageBufferOffsetAlignment, l.NonCoherentAtomSize = 64, 64
	l.TimestampComputeAndGraphics, l.TimestampPeriod = 1, 1
	p.Subgroup.SubgroupSize, p.Subgroup.SupportedStages, p.Subgroup.SupportedOperations = subgroup, vk.StageCompute, ops
	return p
}

const basicAndArithmetic = vk.SubgroupBasicBit | vk.SubgroupArithmeticBit

// Figures as the devices' drivers publish them in the gpuinfo.org database.
func TestLimitsOfProfiles(t *testing.T) {
	for _, c := range []struct {
		name     string
		p        vk.Properties
		subgroup uint32
		one      bool
		reduceWG uint32
		suffix   string
	}{
		{"V3D 7.1 (Raspberry Pi 5)", profile(vk.DeviceTypeIntegratedGPU, 0x14e4, 1<<30, 16<<10, 256, 16, vk.SubgroupBasicBit, 8), 1, false, 32, "_shared"},
		{"Mali-G78", profile(vk.DeviceTypeIntegratedGPU, 0x13b5, 1<<27, 32<<10, 512, 16, basicAndArithmetic, 35), 16, false, 16, "_subgroup"},
		{"Adreno 730", profile(vk.DeviceTypeIntegratedGPU, 0x5143, 1<<27, 32<<10, 1024, 64, basicAndArithmetic, 24), 64, false, 64, "_subgroup"},
		{"Adreno, subgroups of 128", profile(vk.DeviceTypeIntegratedGPU, 0x5143, 1<<27, 32<<10, 1024, 128, basicAndArithmetic, 24), 1, false, 32, "_shared"},
		{"Dozen", profile(vk.DeviceTypeDiscreteGPU, 0x1002, 1<<27, 32<<10, 1024, 32, vk.SubgroupBasicBit, 16), 1, false, 32, "_shared"},
		{"MoltenVK", profile(vk.DeviceTypeIntegratedGPU, 0x106b, 1<<30, 32<<10, 1024, 32, basicAndArithmetic, 31), 32, false, 32, "_subgroup"},
		{"NVIDIA", profile(vk.DeviceTypeDiscreteGPU, 0x10de, 1<<32-1, 48<<10, 1024, 32, basicAndArithmetic, 1<<20), 32, true, 32, "_subgroup"},
		{"lavapipe", profile(vk.DeviceTypeCPU, 0x10005, 1<<27, 32<<10, 1024, 8, basicAndArithmetic, 1<<20), 8, true, 8, "_subgroup"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := newLimits(&c.p)
			require.NoError(t, err)
			require.Equal(t, c.subgroup, l.Subgroup)
			require.Equal(t, c.one, l.One)
			require.Equal(t, c.reduceWG, l.ReduceWG)
			suffix, _ := l.Reduction(l.ReduceWG)
			require.Equal(t, c.suffix, suffix)
			require.Equal(t, c.p.DeviceType == vk.DeviceTypeCPU, l.TileT == 0)
			require.Zero(t, l.StorageRange%gpu.Align)
			for _, wg := range []uint32{l.ReduceWG, l.NormWG, l.PlainWG, l.SelectWG} {
				require.Zero(t, wg&(wg-1), "work group of %d", wg)
				require.LessOrEqual(t, wg, c.p.Limits.MaxComputeWorkGroupInvocations)
			}
		})
	}
}

func TestLimitsTooSmall(t *testing.T) {
	for want, change := range map[string]func(*vk.PhysicalDeviceLimits){
		"4 storage buffers":           func(l *vk.PhysicalDeviceLimits) { l.MaxPerStageDescriptorStorageBuffers = 4 },
		"32 bytes of push constants":  func(l *vk.PhysicalDeviceLimits) { l.MaxPushConstantsSize = 32 },
		"storage buffers of 65536":    func(l *vk.PhysicalDeviceLimits) { l.MaxStorageBufferRange = 1 << 16 },
		"aligned to 512":              func(l *vk.PhysicalDeviceLimits) { l.MinStorageBufferOffsetAlignment = 512 },
		"work groups of 32":           func(l *vk.PhysicalDeviceLimits) { l.MaxComputeWorkGroupInvocations = 32 },
		"8192 bytes of shared memory": func(l *vk.PhysicalDeviceLimits) { l.MaxComputeSharedMemorySize = 8 << 10 },
	} {
		p := profile(vk.DeviceTypeDiscreteGPU, 0x10de, 1<<30, 48<<10, 1024, 32, basicAndArithmetic, 64)
		change(&p.Limits)
		_, err := newLimits(&p)
		require.ErrorContains(t, err, want)
	}
}

// The largest amount that a binding may cover is odd on some devices; offsets of slices must not be.
func TestLimitsRoundRange(t *testing.T) {
	p := profile(vk.DeviceTypeDiscreteGPU, 0x10de, 1<<32-1, 48<<10, 1024, 32, basicAndArithmetic, 64)
	l, err := newLimits(&p)
	require.NoError(t, err)
	require.Equal(t, uint64(1<<32-256), l.StorageRange)
}

func TestPickType(t *testing.T) {
	const visible = vk.MemoryHostVisibleBit | vk.MemoryHostCoherentBit
	var m vk.PhysicalDeviceMemoryProperties
	m.MemoryHeapCount, m.MemoryTypeCount = 3, 5
	m.MemoryHeaps = [16]vk.MemoryHeap{{Size: 8 << 30, Flags: vk.HeapDeviceLocalBit}, {Size: 16 << 30}, {Size: 256 << 20, Flags: vk.HeapDeviceLocalBit}}
	m.MemoryTypes = [32]vk.MemoryType{
		{PropertyFlags: 0, HeapIndex: 1},
		{PropertyFlags: vk.MemoryDeviceLocalBit, HeapIndex: 0},
		{PropertyFlags: visible, HeapIndex: 1},
		{PropertyFlags: visible | vk.MemoryHostCachedBit, HeapIndex: 1},
		{PropertyFlags: visible | vk.MemoryDeviceLocalBit, HeapIndex: 2},
	}
	for _, c := range []struct {
		allowed uint32
		class   class
		want    uint32
	}{
		{31, classDevice, 1}, // not the small window into it, nor the larger heap of the host
		{31, classHost, 3},
		{31 &^ 8, classHost, 2},
		{31 &^ 2, classDevice, 4},
	} {
		got, ok := pickType(&m, c.allowed, c.class)
		require.True(t, ok)
		require.Equal(t, c.want, got)
	}
	_, ok := pickType(&m, 3, classHost)
	require.False(t, ok)
}

func TestChoose(t *testing.T) {
	list := make([]vk.PhysicalDevice, 3)
	for i, name := range []string{"NVIDIA H200", "Intel Arc", "llvmpipe"} {
		list[i].Properties.Name = name
		list[i].Properties.UUID[0] = byte(0xa0 + i)
	}
	for want, index := range map[string]int{
		"": 0, "2": 2, "intel arc": 1, "llvm": 2, "a1000000-0000-0000-0000-000000000000": 1, "A2000000000000000000000000000000": 2,
	} {
		got, err := choose(list, want)
		require.NoError(t, err)
		require.Equal(t, index, got, want)
	}
	for _, want := range []string{"3", "-1", "no such device"} {
		_, err := choose(list, want)
		require.ErrorContains(t, err, "NVIDIA H200")
	}
}
