package tokenizer

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// entries is a vocabulary under construction.
type entries struct {
	texts  []string
	scores []float32
	types  []int32
}

func (e *entries) add(typ Type, score float32, words ...string) {
	for _, w := range words {
		e.texts = append(e.texts, w)
		e.scores = append(e.scores, score)
		e.types = append(e.types, int32(typ))
	}
}

func (e *entries) vocab() Vocab {
	return Vocab{Tokens: texts(e.texts), Scores: e.scores, Types: e.types, BOS: 2, EOS: 1, EOT: None}
}

func (e *entries) build(t testing.TB) *Tokenizer {
	t.Helper()
	tok, err := New(e.vocab())
	require.NoError(t, err)
	return tok
}

// specials adds the tokens that any Gemma vocabulary has, in small.
func specials() *entries {
	e := &entries{}
	e.add(TypeControl, -1000, "<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>", "<unused1>", "<unused12>")
	e.add(TypeUserDefined, -1000, "[multimodal]", "<start_of_image>", "\n", "\n\n", "\n\n\n", "  ", "   ", "    ", "\t", "<b>", "</b>")
	const hex = "0123456789ABCDEF"
	for b := range 256 {
		e.add(TypeByte, 0, "<0x"+string(hex[b>>4])+string(hex[b&15])+">")
	}
	return e
}

// small returns a vocabulary in which merges overlap and compete as much as possible: nearly all words over
// {a, b, ▁} up to six letters, in an order that seed decides. With ties many have the same score.
func small(seed uint64, ties bool) *entries {
	r := rand.New(rand.NewPCG(seed, 1))
	words := []string{">▁<", "</", "b>", "<b", "é中", "中中", "😀😀", "a中", "▁😀", "<▁a", "xx", "xxx", "xxxx", "of", "turn", "_of", "aü", "üa", "büb"}
	for n := 2; n <= 6; n++ {
		for bits := range 1 << n {
			w := make([]byte, n)
			for i := range w {
				w[i] = "ab"[bits>>i&1]
			}
			if r.IntN(n) < 2 {
				words = append(words, string(w))
			}
			if r.IntN(n) == 0 {
				words = append(words, meta+string(w[1:]))
			}
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	words = append(words, meta, "a", "b", "x", "é", "中", "😀", "<", ">", "/", "o", "f", "t", "u", "r", "n", "_", "s", "0", "A")
	e := specials()
	for i, w := range words {
		score := float32(-i - 1)
		if ties {
			score = float32(-r.IntN(8))
		}
		e.add(TypeNormal, score, w)
	}
	return e
}

// naive encodes as the package documentation says, in the simplest way: no words, no heap, no index.
type naive struct {
	entries
	id           map[string]int32
	plain, added map[string]int32 // cut from raw text without and with control tokens
	runs         map[string]int32 // cut after spaces were replaced
}

func (e *entries) naive() *naive {
	n := &naive{*e, map[string]int32{}, map[string]int32{}, map[string]int32{}, map[string]int32{}}
	for i, w := range e.texts {
		id, typ := int32(i), Type(e.types[i])
		if typ == TypeNormal {
			n.id[w] = id
		}
		if typ == TypeUserDefined && strings.Trim(w, " ") == "" {
			w = strings.ReplaceAll(w, " ", meta)
			n.runs[w] = id
		}
		if typ == TypeUserDefined && !slices.Contains(inert, w) {
			n.plain[w] = id
		}
		if typ == TypeUserDefined || typ == TypeControl {
			n.added[w] = id
		}
	}
	return n
}

func (n *naive) encode(text string, special bool) (ids []int32) {
	added := n.plain
	if special {
		added = n.added
	}
	return cut(text, added, func(rest string) []int32 {
		return cut(strings.ReplaceAll(rest, " ", meta), n.runs, n.merge)
	})
}

// cut finds the leftmost longest of the strings in set; rest encodes what is between.
func cut(text string, set map[string]int32, rest func(string) []int32) (ids []int32) {
	from := 0
	for p := 0; p < len(text); {
		best, size := None, 0
		for s, id := range set {
			if len(s) > size && strings.HasPrefix(text[p:], s) {
				best, size = id, len(s)
			}
		}
		if size == 0 {
			p++
			continue
		}
		ids = append(append(ids, rest(text[from:p])...), best)
		p += size
		from = p
	}
	return append(ids, rest(text[from:])...)
}

func (n *naive) merge(text string) (ids []int32) {
	var symbols []string
	for len(text) > 0 {
		_, size := utf8.DecodeRuneInString(text)
		symbols = append(symbols, text[:size])
		text = text[size:]
	}
	for {
		best := -1
		for i := range len(symbols) - 1 {
			if n.better(symbols, i, best) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		symbols[best] += symbols[best+1]
		symbols = slices.Delete(symbols, best+1, best+2)
	}
	for _, s := range symbols {
		if id, ok := n.id[s]; ok {
			ids = append(ids, id)
			continue
		}
		for _, b := range []byte(s) {
			ids = append(ids, int32(slices.Index(n.texts, "<0x00>"))+int32(b))
		}
	}
	return ids
}

// better reports whether the pair at i may merge and goes before the pair at j, which is to the left.
func (n *naive) better(symbols []string, i, j int) bool {
	a, ok := n.id[symbols[i]+symbols[i+1]]
	_, left := n.id[symbols[i]]
	_, right := n.id[symbols[i+1]]
	if !ok || !left || !right || j < 0 {
		return ok && left && right
	}
	b := n.id[symbols[j]+symbols[j+1]]
	if n.scores[a] != n.scores[b] {
		return n.scores[a] > n.scores[b]
	}
	return utf8.RuneCountInString(symbols[i]) > utf8.RuneCountInString(symbols[j])
}

// tokenizerJSON writes the vocabulary as the published converter from SentencePiece does: the merges are all
// splits of all tokens into two tokens, sorted by score, then by length of the left part.
func (e *entries) tokenizerJSON(t testing.TB, asPairs bool) []byte {
	t.Helper()
	type merge struct {
		left, right string
		score       float32
	}
	id := map[string]int{}
	var added []map[string]any
	for i, w := range e.texts {
		typ := Type(e.types[i])
		if typ == TypeUserDefined && strings.Trim(w, " ") == "" {
			w = strings.ReplaceAll(w, " ", meta)
		}
		id[w] = i
		if typ == TypeUserDefined || typ == TypeControl {
			added = append(added, map[string]any{"id": i, "content": w, "single_word": false, "lstrip": false,
				"rstrip": false, "normalized": false, "special": typ == TypeControl})
		}
	}
	var merges []merge
	for w, i := range id {
		score := e.scores[i]
		if Type(e.types[i]) != TypeNormal {
			// The model file scores tokens that are not learned with 0, above all others.
			score = 1
		}
		for k := range w {
			_, left := id[w[:k]]
			_, right := id[w[k:]]
			if left && right {
				merges = append(merges, merge{w[:k], w[k:], score})
			}
		}
	}
	slices.SortFunc(merges, func(a, b merge) int {
		return cmp.Or(cmp.Compare(b.score, a.score),
			cmp.Compare(utf8.RuneCountInString(b.left), utf8.RuneCountInString(a.left)),
			cmp.Compare(utf8.RuneCountInString(b.right), utf8.RuneCountInString(a.right)),
			cmp.Compare(id[a.left+a.right], id[b.left+b.right]))
	})
	list := make([]any, len(merges))
	for i, m := range merges {
		list[i] = m.left + " " + m.right
		if asPairs {
			list[i] = []string{m.left, m.right}
		}
	}
	space := map[string]string{"String": " "}
	data, err := json.Marshal(map[string]any{
		"version": "1.0", "truncation": nil, "padding": nil, "added_tokens": added,
		"normalizer":     map[string]any{"type": "Replace", "pattern": space, "content": meta},
		"pre_tokenizer":  map[string]any{"type": "Split", "pattern": space, "behavior": "MergedWithPrevious", "invert": false},
		"post_processor": map[string]any{"type": "TemplateProcessing", "single": []any{}, "pair": []any{}, "special_tokens": map[string]any{}},
		"decoder": map[string]any{"type": "Sequence", "decoders": []any{
			map[string]any{"type": "Replace", "pattern": map[string]string{"String": meta}, "content": " "},
			map[string]any{"type": "ByteFallback"}, map[string]any{"type": "Fuse"}}},
		"model": map[string]any{"type": "BPE", "dropout": nil, "unk_token": "<unk>", "continuing_subword_prefix": nil,
			"end_of_word_suffix": nil, "fuse_unk": true, "byte_fallback": true, "ignore_merges": false, "vocab": id, "merges": list},
	})
	require.NoError(t, err)
	return data
}
