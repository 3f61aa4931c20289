//go:build linux && cgo && egl

package opengl

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/stretchr/testify/require"
)

// openModel opens the real model on the first device.
func openModel(t testing.TB, context int) *engine.Engine {
	return modeltest.Open(t, func() backend.Backend { return openTest(t, nil) }, engine.Options{Context: context, Chunk: 64})
}

// TestGolden compares the logits of the real model's short prompts, and the 48 ids that greedy decoding finds
// after each, with what transformers computes in float32 from the same weights.
func TestGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is set")
	}
	e, compared := openModel(t, 512), 0
	for _, c := range golden.LoadLogits(t).Cases {
		// Seen: 0.004, most of it from the F16 cache.
		compared += modeltest.Golden(t, e, c, modeltest.Bar{Logits: 0.01, Decode: 8, Force: len(c.GreedyIDs)})
	}
	t.Logf("%d greedy ids compared", compared)
	require.GreaterOrEqual(t, compared, 320)
}

// TestEmbedding compares a tiny EmbeddingGemma with transformers.
func TestEmbedding(t *testing.T) { modeltest.Embedding(t, openTest(t, nil), 2e-5, 2e-6) }

// BenchmarkModel measures a prompt of 64 tokens, and single tokens after it.
func BenchmarkModel(b *testing.B) {
	e := openModel(b, 1024)
	b.Run("prefill64", func(b *testing.B) { modeltest.Prefill(b, e, 64) })
	b.Run("decode", func(b *testing.B) { modeltest.Decode(b, e, 64) })
}
