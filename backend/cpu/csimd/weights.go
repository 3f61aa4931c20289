//go:build cgo

package csimd

// #include "csimd.h"
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/tensor"
)

// dtypes numbers the storage types for C. Types without an entry cannot be weights.
var dtypes = map[tensor.DType]C.int32_t{
	tensor.F32: C.D_F32, tensor.F16: C.D_F16, tensor.BF16: C.D_BF16, tensor.Q4_0: C.D_Q4_0, tensor.Q4_1: C.D_Q4_1,
	tensor.Q5_0: C.D_Q5_0, tensor.Q5_1: C.D_Q5_1, tensor.Q8_0: C.D_Q8_0, tensor.Q2_K: C.D_Q2_K, tensor.Q3_K: C.D_Q3_K,
	tensor.Q4_K: C.D_Q4_K, tensor.Q5_K: C.D_Q5_K, tensor.Q6_K: C.D_Q6_K, tensor.IQ4_NL: C.D_IQ4_NL, tensor.IQ4_XS: C.D_IQ4_XS,
}

// layouts gives the layout that products stream for each type; types without an entry become F_X8.
var layouts = map[tensor.DType]C.int32_t{
	tensor.F32: C.F_F32, tensor.F16: C.F_F16, tensor.BF16: C.F_BF16, tensor.Q8_0: C.F_Q8_0, tensor.Q4_0: C.F_P4,
	tensor.Q5_0: C.F_P5, tensor.Q4_K: C.F_P4K, tensor.Q5_K: C.F_P5K, tensor.Q6_K: C.F_P6K,
}

// A weightKey identifies a weight's memory. Entries live only while a program uses them, and weights
// outlive their programs, so the memory cannot have become another weight's.
type weightKey struct {
	p   unsafe.Pointer
	typ tensor.Type
}

// A weight is a parameter as the kernels read it.
type weight struct {
	key    weightKey
	refs   int
	c      *C.csimd_weight
	mem    cmem  // holds c
	packed cmem  // panels, if the layout is not that of the file; the values, if it is a vector
	slab   *slab // what the panels are part of
	read   int   // runs that read all of it as stored, of a head of Q8_0
	aside  bool  // whether its screen is
	pin    runtime.Pinner
}

// weight returns the entry for buf, making it if this is the first program to use it.
func (b *Backend) weight(buf backend.Buffer) (*weight, error) {
	t := buf.Type()
	m, ok := buf.(backend.Mapper)
	if !ok {
		return nil, fmt.Errorf("csimd: weight %v is not in host memory", t)
	}
	data := m.Map()
	if len(data) != t.Bytes() {
		return nil, backend.ErrClosed
	}
	// SAFETY: the address is compared with others, and read only while the buffer is open.
	key := weightKey{unsafe.Pointer(unsafe.SliceData(data)), t}
	if w := b.weights[key]; w != nil {
		w.refs++
		return w, nil
	}
	mem, err := alloc(int(unsafe.Sizeof(C.csimd_weight{})))
	if err != nil {
		return nil, err
	}
	w := &weight{key: key, refs: 1, mem: mem}
	w.c = &view[C.csimd_weight](mem, 1)[0]
	w.c.rows = (*C.uint8_t)(key.p)
	// A vector is copied: reading it in a mapped file would make the matrices around it, which are read
	// no more once they are repacked, resident again, up to 2 MiB of them with large folios.
	if t.Shape.Rank() == 1 {
		if w.packed, err = alloc(len(data)); err != nil {
			w.mem.free()
			return nil, err
		}
		copy(view[byte](w.packed, len(data)), data)
		w.c.rows = (*C.uint8_t)(w.packed.p)
	}
	w.c.data = w.c.rows
	w.c.dtype = dtypes[t.DType]
	w.c.n, w.c.k = C.int64_t(t.Shape.Rows()), C.int64_t(t.Shape.Cols())
	w.c.row_bytes = C.int64_t(t.RowBytes())
	w.c.panel_bytes = C.PANEL * w.c.row_bytes
	if w.c.fmt = layouts[t.DType]; w.c.fmt == 0 {
		w.c.fmt = C.F_X8
	}
	if t.DType == tensor.BF16 && b.tier == "amx" && w.c.k%C.QB == 0 {
		w.c.fmt = C.F_B16
	}
	// SAFETY: C keeps the pointer as long as the entry exists; data is pinned for that time if it is on the Go heap.
	w.pin.Pin(key.p)
	if s := b.screens[key]; s != nil {
		w.c.screen, w.aside = s.c, s.shelf.aside
	}
	b.weights[key] = w
	return w, nil
}

func (b *Backend) release(w *weight) {
	if w.refs--; w.refs > 0 {
		return
	}
	delete(b.weights, w.key)
	if w.slab != nil {
		w.dropSlab()
	} else {
		w.packed.free()
	}
	w.mem.free()
	w.pin.Unpin()
}
