//go:build cgo

package csimd

// #include "screen.h"
import "C"

import (
	"runtime"
	"unsafe"

	"github.com/gemma-bench/gemma/internal/pages"
)

// A shelf says whether a screen is in use or put aside. Beside a screen in use, its head of Q8_0 lies in the file as it is
// stored, to save memory, and steps that compute the whole product take twice as long as with panels. When many steps do, as
// those of several sequences that sample, or of texts that bounds tell nothing of, the screen's copies are given back
// and the head gets its panels, until many steps could use the screen again.
type shelf struct {
	aside    bool
	lost     float64 // what steps have lost to the other state lately, in whole products
	patience float64 // how much of that it takes to come back
}

// Moving either way takes as long as some ten whole products, and a screen is put aside when as much again is lost. It comes
// back after firstPatience steps that could use it, later if it was steps of one row for which it did not pay, and
// after twice as many each time.
const (
	mostLost      = 16
	firstPatience = 64
	longPatience  = 512
	mostPatience  = 4096
)

// turn notes what a step has lost, less than nothing if it has won, and reports whether it is time to move.
func (s *shelf) turn(lost float64) bool {
	s.lost = max(0, s.lost+lost)
	if !s.aside {
		return s.lost >= mostLost
	}
	return s.lost >= s.patience
}

// moves reports whether the screen of w is put aside, instead of left alone, when it does not pay: a head of Q8_0 as it is
// stored is the slowest of all. Other heads lie in memory as they do without a screen.
func moves(w *weight) bool { return w.c.dtype == C.D_Q8_0 }

// against returns what a step that took so long has lost to the other state of the shelf, in whole products.
func (s *screen) against(c *cost, rows int, answered, pays bool, took float64) float64 {
	switch {
	case s.shelf.aside && pays:
		return 1
	case s.shelf.aside:
		return -1
	case rows == 1 && c.Whole > 0:
		return min(took/c.Whole-1, 8)
	case answered && pays:
		return -0.5
	case answered:
		return 0.5
	}
	return 2
}

// shelve moves the screen of w, after a step of so many rows, if it is time.
func (s *screen) shelve(w *weight, rows int, lost float64) {
	if !s.shelf.turn(lost) {
		return
	}
	s.shelf.lost = 0
	if s.shelf.aside {
		s.shelf.patience = min(2*s.shelf.patience, mostPatience)
		w.unpack()
		w.aside, s.shelf.aside = false, s.copyTable() != nil
		return
	}
	s.dropCopies()
	s.shelf.aside, w.aside = true, true
	if rows == 1 {
		s.shelf.patience = max(s.shelf.patience, longPatience)
	}
	w.read = patience - 1 // useHead makes the panels in the next run
}

const (
	hugePages = runtime.GOOS == "linux" // memory.c asks for them
	pieces    = 2 << 20                 // bytes copied at a time
)

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
