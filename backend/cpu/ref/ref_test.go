package ref

import (
	"math"
	"testing"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// The oracle itself is pinned by values worked out by hand or with another program; the real model's
// goldens in package engine pin it as a whole.

func mat(cols int, v ...float32) matrix { return matrix{v, cols} }

func near(t *testing.T, want []float64, got []float32) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		require.InDelta(t, want[i], got[i], 1e-6*max(1, math.Abs(want[i])), "value %d", i)
	}
}

func TestRMSNormByHand(t *testing.T) {
	y := newMatrix(2, 4)
	// Runs of 2: mean squares are (9+16)/2 = 12.5 and (1+1)/2 = 1.
	rmsNorm(y, mat(4, 3, 4, 1, -1, 0, 0, 6, 8), []float32{1, 2}, 0, 1)
	near(t, []float64{3 / math.Sqrt(12.5), 8 / math.Sqrt(12.5), 1, -2, 0, 0, 0, 0}, y.data)
	rmsNorm(y, mat(2, 0, 0), []float32{1, 2}, 1e-6, 1)
	require.Zero(t, y.data[0])
	rmsNormAdd(y, mat(4, 3, 4, 1, -1), []float32{1, 2}, mat(4, 10, 20, 30, 40), 0, 1)
	near(t, []float64{10 + 3/math.Sqrt(12.5), 20 + 8/math.Sqrt(12.5), 31, 38}, y.data[:4])
}

func TestRoPEByHand(t *testing.T) {
	y := newMatrix(1, 8)
	// Heads of 4: pairs (0,2) at frequency 1 and (1,3) at 100^(−1/2) = 1/10.
	rope(y, mat(8, 1, 0, 0, 1, 0, 2, 3, 0), []int32{2}, graph.RoPEAttr{HeadDim: 4, Base: 100, Scale: 0.5}, 1)
	c1, s1, c2, s2 := math.Cos(1), math.Sin(1), math.Cos(0.1), math.Sin(0.1)
	near(t, []float64{c1, -s2, s1, c2, -3 * s1, 2 * c2, 3 * c1, 2 * s2}, y.data)
}

func TestGELUKnownValues(t *testing.T) {
	y := newMatrix(1, 4)
	gelu(y, mat(4, 0, 1, -1, 3), 1)
	// ref: torch.nn.functional.gelu(x, approximate="tanh")
	near(t, []float64{0, 0.8411920, -0.1588080, 2.9963627}, y.data)
	geglu(y, mat(4, 0, 1, -1, 3), mat(4, 9, 2, 2, -1), 1)
	near(t, []float64{0, 1.6823840, -0.3176160, -2.9963627}, y.data)
}

func TestMatMulByHand(t *testing.T) {
	data := make([]byte, 4*6)
	require.NoError(t, tensor.Quantise(tensor.F32, data, []float32{1, 2, 3, -1, 0, 0.5}))
	p := &program{threads: 2}
	y := newMatrix(2, 2)
	p.matmul(y, mat(3, 1, 1, 1, 2, 0, -4), weight{tensor.TypeOf(tensor.F32, 2, 3), data}, 2)
	near(t, []float64{6, -0.5, -10, -4}, y.data)
}

func TestDotKeepsEveryElement(t *testing.T) {
	for n := range 20 {
		a, b := make([]float64, n), make([]float64, n)
		want := 0.0
		for i := range a {
			a[i], b[i] = float64(i+1), float64(2*i-3)
			want += a[i] * b[i]
		}
		require.Equal(t, want, dot(a, b))
	}
}

func TestSoftmaxAndTopK(t *testing.T) {
	y := newMatrix(1, 4)
	softmaxRows(y, mat(4, 0, float32(math.Log(3)), 5, float32(math.Inf(-1))), 2, 1)
	near(t, []float64{0.25, 0.75, 1, 0}, y.data)
	out := newMatrix(1, 6)
	topK(out, mat(5, 1, 7, 7, -2, 3), 1)
	require.Equal(t, []float32{1, 7, 2, 7, 4, 3}, out.data)
}

// newCache fills a cache of one sequence with rows of two heads of one value.
func newCache(S int, value func(s int) []float32) cache {
	c := cache{tensor.TypeOf(tensor.F32, 1, S, 2), make([]byte, 4*2*S)}
	for s := range S {
		if err := tensor.Quantise(tensor.F32, c.data[8*s:8*s+8], value(s)); err != nil {
			panic(err)
		}
	}
	return c
}

func TestAttentionSeesExactlyItsWindow(t *testing.T) {
	const S = 8
	p := &program{threads: 1}
	for _, window := range []int{0, 1, 3, 8} {
		for pos := range int32(S) {
			// Equal keys make attention the mean of the values, which are the positions.
			k := newCache(S, func(int) []float32 { return []float32{1, 1} })
			v := newCache(S, func(s int) []float32 { return []float32{float32(s), -float32(s)} })
			a := graph.AttentionAttr{Heads: 4, KVHeads: 2, HeadDim: 1, Window: window, Scale: 1}
			q, y := mat(4, 1, 2, 3, 4), newMatrix(1, 4)
			p.attention(y, q, k, v, []int32{pos}, []int32{0}, a, 1)
			from := int32(0)
			if window > 0 {
				from = max(0, pos-int32(window)+1)
			}
			mean := float64(from+pos) / 2
			near(t, []float64{mean, mean, -mean, -mean}, y.data) // heads 0 and 1 share the first KV head

			scores, mixed := newMatrix(1, 4*S), newMatrix(1, 4)
			attnScores(scores, q, k, []int32{pos}, []int32{0}, a, 1)
			softmaxRows(scores, scores, S, 1)
			attnMix(mixed, scores, v, []int32{0}, a, 1)
			near(t, []float64{mean, mean, -mean, -mean}, mixed.data)
		}
	}
}

func TestAttentionOnAWrappedRing(t *testing.T) {
	const S, pos, window = 4, 9, 3 // rows hold positions 8, 9, 6, 7
	p := &program{threads: 1}
	k := newCache(S, func(int) []float32 { return []float32{0, 0} })
	v := newCache(S, func(s int) []float32 { return []float32{[]float32{8, 9, 6, 7}[s], 0} })
	a := graph.AttentionAttr{Heads: 2, KVHeads: 2, HeadDim: 1, Window: window, Scale: 1}
	y := newMatrix(1, 2)
	p.attention(y, mat(2, 1, 1), k, v, []int32{pos}, []int32{0}, a, 1)
	near(t, []float64{8, 0}, y.data)
	scores := newMatrix(1, 2*S)
	attnScores(scores, mat(2, 1, 1), k, []int32{pos}, []int32{0}, a, 1)
	inf := float32(math.Inf(-1))
	require.Equal(t, []float32{0, 0, inf, 0}, scores.data[:S])
}

func TestScaleAppliesToScores(t *testing.T) {
	k := newCache(2, func(s int) []float32 { return []float32{float32(s), 0} })
	v := newCache(2, func(s int) []float32 { return []float32{float32(s), 0} })
	p, y := &program{threads: 1}, newMatrix(1, 2)
	p.attention(y, mat(2, 2, 0), k, v, []int32{1}, []int32{0}, graph.AttentionAttr{Heads: 2, KVHeads: 2, HeadDim: 1, Scale: 0.5}, 1)
	near(t, []float64{math.E / (1 + math.E), 0}, y.data[:2])
}

func TestKVWriteWraps(t *testing.T) {
	for _, typ := range []tensor.DType{tensor.F32, tensor.F16} {
		c := cache{typ: tensor.TypeOf(typ, 2, 3, 2), data: make([]byte, 12*typ.BlockBytes())}
		kvWrite(c, mat(2, 1, 2, 3, 4), []int32{4, 2}, []int32{1, 0}, 2)
		scratch := make([]float32, 2)
		require.Equal(t, []float32{1, 2}, c.row(scratch, 1, 1))
		require.Equal(t, []float32{3, 4}, c.row(scratch, 0, 2))
		require.Equal(t, []float32{0, 0}, c.row(scratch, 0, 1))
	}
}

func TestEmbedScales(t *testing.T) {
	data := make([]byte, 16)
	require.NoError(t, tensor.Quantise(tensor.F32, data, []float32{1, 2, 3, 4}))
	y := newMatrix(2, 2)
	embed(y, weight{tensor.TypeOf(tensor.F32, 2, 2), data}, []int32{1, 0}, 10, 2)
	require.Equal(t, []float32{30, 40, 10, 20}, y.data)
}
