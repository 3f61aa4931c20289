package tensor

import (
	"math"

	"github.com/x448/float16"
)

// F16ToF32 converts the bits of an IEEE 754 half to float32: exact for every finite value,
// subnormals included. A signalling NaN becomes quiet.
func F16ToF32(h uint16) float32 {
	sign := uint32(h&0x8000) << 16
	abs := uint32(h & 0x7fff)
	if abs >= 0x7c00 { // infinity or NaN: the exponent field is all ones in both formats
		bits := sign | 0x7f800000 | (abs&0x3ff)<<13
		if abs > 0x7c00 {
			bits |= 0x00400000
		}
		return math.Float32frombits(bits)
	}
	// Moving the 15 bits under float32's exponent leaves a value too small by the difference of the
	// two exponent biases, 127-15; one exact multiplication repairs normals and subnormals alike.
	const rebias = 1 << (127 - 15)
	return math.Float32frombits(sign | math.Float32bits(math.Float32frombits(abs<<13)*rebias))
}

// F32ToF16 rounds f to the nearest IEEE 754 half, ties to even. Magnitudes of 65520 and more become
// infinity.
func F32ToF16(f float32) uint16 { return float16.Fromfloat32(f).Bits() }

// BF16ToF32 converts the bits of a bfloat16 to float32, exactly.
func BF16ToF32(h uint16) float32 { return math.Float32frombits(uint32(h) << 16) }

// F32ToBF16 rounds f to the nearest bfloat16, ties to even. A NaN stays a NaN and becomes quiet.
func F32ToBF16(f float32) uint16 {
	bits := math.Float32bits(f)
	if bits&0x7fffffff > 0x7f800000 {
		return uint16(bits>>16) | 0x40
	}
	return uint16((bits + 0x7fff + bits>>16&1) >> 16)
}
