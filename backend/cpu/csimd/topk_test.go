//go:build cgo

package csimd

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// The largest entries come first, of equal ones the lower index, and what is no number last.
func TestTopKOrder(t *testing.T) {
	const n, k = 40, 64
	first := make([]float64, n) // of each row, times 1: the others are zero
	for i := range first {
		first[i] = float64(i % 7) // ties
	}
	nan, inf := math.NaN(), math.Inf(1)
	first[3], first[17], first[20], first[31], first[39] = nan, inf, -inf, nan, -inf
	raw := make([]byte, 4*n*k)
	for i, v := range first {
		binary.LittleEndian.PutUint32(raw[4*i*k:], math.Float32bits(float32(v)))
	}
	var want []int
	add := func(keep func(v float64) bool) {
		for i, v := range first {
			if keep(v) {
				want = append(want, i)
			}
		}
	}
	for _, level := range []float64{inf, 6, 5, 4, 3, 2, 1, 0, -inf} {
		add(func(v float64) bool { return v == level })
	}
	add(math.IsNaN)
	require.Len(t, want, n)
	for _, tier := range tiers() {
		for _, threads := range []int{1, 3} {
			be := openTier(t, tier, threads)
			for _, topk := range []int{1, 2, 9, 37, 38, 39, n} {
				h := newHead(t, be, tensor.F32, n, k, topk, raw)
				h.x[0] = 1
				h.run(t)
				for i, row := range want[:topk] {
					require.EqualValues(t, row, h.y[2*i], "%s, %d threads, best %d: place %d", tier, threads, topk, i)
				}
			}
		}
	}
}
