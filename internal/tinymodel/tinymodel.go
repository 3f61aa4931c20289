// Package tinymodel writes a small model file with every feature of the real one, for tests that must
// run without it: seeded random weights in several types, and a vocabulary of control tokens, bytes
// and letters.
package tinymodel

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/stretchr/testify/require"
)

// Config is the tiny model's configuration: local and global layers, grouped queries, and a window
// of 16, so that short texts cross it many times.
func Config() gemma3.Config {
	return gemma3.Config{
		Name: "gemma3 7×64", Layers: 7, Width: 64, Heads: 4, KVHeads: 2, HeadDim: 32, FFN: 256, Vocab: 517, Context: 512, Window: 16,
		Pattern: 3, Eps: 1e-6, RoPEBase: 1e6, RoPELocal: 1e4, RoPEScale: 1, AttnScale: 0.17677669, // 1/√32
	}
}

// New returns the tiny model in memory.
func New(t testing.TB) *gemma3.Model {
	t.Helper()
	m, err := gemma3.Random(Config(), 7)
	require.NoError(t, err)
	return m
}

// Bytes returns the tiny model as a GGUF file.
func Bytes(t testing.TB) []byte {
	t.Helper()
	return file(t)
}

// FunctionBytes returns the tiny model with FunctionGemma's tokens in its vocabulary as a GGUF file.
func FunctionBytes(t testing.TB) []byte {
	t.Helper()
	return file(t, "<start_function_declaration>", "<end_function_declaration>", "<start_function_call>", "<end_function_call>",
		"<start_function_response>", "<end_function_response>", "<escape>")
}

// file returns the tiny model whose vocabulary ends with some user-defined tokens.
func file(t testing.TB, last ...string) []byte {
	t.Helper()
	m := New(t)
	var w gguf.Writer
	c := m.Config
	if len(last) > 0 {
		c.Context *= 8 // declarations are long in tokens of one character
	}
	for key, v := range map[string]int{
		"block_count": c.Layers, "embedding_length": c.Width, "feed_forward_length": c.FFN, "attention.head_count": c.Heads,
		"attention.head_count_kv": c.KVHeads, "attention.key_length": c.HeadDim, "attention.value_length": c.HeadDim,
		"context_length": c.Context, "attention.sliding_window": c.Window, "attention.sliding_window_pattern": c.Pattern,
	} {
		w.Set("gemma3."+key, uint32(v))
	}
	w.Set("general.architecture", "gemma3")
	w.Set("gemma3.attention.layer_norm_rms_epsilon", c.Eps)
	w.Set("gemma3.rope.freq_base", c.RoPEBase)
	vocabulary(&w, c.Vocab, last...)
	for name, tensor := range m.Tensors {
		w.Add(name, tensor.Type, tensor.Data)
	}
	return Encode(t, &w)
}

// Encode returns the file that w writes.
func Encode(t testing.TB, w *gguf.Writer) []byte {
	t.Helper()
	var buf bytes.Buffer
	_, err := w.WriteTo(&buf)
	require.NoError(t, err)
	return buf.Bytes()
}

// Path writes the file into the test's folder and returns its path.
func Path(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tiny.gguf")
	require.NoError(t, os.WriteFile(path, Bytes(t), 0o600))
	return path
}

// words returns the vocabulary: texts and types.
// ref: GGUF specification, tokenizer.ggml.token_type: 1 normal, 2 unknown, 3 control, 6 byte.
func words(size int) (tokens []string, types []int32) {
	add := func(typ int32, names ...string) {
		for _, name := range names {
			tokens, types = append(tokens, name), append(types, typ)
		}
	}
	add(3, "<pad>", "<eos>", "<bos>")
	add(2, "<unk>")
	add(3, "<start_of_turn>", "<end_of_turn>")
	for b := range 256 {
		add(6, fmt.Sprintf("<0x%02X>", b))
	}
	add(1, "\n", "▁")
	for c := '!'; c <= '~'; c++ {
		add(1, string(c))
	}
	for len(tokens) < size {
		add(1, fmt.Sprintf("▁w%d", len(tokens)))
	}
	return tokens, types
}

func vocabulary(w *gguf.Writer, size int, last ...string) {
	tokens, types := words(size)
	for i, name := range last {
		at := size - len(last) + i
		tokens[at], types[at] = name, 4 // user-defined
	}
	scores := make([]float32, size)
	for i := range scores {
		scores[i] = -float32(i)
	}
	w.Set("tokenizer.ggml.model", "llama")
	w.Set("tokenizer.ggml.tokens", tokens)
	w.Set("tokenizer.ggml.scores", scores)
	w.Set("tokenizer.ggml.token_type", types)
	w.Set("tokenizer.ggml.bos_token_id", uint32(2))
	w.Set("tokenizer.ggml.eos_token_id", uint32(1))
	w.Set("tokenizer.ggml.unknown_token_id", uint32(3))
	w.Set("tokenizer.ggml.add_space_prefix", false)
}
