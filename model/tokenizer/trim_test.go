package tokenizer

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// trimmed returns the vocabulary that texts need, and the ids that it has of t's.
func trimmed(t testing.TB, tok *Tokenizer, special bool, texts ...string) (*Tokenizer, []int32) {
	used := make([]bool, tok.Len())
	tok.Essential(used)
	for _, text := range texts {
		tok.Trace(used, text, special)
	}
	var ids []int32
	for id, u := range used {
		if u {
			ids = append(ids, int32(id))
		}
	}
	small, err := New(tok.Vocab().Keep(ids))
	require.NoError(t, err)
	return small, ids
}

// requireSame checks that both vocabularies make the same tokens of text.
func requireSame(t testing.TB, tok, small *Tokenizer, ids []int32, text string, special bool) {
	t.Helper()
	want := tok.Encode(nil, text, EncodeOptions{Special: special, BOS: true})
	got := small.Encode(nil, text, EncodeOptions{Special: special, BOS: true})
	for i, id := range got {
		got[i] = ids[id]
	}
	require.Equal(t, want, got)
}

func TestTrim(t *testing.T) {
	for seed := range uint64(6) {
		e := small(seed, seed%2 == 1)
		tok := e.build(t)
		if seed == 4 {
			fromJSON, err := ParseJSON(e.tokenizerJSON(t, true))
			require.NoError(t, err)
			tok, err = New(fromJSON.Vocab())
			require.NoError(t, err)
		}
		all := append(slices.Collect(maps.Values(adversarial(300))), "abbaab aabb  > </b>\n\n\n\n<unused12<unused12>\xe2\x96▁▁ ▁", "<start_of_turn>user\nab abab ba<end_of_turn>")
		for _, special := range []bool{false, true} {
			for _, text := range all {
				few, ids := trimmed(t, tok, special, text)
				require.Less(t, few.Len(), tok.Len())
				requireSame(t, tok, few, ids, text, special)
			}
			few, ids := trimmed(t, tok, special, all...)
			for _, text := range all {
				requireSame(t, tok, few, ids, text, special)
			}
			for _, name := range []string{"<bos>", "<end_of_turn>", "[multimodal]", "\n\n\n", "<0x7F>"} {
				require.NotEqual(t, None, few.Find(name), name)
			}
			require.Equal(t, strings.Contains(strings.Join(all, ""), "<unused12>") && special, few.Find("<unused12>") != None)
			require.Equal(t, None, few.Find("<unused1>"))
		}
	}
}

// FuzzTrim: the tokens that a text needs make the same tokens of it, and of each line of it.
func FuzzTrim(f *testing.F) {
	var subjects []*Tokenizer
	for seed := range uint64(2) {
		subjects = append(subjects, small(seed, seed == 1).build(f))
	}
	f.Add("abbaab aabb  > </b>\n\n\n\n<unused12<unused12>\xe2\x96▁▁ ▁", true)
	f.Add("aaaaaaaaaabbbbbbbbb ababab a b  ab", false)
	f.Fuzz(func(t *testing.T, text string, special bool) {
		if len(text) > 2000 {
			return
		}
		for _, tok := range subjects {
			few, ids := trimmed(t, tok, special, text)
			requireSame(t, tok, few, ids, text, special)
		}
	})
}
