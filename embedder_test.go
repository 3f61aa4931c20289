package gemma_test

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

func TestEmbedder(t *testing.T) {
	ctx, dir := context.Background(), tinymodel.EmbeddingFolder(t)
	e, err := gemma.OpenEmbedder(ctx, dir, gemma.WithContext(64))
	require.NoError(t, err)
	require.Equal(t, 48, e.Size())
	texts := []string{"a", "cab", "bade w300", strings.Repeat("a b c ", 10)}
	var alone [][]float32
	for _, text := range texts {
		v, err := e.Embed(ctx, text)
		require.NoError(t, err)
		require.Len(t, v, 48)
		length := 0.0
		for _, x := range v {
			length += float64(x) * float64(x)
		}
		require.InDelta(t, 1, math.Sqrt(length), 1e-6)
		for _, other := range alone {
			require.NotEqual(t, other, v)
		}
		alone = append(alone, v)
	}
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Go(func() {
			v, err := e.Embed(ctx, texts[i%4])
			if err != nil || len(v) != 48 || v[0] != alone[i%4][0] || v[47] != alone[i%4][47] {
				t.Errorf("text %d: %v %v", i, err, v)
			}
		})
	}
	wg.Wait()
	_, err = e.Embed(ctx, strings.Repeat("a b c ", 11))
	require.ErrorIs(t, err, gemma.ErrContext)
	require.NoError(t, e.Close())
	require.NoError(t, e.Close())
	_, err = e.Embed(ctx, "a")
	require.ErrorIs(t, err, gemma.ErrClosed)

	_, err = gemma.Open(ctx, dir)
	require.ErrorIs(t, err, gemma.ErrEmbedding)
	_, err = gemma.OpenEmbedder(ctx, tinymodel.Path(t))
	require.ErrorContains(t, err, "not an embedding model")
	_, err = gemma.OpenEmbedder(ctx, filepath.Join(dir, "absent"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// TestEmbedderOnEveryBackend: embeddings are those of the reference, and nothing of them is left.
func TestEmbedderOnEveryBackend(t *testing.T) {
	ctx, dir := context.Background(), tinymodel.EmbeddingFolder(t)
	embed := func(t *testing.T, spec string) (all []float32) {
		e, err := gemma.OpenEmbedder(ctx, dir, gemma.WithContext(64), gemma.WithBackend("tally:"+spec))
		var no *gemma.UnavailableError
		if errors.As(err, &no) && !testmodel.Required(spec) {
			t.Skip(err)
		}
		require.NoError(t, err)
		for _, text := range []string{"cab", strings.Repeat("a b c ", 10)} {
			v, err := e.Embed(ctx, text)
			require.NoError(t, err)
			all = append(all, v...)
		}
		require.NoError(t, e.Close())
		require.Empty(t, leaks())
		return all
	}
	want := embed(t, "ref")
	for _, spec := range gemma.Backends() {
		if spec == gemma.Auto || spec == "tally" || spec == "null" {
			continue
		}
		t.Run(spec, func(t *testing.T) {
			worst := 0.0
			for i, x := range embed(t, spec) {
				worst = max(worst, math.Abs(float64(x-want[i])))
			}
			t.Logf("largest difference of a value %.2g", worst)
			require.Less(t, worst, 1e-5)
		})
	}
}
