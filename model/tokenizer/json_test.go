package tokenizer

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// handMade is a tokenizer.json of a few tokens, written by hand after the published ones.
func handMade(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "small.json"))
	require.NoError(t, err)
	return data
}

func TestParseJSONHandMade(t *testing.T) {
	tok, err := ParseJSON(handMade(t))
	require.NoError(t, err)
	require.Equal(t, []int32{0, 1, 3}, []int32{tok.BOS(), tok.EOS(), tok.EOT()})
	const byte0 = 7
	for _, tc := range []struct {
		text    string
		special bool
		want    []string
	}{
		{"low lower", false, []string{"low", "▁low", "er"}},
		{"lowest", false, []string{"low", "est"}},
		{"  low", false, []string{"▁▁", "low"}},
		{"\n\nlow", false, []string{"\n\n", "low"}},
		{"\n\n\n", false, []string{"\n\n", "\n"}},
		{"<end_of_turn>", true, []string{"<end_of_turn>"}},
		{"reste", false, []string{"r", "est", "e"}},
		{"Él", false, []string{"<0xC3>", "<0x89>", "l"}},
		{"a NORM b", false, []string{"<0x61>", "▁", "NORM", "▁", "<0x62>"}},
		{"extra token", false, []string{"extra token"}},
		{"extra▁token", false, []string{"extra token"}},
	} {
		var got []string
		for _, id := range tok.Encode(nil, tc.text, EncodeOptions{Special: tc.special}) {
			entry, err := tok.Token(id)
			require.NoError(t, err)
			got = append(got, entry.Text)
		}
		require.Equal(t, tc.want, got, "%q", tc.text)
	}
	require.Equal(t, int32(byte0), tok.Find("<0x00>"))
}

// TestParseJSONReal writes the vocabulary of the real model as tokenizer.json and compares all golden cases
// and random text between both sources.
func TestParseJSONReal(t *testing.T) {
	tok := realModel(t)
	e := &entries{}
	for id := range int32(tok.Len()) {
		entry, err := tok.Token(id)
		require.NoError(t, err)
		e.add(entry.Type, entry.Score, entry.Text)
	}
	data := e.tokenizerJSON(t, true)
	other, err := ParseJSON(data)
	require.NoError(t, err)
	require.Greater(t, len(data), 10<<20)
	require.Equal(t, []int32{tok.BOS(), tok.EOS(), tok.EOT()}, []int32{other.BOS(), other.EOS(), other.EOT()})
	for _, c := range golden(t) {
		require.Equal(t, c.IDs, append([]int32{}, other.Encode(nil, c.Text, EncodeOptions{Special: true})...), "%q", c.Text)
	}
	text := gpl(t)
	require.Equal(t, tok.Encode(nil, text, EncodeOptions{}), other.Encode(nil, text, EncodeOptions{}))
	r := rand.New(rand.NewPCG(4, 4))
	for range 3000 {
		var b strings.Builder
		for range r.IntN(20) {
			switch r.IntN(4) {
			case 0:
				b.WriteString(e.texts[r.IntN(len(e.texts))])
			case 1:
				b.WriteString(text[r.IntN(len(text)-20):][:r.IntN(20)])
			default:
				b.WriteString(pieces[r.IntN(len(pieces))])
			}
		}
		for _, o := range []EncodeOptions{{}, {Special: true}} {
			require.Equal(t, tok.Encode(nil, b.String(), o), other.Encode(nil, b.String(), o), "%q", b.String())
		}
	}
}

// TestParseJSONRejects changes one thing in a good file.
func TestParseJSONRejects(t *testing.T) {
	for _, tc := range []struct {
		name, old, new string
		is             error
		says           string
	}{
		{"unigram", `"type": "BPE"`, `"type": "Unigram"`, ErrUnsupported, "Unigram"},
		{"no fallback", `"byte_fallback": true`, `"byte_fallback": false`, ErrUnsupported, "byte_fallback"},
		{"ignore merges", `"ignore_merges": false`, `"ignore_merges": true`, ErrUnsupported, "ignore_merges"},
		{"dropout", `"dropout": null`, `"dropout": 0.1`, ErrUnsupported, "dropout"},
		{"suffix", `"end_of_word_suffix": null`, `"end_of_word_suffix": "</w>"`, ErrUnsupported, "end_of_word_suffix"},
		{"prefix", `"continuing_subword_prefix": null`, `"continuing_subword_prefix": "##"`, ErrUnsupported, "continuing_subword_prefix"},
		{"normalizer", `"content": "▁"}`, `"content": "_"}`, ErrUnsupported, "normalizer"},
		{"prepend", `"normalizer": {"type": "Replace"`, `"normalizer": {"type": "Prepend"`, ErrUnsupported, "normalizer"},
		{"pre_tokenizer", `"type": "Split"`, `"type": "ByteLevel"`, ErrUnsupported, "pre_tokenizer"},
		{"post_processor", `"TemplateProcessing"`, `"ByteLevel"`, ErrUnsupported, "post_processor"},
		{"decoder", `{"type": "Fuse"}`, `{"type": "Strip"}`, ErrUnsupported, "decoder"},
		{"version", `"version": "1.0"`, `"version": "2.0"`, ErrUnsupported, "version"},
		{"lstrip", `"lstrip": false`, `"lstrip": true`, ErrUnsupported, "lstrip"},
		{"unknown field", `"dropout": null`, `"cache": 3`, nil, "cache"},
		{"duplicate id", `"low": 266`, `"low": 265`, ErrVocab, "265"},
		{"id gap", `"low": 266`, `"low": 1266`, ErrVocab, "1266"},
		{"negative id", `"low": 266`, `"low": -1`, ErrVocab, "-1"},
		{"huge id", `"low": 266`, `"low": 2147483647`, ErrVocab, "2147483647"},
		{"id too long", `"low": 266`, `"low": 99999999999`, nil, "99999999999"},
		{"id a fraction", `"low": 266`, `"low": 266.5`, nil, "266.5"},
		{"duplicate token", `"low": 266`, `"lo": 266`, ErrVocab, "lo"},
		{"empty token", `"low": 266`, `"": 266`, ErrVocab, "empty"},
		{"no byte", `"<0x41>"`, `"<0x4G>"`, ErrVocab, "<0x41>"},
		{"merge into nothing", `"lo w"`, `"w lo"`, ErrVocab, "does not exist"},
		{"merge of three", `"lo w"`, `"l o w"`, nil, "merge"},
		{"merge of one", `"lo w"`, `"low"`, nil, "merge"},
		{"merge mixed", `"lo w"`, `["lo", "w"]`, nil, "merges"},
		{"added is another", `"id": 6, "content": "▁▁"`, `"id": 7, "content": "▁▁"`, ErrVocab, "another"},
		{"added twice", `"id": 1, "content": "<eos>"`, `"id": 0, "content": "<bos>"`, ErrVocab, "taken"},
		{"added gap", `"id": 277`, `"id": 279`, ErrVocab, "gap"},
		{"added negative", `"id": 277`, `"id": -5`, ErrVocab, "negative"},
		{"vocab a list", `"vocab": {`, `"vocab": [], "x": {`, nil, "vocab"},
		{"cut", `"merges": [`, ``, nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			good := string(handMade(t))
			bad := strings.Replace(good, tc.old, tc.new, 1)
			require.NotEqual(t, good, bad, "the file has no %s", tc.old)
			tok, err := ParseJSON([]byte(bad))
			require.Error(t, err)
			require.Nil(t, tok)
			require.ErrorContains(t, err, tc.says)
			require.ErrorContains(t, err, "tokenizer: tokenizer.json: ")
			if tc.is != nil {
				require.ErrorIs(t, err, tc.is)
			}
		})
	}
	for _, text := range []string{"", "null", "[]", "{}", "{}{}", "\xff", `{"model":null}`} {
		_, err := ParseJSON([]byte(text))
		require.Error(t, err, text)
	}
	_, err := ParseJSON(append(handMade(t), "{}"...))
	require.ErrorContains(t, err, "more than one value")
	_, err = ParseJSON([]byte(strings.Replace(string(handMade(t)), `"low"`, "\"lo\xff\"", 1)))
	require.ErrorContains(t, err, "UTF-8")
}

// TestParseJSONByteMerge: a merge that makes a byte token would turn its name, typed as text, into a byte.
func TestParseJSONByteMerge(t *testing.T) {
	var file map[string]any
	require.NoError(t, json.Unmarshal(handMade(t), &file))
	model := file["model"].(map[string]any)
	model["merges"] = append(model["merges"].([]any), "<0x41> l")
	model["vocab"].(map[string]any)["<0x41>l"] = 277
	file["added_tokens"] = file["added_tokens"].([]any)[:7]
	data, err := json.Marshal(file)
	require.NoError(t, err)
	_, err = ParseJSON(data)
	require.ErrorIs(t, err, ErrUnsupported)
	require.ErrorContains(t, err, "byte token")
}

// TestParseJSONControlMerge: a merge that makes a control token would turn its name into the token.
func TestParseJSONControlMerge(t *testing.T) {
	good := string(handMade(t))
	extra := `{"id": 271, "content": "er", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},`
	bad := strings.Replace(good, `"added_tokens": [`, `"added_tokens": [`+extra, 1)
	tok, err := ParseJSON([]byte(bad))
	require.NoError(t, err)
	require.Equal(t, []int32{266, 271}, tok.Encode(nil, "lower", EncodeOptions{Special: true}))
	require.Equal(t, []int32{266, 269, 270}, tok.Encode(nil, "lower", EncodeOptions{}))
}
