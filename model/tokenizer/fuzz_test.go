package tokenizer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// FuzzEncode compares vocabularies and sources with the naive encoder, and checks that text comes back.
func FuzzEncode(f *testing.F) {
	type subject struct {
		tok   *Tokenizer
		naive *naive
	}
	var subjects []subject
	for seed := range uint64(2) {
		e := small(seed, seed == 1)
		subjects = append(subjects, subject{e.build(f), e.naive()})
	}
	fromJSON, err := ParseJSON(small(0, false).tokenizerJSON(f, true))
	require.NoError(f, err)
	subjects = append(subjects, subject{fromJSON, subjects[0].naive})

	for _, c := range golden(f) {
		f.Add(c.Text, len(c.Text)%2 == 0)
	}
	for _, text := range adversarial(300) {
		f.Add(text, true)
	}
	f.Add("abbaab aabb  > </b>\n\n\n\n<unused12<unused12>\xe2\x96▁▁ ▁", false)
	f.Fuzz(func(t *testing.T, text string, special bool) {
		if len(text) > 2000 {
			return // the naive encoder is quadratic
		}
		for i, s := range subjects {
			ids := s.tok.Encode(nil, text, EncodeOptions{Special: special})
			require.Equal(t, s.naive.encode(text, special), ids, "subject %d", i)
			raw := []byte{}
			for _, id := range ids {
				require.Less(t, uint32(id), uint32(s.tok.Len()))
				require.True(t, special || !s.tok.IsControl(id))
				raw, _ = s.tok.AppendBytes(raw, id)
			}
			spaced := strings.ReplaceAll(text, meta, " ")
			require.Equal(t, spaced, string(raw))
			back, err := s.tok.Decode(ids)
			require.NoError(t, err)
			require.True(t, utf8.ValidString(back))
			if !special && utf8.ValidString(text) {
				require.Equal(t, spaced, back)
			}
		}
	})
}

// FuzzParseJSON: whatever the file, an error or a tokenizer that works.
func FuzzParseJSON(f *testing.F) {
	good := string(handMade(f))
	f.Add(good)
	f.Add(string(small(0, false).tokenizerJSON(f, true)))
	f.Add(`{"model":{"type":"BPE","vocab":{"a":0},"merges":[["a"]]}}`)
	f.Add(strings.Replace(good, `"id": 277`, `"id": 2147483647`, 1))
	f.Add(strings.Replace(good, `"low": 266`, `"low": -1`, 1))
	f.Add(strings.Repeat("[", 20000))
	f.Fuzz(func(t *testing.T, data string) {
		tok, err := ParseJSON([]byte(data))
		if err != nil {
			require.Nil(t, tok)
			return
		}
		for _, text := range []string{"lower low\n\n  Él\xff", data[:min(len(data), 300)]} {
			for _, special := range []bool{false, true} {
				for _, id := range tok.Encode(nil, text, EncodeOptions{Special: special, BOS: special}) {
					_, err := tok.Token(id)
					require.NoError(t, err)
					require.True(t, special || !tok.IsControl(id))
				}
			}
		}
	})
}

// FuzzDetokenizer: any ids give valid UTF-8, the same in one piece or streamed.
func FuzzDetokenizer(f *testing.F) {
	tok := small(0, false).build(f)
	f.Add([]byte("\xe2\x82\xac\x02\xe2\x82\x02"))
	f.Add([]byte{255, 254, 128, 0, 2, 5})
	f.Fuzz(func(t *testing.T, data []byte) {
		var ids []int32
		for i, b := range data {
			id := tok.byteID[b]
			if i%5 == 4 {
				id = int32(b) * 3 % int32(tok.Len())
			}
			ids = append(ids, id)
		}
		d := tok.Detokenizer(false)
		var out strings.Builder
		for _, id := range ids {
			s, err := d.Write(id)
			require.NoError(t, err)
			require.True(t, utf8.ValidString(s))
			out.WriteString(s)
		}
		out.WriteString(d.Flush())
		whole, err := tok.Decode(ids)
		require.NoError(t, err)
		require.Equal(t, whole, out.String())
	})
}
