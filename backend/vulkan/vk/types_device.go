package vk

type MemoryAllocateInfo struct {
	SType           StructureType
	PNext           uintptr
	AllocationSize  uint64
	MemoryTypeIndex uint32
}

type MappedMemoryRange struct {
	SType  StructureType
	PNext  uintptr
	Memory uint64
	Offset uint64
	Size   uint64
}

type BufferCreateInfo struct {
	SType                 StructureType
	PNext                 uintptr
	Flags                 uint32
	Size                  uint64
	Usage                 uint32
	SharingMode           uint32
	QueueFamilyIndexCount uint32
	PQueueFamilyIndices   uintptr
}

type MemoryRequirements struct {
	Size           uint64
	Alignment      uint64
	MemoryTypeBits uint32
}

type ShaderModuleCreateInfo struct {
	SType    StructureType
	PNext    uintptr
	Flags    uint32
	CodeSize uintptr
	PCode    uintptr
}

type DescriptorSetLayoutBinding struct {
	Binding            uint32
	DescriptorType     uint32
	DescriptorCount    uint32
	StageFlags         uint32
	PImmutableSamplers uintptr
}

type DescriptorSetLayoutCreateInfo struct {
	SType        StructureType
	PNext        uintptr
	Flags        uint32
	BindingCount uint32
	PBindings    uintptr
}

type DescriptorPoolSize struct {
	Type            uint32
	DescriptorCount uint32
}

type DescriptorPoolCreateInfo struct {
	SType         StructureType
	PNext         uintptr
	Flags         uint32
	MaxSets       uint32
	PoolSizeCount uint32
	PPoolSizes    uintptr
}

type DescriptorSetAllocateInfo struct {
	SType              StructureType
	PNext              uintptr
	DescriptorPool     uint64
	DescriptorSetCount uint32
	PSetLayouts        uintptr
}

type DescriptorBufferInfo struct {
	Buffer uint64
	Offset uint64
	Range  uint64
}

type WriteDescriptorSet struct {
	SType            StructureType
	PNext            uintptr
	DstSet           uint64
	DstBinding       uint32
	DstArrayElement  uint32
	DescriptorCount  uint32
	DescriptorType   uint32
	PImageInfo       uintptr
	PBufferInfo      uintptr
	PTexelBufferView uintptr
}

type PushConstantRange struct {
	StageFlags uint32
	Offset     uint32
	Size       uint32
}

type PipelineLayoutCreateInfo struct {
	SType                  StructureType
	PNext                  uintptr
	Flags                  uint32
	SetLayoutCount         uint32
	PSetLayouts            uintptr
	PushConstantRangeCount uint32
	PPushConstantRanges    uintptr
}

type PipelineCacheCreateInfo struct {
	SType           StructureType
	PNext           uintptr
	Flags           uint32
	InitialDataSize uintptr
	PInitialData    uintptr
}

type SpecializationMapEntry struct {
	ConstantID uint32
	Offset     uint32
	Size       uintptr
}

type SpecializationInfo struct {
	MapEntryCount uint32
	PMapEntries   uintptr
	DataSize      uintptr
	PData         uintptr
}

type PipelineShaderStageCreateInfo struct {
	SType               StructureType
	PNext               uintptr
	Flags               uint32
	Stage               uint32
	Module              uint64
	PName               uintptr
	PSpecializationInfo uintptr
}

type ComputePipelineCreateInfo struct {
	SType              StructureType
	PNext              uintptr
	Flags              uint32
	Stage              PipelineShaderStageCreateInfo
	Layout             uint64
	BasePipelineHandle uint64
	BasePipelineIndex  int32
}

type CommandPoolCreateInfo struct {
	SType            StructureType
	PNext            uintptr
	Flags            uint32
	QueueFamilyIndex uint32
}

type CommandBufferAllocateInfo struct {
	SType              StructureType
	PNext              uintptr
	CommandPool        uint64
	Level              uint32
	CommandBufferCount uint32
}

type CommandBufferBeginInfo struct {
	SType            StructureType
	PNext            uintptr
	Flags            uint32
	PInheritanceInfo uintptr
}

type MemoryBarrier struct {
	SType         StructureType
	PNext         uintptr
	SrcAccessMask uint32
	DstAccessMask uint32
}

type BufferCopy struct {
	SrcOffset uint64
	DstOffset uint64
	Size      uint64
}

type QueryPoolCreateInfo struct {
	SType              StructureType
	PNext              uintptr
	Flags              uint32
	QueryType          uint32
	QueryCount         uint32
	PipelineStatistics uint32
}

type FenceCreateInfo struct {
	SType StructureType
	PNext uintptr
	Flags uint32
}

type SubmitInfo struct {
	SType                StructureType
	PNext                uintptr
	WaitSemaphoreCount   uint32
	PWaitSemaphores      uintptr
	PWaitDstStageMask    uintptr
	CommandBufferCount   uint32
	PCommandBuffers      uintptr
	SignalSemaphoreCount uint32
	PSignalSemaphores    uintptr
}
