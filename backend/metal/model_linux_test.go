package metal

import (
	"context"
	"math"
	"testing"

	"github.com/gemma-bench/gemma/backend/metal/softmetal"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/stretchr/testify/require"
)

// TestGolden runs a prompt of the real model and compares its logits, and the ids that greedy decoding
// finds, with what transformers computes in float32 from the same weights.
func TestGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is set")
	}
	path := testmodel.Path(t)
	b := openSoft(t, softmetal.Options{Unchecked: true}, nil)
	f, err := gguf.Open(path)
	require.NoError(t, err)
	m, err := gemma3.FromGGUF(f)
	require.NoError(t, err)
	e, err := engine.New(m, b, engine.Options{Context: 512, Chunk: 64})
	require.NoError(t, err)
	defer func() {
		require.NoError(t, e.Close())
		require.NoError(t, m.Close())
	}()
	ctx, c := context.Background(), golden.LoadLogits(t).Cases[0]
	s, err := e.NewSequence()
	require.NoError(t, err)
	logits, err := s.Logits(ctx, c.IDs)
	require.NoError(t, err)
	worst := 0.0
	for i, id := range c.TopIDs {
		worst = max(worst, math.Abs(float64(logits[id])-c.TopLogits[i]))
	}
	t.Logf("%q: worst of the top logits is off by %.4f", c.Prompt, worst)
	require.Less(t, worst, 0.01)
	id := c.TopIDs[0]
	for i, want := range c.GreedyIDs[:10] {
		if i < len(c.GreedyMargins) && c.GreedyMargins[i] < 0.02 {
			require.GreaterOrEqual(t, i, 8, "a tie within the tolerance above")
			break
		}
		require.Equal(t, want, id, "token %d", i)
		top, err := s.TopK(ctx, nil, []int32{id}, 1)
		require.NoError(t, err)
		id = top[0].ID
	}
	require.NoError(t, s.Close())
}
