package stats

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// The exact values are 2·c/(n+m choose n) with c the arrangements that are at least as far from the middle.
func TestMannWhitneyExact(t *testing.T) {
	require.InDelta(t, 2.0/6, MannWhitney([]float64{1, 2}, []float64{3, 4}), 1e-12)
	require.InDelta(t, 4.0/6, MannWhitney([]float64{1, 3}, []float64{2, 4}), 1e-12)
	require.InDelta(t, 1, MannWhitney([]float64{1, 4}, []float64{2, 3}), 1e-12)
	require.InDelta(t, 2.0/252, MannWhitney([]float64{1, 2, 3, 4, 5}, []float64{6, 7, 8, 9, 10}), 1e-12)
	require.InDelta(t, 4.0/252, MannWhitney([]float64{6, 2, 3, 4, 1}, []float64{5, 7, 8, 9, 10}), 1e-12)
	require.InDelta(t, 2.0/56, MannWhitney([]float64{1, 2, 3}, []float64{6, 7, 8, 9, 10}), 1e-12)
	require.InDelta(t, 1, MannWhitney([]float64{1, 1, 1}, []float64{1, 1, 1}), 0)
	require.InDelta(t, 1, MannWhitney(nil, []float64{1}), 0)
}

func TestLeastP(t *testing.T) {
	for _, n := range [][2]int{{1, 1}, {3, 3}, {3, 4}, {4, 4}, {2, 9}, {6, 6}} {
		a, b := make([]float64, n[0]), make([]float64, n[1])
		for i := range a {
			a[i] = float64(i)
		}
		for i := range b {
			b[i] = float64(100 + i)
		}
		require.InDelta(t, MannWhitney(a, b), LeastP(n[0], n[1]), 1e-12, n)
	}
	require.InDelta(t, 1, LeastP(0, 5), 0)
}

// With ties, scipy.stats.mannwhitneyu(a, b, method="asymptotic") gives 0.02841 and 0.79343.
func TestMannWhitneyTies(t *testing.T) {
	require.InDelta(t, 0.02841, MannWhitney([]float64{1, 2, 2, 3, 3, 3}, []float64{3, 4, 4, 5, 5, 6, 2}), 5e-4)
	require.InDelta(t, 0.79343, MannWhitney([]float64{1, 2, 2, 3}, []float64{2, 3, 1, 2, 3}), 5e-4)
}

// Where there is no difference, p is uniform; the exact and the approximate way agree.
func TestMannWhitneyCalibration(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{8, 60} { // exact, approximate
		below := 0
		const trials = 4000
		for range trials {
			a, b := make([]float64, n), make([]float64, n)
			for i := range n {
				a[i], b[i] = rng.Float64(), rng.Float64()
			}
			if MannWhitney(a, b) < 0.05 {
				below++
			}
		}
		require.InDelta(t, 0.05, float64(below)/trials, 0.012, n)
	}
}

func TestMedianCI(t *testing.T) {
	_, _, ok := MedianCI([]float64{1, 2, 3, 4, 5}) // 2/32 > 0.05
	require.False(t, ok)
	low, high, ok := MedianCI([]float64{6, 5, 4, 3, 2, 1}) // 2/64
	require.True(t, ok)
	require.Equal(t, []float64{1, 6}, []float64{low, high})
	v := make([]float64, 20)
	for i := range v {
		v[i] = float64(i + 1)
	}
	low, high, _ = MedianCI(v) // the 6th and the 15th: the table of order statistics
	require.Equal(t, []float64{6, 15}, []float64{low, high})
}
