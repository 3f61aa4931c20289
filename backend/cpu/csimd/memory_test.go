//go:build cgo

package csimd

import (
	"context"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// TestMemoryIsGivenBack: after programs, weights, caches and a step that was cancelled nothing of the memory outside the Go heap
// is left.
func TestMemoryIsGivenBack(t *testing.T) {
	before := inUse.Load()
	for _, fusion := range []bool{false, true} {
		be, err := open(backend.Config{Threads: 2}, "")
		require.NoError(t, err)
		e, err := engine.New(tinymodel.New(t), be, engine.Options{Sequences: 2, Chunk: 16, NoFusion: !fusion})
		require.NoError(t, err)
		s, err := e.NewSequence()
		require.NoError(t, err)
		require.NoError(t, s.Append(context.Background(), prompt(40)[:1]))
		for range 40 {
			_, err = s.TopK(context.Background(), nil, []int32{3, 4}, 5)
			require.NoError(t, err)
		}
		f, err := s.Fork(context.Background())
		require.NoError(t, err)
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_, err = f.Logits(ended, []int32{5})
		require.ErrorIs(t, err, context.Canceled)
		require.Greater(t, inUse.Load(), before)
		require.NoError(t, e.Close())
		require.NoError(t, be.Close())
		require.Equal(t, before, inUse.Load())
	}
}
