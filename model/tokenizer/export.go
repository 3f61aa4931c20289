package tokenizer

import (
	"bytes"
	"slices"
)

// Vocab returns the vocabulary as GGUF files store it; New makes the same tokenizer of it. From
// tokenizer.json, which has merges in the place of scores, the scores say the order in which tokens are
// first made: Gemma's merges were made from scores, so nothing is lost.
func (t *Tokenizer) Vocab() Vocab {
	v := Vocab{Scores: slices.Clone(t.scores), BOS: t.bos, EOS: t.eos, EOT: t.eot}
	tokens := make(texts, t.Len())
	for id := range tokens {
		text := t.bytes(int32(id))
		v.Types = append(v.Types, int32(t.types[id]))
		if t.pairs != nil && t.types[id] == TypeUserDefined && isRun(text) {
			// GGUF's readers cut these out of text before spaces are replaced.
			text = bytes.ReplaceAll(text, []byte(meta), []byte(" "))
		}
		tokens[id] = string(text)
	}
	v.Tokens = tokens
	if t.pairs != nil {
		v.Scores = t.pairs.scores(t.Len())
	}
	return v
}

// scores returns falling scores for the tokens in the order of their best merges, then for all others.
func (p *pairs) scores(n int) []float32 {
	first := make([]uint32, n)
	for id := range first {
		first[id] = noMerge
	}
	for i, key := range p.keys {
		if key != 0 {
			id, rank := uint32(p.made[i]), uint32(p.made[i]>>32)
			first[id] = min(first[id], rank)
		}
	}
	ids := make([]int, n)
	for id := range ids {
		ids[id] = id
	}
	slices.SortStableFunc(ids, func(a, b int) int { return int(int64(first[a]) - int64(first[b])) })
	scores := make([]float32, n)
	for i, id := range ids {
		scores[id] = -float32(i)
	}
	return scores
}
