package tensor

import "encoding/binary"

// The 32-value types. The 16 bytes of a 4- or 5-bit block hold value j in the low nibble of byte j
// and value j+16 in its high nibble; bit j of the little-endian word qh is the fifth bit of value j.
//
// A half has 11 significant bits and a quant at most 7, so that d·q is exact in float32's 24: only the
// offset's addition rounds, and it does not matter that the compiler fuses it on arm64.
//
// ref: ggml-common.h (block_q4_0 … block_q8_0); gguf-py/gguf/quants.py.

// dequantiseQ4_0: y = d·(q-8). Block: d f16, q[16].
func dequantiseQ4_0(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[18]byte)(src), (*[32]float32)(dst)
		d := loadF16(b[0:])
		for j, q := range b[2:] {
			y[j] = d * float32(int(q&15)-8)
			y[j+16] = d * float32(int(q>>4)-8)
		}
		dst, src = dst[32:], src[18:]
	}
}

// dequantiseQ4_1: y = d·q + m. Block: d f16, m f16, q[16].
func dequantiseQ4_1(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[20]byte)(src), (*[32]float32)(dst)
		d, m := loadF16(b[0:]), loadF16(b[2:])
		for j, q := range b[4:] {
			y[j] = d*float32(q&15) + m
			y[j+16] = d*float32(q>>4) + m
		}
		dst, src = dst[32:], src[20:]
	}
}

// dequantiseQ5_0: y = d·(q-16). Block: d f16, qh u32, q[16].
func dequantiseQ5_0(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[22]byte)(src), (*[32]float32)(dst)
		d, qh := loadF16(b[0:]), binary.LittleEndian.Uint32(b[2:])
		for j, q := range b[6:] {
			y[j] = d * float32(int(uint32(q&15)|qh>>j<<4&16)-16)
			y[j+16] = d * float32(int(uint32(q>>4)|qh>>(j+16)<<4&16)-16)
		}
		dst, src = dst[32:], src[22:]
	}
}

// dequantiseQ5_1: y = d·q + m. Block: d f16, m f16, qh u32, q[16].
func dequantiseQ5_1(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[24]byte)(src), (*[32]float32)(dst)
		d, m, qh := loadF16(b[0:]), loadF16(b[2:]), binary.LittleEndian.Uint32(b[4:])
		for j, q := range b[8:] {
			y[j] = d*float32(uint32(q&15)|qh>>j<<4&16) + m
			y[j+16] = d*float32(uint32(q>>4)|qh>>(j+16)<<4&16) + m
		}
		dst, src = dst[32:], src[24:]
	}
}

// dequantiseQ8_0: y = d·q. Block: d f16, q[32] int8.
func dequantiseQ8_0(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[34]byte)(src), (*[32]float32)(dst)
		d := loadF16(b[0:])
		for j, q := range b[2:] {
			y[j] = d * float32(int8(q))
		}
		dst, src = dst[32:], src[34:]
	}
}
