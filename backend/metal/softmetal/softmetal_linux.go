package softmetal

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"unsafe"

	"github.com/ebitengine/purego"

	"github.com/gemma-bench/gemma/backend/metal/mtl"
)

// Options steer what a device checks.
type Options struct {
	Unchecked bool // run faster: only divergence is noticed
	Order     int  // in which threads run: 0 ascending, 1 descending, 2 scattered
	// Mutate, if set, changes the text of each kernel before it is compiled. Tests break kernels with it.
	Mutate func(source string) string
	// Edges demands that some group at the end of each axis of a grid writes: no grid is too large. It does
	// not hold for tables of embeddings in slices, of which a step may need none.
	Edges bool
}

// A Device is a soft Metal device.
type Device struct {
	o       Options
	c       *compiler
	rt      *library
	enc     encoder
	buffers int // not released
}

var _ mtl.Device = (*Device)(nil)

// running serialises launches of all devices: the runtime is one.
var running sync.Mutex

// Open returns a device, or an error that says what this machine lacks.
func Open(o Options) (*Device, error) {
	c, err := newCompiler()
	if err != nil {
		return nil, fmt.Errorf("softmetal: %w", err)
	}
	rt, err := c.runtime()
	if err != nil {
		return nil, fmt.Errorf("softmetal: %w", err)
	}
	d := &Device{o: o, c: c, rt: rt}
	d.enc.d = d
	return d, nil
}

// Name returns what the device is.
func (d *Device) Name() string { return "soft Metal" }

// Limits are those of an Apple GPU of the smaller kind.
func (d *Device) Limits() mtl.Limits {
	return mtl.Limits{BufferBytes: 1 << 31, Memory: 4 << 30, Threads: 1024, Shared: 32 << 10, Apple: true, Matrices: true, Unified: true}
}

// pad is what lies before and after the bytes of a buffer, so that an access beyond it hits nothing else.
const pad = 4096

// maxShadowed is the largest buffer with a shadow, which takes four times as much. Larger ones are weights,
// which no kernel writes; accesses are still checked against their ends.
const maxShadowed = 64 << 20

// A buffer is memory with a shadow that remembers accesses.
type buffer struct {
	d      *Device
	bytes  []byte
	shadow []shadow
}

// A shadow is the runtime's note of one word.
type shadow struct{ writer, wrote, reader, read uint32 }

// NewBuffer returns n bytes, of undefined contents: they are set so that using them shows.
func (d *Device) NewBuffer(n int) (mtl.Buffer, error) {
	if n <= 0 || uint64(n) > d.Limits().BufferBytes {
		return nil, fmt.Errorf("softmetal: a buffer of %d bytes", n)
	}
	all := make([]byte, n+2*pad)
	// SAFETY: only the address is used, to align the bytes as Metal does.
	skip := pad - int(uintptr(unsafe.Pointer(unsafe.SliceData(all)))%256)
	b := d.wrap(all[skip : skip+n : skip+n])
	if !d.o.Unchecked {
		for i := range b.bytes {
			b.bytes[i] = 0xff // a NaN, as f32 and as f16
		}
	}
	return b, nil
}

// WrapBuffer returns a buffer that is p.
func (d *Device) WrapBuffer(p []byte) (mtl.Buffer, error) { return d.wrap(p), nil }

func (d *Device) wrap(p []byte) *buffer {
	b := &buffer{d: d, bytes: p}
	if !d.o.Unchecked && len(p) <= maxShadowed {
		b.shadow = make([]shadow, len(p)/4+1)
	}
	d.buffers++
	return b
}

func (b *buffer) Bytes() []byte { return b.bytes }

func (b *buffer) Release() {
	if b.bytes == nil {
		panic("BUG: softmetal: a buffer is released twice")
	}
	b.bytes = nil
	b.d.buffers--
}

// A pipeline is a compiled kernel.
type pipeline struct {
	lib      *library
	bindings []int // that its signature has
	released bool
}

// NewPipeline compiles a kernel.
func (d *Device) NewPipeline(source, function string) (mtl.Pipeline, error) {
	if d.o.Mutate != nil {
		source = d.o.Mutate(source)
	}
	text, bindings, err := translate(source, function)
	if err != nil {
		return nil, fmt.Errorf("softmetal: %w", err)
	}
	lib, err := d.c.kernel(text, !d.o.Unchecked)
	if err != nil {
		return nil, fmt.Errorf("softmetal: %w", err)
	}
	return &pipeline{lib: lib, bindings: bindings}, nil
}

func (p *pipeline) MaxThreads() int { return 1024 }
func (p *pipeline) Width() int      { return 32 }
func (p *pipeline) Release()        { p.released = true }

// Close reports buffers that were not released.
func (d *Device) Close() error {
	if d.buffers != 0 {
		return fmt.Errorf("softmetal: %d buffers were not released", d.buffers)
	}
	return nil
}

// A bound is a binding.
type bound struct {
	b      *buffer
	off, n int
}

// An encoder keeps launches until they are committed.
type encoder struct {
	d        *Device
	pipeline *pipeline
	bound    [16]bound
	list     []launch
	err      error
}

type launch struct {
	pipeline        *pipeline
	bound           [16]bound
	groups, threads [3]uint32
	barrier         bool // instead of a launch
}

// Begin starts a command buffer.
func (d *Device) Begin() (mtl.Encoder, error) {
	e := &d.enc
	e.pipeline, e.bound, e.list, e.err = nil, [16]bound{}, e.list[:0], nil
	return e, nil
}

func (e *encoder) SetPipeline(p mtl.Pipeline) { e.pipeline = p.(*pipeline) }

func (e *encoder) SetBuffer(b mtl.Buffer, off, n, index int) {
	u := b.(*buffer)
	if off < 0 || off%4 != 0 || n < 0 || off+n > len(u.bytes) || index < 0 || index >= len(e.bound) {
		e.err = errors.Join(e.err, fmt.Errorf("softmetal: bytes %d to %d of %d as buffer %d", off, off+n, len(u.bytes), index))
		return
	}
	e.bound[index] = bound{u, off, n}
}

func (e *encoder) Barrier() { e.list = append(e.list, launch{barrier: true}) }

func (e *encoder) Dispatch(groups, threads [3]uint32) {
	e.list = append(e.list, launch{e.pipeline, e.bound, groups, threads, false})
}

// Commit runs the launches in order.
func (e *encoder) Commit() error {
	running.Lock()
	defer running.Unlock()
	if e.err != nil {
		return e.err
	}
	edges := uintptr(0)
	if e.d.o.Edges {
		edges = 1
	}
	e.d.rt.call("soft_options", uintptr(e.d.o.Order), edges)
	e.d.rt.call("soft_barrier_launches") // command buffers of a queue run one after the other
	for i := range e.list {
		l := &e.list[i]
		if l.barrier {
			e.d.rt.call("soft_barrier_launches")
			continue
		}
		if err := e.d.launch(l); err != nil {
			return err
		}
	}
	return nil
}

// A binding is a bound as the runtime wants it.
type binding struct {
	from   unsafe.Pointer
	size   uint64
	shadow unsafe.Pointer
}

func (d *Device) launch(l *launch) error {
	if l.pipeline == nil || l.pipeline.released || l.threads[1] != 1 || l.threads[2] != 1 || slices.Contains(l.groups[:], 0) {
		return fmt.Errorf("softmetal: a launch of %v groups of %v threads", l.groups, l.threads)
	}
	var list [16]binding
	for _, i := range l.pipeline.bindings {
		u := l.bound[i]
		if u.b == nil {
			return fmt.Errorf("softmetal: buffer %d is not bound", i)
		}
		if u.b.bytes == nil {
			return fmt.Errorf("softmetal: buffer %d was released", i)
		}
		// SAFETY: the runtime uses the addresses while l keeps buffers and shadows alive; the offset is
		// within both.
		list[i] = binding{from: unsafe.Pointer(&u.b.bytes[u.off]), size: uint64(u.n)}
		if u.b.shadow != nil {
			list[i].shadow = unsafe.Pointer(&u.b.shadow[u.off/4])
		}
	}
	checked := uintptr(1)
	if d.o.Unchecked {
		checked = 0
	}
	lib := l.pipeline.lib
	// SAFETY: the runtime uses its arguments during the call alone. Buffers and shadows are kept alive by l.
	msg, _, _ := purego.SyscallN(d.rt.proc("soft_launch"), lib.proc("soft_main"), uintptr(unsafe.Pointer(&list)), uintptr(len(list)),
		uintptr(unsafe.Pointer(&l.groups)), uintptr(l.threads[0]), lib.local, lib.localSize, checked)
	runtime.KeepAlive(l)
	if msg != 0 {
		return fmt.Errorf("softmetal: %s", cString(msg))
	}
	return nil
}
