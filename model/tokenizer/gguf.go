package tokenizer

import (
	"fmt"

	"github.com/gemma-bench/gemma/model/gguf"
)

// FromGGUF builds the tokenizer that a model file carries in its tokenizer.ggml.* metadata. It keeps nothing
// of f. A file whose tokenizer is of another kind than Gemma's is an error that wraps ErrUnsupported.
func FromGGUF(f *gguf.File) (*Tokenizer, error) {
	v, err := readGGUF(f)
	if err != nil {
		return nil, fmt.Errorf("tokenizer: %w", err)
	}
	t, err := New(v) // copies
	f.DropMetadata()
	return t, err
}

func readGGUF(f *gguf.File) (v Vocab, err error) {
	const prefix = "tokenizer.ggml."
	kind, err := f.String(prefix + "model")
	if err != nil {
		return v, err
	}
	// llama.cpp's name for SentencePiece BPE, whatever the model.
	if kind != "llama" {
		return v, fmt.Errorf("%w: tokenizer.ggml.model is %q, not \"llama\"", ErrUnsupported, kind)
	}
	// No Gemma puts a space in front of a text; a file that says nothing about it is taken for Gemma.
	for _, key := range []string{prefix + "add_space_prefix", prefix + "remove_extra_whitespaces"} {
		if _, ok := f.KV(key); !ok {
			continue
		}
		set, err := f.Bool(key)
		if err != nil {
			return v, err
		}
		if set {
			return v, fmt.Errorf("%w: %s is true", ErrUnsupported, key)
		}
	}
	if v.Tokens, err = f.Strings(prefix + "tokens"); err != nil {
		return v, err
	}
	if v.Scores, err = gguf.Array[float32](f, prefix+"scores"); err != nil {
		return v, err
	}
	if v.Types, err = gguf.Array[int32](f, prefix+"token_type"); err != nil {
		return v, err
	}
	for _, s := range []struct {
		key string
		id  *int32
	}{{"bos_token_id", &v.BOS}, {"eos_token_id", &v.EOS}, {"eot_token_id", &v.EOT}} {
		*s.id = None
		if _, ok := f.KV(prefix + s.key); !ok {
			continue
		}
		id, err := f.Uint(prefix + s.key)
		if err != nil {
			return v, err
		}
		if id >= uint64(v.Tokens.Len()) {
			return v, fmt.Errorf("%w: %s %d outside the vocabulary of %d tokens", ErrVocab, s.key, id, v.Tokens.Len())
		}
		*s.id = int32(id)
	}
	return v, nil
}
