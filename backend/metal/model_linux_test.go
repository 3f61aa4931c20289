package metal

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/metal/softmetal"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/stretchr/testify/require"
)

// TestGolden runs prompts of the real model on the soft device and compares their logits, and the ids that
// greedy decoding finds, with what transformers computes in float32 from the same weights: ten decoded ids
// of the first prompt, and the beginnings of the others.
func TestGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is set")
	}
	open := func() backend.Backend { return openSoft(t, softmetal.Options{Unchecked: true}, nil) }
	e := modeltest.Open(t, open, engine.Options{Context: 512, Chunk: 64})
	for i, c := range golden.LoadLogits(t).Cases {
		bar := modeltest.Bar{Logits: 0.01, Decode: 1}
		if i == 0 {
			bar.Decode = 10
		}
		compared := modeltest.Golden(t, e, c, bar)
		if i == 0 {
			require.GreaterOrEqual(t, compared, 8)
		}
	}
}

// TestGoldenMatrices computes a prompt of the real model with the matrices of SIMD groups.
func TestGoldenMatrices(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is set")
	}
	open := func() backend.Backend { return openSoft(t, softmetal.Options{Unchecked: true}, matrices) }
	e := modeltest.Open(t, open, engine.Options{Context: 512, Chunk: 64})
	require.Positive(t, modeltest.Golden(t, e, golden.LoadLogits(t).Cases[0], modeltest.Bar{Logits: 0.01, Decode: 1}))
}

// TestEmbedding compares a tiny EmbeddingGemma with transformers.
func TestEmbedding(t *testing.T) {
	modeltest.Embedding(t, openSoft(t, softmetal.Options{Unchecked: true}, nil), 2e-5, 2e-6)
}
