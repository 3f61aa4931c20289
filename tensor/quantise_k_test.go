package tensor_test

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/tensor"
)

// normal returns n values of a heavy-tailed kind, as weights are.
func normal(n int, seed uint64) []float32 {
	rng := rand.New(rand.NewPCG(seed, 1))
	x := make([]float32, n)
	for i := range x {
		v := rng.NormFloat64()
		x[i] = float32(0.02 * v * (1 + 0.3*v*v))
	}
	return x
}

// roundTrip returns what d makes of x, and the bytes.
func roundTrip(t testing.TB, d tensor.DType, x []float32) ([]float32, []byte) {
	b, y := make([]byte, d.RowBytes(len(x))), make([]float32, len(x))
	require.NoError(t, tensor.Quantise(d, b, x))
	require.NoError(t, tensor.Dequantise(d, y, b))
	return y, b
}

func rmse(x, y []float32) float64 {
	var e, n float64
	for i := range x {
		e += math.Pow(float64(x[i])-float64(y[i]), 2)
		n += math.Pow(float64(x[i]), 2)
	}
	return math.Sqrt(e / n)
}

// The bounds are what llama.cpp's reference quantisers reach on the same values: quantize_row_q4_K_ref and
// quantize_row_q6_K_ref of ggml-base 0.25.3.
func TestQuantiseKError(t *testing.T) {
	x := normal(256*400, 3)
	for d, bound := range map[tensor.DType]float64{tensor.Q4_K: 0.0948293, tensor.Q6_K: 0.0252609} {
		y, _ := roundTrip(t, d, x)
		require.Less(t, rmse(x, y), bound, d)
	}
}

// What a type holds exactly stays as it is.
func TestQuantiseKKeepsWhatItHolds(t *testing.T) {
	for _, d := range []tensor.DType{tensor.Q4_K, tensor.Q6_K} {
		zeros := make([]float32, 256)
		y, _ := roundTrip(t, d, zeros)
		require.Equal(t, zeros, y)
		ramp := make([]float32, 256)
		for i := range ramp {
			ramp[i] = float32(i%16-8) / 64
		}
		y, _ = roundTrip(t, d, ramp)
		for i := range y {
			require.InDelta(t, ramp[i], y[i], 2e-3, "%v %d", d, i)
		}
		for _, scale := range []float32{1e-30, 1e-7, 1, 1000} {
			x := normal(512, 9)
			for i := range x {
				x[i] *= scale * 50
			}
			y, _ := roundTrip(t, d, x)
			if scale > 1e-5 {
				require.Less(t, rmse(x, y), 0.1, "%v × %v", d, scale)
			}
		}
		for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), math.MaxFloat32} {
			x := make([]float32, 256)
			x[17] = bad
			require.Error(t, tensor.Quantise(d, make([]byte, d.RowBytes(256)), x), "%v %v", d, bad)
		}
	}
}

func TestQuantiseKIsPinned(t *testing.T) {
	sum := sha256.New()
	for _, d := range []tensor.DType{tensor.Q4_K, tensor.Q6_K} {
		_, b := roundTrip(t, d, normal(256*64, 5))
		sum.Write(b)
	}
	require.Equal(t, "08de9cdacd5049a9c707a5a7bdc39abafe9366c21f95f807c044a09cddb8edde", hex.EncodeToString(sum.Sum(nil)))
}

// TestGrid: values on a Q4_0 grid, rounded to bfloat16 as checkpoints store them, keep their integers.
func TestGrid(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	plainLoses := false
	for range 500 {
		x, want := make([]float32, 32), make([]int, 32)
		d := tensor.F16ToF32(tensor.F32ToF16(float32(math.Exp(rng.NormFloat64()) * 0.01)))
		low, high := -8+rng.IntN(6), 7-rng.IntN(6)
		for i := range x {
			want[i] = low + rng.IntN(high-low+1)
			x[i] = tensor.BF16ToF32(tensor.F32ToBF16(d * float32(want[i])))
		}
		want[0], want[1] = 1, -1 // the step is not a multiple of itself
		x[0], x[1] = tensor.BF16ToF32(tensor.F32ToBF16(d)), -tensor.BF16ToF32(tensor.F32ToBF16(d))
		b, y := make([]byte, 18), make([]float32, 32)
		require.NoError(t, tensor.QuantiseQ4_0Grid(b, x))
		require.NoError(t, tensor.Dequantise(tensor.Q4_0, y, b))
		for i := range y {
			require.InDelta(t, float64(want[i])*float64(d), y[i], float64(d)*0.1)
		}
		plain, _ := roundTrip(t, tensor.Q4_0, x)
		plainLoses = plainLoses || rmse(x, plain) > 0.02
		require.LessOrEqual(t, rmse(x, y), rmse(x, plain)+1e-12)
	}
	require.True(t, plainLoses, "the plain quantiser does not know the grid")
	x := normal(32*100, 4)
	b, y := make([]byte, 18*100), make([]float32, len(x))
	require.NoError(t, tensor.QuantiseQ4_0Grid(b, x))
	require.NoError(t, tensor.Dequantise(tensor.Q4_0, y, b))
	plain, _ := roundTrip(t, tensor.Q4_0, x)
	require.Less(t, rmse(x, y), rmse(x, plain))
	require.Error(t, tensor.QuantiseQ4_0Grid(b[:17], x[:32]))
	x[3] = float32(math.Inf(1))
	require.Error(t, tensor.QuantiseQ4_0Grid(b, x))
}

// Values of an earlier quantisation often lie halfway between two steps. The bytes are those of
// llama-quantize for the first block of blk.0.attn_k.weight of the real model, which is Q5_0 there.
func TestQuantiseTies(t *testing.T) {
	d := tensor.F16ToF32(0x1c08)
	steps := []int{0, -7, 3, -7, 8, 3, -6, -3, -16, 15, 0, 5, -7, 0, 6, -12, 3, -7, -3, 14, 9, 2, 4, 2, 7, -1, -2, 7, -2, -2, 4, 1}
	x := make([]float32, 32)
	for i, n := range steps {
		x[i] = d * float32(n)
	}
	_, b := roundTrip(t, tensor.Q4_0, x)
	require.Equal(t, []byte{8, 32, 168, 85, 122, 245, 220, 154, 165, 151, 192, 143, 120, 203, 117, 120, 171, 146}, b)
}
