package vulkan

import (
	"context"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// TestEngineOutlivesDevice loses the device between steps: the logits must be those of a device that stayed.
func TestEngineOutlivesDevice(t *testing.T) {
	m, ctx := tinymodel.New(t), context.Background()
	run := func(lose bool) (all [][]float32) {
		b := openTest(t, nil)
		e, err := engine.New(m, b, engine.Options{Chunk: 8})
		require.NoError(t, err)
		defer func() { require.NoError(t, e.Close()) }()
		s, err := e.NewSequence()
		require.NoError(t, err)
		for i, ids := range [][]int32{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {11}, {12, 13}} {
			if lose && i > 0 {
				now := e.Backend().(*Backend)
				require.ErrorIs(t, now.fail("submit", vk.ErrorDeviceLost), backend.ErrDeviceLost)
			}
			logits, err := s.Logits(ctx, ids)
			require.NoError(t, err)
			all = append(all, slices.Clone(logits))
		}
		require.Equal(t, lose, e.Backend() != backend.Backend(b))
		return all
	}
	require.Equal(t, run(false), run(true))
}
