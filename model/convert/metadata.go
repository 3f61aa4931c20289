package convert

import (
	"fmt"
	"math"
	"strings"

	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
)

// fileTypes are llama.cpp's names for the type that most tensors have.
// ref: llama.cpp include/llama.h, enum llama_ftype.
var fileTypes = map[tensor.DType]uint32{
	tensor.F32: 0, tensor.F16: 1, tensor.Q4_0: 2, tensor.Q4_1: 3, tensor.Q8_0: 7, tensor.Q5_0: 8, tensor.Q5_1: 9, tensor.Q4_K: 14,
	tensor.Q6_K: 18, tensor.BF16: 32,
}

// fileType returns the type of most matrices.
func fileType(m *model.Model, o *Options) uint32 {
	count := map[tensor.DType]int{}
	best := tensor.F32
	for name, t := range m.Tensors {
		if t.Type.Shape.Rank() == 2 {
			d := o.TypeOf(name, t.Type)
			if count[d]++; count[d] > count[best] || count[d] == count[best] && d < best {
				best = d
			}
		}
	}
	return fileTypes[best]
}

// setMetadata writes all but the tokenizer: of a GGUF file what it has, of others what GGUF asks for.
// ref: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, "Standardized key-value pairs".
func setMetadata(w *gguf.Writer, m *model.Model, o *Options) {
	if m.File != nil {
		for _, key := range m.File.Keys() {
			v, _ := m.File.KV(key)
			switch {
			case strings.HasSuffix(key, ".vocab_size") && o.Keep != nil:
				w.Set(key, uint32(len(o.Keep)))
			case key == "general.file_type" || key == "general.quantization_version" || isTokenizer(key):
			default:
				w.Set(key, v)
			}
		}
	} else {
		setConfig(w, m)
	}
	w.Set("general.file_type", fileType(m, o))
	w.Set("general.quantization_version", uint32(2)) // ref: ggml.h, GGML_QNT_VERSION
}

// setConfig writes the configuration of a model that did not come from a GGUF file.
func setConfig(w *gguf.Writer, m *model.Model) {
	c, arch := &m.Config, "gemma3"
	if c.Bidirectional {
		arch = "gemma-embedding"
	}
	w.Set("general.architecture", arch)
	w.Set("general.type", "model")
	w.Set("general.name", c.Name)
	for _, kv := range []struct {
		key   string
		value int
	}{
		{"context_length", c.Context}, {"embedding_length", c.Width}, {"block_count", c.Layers}, {"feed_forward_length", c.FFN},
		{"attention.head_count", c.Heads}, {"attention.head_count_kv", c.KVHeads}, {"attention.key_length", c.HeadDim},
		{"attention.value_length", c.HeadDim}, {"attention.sliding_window", c.Window},
	} {
		w.Set(arch+"."+kv.key, uint32(kv.value))
	}
	w.Set(arch+".attention.layer_norm_rms_epsilon", c.Eps)
	w.Set(arch+".rope.freq_base", c.RoPEBase)
	w.Set(arch+".rope.freq_base_swa", c.RoPELocal)
	if c.RoPEScale != 1 {
		w.Set(arch+".rope.scaling.type", "linear")
		w.Set(arch+".rope.scaling.factor", 1/c.RoPEScale)
	}
	if c.Pattern != 6 {
		w.Set(arch+".attention.sliding_window_pattern", uint32(c.Pattern))
	}
	if c.Bidirectional {
		w.Set(arch+".pooling_type", uint32(1)) // ref: llama.cpp, LLAMA_POOLING_TYPE_MEAN
		for _, name := range []string{"dense_2", "dense_3"} {
			if t, ok := m.Tensors[name+".weight"]; ok {
				w.Set(arch+"."+name+"_feat_in", uint32(t.Type.Shape.Dim(1)))
				w.Set(arch+"."+name+"_feat_out", uint32(t.Type.Shape.Dim(0)))
			}
		}
	}
}

// expressible reports a configuration that GGUF has no keys for: readers take the factor on attention scores
// from the head dimension, or, of 62 layers, from the width.
func expressible(c *gemma3.Config) error {
	per := c.HeadDim
	if c.Layers == 62 {
		per = c.Width / c.Heads
	}
	if want := 1 / math.Sqrt(float64(per)); math.Abs(float64(c.AttnScale)-want) > 1e-4*want {
		return fmt.Errorf("convert: GGUF cannot say that attention scores are scaled by %v and not by %v", c.AttnScale, want)
	}
	return nil
}

func isTokenizer(key string) bool { return len(key) > 10 && key[:10] == "tokenizer." }

// setTokenizer writes the tokenizer: a GGUF file's own, or that of tokenizer.json in GGUF's form; of either, if
// keep is not nil, those tokens alone.
func setTokenizer(w *gguf.Writer, m *model.Model, keep []int32) {
	switch {
	case m.File == nil:
		writeTokenizer(w, m, keep)
	case keep == nil:
		for _, key := range m.File.Keys() {
			if v, _ := m.File.KV(key); isTokenizer(key) {
				w.Set(key, v)
			}
		}
	default:
		trimTokenizer(w, m, keep)
	}
}

// writeTokenizer writes the tokenizer of a model that did not come from a GGUF file.
func writeTokenizer(w *gguf.Writer, m *model.Model, keep []int32) {
	v, padding, rows := m.Tokenizer.Vocab(), m.Tokenizer.Find("<pad>"), m.Config.Vocab
	if keep != nil {
		v, padding, rows = v.Keep(keep), tokenizer.Place(keep, padding), len(keep)
	}
	unknown := tokenizer.None
	for id, typ := range v.Types {
		if tokenizer.Type(typ) == tokenizer.TypeUnknown {
			unknown = int32(id)
		}
	}
	tokens := texts(v)
	// Embeddings of models that also see have more rows than there are tokens.
	for id := len(tokens); id < rows; id++ {
		tokens = append(tokens, fmt.Sprintf("[PAD%d]", id))
		v.Scores, v.Types = append(v.Scores, -float32(id)), append(v.Types, int32(tokenizer.TypeUnused))
	}
	w.Set("tokenizer.ggml.model", "llama")
	w.Set("tokenizer.ggml.pre", "default")
	w.Set("tokenizer.ggml.tokens", tokens)
	w.Set("tokenizer.ggml.scores", v.Scores)
	w.Set("tokenizer.ggml.token_type", v.Types)
	for _, s := range []struct {
		key string
		id  int32
	}{{"bos", v.BOS}, {"eos", v.EOS}, {"eot", v.EOT}, {"unknown", unknown}, {"padding", padding}} {
		if s.id != tokenizer.None {
			w.Set("tokenizer.ggml."+s.key+"_token_id", uint32(s.id))
		}
	}
	w.Set("tokenizer.ggml.add_bos_token", true)
	w.Set("tokenizer.ggml.add_eos_token", m.Config.Bidirectional)
	w.Set("tokenizer.ggml.add_space_prefix", false)
}

// texts returns the tokens of a vocabulary.
func texts(v tokenizer.Vocab) []string {
	tokens := make([]string, v.Tokens.Len())
	for id := range tokens {
		tokens[id] = string(v.Tokens.Bytes(id))
	}
	return tokens
}
