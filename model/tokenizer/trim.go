package tokenizer

import (
	"bytes"
	"slices"
)

// Trace sets used[id], of Len() elements, for each token that encoding text involves: those that Encode returns
// and those that merging makes on the way to them. A vocabulary that keeps them all encodes text in the same
// way: of the merges that compete at any time it lacks only such as were never the best.
func (t *Tokenizer) Trace(used []bool, text string, special bool) {
	if len(used) != t.Len() {
		panic("BUG: tokenizer: Trace needs an element for each token")
	}
	s := &state{Tokenizer: t, added: t.added[0], runs: t.runs[0], used: used}
	if special {
		s.added, s.runs = t.added[1], t.runs[1]
	}
	s.encode(text)
	for _, id := range s.out {
		used[id] = true
	}
}

// Essential sets used[id], of Len() elements, for each token that any text or conversation may need: bytes, control tokens
// and those that are cut out before merging, such as runs of line feeds; but not the reserved ones, whose
// names begin with "<unused".
func (t *Tokenizer) Essential(used []bool) {
	for id, typ := range t.types {
		switch {
		case bytes.HasPrefix(t.bytes(int32(id)), []byte("<unused")):
		case typ == TypeByte || typ == TypeUserDefined || t.IsControl(int32(id)):
			used[id] = true
		}
	}
}

// Keep returns the vocabulary of the tokens ids, which must be ascending and in range. A token's new id is
// its place among them.
func (v Vocab) Keep(ids []int32) Vocab {
	tokens := make(texts, len(ids))
	k := Vocab{Tokens: tokens, BOS: Place(ids, v.BOS), EOS: Place(ids, v.EOS), EOT: Place(ids, v.EOT)}
	for i, id := range ids {
		tokens[i] = string(v.Tokens.Bytes(int(id)))
		k.Scores = append(k.Scores, v.Scores[id])
		k.Types = append(k.Types, v.Types[id])
	}
	return k
}

// Place returns the place of id in ids, which are ascending, or None.
func Place(ids []int32, id int32) int32 {
	if i, ok := slices.BinarySearch(ids, id); ok {
		return int32(i)
	}
	return None
}
