package gpu

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"sync"

	"github.com/gemma-bench/gemma/tensor"
)

// unit is the number of values that kernels read at a time.
const unit = 16

// A format is a layout of weights on the device. Each row is a number of units of 16 values, rows that
// are shorter padded with zeros; quants and scales lie in two parts:
//
//	f32, f16, bf16  the values; no scales
//	q8_0            16 int8; a half per two units
//	q4_0            16 nibbles, value k at bit 4k; a half per two units
//	q5_0            as q4_0; per four units two words of fifth bits and a word of two halves
//	q4_k            as q4_0; per 16 units the halves d and dmin, then 8 pairs of bytes (s, m)
//	q6_k            16 nibbles, then 16 pairs of high bits; per 16 units a word with the half d, then 16 int8
//
// It holds exactly what the file holds, in whole words.
type format struct {
	name       string
	unitBytes  int
	scaleWords func(units int) int              // per row
	pack       func(quants, scales, row []byte) // of one row in the file's layout; all three zeroed or whole
}

func none(int) int { return 0 }

var formats = map[tensor.DType]*format{
	tensor.F32:    {"f32", 64, none, packPlain},
	tensor.F16:    {"f16", 32, none, packPlain},
	tensor.BF16:   {"bf16", 32, none, packPlain},
	tensor.Q8_0:   {"q8_0", 16, func(u int) int { return (u + 3) / 4 }, packQ8_0},
	tensor.Q4_0:   {"q4_0", 8, func(u int) int { return (u + 3) / 4 }, packQ4_0},
	tensor.Q5_0:   {"q5_0", 8, func(u int) int { return 3 * ((u + 3) / 4) }, packQ5_0},
	tensor.Q4_K:   {"q4_k", 8, func(u int) int { return 5 * (u / 16) }, packQ4_K},
	tensor.Q6_K:   {"q6_k", 12, func(u int) int { return 5 * (u / 16) }, packQ6_K},
	tensor.IQ4_NL: {"q8_0", 16, func(u int) int { return (u + 3) / 4 }, packIQ4_NL},
	// The remaining types are rare: their values, which are exact in f32, take the place of their blocks.
	tensor.Q4_1:   {"f32", 64, none, expand(tensor.Q4_1)},
	tensor.Q5_1:   {"f32", 64, none, expand(tensor.Q5_1)},
	tensor.Q2_K:   {"f32", 64, none, expand(tensor.Q2_K)},
	tensor.Q3_K:   {"f32", 64, none, expand(tensor.Q3_K)},
	tensor.Q5_K:   {"f32", 64, none, expand(tensor.Q5_K)},
	tensor.IQ4_XS: {"f32", 64, none, expand(tensor.IQ4_XS)},
}

// A Packing is a weight's layout on the device.
type Packing struct {
	*format
	Rows     int
	Quants   uint64 // bytes of the first part
	Scales   uint64 // bytes of the second part, at ScalesAt
	ScalesAt uint64
	cols     int
	units    int // per row
	scaleRow int // words per row
}

// NewPacking lays out a weight of type t, of rank 1 or 2.
func NewPacking(t tensor.Type) (*Packing, error) {
	f, ok := formats[t.DType]
	if !ok {
		return nil, fmt.Errorf("no device format for %v", t.DType)
	}
	p := &Packing{format: f, Rows: t.Shape.Rows(), cols: t.Shape.Cols()}
	p.units = (p.cols + unit - 1) / unit
	p.scaleRow = f.scaleWords(p.units)
	p.Quants = uint64(p.Rows) * uint64(p.units*f.unitBytes)
	p.Scales = uint64(p.Rows) * uint64(4*p.scaleRow)
	p.ScalesAt = (p.Quants + Align - 1) &^ (Align - 1)
	return p, nil
}

// Bytes returns the size of the weight on the device.
func (p *Packing) Bytes() uint64 { return p.ScalesAt + p.Scales }

// RowBytes returns what a row takes in each of the two parts.
func (p *Packing) RowBytes() (quants, scales int) { return p.units * p.unitBytes, 4 * p.scaleRow }

// rowBytes returns the larger of what a row takes in the two parts.
func (p *Packing) rowBytes() uint64 { return uint64(max(p.units*p.unitBytes, 4*p.scaleRow)) }

// PackRows converts rows [from, to) of src. quants and scales hold exactly those rows.
func (p *Packing) PackRows(quants, scales, src []byte, from, to int) {
	q, s := p.RowBytes()
	row := len(src) / p.Rows
	workers := min(runtime.GOMAXPROCS(0), to-from)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			n := to - from
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				p.pack(quants[i*q:(i+1)*q], scales[i*s:(i+1)*s], src[(from+i)*row:(from+i+1)*row])
			}
		})
	}
	wg.Wait()
}

func packPlain(quants, _, row []byte) { clear(quants[copy(quants, row):]) }

// expand packs the values of a type as f32.
func expand(d tensor.DType) func(quants, scales, row []byte) {
	return func(quants, _, row []byte) {
		values := make([]float32, len(row)/d.BlockBytes()*d.BlockValues())
		if err := tensor.Dequantise(d, values, row); err != nil {
			panic("BUG: gpu: " + err.Error())
		}
		n, err := binary.Encode(quants, binary.LittleEndian, values)
		if err != nil {
			panic("BUG: gpu: " + err.Error())
		}
		clear(quants[n:])
	}
}

func packQ8_0(quants, scales, row []byte) {
	clear(scales)
	for b := 0; len(row) > 0; b++ {
		copy(scales[2*b:], row[:2])
		copy(quants[32*b:], row[2:34])
		row = row[34:]
	}
}

func packIQ4_NL(quants, scales, row []byte) {
	levels := tensor.IQ4Levels()
	clear(scales)
	for b := 0; len(row) > 0; b++ {
		copy(scales[2*b:], row[:2])
		for j, q := range row[2:18] {
			quants[32*b+j] = byte(levels[q&15])
			quants[32*b+16+j] = byte(levels[q>>4])
		}
		row = row[18:]
	}
}

// splitNibbles turns 16 bytes with value j low and value j+16 high into two units.
func splitNibbles(dst []byte, q []byte) {
	for i := range 8 {
		dst[i] = q[2*i]&15 | q[2*i+1]<<4
		dst[8+i] = q[2*i]>>4 | q[2*i+1]&0xf0
	}
}

func packQ4_0(quants, scales, row []byte) {
	clear(scales)
	for b := 0; len(row) > 0; b++ {
		copy(scales[2*b:], row[:2])
		splitNibbles(quants[16*b:], row[2:18])
		row = row[18:]
	}
}

func packQ5_0(quants, scales, row []byte) {
	clear(scales)
	for b := 0; len(row) > 0; b++ {
		pair := scales[12*(b/2):]
		copy(pair[8+2*(b&1):], row[:2])
		copy(pair[4*(b&1):], row[2:6])
		splitNibbles(quants[16*b:], row[6:22])
		row = row[22:]
	}
}

func packQ4_K(quants, scales, row []byte) {
	for b := 0; len(row) > 0; b++ {
		s := scales[20*b:]
		copy(s, row[:4])
		packed := row[4:16]
		for g := range 4 {
			s[4+2*g], s[5+2*g] = packed[g]&63, packed[g+4]&63
			s[12+2*g], s[13+2*g] = packed[g+8]&15|packed[g]>>6<<4, packed[g+8]>>4|packed[g+4]>>6<<4
		}
		// Each 32 bytes hold two groups of 32 values: low nibbles, then high.
		for pair := range 4 {
			q, dst := row[16+32*pair:], quants[128*b+32*pair:]
			for i := range 16 {
				dst[i] = q[2*i]&15 | q[2*i+1]<<4
				dst[16+i] = q[2*i]>>4 | q[2*i+1]&0xf0
			}
		}
		row = row[144:]
	}
}

func packQ6_K(quants, scales, row []byte) {
	for b := 0; len(row) > 0; b++ {
		s := scales[20*b:]
		copy(s, row[208:210])
		s[2], s[3] = 0, 0
		copy(s[4:20], row[192:208])
		var v [256]byte // the values, 0…63
		for half := range 2 {
			ql, qh, out := row[64*half:], row[128+32*half:], v[128*half:]
			for l, h := range qh[:32] {
				out[l] = ql[l]&15 | h<<4&48
				out[l+32] = ql[l+32]&15 | h<<2&48
				out[l+64] = ql[l]>>4 | h&48
				out[l+96] = ql[l+32]>>4 | h>>2&48
			}
		}
		for u := range 16 {
			dst, in := quants[12*(16*b+u):], v[16*u:16*u+16]
			high := uint32(0)
			for i, q := range in {
				high |= uint32(q>>4) << (2 * i)
				if i&1 == 0 {
					dst[i/2] = q&15 | in[i+1]<<4
				}
			}
			binary.LittleEndian.PutUint32(dst[8:], high)
		}
		row = row[210:]
	}
}

// AsStored reports whether the device's layout of a weight of type d is the file's.
func (p *Packing) AsStored(d tensor.DType) bool {
	plain := d == tensor.F32 || d == tensor.F16 || d == tensor.BF16
	return plain && p.cols%unit == 0
}
