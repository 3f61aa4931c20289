package tensor

import "encoding/binary"

// ref: ggml-common.h, kvalues_iq4nl.
var iq4Levels = [16]int8{-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113}

var iq4Float = func() (levels [16]float32) {
	for i, v := range iq4Levels {
		levels[i] = float32(v)
	}
	return levels
}()

// IQ4Levels returns the sixteen levels that the four-bit indices of IQ4_NL and IQ4_XS select.
func IQ4Levels() [16]int8 { return iq4Levels }

// dequantiseIQ4_NL: y = d·level[q]. Block: d f16, q[16], nibbles as in Q4_0.
func dequantiseIQ4_NL(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[18]byte)(src), (*[32]float32)(dst)
		d := loadF16(b[0:])
		for j, q := range b[2:] {
			y[j] = d * iq4Float[q&15]
			y[j+16] = d * iq4Float[q>>4]
		}
		dst, src = dst[32:], src[18:]
	}
}

// dequantiseIQ4_XS: y = (d·(s-32))·level[q] per 32 values.
// Block: d f16, sh u16, sl[4], q[128]. Scale g has its low four bits in nibble g of sl and its high two
// in bits 2g of sh; 16 bytes of q a group, nibbles as in Q4_0.
func dequantiseIQ4_XS(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[136]byte)(src), (*[256]float32)(dst)
		d, sh, sl := loadF16(b[0:]), binary.LittleEndian.Uint16(b[2:]), b[4:8]
		for g := range 8 {
			s := d * float32(int(sl[g/2]>>(g%2*4)&15)|int(sh>>(2*g)&3)<<4-32)
			out := (*[32]float32)(y[32*g:])
			for j, q := range (*[16]byte)(b[8+16*g:]) {
				out[j] = s * iq4Float[q&15]
				out[j+16] = s * iq4Float[q>>4]
			}
		}
		dst, src = dst[256:], src[136:]
	}
}
