package tokenizer

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each test is named after the advisory whose class of input it holds:
// a hostile vocabulary or text must be a clear error or a correct result.

// TestGHSA_7rxv_5jhh_j6xx_LongText: CVE-2025-52566, a text whose number of tokens a signed comparison got
// wrong. The result must be complete, wherever dst ends.
func TestGHSA_7rxv_5jhh_j6xx_LongText(t *testing.T) {
	tok := small(0, false).build(t)
	text := strings.Repeat("\xff a", 1<<20)
	want := len(tok.Encode(nil, text, EncodeOptions{}))
	require.Equal(t, 2<<20, want)
	for _, room := range []int{0, 1, want - 1, want} {
		dst := make([]int32, 3, 3+room)
		ids := tok.Encode(dst, text, EncodeOptions{})
		require.Len(t, ids, 3+want)
		require.Equal(t, []int32{0, 0, 0}, ids[:3])
	}
}

// TestCVE_2025_49847_TokenLength: a token whose length did not survive a cast to a 32-bit integer.
func TestCVE_2025_49847_TokenLength(t *testing.T) {
	for _, typ := range []Type{TypeNormal, TypeControl, TypeUserDefined, TypeUnused, TypeByte} {
		e := small(0, false)
		e.add(typ, -9999, strings.Repeat("z", 1<<20))
		_, err := New(e.vocab())
		require.ErrorIs(t, err, ErrVocab)
		require.ErrorContains(t, err, "1048576 bytes")
	}
	e := small(0, false)
	e.add(TypeNormal, -9999, strings.Repeat("a", maxTokenLen))
	e.add(TypeUserDefined, -9999, strings.Repeat("q", maxTokenLen))
	tok := e.build(t)
	last := int32(tok.Len() - 1)
	text := strings.Repeat("q", 3*maxTokenLen-1)
	ids := tok.Encode(nil, text, EncodeOptions{})
	require.Equal(t, []int32{last, last}, ids[:2])
	back, err := tok.Decode(ids)
	require.NoError(t, err)
	require.Equal(t, text, back)
}

// TestCVE_2024_21836_Counts: arrays of the vocabulary that disagree about its size.
func TestCVE_2024_21836_Counts(t *testing.T) {
	for name, change := range map[string]func(v *Vocab){
		"no tokens":     func(v *Vocab) { v.Tokens = texts{} },
		"fewer tokens":  func(v *Vocab) { v.Tokens = v.Tokens.(texts)[:100] },
		"fewer scores":  func(v *Vocab) { v.Scores = v.Scores[:100] },
		"more scores":   func(v *Vocab) { v.Scores = append(v.Scores, 0) },
		"empty scores":  func(v *Vocab) { v.Scores = v.Scores[:0] },
		"no scores":     func(v *Vocab) { v.Scores = nil },
		"fewer types":   func(v *Vocab) { v.Types = v.Types[:100] },
		"no types":      func(v *Vocab) { v.Types = nil },
		"score NaN":     func(v *Vocab) { v.Scores[len(v.Scores)-1] = float32(math.NaN()) },
		"type 0":        func(v *Vocab) { v.Types[7] = 0 },
		"type 7":        func(v *Vocab) { v.Types[7] = 7 },
		"type negative": func(v *Vocab) { v.Types[7] = -1 },
		"type 257":      func(v *Vocab) { v.Types[7] = 257 },
	} {
		v := small(0, false).vocab()
		change(&v)
		tok, err := New(v)
		require.ErrorIs(t, err, ErrVocab, name)
		require.Nil(t, tok, name)
	}
	v := small(0, false).vocab()
	v.Tokens = many{}
	_, err := New(v)
	require.ErrorIs(t, err, ErrVocab)
}

// many claims more tokens than there can be.
type many struct{}

func (many) Len() int         { return maxTokens + 1 }
func (many) Bytes(int) []byte { panic("looked at a token before counting") }

// TestCVE_2024_8063_SpecialIDs: ids in the metadata that are no index into the vocabulary.
func TestCVE_2024_8063_SpecialIDs(t *testing.T) {
	n := int32(len(small(0, false).texts))
	for _, id := range []int32{-2, math.MinInt32, n, math.MaxInt32} {
		for name, set := range map[string]func(v *Vocab){
			"bos": func(v *Vocab) { v.BOS = id },
			"eos": func(v *Vocab) { v.EOS = id },
			"eot": func(v *Vocab) { v.EOT = id },
		} {
			v := small(0, false).vocab()
			set(&v)
			_, err := New(v)
			require.ErrorIs(t, err, ErrVocab)
			require.ErrorContains(t, err, name)
		}
	}

	// A normal token declared the end of text is structure from then on: text cannot make it.
	e := small(0, false)
	v := e.vocab()
	v.EOS = int32(len(e.texts)) - 19 // "a"
	require.Equal(t, "a", e.texts[v.EOS])
	tok, err := New(v)
	require.NoError(t, err)
	for _, text := range []string{"a", "xa", "abaab a\n"} {
		require.NotContains(t, tok.Encode(nil, text, EncodeOptions{}), v.EOS)
	}
	v.EOS = 19 // a byte token, which any text may need
	_, err = New(v)
	require.ErrorIs(t, err, ErrVocab)
}

// TestCVE_2024_23496_Strings: vocabularies whose texts contradict each other.
func TestCVE_2024_23496_Strings(t *testing.T) {
	for name, change := range map[string]func(e *entries){
		"duplicate normal":   func(e *entries) { e.add(TypeNormal, -9999, "a") },
		"duplicate control":  func(e *entries) { e.add(TypeControl, -9999, "<bos>") },
		"duplicate newline":  func(e *entries) { e.add(TypeUserDefined, -9999, "\n") },
		"duplicate run":      func(e *entries) { e.add(TypeUserDefined, -9999, meta+meta) },
		"duplicate byte":     func(e *entries) { e.add(TypeByte, 0, "<0x41>") },
		"empty normal":       func(e *entries) { e.add(TypeNormal, -9999, "") },
		"empty user-defined": func(e *entries) { e.add(TypeUserDefined, -9999, "") },
		"not UTF-8":          func(e *entries) { e.add(TypeNormal, -9999, "\xff") },
		"two halves":         func(e *entries) { e.add(TypeNormal, -9999, "z\xc3", "\xa9z") },
		"byte of three":      func(e *entries) { e.add(TypeByte, 0, "<0x123>") },
		"byte of lower case": func(e *entries) { e.texts[e.find("<0xAB>")] = "<0xab>" },
		"no byte token":      func(e *entries) { e.types[e.find("<0xAB>")] = int32(TypeUnused) },
		"byte token as text": func(e *entries) { e.types[e.find("<0xAB>")] = int32(TypeNormal) },
		"no byte token at all": func(e *entries) {
			for i, typ := range e.types {
				if Type(typ) == TypeByte {
					e.types[i] = int32(TypeUnused)
				}
			}
		},
	} {
		e := small(0, false)
		change(e)
		tok, err := New(e.vocab())
		require.ErrorIs(t, err, ErrVocab, name)
		require.Nil(t, tok, name)
	}

	// Harmless: empty and repeated tokens that text can never become.
	e := small(0, false)
	want := e.build(t).Encode(nil, "abba <b>", EncodeOptions{})
	e.add(TypeUnused, 0, "", "", "a", "\xff")
	e.add(TypeControl, 0, "", "")
	require.Equal(t, want, e.build(t).Encode(nil, "abba <b>", EncodeOptions{}))
}

func (e *entries) find(text string) int {
	for i, w := range e.texts {
		if w == text {
			return i
		}
	}
	panic("BUG: no token " + text)
}
