// Package modeltest runs the real model on a backend in the backend's tests: against what transformers
// computes in float32 from the same weights, and for benchmarks.
package modeltest

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
)

// Open opens the real model on the backend that open returns and closes both when the test ends. Without the
// model it skips t, before it opens the backend; see testmodel.Path.
func Open(t testing.TB, open func() backend.Backend, o engine.Options) *engine.Engine {
	t.Helper()
	f, err := gguf.Open(testmodel.Path(t))
	require.NoError(t, err)
	m, err := gemma3.FromGGUF(f)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	e, err := engine.New(m, open(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}

// Sequence returns a new sequence of e.
func Sequence(t testing.TB, e *engine.Engine) *engine.Sequence {
	t.Helper()
	s, err := e.NewSequence()
	require.NoError(t, err)
	return s
}

// IDs returns n ids that begin as text does. Kernels do not care what they mean.
func IDs(n int) []int32 {
	ids := []int32{2}
	for i := range n - 1 {
		ids = append(ids, int32(1000+37*i%50000))
	}
	return ids
}

// Near compares the logits after ids, which s adds, with those of the reference's most likely tokens.
func Near(t testing.TB, s *engine.Sequence, name string, ids, topIDs []int32, topLogits []float64, bar float64) {
	t.Helper()
	got, err := s.Logits(context.Background(), ids)
	require.NoError(t, err)
	worst := 0.0
	for i, id := range topIDs {
		worst = max(worst, math.Abs(float64(got[id])-topLogits[i]))
	}
	t.Logf("%.30q: worst of the top logits is off by %.4f", name, worst)
	require.LessOrEqual(t, worst, bar, name)
}

// A Bar is what Golden demands.
type Bar struct {
	Logits float64 // largest difference of one of the 20 largest logits
	Decode int     // greedy ids that are decoded one by one
	Force  int     // greedy ids that are compared; those beyond Decode are given to the model in one step
}

// Golden compares the logits after a prompt, and the ids that greedy decoding finds, with the reference. Where
// the reference's choice is by less than twice bar.Logits, its id is taken and not compared. It returns how
// many ids were.
func Golden(t *testing.T, e *engine.Engine, c golden.Case, bar Bar) (compared int) {
	t.Helper()
	ctx, s := context.Background(), Sequence(t, e)
	Near(t, s, c.Prompt, c.IDs, c.TopIDs, c.TopLogits, bar.Logits)
	check := func(i int, id int32) {
		if c.GreedyMargins[i] >= 2*bar.Logits {
			require.Equal(t, c.GreedyIDs[i], id, "%q: token %d", c.Prompt, i)
			compared++
		}
	}
	check(0, c.TopIDs[0])
	for i := 1; i < bar.Decode; i++ {
		top, err := s.TopK(ctx, nil, c.GreedyIDs[i-1:i], 1)
		require.NoError(t, err)
		check(i, top[0].ID)
	}
	if bar.Force > bar.Decode {
		err := s.AllLogits(ctx, c.GreedyIDs[bar.Decode-1:bar.Force-1], 0, func(i int, logits []float32) error {
			check(bar.Decode+i, engine.Best(nil, logits, 1)[0].ID)
			return nil
		})
		require.NoError(t, err)
	}
	require.NoError(t, s.Close())
	return compared
}

// Prefill measures steps of n tokens at the beginning of a sequence.
func Prefill(b *testing.B, e *engine.Engine, n int) {
	s, ids := Sequence(b, e), IDs(n)
	measure(b, n, func() error {
		s.Reset()
		_, err := s.TopK(context.Background(), nil, ids, 1)
		return err
	})
	require.NoError(b, s.Close())
}

// Decode measures steps of one token after depth others.
func Decode(b *testing.B, e *engine.Engine, depth int) {
	s := Sequence(b, e)
	require.NoError(b, s.Append(context.Background(), IDs(depth)))
	measure(b, 1, func() error {
		_, err := s.TopK(context.Background(), nil, []int32{1000}, 1)
		return err
	})
	require.NoError(b, s.Close())
}

// measure reports tokens per second of steps of n.
func measure(b *testing.B, n int, step func() error) {
	start, tokens := time.Now(), 0
	for b.Loop() {
		require.NoError(b, step())
		tokens += n
	}
	b.ReportMetric(float64(tokens)/time.Since(start).Seconds(), "tok/s")
}
