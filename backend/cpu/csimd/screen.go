//go:build cgo

package csimd

// #include "screen.h"
import "C"

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync/atomic"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/internal/pages"
	"github.com/gemma-bench/gemma/tensor"
)

var (
	_ backend.Screener      = (*Backend)(nil)
	_ backend.ScreenBuilder = (*Backend)(nil)
)

// A screen is a table in use, with the state of the step that runs.
type screen struct {
	c      *C.csimd_screen
	mems   []cmem
	copies cmem // of the rows' copies, zero if steps read those of the table
	table  []byte
	pin    runtime.Pinner
	shelf  shelf
	always bool
	stats  backend.ScreenStats
	exact  int64 // what c.exact was
	scan   int64 // bytes of the first copies
	row    int64 // bytes of a row of the weight
	rows   int   // bytes of the second copies

	n     int             // rows of the weight, rounded up to panels
	costs [C.QUERIES]cost // of steps of one row and more
}

// A cost is what steps of some number of rows have cost, in nanoseconds.
type cost struct {
	host.Cost
	wholes int // steps that computed the whole product
}

func (s *screen) free() {
	for i := range s.mems {
		s.mems[i].free()
	}
	s.copies.free()
	s.pin.Unpin()
}

// screenHead returns the head of a table for w, all but the numbers that building finds.
func screenHead(t tensor.Type, bits []uint8) (h C.csimd_screen_head, err error) {
	n, k := t.Shape.Rows(), t.Shape.Cols()
	if k%C.GROUP != 0 || k > C.GROUP*C.MAX_GROUPS || n < 1 || n > math.MaxInt32-C.PANEL {
		return h, fmt.Errorf("csimd: no screen for %v: rows are a multiple of %d values, at most %d", t, C.GROUP, C.GROUP*C.MAX_GROUPS)
	}
	if len(bits) != k/C.GROUP {
		return h, fmt.Errorf("csimd: a screen's bits for %d groups of axes, want %d", len(bits), k/C.GROUP)
	}
	h.n, h.k = C.int64_t(n), C.int64_t(k)
	largest := 0
	for g, b := range bits {
		if b != 2 && b != 4 && b != 6 {
			return h, fmt.Errorf("csimd: a screen's bits are %d, want 2, 4 or 6", b)
		}
		h.bits[g] = C.uint8_t(b)
		largest += C.GROUP * map[uint8]int{2: 48, 4: 15, 6: 63}[b] * 127 * 255
	}
	if largest > math.MaxInt32 {
		return h, fmt.Errorf("csimd: no screen for %v: its sums may not fit 32 bits", t)
	}
	return h, nil
}

// SetScreen makes products with w use table.
func (b *Backend) SetScreen(w backend.Buffer, table []byte, always bool) error {
	key, err := keyOf(w)
	if err != nil {
		return err
	}
	var s *screen
	if table != nil {
		b.unpack(key)
		if s, err = b.open(key.typ, table); err != nil {
			return err
		}
		s.always = always
		// SAFETY: the key's memory has as many bytes as its type, and the caller keeps the buffer open.
		matrix := unsafe.Slice((*byte)(key.p), key.typ.Bytes())
		s.c.mapped = C.bool(pages.Mapped(matrix))
		fd, at := pages.File(matrix)
		s.c.file, s.c.file_at = C.int32_t(fd), C.int64_t(at)
		pages.Drop(matrix) // before others take their place
		if err := s.copyTable(); err != nil {
			s.free()
			return err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		if s != nil {
			s.free()
		}
		return backend.ErrClosed
	}
	if old := b.screens[key]; old != nil {
		old.free()
	}
	delete(b.screens, key)
	delete(b.waiting, key)
	var c *C.csimd_screen
	if s != nil {
		b.screens[key], c = s, s.c
	}
	if e := b.weights[key]; e != nil {
		e.c.screen = c
		if e.aside = false; c != nil {
			e.unpack()
		}
	}
	return nil
}

// ExpectScreen keeps w as it is stored until SetScreen.
func (b *Backend) ExpectScreen(w backend.Buffer) error {
	key, err := keyOf(w)
	b.mu.Lock()
	defer b.mu.Unlock()
	if err == nil {
		b.waiting[key] = true
	}
	return err
}

// unpack frees the panels of a weight, which a screen makes a waste of memory, before the screen's take their place.
func (b *Backend) unpack(key weightKey) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e := b.weights[key]; e != nil {
		e.unpack()
	}
}

// keyOf identifies a weight by its memory.
func keyOf(w backend.Buffer) (weightKey, error) {
	m, ok := w.(backend.Mapper)
	if !ok {
		return weightKey{}, fmt.Errorf("csimd: weight %v is not in host memory", w.Type())
	}
	data := m.Map()
	if len(data) != w.Type().Bytes() {
		return weightKey{}, backend.ErrClosed
	}
	// SAFETY: the address is only compared with others.
	return weightKey{unsafe.Pointer(unsafe.SliceData(data)), w.Type()}, nil
}

// open checks a table and makes the memory that steps need.
func (b *Backend) open(t tensor.Type, table []byte) (*screen, error) {
	var h C.csimd_screen_head
	size := int(unsafe.Sizeof(h))
	if len(table) < size {
		return nil, fmt.Errorf("csimd: a screen of %d bytes is shorter than its head", len(table))
	}
	// SAFETY: any bytes are a head, and there are enough of them.
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&h)), size), table)
	if int(h.n) != t.Shape.Rows() || int(h.k) != t.Shape.Cols() {
		return nil, fmt.Errorf("csimd: a screen of %d×%d for %v", h.n, h.k, t)
	}
	bits := make([]uint8, min(t.Shape.Cols()/C.GROUP, C.MAX_GROUPS))
	for g := range bits {
		bits[g] = uint8(h.bits[g])
	}
	if _, err := screenHead(t, bits); err != nil {
		return nil, err
	}
	if want := int(C.csimd_screen_bytes(&h)); len(table) != want {
		return nil, fmt.Errorf("csimd: a screen of %d bytes, want %d", len(table), want)
	}
	s := &screen{table: table, shelf: shelf{patience: firstPatience}, stats: backend.ScreenStats{Bytes: int64(len(table))}}
	n, k := (t.Shape.Rows()+C.PANEL-1)&^(C.PANEL-1), t.Shape.Cols()
	sets := max(1, min(keptBytes, t.Bytes()/8)/(C.WAYS*t.RowBytes()))
	lists := C.QUERIES * b.threads
	var m [7]cmem
	for i, bytes := range [...]int{int(unsafe.Sizeof(*s.c)), C.QUERIES * 4 * k, C.QUERIES * 4 * k,
		lists * C.SEEDS * int(unsafe.Sizeof(C.csimd_cand{})), lists * 4 * (C.SEEDS + 1),
		sets * int(unsafe.Sizeof(C.csimd_set{})), sets * C.WAYS * t.RowBytes()} {
		var err error
		if m[i], err = alloc(bytes); err != nil {
			s.free()
			return nil, err
		}
		s.mems = append(s.mems, m[i])
	}
	s.c = &view[C.csimd_screen](m[0], 1)[0]
	s.c.file = -1
	// SAFETY: the caller keeps table valid while the screen is set, and it is pinned in case it is on the Go heap.
	p := unsafe.Pointer(unsafe.SliceData(table))
	s.pin.Pin(p)
	if uintptr(p)%8 != 0 || C.csimd_screen_open(s.c, (*C.uint8_t)(p)) != 0 {
		s.free()
		return nil, errors.New("csimd: a screen's head holds impossible numbers")
	}
	s.c.h, s.c.r = (*C.float)(m[1].p), (*C.float)(m[2].p)
	s.c.seeds, s.c.scores = (*C.csimd_cand)(m[3].p), (*C.float)(m[4].p)
	// SAFETY: this memory has room for the scores and the counts behind them.
	s.c.nseeds = (*C.int32_t)(unsafe.Add(m[4].p, lists*4*C.SEEDS))
	s.c.sets, s.c.kept, s.c.nsets = (*C.csimd_set)(m[5].p), (*C.uint8_t)(m[6].p), C.int64_t(sets)
	s.n, s.scan, s.row, s.rows = n, int64(n/C.PANEL)*int64(s.c.panel_bytes), int64(t.RowBytes()), n*int(s.c.row_bytes)+64
	s.c.limit = C.int64_t(t.Shape.Rows() * 5 / 8)
	if !s.ready(1) {
		s.free()
		return nil, errors.New("csimd: no memory for a screen")
	}
	return s, nil
}

// ready makes the memory that steps of so many rows need, 12 bytes for each row of the weight, and reports whether it
// is there.
func (s *screen) ready(rows int) bool {
	for i := int(s.c.nready); i < rows; i++ {
		m, err := alloc(3 * 4 * s.n)
		if err != nil {
			return false
		}
		s.mems = append(s.mems, m)
		// SAFETY: the memory has room for three arrays of 4-byte values.
		s.c.mid[i], s.c.up[i], s.c.alive[i] = (*C.float)(m.p), (*C.float)(unsafe.Add(m.p, 4*s.n)), (*C.int32_t)(unsafe.Add(m.p, 8*s.n))
		s.c.nready++
	}
	return true
}

// ScreenStats returns the totals of w's screen.
func (b *Backend) ScreenStats(w backend.Buffer) backend.ScreenStats {
	key, err := keyOf(w)
	b.mu.Lock()
	defer b.mu.Unlock()
	if s := b.screens[key]; err == nil && s != nil {
		return s.stats
	}
	return backend.ScreenStats{}
}

// maxScreenRows is how many rows of a step a screen answers at once.
const maxScreenRows = C.QUERIES

// leastWholes is how many steps of several rows compute the whole product before a screen that does not move is tried:
// unlike that of one row, their time does not follow from the bytes that they read.
const leastWholes = 2

// Of more than fewRows rows and more than fewEntries entries of each, too many rows of the weight survive the first bound
// for a screen to pay (docs/RATIONALE.md): one that does not move is not even tried.
const fewRows, fewEntries = 2, 8

// keptBytes is how much memory rows that steps computed take, at most; an eighth of the matrix if that is less.
const keptBytes = 12 << 20

// screen decides whether the run that begins uses the screen of the program's head, which it returns with the number of
// rows to answer and whether it should pay, as far as that is known beforehand; nil if it has none or computes too many rows.
func (p *program) screen(b *backend.Bindings) (s *screen, rows int, pays bool) {
	p.f.c.screened = 0
	if p.head == nil || len(p.b.screens) == 0 {
		return nil, 0, false
	}
	rows = b.T
	if p.headAt == 1 {
		rows = b.R
	}
	s = p.b.screens[p.head.key]
	if s == nil || rows < 1 || rows > maxScreenRows || !s.ready(rows) {
		return nil, 0, false
	}
	pays = rows <= fewRows || p.topK <= fewEntries
	use := !s.shelf.aside
	if c := &s.costs[rows-1]; !moves(p.head) {
		use = pays && c.Skip == 0 && (rows == 1 || c.wholes >= leastWholes)
	}
	if s.always || use {
		p.f.c.screened = 1
	}
	return s, rows, pays
}

// learn books a run of so many rows for which the screen should pay, or not.
func (s *screen) learn(w *weight, screened bool, rows int, pays bool) {
	if s == nil {
		return
	}
	took := float64(C.csimd_now() - s.c.began)
	// SAFETY: these are integers in C memory that lives as long as the screen; no run is in progress.
	exact := atomic.LoadInt64((*int64)(unsafe.Pointer(&s.c.exact)))
	fell := screened && atomic.LoadInt32((*int32)(unsafe.Pointer(&s.c.active))) == 0
	count := int64(0)
	for i := range rows {
		// SAFETY: as above.
		n := atomic.LoadInt64((*int64)(unsafe.Pointer(&s.c.count[i])))
		count += n
		fell = fell || screened && n > int64(s.c.limit)
	}
	c := &s.costs[rows-1]
	switch {
	case !screened:
		s.stats.Skipped++
		c.Skipped()
		if c.wholes++; c.wholes <= leastWholes {
			c.Whole = 0 // the first ones bring memory in
		}
		c.Whole = host.Average(c.Whole, took)
	case fell:
		s.stats.Fallbacks++
	default:
		s.stats.Steps++
		s.stats.Refined += count
		s.stats.Exact += exact - s.exact
		if moves(w) && rows == 1 || c.Whole == 0 { // as long for each byte as the first copies
			scan := float64(s.c.scanned - s.c.scanning)
			c.Whole = host.Average(c.Whole, scan*float64(int(s.c.head.n)*int(s.row))/float64(s.scan))
		}
		s.stats.Read += s.scan + count*int64(s.c.row_bytes) + (exact-s.exact)*s.row
	}
	s.exact = exact
	if screened && !moves(w) {
		c.Judge(fell, took)
	}
	if moves(w) && !s.always {
		s.shelve(w, rows, s.against(c, rows, screened && !fell, pays, took))
	}
}
