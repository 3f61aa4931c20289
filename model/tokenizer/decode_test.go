package tokenizer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// bytesOf spells text in byte tokens.
func bytesOf(tok *Tokenizer, text string) (ids []int32) {
	for _, b := range []byte(text) {
		ids = append(ids, tok.byteID[b])
	}
	return ids
}

func TestDetokenizer(t *testing.T) {
	tok := small(0, false).build(t)
	a := tok.ascii['a']
	for _, tc := range []struct {
		name    string
		ids     []int32
		control bool
		want    []string // one for each id, then that of Flush
	}{
		{name: "empty", want: []string{""}},
		{name: "character held back", ids: bytesOf(tok, "€"), want: []string{"", "", "€", ""}},
		{name: "two characters", ids: bytesOf(tok, "é😀"), want: []string{"", "é", "", "", "", "😀", ""}},
		{name: "cut at the end", ids: bytesOf(tok, "😀"[:3]), want: []string{"", "", "", "\uFFFD\uFFFD\uFFFD"}},
		{name: "cut by text", ids: append(bytesOf(tok, "€"[:2]), a), want: []string{"", "", "\uFFFD\uFFFDa", ""}},
		{name: "stray", ids: bytesOf(tok, "\x80\xc0\xff"), want: []string{"\uFFFD", "\uFFFD", "\uFFFD", ""}},
		{name: "surrogate", ids: bytesOf(tok, "\xed\xa0\x80"), want: []string{"", "\uFFFD\uFFFD", "\uFFFD", ""}},
		{name: "control left out", ids: []int32{2, a, 5}, want: []string{"", "a", "", ""}},
		{name: "control shown", ids: []int32{2, a, 5}, control: true, want: []string{"<bos>", "a", "<end_of_turn>", ""}},
		{name: "control ends a character", ids: append(bytesOf(tok, "€"[:2]), 5), want: []string{"", "", "\uFFFD\uFFFD", ""}},
		{name: "space", ids: []int32{tok.Find(meta), tok.Find("  ")}, want: []string{" ", "  ", ""}},
		{name: "inner space", ids: []int32{tok.Find(">▁<")}, want: []string{"> <", ""}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := tok.Detokenizer(tc.control)
			var got []string
			for _, id := range tc.ids {
				s, err := d.Write(id)
				require.NoError(t, err)
				require.True(t, utf8.ValidString(s))
				got = append(got, s)
			}
			require.Equal(t, tc.want, append(got, d.Flush()))
			require.Empty(t, d.Flush())
			if !tc.control {
				whole, err := tok.Decode(tc.ids)
				require.NoError(t, err)
				require.Equal(t, strings.Join(tc.want, ""), whole)
			}
		})
	}
}

// TestIDRange: ids from outside, such as those of a damaged session file, are errors.
func TestIDRange(t *testing.T) {
	tok := small(0, false).build(t)
	d := tok.Detokenizer(true)
	for _, id := range []int32{-1, -1 << 31, int32(tok.Len()), 1<<31 - 1} {
		var e *RangeError
		_, err := tok.Token(id)
		require.ErrorAs(t, err, &e)
		require.Equal(t, RangeError{id, tok.Len()}, *e)
		_, err = tok.Decode([]int32{0, id})
		require.ErrorAs(t, err, &e)
		_, err = tok.AppendBytes(nil, id)
		require.ErrorAs(t, err, &e)
		_, err = d.Write(id)
		require.ErrorAs(t, err, &e)
		require.False(t, tok.IsControl(id))
	}
	require.Empty(t, d.Flush())
}

func TestDecodeAllocs(t *testing.T) {
	tok := small(0, false).build(t)
	ids := tok.Encode(nil, strings.Repeat("ab abba <b>\n\n€ 中 ", 20), EncodeOptions{})
	d := tok.Detokenizer(false)
	out := make([]byte, 0, 4096)
	require.Less(t, testing.AllocsPerRun(100, func() {
		out = out[:0]
		for _, id := range ids {
			out, _ = d.Append(out, id)
		}
	}), 1.0)
}

func TestAccessors(t *testing.T) {
	tok := small(0, false).build(t)
	require.Equal(t, []int32{2, 1, 5}, []int32{tok.BOS(), tok.EOS(), tok.EOT()})
	entry, err := tok.Token(10)
	require.NoError(t, err)
	require.Equal(t, Token{Text: "\n", Score: -1000, Type: TypeUserDefined}, entry)
	require.Equal(t, None, tok.Find("no such token"))
	for text, control := range map[string]bool{"<unk>": true, "<unused1>": true, "[multimodal]": true, "<start_of_image>": true, "<b>": false, "\n": false, "a": false} {
		require.Equal(t, control, tok.IsControl(tok.Find(text)), text)
	}
}
