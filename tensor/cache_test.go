package tensor

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// Where Quantise accepts a row, StoreCache stores the same bytes; where it does not, StoreCache saturates.
func TestStoreCache(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	x := make([]float32, 96)
	for round := range 100 {
		for i := range x {
			x[i] = float32(rng.NormFloat64() * math.Pow(10, float64(round%12-6)))
		}
		for _, d := range CacheTypes() {
			require.True(t, d.Cache())
			got, want := make([]byte, d.RowBytes(len(x))), make([]byte, d.RowBytes(len(x)))
			StoreCache(d, got, x)
			require.NoError(t, Quantise(d, want, x))
			require.Equal(t, want, got, "%v", d)
		}
	}
	for i := range x {
		x[i] = []float32{1e9, -1e9, 0}[i%3]
	}
	x[40], x[80] = float32(math.Inf(-1)), float32(math.NaN())
	row, back := make([]byte, Q8_0.RowBytes(len(x))), make([]float32, len(x))
	StoreCache(Q8_0, row, x)
	require.NoError(t, Dequantise(Q8_0, back, row))
	require.Equal(t, []float32{127 * 65504, -127 * 65504, 0}, back[:3])
	require.Equal(t, float32(-127*65504), back[40])
	require.False(t, BF16.Cache() || I32.Cache() || Q4_0.Cache())
	require.Panics(t, func() { StoreCache(Q4_0, make([]byte, 18), x[:32]) })
}
