package tokenizer

import (
	"bytes"
	"testing"

	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/stretchr/testify/require"
)

func TestFromGGUFReal(t *testing.T) {
	tok := realModel(t)
	require.Equal(t, 262144, tok.Len())
	require.Equal(t, []int32{2, 1, 106}, []int32{tok.BOS(), tok.EOS(), tok.EOT()})
	require.Nil(t, tok.ranks, "the scores are in the order of the ids")
	var joins []byte
	for b, ok := range tok.joins {
		if ok {
			joins = append(joins, byte(b))
		}
	}
	require.Equal(t, []byte{'>'}, joins)
	for _, id := range []int32{0, 1, 2, 3, 4, 5, 6, 105, 106, 255999, 256000, 256001, 262143} {
		require.True(t, tok.IsControl(id), id)
	}
	for _, id := range []int32{107, 138, 168, 237, 238, 493, 494, 255968} {
		require.False(t, tok.IsControl(id), id)
	}
	entry, err := tok.Token(107068)
	require.NoError(t, err)
	require.Equal(t, ">▁</", entry.Text)
	require.Equal(t, []int32{107068}, tok.Encode(nil, "> </", EncodeOptions{}))
}

// TestTypedMeta pins the corner in which llama.cpp differs: "▁" typed by the user, in runs.
func TestTypedMeta(t *testing.T) {
	tok := realModel(t)
	for _, tc := range []struct {
		text string
		want []int32
	}{
		{"▁▁", []int32{138}},
		{"▁▁▁", []int32{139}},
		{" ▁", []int32{138}},
		// "▁▁" is cut from the raw text, where the token for runs is found by its published name; the
		// space before it stays alone.
		{" ▁▁", []int32{236743, 138}},
		{"▁▁ a", []int32{138, 496}},
	} {
		require.Equal(t, tc.want, tok.Encode(nil, tc.text, EncodeOptions{}), "%q", tc.text)
	}
}

// write makes a GGUF file of metadata only.
func write(t *testing.T, meta map[string]any) *gguf.File {
	t.Helper()
	var w gguf.Writer
	for key, value := range meta {
		w.Set(key, value)
	}
	var out bytes.Buffer
	_, err := w.WriteTo(&out)
	require.NoError(t, err)
	f, err := gguf.Parse(out.Bytes())
	require.NoError(t, err)
	return f
}

func TestFromGGUF(t *testing.T) {
	e := small(0, false)
	good := func() map[string]any {
		return map[string]any{
			"tokenizer.ggml.model": "llama", "tokenizer.ggml.tokens": e.texts, "tokenizer.ggml.scores": e.scores,
			"tokenizer.ggml.token_type": e.types, "tokenizer.ggml.bos_token_id": uint32(2),
			"tokenizer.ggml.eos_token_id": uint32(1), "tokenizer.ggml.add_space_prefix": false,
		}
	}
	f := write(t, good())
	tok, err := FromGGUF(f)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	text := "ab  abba\n<b>é\xff <bos>"
	require.Equal(t, e.build(t).Encode(nil, text, EncodeOptions{}), tok.Encode(nil, text, EncodeOptions{}))
	require.Equal(t, []int32{2, 1, 5}, []int32{tok.BOS(), tok.EOS(), tok.EOT()})

	meta := good()
	meta["tokenizer.ggml.eot_token_id"] = uint32(6)
	delete(meta, "tokenizer.ggml.bos_token_id")
	delete(meta, "tokenizer.ggml.add_space_prefix")
	tok, err = FromGGUF(write(t, meta))
	require.NoError(t, err)
	require.Equal(t, []int32{None, 6}, []int32{tok.BOS(), tok.EOT()})

	for _, tc := range []struct {
		key   string
		value any
		is    error
	}{
		{"model", "gpt2", ErrUnsupported},
		{"model", "gemma4", ErrUnsupported},
		{"model", nil, nil},
		{"model", uint32(1), nil},
		{"add_space_prefix", true, ErrUnsupported},
		{"add_space_prefix", "no", nil},
		{"remove_extra_whitespaces", true, ErrUnsupported},
		{"tokens", nil, nil},
		{"tokens", e.texts[1:], ErrVocab},
		{"tokens", e.scores, nil},
		{"scores", nil, nil},
		{"scores", e.types, nil},
		{"token_type", nil, nil},
		{"bos_token_id", uint32(len(e.texts)), ErrVocab},
		{"eos_token_id", uint32(1 << 31), ErrVocab},
		{"eot_token_id", uint64(1 << 63), ErrVocab},
		{"eos_token_id", int32(-1), nil},
		{"eos_token_id", "1", nil},
	} {
		meta := good()
		if meta["tokenizer.ggml."+tc.key] = tc.value; tc.value == nil {
			delete(meta, "tokenizer.ggml."+tc.key)
		}
		tok, err := FromGGUF(write(t, meta))
		require.ErrorContains(t, err, "tokenizer: ", "%s=%v", tc.key, tc.value)
		require.Nil(t, tok)
		if tc.is != nil {
			require.ErrorIs(t, err, tc.is, "%s=%v", tc.key, tc.value)
		}
	}
}
