package cpu

import (
	"encoding/binary"

	"github.com/gemma-bench/gemma/tensor"
)

// Unpackers of the 32-value types; tensor/legacy.go describes the blocks. Eight values travel in one
// 64-bit word. To make the unsigned field u of each byte into u − z, (u + 128 − z) xor 128 is enough:
// the sum stays within the byte.

const (
	ones  = 0x0101010101010101
	signs = 128 * ones
)

// word reads eight bytes.
func word(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// half reads the scale stored at b.
func half(b []byte) float32 { return tensor.F16ToF32(binary.LittleEndian.Uint16(b)) }

// signed subtracts z from each byte.
func signed(u uint64, z uint64) uint64 { return (u + (128-z)*ones) ^ signs }

// spread puts bit i of the low byte of b at bit 4 of byte i.
func spread(b uint64) uint64 {
	const diagonal = 0x8040201008040201
	return (b&255*ones&diagonal + 127*ones) & signs >> 3
}

func put(dst []byte, v uint64) { binary.LittleEndian.PutUint64(dst, v) }

func unpackQ4_0(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for g := range K / 32 {
		b, out := row[18*g:18*g+18], q[32*g:32*g+32]
		t.d[g*tileRows+r] = half(b)
		for i := 0; i < 16; i += 8 {
			v := word(b[2+i:])
			put(out[i:], signed(v&(15*ones), 8))
			put(out[i+16:], signed(v>>4&(15*ones), 8))
		}
	}
}

func unpackQ4_1(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for g := range K / 32 {
		b, out := row[20*g:20*g+20], q[32*g:32*g+32]
		t.d[g*tileRows+r], t.m[g*tileRows+r] = half(b), -half(b[2:])
		for i := 0; i < 16; i += 8 {
			v := word(b[4+i:])
			put(out[i:], v&(15*ones))
			put(out[i+16:], v>>4&(15*ones))
		}
	}
}

func unpackQ5_0(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for g := range K / 32 {
		b, out := row[22*g:22*g+22], q[32*g:32*g+32]
		t.d[g*tileRows+r] = half(b)
		high := uint64(binary.LittleEndian.Uint32(b[2:]))
		for i := 0; i < 16; i += 8 {
			v := word(b[6+i:])
			put(out[i:], signed(v&(15*ones)|spread(high>>i), 16))
			put(out[i+16:], signed(v>>4&(15*ones)|spread(high>>(i+16)), 16))
		}
	}
}

func unpackQ5_1(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for g := range K / 32 {
		b, out := row[24*g:24*g+24], q[32*g:32*g+32]
		t.d[g*tileRows+r], t.m[g*tileRows+r] = half(b), -half(b[2:])
		high := uint64(binary.LittleEndian.Uint32(b[4:]))
		for i := 0; i < 16; i += 8 {
			v := word(b[8+i:])
			put(out[i:], v&(15*ones)|spread(high>>i))
			put(out[i+16:], v>>4&(15*ones)|spread(high>>(i+16)))
		}
	}
}

func unpackQ8_0(t *tile, r, K int, row []byte) {
	q := t.q[r*K : (r+1)*K]
	for g := range K / 32 {
		b := row[34*g : 34*g+34]
		t.d[g*tileRows+r] = half(b)
		*(*[32]byte)(q[32*g:]) = *(*[32]byte)(b[2:])
	}
}
