package vulkan

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/stretchr/testify/require"
)

// TestGoldenTiles computes a prompt of the real model in tiles, and ids after it.
func TestGoldenTiles(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is set")
	}
	open := func() backend.Backend { return openTest(t, func(l *limits) { l.TileT, l.TileWG = 8, 16 }) }
	e := modeltest.Open(t, open, engine.Options{Context: 256, Chunk: 64})
	c := golden.LoadLogits(t).Cases[0]
	require.GreaterOrEqual(t, modeltest.Golden(t, e, c, modeltest.Bar{Logits: 0.01, Decode: 4}), 4)
}
