package tensor

import (
	"encoding/binary"
	"math"
	"slices"
)

// CacheTypes lists the element types that a key/value cache may have.
func CacheTypes() []DType { return []DType{F32, F16, Q8_0} }

// Cache reports whether a key/value cache may have the type.
func (d DType) Cache() bool { return slices.Contains(CacheTypes(), d) }

// StoreCache stores src, a whole number of blocks, in dst as a row of a cache of type d, which must be one of
// CacheTypes. len(dst) must be d.RowBytes(len(src)). It differs from Quantise in that it accepts every value: a
// Q8_0 block whose scale is beyond the largest half gets that half and saturates, and where a value is not
// finite the block's values are unspecified.
func StoreCache(d DType, dst []byte, src []float32) {
	switch d {
	case F32:
		_ = quantiseF32(dst, src) // never fails
	case F16:
		_ = quantiseF16(dst, src) // never fails
	case Q8_0:
		for blk := range len(src) / 32 {
			storeQ8_0((*[34]byte)(dst[34*blk:]), (*[32]float32)(src[32*blk:]))
		}
	default:
		panic("BUG: tensor: a cache of " + d.String())
	}
}

// storeQ8_0: d = max|x|/127 as a half, q = x·127/max|x| rounded to nearest, ties away from zero.
func storeQ8_0(b *[34]byte, x *[32]float32) {
	var top float32
	for _, v := range x {
		if a := float32(math.Abs(float64(v))); !(a <= top) { // also if v is NaN
			top = a
		}
	}
	d := top / 127
	if d > maxF16 {
		d = maxF16
	}
	binary.LittleEndian.PutUint16(b[0:], F32ToF16(d))
	id := inverse(d)
	for j, v := range x {
		q := math.Round(float64(v * id))
		if !(q >= -127) {
			q = -127
		}
		b[2+j] = byte(int8(min(q, 127)))
	}
}

// maxF16 is the largest finite half.
const maxF16 = 65504
