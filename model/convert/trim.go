package convert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
)

// Needed returns, in ascending order, the ids that a model needs that reads and writes nothing but texts like
// corpus: the essential tokens (see Tokenizer.Essential) and all that encoding corpus involves, whether names
// of control tokens in it are text or not. With these alone corpus has the same tokens.
func Needed(tok *tokenizer.Tokenizer, corpus string) ([]int32, error) {
	tok, err := tokenizer.New(tok.Vocab()) // as the file will have it: scores in the place of tokenizer.json's merges
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	used := make([]bool, tok.Len())
	tok.Essential(used)
	tok.Trace(used, corpus, false)
	tok.Trace(used, corpus, true)
	var ids []int32
	for id, u := range used {
		if u {
			ids = append(ids, int32(id))
		}
	}
	return ids, nil
}

// checkKeep reports a list of tokens that make no vocabulary.
func checkKeep(m *model.Model, keep []int32) error {
	if keep == nil {
		return nil
	}
	for i, id := range keep {
		if id < 0 || int(id) >= m.Tokenizer.Len() || i > 0 && keep[i-1] >= id {
			return fmt.Errorf("convert: token %d to keep is %d, want ids below %d, ascending", i, id, m.Tokenizer.Len())
		}
	}
	for _, id := range []int32{m.Tokenizer.BOS(), m.Tokenizer.EOS()} {
		if id != tokenizer.None && tokenizer.Place(keep, id) == tokenizer.None {
			return fmt.Errorf("convert: token %d begins or ends texts and has to stay", id)
		}
	}
	if _, err := tokenizer.New(m.Tokenizer.Vocab().Keep(keep)); err != nil {
		return fmt.Errorf("convert: the tokens to keep: %w", err)
	}
	return nil
}

// replaced are the metadata of a tokenizer that trimTokenizer writes anew or leaves out: a list of merges and a
// copy of tokenizer.json hold ids of the whole vocabulary.
var replaced = []string{"tokenizer.ggml.tokens", "tokenizer.ggml.scores", "tokenizer.ggml.token_type", "tokenizer.ggml.merges", "tokenizer.huggingface.json"}

// trimTokenizer writes the tokenizer of a GGUF file with the tokens keep alone.
func trimTokenizer(w *gguf.Writer, m *model.Model, keep []int32) {
	v := m.Tokenizer.Vocab().Keep(keep)
	for _, key := range m.File.Keys() {
		if !isTokenizer(key) || slices.Contains(replaced, key) {
			continue
		}
		if strings.HasSuffix(key, "_token_id") {
			if id, err := m.File.Uint(key); err == nil && id < uint64(m.Tokenizer.Len()) {
				if at := tokenizer.Place(keep, int32(id)); at != tokenizer.None {
					w.Set(key, uint32(at))
				}
			}
			continue
		}
		value, _ := m.File.KV(key)
		w.Set(key, value)
	}
	w.Set("tokenizer.ggml.tokens", texts(v))
	w.Set("tokenizer.ggml.scores", v.Scores)
	w.Set("tokenizer.ggml.token_type", v.Types)
}

// rows returns a copy of some rows of a matrix.
func rows(t gemma3.Tensor, ids []int32) gemma3.Tensor {
	to := tensor.Type{DType: t.Type.DType, Shape: tensor.ShapeOf(len(ids), t.Type.Shape.Cols())}
	size := t.Type.RowBytes()
	data := make([]byte, 0, len(ids)*size)
	for _, id := range ids {
		data = append(data, t.Data[int(id)*size:(int(id)+1)*size]...)
	}
	return gemma3.Tensor{Type: to, Data: data}
}
