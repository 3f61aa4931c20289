package vulkan

import (
	"errors"
	"fmt"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/tensor"
)

// A buffer is a state on the device, or the storage of an input or output.
type buffer struct {
	b      *Backend
	typ    tensor.Type
	region region
}

// A mapped buffer is an input or output: the host sees its memory.
type mapped struct{ buffer }

// A weight is a parameter: packed on the device, and as the file has it on the host.
type weight struct {
	buffer
	packing *gpu.Packing
	host    []byte
	own     bool // host may be written
	dirty   bool // host has what the device has not
	screen  *screen
}

var _ backend.Mapper = (*mapped)(nil)

// Map returns the storage, or nil when it is closed.
func (m *mapped) Map() []byte { return m.region.host() }

// Type returns the buffer's type.
func (u *buffer) Type() tensor.Type { return u.typ }

// Write copies p to offset off.
func (u *buffer) Write(off int, p []byte) error { return u.transfer(off, p, true) }

// Read copies from offset off to p.
func (u *buffer) Read(off int, p []byte) error { return u.transfer(off, p, false) }

func (u *buffer) transfer(off int, p []byte, write bool) error {
	if err := u.bounds(off, len(p)); err != nil {
		return err
	}
	if err := u.b.check(); err != nil {
		return err
	}
	if host := u.region.host(); host != nil {
		if write {
			copy(host[off:], p)
		} else {
			copy(p, host[off:])
		}
		return nil
	}
	return u.b.stage(u.region, uint64(off), p, write)
}

func (u *buffer) bounds(off, n int) error {
	if !u.region.valid() {
		return backend.ErrClosed
	}
	if size := u.typ.Bytes(); off < 0 || off > size || n > size-off {
		return fmt.Errorf("vulkan: %v: bytes %d to %d are outside of %d", u.typ, off, off+n, size)
	}
	return nil
}

// Close releases the storage.
func (u *buffer) Close() error {
	if u.region.valid() && !u.b.hung.Load() {
		u.b.mem.free(u.region)
	}
	u.region = region{}
	return nil
}

// newWeight allocates the device's storage of a weight whose bytes are, or will be, in host.
func (b *Backend) newWeight(t tensor.Type, host []byte, own bool) (*weight, error) {
	p, err := gpu.NewPacking(t)
	if err != nil {
		return nil, fmt.Errorf("vulkan: %w", err)
	}
	r, err := b.mem.alloc(classDevice, p.Bytes(), "weight "+t.String())
	if err != nil {
		return nil, err
	}
	return &weight{buffer: buffer{b, t, r}, packing: p, host: host, own: own, dirty: true}, nil
}

// Write copies p to offset off. The device gets it when a graph that uses the weight is compiled.
func (w *weight) Write(off int, p []byte) error {
	if err := w.bounds(off, len(p)); err != nil {
		return err
	}
	if !w.own {
		return fmt.Errorf("vulkan: %v: imported buffers are read-only", w.typ)
	}
	copy(w.host[off:], p)
	w.dirty = true
	return nil
}

// Read copies from offset off to p.
func (w *weight) Read(off int, p []byte) error {
	if err := w.bounds(off, len(p)); err != nil {
		return err
	}
	copy(p, w.host[off:])
	return nil
}

// Close releases the storage.
func (w *weight) Close() error {
	w.host = nil
	if s := w.b.screenOf(w); s != nil && !w.b.hung.Load() {
		w.b.mem.free(s.region)
		w.screen = nil
	}
	return w.buffer.Close()
}

// upload packs the weight into the device's memory, in pieces where that needs staging.
func (w *weight) upload() error {
	if !w.dirty {
		return nil
	}
	p := w.packing
	quantBytes, scaleBytes := p.RowBytes()
	q, s := uint64(quantBytes), uint64(scaleBytes)
	if host := w.region.host(); host != nil {
		p.PackRows(host[:p.Quants], host[p.ScalesAt:], w.host, 0, p.Rows)
		w.dirty = false
		return nil
	}
	rows := max(1, int(stagingSize/(q+s)))
	quants, scales := make([]byte, q*uint64(min(rows, p.Rows))), make([]byte, s*uint64(min(rows, p.Rows)))
	for from := 0; from < p.Rows; from += rows {
		n := uint64(min(rows, p.Rows-from))
		p.PackRows(quants[:n*q], scales[:n*s], w.host, from, from+int(n))
		err := w.b.stage(w.region, uint64(from)*q, quants[:n*q], true)
		if err == nil && s > 0 {
			err = w.b.stage(w.region, p.ScalesAt+uint64(from)*s, scales[:n*s], true)
		}
		if err != nil {
			return err
		}
	}
	w.dirty = false
	return nil
}

// stagingSize is what one copy to memory that the host cannot see carries.
const stagingSize = 16 << 20

// A copier moves bytes between the host and such memory.
type copier struct {
	pool   vk.CommandPool
	cb     vk.CommandBuffer
	run    *vk.Submission
	region region
}

func (b *Backend) newCopier() (*copier, error) {
	c := &copier{}
	var err error
	if c.region, err = b.mem.alloc(classHost, stagingSize, "staging"); err != nil {
		return nil, err
	}
	if c.pool, err = b.dev.NewCommandPool(b.family); err == nil {
		if c.cb, err = b.dev.AllocateCommandBuffer(c.pool); err == nil {
			c.run, err = b.dev.NewSubmission(c.cb)
		}
	}
	if err != nil {
		c.close(b)
		return nil, b.fail("staging", err)
	}
	return c, nil
}

func (c *copier) close(b *Backend) {
	if c == nil {
		return
	}
	if c.run != nil {
		c.run.Close()
	}
	b.dev.DestroyCommandPool(c.pool)
	b.mem.free(c.region)
}

// stage copies p to or from the region at off by way of mapped memory.
func (b *Backend) stage(r region, off uint64, p []byte, write bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.copies == nil {
		c, err := b.newCopier()
		if err != nil {
			return err
		}
		b.copies = c
	}
	for len(p) > 0 {
		n := min(len(p), stagingSize)
		if write {
			copy(b.copies.region.host(), p[:n])
		}
		if err := b.copies.copy(b, r, off, uint64(n), write); err != nil {
			return err
		}
		if !write {
			copy(p[:n], b.copies.region.host())
		}
		p, off = p[n:], off+uint64(n)
	}
	return nil
}

func (c *copier) copy(b *Backend, r region, off, n uint64, write bool) error {
	rec, err := b.dev.Begin(c.cb)
	if err != nil {
		return b.fail("staging", err)
	}
	const all = vk.PipelineStageComputeShader | vk.PipelineStageTransfer
	rec.Barrier(all, vk.PipelineStageTransfer, vk.AccessShaderWrite|vk.AccessTransferWrite, vk.AccessTransferRead|vk.AccessTransferWrite)
	if write {
		rec.Copy(r.block.buf, r.off+off, c.region.block.buf, c.region.off, n)
	} else {
		rec.Copy(c.region.block.buf, c.region.off, r.block.buf, r.off+off, n)
	}
	rec.Barrier(vk.PipelineStageTransfer, all|vk.PipelineStageHost, vk.AccessTransferWrite, vk.AccessShaderRead|vk.AccessShaderWrite|vk.AccessTransferRead|vk.AccessHostRead)
	if err := rec.End(); err != nil {
		return b.fail("staging", err)
	}
	if err := c.run.Submit(); err != nil {
		return b.fail("staging", err)
	}
	return b.wait(c.run)
}

// Bounds on one submission. A GPU that needs longer has hung, and most systems reset it well before.
const (
	gpuPatience      = 60 * time.Second
	softwarePatience = 30 * time.Minute
)

// wait waits for submitted work, within bounds.
func (b *Backend) wait(run *vk.Submission) error {
	patience := gpuPatience
	if b.limits.cpu {
		patience = softwarePatience
	}
	err := run.Wait(patience)
	if errors.Is(err, vk.Timeout) {
		b.lost.Store(true)
		b.hung.Store(true)
		return fmt.Errorf("vulkan: no answer in %v: %w", patience, backend.ErrDeviceLost)
	}
	return b.fail("run", err)
}
