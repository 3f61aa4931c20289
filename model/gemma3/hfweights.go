package gemma3

import (
	"fmt"
	"strings"

	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
)

// hfPrefixes are what stands before "embed_tokens.weight" and "layers.0." in the text models of published
// repositories: text only, with vision (older and newer), and embedding models.
var hfPrefixes = []string{"model.", "language_model.model.", "model.language_model.", ""}

// hfHeads are the names of an output matrix of its own.
var hfHeads = []string{"lm_head.weight", "language_model.lm_head.weight"}

// hfNames are the GGUF names of a layer's parameters by those of transformers.
// ref: transformers, models/gemma3/modeling_gemma3.py, Gemma3DecoderLayer.
var hfNames = map[string]string{
	"input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
	"self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm", "self_attn.o_proj": "attn_output",
	"post_attention_layernorm": "post_attention_norm", "pre_feedforward_layernorm": "ffn_norm", "mlp.gate_proj": "ffn_gate",
	"mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down", "post_feedforward_layernorm": "post_ffw_norm",
}

// FromSafetensors builds a model from a config.json and the weights beside it. Matrices are used where
// they are, until the model is closed; norm weights, which these files store as w, are copied as w+1.
// The model owns set if FromSafetensors succeeds. Vision towers are left out.
func FromSafetensors(config []byte, set *safetensors.Set) (*Model, error) {
	c, tied, err := ParseConfig(config)
	if err != nil {
		return nil, err
	}
	prefix, err := hfPrefix(set)
	if err != nil {
		return nil, err
	}
	m := &Model{Config: c, Tensors: map[string]Tensor{}, source: set}
	for _, name := range set.Names() {
		to := hfName(strings.TrimPrefix(name, prefix))
		if !strings.HasPrefix(name, prefix) || to == "" {
			continue
		}
		info, data, _ := set.Tensor(name)
		typ, err := info.Type()
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(to, "norm.weight") {
			if typ, data, err = plusOne(typ, data); err != nil {
				return nil, fmt.Errorf("gemma3: %s: %w", name, err)
			}
		}
		m.Tensors[to] = Tensor{typ, data}
	}
	if !tied {
		if err := m.addHead(set); err != nil {
			return nil, err
		}
	}
	return m, m.check()
}

// hfPrefix finds which of hfPrefixes the tensors have.
func hfPrefix(set *safetensors.Set) (string, error) {
	for _, p := range hfPrefixes {
		if _, _, ok := set.Tensor(p + "embed_tokens.weight"); ok {
			return p, nil
		}
	}
	return "", &WeightError{Problems: []string{"no tensor model.embed_tokens.weight, nor one under another name that Gemma 3 repositories use"}}
}

// addHead adds the output matrix.
func (m *Model) addHead(set *safetensors.Set) error {
	for _, name := range hfHeads {
		if info, data, ok := set.Tensor(name); ok {
			typ, err := info.Type()
			m.Tensors[outputWeight] = Tensor{typ, data}
			return err
		}
	}
	return &WeightError{Problems: []string{"no tensor lm_head.weight, though tie_word_embeddings is false"}}
}

// hfName translates the name of a parameter, its prefix removed; "" if it is none of a text model.
func hfName(name string) string {
	switch name {
	case "embed_tokens.weight":
		return embedWeight
	case "norm.weight":
		return outputNormWeight
	}
	rest, ok := strings.CutPrefix(name, "layers.")
	if !ok {
		return ""
	}
	layer, rest, _ := strings.Cut(rest, ".")
	to, ok := hfNames[strings.TrimSuffix(rest, ".weight")]
	if !ok || !strings.HasSuffix(rest, ".weight") {
		return ""
	}
	return fmt.Sprintf("blk.%s.%s.weight", layer, to)
}

// plusOne returns w+1 in F32.
func plusOne(typ tensor.Type, data []byte) (tensor.Type, []byte, error) {
	w := make([]float32, typ.Shape.Elems())
	if err := tensor.Dequantise(typ.DType, w, data); err != nil {
		return typ, nil, err
	}
	for i := range w {
		w[i]++
	}
	typ.DType = tensor.F32
	out := make([]byte, typ.Bytes())
	return typ, out, tensor.Quantise(tensor.F32, out, w)
}
