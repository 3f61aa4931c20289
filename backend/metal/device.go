package metal

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/immediate"
	"github.com/gemma-bench/gemma/backend/metal/mtl"
	"github.com/gemma-bench/gemma/shaders"
)

// A device encodes the commands of package immediate for Metal.
type device struct {
	dev   mtl.Device
	one   bool // kernels rely on SIMD groups of width threads
	width int
	made  []mtl.Pipeline
}

var _ immediate.Wrapper = (*device)(nil)

// A memory is a buffer, which the host sees.
type memory struct{ buf mtl.Buffer }

func (m memory) Map() []byte { return m.buf.Bytes() }

func (m memory) Write(off int, p []byte) error {
	copy(m.buf.Bytes()[off:], p)
	return nil
}

func (m memory) Read(off int, p []byte) error {
	copy(p, m.buf.Bytes()[off:])
	return nil
}

func (m memory) Close() { m.buf.Release() }

// Memory allocates a buffer.
func (d *device) Memory(n int) (immediate.Memory, error) {
	buf, err := d.dev.NewBuffer(n)
	if err != nil {
		return nil, err
	}
	return memory{buf}, nil
}

// Wrap makes the pages that data lies on a buffer. The rest of them is not used.
func (d *device) Wrap(data []byte) (immediate.Memory, int, error) {
	page := os.Getpagesize()
	// SAFETY: only the address is used.
	skip := int(uintptr(unsafe.Pointer(unsafe.SliceData(data))) % uintptr(page))
	if skip%16 != 0 {
		return nil, 0, nil // kernels load 16 bytes at a time
	}
	n := (skip + len(data) + page - 1) / page * page
	// SAFETY: the pages that data lies on are mapped as a whole, for reading at least, and kernels only
	// read weights.
	pages := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(data)), -skip)), n)
	buf, err := d.dev.WrapBuffer(pages)
	if err != nil {
		return nil, 0, err
	}
	return memory{buf}, skip, nil
}

// A kernel is a pipeline and the threads of its groups.
type kernel struct {
	pipeline mtl.Pipeline
	threads  uint32
}

// Kernel compiles a variant. Specialisation constants are macros of the generated text, so that they may
// be sizes of arrays.
func (d *device) Kernel(name string, spec []uint32) (immediate.Kernel, error) {
	text, err := shaders.LoadMetal(name)
	if err != nil {
		return nil, err
	}
	var source strings.Builder
	for id, v := range spec {
		fmt.Fprintf(&source, "#define SPIRV_CROSS_CONSTANT_ID_%d %du\n", id, v)
	}
	source.WriteString("#line 1 \"" + name + ".metal\"\n")
	source.WriteString(text)
	p, err := d.dev.NewPipeline(source.String(), shaders.MetalFunction)
	if err != nil {
		return nil, err
	}
	d.made = append(d.made, p)
	threads := spec[0]
	switch {
	case int(threads) > p.MaxThreads():
		return nil, fmt.Errorf("groups of at most %d threads, needs %d", p.MaxThreads(), threads)
	case d.one && p.Width() != d.width:
		return nil, fmt.Errorf("SIMD groups of %d threads, expected %d", p.Width(), d.width)
	}
	return kernel{p, threads}, nil
}

// Run encodes commands into one encoder and waits for them.
func (d *device) Run(list []immediate.Command) error {
	e, err := d.dev.Begin()
	if err != nil {
		return err
	}
	var bound [len(list[0].Bind)]immediate.Binding
	for i := range list {
		c := &list[i]
		k := c.Kernel.(kernel)
		e.SetPipeline(k.pipeline)
		if c.Wait {
			e.Barrier()
		}
		for at, b := range c.Bind {
			if b.Memory != nil && b != bound[at] {
				e.SetBuffer(b.Memory.(memory).buf, b.Off, b.Len, at)
				bound[at] = b
			}
		}
		e.Dispatch(c.Grid, [3]uint32{k.threads, 1, 1})
	}
	if err := e.Commit(); errors.Is(err, mtl.ErrLost) {
		return fmt.Errorf("%w: %w", backend.ErrDeviceLost, err)
	} else if err != nil {
		return err
	}
	return nil
}

// Close releases the pipelines and the device.
func (d *device) Close() error {
	for _, p := range d.made {
		p.Release()
	}
	return d.dev.Close()
}
