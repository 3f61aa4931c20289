package tensor

import (
	"encoding/binary"
	"fmt"
	"math"
)

// encoders write whole blocks. They report a value or a scale that the type cannot hold.
var encoders = [numDTypes]func(dst []byte, src []float32) error{
	F32:  quantiseF32,
	F16:  quantiseF16,
	BF16: quantiseBF16,
	Q4_0: quantiseQ4_0,
	Q4_1: quantiseQ4_1,
	Q5_0: quantiseQ5_0,
	Q5_1: quantiseQ5_1,
	Q8_0: quantiseQ8_0,
	Q4_K: quantiseQ4_K,
	Q6_K: quantiseQ6_K,
}

// Quantise stores src, a whole number of blocks of type d, in dst, whose length must be exactly
// d.RowBytes(len(src)). F16 and BF16 round to nearest, ties to even. Q4_0, Q4_1, Q5_0, Q5_1 and Q8_0
// equal llama.cpp's reference quantisers, byte for byte; Q4_K and Q6_K search for scales in their own way
// (see quantise_k.go). All of these refuse values that are not finite and blocks whose scale exceeds the
// range of a half. Other types are an UnsupportedError.
// After an error the contents of dst are unspecified.
func Quantise(d DType, dst []byte, src []float32) error {
	if !d.Valid() || encoders[d] == nil {
		return &UnsupportedError{Op: "quantise", DType: d}
	}
	if err := checkLengths("quantise", d, len(src), len(dst)); err != nil {
		return err
	}
	if err := encoders[d](dst, src); err != nil {
		return fmt.Errorf("tensor: quantise: %v: %w", d, err)
	}
	return nil
}

func quantiseF32(dst []byte, src []float32) error {
	for i, v := range src {
		binary.LittleEndian.PutUint32(dst[4*i:], math.Float32bits(v))
	}
	return nil
}

func quantiseF16(dst []byte, src []float32) error {
	for i, v := range src {
		binary.LittleEndian.PutUint16(dst[2*i:], F32ToF16(v))
	}
	return nil
}

func quantiseBF16(dst []byte, src []float32) error {
	for i, v := range src {
		binary.LittleEndian.PutUint16(dst[2*i:], F32ToBF16(v))
	}
	return nil
}

// storeF16 writes v, a scale or offset of block blk, as a half at b[0:2].
func storeF16(b []byte, v float32, blk int) error {
	h := F32ToF16(v)
	if h&0x7c00 == 0x7c00 {
		return fmt.Errorf("block %d needs a scale of %g, which is not a finite half", blk, v)
	}
	binary.LittleEndian.PutUint16(b, h)
	return nil
}

// inverse returns 1/d, or 0 where d is so small that the stored half is zero whatever the quants are.
func inverse(d float32) float32 {
	if id := 1 / d; d != 0 && !math.IsInf(float64(id), 0) {
		return id
	}
	return 0
}

// peak returns the value of largest magnitude, the first of equals, sign kept.
func peak(x *[32]float32, blk int) (float32, error) {
	var v, abs float32
	for i, f := range x {
		a := math.Float32frombits(math.Float32bits(f) &^ (1 << 31))
		if !(a <= math.MaxFloat32) {
			return 0, fmt.Errorf("value %d is %v", 32*blk+i, f)
		}
		if a > abs {
			v, abs = f, a
		}
	}
	return v, nil
}

// extent returns the smallest and largest value.
func extent(x *[32]float32, blk int) (lo, hi float32, err error) {
	if _, err := peak(x, blk); err != nil {
		return 0, 0, err
	}
	lo, hi = x[0], x[0]
	for _, f := range x[1:] {
		lo, hi = min(lo, f), max(hi, f)
	}
	return lo, hi, nil
}

// symmetric quantises 32 values to 0…2·half-1 around half: d = peak/-half, so that the peak itself is
// exact, and q = trunc(v/d + half + ½), each operation rounded to float32 as ggml's baseline build rounds it: it
// decides where values lie halfway between two integers, as those of a file that was quantised before do.
func symmetric(x *[32]float32, half, blk int) (d float32, q [32]byte, err error) {
	p, err := peak(x, blk)
	if err != nil {
		return 0, q, err
	}
	d = p / float32(-half)
	id := inverse(d)
	for i, v := range x {
		q[i] = byte(min(float32(v*id)+(float32(half)+0.5), float32(2*half-1)))
	}
	return d, q, nil
}

// affine quantises 32 values to 0…top: d = (hi-lo)/top and q = trunc((v-lo)/d + ½).
func affine(x *[32]float32, top, blk int) (d, m float32, q [32]byte, err error) {
	lo, hi, err := extent(x, blk)
	if err != nil {
		return 0, 0, q, err
	}
	d = (hi - lo) / float32(top)
	id := inverse(d)
	for i, v := range x {
		q[i] = byte(min(float32((v-lo)*id)+0.5, float32(top)))
	}
	return d, lo, q, nil
}

// packNibbles stores the low four bits of values j and j+16 in byte j, and returns the fifth bits.
func packNibbles(dst *[16]byte, q *[32]byte) (high uint32) {
	for j := range dst {
		dst[j] = q[j]&15 | q[j+16]<<4
		high |= uint32(q[j]>>4)<<j | uint32(q[j+16]>>4)<<(j+16)
	}
	return high
}

func quantiseQ4_0(dst []byte, src []float32) error {
	for blk := range len(src) / 32 {
		b := (*[18]byte)(dst[18*blk:])
		d, q, err := symmetric((*[32]float32)(src[32*blk:]), 8, blk)
		if err != nil {
			return err
		}
		if err := storeF16(b[0:], d, blk); err != nil {
			return err
		}
		packNibbles((*[16]byte)(b[2:]), &q)
	}
	return nil
}

func quantiseQ5_0(dst []byte, src []float32) error {
	for blk := range len(src) / 32 {
		b := (*[22]byte)(dst[22*blk:])
		d, q, err := symmetric((*[32]float32)(src[32*blk:]), 16, blk)
		if err != nil {
			return err
		}
		if err := storeF16(b[0:], d, blk); err != nil {
			return err
		}
		binary.LittleEndian.PutUint32(b[2:], packNibbles((*[16]byte)(b[6:]), &q))
	}
	return nil
}

func quantiseQ4_1(dst []byte, src []float32) error {
	for blk := range len(src) / 32 {
		b := (*[20]byte)(dst[20*blk:])
		d, m, q, err := affine((*[32]float32)(src[32*blk:]), 15, blk)
		if err != nil {
			return err
		}
		if err := storeF16(b[0:], d, blk); err != nil {
			return err
		}
		if err := storeF16(b[2:], m, blk); err != nil {
			return err
		}
		packNibbles((*[16]byte)(b[4:]), &q)
	}
	return nil
}

func quantiseQ5_1(dst []byte, src []float32) error {
	for blk := range len(src) / 32 {
		b := (*[24]byte)(dst[24*blk:])
		d, m, q, err := affine((*[32]float32)(src[32*blk:]), 31, blk)
		if err != nil {
			return err
		}
		if err := storeF16(b[0:], d, blk); err != nil {
			return err
		}
		if err := storeF16(b[2:], m, blk); err != nil {
			return err
		}
		binary.LittleEndian.PutUint32(b[4:], packNibbles((*[16]byte)(b[8:]), &q))
	}
	return nil
}

// quantiseQ8_0: d = peak/127, q = v/d rounded to nearest, ties away from zero.
func quantiseQ8_0(dst []byte, src []float32) error {
	for blk := range len(src) / 32 {
		b, x := (*[34]byte)(dst[34*blk:]), (*[32]float32)(src[32*blk:])
		p, err := peak(x, blk)
		if err != nil {
			return err
		}
		d := max(p, -p) / 127
		if err := storeF16(b[0:], d, blk); err != nil {
			return err
		}
		id := inverse(d)
		for j, v := range x {
			b[2+j] = byte(int8(math.Round(float64(v * id))))
		}
	}
	return nil
}
