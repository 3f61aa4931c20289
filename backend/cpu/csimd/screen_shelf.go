//go:build cgo

package csimd

// #include "screen.h"
import "C"

import (
	"unsafe"

	"github.com/gemma-bench/gemma/internal/pages"
)

// A shelf says whether a screen is in use or put aside. Beside a screen in use, its head of Q8_0 lies in the file as it is
// stored, to save memory, and steps that compute the whole product pay for that. When most steps do, as those of several
// sequences that sample, the screen's copies are given back and the head gets its panels, until most steps
// could use the screen again.
type shelf struct {
	aside    bool
	contrary int // steps for which the other state would have been better, less those for which it would not
	patience int // how many of them it takes
}

// Moving either way takes as long as some ten steps, so the first move waits for several times as many, and each later
// one for twice as many as the one before it.
const (
	firstPatience = 32
	mostPatience  = 4096
)

// turn notes whether a step would use the screen and reports whether it is time to move.
func (s *shelf) turn(use bool) bool {
	if use != s.aside {
		s.contrary = max(0, s.contrary-1)
		return false
	}
	if s.contrary++; s.contrary < s.patience {
		return false
	}
	s.contrary, s.patience = 0, min(2*s.patience, mostPatience)
	return true
}

// shelve decides, for a step that would use the screen of w or not, where the screen lies, and reports whether the step uses it.
func (s *screen) shelve(w *weight, use bool) bool {
	stored := w.c.dtype == C.D_Q8_0 // other heads' panels do not depend on the screen
	if s.always || !stored || !s.shelf.turn(use) {
		return use && !s.shelf.aside
	}
	if s.shelf.aside {
		w.unpack()
		w.aside, s.shelf.aside = false, s.copyTable() != nil
		return use && !s.shelf.aside
	}
	s.dropCopies()
	s.shelf.aside, w.aside = true, true
	w.read = patience - 1 // useHead makes the panels in the next run
	return false
}

// copyTable moves the copies of the rows to memory of huge pages where there are such: reading all of the first ones, and
// some of the second ones all over the table, is faster there (docs/RATIONALE.md). The pages of the table are given back meanwhile.
func (s *screen) copyTable() error {
	if !hugePages {
		return nil
	}
	from := s.table[len(s.table)-s.rows-int(s.scan):]
	m, err := alloc(len(from))
	if err != nil {
		return err
	}
	s.copies = m
	to := view[byte](m, len(from))
	for at := 0; at < len(from); at += pieces {
		end := min(at+pieces, len(from))
		copy(to[at:end], from[at:end])
		pages.Drop(from[at:end])
	}
	s.readFrom(m.p)
	return nil
}

// dropCopies is the reverse of copyTable.
func (s *screen) dropCopies() {
	from := s.table[len(s.table)-s.rows-int(s.scan):]
	// SAFETY: the table is pinned as long as the screen exists.
	s.readFrom(unsafe.Pointer(unsafe.SliceData(from)))
	s.copies.free()
}

// readFrom makes steps read the first copies at p and the second ones behind them.
func (s *screen) readFrom(p unsafe.Pointer) {
	// SAFETY: there are as many bytes of them as in the table.
	s.c.panels, s.c.rows = (*C.uint8_t)(p), (*C.uint8_t)(unsafe.Add(p, int(s.scan)))
}
