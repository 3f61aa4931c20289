package model_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/convert"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// TestEmbeddingModel: a repository of sentence-transformers, the same in an fs.FS, and as a GGUF file.
func TestEmbeddingModel(t *testing.T) {
	dir := tinymodel.EmbeddingFolder(t)
	m, err := model.Open(dir)
	require.NoError(t, err)
	defer m.Close()
	require.True(t, m.Config.Bidirectional)
	require.Equal(t, 8, m.Config.Reach())
	require.Equal(t, 48, m.EmbeddingSize())
	require.Equal(t, tensor.TypeOf(tensor.F32, 96, 64), m.Tensors["dense_2.weight"].Type)
	require.Equal(t, tensor.TypeOf(tensor.F32, 48, 96), m.Tensors["dense_3.weight"].Type)
	ids := m.EmbedIDs(nil, "a<bos>")
	require.Equal(t, []int32{2, 328}, ids[:2])
	require.Equal(t, int32(1), ids[len(ids)-1])
	require.NotContains(t, ids[1:], int32(2))

	fromFS, err := model.OpenFS(os.DirFS(filepath.Dir(dir)), filepath.Base(dir))
	require.NoError(t, err)
	defer fromFS.Close()
	w, err := convert.GGUF(m, convert.Options{})
	require.NoError(t, err)
	var buf bytes.Buffer
	_, err = w.WriteTo(&buf)
	require.NoError(t, err)
	f, err := gguf.Parse(buf.Bytes())
	require.NoError(t, err)
	for key, want := range map[string]uint64{"pooling_type": 1, "attention.sliding_window": 16, "dense_2_feat_in": 64, "dense_2_feat_out": 96, "dense_3_feat_in": 96, "dense_3_feat_out": 48} {
		have, err := f.Uint("gemma-embedding." + key)
		require.NoError(t, err)
		require.Equal(t, want, have, key)
	}
	fromGGUF, err := model.FromGGUF(f)
	require.NoError(t, err)
	for _, other := range []*model.Model{fromFS, fromGGUF} {
		require.Equal(t, ids, other.EmbedIDs(nil, "a<bos>"))
		require.True(t, other.Config.Bidirectional)
		require.Len(t, other.Tensors, len(m.Tensors))
		for name, p := range m.Tensors {
			require.True(t, bytes.Equal(p.Data, other.Tensors[name].Data), name)
		}
	}
}

// TestEmbeddingModelHostile: what comes after the transformer is refused where it is not understood.
func TestEmbeddingModelHostile(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"modules.json", `[`, `{`, "modules.json"}, {"modules.json", "models.Dense", "models.LSTM", "LSTM"},
		{"modules.json", "2_Dense", "../2_Dense", "no folder"}, {"modules.json", "2_Dense", "/etc", "no folder"}, {"modules.json", "2_Dense", "9_Dense", "9_Dense"},
		{"modules.json", "4_Normalize", "4_Norm", ""}, // nothing is in that folder anyway
		{"1_Pooling/config.json", `"pooling_mode_cls_token":false`, `"pooling_mode_cls_token":true`, "want the mean"},
		{"1_Pooling/config.json", `"pooling_mode_mean_tokens":true`, `"pooling_mode_mean_tokens":false`, "want the mean"},
		{"1_Pooling/config.json", `"include_prompt":true`, `"include_prompt":false`, "want the mean"}, {"1_Pooling/config.json", `{`, `[`, "1_Pooling/config.json"},
		{"2_Dense/config.json", `"bias":false`, `"bias":true`, "bias"}, {"3_Dense/config.json", "linear.Identity", "activation.Tanh", "Tanh"},
		{"2_Dense/model.safetensors", "linear.weight", "linear.bogus!", "linear.weight"}, {"3_Dense/model.safetensors", `[48,96]`, `[96,48]`, "rows of 96"},
		{"config.json", `"use_bidirectional_attention":true`, `"use_bidirectional_attention":0.5`, "config.json"},
	} {
		dir := tinymodel.EmbeddingFolder(t)
		path := filepath.Join(dir, filepath.FromSlash(c.file))
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		changed := strings.Replace(string(text), c.old, c.new, 1)
		require.NotEqual(t, string(text), changed, "%s: %s", c.file, c.old)
		require.NoError(t, os.WriteFile(path, []byte(changed), 0o600))
		m, err := model.Open(dir)
		if c.want == "" {
			require.NoError(t, err)
			require.NoError(t, m.Close())
			continue
		}
		require.ErrorContains(t, err, c.want, "%s: %s", c.file, c.new)
	}
	dir := tinymodel.EmbeddingFolder(t)
	require.NoError(t, os.Remove(filepath.Join(dir, "modules.json")))
	m, err := model.Open(dir) // the mean alone
	require.NoError(t, err)
	defer m.Close()
	require.False(t, m.HasDense())
	require.Equal(t, 64, m.EmbeddingSize())
}
