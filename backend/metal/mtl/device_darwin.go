package mtl

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"
)

// Enumerators. ref: the headers of Metal.framework.
const (
	storageModeShared    = 0 // MTLResourceStorageModeShared
	dispatchConcurrent   = 1 // MTLDispatchTypeConcurrent
	barrierScopeBuffers  = 1 // MTLBarrierScopeBuffers
	statusError          = 5 // MTLCommandBufferStatusError
	gpuFamilyApple1      = 1001
	gpuFamilyApple7      = 1007 // from M1 and A14 on
	errorDeviceRemoved   = 11   // MTLCommandBufferErrorDeviceRemoved
	errorAccessRevoked   = 4    // MTLCommandBufferErrorBlacklisted, now accessRevoked
	errorTimeoutOfKernel = 2    // MTLCommandBufferErrorTimeout
)

// list returns the devices, which the caller owns.
// ref: https://developer.apple.com/documentation/metal/mtlcopyalldevices()
func (l *library) list() []id {
	array, _, _ := purego.SyscallN(l.copyAll)
	var all []id
	for i := range l.msg(id(array), "count") {
		d := id(l.msg(id(array), "objectAtIndex:", i))
		all = append(all, id(l.msg(d, "retain")))
	}
	l.release(id(array))
	if len(all) == 0 {
		if one, _, _ := purego.SyscallN(l.createOne); one != 0 {
			all = append(all, id(one))
		}
	}
	return all
}

// Devices returns the names of the devices.
func Devices() (names []string, err error) {
	l, err := load()
	if err != nil {
		return nil, err
	}
	err = l.pool(func() error {
		for _, d := range l.list() {
			names = append(names, l.goText(id(l.msg(d, "name"))))
			l.release(d)
		}
		if len(names) == 0 {
			return errors.New("mtl: no device")
		}
		return nil
	})
	return names, err
}

// A device is an MTLDevice with a queue.
type device struct {
	l             *library
	device, queue id
	name          string
	limits        Limits
	enc           encoder
}

// Open opens the device at index.
func Open(index int) (Device, error) {
	l, err := load()
	if err != nil {
		return nil, err
	}
	d := &device{l: l}
	err = l.pool(func() error {
		all := l.list()
		for i, o := range all {
			if i != index {
				l.release(o)
			}
		}
		if index < 0 || index >= len(all) {
			return fmt.Errorf("mtl: no device %d of %d", index, len(all))
		}
		d.device = all[index]
		d.describe()
		// ref: https://developer.apple.com/documentation/metal/mtldevice/makecommandqueue()
		if d.queue = id(l.msg(d.device, "newCommandQueue")); d.queue == 0 {
			l.release(d.device)
			return errors.New("mtl: no command queue")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	d.enc.init(d)
	return d, nil
}

// describe reads what the device is and allows.
// ref: https://developer.apple.com/documentation/metal/mtldevice
func (d *device) describe() {
	l := d.l
	d.name = l.goText(id(l.msg(d.device, "name")))
	d.limits = Limits{
		BufferBytes: uint64(l.msg(d.device, "maxBufferLength")),
		Memory:      uint64(l.msg(d.device, "recommendedMaxWorkingSetSize")),
		Shared:      int(l.msg(d.device, "maxThreadgroupMemoryLength")),
		Threads:     1024, // of any GPU that macOS runs on; each pipeline says its own
		Apple:       l.msg(d.device, "supportsFamily:", gpuFamilyApple1)&0xff != 0,
		// ref: https://developer.apple.com/metal/Metal-Feature-Set-Tables.pdf, "SIMD-scoped matrix multiply operations"
		Matrices: l.msg(d.device, "supportsFamily:", gpuFamilyApple7)&0xff != 0,
		Unified:  l.msg(d.device, "hasUnifiedMemory")&0xff != 0,
	}
}

func (d *device) Name() string   { return d.name }
func (d *device) Limits() Limits { return d.limits }

// Close releases the queue and the device.
func (d *device) Close() error {
	d.l.release(d.queue)
	d.l.release(d.device)
	d.queue, d.device = 0, 0
	return nil
}

// A buffer is an MTLBuffer.
type buffer struct {
	l     *library
	o     id
	bytes []byte
}

// NewBuffer allocates shared memory.
// ref: https://developer.apple.com/documentation/metal/mtldevice/makebuffer(length:options:)
func (d *device) NewBuffer(n int) (Buffer, error) {
	o := id(d.l.msg(d.device, "newBufferWithLength:options:", uintptr(n), storageModeShared))
	if o == 0 {
		return nil, fmt.Errorf("mtl: no buffer of %d bytes", n)
	}
	// ref: https://developer.apple.com/documentation/metal/mtlbuffer/contents()
	p := d.l.msg(o, "contents")
	// SAFETY: the n bytes of a shared buffer stay where they are until it is released, and are no Go memory.
	return &buffer{d.l, o, unsafe.Slice(*(**byte)(unsafe.Pointer(&p)), n)}, nil
}

// WrapBuffer makes pages a buffer.
// ref: https://developer.apple.com/documentation/metal/mtldevice/makebuffer(bytesnocopy:length:options:deallocator:)
func (d *device) WrapBuffer(p []byte) (Buffer, error) {
	// SAFETY: the caller keeps the pages until the buffer is released; there is no deallocator to call back.
	o := id(d.l.msg(d.device, "newBufferWithBytesNoCopy:length:options:deallocator:", uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)), storageModeShared, 0))
	if o == 0 {
		return nil, fmt.Errorf("mtl: no buffer over %d bytes", len(p))
	}
	return &buffer{d.l, o, p}, nil
}

func (b *buffer) Bytes() []byte { return b.bytes }

func (b *buffer) Release() {
	b.l.release(b.o)
	b.o, b.bytes = 0, nil
}

// A pipeline is an MTLComputePipelineState.
type pipeline struct {
	l              *library
	o              id
	threads, width int
}

// NewPipeline compiles a function.
func (d *device) NewPipeline(source, function string) (Pipeline, error) {
	p := &pipeline{l: d.l}
	err := d.l.pool(func() error { return d.build(p, source, function) })
	if err != nil {
		return nil, err
	}
	return p, nil
}

// ref: https://developer.apple.com/documentation/metal/mtldevice/makelibrary(source:options:) and
// https://developer.apple.com/documentation/metal/mtldevice/makecomputepipelinestate(function:)
func (d *device) build(p *pipeline, source, function string) error {
	l := d.l
	text, name := l.text(source), l.text(function)
	options := id(l.msg(id(l.msg(class("MTLCompileOptions"), "alloc")), "init"))
	defer func() { l.release(text); l.release(name); l.release(options) }()
	l.msg(options, "setFastMathEnabled:", 0)
	// SAFETY: Metal writes one word, and keeps no pointer to it.
	failed := new(uintptr)
	lib := id(l.msg(d.device, "newLibraryWithSource:options:error:", uintptr(text), uintptr(options), uintptr(unsafe.Pointer(failed))))
	if lib == 0 {
		return fmt.Errorf("%w\n%s", l.failure("compile "+function, id(*failed)), excerpt(source, l.goText(id(l.msgOrNil(id(*failed), "localizedDescription")))))
	}
	defer l.release(lib)
	fn := id(l.msg(lib, "newFunctionWithName:", uintptr(name)))
	if fn == 0 {
		return fmt.Errorf("mtl: no function %q", function)
	}
	defer l.release(fn)
	*failed = 0
	// SAFETY: as above.
	p.o = id(l.msg(d.device, "newComputePipelineStateWithFunction:error:", uintptr(fn), uintptr(unsafe.Pointer(failed))))
	if p.o == 0 {
		return l.failure("pipeline of "+function, id(*failed))
	}
	runtime.KeepAlive(failed)
	p.threads, p.width = int(l.msg(p.o, "maxTotalThreadsPerThreadgroup")), int(l.msg(p.o, "threadExecutionWidth"))
	return nil
}

func (l *library) msgOrNil(o id, selector string) uintptr {
	if o == 0 {
		return 0
	}
	return l.msg(o, selector)
}

func (p *pipeline) MaxThreads() int { return p.threads }
func (p *pipeline) Width() int      { return p.width }

func (p *pipeline) Release() {
	p.l.release(p.o)
	p.o = 0
}

// An encoder is an MTLComputeCommandEncoder and its command buffer. It is made anew for each run, but the
// Go part of it is used again, with the arguments of its messages, so that a run allocates nothing.
type encoder struct {
	d                      *device
	pool                   uintptr
	commands, o            id
	args                   [12]uintptr
	groups, threads        *[3]uintptr
	setPipeline, setBuffer uintptr
	barrier, dispatch      uintptr
}

func (e *encoder) init(d *device) {
	e.d, e.groups, e.threads = d, new([3]uintptr), new([3]uintptr)
	e.setPipeline, e.setBuffer = d.l.sel("setComputePipelineState:"), d.l.sel("setBuffer:offset:atIndex:")
	e.barrier, e.dispatch = d.l.sel("memoryBarrierWithScope:"), d.l.sel("dispatchThreadgroups:threadsPerThreadgroup:")
}

// Begin starts a command buffer. The goroutine stays on its thread until Commit: the pool is the thread's.
// ref: https://developer.apple.com/documentation/metal/mtlcommandqueue/makecommandbufferwithunretainedreferences()
// and https://developer.apple.com/documentation/metal/mtlcommandbuffer/makecomputecommandencoder(dispatchtype:)
func (d *device) Begin() (Encoder, error) {
	e, l := &d.enc, d.l
	runtime.LockOSThread()
	e.pool, _, _ = purego.SyscallN(l.push)
	e.commands = id(l.msg(d.queue, "commandBufferWithUnretainedReferences"))
	if e.commands != 0 {
		e.o = id(l.msg(e.commands, "computeCommandEncoderWithDispatchType:", dispatchConcurrent))
	}
	if e.commands == 0 || e.o == 0 {
		e.end()
		return nil, errors.New("mtl: no command encoder")
	}
	return e, nil
}

func (e *encoder) end() {
	purego.SyscallN(e.d.l.pop, e.pool)
	e.commands, e.o = 0, 0
	runtime.UnlockOSThread()
}

// send sends a message with n arguments, which are in args from 2 on.
func (e *encoder) send(selector uintptr, n int) {
	e.args[0], e.args[1] = uintptr(e.o), selector
	purego.SyscallN(e.d.l.send, e.args[:2+n]...)
}

// ref: https://developer.apple.com/documentation/metal/mtlcomputecommandencoder/setcomputepipelinestate(_:)
func (e *encoder) SetPipeline(p Pipeline) {
	e.args[2] = uintptr(p.(*pipeline).o)
	e.send(e.setPipeline, 1)
}

// ref: https://developer.apple.com/documentation/metal/mtlcomputecommandencoder/setbuffer(_:offset:index:)
func (e *encoder) SetBuffer(b Buffer, off, n, index int) {
	e.args[2], e.args[3], e.args[4] = uintptr(b.(*buffer).o), uintptr(off), uintptr(index)
	e.send(e.setBuffer, 3)
}

// ref: https://developer.apple.com/documentation/metal/mtlcomputecommandencoder/memorybarrier(scope:)
func (e *encoder) Barrier() {
	e.args[2] = barrierScopeBuffers
	e.send(e.barrier, 1)
}

// ref: https://developer.apple.com/documentation/metal/mtlcomputecommandencoder/dispatchthreadgroups(_:threadsperthreadgroup:)
func (e *encoder) Dispatch(groups, threads [3]uint32) {
	for i := range groups {
		e.groups[i], e.threads[i] = uintptr(groups[i]), uintptr(threads[i])
	}
	e.args[0], e.args[1] = uintptr(e.o), e.dispatch
	purego.SyscallN(e.d.l.send, sizes(&e.args, runtime.GOARCH, e.groups, e.threads)...)
}

// Commit runs what was encoded and waits for it. There is no completion handler, so nothing calls into Go.
// ref: https://developer.apple.com/documentation/metal/mtlcommandbuffer/waituntilcompleted()
func (e *encoder) Commit() error {
	l := e.d.l
	defer e.end()
	l.msg(e.o, "endEncoding")
	l.msg(e.commands, "commit")
	l.msg(e.commands, "waitUntilCompleted")
	if l.msg(e.commands, "status") != statusError {
		return nil
	}
	failed := id(l.msg(e.commands, "error"))
	err := l.failure("run", failed)
	switch int(l.msgOrNil(failed, "code")) {
	case errorDeviceRemoved, errorAccessRevoked, errorTimeoutOfKernel:
		err = fmt.Errorf("%w: %w", ErrLost, err)
	}
	return err
}
