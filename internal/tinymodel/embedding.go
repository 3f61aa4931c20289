package tinymodel

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// EmbeddingFolder writes a tiny embedding model as a repository of sentence-transformers, with the folders that
// EmbeddingGemma has, and returns its path. Its embeddings have 48 values.
func EmbeddingFolder(t testing.TB) string {
	t.Helper()
	dir := Folder(t, New(t), tensor.F32, "")
	var config map[string]any
	require.NoError(t, json.Unmarshal(ConfigJSON(t, Config()), &config))
	config["use_bidirectional_attention"] = true
	text, err := json.Marshal(config)
	require.NoError(t, err)
	write(t, dir, "config.json", text)
	const lib = "sentence_transformers.models."
	text, err = json.Marshal([]map[string]any{
		{"idx": 0, "name": "0", "path": "", "type": lib + "Transformer"}, {"idx": 1, "name": "1", "path": "1_Pooling", "type": lib + "Pooling"},
		{"idx": 2, "name": "2", "path": "2_Dense", "type": lib + "Dense"}, {"idx": 3, "name": "3", "path": "3_Dense", "type": lib + "Dense"},
		{"idx": 4, "name": "4", "path": "4_Normalize", "type": lib + "Normalize"},
	})
	require.NoError(t, err)
	write(t, dir, "modules.json", text)
	for _, name := range []string{"1_Pooling", "2_Dense", "3_Dense"} {
		require.NoError(t, os.Mkdir(filepath.Join(dir, name), 0o700))
	}
	write(t, dir, "1_Pooling/config.json", []byte(`{"word_embedding_dimension":64,"pooling_mode_cls_token":false,"pooling_mode_mean_tokens":true,"include_prompt":true}`))
	rng := rand.New(rand.NewPCG(1, 9))
	for i, shape := range [][2]int{{96, 64}, {48, 96}} {
		name := []string{"2_Dense", "3_Dense"}[i]
		text, err = json.Marshal(map[string]any{
			"in_features": shape[1], "out_features": shape[0], "bias": false, "activation_function": "torch.nn.modules.linear.Identity",
		})
		require.NoError(t, err)
		write(t, dir, name+"/config.json", text)
		x := make([]float32, shape[0]*shape[1])
		for k := range x {
			x[k] = float32(rng.NormFloat64())
		}
		data, err := binary.Append(nil, binary.LittleEndian, x)
		require.NoError(t, err)
		var buf bytes.Buffer
		require.NoError(t, safetensors.Write(&buf, nil, []safetensors.Tensor{{Name: "linear.weight", Type: tensor.TypeOf(tensor.F32, shape[0], shape[1]), Data: data}}))
		write(t, dir, name+"/"+safetensors.SingleName, buf.Bytes())
	}
	return dir
}
