package peak

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSamples(t *testing.T) {
	r := &Reader{free: func() {}}
	r.words = make([]uint64, 3*chunkBytes/8+17*8)
	want := uint64(0)
	for i := range r.words {
		r.words[i] = uint64(i) * 3
		want += r.words[i]
	}
	for _, threads := range []int{1, 2, 5} {
		r.sink.Store(0)
		s, err := r.Samples(context.Background(), threads)
		require.NoError(t, err)
		require.Len(t, s, passes)
		require.Equal(t, uint64(len(aheads)+passes)*want, r.sink.Load(), "every word is read once in each pass")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := r.Samples(ctx, 1)
	require.ErrorIs(t, err, context.Canceled)
}

func TestSummary(t *testing.T) {
	median, spread := Summary([]float64{10, 30, 20, 40, 50})
	require.InDelta(t, 30, median, 0)
	require.InDelta(t, 10.0/30, spread, 1e-12)
	median, _ = Summary(nil)
	require.Zero(t, median)
}

func TestOps(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	tiers := []string{""}
	for _, c := range chains() {
		tiers = append(tiers, c.tiers...)
	}
	for _, tier := range tiers {
		ops, method, err := Ops(ctx, 2, tier)
		require.NoError(t, err)
		t.Logf("%q: %.0f Gop/s, %s", tier, ops/1e9, method)
		require.Equal(t, method != "", ops > 1e8)
	}
	for _, tier := range []string{"base", "sse9"} {
		ops, method, err := Ops(ctx, 2, tier)
		require.NoError(t, err)
		require.Zero(t, ops)
		require.Empty(t, method)
	}
	cancel()
	if len(chains()) > 0 {
		_, _, err := Ops(ctx, 2, "")
		require.ErrorIs(t, err, context.Canceled)
	}
}

// Tiers get the instruction that their kernels use.
func TestChoose(t *testing.T) {
	for _, c := range chains() {
		for _, tier := range c.tiers {
			got, ok := choose(chains(), tier)
			require.True(t, ok)
			require.Equal(t, c.method, got.method)
		}
	}
}

// BenchmarkReader reads the memory with two threads.
func BenchmarkReader(b *testing.B) {
	r := NewReader()
	defer r.Close()
	for b.Loop() {
		s, err := r.Samples(context.Background(), 2)
		require.NoError(b, err)
		median, _ := Summary(s)
		b.ReportMetric(median/1e9, "GB/s")
	}
}
