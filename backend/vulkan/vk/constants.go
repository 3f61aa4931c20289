package vk

// A StructureType identifies a structure in a pNext chain.
type StructureType uint32

// Structure types. ref: VkStructureType.
const (
	TypeOfApplicationInfo                      StructureType = 0
	TypeOfInstanceCreateInfo                   StructureType = 1
	TypeOfPhysicalDeviceProperties2            StructureType = 1000059001
	TypeOfPhysicalDeviceSubgroupProperties     StructureType = 1000094000
	TypeOfPhysicalDeviceMaintenance3Properties StructureType = 1000168000
	TypeOfPhysicalDeviceDriverProperties       StructureType = 1000196000
	TypeOfPhysicalDeviceIDProperties           StructureType = 1000071004
	TypeOfDeviceQueueCreateInfo                StructureType = 2
	TypeOfDeviceCreateInfo                     StructureType = 3
	TypeOfDebugUtilsMessengerCreateInfoEXT     StructureType = 1000128004
	TypeOfDebugUtilsMessengerCallbackDataEXT   StructureType = 1000128003
	TypeOfMemoryAllocateInfo                   StructureType = 5
	TypeOfMappedMemoryRange                    StructureType = 6
	TypeOfBufferCreateInfo                     StructureType = 12
	TypeOfShaderModuleCreateInfo               StructureType = 16
	TypeOfDescriptorSetLayoutCreateInfo        StructureType = 32
	TypeOfDescriptorPoolCreateInfo             StructureType = 33
	TypeOfDescriptorSetAllocateInfo            StructureType = 34
	TypeOfWriteDescriptorSet                   StructureType = 35
	TypeOfPipelineLayoutCreateInfo             StructureType = 30
	TypeOfPipelineCacheCreateInfo              StructureType = 17
	TypeOfPipelineShaderStageCreateInfo        StructureType = 18
	TypeOfComputePipelineCreateInfo            StructureType = 29
	TypeOfCommandPoolCreateInfo                StructureType = 39
	TypeOfCommandBufferAllocateInfo            StructureType = 40
	TypeOfCommandBufferBeginInfo               StructureType = 42
	TypeOfMemoryBarrier                        StructureType = 46
	TypeOfQueryPoolCreateInfo                  StructureType = 11
	TypeOfFenceCreateInfo                      StructureType = 8
	TypeOfSubmitInfo                           StructureType = 4
)

// Bits and enumerators that the backend uses. ref: vulkan_core.h.
const (
	QueueComputeBit = 0x2

	MemoryDeviceLocalBit  = 0x1
	MemoryHostVisibleBit  = 0x2
	MemoryHostCoherentBit = 0x4
	MemoryHostCachedBit   = 0x8
	HeapDeviceLocalBit    = 0x1

	BufferTransferSrcBit = 0x1
	BufferTransferDstBit = 0x2
	BufferStorageBit     = 0x20
	BufferIndirectBit    = 0x100

	DescriptorStorageBuffer = 7
	StageCompute            = 0x20
	BindPointCompute        = 1

	PipelineStageTopOfPipe     = 0x1
	PipelineStageDrawIndirect  = 0x2
	PipelineStageComputeShader = 0x800
	PipelineStageTransfer      = 0x1000
	PipelineStageBottomOfPipe  = 0x2000
	PipelineStageHost          = 0x4000

	AccessIndirectRead  = 0x1
	AccessShaderRead    = 0x20
	AccessShaderWrite   = 0x40
	AccessTransferRead  = 0x800
	AccessTransferWrite = 0x1000
	AccessHostRead      = 0x2000
	AccessHostWrite     = 0x4000

	SubgroupBasicBit      = 0x1
	SubgroupArithmeticBit = 0x4

	QueryTypeTimestamp = 2
	QueryResult64Bit   = 0x1

	CommandPoolResetBit = 0x2

	CommandBufferSimultaneousUse = 0x4
	WholeSize                    = ^uint64(0)

	debugSeverityWarning = 0x100
	debugSeverityError   = 0x1000
	debugTypeAll         = 0x7
)

// Device types. ref: VkPhysicalDeviceType.
const (
	DeviceTypeOther = iota
	DeviceTypeIntegratedGPU
	DeviceTypeDiscreteGPU
	DeviceTypeVirtualGPU
	DeviceTypeCPU
)

// Version makes a Vulkan version number.
func Version(major, minor, patch uint32) uint32 { return major<<22 | minor<<12 | patch }
