package cpu

import (
	"encoding/binary"

	"github.com/gemma-bench/gemma/tensor"
)

// Unpackers of the types whose four-bit fields index sixteen levels; tensor/iq4.go describes the blocks.

var iq4Levels = tensor.IQ4Levels()

// levels16 expands sixteen bytes of indices to 32 levels.
func levels16(dst, src []byte) {
	dst, src = dst[:32], src[:16]
	for j, v := range src {
		dst[j] = byte(iq4Levels[v&15])
		dst[j+16] = byte(iq4Levels[v>>4])
	}
}

func unpackIQ4_NL(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for g := range K / 32 {
		b := row[18*g : 18*g+18]
		t.d[g*tileRows+r] = half(b)
		levels16(q[32*g:], b[2:])
	}
}

// unpackIQ4_XS: groups of 32, scales less 32.
func unpackIQ4_XS(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for s := range K / 256 {
		b := row[136*s : 136*s+136]
		d, high, low := half(b), binary.LittleEndian.Uint16(b[2:]), b[4:8]
		for g := range 8 {
			scale := int(low[g/2]>>(g%2*4)&15) | int(high>>(2*g)&3)<<4
			t.d[(8*s+g)*tileRows+r] = d * float32(scale-32)
			levels16(q[256*s+32*g:], b[8+16*g:])
		}
	}
}
