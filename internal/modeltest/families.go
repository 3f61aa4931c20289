package modeltest

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
)

// A Family is a tiny model of the shape of a published one, and transformers' logits for it.
type Family struct {
	Config    json.RawMessage  `json:"config"`
	Tensors   map[string][]int `json:"tensors"`
	IDs       []int32          `json:"ids"`
	Positions []int            `json:"positions"`
	Logits    [][]float64      `json:"logits"`
}

// An EmbeddingFamily is a tiny EmbeddingGemma and what transformers computes with it.
type EmbeddingFamily struct {
	Family
	Dense map[string][]int `json:"dense"`
	Texts []struct {
		IDs       []int32   `json:"ids"`
		Hidden    []float64 `json:"hidden"` // of the token in the middle
		Mean      []float64 `json:"mean"`
		Embedding []float64 `json:"embedding"`
	} `json:"texts"`
}

// Families reads what ci/family_goldens.py wrote.
func Families(t testing.TB) (map[string]*Family, *EmbeddingFamily) {
	t.Helper()
	text, err := os.ReadFile(golden.Path("families.json"))
	require.NoError(t, err)
	var file struct {
		Families  map[string]*Family
		Embedding *EmbeddingFamily
	}
	require.NoError(t, json.Unmarshal(text, &file))
	return file.Families, file.Embedding
}

// seededWeights makes the values of ci/family_goldens.py: FNV-1a of the name seeds splitmix64.
func seededWeights(name string, n int) []float32 {
	seed := uint64(0xcbf29ce484222325)
	for _, b := range []byte(name) {
		seed = (seed ^ uint64(b)) * 0x100000001b3
	}
	x := make([]float32, n)
	for i := range x {
		z := uint64(i+1)*0x9e3779b97f4a7c15 + seed
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
		x[i] = float32(int64(z>>48)-32768) / 32768 * 0.25
	}
	return x
}

// seeded returns the bytes of the named weight of the given shape.
func seeded(t testing.TB, name string, shape []int) (tensor.Type, []byte) {
	typ := tensor.TypeOf(tensor.F32, shape...)
	data := make([]byte, typ.Bytes())
	require.NoError(t, tensor.Quantise(tensor.F32, data, seededWeights(name, typ.Shape.Elems())))
	return typ, data
}

// Model builds the family's model from safetensors, with names as another kind of repository spells them.
func (f *Family) Model(t testing.TB, prefix string) *gemma3.Model {
	t.Helper()
	var all []safetensors.Tensor
	for name, shape := range f.Tensors {
		typ, data := seeded(t, name, shape)
		if rest, ok := strings.CutPrefix(name, "model."); ok {
			name = prefix + rest
		}
		all = append(all, safetensors.Tensor{Name: name, Type: typ, Data: data})
	}
	dir := t.TempDir()
	var buf bytes.Buffer
	require.NoError(t, safetensors.Write(&buf, nil, all))
	require.NoError(t, os.WriteFile(dir+"/"+safetensors.SingleName, buf.Bytes(), 0o600))
	set, err := safetensors.OpenDir(dir)
	require.NoError(t, err)
	t.Cleanup(func() { set.Close() })
	m, err := gemma3.FromSafetensors(f.Config, set)
	require.NoError(t, err)
	return m
}

// Model builds the model with its dense layers.
func (f *EmbeddingFamily) Model(t testing.TB) *gemma3.Model {
	t.Helper()
	m := f.Family.Model(t, "")
	var dense []gemma3.Tensor
	for _, name := range []string{"dense_2", "dense_3"} {
		typ, data := seeded(t, name, f.Dense[name])
		dense = append(dense, gemma3.Tensor{Type: typ, Data: data})
	}
	require.NoError(t, m.AddDense(dense))
	return m
}

// Farthest returns the largest difference.
func Farthest(t testing.TB, want []float64, got []float32) (worst float64) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		worst = max(worst, math.Abs(want[i]-float64(got[i])))
	}
	return worst
}

// Embedding compares the hidden states, means and embeddings of b with those of transformers: attention to both sides,
// windows that the beginning and the end of a text cut short, pooling, dense layers and length. hidden is the largest
// difference of a hidden state, bar of an embedding.
func Embedding(t testing.TB, b backend.Backend, hidden, bar float64) {
	t.Helper()
	ctx := context.Background()
	_, f := Families(t)
	m := f.Model(t)
	d, err := engine.NewEmbedder(m, b, 48)
	require.NoError(t, err)
	require.Equal(t, 64, d.Size())
	D, far, farther := m.Config.Width, 0.0, 0.0
	for range 2 { // what an earlier text left in the caches must not matter
		for _, text := range f.Texts {
			n := len(text.IDs)
			require.NoError(t, d.Hidden(ctx, text.IDs, func(states []float32) {
				require.Len(t, states, n*D)
				far = max(far, Farthest(t, text.Hidden, states[n/2*D:(n/2+1)*D]))
			}))
			mean, err := d.Mean(ctx, text.IDs)
			require.NoError(t, err)
			far = max(far, Farthest(t, text.Mean, mean))
			y, err := d.Embed(ctx, text.IDs)
			require.NoError(t, err)
			farther = max(farther, Farthest(t, text.Embedding, y))
		}
	}
	t.Logf("%s: largest difference of a hidden state %.2g, of an embedding %.2g", b.Name(), far, farther)
	require.Less(t, far, hidden)
	require.Less(t, farther, bar)
	require.NoError(t, d.Close())
}
