package tensor

// The 256-value types: a super-block of 16 groups of 16 values, or 8 groups of 32, each group with a
// small integer scale (and minimum) that one or two halves per block bring to size.
//
// Products are exact here too: a half has 11 significant bits, a group scale at most 7 and a quant at most
// 5 (powers of two aside), and 7 for the levels of IQ4, whose scales have 5.
//
// ref: ggml-common.h (block_q2_K … block_q6_K); gguf-py/gguf/quants.py.

// dequantiseQ2_K: y = (d·s)·q - (dmin·m) per 16 values.
// Block: sm[16] (scale low nibble, minimum high), q[64], d f16, dmin f16. Byte l of each 32 of q holds
// values l, l+32, l+64 and l+96 of its half of the block, two bits each.
func dequantiseQ2_K(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[84]byte)(src), (*[256]float32)(dst)
		d, dmin := loadF16(b[80:]), loadF16(b[82:])
		for g := range 16 {
			s, m := d*float32(b[g]&15), dmin*float32(b[g]>>4)
			shift := g / 2 % 4 * 2
			q := (*[16]byte)(b[16+g/8*32+g%2*16:])
			out := (*[16]float32)(y[16*g:])
			for l, v := range q {
				out[l] = s*float32(v>>shift&3) - m
			}
		}
		dst, src = dst[256:], src[84:]
	}
}

// dequantiseQ3_K: y = (d·(s-32))·q per 16 values; q is two bits of ql, less 4 where the bit of qh is clear.
// Block: qh[32], ql[64], scales[12], d f16. ql is laid out as in Q2_K; bit i of qh[l] belongs to value 32i+l.
func dequantiseQ3_K(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[110]byte)(src), (*[256]float32)(dst)
		d := loadF16(b[108:])
		for g := range 16 {
			s := d * float32(scaleQ3_K((*[12]byte)(b[96:]), g))
			shift, bit := g/2%4*2, g/2
			qh := (*[16]byte)(b[g%2*16:])
			ql := (*[16]byte)(b[32+g/8*32+g%2*16:])
			out := (*[16]float32)(y[16*g:])
			for l, v := range ql {
				out[l] = s * float32(int(v>>shift&3|qh[l]>>bit&1<<2)-4)
			}
		}
		dst, src = dst[256:], src[110:]
	}
}

// scaleQ3_K returns the scale of group g in -32…31: its low four bits are a nibble of the first eight
// bytes, its high two come from the last four, two bits a group.
func scaleQ3_K(p *[12]byte, g int) int {
	return int(p[g%8]>>(g/8*4)&15|p[8+g%4]>>(g/4*2)&3<<4) - 32
}

// scaleMinK returns the 6-bit scale and minimum of group g of a Q4_K or Q5_K block. Groups 0-3 sit in
// the low six bits of bytes g and g+4. Groups 4-7 have their low four bits in byte g+4 and their high
// two in the top of the bytes of group g-4.
func scaleMinK(p *[12]byte, g int) (scale, minimum byte) {
	if g < 4 {
		return p[g] & 63, p[g+4] & 63
	}
	return p[g+4]&15 | p[g-4]>>6<<4, p[g+4]>>4 | p[g]>>6<<4
}

// dequantiseQ4_K: y = (d·s)·q - (dmin·m) per 32 values.
// Block: d f16, dmin f16, scales[12], q[128]. Each 32 bytes of q hold two groups: low nibbles, then high.
func dequantiseQ4_K(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[144]byte)(src), (*[256]float32)(dst)
		d, dmin := loadF16(b[0:]), loadF16(b[2:])
		for g := 0; g < 8; g += 2 {
			s0, m0 := scaleMinK((*[12]byte)(b[4:]), g)
			s1, m1 := scaleMinK((*[12]byte)(b[4:]), g+1)
			d0, n0 := d*float32(s0), dmin*float32(m0)
			d1, n1 := d*float32(s1), dmin*float32(m1)
			out := (*[64]float32)(y[32*g:])
			for l, q := range (*[32]byte)(b[16+16*g:]) {
				out[l] = d0*float32(q&15) - n0
				out[l+32] = d1*float32(q>>4) - n1
			}
		}
		dst, src = dst[256:], src[144:]
	}
}

// dequantiseQ5_K: y = (d·s)·q - (dmin·m) per 32 values.
// Block: d f16, dmin f16, scales[12], qh[32], ql[128]. ql is laid out as in Q4_K; bit g of qh[l] is the
// fifth bit of value l of group g.
func dequantiseQ5_K(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[176]byte)(src), (*[256]float32)(dst)
		d, dmin := loadF16(b[0:]), loadF16(b[2:])
		qh := (*[32]byte)(b[16:])
		for g := 0; g < 8; g += 2 {
			s0, m0 := scaleMinK((*[12]byte)(b[4:]), g)
			s1, m1 := scaleMinK((*[12]byte)(b[4:]), g+1)
			d0, n0 := d*float32(s0), dmin*float32(m0)
			d1, n1 := d*float32(s1), dmin*float32(m1)
			out := (*[64]float32)(y[32*g:])
			for l, q := range (*[32]byte)(b[48+16*g:]) {
				h := qh[l] >> g
				out[l] = d0*float32(q&15|h<<4&16) - n0
				out[l+32] = d1*float32(q>>4|h<<3&16) - n1
			}
		}
		dst, src = dst[256:], src[176:]
	}
}

// dequantiseQ6_K: y = (d·s)·(q-32) per 16 values.
// Block: ql[128], qh[64], s[16] int8, d f16. In each half of 128 values, byte l of 64 of ql holds values l
// (low nibble) and l+64 (high); byte l of 32 of qh holds the top two bits of values l, l+32, l+64, l+96.
func dequantiseQ6_K(dst []float32, src []byte) {
	for len(dst) > 0 {
		b, y := (*[210]byte)(src), (*[256]float32)(dst)
		d := loadF16(b[208:])
		for half := range 2 {
			out := (*[128]float32)(y[128*half:])
			ql, qh := (*[64]byte)(b[64*half:]), (*[32]byte)(b[128+32*half:])
			scales := (*[8]byte)(b[192+8*half:])
			var s [8]float32
			for i := range s {
				s[i] = d * float32(int8(scales[i]))
			}
			for l, h := range qh {
				i, lo, hi := l/16, ql[l], ql[l+32]
				out[l] = s[i] * float32(int(lo&15|h<<4&48)-32)
				out[l+32] = s[i+2] * float32(int(hi&15|h<<2&48)-32)
				out[l+64] = s[i+4] * float32(int(lo>>4|h&48)-32)
				out[l+96] = s[i+6] * float32(int(hi>>4|h>>2&48)-32)
			}
		}
		dst, src = dst[256:], src[210:]
	}
}
