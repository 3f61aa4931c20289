//go:build cgo

package csimd

import (
	"encoding/binary"
	"math"
)

// A screenTable reads and writes the parts of a screen as screen.h describes them.
type screenTable struct {
	raw                        []byte
	k, groups, panel, row      int
	means, steps, panels, rows int // where they begin
}

// Where the parts of the head of a table begin.
const (
	tableLow, tableUnit = 48, 48 + 2*4*32
	tableLongest        = 568
	tableHead           = 576
)

func newTable(raw []byte) *screenTable {
	n, k := int(binary.LittleEndian.Uint64(raw)), int(binary.LittleEndian.Uint64(raw[8:]))
	t := &screenTable{raw: raw, k: k, groups: k / 64}
	t.panel = 64 * ((t.groups + 3) / 4)
	for _, b := range raw[16 : 16+t.groups] {
		t.panel += 128 * int(b)
	}
	t.row = k/4 + (t.groups+15)&^15
	t.means = tableHead + 4*k*k
	t.steps = t.means + 8*k
	t.panels = t.steps + 8*k
	t.rows = t.panels + (n+15)/16*t.panel
	return t
}

func (t *screenTable) longest() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(t.raw[tableLongest:]))
}

// axis returns the mean and the step of an axis.
func (t *screenTable) axis(i int) (mean, step float64) {
	return math.Float64frombits(binary.LittleEndian.Uint64(t.raw[t.means+8*i:])), math.Float64frombits(binary.LittleEndian.Uint64(t.raw[t.steps+8*i:]))
}

func (t *screenTable) setAxis(i int, mean, step float64) {
	binary.LittleEndian.PutUint64(t.raw[t.means+8*i:], math.Float64bits(mean))
	binary.LittleEndian.PutUint64(t.raw[t.steps+8*i:], math.Float64bits(step))
}

// norm returns how the norm of a group of a row's copy is bounded: low + unit·b.
func (t *screenTable) norm(row, c, g int) (low, unit float64, b int) {
	f32 := func(at int) float64 {
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(t.raw[at+4*(32*c+g):])))
	}
	at := t.panels + (row/16+1)*t.panel - 64*((t.groups+3)/4) + 64*(g/4) + 4*(row%16) + g%4
	if c == 1 {
		at = t.rows + row*t.row + t.k/4 + g
	}
	return f32(tableLow), f32(tableUnit), int(t.raw[at])
}

func (t *screenTable) setNorm(c, g int, low, unit float32) {
	binary.LittleEndian.PutUint32(t.raw[tableLow+4*(32*c+g):], math.Float32bits(low))
	binary.LittleEndian.PutUint32(t.raw[tableUnit+4*(32*c+g):], math.Float32bits(unit))
}

// A field is bits of a byte.
type field struct{ at, from, bits int }

func (t *screenTable) get(f field) int { return int(t.raw[f.at]) >> f.from & (1<<f.bits - 1) }

func (t *screenTable) set(f field, v int) {
	t.raw[f.at] = t.raw[f.at]&^byte((1<<f.bits-1)<<f.from) | byte(v<<f.from)
}

// fields returns where axis i of a row has its first code, the lower four bits and the others, and its second one.
func (t *screenTable) fields(row, i int) (low, high, sub field) {
	at := t.panels + row/16*t.panel
	for _, b := range t.raw[16 : 16+i/64] {
		at += 128 * int(b)
	}
	j, quad := i%64/4, 4*(row%16)+i%4
	bits := int(t.raw[16+i/64])
	if bits > 2 {
		low = field{at + 64*(j%8) + quad, j / 8 * 4, 4}
		at += 512
	}
	if bits != 4 {
		high = field{at + 64*(j/4) + quad, j % 4 * 2, 2}
	}
	return low, high, field{t.rows + row*t.row + 16*(i/64) + i%16, i % 64 / 16 * 2, 2}
}

// codes returns both codes of axis i of a row.
func (t *screenTable) codes(row, i int) (q, sub int) {
	low, high, second := t.fields(row, i)
	if low.bits > 0 {
		q = t.get(low)
	}
	if high.bits > 0 {
		q |= t.get(high) << low.bits
	}
	return q, t.get(second)
}

func (t *screenTable) setCodes(row, i, q, sub int) {
	low, high, second := t.fields(row, i)
	if low.bits > 0 {
		t.set(low, q&15)
	}
	if high.bits > 0 {
		t.set(high, q>>low.bits)
	}
	t.set(second, sub)
}
