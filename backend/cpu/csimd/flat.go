//go:build cgo

package csimd

// #include "csimd.h"
import "C"

import "unsafe"

// A flat is a program in C memory.
type flat struct {
	c     *C.csimd_program
	ops   []C.csimd_op
	slots []unsafe.Pointer
	mems  []cmem
}

// newFlat copies ops and stages to C memory and makes room for slots and the scratch of so many threads, 0 if it lies
// elsewhere.
func newFlat(ops []C.csimd_op, stages []C.csimd_stage, slots, threads int) (*flat, error) {
	f := &flat{}
	scratch := 64
	for i := range ops {
		scratch = max(scratch, int(C.csimd_scratch_bytes(&ops[i])))
	}
	scratch = (scratch + 127) &^ 63 // threads do not share a cache line
	sizes := [...]int{int(unsafe.Sizeof(C.csimd_program{})), len(ops) * int(unsafe.Sizeof(C.csimd_op{})),
		len(stages) * int(unsafe.Sizeof(C.csimd_stage{})), slots * int(unsafe.Sizeof(uintptr(0))), threads * scratch,
		len(stages) * int(unsafe.Sizeof(C.csimd_counter{}))}
	var m [len(sizes)]cmem
	for i, n := range sizes {
		var err error
		if m[i], err = alloc(n); err != nil {
			f.free()
			return nil, err
		}
		f.mems = append(f.mems, m[i])
	}
	f.c = &view[C.csimd_program](m[0], 1)[0]
	f.ops = view[C.csimd_op](m[1], len(ops))
	copy(f.ops, ops)
	copy(view[C.csimd_stage](m[2], len(stages)), stages)
	f.slots = view[unsafe.Pointer](m[3], slots)
	f.c.ops, f.c.stages, f.c.nstages = (*C.csimd_op)(m[1].p), (*C.csimd_stage)(m[2].p), C.int32_t(len(stages))
	f.c.counters = (*C.csimd_counter)(m[5].p)
	f.c.slots = (*unsafe.Pointer)(m[3].p)
	f.c.scratch, f.c.scratch_bytes = (*C.uint8_t)(m[4].p), C.int64_t(scratch)
	return f, nil
}

// add allocates memory that lives as long as the program.
func (f *flat) add(n int) (unsafe.Pointer, error) {
	m, err := alloc(n)
	if err == nil {
		f.mems = append(f.mems, m)
	}
	return m.p, err
}

func (f *flat) free() {
	for i := range f.mems {
		f.mems[i].free()
	}
	*f = flat{}
}
