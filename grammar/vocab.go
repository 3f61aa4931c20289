package grammar

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/gemma-bench/gemma/model/tokenizer"
)

// A Vocab is what constraints need to know about a vocabulary. It is safe for concurrent use.
type Vocab struct {
	size int    // V
	text []byte // all tokens that are text, back to back
	offs []uint32
	full *trie
	long int // characters of the longest token

	mu     sync.Mutex
	slices map[string]*slice // by character set; nil: not worth having
	large  int               // how many are not nil
}

// maxToken is the length in bytes beyond which a token never passes: depths in trees are small numbers.
const maxToken = 250

// NewVocab returns the vocabulary of V tokens. text returns the bytes that a token stands for, and nothing
// for a token that must never pass. It may reuse its memory.
func NewVocab(V int, text func(id int32) []byte) *Vocab {
	v := &Vocab{size: V, offs: make([]uint32, V+1), slices: map[string]*slice{}}
	for id := range int32(V) {
		if t := text(id); len(t) <= maxToken {
			v.text = append(v.text, t...)
			v.long = max(v.long, utf8.RuneCount(t))
		}
		v.offs[id+1] = uint32(len(v.text))
	}
	all := make([]entry, 0, V)
	for id := range int32(V) {
		if len(v.bytes(id)) > 0 {
			all = append(all, entry{id: id})
		}
	}
	v.sort(all)
	v.full = v.tree(all)
	return v
}

// TokenizerVocab returns the vocabulary of a tokenizer, padded to V tokens. Control tokens, unused ones and
// those without text never pass, and neither do byte tokens of ASCII characters that have a token of their
// own: the tokenizer does not make them, and text would have two spellings in tokens of one character.
func TokenizerVocab(t *tokenizer.Tokenizer, V int) *Vocab { return tokenizerVocab(t, V, nil) }

// tokenizerVocab gives some tokens other texts, of bytes that no other token may then have.
func tokenizerVocab(t *tokenizer.Tokenizer, V int, marks map[int32]string) *Vocab {
	var buf []byte
	text := func(id int32) (string, tokenizer.Type) {
		tok, err := t.Token(id)
		if err != nil || t.IsControl(id) || tok.Type == tokenizer.TypeUnused {
			return "", tokenizer.TypeUnused
		}
		if buf, err = t.AppendBytes(buf[:0], id); err != nil {
			return "", tokenizer.TypeUnused
		}
		return string(buf), tok.Type
	}
	var own [utf8.RuneSelf]bool
	for id := range int32(t.Len()) {
		if s, typ := text(id); len(s) == 1 && s[0] < utf8.RuneSelf && typ != tokenizer.TypeByte {
			own[s[0]] = true
		}
	}
	return NewVocab(max(V, t.Len()), func(id int32) []byte {
		if mark, ok := marks[id]; ok {
			return []byte(mark)
		}
		s, typ := text(id)
		if marks != nil && strings.ContainsAny(s, markCall+markEnd+markEscape) {
			return nil
		}
		if typ == tokenizer.TypeByte && s[0] < utf8.RuneSelf && own[s[0]] {
			return nil
		}
		return []byte(s)
	})
}

// Len returns V.
func (v *Vocab) Len() int { return v.size }

// bytes returns the text of a token; it is empty for what is not text.
func (v *Vocab) bytes(id int32) []byte { return v.text[v.offs[id]:v.offs[id+1]] }

// An entry is what is left of a token's text after its first off bytes, which are chars characters of a set.
type entry struct {
	id         int32
	off, chars uint8
}

// rest returns the text of an entry.
func (v *Vocab) rest(e entry) []byte { return v.bytes(e.id)[e.off:] }

// sort sorts entries by text, then by characters.
func (v *Vocab) sort(entries []entry) {
	type key struct {
		head uint64 // first bytes of the text
		entry
	}
	keys := make([]key, len(entries))
	for i, e := range entries {
		var head [8]byte
		copy(head[:], v.rest(e))
		keys[i] = key{binary.BigEndian.Uint64(head[:]), e}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if c := cmp.Compare(a.head, b.head); c != 0 {
			return c
		}
		return v.compare(a.entry, b.entry)
	})
	for i, k := range keys {
		entries[i] = k.entry
	}
}

func (v *Vocab) compare(a, b entry) int {
	if c := bytes.Compare(v.rest(a), v.rest(b)); c != 0 {
		return c
	}
	if c := cmp.Compare(a.chars, b.chars); c != 0 {
		return c
	}
	return cmp.Compare(a.id, b.id)
}

// merge returns the entries of two sorted lists in order.
func (v *Vocab) merge(a, b []entry) []entry {
	out := make([]entry, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if v.compare(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// A trie is a prefix tree in depth-first order. The children of node i are i+1, its skip, that one's skip
// and so on, until i's own skip. Node 0 is the root; one more node than there are ends the array.
type trie struct {
	nodes []trieNode
	ends  []entry // by text

	within atomic.Pointer[uint64] // the last bit set of a union that was found to hold all of it
}

type trieNode struct {
	first int32 // into ends: the entries that end here reach to the next node's first
	skip  int32 // the node after those below this one
	byte  byte
	depth uint8 // bytes from the root
}

// tree builds the prefix tree of sorted entries.
func (v *Vocab) tree(ends []entry) *trie {
	t := &trie{ends: ends, nodes: []trieNode{{}}}
	var path [maxToken + 1]int32 // node at each depth
	depth := 0                   // of the last entry
	for i, e := range ends {
		text := v.rest(e)
		common := 0
		if i > 0 {
			for last := v.rest(ends[i-1]); common < len(last) && common < len(text) && last[common] == text[common]; {
				common++
			}
		}
		for d := depth; d > common; d-- {
			t.nodes[path[d]].skip = int32(len(t.nodes))
		}
		for d := common; d < len(text); d++ {
			path[d+1] = int32(len(t.nodes))
			t.nodes = append(t.nodes, trieNode{first: int32(i), byte: text[d], depth: uint8(d + 1)})
		}
		depth = len(text)
		// Entries of the same text follow each other: all of them end at the last node made.
	}
	for d := depth; d > 0; d-- {
		t.nodes[path[d]].skip = int32(len(t.nodes))
	}
	t.nodes[0].skip = int32(len(t.nodes))
	t.nodes = append(t.nodes, trieNode{first: int32(len(ends)), skip: int32(len(t.nodes) + 1)})
	return t
}

// bytes returns the memory of a tree.
func (t *trie) bytes() int { return 12*len(t.nodes) + 8*len(t.ends) }

// A slice is the part of a vocabulary whose tokens consist of the characters of one set, and a tree of
// what is left of the other tokens after the characters of the set with which they begin.
type slice struct {
	set   charset
	ids   []int32    // by number of characters
	upTo  []int      // [long+1] how many of ids have at most so many characters
	tails *trie      // of the other tokens
	masks [][]uint64 // [long+1] bit sets of ids[:upTo[k]], made when asked for
	mu    sync.Mutex
}

// minSlice is the number of tokens from which a set of characters is worth a slice.
var minSlice = 1024 // a variable for tests

// slice returns the slice of a set, or nil if it is not worth having or there are too many.
func (v *Vocab) slice(set charset) *slice {
	key := setKey(set)
	v.mu.Lock()
	defer v.mu.Unlock()
	s, ok := v.slices[key]
	if ok || v.large == maxSlices {
		return s
	}
	if s = v.newSlice(set); s != nil {
		v.large++
	}
	if len(v.slices) < 1<<10 {
		v.slices[key] = s
	}
	return s
}

func (v *Vocab) newSlice(set charset) *slice {
	var ascii [utf8.RuneSelf]bool
	for c := range rune(utf8.RuneSelf) {
		ascii[c] = set.has(c)
	}
	// A sample tells whether the whole is worth a look.
	const stride = 64
	sample := 0
	for i := 0; i < len(v.full.ends); i += stride {
		text := v.rest(v.full.ends[i])
		if _, off := prefix(text, set, &ascii); off == len(text) {
			sample++
		}
	}
	if sample*stride < minSlice/2-stride {
		return nil
	}
	count := make([]int, v.long+2)
	var inside, with, without []entry // with and without characters of the set in front
	for _, e := range v.full.ends {
		text := v.rest(e)
		chars, off := prefix(text, set, &ascii)
		switch e.off, e.chars = uint8(off), uint8(chars); {
		case off == len(text):
			count[chars]++
			inside = append(inside, e)
		case off > 0:
			with = append(with, e)
		default:
			without = append(without, e)
		}
	}
	if len(inside) < minSlice {
		return nil
	}
	s := &slice{set: set, ids: make([]int32, len(inside)), upTo: make([]int, v.long+1), masks: make([][]uint64, v.long+1)}
	at := make([]int, v.long+2)
	for k := 1; k <= v.long; k++ {
		s.upTo[k] = s.upTo[k-1] + count[k]
		at[k+1] = s.upTo[k]
	}
	for _, e := range inside {
		s.ids[at[e.chars]] = e.id
		at[e.chars]++
	}
	v.sort(with)
	s.tails = v.tree(v.merge(without, with))
	return s
}

// prefix returns the number of characters of a set at the beginning of a text, and the bytes that they take.
func prefix(text []byte, set charset, ascii *[utf8.RuneSelf]bool) (chars, off int) {
	for off < len(text) {
		if c := text[off]; c < utf8.RuneSelf {
			if !ascii[c] {
				break
			}
			off++
		} else {
			c, size := utf8.DecodeRune(text[off:])
			if size == 1 || !set.has(c) {
				break
			}
			off += size
		}
		chars++
	}
	return chars, off
}

// mask returns the bit set of the slice's tokens of at most k characters.
func (s *slice) mask(k, V int) (bits []uint64, n int) {
	k = min(k, len(s.upTo)-1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.masks[k] == nil {
		bits := make([]uint64, (V+63)/64)
		for _, id := range s.ids[:s.upTo[k]] {
			bits[id>>6] |= 1 << (id & 63)
		}
		s.masks[k] = bits
	}
	return s.masks[k], s.upTo[k]
}
