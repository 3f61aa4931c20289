package cpu

import (
	"encoding/binary"
	"math"

	"github.com/gemma-bench/gemma/tensor"
)

// base is the portable tier, and what the others must equal.
var base = impl{
	name: "base",
	unpack: [...]unpackFunc{
		tensor.Q4_0: unpackQ4_0, tensor.Q4_1: unpackQ4_1, tensor.Q5_0: unpackQ5_0, tensor.Q5_1: unpackQ5_1,
		tensor.Q8_0: unpackQ8_0, tensor.Q2_K: unpackQ2_K, tensor.Q3_K: unpackQ3_K, tensor.Q4_K: unpackQ4_K,
		tensor.Q5_K: unpackQ5_K, tensor.Q6_K: unpackQ6_K, tensor.IQ4_NL: unpackIQ4_NL, tensor.IQ4_XS: unpackIQ4_XS,
	},
	quantise: quantiseRow, packed: true, gemv: gemvBase,
	dot8: dot8Base, scores: scoresBase, mix: mixBase, rescale: rescaleBase, expSum: expSumBase,
	geglu: gegluBase, sumSquares: sumSquaresBase, normalise: normaliseBase, widen: widenBase,
}

// gemvBase: y[r] = Σ_g float(Σ q·x)·(d·dx) − m·sx, for one token.
func gemvBase(p *product) {
	for r := range p.rows {
		q, acc := p.q[r*p.K:(r+1)*p.K], float32(0)
		for g := range p.K / p.G {
			var sum int32
			if p.G == 32 {
				sum = dotPacked32((*[32]byte)(q[32*g:]), (*[16]int64)(p.packed[16*g:]))
			} else {
				sum = dotPacked16((*[16]byte)(q[16*g:]), (*[8]int64)(p.packed[8*g:]))
			}
			d := p.d[g*tileRows+r] * p.dx[g*p.G/32]
			acc += float32(float32(sum+p.cx[g]) * d)
			if p.mins != 0 {
				acc -= float32(p.m[g*tileRows+r] * p.sx[g])
			}
		}
		p.y[r] = acc
	}
}

// dotPacked32 returns Σ (q+128)·x. One 64-bit multiplication does two products: with two bytes of q
// as u₀ + u₁·2³² and the packed pair x₁ + x₀·2³², the upper half of the product grows by
// u₀·x₀ + u₁·x₁; the lower half collects u₀·x₁, a signed number whose borrow is taken back at the end.
func dotPacked32(q *[32]byte, x *[16]int64) int32 {
	const pair = 0x000000ff_000000ff
	v0 := binary.LittleEndian.Uint64(q[0:]) ^ signs
	v1 := binary.LittleEndian.Uint64(q[8:]) ^ signs
	v2 := binary.LittleEndian.Uint64(q[16:]) ^ signs
	v3 := binary.LittleEndian.Uint64(q[24:]) ^ signs
	s0 := int64(v0&pair)*x[0] + int64(v0>>8&pair)*x[1] + int64(v0>>16&pair)*x[2] + int64(v0>>24&pair)*x[3]
	s1 := int64(v1&pair)*x[4] + int64(v1>>8&pair)*x[5] + int64(v1>>16&pair)*x[6] + int64(v1>>24&pair)*x[7]
	s0 += int64(v2&pair)*x[8] + int64(v2>>8&pair)*x[9] + int64(v2>>16&pair)*x[10] + int64(v2>>24&pair)*x[11]
	s1 += int64(v3&pair)*x[12] + int64(v3>>8&pair)*x[13] + int64(v3>>16&pair)*x[14] + int64(v3>>24&pair)*x[15]
	s := s0 + s1
	return int32((s - int64(int32(s))) >> 32)
}

// dotPacked16 is dotPacked32 for sixteen values.
func dotPacked16(q *[16]byte, x *[8]int64) int32 {
	const pair = 0x000000ff_000000ff
	v0 := binary.LittleEndian.Uint64(q[0:]) ^ signs
	v1 := binary.LittleEndian.Uint64(q[8:]) ^ signs
	s := int64(v0&pair)*x[0] + int64(v0>>8&pair)*x[1] + int64(v0>>16&pair)*x[2] + int64(v0>>24&pair)*x[3]
	s += int64(v1&pair)*x[4] + int64(v1>>8&pair)*x[5] + int64(v1>>16&pair)*x[6] + int64(v1>>24&pair)*x[7]
	return int32((s - int64(int32(s))) >> 32)
}

// tree adds sixteen lanes: j to j+8, then +4, +2, +1.
func tree(l *[lanes]float32) float32 {
	for step := lanes / 2; step > 0; step /= 2 {
		for j := range step {
			l[j] += l[j+step]
		}
	}
	return l[0]
}

// dotLanes adds the products of a and b to sixteen lanes, k mod 16. Eight at a time fit the registers
// of every processor.
func dotLanes(a, b []float32) float32 {
	var l [lanes]float32
	b = b[:len(a)]
	whole := len(a) &^ (lanes - 1)
	for half := 0; half < lanes; half += 8 {
		var s0, s1, s2, s3, s4, s5, s6, s7 float32
		for k := half; k < whole; k += lanes {
			u, v := (*[8]float32)(a[k:]), (*[8]float32)(b[k:])
			s0 += float32(u[0] * v[0])
			s1 += float32(u[1] * v[1])
			s2 += float32(u[2] * v[2])
			s3 += float32(u[3] * v[3])
			s4 += float32(u[4] * v[4])
			s5 += float32(u[5] * v[5])
			s6 += float32(u[6] * v[6])
			s7 += float32(u[7] * v[7])
		}
		*(*[8]float32)(l[half:]) = [8]float32{s0, s1, s2, s3, s4, s5, s6, s7}
	}
	for k := whole; k < len(a); k++ {
		l[k-whole] += float32(a[k] * b[k])
	}
	return tree(&l)
}

func dot8Base(y *[tileRows]float32, w, x []float32) {
	for r := range y {
		y[r] = dotLanes(x, w[r*len(x):])
	}
}

func scoresBase(s, q, k []float32, stride int, scale float32) {
	for i := range s {
		s[i] = dotLanes(q, k[i*stride:]) * scale
	}
}

func mixBase(o, p, v []float32, stride int) {
	for i, w := range p {
		row := v[i*stride : i*stride+len(o)]
		for e, val := range row {
			o[e] += float32(w * val)
		}
	}
}

func rescaleBase(o []float32, c float32) {
	for e := range o {
		o[e] *= c
	}
}

func expSumBase(p []float32, top float32, sum *[lanes]float32, first int) {
	for i, s := range p {
		p[i] = exp(s - top)
		sum[(first+i)%lanes] += p[i]
	}
}

func gegluBase(y, g, u []float32) {
	u, y = u[:len(g)], y[:len(g)]
	for i, v := range g {
		y[i] = gelu(v) * u[i]
	}
}

// sumSquaresBase: the square of a float32 is exact in float64, so rounding happens only in the lanes.
func sumSquaresBase(x []float32) float64 {
	var l [8]float64
	for len(x) >= 8 {
		for j, v := range (*[8]float32)(x) {
			l[j] += float64(float64(v) * float64(v))
		}
		x = x[8:]
	}
	for j, v := range x {
		l[j] += float64(float64(v) * float64(v))
	}
	for step := 4; step > 0; step /= 2 {
		for j := range step {
			l[j] += l[j+step]
		}
	}
	return l[0]
}

func normaliseBase(y, x, w []float32, inv float32) {
	x, y = x[:len(w)], y[:len(w)]
	for i, v := range w {
		y[i] = float32(x[i]*inv) * v
	}
}

func widenBase(dst []float32, src []uint16) {
	for i, v := range src {
		dst[i] = tensor.F16ToF32(v)
	}
}

// Constants of exp. The polynomial and the split of ln 2 are those of expf in the Cephes library
// (S. Moshier, 1984–1992): relative error below 2⁻²³ on ±½·ln 2.
const (
	log2e = 1.44269504088896341
	ln2Hi = 0.693359375 // nine bits, so that n·ln2Hi is exact
	ln2Lo = -2.12194440e-4
	expC0 = 1.9875691500e-4
	expC1 = 1.3981999507e-3
	expC2 = 8.3334519073e-3
	expC3 = 4.1665795894e-2
	expC4 = 1.6666665459e-1
	expC5 = 5.0000001201e-1
	expLo = -87.3365 // below it the result would be subnormal: 0
	expHi = 88       // above it the scale 2ⁿ would overflow: infinity
)

// exp is eˣ in float32, one rounding for every operation, so that vectors of it give the same bits.
func exp(x float32) float32 {
	if x < expLo {
		return 0
	}
	if x > expHi {
		return float32(math.Inf(1))
	}
	shifted := float32(x*log2e) + roundMagic
	n := shifted - roundMagic
	r := x - float32(n*ln2Hi)
	r -= float32(n * ln2Lo)
	p := float32(float32(float32(expC0*r)+expC1) * r)
	p = float32(float32(p+expC2) * r)
	p = float32(float32(p+expC3) * r)
	p = float32(float32(p+expC4) * r)
	p = float32(float32(p+expC5) * float32(r*r))
	p = float32(p+r) + 1
	return p * math.Float32frombits((math.Float32bits(shifted)+127)<<23)
}

// gelu: x/2·(1 + tanh z) = x/(1 + e^(−2z)), z = √(2/π)·(x + 0.044715·x³).
// ref: Hendrycks & Gimpel, Gaussian Error Linear Units, 2016, section 2.
func gelu(x float32) float32 {
	const minus2c, cubic = -2 * 0.79788456080286535588, 0.044715
	inner := float32(float32(float32(x*x)*x)*cubic) + x
	return x / (1 + exp(float32(inner*minus2c)))
}
