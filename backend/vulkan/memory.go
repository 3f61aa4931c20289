package vulkan

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
)

// A class says where memory should lie.
type class uint8

const (
	classDevice class = iota // read and written by the device
	classHost                // mapped, coherent, read back by the host
	numClasses
)

// Blocks double from minBlock to maxBlock, so that a small program does not take much and a large one
// needs few allocations, which are limited.
const (
	minBlock = 4 << 20
	maxBlock = 64 << 20
)

// A block is one allocation, covered by one buffer.
type block struct {
	class  class
	mem    vk.Memory
	buf    vk.Buffer
	size   uint64
	mapped []byte // nil if the host cannot see it
	free   []span // ascending, never adjacent
}

type span struct{ off, size uint64 }

// A region is a part of a block.
type region struct {
	block     *block
	off, size uint64
}

// valid reports whether the region is one.
func (r region) valid() bool { return r.block != nil }

// host returns the region's bytes, nil if the host cannot see them.
func (r region) host() []byte {
	if r.block == nil || r.block.mapped == nil {
		return nil
	}
	return r.block.mapped[r.off : r.off+r.size : r.off+r.size]
}

// part returns n bytes at off of the region as a binding.
func (r region) part(off, n uint64) vk.Range {
	return vk.Range{Buffer: r.block.buf, Off: r.off + off, Len: n}
}

// An allocator divides blocks of memory. Methods may be called from any goroutine.
type allocator struct {
	dev    *vk.Device
	limits *limits
	memory vk.PhysicalDeviceMemoryProperties
	full   func(total, size uint64) bool // says in tests that the heaps have no room for size more

	mu     sync.Mutex
	blocks []*block
	next   [numClasses]uint64 // size of the next block
	total  uint64
	most   uint64 // that total ever was
}

// alloc returns n bytes for the named purpose.
func (a *allocator) alloc(c class, n uint64, what string) (region, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	size := (max(n, 4) + gpu.Align - 1) &^ (gpu.Align - 1)
	for _, b := range a.blocks {
		if b.class != c {
			continue
		}
		if off, ok := b.take(size); ok {
			return region{b, off, n}, nil
		}
	}
	want := max(a.next[c], minBlock)
	if size > want/2 {
		want = size // its own block
	} else {
		a.next[c] = min(2*want, maxBlock)
	}
	b, err := a.newBlock(c, want)
	if err != nil && want > size && outOfMemory(err) {
		b, err = a.newBlock(c, size)
	}
	if err != nil {
		return region{}, fmt.Errorf("vulkan: %s of %s: %w (%s in use, heaps of %s)", what, gpu.MiB(n), err, gpu.MiB(a.total), a.heaps())
	}
	off, _ := b.take(size)
	return region{b, off, n}, nil
}

func outOfMemory(err error) bool {
	return errors.Is(err, vk.ErrorOutOfDeviceMemory) || errors.Is(err, vk.ErrorOutOfHostMemory)
}

func (a *allocator) heaps() string {
	s := ""
	for i, h := range a.memory.MemoryHeaps[:min(a.memory.MemoryHeapCount, 16)] {
		if i > 0 {
			s += ", "
		}
		s += gpu.MiB(h.Size)
	}
	return s
}

// newBlock allocates memory and covers it with a buffer.
func (a *allocator) newBlock(c class, size uint64) (*block, error) {
	if size > a.limits.maxAlloc {
		return nil, fmt.Errorf("larger than the device's largest allocation of %s", gpu.MiB(a.limits.maxAlloc))
	}
	if uint32(len(a.blocks)) >= a.limits.allocations {
		return nil, fmt.Errorf("all %d allocations are taken", a.limits.allocations)
	}
	if a.full != nil && a.full(a.total, size) {
		return nil, vk.ErrorOutOfDeviceMemory
	}
	const usage = vk.BufferStorageBit | vk.BufferIndirectBit | vk.BufferTransferSrcBit | vk.BufferTransferDstBit
	buf, req, err := a.dev.NewBuffer(size, usage)
	if err != nil {
		return nil, err
	}
	b := &block{class: c, buf: buf, size: size, free: []span{{0, size}}}
	if err := a.back(b, req); err != nil {
		a.dev.DestroyBuffer(buf)
		a.dev.FreeMemory(b.mem)
		return nil, err
	}
	a.blocks = append(a.blocks, b)
	a.total += size
	a.most = max(a.most, a.total)
	return b, nil
}

// back gives b memory of the best type.
func (a *allocator) back(b *block, req vk.MemoryRequirements) error {
	t, ok := pickType(&a.memory, req.MemoryTypeBits, b.class)
	if !ok {
		return errors.New("no suitable memory type")
	}
	var err error
	if b.mem, err = a.dev.AllocateMemory(req.Size, t); err != nil {
		return err
	}
	if err = a.dev.BindBuffer(b.buf, b.mem); err != nil {
		return err
	}
	const visible = vk.MemoryHostVisibleBit | vk.MemoryHostCoherentBit
	if a.memory.MemoryTypes[t].PropertyFlags&visible == visible && (a.limits.inPlace || b.class == classHost) {
		b.mapped, err = a.dev.MapMemory(b.mem, b.size)
	}
	return err
}

// pickType chooses a memory type. Device memory should be local, in the largest heap, and then visible to
// the host, which saves staging. Host memory must be coherent, should be cached, and should not take
// from the device's own.
func pickType(m *vk.PhysicalDeviceMemoryProperties, allowed uint32, c class) (uint32, bool) {
	const visible = vk.MemoryHostVisibleBit | vk.MemoryHostCoherentBit
	best, bestScore := uint32(0), -1.0
	for i, t := range m.MemoryTypes[:m.MemoryTypeCount] {
		f := t.PropertyFlags
		if allowed>>i&1 == 0 || f&^0xf != 0 || c == classHost && f&visible != visible {
			continue // bits above are protected, lazy or device-coherent memory
		}
		score := 0.0
		if c == classDevice {
			if f&vk.MemoryDeviceLocalBit != 0 {
				score += 1e30
			}
			score += float64(m.MemoryHeaps[t.HeapIndex].Size) * 4
			if f&visible == visible {
				score += 1
			}
		} else {
			if f&vk.MemoryHostCachedBit != 0 {
				score += 2
			}
			if f&vk.MemoryDeviceLocalBit == 0 {
				score++
			}
		}
		if score > bestScore {
			best, bestScore = uint32(i), score
		}
	}
	return best, bestScore >= 0
}

// take finds room for size bytes.
func (b *block) take(size uint64) (uint64, bool) {
	for i := range b.free {
		f := &b.free[i]
		if f.size < size {
			continue
		}
		off := f.off
		f.off, f.size = f.off+size, f.size-size
		if f.size == 0 {
			b.free = slices.Delete(b.free, i, i+1)
		}
		return off, true
	}
	return 0, false
}

// free gives r back; a block that is empty is returned to the device.
func (a *allocator) free(r region) {
	if !r.valid() {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	b, size := r.block, (max(r.size, 4)+gpu.Align-1)&^(gpu.Align-1)
	i, _ := slices.BinarySearchFunc(b.free, r.off, func(s span, off uint64) int {
		if s.off < off {
			return -1
		}
		return 1
	})
	b.free = slices.Insert(b.free, i, span{r.off, size})
	if i+1 < len(b.free) && b.free[i].off+b.free[i].size == b.free[i+1].off {
		b.free[i].size += b.free[i+1].size
		b.free = slices.Delete(b.free, i+1, i+2)
	}
	if i > 0 && b.free[i-1].off+b.free[i-1].size == b.free[i].off {
		b.free[i-1].size += b.free[i].size
		b.free = slices.Delete(b.free, i, i+1)
	}
	if len(b.free) == 1 && b.free[0].size == b.size {
		a.drop(b)
	}
}

// drop frees an empty block.
func (a *allocator) drop(b *block) {
	a.dev.DestroyBuffer(b.buf)
	a.dev.FreeMemory(b.mem)
	a.blocks = slices.DeleteFunc(a.blocks, func(other *block) bool { return other == b })
	a.total -= b.size
}

// inUse returns the bytes that the device has given, now and at most.
func (a *allocator) inUse() (now, peak uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.total, a.most
}
