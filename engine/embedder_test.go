package engine_test

import (
	"context"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/stretchr/testify/require"
)

// TestEmbedder compares with transformers, and looks at the errors.
func TestEmbedder(t *testing.T) {
	modeltest.Embedding(t, openBackend(t, "ref", 2), 2e-5, 2e-6)
	modeltest.Embedding(t, openBackend(t, "cpu", 2), 1e-3, 1e-4)
	ctx := context.Background()
	_, f := modeltest.Families(t)
	d, err := engine.NewEmbedder(f.Model(t), openBackend(t, "cpu", 2), 48)
	require.NoError(t, err)
	_, err = d.Embed(ctx, make([]int32, 49))
	require.ErrorIs(t, err, engine.ErrContext)
	_, err = d.Embed(ctx, nil)
	require.Error(t, err)
	bad := new(engine.TokenError)
	_, err = d.Embed(ctx, []int32{2, 96})
	require.ErrorAs(t, err, &bad)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	_, err = d.Embed(ended, []int32{2})
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, d.Close())
	_, err = d.Embed(ctx, []int32{2})
	require.ErrorIs(t, err, backend.ErrClosed)
}

// TestEmbedderSees compares every token's hidden state with that of models whose window takes in the whole text, one
// side of it or nothing, by what cannot reach it: a change to a token beyond all layers' reach changes no bit.
func TestEmbedderSees(t *testing.T) {
	_, f := modeltest.Families(t)
	m := f.Model(t)
	m.Config.Layers, m.Config.Pattern = 1, 6 // one local layer, of reach 4
	d, err := engine.NewEmbedder(m, openBackend(t, "cpu", 1), 40)
	require.NoError(t, err)
	defer d.Close()
	all := func(ids []int32) (h []float32) {
		require.NoError(t, d.Hidden(context.Background(), ids, func(hidden []float32) { h = append(h, hidden...) }))
		return h
	}
	D := m.Config.Width
	for _, n := range []int{3, 5, 9, 10, 40} {
		ids := randomIDs(n, 96)
		before := all(ids)
		for at := range n {
			ids[at] = (ids[at] + 1) % 96
			after := all(ids)
			ids[at] = (ids[at] + 95) % 96
			for i := range n {
				same := true
				for k := range D {
					same = same && before[i*D+k] == after[i*D+k]
				}
				require.Equal(t, i < at-4 || i > at+4, same, "text of %d, token %d changed, token %d", n, at, i)
			}
		}
	}
}

func TestEmbedderOnLostDevice(t *testing.T) {
	_, f := modeltest.Families(t)
	m := f.Model(t)
	text := f.Texts[len(f.Texts)-1]
	for lose := 1; lose <= 2; lose++ {
		b := &lossy{Backend: openBackend(t, "cpu", 1), t: t, shared: &losses{lose: []int{lose}}}
		d, err := engine.NewEmbedder(m, b, 0)
		require.NoError(t, err)
		y, err := d.Embed(context.Background(), text.IDs)
		require.NoError(t, err)
		require.Less(t, modeltest.Farthest(t, text.Embedding, y), 1e-4)
		require.Equal(t, 1, b.shared.opened)
		require.NoError(t, d.Close())
	}
}

// TestEmbeddingModelsOnly: neither kind of model is taken for the other.
func TestEmbeddingModelsOnly(t *testing.T) {
	_, f := modeltest.Families(t)
	m := f.Model(t)
	_, err := engine.New(m, openBackend(t, "cpu", 1), engine.Options{})
	require.ErrorIs(t, err, gemma3.ErrEmbedding)
	_, err = engine.NewEmbedder(tiny(t), openBackend(t, "cpu", 1), 0)
	require.Error(t, err)
	_, err = engine.NewEmbedder(m, openBackend(t, "cpu", 1), 1<<20)
	require.Error(t, err)
}
