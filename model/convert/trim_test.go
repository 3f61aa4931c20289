package convert_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/convert"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func TestTrim(t *testing.T) {
	const corpus = "cab bade w300\n<end_of_turn> é ▁"
	for name, m := range sources(t) {
		ids, err := convert.Needed(m.Tokenizer, corpus)
		require.NoError(t, err)
		w, err := convert.GGUF(m, convert.Options{Keep: ids})
		require.NoError(t, err)
		got := reopen(t, w)
		require.Equal(t, len(ids), got.Config.Vocab, name)
		require.Equal(t, len(ids), got.Tokenizer.Len())
		require.Less(t, len(ids), m.Tokenizer.Len()-200)
		for _, special := range []bool{false, true} {
			o := tokenizer.EncodeOptions{BOS: true, Special: special}
			few := got.Tokenizer.Encode(nil, corpus, o)
			text, err := got.Tokenizer.Decode(few)
			require.NoError(t, err)
			require.Equal(t, special, !strings.Contains(text, "<end_of_turn>"))
			for i := range few {
				few[i] = ids[few[i]]
			}
			require.Equal(t, m.Tokenizer.Encode(nil, corpus, o), few)
		}
		require.Equal(t, m.Tokenizer.EOT(), ids[got.Tokenizer.EOT()])
		// Rows are copied, whatever type they have.
		p, q := m.Tensors["token_embd.weight"], got.Tensors["token_embd.weight"]
		require.Equal(t, p.Type.DType, q.Type.DType)
		for i, id := range ids {
			size := p.Type.RowBytes()
			require.True(t, bytes.Equal(p.Data[int(id)*size:(int(id)+1)*size], q.Data[i*size:(i+1)*size]), "%s token %d", name, id)
		}
		for tensorName, p := range m.Tensors {
			if tensorName != "token_embd.weight" {
				require.True(t, bytes.Equal(p.Data, got.Tensors[tensorName].Data), tensorName)
			}
		}
		// Types change on the way as without trimming.
		w, err = convert.GGUF(m, convert.Options{Keep: ids, Type: tensor.Q4_0})
		require.NoError(t, err)
		require.Equal(t, tensor.Q8_0, reopen(t, w).Tensors["token_embd.weight"].Type.DType)
	}
}

func TestTrimRefusesLists(t *testing.T) {
	m := sources(t)["gguf"]
	ids, err := convert.Needed(m.Tokenizer, "")
	require.NoError(t, err)
	require.Len(t, ids, 6+256)
	for name, keep := range map[string][]int32{
		"empty": {}, "without bytes": ids[:20], "not ascending": append([]int32{7}, ids...), "beyond": append(append([]int32(nil), ids...), 517),
		"largest": append(append([]int32(nil), ids...), math.MaxInt32), "negative": append([]int32{-1}, ids...), "without bos": append([]int32{0, 1}, ids[3:]...),
	} {
		_, err := convert.GGUF(m, convert.Options{Keep: keep})
		require.Error(t, err, name)
	}
}

// TestTrimMetadata: keys with ids of the whole vocabulary are mapped, or left out where the token is gone.
func TestTrimMetadata(t *testing.T) {
	f, err := gguf.Parse(tinymodel.Bytes(t))
	require.NoError(t, err)
	var w gguf.Writer
	for _, key := range f.Keys() {
		v, _ := f.KV(key)
		w.Set(key, v)
	}
	w.Set("gemma3.vocab_size", uint32(517))
	w.Set("tokenizer.ggml.fim_pre_token_id", uint32(400))
	w.Set("tokenizer.ggml.eot_token_id", uint32(5))
	w.Set("tokenizer.ggml.mask_token_id", uint32(1<<31))
	w.Set("tokenizer.huggingface.json", "{}")
	for _, info := range f.Tensors() {
		w.Add(info.Name, info.Type, f.Bytes(info))
	}
	var buf bytes.Buffer
	_, err = w.WriteTo(&buf)
	require.NoError(t, err)
	m, err := model.Read(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	require.NoError(t, err)
	ids, err := convert.Needed(m.Tokenizer, "ab")
	require.NoError(t, err)
	ids = append(ids[:0:0], ids[1:]...) // without <pad>, so that every id moves
	out, err := convert.GGUF(m, convert.Options{Keep: ids})
	require.NoError(t, err)
	got := reopen(t, out).File
	for key, want := range map[string]uint64{
		"gemma3.vocab_size": uint64(len(ids)), "tokenizer.ggml.bos_token_id": 1, "tokenizer.ggml.eos_token_id": 0, "tokenizer.ggml.eot_token_id": 4,
	} {
		have, err := got.Uint(key)
		require.NoError(t, err)
		require.Equal(t, want, have, key)
	}
	for _, key := range []string{"tokenizer.ggml.fim_pre_token_id", "tokenizer.ggml.mask_token_id", "tokenizer.huggingface.json"} {
		_, ok := got.KV(key)
		require.False(t, ok, key)
	}
}
