package cpu

import (
	"unsafe"

	"github.com/gemma-bench/gemma/tensor"
	"golang.org/x/sys/cpu"
)

// hasF16C reports whether the processor converts halves, which x/sys/cpu does not say.
// ref: Intel SDM, CPUID leaf 1, ECX bit 29.
func hasF16C() bool {
	_, _, c, _ := cpuid(1, 0)
	return c>>29&1 != 0
}

func init() {
	if !cpu.X86.HasAVX2 || !hasF16C() {
		return
	}
	impls = append(impls, &avx2)
	x := &cpu.X86
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX512VNNI {
		impls = append(impls, &avx512)
	}
}

var avx2 = impl{
	name: "avx2",
	unpack: with(base.unpack, map[tensor.DType]unpackFunc{
		tensor.Q4_0: asmUnpack(unpackQ4_0AVX2, tensor.Q4_0), tensor.Q5_0: asmUnpack(unpackQ5_0AVX2, tensor.Q5_0),
		tensor.Q8_0: asmUnpack(unpackQ8_0AVX2, tensor.Q8_0), tensor.Q4_K: asmUnpackMins(unpackQ4_KAVX2, tensor.Q4_K),
		tensor.Q5_K: asmUnpackMins(unpackQ5_KAVX2, tensor.Q5_K), tensor.Q6_K: asmUnpack(unpackQ6_KAVX2, tensor.Q6_K),
	}),
	quantise: quantiseRowAVX2, gemv: gemvAVX2, gemm: gemmTileAVX2, widenTile: widenTileASM, interleave: interleaveAVX2,
	dot8: dot8AVX2, scores: scoresASM, mix: mixASM, rescale: rescaleASM, expSum: expSumASM,
	geglu: gegluASM, sumSquares: sumSquaresASM, normalise: normaliseASM, widen: widenASM,
}

var avx512 = func() impl {
	k := avx2
	k.name, k.gemm = "avx512", gemmTileVNNI
	return k
}()

// with returns u with some entries replaced.
func with(u [tensor.IQ4_XS + 1]unpackFunc, other map[tensor.DType]unpackFunc) [tensor.IQ4_XS + 1]unpackFunc {
	for d, f := range other {
		u[d] = f
	}
	return u
}

// asmUnpack adapts an unpacker in assembly for a type without minima. The slices it takes are bounds checks.
func asmUnpack(f func(q *byte, d *float32, row *byte, blocks int), d tensor.DType) unpackFunc {
	values, bytes, groups := d.BlockValues(), d.BlockBytes(), d.BlockValues()/groupValues(d)
	return func(t *tile, r, K int, row []byte) {
		n := K / values
		q, row, scales := t.q[r*K:(r+1)*K], row[:n*bytes], t.d[r:(n*groups-1)*tileRows+r+1]
		f(&q[0], &scales[0], &row[0], n)
	}
}

// asmUnpackMins does so for a type with minima.
func asmUnpackMins(f func(q *byte, d, m *float32, row *byte, blocks int), d tensor.DType) unpackFunc {
	values, bytes, groups := d.BlockValues(), d.BlockBytes(), d.BlockValues()/groupValues(d)
	return func(t *tile, r, K int, row []byte) {
		n := K / values
		last := (n*groups-1)*tileRows + r + 1
		q, row, scales, mins := t.q[r*K:(r+1)*K], row[:n*bytes], t.d[r:last], t.m[r:last]
		f(&q[0], &scales[0], &mins[0], &row[0], n)
	}
}

func quantiseRowAVX2(a *act, t int, x []float32) {
	K := a.K
	x, q, d := x[:K], a.q[t*K:(t+1)*K], a.d[t*K/32:(t+1)*K/32]
	s32, s16 := a.s32[t*K/32:(t+1)*K/32], a.s16[t*K/16:(t+1)*K/16]
	quantiseAVX2(&q[0], &d[0], &s32[0], &s16[0], &x[0], K/32)
}

// gemmTileAVX2 multiplies four rows at a time, as many as sixteen registers hold.
func gemmTileAVX2(p *product) {
	gemmAVX2(p, 0)
	gemmAVX2(p, 4)
	transposeAcc(p)
}

func gemmTileVNNI(p *product) {
	gemmVNNI(p)
	transposeAcc(p)
}

// transposeAcc writes acc[8][16] to y[16][8].
func transposeAcc(p *product) {
	y, acc := p.y[:tileRows*tileTokens], p.acc[:tileRows*tileTokens]
	for t := 0; t < tileTokens; t += 8 {
		transposeAVX2(&y[t*tileRows], &acc[t], 4*tileRows, 4*tileTokens)
	}
}

func widenTileASM(dst []int16, src []byte) {
	src = src[:len(dst)]
	widenTileAVX2(&dst[0], &src[0], len(dst))
}

// interleaveAVX2 is interleave for whole tiles, by transposing 8×8 matrices of pairs and scales.
func interleaveAVX2(a, rows *act, t0, live int) {
	K := a.K
	if live < tileTokens {
		interleave(a, rows, t0, live)
		return
	}
	// SAFETY: a pair of int16 is transposed like one float32; bits are moved and never computed with.
	dst := unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(a.q[t0*K:(t0+tileTokens)*K]))), tileTokens*K/2)
	src := unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(rows.q[:tileTokens*K]))), tileTokens*K/2)
	transposeRows(dst, src, K/2)
	transposeRows(a.d[t0*K/32:], rows.d, K/32)
	transposeRows(a.s32[t0*K/32:], rows.s32, K/32)
	transposeRows(a.s16[t0*K/16:], rows.s16, K/16)
}

// transposeRows writes src[16][cols] to dst[cols][16].
func transposeRows(dst, src []float32, cols int) {
	dst, src = dst[:cols*tileTokens], src[:cols*tileTokens]
	c := 0
	for ; c+8 <= cols; c += 8 {
		transposeAVX2(&dst[c*tileTokens], &src[c], 4*tileTokens, 4*cols)
		transposeAVX2(&dst[c*tileTokens+8], &src[8*cols+c], 4*tileTokens, 4*cols)
	}
	for ; c < cols; c++ {
		for t := range tileTokens {
			dst[c*tileTokens+t] = src[t*cols+c]
		}
	}
}

func dot8AVX2(y *[tileRows]float32, w, x []float32) { scoresASM(y[:], x, w, len(x), 1) }

func scoresASM(s, q, k []float32, stride int, scale float32) {
	if len(s) == 0 || len(q) == 0 || len(q)%lanes != 0 {
		scoresBase(s, q, k, stride, scale)
		return
	}
	k = k[:(len(s)-1)*stride+len(q)]
	scoresAVX2(&s[0], &q[0], &k[0], len(s), len(q), 4*stride, scale)
}

func mixASM(o, p, v []float32, stride int) {
	if len(p) == 0 || len(o) == 0 || len(o)%8 != 0 {
		mixBase(o, p, v, stride)
		return
	}
	v = v[:(len(p)-1)*stride+len(o)]
	mixAVX2(&o[0], &p[0], &v[0], len(p), len(o), 4*stride)
}

func rescaleASM(o []float32, c float32) {
	n := len(o) &^ 7
	if n > 0 {
		rescaleAVX2(&o[0], n, c)
	}
	rescaleBase(o[n:], c)
}

// expSumASM leaves what comes before the first lane 0, and after the last lane 15, to Go.
func expSumASM(p []float32, top float32, sum *[lanes]float32, first int) {
	head := min(-first&(lanes-1), len(p))
	expSumBase(p[:head], top, sum, first)
	p, first = p[head:], first+head
	n := len(p) &^ (lanes - 1)
	if n > 0 {
		expSumAVX2(&p[0], n, top, sum)
	}
	expSumBase(p[n:], top, sum, first+n)
}

func gegluASM(y, g, u []float32) {
	u, y = u[:len(g)], y[:len(g)]
	n := len(g) &^ 7
	if n > 0 {
		gegluAVX2(&y[0], &g[0], &u[0], n)
	}
	gegluBase(y[n:], g[n:], u[n:])
}

func sumSquaresASM(x []float32) float64 {
	if len(x) == 0 || len(x)%8 != 0 {
		return sumSquaresBase(x)
	}
	return sumSquaresAVX2(&x[0], len(x))
}

func normaliseASM(y, x, w []float32, inv float32) {
	x, y = x[:len(w)], y[:len(w)]
	n := len(w) &^ 7
	if n > 0 {
		normaliseAVX2(&y[0], &x[0], &w[0], n, inv)
	}
	normaliseBase(y[n:], x[n:], w[n:], inv)
}

func widenASM(dst []float32, src []uint16) {
	src = src[:len(dst)]
	n := len(dst) &^ 7
	if n > 0 {
		widenAVX2(&dst[0], &src[0], n)
	}
	widenBase(dst[n:], src[n:])
}
