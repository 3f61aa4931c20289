package engine

import (
	"context"
	"fmt"
)

// Speculation guesses tokens and verifies the guesses in one step.
type Speculation string

// The kinds.
const (
	SpeculateNone  Speculation = ""      // one token a step
	SpeculateNGram Speculation = "ngram" // what followed the last tokens when they occurred before
)

// SpeculationStats are totals of a generation.
type SpeculationStats struct {
	Steps    int `json:"steps"`    // steps with guesses
	Proposed int `json:"proposed"` // tokens guessed
	Accepted int `json:"accepted"` // tokens that were chosen as guessed
}

// check reports a kind that does not exist.
func (k Speculation) check() error {
	if k != SpeculateNone && k != SpeculateNGram {
		return fmt.Errorf("engine: speculation %q, want none or ngram", string(k))
	}
	return nil
}

const (
	longestMatch = 4 // tokens that have to have occurred before, at most
	leastMatch   = 2 // and at least
	mostGuesses  = 7 // guesses in a step: with the chosen token before them they fill the bucket of 8
)

// A speculator feeds a sequence guesses behind the token that was chosen. The candidates after each guess are
// those that the guess would give if it had been chosen, bit for bit (docs/ARCHITECTURE.md, "One result"), so
// sampling from them, one token at a time with the same random numbers, gives the text that it gives without
// guesses. Guesses beyond the first wrong one are taken back before the next step.
//
// With device, the guesses are what the device chose itself in several steps in one go (backend.Chainer). They are
// right but for roundings of its probabilities, and those after the end of the text are taken back.
type speculator struct {
	device  *Sampler
	s       *Sequence
	guesses []int32     // in the sequence and not chosen yet
	cands   []Candidate // k after each of guesses
	next    []int32     // of a step
	reach   int         // how many to guess: more after success, fewer after failure
	stats   SpeculationStats
}

func newSpeculator(s *Sequence) *speculator { return &speculator{s: s, reach: 3} }

// topK is TopK of the sequence without the guesses. ids is a prompt or the one token that was chosen; at most
// most tokens are still wanted.
func (p *speculator) topK(ctx context.Context, dst []Candidate, ids []int32, k, most int) ([]Candidate, error) {
	if len(ids) == 1 && len(p.guesses) > 0 && p.guesses[0] == ids[0] {
		if p.device == nil {
			p.stats.Accepted++
		}
		dst = append(dst, p.cands[:k]...)
		p.guesses, p.cands = p.guesses[1:], p.cands[k:]
		if len(p.guesses) == 0 {
			p.reach = min(2*p.reach, mostGuesses)
		}
		return dst, nil
	}
	if len(p.guesses) > 0 {
		p.reach = max(1, p.reach/2)
	}
	if err := p.settle(); err != nil {
		return dst, err
	}
	if len(ids) != 1 {
		return p.s.TopK(ctx, dst, ids, k)
	}
	if p.device != nil {
		return p.ahead(ctx, dst, ids, k, min(most, 1+p.room()))
	}
	p.next = append(p.next[:0], ids[0])
	p.next = p.guess(p.next, min(p.reach, p.room()))
	n := len(p.next)
	if n == 1 {
		return p.s.TopK(ctx, dst, ids, k)
	}
	at := len(dst)
	all, err := p.s.TopKEach(ctx, dst, p.next, k, n)
	if err != nil {
		return dst, err
	}
	p.stats.Steps++
	p.stats.Proposed += n - 1
	p.guesses = p.next[1:]
	p.cands = append(p.cands[:0:cap(p.cands)], all[at+k:]...)
	return all[:at+k], nil
}

// ahead has the device choose up to n tokens, and appends the candidates of the first to dst.
func (p *speculator) ahead(ctx context.Context, dst []Candidate, ids []int32, k, n int) ([]Candidate, error) {
	at, r := len(dst), &p.s.request
	r.steps, r.device = n, p.device
	all, err := p.s.TopK(ctx, dst, ids, k)
	r.steps = 0
	if err != nil {
		return dst, err
	}
	p.next = append(p.next[:0], p.s.ids[len(p.s.ids)-(len(all)-at)/k+1:]...)
	p.guesses = p.next
	p.cands = append(p.cands[:0:cap(p.cands)], all[at+k:]...)
	return all[:at+k], nil
}

// settle takes guesses that were not chosen out of the sequence.
func (p *speculator) settle() error {
	if len(p.guesses) == 0 {
		return nil
	}
	n := len(p.guesses)
	p.guesses, p.cands = nil, nil
	return p.s.Truncate(p.s.Len() - n)
}

// room returns how many guesses may follow one token: the context has to hold them, the step to answer them, and a
// ring of cache rows to keep what is needed once they are taken back.
func (p *speculator) room() int {
	e := p.s.e
	n := min(e.opts.Context-p.s.Len()-1, MaxEach-1, e.opts.Chunk-1)
	if e.opts.Context > e.model.Config.Window {
		n = min(n, e.local-e.model.Config.Window)
	}
	return max(n, 0)
}

// guess appends to next, whose last token is the newest, up to n tokens that followed the longest earlier occurrence
// of the last ones, the latest of several. ref: Saxena, Prompt lookup decoding, 2023.
func (p *speculator) guess(next []int32, n int) []int32 {
	if n < 1 {
		return next
	}
	ids := p.s.IDs()
	last := next[0]
	best, at := leastMatch-1, -1
	for i := len(ids) - 1; i >= 0 && best < longestMatch; i-- {
		if ids[i] != last || i+1 >= len(ids) {
			continue
		}
		m := 1
		for m < longestMatch && i-m >= 0 && ids[i-m] == ids[len(ids)-m] {
			m++
		}
		if m > best {
			best, at = m, i+1
		}
	}
	if at < 0 {
		return next
	}
	return append(next, ids[at:min(at+n, len(ids))]...)
}

// Speculation returns what speculation has done so far.
func (g *Generation) Speculation() SpeculationStats {
	if g.spec == nil {
		return SpeculationStats{}
	}
	return g.spec.stats
}

// topK gets the candidates after ids.
func (g *Generation) topK(ctx context.Context, ids []int32, k int) ([]Candidate, error) {
	if g.spec != nil {
		most := shortTokens
		if g.p.MaxTokens > 0 {
			most = min(most, g.p.MaxTokens-g.timings.Tokens)
		}
		return g.spec.topK(ctx, g.cands[:0], ids, k, most)
	}
	return g.s.TopK(ctx, g.cands[:0], ids, k)
}

// length is the length of the sequence without guesses.
func (g *Generation) length() int {
	if g.spec != nil {
		return g.s.Len() - len(g.spec.guesses)
	}
	return g.s.Len()
}
