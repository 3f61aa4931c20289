package cpu

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// quantisedTypes lists the types that have an unpacker.
func quantisedTypes() []tensor.DType {
	var all []tensor.DType
	for _, d := range tensor.DTypes() {
		if d.Quantised() {
			all = append(all, d)
		}
	}
	return all
}

// widths returns row lengths for a type: few blocks, odd numbers of them, and the widths of the 270M model.
func widths(d tensor.DType) []int {
	if d.BlockValues() == 256 {
		return []int{256, 512, 768, 2048}
	}
	return []int{32, 64, 96, 160, 640, 1024}
}

// misaligned copies b to an address that is skip bytes off a multiple of eight.
func misaligned(b []byte, skip int) []byte {
	room := make([]byte, len(b)+skip)
	copy(room[skip:], b)
	return room[skip:]
}

func newTile(K int) *tile {
	t := &tile{}
	t.grow(K, false)
	for i := range t.q {
		t.q[i] = 0x55
	}
	return t
}

// values returns n floats of very different sizes, some of them zero.
func values(n int, rng *rand.Rand) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(rng.NormFloat64() * math.Exp(3*rng.NormFloat64()))
		if rng.IntN(20) == 0 {
			x[i] = 0
		}
	}
	return x
}

// bits lets require compare floats with NaN and signed zeros.
func bits(x []float32) []uint32 {
	b := make([]uint32, len(x))
	for i, v := range x {
		b[i] = math.Float32bits(v)
		if v != v {
			b[i] = 0x7fc00000 // which NaN comes out of an operation on two is not specified
		}
	}
	return b
}

func TestUnpackEqualsDequantise(t *testing.T) {
	for _, k := range impls {
		for _, d := range quantisedTypes() {
			for i, K := range widths(d) {
				rng := rand.New(rand.NewPCG(uint64(d), uint64(K)))
				row := misaligned(tensor.Random(d, K, 1, rng), i)
				want, got := make([]float32, K), make([]float32, K)
				require.NoError(t, tensor.Dequantise(d, want, row))
				for r := range tileRows {
					tl, G := newTile(K), groupValues(d)
					k.unpack[d](tl, r, K, row)
					for j := range got {
						at := j/G*tileRows + r
						got[j] = tl.d[at] * float32(int8(tl.q[r*K+j]))
						if hasMins(d) {
							got[j] = float32(got[j]) - tl.m[at]
						}
					}
					require.Equal(t, want, got, "%s %v K=%d row %d", k.name, d, K, r)
				}
			}
		}
	}
}

// An unpacker writes its own row of a tile and nothing else.
func TestUnpackWritesOneRow(t *testing.T) {
	for _, k := range impls {
		for _, d := range quantisedTypes() {
			K := widths(d)[1]
			row := tensor.Random(d, K, 1, rand.New(rand.NewPCG(1, 1)))
			for r := range tileRows {
				tl := newTile(K)
				k.unpack[d](tl, r, K, row)
				for i, q := range tl.q {
					require.True(t, i/K == r || q == 0x55, "%s %v: byte %d of row %d", k.name, d, i%K, i/K)
				}
				for i := range tl.d {
					mine := i%tileRows == r && i < K/groupValues(d)*tileRows
					require.True(t, mine || tl.d[i] == 0 && tl.m[i] == 0, "%s %v: scale %d", k.name, d, i)
				}
			}
		}
	}
}

func TestQuantise(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, K := range []int{32, 96, 640} {
		rng := rand.New(rand.NewPCG(uint64(K), 2))
		rows := [][]float32{values(K, rng), values(K, rng), make([]float32, K), values(K, rng), values(K, rng), values(K, rng), values(K, rng)}
		rows[3][5], rows[4][31], rows[4][K-1] = inf, nan, -inf
		for i := range 32 {
			rows[5][i] = float32(i) * 1e-40 // subnormal
			rows[6][i] *= 1e-36             // around the smallest peak that counts
		}
		want := newAct(&base, len(rows), K)
		for i, x := range rows {
			quantiseRow(want, i, x)
			for j, v := range x {
				d, q := float64(want.d[i*K/32+j/32]), float64(want.q[i*K+j])
				if !math.IsNaN(d) && !math.IsInf(d, 0) && d != 0 {
					require.InDelta(t, float64(v), d*q, d*0.505, "K=%d row %d value %d", K, i, j)
				}
			}
		}
		for _, k := range impls {
			got := newAct(k, len(rows), K)
			for i, x := range rows {
				k.quantise(got, i, x)
			}
			require.Equal(t, want.q, got.q, k.name)
			require.Equal(t, bits(want.d), bits(got.d), k.name)
			require.Equal(t, bits(want.s32), bits(got.s32), k.name)
			require.Equal(t, bits(want.s16), bits(got.s16), k.name)
		}
	}
}

// multiply runs one tile through a tier: by gemv, and where it has one by gemm.
func multiply(k *impl, d tensor.DType, w []byte, x [][]float32, K, rows int, many bool) [][]float32 {
	tl := newTile(K)
	for r := range rows {
		k.unpack[d](tl, r, K, w[r*d.RowBytes(K):(r+1)*d.RowBytes(K)])
	}
	a, T := newAct(k, len(x), K), len(x)
	lane := newAct(k, tileTokens, K)
	j := &matmulJob{program: &program{k: k}, act: a, T: T}
	a.many = many
	for t0 := 0; t0 < T; t0 += tileTokens {
		live := min(tileTokens, T-t0)
		for t := range live {
			if many {
				k.quantise(lane, t, x[t0+t])
			} else {
				k.quantise(a, t0+t, x[t0+t])
			}
		}
		if many {
			k.interleave(a, lane, t0, live)
		}
	}
	m := &operand{dtype: d, K: K, unpack: k.unpack[d], G: groupValues(d), mins: hasMins(d)}
	s, out := &scratch{}, make([][]float32, 0, T)
	for t := 0; t < T; {
		n := j.multiply(tl, m, s, &s.out[0], rows, t)
		for i := range min(n, T-t) {
			out = append(out, append([]float32(nil), s.out[0][i*tileRows:i*tileRows+rows]...))
		}
		t += n
	}
	return out
}

// TestProducts compares all tiers and both kernels bit by bit, and base with float64.
func TestProducts(t *testing.T) {
	const T = 21
	for _, d := range quantisedTypes() {
		for i, K := range widths(d) {
			rng := rand.New(rand.NewPCG(uint64(d), uint64(K)))
			rows := 1 + (i*5+2)%tileRows
			w := misaligned(tensor.Random(d, K*rows, 1, rng), i)
			x := make([][]float32, T)
			for j := range x {
				x[j] = values(K, rng)
			}
			want := multiply(&base, d, w, x, K, rows, false)
			checkPrecision(t, d, w, x, want, K, rows)
			for _, k := range impls {
				require.Equal(t, want, multiply(k, d, w, x, K, rows, false), "%s gemv %v K=%d", k.name, d, K)
				if k.gemm != nil {
					require.Equal(t, want, multiply(k, d, w, x, K, rows, true), "%s gemm %v K=%d", k.name, d, K)
				}
			}
		}
	}
}

// checkPrecision holds products to the rounding of the activations: each block is off by at most half
// a step of peak/32767 in each of 32 values, and the float32 sum by a few units in the last place of
// the sum of magnitudes.
func checkPrecision(t *testing.T, d tensor.DType, w []byte, x, got [][]float32, K, rows int) {
	row := make([]float32, K)
	for r := range rows {
		require.NoError(t, tensor.Dequantise(d, row, w[r*d.RowBytes(K):(r+1)*d.RowBytes(K)]))
		for i := range x {
			sum, bound := 0.0, 0.0
			for b := 0; b < K; b += 32 {
				peak, weights, size := 0.0, 0.0, 0.0
				for k := b; k < b+32; k++ {
					peak, weights = max(peak, math.Abs(float64(x[i][k]))), weights+math.Abs(float64(row[k]))
					sum += float64(x[i][k]) * float64(row[k])
					size += math.Abs(float64(x[i][k]) * float64(row[k]))
				}
				bound += peak/32767/2*weights*1.01 + size*1e-5
			}
			require.InDelta(t, sum, float64(got[i][r]), bound, "%v K=%d token %d row %d", d, K, i, r)
		}
	}
}

// TestProductExtremes has the largest integers on both sides, where a kernel could overflow.
func TestProductExtremes(t *testing.T) {
	const K = 64
	w := make([]byte, 0, tileRows*tensor.Q8_0.RowBytes(K))
	for r := range tileRows {
		for range K / 32 {
			w = append(w, 0, 0x3c) // 1
			for i := range 32 {
				w = append(w, [...]byte{0x80, 0x7f, 0x81, byte(0x80 + 255*(i%2))}[r%4])
			}
		}
	}
	x := [][]float32{make([]float32, K), make([]float32, K), make([]float32, K)}
	for i := range K {
		x[0][i], x[1][i], x[2][i] = 1, -1, float32(1-2*(i%2))
	}
	want := multiply(&base, tensor.Q8_0, w, x, K, tileRows, false)
	checkPrecision(t, tensor.Q8_0, w, x, want, K, tileRows)
	for _, k := range impls {
		for _, many := range []bool{false, k.gemm != nil} {
			require.Equal(t, want, multiply(k, tensor.Q8_0, w, x, K, tileRows, many), "%s %v", k.name, many)
		}
	}
}

// sweep calls f for every length to 70 and some offsets from alignment.
func sweep(f func(n, skip int, rng *rand.Rand)) {
	for n := range 71 {
		for skip := range 4 {
			f(n, skip, rand.New(rand.NewPCG(uint64(n), uint64(skip))))
		}
	}
	f(256, 1, rand.New(rand.NewPCG(256, 1)))
	f(640, 3, rand.New(rand.NewPCG(640, 3)))
}

// wild returns n values, some of them special, preceded by skip others.
func wild(n, skip int, rng *rand.Rand) []float32 {
	x := values(n+skip, rng)
	special := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 1e-42, 88.4, -87.4, 3e38}
	for i := range x {
		if rng.IntN(8) == 0 {
			x[i] = float32(special[rng.IntN(len(special))])
		}
	}
	return x[skip:]
}

func TestFloatKernels(t *testing.T) {
	for _, k := range impls[1:] {
		sweep(func(n, skip int, rng *rand.Rand) {
			at := fmt.Sprintf("%s n=%d skip=%d", k.name, n, skip)
			x, y, w := wild(n, skip, rng), wild(n, skip, rng), wild(n, skip, rng)
			apply := func(f func(out []float32)) []uint32 {
				out := append(make([]float32, skip), y...)[skip:]
				f(out)
				return bits(out)
			}
			inPlace := func(what string, f func(k *impl, out []float32)) {
				require.Equal(t, apply(func(o []float32) { f(&base, o) }), apply(func(o []float32) { f(k, o) }), "%s %s", what, at)
			}
			inPlace("geglu", func(k *impl, o []float32) { k.geglu(o, x, w) })
			inPlace("geglu in place", func(k *impl, o []float32) { k.geglu(o, o, w) })
			inPlace("normalise", func(k *impl, o []float32) { k.normalise(o, x, w, 0.37) })
			inPlace("rescale", func(k *impl, o []float32) { k.rescale(o, 0.73) })
			for first := range 17 {
				inPlace("expSum", func(k *impl, o []float32) {
					sum := [lanes]float32{3: 1, 15: 2}
					k.expSum(o, 1.5, &sum, first)
					if len(o) >= lanes { // the sums are part of what must agree
						copy(o, sum[:])
					}
				})
			}
			halves := make([]uint16, n)
			for i := range halves {
				halves[i] = uint16(rng.Uint32())
			}
			inPlace("widen", func(k *impl, o []float32) { k.widen(o, halves) })
			x = values(n+skip, rng)[skip:]
			require.Equal(t, base.sumSquares(x), k.sumSquares(x), at)
		})
	}
}

func TestAttentionKernels(t *testing.T) {
	for _, k := range impls[1:] {
		for _, E := range []int{1, 7, 8, 16, 24, 32, 48, 64, 72, 128, 256} {
			for n := range 14 {
				for _, gap := range []int{0, 3} {
					rng := rand.New(rand.NewPCG(uint64(E), uint64(n)))
					stride := E + gap
					q, keys := values(E, rng), values((n+1)*stride, rng)
					want, got := values(n, rng), make([]float32, n)
					base.scores(want, q, keys, stride, 0.3)
					k.scores(got, q, keys, stride, 0.3)
					require.Equal(t, bits(want), bits(got), "%s scores E=%d n=%d", k.name, E, n)
					o := values(E, rng)
					p := append([]float32(nil), o...)
					base.mix(o, want, keys, stride)
					k.mix(p, want, keys, stride)
					require.Equal(t, bits(o), bits(p), "%s mix E=%d n=%d", k.name, E, n)
				}
			}
		}
		for _, K := range []int{1, 16, 40, 64, 640} {
			rng := rand.New(rand.NewPCG(uint64(K), 9))
			w, x := values(tileRows*K, rng), values(K, rng)
			var want, got [tileRows]float32
			base.dot8(&want, w, x)
			k.dot8(&got, w, x)
			require.Equal(t, want, got, "%s dot8 K=%d", k.name, K)
		}
	}
}

func TestExpAndGELU(t *testing.T) {
	for x := -87.3; x < 88; x += 0.0137 {
		want := math.Exp(float64(float32(x)))
		require.InEpsilon(t, want, exp(float32(x)), 3e-7, "exp(%v)", x)
	}
	for x := -12.0; x < 12; x += 0.0037 {
		v := float64(float32(x))
		want := v / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(v+0.044715*v*v*v)))
		require.InDelta(t, want, gelu(float32(x)), 4e-7*max(0.05, math.Abs(want)), "gelu(%v)", x)
	}
	require.Zero(t, exp(float32(math.Inf(-1))))
	require.True(t, math.IsNaN(float64(exp(float32(math.NaN())))))
	require.Zero(t, gelu(-1e30))
	require.True(t, math.IsInf(float64(exp(88.1)), 1))
	require.Equal(t, float32(1e10), gelu(1e10))
}
