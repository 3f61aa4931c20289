package gemma3_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// published are the parts of the published config.json files that say something about the text model.
var published = map[string]string{
	"gemma3 270M": `{"architectures":["Gemma3ForCausalLM"],"_sliding_window_pattern":6,"attention_bias":false,"attn_logit_softcapping":null,
		"final_logit_softcapping":null,"head_dim":256,"hidden_activation":"gelu_pytorch_tanh","hidden_size":640,"intermediate_size":2048,
		"layer_types":["sliding_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention",
		"sliding_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention",
		"sliding_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention"],
		"max_position_embeddings":32768,"model_type":"gemma3_text","num_attention_heads":4,"num_hidden_layers":18,"num_key_value_heads":1,
		"query_pre_attn_scalar":256,"rms_norm_eps":1e-06,"rope_local_base_freq":10000.0,"rope_scaling":null,"rope_theta":1000000.0,
		"sliding_window":512,"vocab_size":262144,"use_bidirectional_attention":false}`,
	"gemma3 1B": `{"model_type":"gemma3_text","head_dim":256,"hidden_size":1152,"intermediate_size":6912,"max_position_embeddings":32768,
		"num_attention_heads":4,"num_hidden_layers":26,"num_key_value_heads":1,"query_pre_attn_scalar":256,"rms_norm_eps":1e-06,
		"rope_local_base_freq":10000,"rope_scaling":null,"rope_theta":1000000,"sliding_window":512,"sliding_window_pattern":6,"vocab_size":262144}`,
	"gemma3 4B": `{"model_type":"gemma3","text_config":{"hidden_size":2560,"intermediate_size":10240,"model_type":"gemma3_text",
		"num_hidden_layers":34,"rope_scaling":{"factor":8.0,"rope_type":"linear"},"sliding_window":1024},"vision_config":{"hidden_size":1152}}`,
	"gemma3 12B": `{"model_type":"gemma3","text_config":{"hidden_size":3840,"intermediate_size":15360,"model_type":"gemma3_text",
		"num_attention_heads":16,"num_hidden_layers":48,"num_key_value_heads":8,"rope_scaling":{"factor":8.0,"rope_type":"linear"},"sliding_window":1024}}`,
	"gemma3 27B": `{"model_type":"gemma3","text_config":{"head_dim":128,"hidden_size":5376,"intermediate_size":21504,"model_type":"gemma3_text",
		"num_attention_heads":32,"num_hidden_layers":62,"num_key_value_heads":16,"query_pre_attn_scalar":168,
		"rope_parameters":{"full_attention":{"factor":8.0,"rope_type":"linear","rope_theta":1000000.0},"sliding_attention":{"rope_theta":10000.0,"rope_type":"default"}},
		"sliding_window":1024}}`,
}

func TestPublishedConfigs(t *testing.T) {
	for _, want := range gemma3.Presets() {
		got, tied, err := gemma3.ParseConfig([]byte(published[want.Name]))
		require.NoError(t, err, want.Name)
		require.True(t, tied)
		require.Equal(t, want, got)
	}
}

func TestHostileConfigs(t *testing.T) {
	text := func(key string, value any) string {
		m := map[string]any{}
		require.NoError(t, json.Unmarshal([]byte(published["gemma3 1B"]), &m))
		m[key] = value
		b, err := json.Marshal(m)
		require.NoError(t, err)
		return string(b)
	}
	for _, c := range []struct{ want, text string }{
		{"config.json", ``}, {"config.json", `[]`}, {"model_type", `{}`}, {"model_type", `{"model_type":"llama"}`},
		{"text_config", `{"model_type":"gemma3","text_config":[]}`},
		{"layers is 0", text("num_hidden_layers", 0)}, {"layers is -1", text("num_hidden_layers", -1)},
		{"heads is 0", text("num_attention_heads", 0)}, {"evenly", text("num_key_value_heads", 3)},
		{"width is", text("hidden_size", 1<<40)}, {"config.json", text("hidden_size", 1e300)}, {"config.json", text("hidden_size", 1.5)},
		{"attention scale", text("query_pre_attn_scalar", 0)}, {"attention scale", text("query_pre_attn_scalar", -1)},
		{"rope base", text("rope_theta", -1)}, {"rope scale", text("rope_scaling", map[string]any{"type": "linear", "factor": -8})},
		{"rope scaling \"yarn\"", text("rope_scaling", map[string]any{"type": "yarn", "factor": 8})},
		{"rope scale", text("rope_scaling", map[string]any{"rope_type": "linear"})},
		{"local layers", text("rope_parameters", map[string]any{"sliding_attention": map[string]any{"rope_type": "linear", "factor": 2}})},
		{"pattern is 0", text("sliding_window_pattern", 0)}, {"1 layer_types", text("layer_types", []string{"full_attention"})},
		{"soft", text("final_logit_softcapping", 30)}, {"hidden_activation", text("hidden_activation", "silu")},
		{"attention_bias", text("attention_bias", true)},
	} {
		_, _, err := gemma3.ParseConfig([]byte(c.text))
		require.ErrorContains(t, err, c.want, c.text)
	}
	kinds := make([]string, 26)
	for l := range kinds {
		kinds[l] = "sliding_attention"
	}
	kinds[3], kinds[4] = "full_attention", "full_attention"
	_, _, err := gemma3.ParseConfig([]byte(text("layer_types", kinds)))
	require.ErrorContains(t, err, "breaks the pattern")
	kinds[3] = "linear_attention"
	_, _, err = gemma3.ParseConfig([]byte(text("layer_types", kinds)))
	require.ErrorContains(t, err, "linear_attention")
}

// FuzzParseConfig: no input panics, and what is accepted passes Check.
func FuzzParseConfig(f *testing.F) {
	for _, text := range published {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if c, _, err := gemma3.ParseConfig(text); err == nil {
			require.NoError(t, c.Check())
		}
	})
}

// values expands a tensor.
func values(t testing.TB, p gemma3.Tensor) []float32 {
	w := make([]float32, p.Type.Shape.Elems())
	require.NoError(t, tensor.Dequantise(p.Type.DType, w, p.Data))
	return w
}

func openSet(t testing.TB, dir string) (*gemma3.Model, error) {
	set, err := safetensors.OpenDir(dir)
	require.NoError(t, err)
	t.Cleanup(func() { set.Close() })
	config, err := os.ReadFile(filepath.Join(dir, "config.json"))
	require.NoError(t, err)
	return gemma3.FromSafetensors(config, set)
}

func TestFromSafetensors(t *testing.T) {
	want := tinymodel.New(t)
	for _, prefix := range []string{"model.", "language_model.model.", "model.language_model.", ""} {
		for _, d := range []tensor.DType{tensor.F32, tensor.F16, tensor.BF16} {
			got, err := openSet(t, tinymodel.Folder(t, want, d, prefix))
			require.NoError(t, err)
			c := got.Config
			require.InDelta(t, want.Config.AttnScale, c.AttnScale, 1e-7)
			c.AttnScale = want.Config.AttnScale
			require.Equal(t, want.Config, c)
			require.Len(t, got.Tensors, len(want.Tensors))
			for name, p := range want.Tensors {
				w, g := values(t, p), values(t, got.Tensors[name])
				tolerance := map[tensor.DType]float64{tensor.F32: 1e-7, tensor.F16: 1e-3, tensor.BF16: 8e-3}[d]
				for i := range w {
					require.InDelta(t, w[i], g[i], tolerance*math.Max(1, math.Abs(float64(w[i]))), "%s %d", name, i)
				}
			}
			require.True(t, got.Tied())
		}
	}
}

// rewrite changes the tensors and the configuration of a folder.
func rewrite(t testing.TB, dir string, config string, edit func([]safetensors.Tensor) []safetensors.Tensor) {
	f, err := safetensors.Open(filepath.Join(dir, safetensors.SingleName))
	require.NoError(t, err)
	var all []safetensors.Tensor
	for _, info := range f.Tensors() {
		typ, err := info.Type()
		require.NoError(t, err)
		all = append(all, safetensors.Tensor{Name: info.Name, Type: typ, Data: append([]byte(nil), f.Bytes(info)...)})
	}
	require.NoError(t, f.Close())
	var b strings.Builder
	require.NoError(t, safetensors.Write(&b, nil, edit(all)))
	require.NoError(t, os.WriteFile(filepath.Join(dir, safetensors.SingleName), []byte(b.String()), 0o600))
	if config != "" {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "config.json"), []byte(config), 0o600))
	}
}

func TestFromSafetensorsHeads(t *testing.T) {
	m := tinymodel.New(t)
	text := string(tinymodel.ConfigJSON(t, m.Config))
	untied := strings.Replace(text, "{", `{"tie_word_embeddings":false,`, 1)
	head := func(all []safetensors.Tensor) []safetensors.Tensor {
		typ := tensor.TypeOf(tensor.F16, m.Config.Vocab, m.Config.Width)
		return append(all, safetensors.Tensor{Name: "lm_head.weight", Type: typ, Data: make([]byte, typ.Bytes())})
	}
	dir := tinymodel.Folder(t, m, tensor.F16, "model.")
	rewrite(t, dir, "", head)
	got, err := openSet(t, dir)
	require.NoError(t, err)
	require.True(t, got.Tied(), "a head in the file of a tied model is a copy of the embedding")
	rewrite(t, dir, untied, func(all []safetensors.Tensor) []safetensors.Tensor { return all })
	got, err = openSet(t, dir)
	require.NoError(t, err)
	require.False(t, got.Tied())
	rewrite(t, dir, untied, func(all []safetensors.Tensor) []safetensors.Tensor { return all[:len(all)-1] })
	_, err = openSet(t, dir)
	require.ErrorContains(t, err, "lm_head.weight")
}

func TestFromSafetensorsReportsAllThatIsWrong(t *testing.T) {
	m := tinymodel.New(t)
	dir := tinymodel.Folder(t, m, tensor.F16, "model.")
	rewrite(t, dir, "", func(all []safetensors.Tensor) []safetensors.Tensor {
		var kept []safetensors.Tensor
		for _, p := range all {
			switch p.Name {
			case "model.layers.3.mlp.up_proj.weight":
				continue
			case "model.layers.2.self_attn.q_proj.weight":
				p.Type = tensor.TypeOf(tensor.F16, p.Type.Shape.Dim(1), p.Type.Shape.Dim(0))
			case "model.layers.1.self_attn.q_norm.weight":
				p.Type, p.Data = tensor.TypeOf(tensor.F32, 1), make([]byte, 4)
			}
			kept = append(kept, p)
		}
		// A vision tower is no concern of the text model.
		return append(kept, safetensors.Tensor{Name: "vision_tower.x", Type: tensor.TypeOf(tensor.F32, 1), Data: make([]byte, 4)})
	})
	_, err := openSet(t, dir)
	var e *gemma3.WeightError
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Problems, 3)
	rewrite(t, dir, "", func(all []safetensors.Tensor) []safetensors.Tensor { return all[:0] })
	_, err = openSet(t, dir)
	require.ErrorContains(t, err, "embed_tokens")
}
