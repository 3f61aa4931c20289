package tinymodel

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// hfNames are transformers' names of a layer's parameters by those of GGUF.
var hfNames = map[string]string{
	"attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
	"attn_q_norm": "self_attn.q_norm", "attn_k_norm": "self_attn.k_norm", "attn_output": "self_attn.o_proj",
	"post_attention_norm": "post_attention_layernorm", "ffn_norm": "pre_feedforward_layernorm", "ffn_gate": "mlp.gate_proj",
	"ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj", "post_ffw_norm": "post_feedforward_layernorm",
}

// HFName translates a GGUF name of a parameter to transformers', without a prefix.
func HFName(name string) string {
	switch name {
	case "token_embd.weight":
		return "embed_tokens.weight"
	case "output_norm.weight":
		return "norm.weight"
	}
	layer, kind, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, "blk."), ".weight"), ".")
	return fmt.Sprintf("layers.%s.%s.weight", layer, hfNames[kind])
}

// Folder writes m and the tiny vocabulary as a Hugging Face repository into the test's folder and returns
// its path. Matrices are stored as d, one of F32, F16 and BF16, and names begin with prefix.
func Folder(t testing.TB, m *gemma3.Model, d tensor.DType, prefix string) string {
	t.Helper()
	dir := t.TempDir()
	var all []safetensors.Tensor
	for _, name := range slices.Sorted(maps.Keys(m.Tensors)) {
		p := m.Tensors[name]
		w := make([]float32, p.Type.Shape.Elems())
		require.NoError(t, tensor.Dequantise(p.Type.DType, w, p.Data))
		typ := tensor.Type{DType: d, Shape: p.Type.Shape}
		if strings.HasSuffix(name, "norm.weight") {
			typ.DType = tensor.F32
			for i := range w {
				w[i]--
			}
		}
		data := make([]byte, typ.Bytes())
		require.NoError(t, tensor.Quantise(typ.DType, data, w))
		all = append(all, safetensors.Tensor{Name: prefix + HFName(name), Type: typ, Data: data})
	}
	var buf bytes.Buffer
	require.NoError(t, safetensors.Write(&buf, map[string]string{"format": "pt"}, all))
	write(t, dir, safetensors.SingleName, buf.Bytes())
	write(t, dir, "config.json", ConfigJSON(t, m.Config))
	write(t, dir, "tokenizer.json", TokenizerJSON(t, m.Config.Vocab))
	return dir
}

func write(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
}

// ConfigJSON returns the config.json of a text model.
func ConfigJSON(t testing.TB, c gemma3.Config) []byte {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"model_type": "gemma3_text", "hidden_size": c.Width, "intermediate_size": c.FFN, "num_hidden_layers": c.Layers,
		"num_attention_heads": c.Heads, "num_key_value_heads": c.KVHeads, "head_dim": c.HeadDim, "vocab_size": c.Vocab,
		"max_position_embeddings": c.Context, "sliding_window": c.Window, "sliding_window_pattern": c.Pattern, "rms_norm_eps": c.Eps,
		"rope_theta": c.RoPEBase, "rope_local_base_freq": c.RoPELocal, "query_pre_attn_scalar": 1 / (c.AttnScale * c.AttnScale),
		"rope_scaling": map[string]any{"rope_type": "linear", "factor": 1 / c.RoPEScale},
	})
	require.NoError(t, err)
	return text
}

// TokenizerJSON returns the tiny vocabulary as a tokenizer.json.
func TokenizerJSON(t testing.TB, size int) []byte {
	t.Helper()
	tokens, types := words(size)
	vocab, added := map[string]int{}, []map[string]any{}
	for id, text := range tokens {
		vocab[text] = id
		if types[id] == 3 || types[id] == 2 {
			added = append(added, map[string]any{"id": id, "content": text, "special": true})
		}
	}
	replace := func(from, to string) map[string]any {
		return map[string]any{"type": "Replace", "pattern": map[string]string{"String": from}, "content": to}
	}
	text, err := json.Marshal(map[string]any{
		"version": "1.0", "added_tokens": added, "normalizer": replace(" ", "▁"),
		"decoder": map[string]any{"type": "Sequence", "decoders": []map[string]any{replace("▁", " "), {"type": "ByteFallback"}, {"type": "Fuse"}}},
		"model": map[string]any{
			"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true, "vocab": vocab, "merges": []string{},
		},
	})
	require.NoError(t, err)
	return text
}
