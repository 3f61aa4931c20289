package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A family is a tiny model of the shape of a published one, and transformers' logits for it.
type family struct {
	Config    json.RawMessage  `json:"config"`
	Tensors   map[string][]int `json:"tensors"`
	IDs       []int32          `json:"ids"`
	Positions []int            `json:"positions"`
	Logits    [][]float64      `json:"logits"`
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

// model builds the family's model from safetensors, with names as another kind of repository spells them.
func (f *family) model(t *testing.T, prefix string) *gemma3.Model {
	var all []safetensors.Tensor
	for name, shape := range f.Tensors {
		typ := tensor.TypeOf(tensor.F32, shape...)
		data := make([]byte, typ.Bytes())
		require.NoError(t, tensor.Quantise(tensor.F32, data, seededWeights(name, typ.Shape.Elems())))
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

// TestFamilies compares every shape of Gemma 3 with transformers, logit by logit: windows, patterns, grouped
// queries, scaled positions, the 27B's factor on scores, heads that are not tied.
func TestFamilies(t *testing.T) {
	text, err := os.ReadFile(golden.Path("families.json"))
	require.NoError(t, err)
	var file struct{ Families map[string]*family }
	require.NoError(t, json.Unmarshal(text, &file))
	require.Len(t, file.Families, 6)
	for name, f := range file.Families {
		t.Run(name, func(t *testing.T) {
			prefix := "model."
			if name == "4B" {
				prefix = "model.language_model."
			}
			m := f.model(t, prefix)
			for _, c := range []struct {
				backend string
				bar     float64 // on logits of up to 12
			}{{"ref", 5e-5}, {"cpu", 1e-3}} {
				worst := f.worst(t, m, c.backend)
				t.Logf("%s: largest difference %.2g", c.backend, worst)
				require.Less(t, worst, c.bar, c.backend)
			}
		})
	}
}

// worst returns the largest difference of a logit.
func (f *family) worst(t *testing.T, m *gemma3.Model, name string) (worst float64) {
	b, err := backend.Open(name, backend.Config{Threads: 1})
	require.NoError(t, err)
	defer b.Close()
	e, err := engine.New(m, b, engine.Options{Context: 64, Chunk: 16, KV: tensor.F32})
	require.NoError(t, err)
	defer e.Close()
	s, err := e.NewSequence()
	require.NoError(t, err)
	seen := 0
	require.NoError(t, s.AllLogits(context.Background(), f.IDs, 0, func(i int, logits []float32) error {
		if k := slices.Index(f.Positions, i); k >= 0 {
			seen++
			for id, want := range f.Logits[k] {
				worst = max(worst, math.Abs(want-float64(logits[id])))
			}
		}
		return nil
	}))
	require.Equal(t, len(f.Positions), seen)
	return worst
}
