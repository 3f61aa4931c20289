//go:build linux && cgo && egl

package opengl

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unsafe"

	"github.com/go-gl/gl/v4.3-core/gl"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/internal/immediate"
	"github.com/gemma-bench/gemma/backend/opengl/egl"
	"github.com/gemma-bench/gemma/shaders"
)

// A device is an OpenGL context and the thread that it is current on. Every call goes there.
type device struct {
	jobs   chan job
	done   chan error
	es     bool
	limits gpu.Limits
	run    runJob // reused, so that a run allocates nothing
	copy   copyJob
}

// A job is work for the context's thread.
type job interface{ do() error }

type funcJob func() error

func (f funcJob) do() error { return f() }

// newDevice makes a context, of OpenGL ES if es is set, on the device at index.
func newDevice(index int, es bool) (*device, backend.DeviceInfo, error) {
	d := &device{es: es, jobs: make(chan job), done: make(chan error)}
	go d.serve()
	var info backend.DeviceInfo
	var ctx *egl.Context
	err := d.call(funcJob(func() (err error) {
		if ctx, err = egl.New(index, es); err != nil {
			return err
		}
		if err = gl.InitWithProcAddrFunc(egl.Proc); err != nil {
			return err
		}
		info, err = d.describe(index, ctx)
		return err
	}))
	if err != nil {
		if ctx != nil {
			err = errors.Join(err, d.call(funcJob(ctx.Close)))
		}
		close(d.jobs)
		return nil, info, err
	}
	d.copy.close = ctx.Close
	return d, info, nil
}

// serve runs jobs on a thread of its own, which ends with it: it is never unlocked.
func (d *device) serve() {
	runtime.LockOSThread()
	for j := range d.jobs {
		d.done <- j.do()
	}
}

// call runs a job. The backend calls one method at a time.
func (d *device) call(j job) error {
	d.jobs <- j
	return <-d.done
}

// Close destroys the context and ends its thread.
func (d *device) Close() error {
	err := d.call(funcJob(d.copy.close))
	close(d.jobs)
	return err
}

func integer(name uint32) int {
	var v int32
	gl.GetIntegerv(name, &v)
	return int(v)
}

func word(name uint32) string { return gl.GoStr(gl.GetString(name)) }

// describe reads what the device is and allows.
func (d *device) describe(index int, ctx *egl.Context) (backend.DeviceInfo, error) {
	version := word(gl.VERSION)
	if !d.es {
		version = "OpenGL " + version // that of OpenGL ES says so itself
	}
	info := backend.DeviceInfo{
		Backend: Name, Index: index, Name: word(gl.RENDERER), Kind: "other",
		Driver: word(gl.VENDOR) + " " + version + ", EGL " + ctx.Version,
	}
	software := strings.Contains(info.Name, "llvmpipe") || strings.Contains(info.Name, "softpipe")
	if software {
		info.Kind = "software"
	}
	var size int64
	gl.GetInteger64v(gl.MAX_SHADER_STORAGE_BLOCK_SIZE, &size)
	l := gpu.Limits{StorageRange: uint64(size) &^ (gpu.Align - 1), Subgroup: 1}
	for i := range l.Groups {
		var n int32
		gl.GetIntegeri_v(gl.MAX_COMPUTE_WORK_GROUP_COUNT, uint32(i), &n)
		l.Groups[i] = uint32(n)
	}
	var across int32
	gl.GetIntegeri_v(gl.MAX_COMPUTE_WORK_GROUP_SIZE, 0, &across)
	invocations, shared := min(integer(gl.MAX_COMPUTE_WORK_GROUP_INVOCATIONS), int(across)), integer(gl.MAX_COMPUTE_SHARED_MEMORY_SIZE)
	bindings := min(integer(gl.MAX_COMPUTE_SHADER_STORAGE_BLOCKS), integer(gl.MAX_SHADER_STORAGE_BUFFER_BINDINGS)-1)
	for _, need := range []struct {
		what       string
		have, want int
	}{
		{"storage buffers per shader", bindings, gpu.MinBindings},
		{"bytes of a storage buffer", int(l.StorageRange), 1 << 24},
		{"invocations of a work group", invocations, 256},
		{"bytes of shared memory", shared, 16 << 10},
		{"bytes of a uniform block", integer(gl.MAX_UNIFORM_BLOCK_SIZE), immediate.ParamsBytes},
		// An alignment is sufficient if it divides ours.
		{"as alignment of storage buffers", gpu.Align / max(1, integer(gl.SHADER_STORAGE_BUFFER_OFFSET_ALIGNMENT)), 1},
		{"as alignment of uniform blocks", gpu.Align / max(1, integer(gl.UNIFORM_BUFFER_OFFSET_ALIGNMENT)), 1},
	} {
		if need.have < need.want {
			return info, fmt.Errorf("opengl: %s: %d %s, needs %d", info.Name, need.have, need.what, need.want)
		}
	}
	l.ReduceWG, l.NormWG, l.PlainWG, l.SelectWG, l.GemvRows, l.GemmRows, l.GemmTokens, l.AttnTokens = 32, 128, 64, 256, 4, 8, 8, 4
	if software {
		// It runs one work group after the other, so larger ones only cost switches at barriers.
		l.ReduceWG, l.NormWG, l.PlainWG, l.SelectWG, l.GemvRows = 8, 8, 8, 8, 16
	}
	l.Bindings, l.Shared, l.NormFirst = uint32(min(bindings, gpu.MaxBindings)), uint32(shared), !software
	if l.NormFirst {
		l.NormWG = l.ReduceWG
	}
	d.limits = l
	info.Limits = map[string]uint64{"storage_buffer_range": l.StorageRange, "work_group_count": uint64(l.Groups[0]), "shared_memory": uint64(shared)}
	return info, nil
}

// fault returns the context's pending error.
func fault(what string) error {
	switch e := gl.GetError(); e {
	case gl.NO_ERROR:
		return nil
	case gl.OUT_OF_MEMORY:
		return fmt.Errorf("%s: out of memory", what)
	default:
		return fmt.Errorf("%s: OpenGL error %#x", what, e)
	}
}

// A memory is a buffer object. The host does not see it: mapping it for good needs OpenGL 4.4.
type memory struct {
	d  *device
	id uint32
}

// Memory allocates a buffer object.
func (d *device) Memory(n int) (immediate.Memory, error) {
	m := &memory{d: d}
	err := d.call(funcJob(func() error {
		gl.GenBuffers(1, &m.id)
		gl.BindBuffer(gl.COPY_WRITE_BUFFER, m.id)
		gl.BufferData(gl.COPY_WRITE_BUFFER, n, nil, gl.DYNAMIC_COPY)
		err := fault("allocate")
		if err != nil {
			gl.DeleteBuffers(1, &m.id)
		}
		return err
	}))
	return m, err
}

func (m *memory) Map() []byte { return nil }

func (m *memory) Close() {
	_ = m.d.call(funcJob(func() error { // deleting a buffer cannot fail
		gl.DeleteBuffers(1, &m.id)
		return nil
	}))
}

func (m *memory) Write(off int, p []byte) error { return m.transfer(off, p, true) }

func (m *memory) Read(off int, p []byte) error { return m.transfer(off, p, false) }

func (m *memory) transfer(off int, p []byte, write bool) error {
	if len(p) == 0 {
		return nil
	}
	c := &m.d.copy
	c.id, c.off, c.p, c.write = m.id, off, p, write
	err := m.d.call(c)
	c.p = nil
	return err
}

// A copyJob moves bytes between the host and a buffer object. What is written goes by way of memory that is
// nothing but bytes: cgo refuses a slice that is part of something with pointers.
type copyJob struct {
	id     uint32
	off    int
	p      []byte
	write  bool
	bounce []byte
	close  func() error
}

// bounceBytes is what one call copies.
const bounceBytes = 1 << 20

func (c *copyJob) do() error {
	gl.BindBuffer(gl.COPY_WRITE_BUFFER, c.id)
	if !c.write {
		return c.read()
	}
	if c.bounce == nil {
		c.bounce = make([]byte, bounceBytes)
	}
	for at := 0; at < len(c.p); at += bounceBytes {
		n := copy(c.bounce, c.p[at:])
		// SAFETY: bounce has at least n bytes, which OpenGL copies during the call.
		gl.BufferSubData(gl.COPY_WRITE_BUFFER, c.off+at, n, unsafe.Pointer(unsafe.SliceData(c.bounce)))
	}
	return fault("write")
}

// read maps what is read: OpenGL ES has no glGetBufferSubData.
func (c *copyJob) read() error {
	from := gl.MapBufferRange(gl.COPY_WRITE_BUFFER, c.off, len(c.p), gl.MAP_READ_BIT)
	if from == nil {
		return errors.Join(errors.New("read: no mapping"), fault("read"))
	}
	// SAFETY: so many bytes are mapped, until they are no longer.
	copy(c.p, unsafe.Slice((*byte)(from), len(c.p)))
	if !gl.UnmapBuffer(gl.COPY_WRITE_BUFFER) {
		return errors.New("read: the contents were lost")
	}
	return fault("read")
}

// Kernel compiles a variant.
func (d *device) Kernel(name string, spec []uint32) (immediate.Kernel, error) {
	v, err := shaders.Find(name)
	if err != nil {
		return nil, err
	}
	text, err := v.TextGL(spec, d.es)
	if err != nil {
		return nil, err
	}
	var program uint32
	err = d.call(funcJob(func() (err error) {
		program, err = link(text)
		return err
	}))
	return program, err
}

// link compiles and links a compute shader.
func link(text string) (uint32, error) {
	shader := gl.CreateShader(gl.COMPUTE_SHADER)
	defer gl.DeleteShader(shader)
	source, free := gl.Strs(text + "\x00")
	defer free()
	gl.ShaderSource(shader, 1, source, nil)
	gl.CompileShader(shader)
	if err := status(shader, gl.COMPILE_STATUS, gl.GetShaderiv, gl.GetShaderInfoLog); err != nil {
		return 0, err
	}
	program := gl.CreateProgram()
	gl.AttachShader(program, shader)
	gl.LinkProgram(program)
	if err := status(program, gl.LINK_STATUS, gl.GetProgramiv, gl.GetProgramInfoLog); err != nil {
		gl.DeleteProgram(program)
		return 0, err
	}
	return program, fault("link")
}

// status returns the log of what did not succeed.
func status(of, what uint32, get func(uint32, uint32, *int32), log func(uint32, int32, *int32, *uint8)) error {
	var ok, n int32
	if get(of, what, &ok); ok == gl.TRUE {
		return nil
	}
	get(of, gl.INFO_LOG_LENGTH, &n)
	text := make([]byte, max(n, 1))
	log(of, int32(len(text)), nil, &text[0])
	return errors.New(strings.TrimSpace(strings.TrimRight(string(text), "\x00")))
}

// Run runs commands.
func (d *device) Run(list []immediate.Command) error {
	d.run.list = list
	err := d.call(&d.run)
	d.run.list = nil
	return err
}

// A runJob launches commands and waits for them.
type runJob struct{ list []immediate.Command }

func (r *runJob) do() error {
	for i := range r.list {
		c := &r.list[i]
		if c.Wait {
			gl.MemoryBarrier(gl.SHADER_STORAGE_BARRIER_BIT)
		}
		gl.UseProgram(c.Kernel.(uint32))
		for at, b := range c.Bind {
			if b.Memory == nil {
				continue
			}
			target := uint32(gl.SHADER_STORAGE_BUFFER)
			if at == 0 {
				target = gl.UNIFORM_BUFFER
			}
			gl.BindBufferRange(target, uint32(at), b.Memory.(*memory).id, b.Off, b.Len)
		}
		gl.DispatchCompute(c.Grid[0], c.Grid[1], c.Grid[2])
	}
	gl.MemoryBarrier(gl.ALL_BARRIER_BITS)
	gl.Finish()
	return fault("run")
}
