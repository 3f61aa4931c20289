//go:build cgo

package csimd

import (
	"context"
	"math"
	"testing"

	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// TestThreadsShareProducts: whoever takes a panel, and however many threads there are for the ranges that they begin
// with, every panel is computed.
func TestThreadsShareProducts(t *testing.T) {
	for _, n := range []int{37, 3001} {
		for _, T := range []int{1, 3} {
			var want []float32
			for _, threads := range []int{1, 2, 3, 4, 5, 9} {
				m := newProduct(t, openTier(t, "", threads), tensor.Q5_0, T, n, 640)
				for range 20 {
					for i := range m.y {
						m.y[i] = float32(math.NaN())
					}
					require.NoError(t, m.p.Run(context.Background(), m.b))
					if want == nil {
						want = append(want, m.y...)
					}
					require.Equal(t, want, m.y, "n=%d T=%d threads=%d", n, T, threads)
				}
			}
		}
	}
}
