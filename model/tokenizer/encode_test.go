package tokenizer

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// pieces are what random texts are made of: much that merges, cuts, or nearly does.
var pieces = []string{"a", "b", "ab", "ba", "aab", " ", " ", meta, "  ", "\n", "\n\n", "\t", "x", "xx", "é", "中", "😀", "ü", ">", "<",
	"> <", "</", "<b>", "</b>", "<start_of_turn>", "<start_of", "<unused1", "<unused12>", "<bos>", "<0x41>", "[multimodal]",
	"\xff", "\xe2\x96", "\xf0\x9f", "\x00", "0", "A"}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(30) {
		p := pieces[r.IntN(len(pieces))]
		n := 1
		switch r.IntN(12) {
		case 0:
			n = r.IntN(80)
		case 1:
			n = r.IntN(6)
		}
		if r.IntN(2) == 0 {
			p = pieces[r.IntN(5)]
		}
		b.WriteString(strings.Repeat(p, n))
	}
	return b.String()
}

// TestNaive compares with the simplest encoder on random text, over vocabularies in order of score, out of
// order with ties, and through tokenizer.json.
func TestNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for seed := range uint64(6) {
		ties := seed%2 == 1
		e := small(seed, ties)
		toks := []*Tokenizer{e.build(t)}
		require.Equal(t, ties, toks[0].ranks != nil)
		if !ties {
			fromJSON, err := ParseJSON(e.tokenizerJSON(t, seed == 0))
			require.NoError(t, err)
			toks = append(toks, fromJSON)
		}
		n := e.naive()
		long := 0
		for range 400 {
			text := randomText(r)
			for _, special := range []bool{false, true} {
				want := n.encode(text, special)
				for _, tok := range toks {
					require.Equal(t, want, tok.Encode(nil, text, EncodeOptions{Special: special}), "seed %d %q", seed, text)
				}
			}
			if len(text) > 200 {
				long++
			}
		}
		require.Greater(t, long, 20)
	}
}

// TestMergeLong runs the heap on words that mergeShort also can do.
func TestMergeLong(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for seed := range uint64(4) {
		tok := small(seed, seed%2 == 1).build(t)
		s := &state{Tokenizer: tok}
		for range 2000 {
			text := make([]byte, 1+r.IntN(120))
			for i := range text {
				text[i] = "aabbabx"[r.IntN(7)]
			}
			s.out = nil
			s.split(text)
			s.mergeShort(text)
			s.emit(text)
			want := s.out
			s.out = nil
			s.split(text)
			s.mergeLong(text)
			s.emit(text)
			require.Equal(t, want, s.out, "%s", text)
		}
	}
}

// TestUnknownCharacter: a character that is no token merges with nothing, though the vocabulary of small has
// "aü", "üa" and "büb": Hugging Face spells it in bytes before it merges.
func TestUnknownCharacter(t *testing.T) {
	for _, text := range []string{"aü", "üa", "büb"} {
		e := small(0, false)
		require.Equal(t, e.naive().encode(text, false), e.build(t).Encode(nil, text, EncodeOptions{}), text)
		require.Contains(t, e.build(t).Encode(nil, text, EncodeOptions{}), int32(e.find("<0xC3>")), text)
	}
}

// TestPlainIsInert: no text gives a control id unless asked.
func TestPlainIsInert(t *testing.T) {
	toks := map[string]*Tokenizer{"small": small(1, false).build(t)}
	fromJSON, err := ParseJSON(small(1, false).tokenizerJSON(t, false))
	require.NoError(t, err)
	toks["json"] = fromJSON
	if tok, err := loadReal(); err == nil {
		toks["real"] = tok
	}
	for name, tok := range toks {
		t.Run(name, func(t *testing.T) {
			controls := 0
			for id := range int32(tok.Len()) {
				if !tok.IsControl(id) {
					continue
				}
				controls++
				entry, err := tok.Token(id)
				require.NoError(t, err)
				require.Equal(t, []int32{id}, tok.Encode(nil, entry.Text, EncodeOptions{Special: true}), entry.Text)
				for _, text := range []string{entry.Text, "a" + entry.Text + entry.Text, "<" + entry.Text + ">", " " + entry.Text + "\n"} {
					ids := tok.Encode(nil, text, EncodeOptions{})
					for _, got := range ids {
						require.False(t, tok.IsControl(got), "%q gives %d", text, got)
					}
					back, err := tok.Decode(ids)
					require.NoError(t, err)
					require.Equal(t, text, back)
				}
			}
			require.GreaterOrEqual(t, controls, 10)
		})
	}
}

func TestBOS(t *testing.T) {
	tok := small(0, false).build(t)
	a := tok.Encode(nil, "a", EncodeOptions{})
	both := EncodeOptions{Special: true, BOS: true}
	for _, tc := range []struct {
		name, text string
		dst, want  []int32
		o          EncodeOptions
	}{
		{"added", "a", nil, []int32{2, a[0]}, EncodeOptions{BOS: true}},
		{"empty text", "", nil, []int32{2}, EncodeOptions{BOS: true}},
		{"there already", "<bos>a", nil, []int32{2, a[0]}, both},
		{"there twice", "<bos><bos>", nil, []int32{2, 2}, both},
		{"later only", "a<bos>", nil, []int32{2, a[0], 2}, both},
		{"sequence begun", "a", []int32{5}, []int32{5, a[0]}, both},
	} {
		require.Equal(t, tc.want, tok.Encode(tc.dst, tc.text, tc.o), tc.name)
	}
	plain := tok.Encode(nil, "<bos>", EncodeOptions{BOS: true})
	require.Equal(t, int32(2), plain[0])
	require.NotContains(t, plain[1:], int32(2))

	v := small(0, false).vocab()
	v.BOS = None
	none, err := New(v)
	require.NoError(t, err)
	require.Equal(t, a, none.Encode(nil, "a", EncodeOptions{BOS: true}))
}

// TestLinear: half a megabyte of anything ends soon. The limit is far above what an idle machine needs and far
// below what quadratic work would take (10¹¹ steps and more).
func TestLinear(t *testing.T) {
	limit := 20 * time.Second
	toks := map[string]*Tokenizer{"small": small(0, false).build(t)}
	if tok, err := loadReal(); err == nil {
		toks["real"] = tok
	}
	for which, tok := range toks {
		for name, text := range adversarial(1 << 19) {
			start := time.Now()
			ids := tok.Encode(nil, text, EncodeOptions{Special: which == "small"})
			require.Less(t, time.Since(start), limit, "%s %s", which, name)
			raw := make([]byte, 0, len(text))
			for _, id := range ids {
				raw, _ = tok.AppendBytes(raw, id)
			}
			require.True(t, string(raw) == strings.ReplaceAll(text, meta, " "), "%s %s does not come back", which, name)
		}
	}
}

// TestMaxWord: a word over the limit is cut between characters.
func TestMaxWord(t *testing.T) {
	tok := small(0, false).build(t)
	text := "x" + strings.Repeat("中", maxWord/3+10)
	ids := tok.Encode(nil, text, EncodeOptions{})
	back, err := tok.Decode(ids)
	require.NoError(t, err)
	require.True(t, back == text)
	first := tok.byteID[0xe4]
	require.NotContains(t, ids, first, "a character was cut")
}

func TestEncodeAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("under the race detector sync.Pool forgets at random")
	}
	tok := small(0, false).build(t)
	text := strings.Repeat("ab abba <b>\n\n\xff 中 ", 20)
	ids := tok.Encode(nil, text, EncodeOptions{})
	require.Less(t, testing.AllocsPerRun(100, func() { ids = tok.Encode(ids[:0], text, EncodeOptions{}) }), 1.0)
}

func TestConcurrent(t *testing.T) {
	e := small(3, true)
	tok, n := e.build(t), e.naive()
	var wg sync.WaitGroup
	for g := range uint64(4) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(g, 9))
			for range 100 {
				text := randomText(r)
				if want, got := n.encode(text, true), tok.Encode(nil, text, EncodeOptions{Special: true}); len(want) != len(got) {
					t.Errorf("%q: %v, want %v", text, got, want)
				}
			}
		})
	}
	wg.Wait()
}
