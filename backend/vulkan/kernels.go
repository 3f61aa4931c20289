package vulkan

import (
	"encoding/binary"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/shaders"
)

// Supports returns nil if there is a kernel for n. It depends on the node, its arguments' types and the
// device's limits.
func (b *Backend) Supports(g *graph.Graph, n *graph.Node) error {
	return b.limits.Supports(Name, g, n)
}

// pipeline returns the named kernel with the given constants, building it at its first use.
func (b *Backend) pipeline(name string, spec []uint32) (vk.Pipeline, error) {
	key := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(spec)))
	for _, s := range spec {
		key = binary.LittleEndian.AppendUint32(key, s)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, backend.ErrClosed
	}
	if p, ok := b.pipelines[string(key)]; ok {
		return p, nil
	}
	m, err := shaders.Load(name)
	if err != nil {
		return 0, err
	}
	p, err := b.dev.NewComputePipeline(b.layout, b.cache.cache, m.SPIRV, spec)
	if err != nil {
		return 0, b.fail("compile "+name, err)
	}
	b.pipelines[string(key)] = p
	return p, nil
}

// table returns the rotations of key, uploading them at their first use.
func (b *Backend) table(key gpu.Rotations) (region, error) {
	b.mu.Lock()
	r, ok := b.tables[key]
	b.mu.Unlock()
	if ok {
		return r, nil
	}
	data := key.Bytes()
	r, err := b.mem.alloc(classDevice, uint64(len(data)), "rotations")
	if err != nil {
		return r, err
	}
	if host := r.host(); host != nil {
		copy(host, data)
	} else if err := b.stage(r, 0, data, true); err != nil {
		b.mem.free(r)
		return r, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if other, ok := b.tables[key]; ok { // made meanwhile by another goroutine
		b.mem.free(r)
		return other, nil
	}
	b.tables[key] = r
	return r, nil
}
