package engine_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// TestFamilies compares every shape of Gemma 3 with transformers, logit by logit: windows, patterns, grouped
// queries, scaled positions, the 27B's factor on scores, heads that are not tied.
func TestFamilies(t *testing.T) {
	families, _ := modeltest.Families(t)
	require.Len(t, families, 6)
	for name, f := range families {
		t.Run(name, func(t *testing.T) {
			prefix := "model."
			if name == "4B" {
				prefix = "model.language_model."
			}
			m := f.Model(t, prefix)
			for _, c := range []struct {
				backend string
				bar     float64 // on logits of up to 12
			}{{"ref", 5e-5}, {"cpu", 1e-3}} {
				worst := worstLogit(t, f, m, c.backend)
				t.Logf("%s: largest difference %.2g", c.backend, worst)
				require.Less(t, worst, c.bar, c.backend)
			}
		})
	}
}

// worstLogit returns the largest difference of a logit.
func worstLogit(t *testing.T, f *modeltest.Family, m *gemma3.Model, name string) (worst float64) {
	b, err := backend.Open(name, backend.Config{Threads: 1})
	require.NoError(t, err)
	defer b.Close()
	e, err := engine.New(m, b, engine.Options{Context: 64, Chunk: 16, KV: tensor.F32})
	require.NoError(t, err)
	defer e.Close()
	s, err := e.NewSequence()
	require.NoError(t, err)
	seen := 0
	require.NoError(t, s.AllLogits(context.Background(), f.IDs, 0, func(i int, logits []float32) error {
		if k := slices.Index(f.Positions, i); k >= 0 {
			seen++
			for id, want := range f.Logits[k] {
				worst = max(worst, math.Abs(want-float64(logits[id])))
			}
		}
		return nil
	}))
	require.Equal(t, len(f.Positions), seen)
	return worst
}
