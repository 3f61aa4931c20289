// Package host provides what backends that compute in host memory share: buffers, and the checks of
// a run's bindings.
package host

import (
	"fmt"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/tensor"
)

// align is a cache line, and the widest vector register.
const align = 64

// A Buffer is a backend.Buffer in host memory.
type Buffer struct {
	typ  tensor.Type
	data []byte
	own  bool // allocated here; an imported buffer is read-only
}

var (
	_ backend.Buffer = (*Buffer)(nil)
	_ backend.Mapper = (*Buffer)(nil)
)

// NewBuffer allocates zeroed storage for a value of type t, aligned to a cache line.
func NewBuffer(t tensor.Type) (*Buffer, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	return &Buffer{typ: t, data: Alloc(t.Bytes()), own: true}, nil
}

// Import wraps data, which must hold exactly a value of type t.
func Import(t tensor.Type, data []byte) (*Buffer, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	if len(data) != t.Bytes() {
		return nil, fmt.Errorf("host: %v needs %d bytes, got %d", t, t.Bytes(), len(data))
	}
	return &Buffer{typ: t, data: data}, nil
}

// Alloc returns n zeroed bytes aligned to a cache line.
func Alloc(n int) []byte {
	b := make([]byte, n+align)
	// SAFETY: only the address is used, to find the first aligned byte inside b.
	skip := -int(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) & (align - 1)
	return b[skip : skip+n : skip+n]
}

// Type returns the buffer's type.
func (b *Buffer) Type() tensor.Type { return b.typ }

// Map returns the storage itself.
func (b *Buffer) Map() []byte { return b.data }

// Write copies p to offset off.
func (b *Buffer) Write(off int, p []byte) error {
	if err := b.check(off, len(p)); err != nil {
		return err
	}
	if !b.own {
		return fmt.Errorf("host: %v: imported buffers are read-only", b.typ)
	}
	copy(b.data[off:], p)
	return nil
}

// Read copies from offset off to p.
func (b *Buffer) Read(off int, p []byte) error {
	if err := b.check(off, len(p)); err != nil {
		return err
	}
	copy(p, b.data[off:])
	return nil
}

func (b *Buffer) check(off, n int) error {
	if b.data == nil {
		return backend.ErrClosed
	}
	if off < 0 || off > len(b.data) || n > len(b.data)-off {
		return fmt.Errorf("host: %v: bytes %d to %d are outside of %d", b.typ, off, off+n, len(b.data))
	}
	return nil
}

// Close releases the storage.
func (b *Buffer) Close() error {
	b.data = nil
	return nil
}

// F32 views storage as float32 values. b must be 4-byte aligned, as Alloc's and mapped GGUF tensors are.
func F32(b []byte) []float32 { return view[float32](b) }

// I32 views storage as int32 values under the same condition.
func I32(b []byte) []int32 { return view[int32](b) }

// U16 views storage as 16-bit words; b must be 2-byte aligned.
func U16(b []byte) []uint16 { return view[uint16](b) }

// SAFETY: the check makes b aligned for T, b has room for len(b)/size values, and the view keeps b's
// memory alive.
func view[T any](b []byte) []T {
	var zero T
	size := unsafe.Sizeof(zero)
	p := unsafe.Pointer(unsafe.SliceData(b))
	if uintptr(p)%size != 0 {
		panic("BUG: host: misaligned view")
	}
	return unsafe.Slice((*T)(p), uintptr(len(b))/size)
}
