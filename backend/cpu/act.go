package cpu

import (
	"math"

	"github.com/gemma-bench/gemma/backend/internal/host"
)

// act holds the rows of one value, rounded to 16-bit integers in blocks of 32: x ≈ d·q, d = max|x|/32767.
//
// A block that holds a NaN or an infinity gets d = NaN or ∞ and q = 0, so that every sum it enters
// becomes NaN. A block whose peak is too small for 32767/peak to be finite counts as zero.
type act struct {
	K      int
	q      []int16   // [T][K], or [T/16][K/2][16][2] where many
	packed []int64   // [T][K/2], base tier only
	d      []float32 // [T][K/32], or [T/16][K/32][16]
	s32    []float32 // [T][K/32], or [T/16][K/32][16]: d·Σq
	s16    []float32 // the same for groups of 16
	c32    []int32   // [T][K/32]: −128·Σq
	c16    []int32   // [T][K/16]
	many   bool      // laid out for gemm
}

// newAct returns room for T rows of K values.
func newAct(k *impl, T, K int) *act {
	T = (T + tileTokens - 1) / tileTokens * tileTokens
	f32 := func(n int) []float32 { return host.F32(host.Alloc(4 * n)) }
	i32 := func(n int) []int32 { return host.I32(host.Alloc(4 * n)) }
	a := &act{K: K, q: make([]int16, T*K), d: f32(T * K / 32), s32: f32(T * K / 32), s16: f32(T * K / 16)}
	if k.packed {
		a.packed = make([]int64, T*K/2)
	}
	a.c32, a.c16 = i32(T*K/32), i32(T*K/16)
	return a
}

// actPeak is the integer that the largest value of a block becomes. Eight bits would double the speed of
// the integer products on processors with byte dot products, but the rounding then moves the logits
// of the 270M model by up to 0.5, which is five hundred times as much as with sixteen.
const actPeak = 32767

// Constants of rounding: adding and subtracting 1.5·2²³ rounds a float32 of magnitude below 2²² to the
// nearest integer, ties to even, which is then in the low bits.
const (
	roundMagic = 3 << 22
	roundBits  = 0x4b400000 // of roundMagic
	maxBits    = 0x7f7fffff // of the largest finite float32
)

// quantiseBlock rounds 32 values and returns the scale.
func quantiseBlock(q *[32]int32, x *[32]float32) float32 {
	var peak uint32 // as bits: NaN is larger than infinity, which is larger than all numbers
	for _, v := range x {
		peak = max(peak, math.Float32bits(v)&^(1<<31))
	}
	d := math.Float32frombits(peak)
	inv := actPeak / d
	if peak > maxBits || math.Float32bits(inv) > maxBits {
		*q = [32]int32{}
		if peak <= maxBits {
			return 0
		}
		return d
	}
	for i, v := range x {
		q[i] = int32(math.Float32bits(float32(v*inv)+roundMagic)) - roundBits
	}
	return d / actPeak
}

// quantiseRow rounds row t of the step for gemv.
func quantiseRow(a *act, t int, x []float32) {
	K := a.K
	var q [32]int32
	for b := range K / 32 {
		d := quantiseBlock(&q, (*[32]float32)(x[32*b:]))
		out := (*[32]int16)(a.q[t*K+32*b:])
		var sums [2]int32
		for i, v := range q {
			out[i] = int16(v)
			sums[i/16] += v
		}
		if a.packed != nil {
			pack((*[16]int64)(a.packed[(t*K+32*b)/2:]), &q)
		}
		at := t*K/32 + b
		a.d[at], a.s32[at], a.c32[at] = d, d*float32(sums[0]+sums[1]), -128*(sums[0]+sums[1])
		for i, s := range sums {
			a.s16[2*at+i], a.c16[2*at+i] = d*float32(s), -128*s
		}
	}
}

// pack joins values k+4 and k of each eight in one word, for dotPacked.
func pack(dst *[16]int64, q *[32]int32) {
	for i := range dst {
		k := i/4*8 + i%4
		dst[i] = int64(q[k+4]) + int64(q[k])<<32
	}
}

// interleave lays rows t0 to t0+15, of which live exist, out for gemm. rows holds them as quantise left them.
func interleave(a, rows *act, t0, live int) {
	K := a.K
	for t := range tileTokens {
		if t >= live {
			a.zeroLane(t0, t)
			continue
		}
		src := rows.q[t*K : (t+1)*K]
		dst := a.q[t0*K+2*t : (t0+tileTokens)*K]
		for k := 0; k < K; k += 2 {
			*(*[2]int16)(dst[k*tileTokens:]) = *(*[2]int16)(src[k:])
		}
		for b := range K / 32 {
			at, from := t0*K/32+b*tileTokens+t, t*K/32+b
			a.d[at], a.s32[at] = rows.d[from], rows.s32[from]
		}
		for b := range K / 16 {
			a.s16[t0*K/16+b*tileTokens+t] = rows.s16[t*K/16+b]
		}
	}
}

// zeroLane clears token t of the tile at t0.
func (a *act) zeroLane(t0, t int) {
	K := a.K
	for k := range K / 2 {
		*(*[2]int16)(a.q[t0*K+(k*tileTokens+t)*2:]) = [2]int16{}
	}
	for b := range K / 32 {
		a.d[t0*K/32+b*tileTokens+t], a.s32[t0*K/32+b*tileTokens+t] = 0, 0
	}
	for b := range K / 16 {
		a.s16[t0*K/16+b*tileTokens+t] = 0
	}
}
