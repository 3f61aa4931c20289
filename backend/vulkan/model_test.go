package vulkan_test

import (
	"os"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/gemma-bench/gemma/backend/vulkan"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/stretchr/testify/require"
)

// openModel opens the real model on the first device.
func openModel(t testing.TB, o engine.Options) *engine.Engine {
	return modeltest.Open(t, func() backend.Backend { return backendtest.Open(t, vulkan.Name, backend.Config{}) }, o)
}

// TestGolden compares the logits of the real model's short prompts, and the 48 ids that greedy decoding finds
// after each, with what transformers computes in float32 from the same weights.
func TestGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is set")
	}
	e, compared := openModel(t, engine.Options{Context: 512, Chunk: 64}), 0
	for _, c := range golden.LoadLogits(t).Cases {
		// Seen: 0.003, most of it from the F16 cache.
		compared += modeltest.Golden(t, e, c, modeltest.Bar{Logits: 0.01, Decode: 8, Force: len(c.GreedyIDs)})
	}
	t.Logf("%d greedy ids compared", compared)
	require.GreaterOrEqual(t, compared, 320)
}

// TestGoldenLong is three windows long: it fails if a local layer sees one position too many or too few.
func TestGoldenLong(t *testing.T) {
	if os.Getenv("GEMMA_SLOW") == "" {
		t.Skip("GEMMA_SLOW is not set: a minute; ci/vulkan.sh sets it")
	}
	e, long := openModel(t, engine.Options{}), golden.LoadLogits(t).Long
	modeltest.Near(t, modeltest.Sequence(t, e), "1,536 tokens", long.IDs, long.TopIDs, long.TopLogits, 0.01)
}

// BenchmarkPrefill64 measures a prompt of 64 tokens, and BenchmarkDecode one token after it.
func BenchmarkPrefill64(b *testing.B) {
	modeltest.Prefill(b, openModel(b, engine.Options{Context: 1024, Chunk: 64}), 64)
}

func BenchmarkDecode(b *testing.B) {
	modeltest.Decode(b, openModel(b, engine.Options{Context: 1024, Chunk: 64}), 64)
}

// TestEmbedding compares a tiny EmbeddingGemma with transformers.
func TestEmbedding(t *testing.T) {
	modeltest.Embedding(t, backendtest.Open(t, vulkan.Name, backend.Config{}), 2e-5, 2e-6)
}
