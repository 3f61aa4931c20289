// Package immediate is the part of a GPU backend that encodes every launch anew in each step, for APIs
// that record nothing which could be replayed: OpenGL, and Metal, whose command buffers run once.
//
// A Device is all that such a backend has to write: memory, kernels, and running a list of commands.
package immediate

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A Device runs commands. The Backend calls one method at a time.
type Device interface {
	// Memory returns n bytes at a multiple of gpu.Align. Their contents are undefined.
	Memory(n int) (Memory, error)
	// Kernel compiles a variant of package shaders with the given specialisation constants.
	Kernel(name string, spec []uint32) (Kernel, error)
	// Run runs commands in order and returns when their results can be read. It keeps nothing.
	Run(list []Command) error
	// Close releases the device. All memory has been closed before.
	Close() error
}

// A Wrapper is a Device that can use the host's memory where it is.
type Wrapper interface {
	// Wrap returns memory that begins skip bytes before data.
	Wrap(data []byte) (m Memory, skip int, err error)
}

// A Memory is storage on the device.
type Memory interface {
	// Map returns the bytes if the host can address them, otherwise nil.
	Map() []byte
	Write(off int, p []byte) error
	Read(off int, p []byte) error
	// Close releases the storage. It is called once.
	Close()
}

// A Kernel is what Device.Kernel made.
type Kernel any

// ParamsBytes is what each launch has in the buffer of parameters.
const ParamsBytes = gpu.Align

// A Command is one launch.
type Command struct {
	Kernel Kernel
	Wait   bool // for all commands before
	// Bind are the bindings: 0 the parameters, ParamsBytes bytes that do not change, then the storage
	// buffers. Those without memory are not used.
	Bind [gpu.MaxBindings + 1]Binding
	Grid [3]uint32 // work groups
}

// A Binding is a part of a memory.
type Binding struct {
	Memory   Memory
	Off, Len int
}

// A Backend is one open device.
type Backend struct {
	info   backend.DeviceInfo
	limits gpu.Limits
	dev    Device

	mu      sync.Mutex
	kernels map[string]Kernel
	tables  map[gpu.Rotations]*block
	blocks  uint64 // made so far
	inUse   int    // bytes
	most    int    // that inUse ever was
	closed  bool
	lost    error
}

var (
	_ backend.Backend       = (*Backend)(nil)
	_ backend.Importer      = (*Backend)(nil)
	_ backend.MemoryCounter = (*Backend)(nil)
)

// New returns a backend on dev, which it closes.
func New(info backend.DeviceInfo, limits gpu.Limits, dev Device) *Backend {
	return &Backend{info: info, limits: limits, dev: dev, kernels: map[string]Kernel{}, tables: map[gpu.Rotations]*block{}}
}

// Name returns the backend's name.
func (b *Backend) Name() string { return b.info.Backend }

// Device describes the device.
func (b *Backend) Device() backend.DeviceInfo { return b.info }

// Supports returns nil if there is a kernel for n. It depends on the node, its arguments' types and the
// device's limits.
func (b *Backend) Supports(g *graph.Graph, n *graph.Node) error {
	return b.limits.Supports(b.info.Backend, g, n)
}

// Close releases the device.
func (b *Backend) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	for _, t := range b.tables {
		b.release(t)
	}
	return b.dev.Close()
}

// Memory returns the bytes allocated on the device.
func (b *Backend) Memory() (now, peak uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return uint64(b.inUse), uint64(b.most)
}

// check reports a backend that can no longer be used. The caller holds mu.
func (b *Backend) check() error {
	if b.closed {
		return backend.ErrClosed
	}
	return b.lost
}

// fail says who failed, and notes a lost device.
func (b *Backend) fail(what string, err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s: %s: %w", b.info.Backend, what, err)
	if errors.Is(err, backend.ErrDeviceLost) {
		b.lost = err
	}
	return err
}

// A block is memory with a number of its own.
type block struct {
	Memory
	id   uint64
	size int
}

// alloc returns n bytes for the named purpose. The caller holds mu.
func (b *Backend) alloc(n int, what string) (*block, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	n = (max(n, 4) + gpu.Align - 1) &^ (gpu.Align - 1)
	m, err := b.dev.Memory(n)
	if err != nil {
		return nil, b.fail(fmt.Sprintf("%s of %s (%s in use)", what, gpu.MiB(uint64(n)), gpu.MiB(uint64(b.inUse))), err)
	}
	b.blocks++
	b.inUse += n
	b.most = max(b.most, b.inUse)
	return &block{m, b.blocks, n}, nil
}

// release gives a block back. The caller holds mu; nil is allowed.
func (b *Backend) release(m *block) {
	if m == nil {
		return
	}
	b.inUse -= m.size
	m.Close()
}

// kernel returns a compiled kernel, compiling it at its first use. The caller holds mu.
func (b *Backend) kernel(name string, spec []uint32) (Kernel, error) {
	key := []byte(name)
	for _, s := range spec {
		key = binary.LittleEndian.AppendUint32(append(key, 0), s)
	}
	if k, ok := b.kernels[string(key)]; ok {
		return k, nil
	}
	k, err := b.dev.Kernel(name, spec)
	if err != nil {
		return nil, b.fail("compile "+name, err)
	}
	b.kernels[string(key)] = k
	return k, nil
}

// table returns the rotations of key, uploading them at their first use. The caller holds mu.
func (b *Backend) table(key gpu.Rotations) (*block, error) {
	if t, ok := b.tables[key]; ok {
		return t, nil
	}
	data := key.Bytes()
	t, err := b.alloc(len(data), "rotations")
	if err != nil {
		return nil, err
	}
	if err := t.Write(0, data); err != nil {
		b.release(t)
		return nil, b.fail("rotations", err)
	}
	b.tables[key] = t
	return t, nil
}

// NewBuffer allocates storage.
func (b *Backend) NewBuffer(t tensor.Type, u backend.Usage) (backend.Buffer, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if u == backend.UsageWeight {
		w, err := b.newWeight(t, make([]byte, t.Bytes()), true)
		if err != nil {
			return nil, err
		}
		return w, nil
	}
	m, err := b.alloc(t.Bytes(), u.String()+" "+t.String())
	if err != nil {
		return nil, err
	}
	s := buffer{b: b, typ: t, mem: m}
	if u == backend.UsageState {
		return &s, nil
	}
	if s.host = m.Map(); s.host == nil {
		s.host, s.shadow = make([]byte, t.Bytes()), true
	}
	s.host = s.host[:t.Bytes():t.Bytes()]
	return &mapped{s}, nil
}

// ImportBuffer makes data a weight: where it is if the device can use it there, otherwise packed.
func (b *Backend) ImportBuffer(t tensor.Type, data []byte) (backend.Buffer, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	if len(data) != t.Bytes() {
		return nil, fmt.Errorf("%s: %v needs %d bytes, got %d", b.info.Backend, t, t.Bytes(), len(data))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	w, err := b.wrapWeight(t, data)
	if err != nil {
		return nil, err
	}
	if w != nil {
		return w, nil
	}
	if w, err = b.newWeight(t, data, false); err != nil {
		return nil, err
	}
	if err := w.upload(); err != nil {
		b.release(w.mem)
		return nil, err
	}
	return w, nil
}
