//go:build cgo

package csimd

// #include "csimd.h"
import "C"

import (
	"slices"
	"unsafe"

	"github.com/gemma-bench/gemma/internal/pages"
)

// A slab holds the panels of all weights that one Compile repacked, so that those of small weights lie in huge
// pages, too.
type slab struct {
	mem  cmem
	refs int
}

func (w *weight) dropSlab() {
	if w.slab.refs--; w.slab.refs == 0 {
		w.slab.mem.free()
	}
	w.slab = nil
}

// patience is how often a head of Q8_0 is read as the file stores it before it is repacked. A program that
// takes few steps would not gain by the panels, and a screen makes them a waste of memory and of the time to make them.
const patience = 8

// useHead notes that the program's head will be read for rows of a step.
func (p *program) useHead(rows int) {
	w := p.head
	if w == nil || rows == 0 || w.c.fmt != C.F_Q8_0 || w.c.screen != nil && !w.aside || p.b.waiting[w.key] {
		return
	}
	if w.read++; w.read == patience {
		// Without memory for panels the rows remain, which give the same results.
		_ = p.b.repack([]*weight{w})
	}
}

// unpack makes w, of Q8_0, what it was before repack.
func (w *weight) unpack() {
	if w.c.fmt != C.F_P8 {
		return
	}
	w.dropSlab()
	w.packed, w.read = cmem{}, 0
	w.c.fmt, w.c.data, w.c.panel_bytes = C.F_Q8_0, w.c.rows, C.PANEL*w.c.row_bytes
}

// repackStep is how many bytes of rows are rearranged before their pages are given back: what is resident twice.
const repackStep = 4 << 20

// A part is some panels of a weight that is being rearranged.
type part struct {
	weight C.csimd_weight // the rows of these panels, and the layout to be
	dst    unsafe.Pointer
	rows   []byte
}

// repack rearranges those of ws whose layout is not the file's and that are not rearranged yet.
func (b *Backend) repack(ws []*weight) error {
	var todo []*weight
	var at []int
	size := 0
	for _, w := range ws {
		panel := C.csimd_panel_bytes(w.layout(), w.c.k)
		if panel == 0 || w.packed.p != nil || slices.Contains(todo, w) {
			continue
		}
		todo, at = append(todo, w), append(at, size)
		size += int(panel) * w.panels()
	}
	if len(todo) == 0 {
		return nil
	}
	mem, err := alloc(size)
	if err != nil {
		return err
	}
	var parts []part
	for i, w := range todo {
		// SAFETY: the sizes that were added up are those of the panels at these offsets.
		parts = append(parts, w.parts(unsafe.Add(mem.p, at[i]))...)
	}
	for n := 0; len(parts) > 0; parts = parts[n:] {
		bytes := 0
		for n = 0; n < len(parts) && (n == 0 || bytes+len(parts[n].rows) <= repackStep); n++ {
			bytes += len(parts[n].rows)
		}
		if err := b.repackParts(parts[:n]); err != nil {
			mem.free()
			return err
		}
	}
	s := &slab{mem: mem, refs: len(todo)}
	for i, w := range todo {
		w.c.fmt = w.layout()
		w.c.panel_bytes = C.csimd_panel_bytes(w.c.fmt, w.c.k)
		// SAFETY: as above.
		w.slab, w.packed = s, cmem{p: unsafe.Add(mem.p, at[i])}
		w.c.data = (*C.uint8_t)(w.packed.p)
	}
	return nil
}

// layout returns the layout that products with w should stream.
func (w *weight) layout() C.int32_t {
	if w.c.fmt == C.F_Q8_0 && (w.c.screen == nil || w.aside) {
		return C.F_P8
	}
	return w.c.fmt
}

func (w *weight) panels() int { return int((w.c.n + C.PANEL - 1) / C.PANEL) }

// parts cuts w into parts of about repackStep bytes, whose panels go to dst and what follows it.
func (w *weight) parts(dst unsafe.Pointer) (all []part) {
	// SAFETY: the key's memory has as many bytes as its type, and is pinned.
	rows := unsafe.Slice((*byte)(w.key.p), w.key.typ.Bytes())
	step := max(1, repackStep/int(C.PANEL*w.c.row_bytes))
	for p := 0; p < w.panels(); p += step {
		c := *w.c
		first := C.int64_t(p) * C.PANEL
		c.n = min(C.int64_t(step)*C.PANEL, w.c.n-first)
		c.fmt = w.layout()
		from, to := int(first*c.row_bytes), int((first+c.n)*c.row_bytes)
		// SAFETY: rows is pinned, and repack made room for all panels of w at dst.
		c.rows = (*C.uint8_t)(unsafe.Pointer(&rows[from]))
		all = append(all, part{c, unsafe.Add(dst, p*int(C.csimd_panel_bytes(c.fmt, c.k))), rows[from:to]})
	}
	return all
}

// repackParts rearranges some parts and gives the pages of their rows back.
func (b *Backend) repackParts(parts []part) error {
	mem, err := alloc(len(parts) * int(unsafe.Sizeof(C.csimd_weight{})))
	if err != nil {
		return err
	}
	defer mem.free()
	weights := view[C.csimd_weight](mem, len(parts))
	ops, stages := make([]C.csimd_op, len(parts)), make([]C.csimd_stage, len(parts))
	for i, p := range parts {
		weights[i] = p.weight
		ops[i] = C.csimd_op{kind: C.K_REPACK, nw: 1, w: [C.MAX_W]*C.csimd_weight{&weights[i]}, dst: p.dst}
		stages[i] = C.csimd_stage{first: C.int32_t(i), count: 1}
	}
	f, err := newFlat(ops, stages, 0, 0)
	if err != nil {
		return err
	}
	defer f.free()
	C.csimd_run(b.pool, f.c)
	for _, p := range parts {
		pages.Drop(p.rows)
	}
	return nil
}
