//go:build cgo

package csimd

// #include "csimd.h"
import "C"

import (
	"fmt"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/tensor"
)

// cmem is zeroed memory outside the Go heap, aligned to a page.
type cmem struct {
	p unsafe.Pointer
	n int
}

// inUse is the number of bytes of all cmem that was not freed yet. Nobody else would miss them.
var inUse atomic.Int64

func alloc(n int) (cmem, error) {
	n = max(n, 64)
	p := C.csimd_alloc(C.int64_t(n))
	if p == nil {
		return cmem{}, fmt.Errorf("csimd: out of memory: %d bytes", n)
	}
	inUse.Add(int64(n))
	return cmem{p, n}, nil
}

func (m *cmem) free() {
	if m.p != nil {
		C.csimd_free(m.p, C.int64_t(m.n))
		inUse.Add(-int64(m.n))
		*m = cmem{}
	}
}

// view returns m as a slice of n values.
func view[T any](m cmem, n int) []T {
	var zero T
	if n*int(unsafe.Sizeof(zero)) > m.n {
		panic("BUG: csimd: view beyond its memory")
	}
	// SAFETY: m has room for n values, is aligned to a page, and lives outside the Go heap until free.
	return unsafe.Slice((*T)(m.p), n)
}

// A buffer is a backend.Buffer outside the Go heap.
type buffer struct {
	typ tensor.Type
	mu  sync.Mutex
	mem cmem
}

var (
	_ backend.Buffer = (*buffer)(nil)
	_ backend.Mapper = (*buffer)(nil)
)

func newBuffer(t tensor.Type) (*buffer, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	m, err := alloc(t.Bytes())
	if err != nil {
		return nil, err
	}
	return &buffer{typ: t, mem: m}, nil
}

// Type returns the buffer's type.
func (b *buffer) Type() tensor.Type { return b.typ }

// Map returns the storage itself, nil after Close.
func (b *buffer) Map() []byte {
	if b.mem.p == nil {
		return nil
	}
	return view[byte](b.mem, b.typ.Bytes())
}

// Write copies p to byte offset off.
func (b *buffer) Write(off int, p []byte) error {
	data, err := b.span(off, len(p))
	copy(data, p)
	return err
}

// Read copies from byte offset off to p.
func (b *buffer) Read(off int, p []byte) error {
	data, err := b.span(off, len(p))
	copy(p, data)
	return err
}

func (b *buffer) span(off, n int) ([]byte, error) {
	data := b.Map()
	if data == nil {
		return nil, backend.ErrClosed
	}
	if off < 0 || off > len(data) || n > len(data)-off {
		return nil, fmt.Errorf("csimd: %v: bytes %d to %d are outside of %d", b.typ, off, off+n, len(data))
	}
	return data[off : off+n], nil
}

// Close releases the storage.
func (b *buffer) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mem.free()
	return nil
}
