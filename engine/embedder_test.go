package engine_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// An embeddingFamily is a tiny EmbeddingGemma and what transformers computes with it.
type embeddingFamily struct {
	family
	Dense map[string][]int `json:"dense"`
	Texts []struct {
		IDs       []int32   `json:"ids"`
		Hidden    []float64 `json:"hidden"` // of the token in the middle
		Mean      []float64 `json:"mean"`
		Embedding []float64 `json:"embedding"`
	} `json:"texts"`
}

func embeddingGolden(t *testing.T) (*embeddingFamily, *gemma3.Model) {
	text, err := os.ReadFile(golden.Path("families.json"))
	require.NoError(t, err)
	var file struct{ Embedding *embeddingFamily }
	require.NoError(t, json.Unmarshal(text, &file))
	f := file.Embedding
	m := f.model(t, "")
	var dense []gemma3.Tensor
	for _, name := range []string{"dense_2", "dense_3"} {
		typ := tensor.TypeOf(tensor.F32, f.Dense[name]...)
		data := make([]byte, typ.Bytes())
		require.NoError(t, tensor.Quantise(tensor.F32, data, seededWeights(name, typ.Shape.Elems())))
		dense = append(dense, gemma3.Tensor{Type: typ, Data: data})
	}
	require.NoError(t, m.AddDense(dense))
	return f, m
}

// farthest returns the largest difference.
func farthest(t *testing.T, want []float64, got []float32) (worst float64) {
	require.Len(t, got, len(want))
	for i := range want {
		worst = max(worst, math.Abs(want[i]-float64(got[i])))
	}
	return worst
}

// TestEmbedder compares hidden states, means and embeddings with transformers: attention to both sides, windows that
// the beginning and the end of a text cut short, pooling, dense layers and length.
func TestEmbedder(t *testing.T) {
	f, m := embeddingGolden(t)
	ctx, D := context.Background(), m.Config.Width
	for _, c := range []struct {
		backend     string
		hidden, bar float64
	}{{"ref", 2e-5, 2e-6}, {"cpu", 1e-3, 1e-4}} {
		d, err := engine.NewEmbedder(m, openBackend(t, c.backend, 2), 48)
		require.NoError(t, err)
		require.Equal(t, 64, d.Size())
		for range 2 { // what an earlier text left in the caches must not matter
			for _, text := range f.Texts {
				n := len(text.IDs)
				require.NoError(t, d.Hidden(ctx, text.IDs, func(hidden []float32) {
					require.Len(t, hidden, n*D)
					require.Less(t, farthest(t, text.Hidden, hidden[n/2*D:(n/2+1)*D]), c.hidden, "%s %d", c.backend, n)
				}))
				mean, err := d.Mean(ctx, text.IDs)
				require.NoError(t, err)
				require.Less(t, farthest(t, text.Mean, mean), c.hidden, "%s %d", c.backend, n)
				y, err := d.Embed(ctx, text.IDs)
				require.NoError(t, err)
				require.Less(t, farthest(t, text.Embedding, y), c.bar, "%s %d", c.backend, n)
			}
		}
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
}

// TestEmbedderSees compares every token's hidden state with that of models whose window takes in the whole text, one
// side of it or nothing, by what cannot reach it: a change to a token beyond all layers' reach changes no bit.
func TestEmbedderSees(t *testing.T) {
	_, m := embeddingGolden(t)
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
	f, m := embeddingGolden(t)
	text := f.Texts[len(f.Texts)-1]
	for lose := 1; lose <= 2; lose++ {
		b := &lossy{Backend: openBackend(t, "cpu", 1), t: t, shared: &losses{lose: []int{lose}}}
		d, err := engine.NewEmbedder(m, b, 0)
		require.NoError(t, err)
		y, err := d.Embed(context.Background(), text.IDs)
		require.NoError(t, err)
		require.Less(t, farthest(t, text.Embedding, y), 1e-4)
		require.Equal(t, 1, b.shared.opened)
		require.NoError(t, d.Close())
	}
}

// TestEmbeddingModelsOnly: neither kind of model is taken for the other.
func TestEmbeddingModelsOnly(t *testing.T) {
	_, m := embeddingGolden(t)
	_, err := engine.New(m, openBackend(t, "cpu", 1), engine.Options{})
	require.ErrorIs(t, err, gemma3.ErrEmbedding)
	_, err = engine.NewEmbedder(tiny(t), openBackend(t, "cpu", 1), 0)
	require.Error(t, err)
	_, err = engine.NewEmbedder(m, openBackend(t, "cpu", 1), 1<<20)
	require.Error(t, err)
}
