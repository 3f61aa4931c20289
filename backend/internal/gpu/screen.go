package gpu

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/gemma-bench/gemma/tensor"
)

// A Screen is the table of a screen (backend.Screener) on a device: what bounds every row of a weight w[N,K] in the
// basis P, in three parts that begin at multiples of Align:
//
//	basis  [K,K] f32
//	terms  f32: mean[K], step[K], low[32], unit[32]
//	panels of 16 rows: for each 64 axes of b bits 128·b bytes of codes, then the norms
//
// With z = P·w, a row's first copy is t[i] = mean[i] + step[i]·(code[i] − (2ᵇ−1)/2), and ‖z−t‖ over group g of 64 axes is at
// most low_g + unit_g·byte_g. Steps of two-bit codes are divided by 16, and such codes stand for 16 times as much, as the
// upper two bits of six-bit codes do. In a panel, word n of each 64 bytes belongs to row n. Codes of 4 bits: byte i of word n in line
// j < 8 has axis 4j+i below and axis 32+4j+i above. Of 6 bits, four lines more with the upper two: byte i of line
// j has those of axes 16j+i, 16j+4+i, 16j+8+i, 16j+12+i from its lowest bits up. Of 2 bits, such lines alone. Norms: byte
// i of word n in line j is that of group 4j+i.
//
// ref: backend/cpu/csimd/screen.h, whose tables these are; their second copies stay on the host.
type Screen struct {
	N, K    int
	table   []byte
	codes   [2]uint32 // bits / 2 of each group, two bits each
	panel   int       // bytes of 16 rows
	skew    float64   // ‖I − PᵀP‖
	longest float64   // longest row of w
	terms   []float32
	panels  []byte
}

// Sizes of a table's parts. It begins with a head: N and K as i64, bits [32]u8, then for both copies low [2][32]f32 and
// unit [2][32]f32, skew and longest f64. Basis, mean[K] f64, step[K] f64 and panels follow.
const (
	axesOf    = 64 // axes of a group
	maxGroups = 32
	panelRows = 16
	lowAt     = 48
	unitAt    = lowAt + 2*4*maxGroups
	skewAt    = unitAt + 2*4*maxGroups
	headBytes = skewAt + 16
)

// maxSeeds bounds the candidates that a screen is good for.
const maxSeeds = 64

// NewScreen takes a table for a weight of type t apart.
func NewScreen(t tensor.Type, table []byte) (*Screen, error) {
	N, K := t.Shape.Rows(), t.Shape.Cols()
	if K%axesOf != 0 || K < axesOf || K > axesOf*maxGroups || N < 1 || N >= 1<<24 {
		return nil, fmt.Errorf("no screen for %v: rows are a multiple of %d values, at most %d", t, axesOf, axesOf*maxGroups)
	}
	if len(table) < headBytes {
		return nil, fmt.Errorf("a screen of %d bytes is shorter than its head", len(table))
	}
	le := binary.LittleEndian
	if n, k := le.Uint64(table), le.Uint64(table[8:]); n != uint64(N) || k != uint64(K) {
		return nil, fmt.Errorf("a screen of %d×%d for %v", n, k, t)
	}
	s := &Screen{N: N, K: K, table: table}
	groups, largest := K/axesOf, 0
	s.panel = 64 * ((groups + 3) / 4)
	for g, b := range table[16 : 16+groups] {
		if b != 2 && b != 4 && b != 6 {
			return nil, fmt.Errorf("a screen's bits are %d, want 2, 4 or 6", b)
		}
		s.codes[g/16] |= uint32(b) / 2 << (2 * (g % 16))
		s.panel += int(b) * 128
		largest += axesOf * map[byte]int{2: 48, 4: 15, 6: 63}[b] * 127 * 255
	}
	if largest > math.MaxInt32 {
		return nil, fmt.Errorf("no screen for %v: its sums may not fit 32 bits", t)
	}
	blocks := (N + panelRows - 1) / panelRows
	at := headBytes + 4*K*K + 16*K
	if want := at + blocks*s.panel + blocks*panelRows*(K/4+(groups+15)&^15) + 64; len(table) != want {
		return nil, fmt.Errorf("a screen of %d bytes, want %d", len(table), want)
	}
	s.panels = table[at : at+blocks*s.panel]
	return s, s.numbers()
}

// numbers reads the terms and checks that they are such as the kernels' bounds are made for.
func (s *Screen) numbers() error {
	const most = 1e6
	le, ok := binary.LittleEndian, true
	f64 := func(at int) float64 { return math.Float64frombits(le.Uint64(s.table[at:])) }
	s.skew, s.longest = f64(skewAt), f64(skewAt+8)
	ok = s.skew >= 0 && s.skew < 0.01 && s.longest >= 0 && s.longest < most
	s.terms = make([]float32, 2*s.K+2*maxGroups)
	for i := range s.K {
		at := headBytes + 4*s.K*s.K + 8*i
		mean, step := f64(at), f64(at+8*s.K)
		ok = ok && math.Abs(mean) < most && step > 0 && step < most
		if s.table[16+i/axesOf] == 2 {
			step /= 16
		}
		s.terms[i], s.terms[s.K+i] = float32(mean), float32(step)
	}
	for g := range s.K / axesOf {
		for i, at := range [...]int{lowAt, unitAt} {
			v := math.Float32frombits(le.Uint32(s.table[at+4*g:]))
			ok = ok && v >= 0 && v < most
			s.terms[2*s.K+maxGroups*i+g] = v
		}
	}
	if !ok {
		return errors.New("a screen's head holds impossible numbers")
	}
	return nil
}

// basisBytes, termsAt and panelsAt are where the parts lie on a device.
func (s *Screen) basisBytes() uint64 { return 4 * uint64(s.K) * uint64(s.K) }

func (s *Screen) termsAt() uint64 { return align(s.basisBytes()) }

func (s *Screen) panelsAt() uint64 { return align(s.termsAt() + uint64(4*len(s.terms))) }

func align(n uint64) uint64 { return (n + Align - 1) &^ (Align - 1) }

// Bytes returns the size of the screen on the device.
func (s *Screen) Bytes() uint64 { return s.panelsAt() + uint64(len(s.panels)) }

// ScanBytes returns the bytes that are read of it in each step.
func (s *Screen) ScanBytes() int64 { return int64(s.Bytes()) }

// Parts calls put for what lies at each offset of the screen on the device.
func (s *Screen) Parts(put func(off uint64, data []byte) error) error {
	terms := make([]byte, 4*len(s.terms))
	for i, v := range s.terms {
		binary.LittleEndian.PutUint32(terms[4*i:], math.Float32bits(v))
	}
	err := put(0, s.table[headBytes:][:s.basisBytes()])
	if err == nil {
		err = put(s.termsAt(), terms)
	}
	if err == nil {
		err = put(s.panelsAt(), s.panels)
	}
	return err
}
