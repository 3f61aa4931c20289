package stats

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSummaries(t *testing.T) {
	v := []float64{4, 1, 3, 2, 10}
	mean, dev := MeanStdDev(v)
	require.InDelta(t, 4, mean, 1e-12)
	require.InDelta(t, math.Sqrt(12.5), dev, 1e-12)
	require.InDelta(t, 3, Median(v), 0)
	require.InDelta(t, 1, Quantile(v, -1), 0)
	require.InDelta(t, 10, Quantile(v, 1), 0)
	require.InDelta(t, 7.6, Quantile(v, 0.9), 1e-12)
	require.Equal(t, []float64{4, 1, 3, 2, 10}, v, "the argument is not sorted")
	low, high, ok := MeanCI(v)
	require.True(t, ok)
	require.InDelta(t, 4-2.776*math.Sqrt(12.5/5), low, 1e-9)
	require.InDelta(t, 4+2.776*math.Sqrt(12.5/5), high, 1e-9)
	_, dev = MeanStdDev([]float64{5})
	require.Zero(t, dev)
	_, _, ok = MeanCI([]float64{5})
	require.False(t, ok)
	require.True(t, math.IsNaN(Median(nil)))
	many := make([]float64, 200)
	for i := range many {
		many[i] = float64(i % 2)
	}
	low, high, _ = MeanCI(many) // t(199) = 1.972
	_, dev = MeanStdDev(many)
	require.InDelta(t, 2*1.972*dev/math.Sqrt(200), high-low, 0.001)
}
