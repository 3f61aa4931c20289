package vk

// NewSetLayout creates a layout of storage buffers at bindings first to first+n-1 for compute shaders.
func (d *Device) NewSetLayout(first, n int) (DescriptorSetLayout, error) {
	a := d.begin()
	defer d.mu.Unlock()
	b := NewSlice[DescriptorSetLayoutBinding](a, n)
	for i := range b {
		b[i] = DescriptorSetLayoutBinding{Binding: uint32(first + i), DescriptorType: DescriptorStorageBuffer, DescriptorCount: 1, StageFlags: StageCompute}
	}
	info := New[DescriptorSetLayoutCreateInfo](a)
	*info = DescriptorSetLayoutCreateInfo{SType: TypeOfDescriptorSetLayoutCreateInfo, BindingCount: uint32(n), PBindings: addr(&b[0])}
	h, err := d.create(fnCreateDescriptorSetLayout, addr(info), New[uint64](a))
	return DescriptorSetLayout(h), err
}

// DestroySetLayout destroys l.
func (d *Device) DestroySetLayout(l DescriptorSetLayout) {
	d.destroy(fnDestroyDescriptorSetLayout, uint64(l))
}

// NewDescriptorPool creates a pool of sets with up to perSet storage buffers each.
func (d *Device) NewDescriptorPool(sets, perSet int) (DescriptorPool, error) {
	a := d.begin()
	defer d.mu.Unlock()
	size, info := New[DescriptorPoolSize](a), New[DescriptorPoolCreateInfo](a)
	*size = DescriptorPoolSize{Type: DescriptorStorageBuffer, DescriptorCount: uint32(sets * perSet)}
	*info = DescriptorPoolCreateInfo{SType: TypeOfDescriptorPoolCreateInfo, MaxSets: uint32(sets), PoolSizeCount: 1, PPoolSizes: addr(size)}
	h, err := d.create(fnCreateDescriptorPool, addr(info), New[uint64](a))
	return DescriptorPool(h), err
}

// DestroyDescriptorPool destroys p and its sets.
func (d *Device) DestroyDescriptorPool(p DescriptorPool) {
	d.destroy(fnDestroyDescriptorPool, uint64(p))
}

// AllocateSet allocates one set.
func (d *Device) AllocateSet(p DescriptorPool, l DescriptorSetLayout) (DescriptorSet, error) {
	a := d.begin()
	defer d.mu.Unlock()
	layout, info, out := New[uint64](a), New[DescriptorSetAllocateInfo](a), New[uint64](a)
	*layout = uint64(l)
	*info = DescriptorSetAllocateInfo{SType: TypeOfDescriptorSetAllocateInfo, DescriptorPool: uint64(p), DescriptorSetCount: 1, PSetLayouts: addr(layout)}
	r := d.caller.result(d.fn[fnAllocateDescriptorSets], d.handle, addr(info), addr(out))
	return DescriptorSet(*out), r.err()
}

// A Range is a part of a buffer.
type Range struct {
	Buffer   Buffer
	Off, Len uint64
}

// UpdateSet points bindings first, first+1, … of set s at the ranges. Ranges without a buffer are left out.
func (d *Device) UpdateSet(s DescriptorSet, first int, ranges []Range) {
	a := d.begin()
	defer d.mu.Unlock()
	infos, writes := NewSlice[DescriptorBufferInfo](a, len(ranges)), NewSlice[WriteDescriptorSet](a, len(ranges))
	n := 0
	for i, r := range ranges {
		if r.Buffer == 0 {
			continue
		}
		infos[n] = DescriptorBufferInfo{Buffer: uint64(r.Buffer), Offset: r.Off, Range: r.Len}
		writes[n] = WriteDescriptorSet{SType: TypeOfWriteDescriptorSet, DstSet: uint64(s), DstBinding: uint32(first + i), DescriptorCount: 1, DescriptorType: DescriptorStorageBuffer, PBufferInfo: addr(&infos[n])}
		n++
	}
	if n > 0 {
		d.caller.call(d.fn[fnUpdateDescriptorSets], d.handle, uintptr(n), addr(&writes[0]), 0, 0)
	}
}

// NewPipelineLayout creates a layout of one set and pushBytes of push constants.
func (d *Device) NewPipelineLayout(l DescriptorSetLayout, pushBytes int) (PipelineLayout, error) {
	a := d.begin()
	defer d.mu.Unlock()
	layout, push, info := New[uint64](a), New[PushConstantRange](a), New[PipelineLayoutCreateInfo](a)
	*layout = uint64(l)
	*push = PushConstantRange{StageFlags: StageCompute, Size: uint32(pushBytes)}
	*info = PipelineLayoutCreateInfo{SType: TypeOfPipelineLayoutCreateInfo, SetLayoutCount: 1, PSetLayouts: addr(layout), PushConstantRangeCount: 1, PPushConstantRanges: addr(push)}
	h, err := d.create(fnCreatePipelineLayout, addr(info), New[uint64](a))
	return PipelineLayout(h), err
}

// DestroyPipelineLayout destroys l.
func (d *Device) DestroyPipelineLayout(l PipelineLayout) {
	d.destroy(fnDestroyPipelineLayout, uint64(l))
}

// NewPipelineCache creates a cache from data that GetPipelineCacheData returned for the same driver, or empty.
func (d *Device) NewPipelineCache(data []byte) (PipelineCache, error) {
	copied, err := NewArena(len(data) + 64)
	if err != nil {
		return 0, err
	}
	defer copied.Close()
	a := d.begin()
	defer d.mu.Unlock()
	info := New[PipelineCacheCreateInfo](a)
	info.SType = TypeOfPipelineCacheCreateInfo
	if len(data) > 0 {
		b := NewSlice[byte](copied, len(data))
		copy(b, data)
		info.InitialDataSize, info.PInitialData = uintptr(len(data)), addr(&b[0])
	}
	h, err := d.create(fnCreatePipelineCache, addr(info), New[uint64](a))
	return PipelineCache(h), err
}

// PipelineCacheData returns the contents of c, at most limit bytes.
func (d *Device) PipelineCacheData(c PipelineCache, limit int) ([]byte, error) {
	a := d.begin()
	defer d.mu.Unlock()
	n, fn := New[uintptr](a), d.fn[fnGetPipelineCacheData]
	if r := d.caller.result(fn, d.handle, uintptr(c), addr(n), 0); r != Success {
		return nil, r
	}
	if *n == 0 || *n > uintptr(limit) {
		return nil, nil
	}
	out, err := NewArena(int(*n))
	if err != nil {
		return nil, err
	}
	defer out.Close()
	b := NewSlice[byte](out, int(*n))
	if r := d.caller.result(fn, d.handle, uintptr(c), addr(n), addr(&b[0])); r != Success {
		return nil, r
	}
	return append([]byte(nil), b[:min(*n, uintptr(len(b)))]...), nil
}

// DestroyPipelineCache destroys c.
func (d *Device) DestroyPipelineCache(c PipelineCache) { d.destroy(fnDestroyPipelineCache, uint64(c)) }

// NewComputePipeline builds a pipeline from SPIR-V whose entry point is main; spec constant i gets spec[i].
func (d *Device) NewComputePipeline(l PipelineLayout, c PipelineCache, spirv []byte, spec []uint32) (Pipeline, error) {
	code, err := NewArena(len(spirv) + 64)
	if err != nil {
		return 0, err
	}
	defer code.Close()
	a := d.begin()
	defer d.mu.Unlock()
	words := NewSlice[byte](code, len(spirv))
	copy(words, spirv)
	module, info := New[ShaderModuleCreateInfo](a), New[ComputePipelineCreateInfo](a)
	*module = ShaderModuleCreateInfo{SType: TypeOfShaderModuleCreateInfo, CodeSize: uintptr(len(spirv)), PCode: addr(&words[0])}
	m, err := d.create(fnCreateShaderModule, addr(module), New[uint64](a))
	if err != nil {
		return 0, err
	}
	defer d.caller.call(d.fn[fnDestroyShaderModule], d.handle, uintptr(m), 0)
	values, entries, special := NewSlice[uint32](a, len(spec)+1), NewSlice[SpecializationMapEntry](a, len(spec)+1), New[SpecializationInfo](a)
	copy(values, spec)
	for i := range spec {
		entries[i] = SpecializationMapEntry{ConstantID: uint32(i), Offset: uint32(4 * i), Size: 4}
	}
	*special = SpecializationInfo{MapEntryCount: uint32(len(spec)), PMapEntries: addr(&entries[0]), DataSize: uintptr(4 * len(spec)), PData: addr(&values[0])}
	*info = ComputePipelineCreateInfo{
		SType: TypeOfComputePipelineCreateInfo, Layout: uint64(l),
		Stage: PipelineShaderStageCreateInfo{SType: TypeOfPipelineShaderStageCreateInfo, Stage: StageCompute, Module: m, PName: a.String("main"), PSpecializationInfo: addr(special)},
	}
	out := New[uint64](a)
	r := d.caller.result(d.fn[fnCreateComputePipelines], d.handle, uintptr(c), 1, addr(info), 0, addr(out))
	return Pipeline(*out), r.err()
}

// DestroyPipeline destroys p.
func (d *Device) DestroyPipeline(p Pipeline) { d.destroy(fnDestroyPipeline, uint64(p)) }

// NewTimestampPool creates a pool of n timestamps.
func (d *Device) NewTimestampPool(n int) (QueryPool, error) {
	a := d.begin()
	defer d.mu.Unlock()
	info := New[QueryPoolCreateInfo](a)
	*info = QueryPoolCreateInfo{SType: TypeOfQueryPoolCreateInfo, QueryType: QueryTypeTimestamp, QueryCount: uint32(n)}
	h, err := d.create(fnCreateQueryPool, addr(info), New[uint64](a))
	return QueryPool(h), err
}

// DestroyQueryPool destroys p.
func (d *Device) DestroyQueryPool(p QueryPool) { d.destroy(fnDestroyQueryPool, uint64(p)) }

// Timestamps reads the first len(dst) timestamps of p, which must have been written.
func (d *Device) Timestamps(p QueryPool, dst []uint64) error {
	const chunk = 4096
	for first := 0; first < len(dst); first += chunk {
		if err := d.timestamps(p, first, dst[first:min(first+chunk, len(dst))]); err != nil {
			return err
		}
	}
	return nil
}

func (d *Device) timestamps(p QueryPool, first int, dst []uint64) error {
	a := d.begin()
	defer d.mu.Unlock()
	b := NewSlice[uint64](a, len(dst))
	r := d.caller.result(d.fn[fnGetQueryPoolResults], d.handle, uintptr(p), uintptr(first), uintptr(len(dst)), uintptr(8*len(dst)), addr(&b[0]), 8, QueryResult64Bit)
	copy(dst, b)
	return r.err()
}
