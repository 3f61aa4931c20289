package immediate

import (
	"fmt"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/tensor"
)

// A buffer is a state on the device, or the storage of an input or output.
type buffer struct {
	b      *Backend
	typ    tensor.Type
	mem    *block // nil when it is closed
	host   []byte // of an input or output: its memory, or a copy that runs keep up to date
	shadow bool   // host is a copy
}

// A mapped buffer is an input or output.
type mapped struct{ buffer }

var _ backend.Mapper = (*mapped)(nil)

// Map returns the storage, or nil when it is closed.
func (m *mapped) Map() []byte { return m.host }

// Type returns the buffer's type.
func (u *buffer) Type() tensor.Type { return u.typ }

// Write copies p to offset off.
func (u *buffer) Write(off int, p []byte) error { return u.transfer(off, p, true) }

// Read copies from offset off to p.
func (u *buffer) Read(off int, p []byte) error { return u.transfer(off, p, false) }

func (u *buffer) transfer(off int, p []byte, write bool) error {
	u.b.mu.Lock()
	defer u.b.mu.Unlock()
	if err := u.bounds(off, len(p)); err != nil {
		return err
	}
	switch {
	case u.host != nil && write:
		copy(u.host[off:], p)
		return nil
	case u.host != nil:
		copy(p, u.host[off:])
		return nil
	case write:
		return u.b.fail("write", u.mem.Write(off, p))
	}
	return u.b.fail("read", u.mem.Read(off, p))
}

// bounds checks a transfer of n bytes. The caller holds the backend's mu.
func (u *buffer) bounds(off, n int) error {
	if u.mem == nil {
		return backend.ErrClosed
	}
	if size := u.typ.Bytes(); off < 0 || off > size || n > size-off {
		return fmt.Errorf("%s: %v: bytes %d to %d are outside of %d", u.b.info.Backend, u.typ, off, off+n, size)
	}
	return u.b.check()
}

// Close releases the storage.
func (u *buffer) Close() error {
	u.b.mu.Lock()
	defer u.b.mu.Unlock()
	if !u.b.closed {
		u.b.release(u.mem)
	}
	u.mem, u.host = nil, nil
	return nil
}

// A weight is a parameter: packed on the device, and as the file has it on the host.
type weight struct {
	buffer
	packing *gpu.Packing
	at      int    // where it begins in its memory
	file    []byte // the file's bytes
	own     bool   // file may be written
	dirty   bool   // file has what the device has not
}

// newWeight allocates the device's storage of a weight whose bytes are, or will be, in file.
func (b *Backend) newWeight(t tensor.Type, file []byte, own bool) (*weight, error) {
	p, err := gpu.NewPacking(t)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", b.info.Backend, err)
	}
	m, err := b.alloc(int(p.Bytes()), "weight "+t.String())
	if err != nil {
		return nil, err
	}
	return &weight{buffer{b: b, typ: t, mem: m}, p, 0, file, own, true}, nil
}

// wrapWeight makes data a weight where it is. It returns nil if the device cannot use it there.
func (b *Backend) wrapWeight(t tensor.Type, data []byte) (*weight, error) {
	const worth = 1 << 16 // smaller weights are copied: each wrapping takes pages of its own
	p, err := gpu.NewPacking(t)
	w, ok := b.dev.(Wrapper)
	if err != nil || !ok || len(data) < worth || !p.AsStored(t.DType) {
		return nil, nil
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	m, skip, err := w.Wrap(data)
	if err != nil || m == nil {
		return nil, b.fail("weight "+t.String(), err)
	}
	b.blocks++
	return &weight{buffer{b: b, typ: t, mem: &block{m, b.blocks, 0}}, p, skip, data, false, false}, nil
}

// Write copies p to offset off. The device gets it when a graph that uses the weight is compiled.
func (w *weight) Write(off int, p []byte) error {
	w.b.mu.Lock()
	defer w.b.mu.Unlock()
	if err := w.bounds(off, len(p)); err != nil {
		return err
	}
	if !w.own {
		return fmt.Errorf("%s: %v: imported buffers are read-only", w.b.info.Backend, w.typ)
	}
	copy(w.file[off:], p)
	w.dirty = true
	return nil
}

// Read copies from offset off to p.
func (w *weight) Read(off int, p []byte) error {
	w.b.mu.Lock()
	defer w.b.mu.Unlock()
	if err := w.bounds(off, len(p)); err != nil {
		return err
	}
	copy(p, w.file[off:])
	return nil
}

// pieceBytes is about what one copy to memory that the host cannot see carries.
const pieceBytes = 16 << 20

// upload packs the weight into the device's memory, in pieces where the host cannot see it. The caller
// holds the backend's mu.
func (w *weight) upload() error {
	if !w.dirty {
		return nil
	}
	p := w.packing
	q, s := p.RowBytes()
	if m := w.mem.Map(); m != nil {
		p.PackRows(m[:p.Quants], m[p.ScalesAt:], w.file, 0, p.Rows)
		w.dirty = false
		return nil
	}
	rows := min(max(1, pieceBytes/(q+s)), p.Rows)
	quants, scales := make([]byte, q*rows), make([]byte, s*rows)
	for from := 0; from < p.Rows; from += rows {
		n := min(rows, p.Rows-from)
		p.PackRows(quants[:n*q], scales[:n*s], w.file, from, from+n)
		err := w.mem.Write(from*q, quants[:n*q])
		if err == nil && s > 0 {
			err = w.mem.Write(int(p.ScalesAt)+from*s, scales[:n*s])
		}
		if err != nil {
			return w.b.fail("upload "+w.typ.String(), err)
		}
	}
	w.dirty = false
	return nil
}
