package engine

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/grammar"
	"github.com/gemma-bench/gemma/graph"
)

// Params say how the next token is chosen. The zero value is greedy.
//
// The filters apply in llama.cpp's order: repetition penalty, top-k, top-p, min-p, temperature.
type Params struct {
	Temperature   float32  // 0: always the most likely token
	TopK          int      // keep the k most likely; 0: all
	TopP          float32  // keep the fewest whose probabilities add up to at least this; 0 or 1: all
	MinP          float32  // drop what is less likely than this share of the most likely; 0: none
	RepeatPenalty float32  // divide positive logits of recent tokens, multiply negative ones; 0 or 1: none
	RepeatLast    int      // how many recent tokens the penalty looks at; 0: 64
	Seed          int64    // of the random numbers; negative: a different one each time
	MaxTokens     int      // stop after this many tokens; 0: when the context is full
	Stop          []string // stop before any of these texts
	StopIDs       []int32  // stop at any of these tokens

	// Constraint is what the text must follow; nil: nothing. Tokens that it does not allow count as if
	// their logits were −∞, before all filters. Stop tokens are allowed where the text is complete, and
	// where it cannot go on the generation ends. MaxTokens, stop texts and the context may still cut it.
	Constraint *grammar.Constraint

	// Speculate guesses tokens and verifies them together, which changes the speed and nothing else. It has no
	// effect where sampling needs every logit: with a repetition penalty, or top-k 0; and none under a
	// Constraint.
	Speculate Speculation
}

// GemmaParams are the settings that the Gemma team recommends for Gemma 3.
// ref: ecosystem note in docs/RATIONALE.md, "Which sampling defaults?"
func GemmaParams() Params {
	return Params{Temperature: 1, TopK: 64, TopP: 0.95, MinP: 0, RepeatPenalty: 1, Seed: -1}
}

// Check reports the first value that is out of range.
func (p *Params) Check() error {
	bad := func(name string, v float32, max float64) error {
		if f := float64(v); !(f >= 0) || f > max {
			return fmt.Errorf("engine: %s is %v, want 0 to %v", name, v, max)
		}
		return nil
	}
	err := errors.Join(bad("temperature", p.Temperature, 100), bad("top-p", p.TopP, 1), bad("min-p", p.MinP, 1),
		bad("repetition penalty", p.RepeatPenalty, 100), p.Speculate.check())
	for _, n := range []struct {
		name string
		v    int
	}{{"top-k", p.TopK}, {"repetition window", p.RepeatLast}, {"max tokens", p.MaxTokens}} {
		if n.v < 0 {
			err = errors.Join(err, fmt.Errorf("engine: %s is %d, want 0 or more", n.name, n.v))
		}
	}
	for _, s := range p.Stop {
		if s == "" {
			err = errors.Join(err, errors.New("engine: a stop text is empty"))
		}
	}
	return err
}

func (p *Params) penalised() bool { return p.RepeatPenalty != 0 && p.RepeatPenalty != 1 }

// candidates returns how many candidates a step must return, or 0 if sampling needs every logit.
func (p *Params) candidates() int {
	switch {
	case p.penalised() || p.Constraint != nil:
		return 0
	case p.Temperature == 0 || p.TopK == 1:
		return 1
	case p.TopK == 0 || p.TopK > graph.MaxTopK:
		return 0
	case p.TopK <= DefaultTopK:
		return DefaultTopK
	}
	return p.TopK
}

// A Sampler chooses tokens. After its first call it allocates nothing.
type Sampler struct {
	p      Params
	source *rand.PCG // of rng
	rng    *rand.Rand
	cands  []Candidate
	probs  []float64
	recent []int32 // the last tokens, for the penalty
}

// NewSampler returns a sampler with checked parameters.
func NewSampler(p Params) (*Sampler, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	seed := uint64(p.Seed)
	if p.Seed < 0 {
		seed = rand.Uint64()
	}
	if p.RepeatLast == 0 {
		p.RepeatLast = 64
	}
	source := rand.NewPCG(seed, 0x9e3779b97f4a7c15)
	return &Sampler{p: p, source: source, rng: rand.New(source)}, nil
}

// chain returns how a device chooses as SampleTopK is going to, with the same random numbers.
func (s *Sampler) chain() backend.Chain {
	c := backend.Chain{TopK: s.p.TopK, Temperature: s.p.Temperature, TopP: s.p.TopP, MinP: s.p.MinP}
	if s.p.Temperature > 0 && s.p.TopK != 1 {
		source := *s.source
		ahead := rand.New(&source)
		for i := range c.Random {
			c.Random[i] = float32(ahead.Float64())
		}
	}
	return c
}

// Accept tells the sampler about a token of the text, for the repetition penalty.
func (s *Sampler) Accept(id int32) {
	if len(s.recent) >= s.p.RepeatLast {
		copy(s.recent, s.recent[1:])
		s.recent = s.recent[:len(s.recent)-1]
	}
	s.recent = append(s.recent, id)
}

// SampleLogits chooses from all logits [V], which it may change.
func (s *Sampler) SampleLogits(logits []float32) int32 {
	s.penalise(logits)
	k := s.p.TopK
	if s.p.Temperature == 0 {
		k = 1
	}
	s.cands = Best(s.cands[:0], logits, k)
	return s.SampleTopK(s.cands)
}

// SampleAmong chooses from the logits [V] of the tokens ids, which it may change, as if no others were there.
func (s *Sampler) SampleAmong(logits []float32, ids []int32) int32 {
	s.penalise(logits)
	k := len(ids)
	switch {
	case s.p.Temperature == 0:
		k = 1
	case s.p.TopK > 0:
		k = min(k, s.p.TopK)
	}
	s.cands = s.cands[:0]
	for _, id := range ids {
		s.cands = offer(s.cands, Candidate{id, logits[id]}, k)
	}
	slices.SortFunc(s.cands, before)
	return s.SampleTopK(s.cands)
}

// penalise lowers the logits of recent tokens, each once.
// ref: Keskar et al., CTRL, 2019, section 4.1.
func (s *Sampler) penalise(logits []float32) {
	if !s.p.penalised() {
		return
	}
	for i, id := range s.recent {
		if int(id) >= len(logits) || slices.Contains(s.recent[:i], id) {
			continue
		}
		if logits[id] > 0 {
			logits[id] /= s.p.RepeatPenalty
		} else {
			logits[id] *= s.p.RepeatPenalty
		}
	}
}

// SampleTopK chooses from candidates in falling order of their logits.
func (s *Sampler) SampleTopK(cands []Candidate) int32 {
	if s.p.Temperature == 0 || len(cands) == 1 {
		return cands[0].ID
	}
	if s.p.TopK > 0 {
		cands = cands[:min(len(cands), s.p.TopK)]
	}
	cands = s.cut(cands)
	s.softmax(cands, s.p.Temperature)
	r := s.rng.Float64()
	for i, p := range s.probs {
		if r -= p; r < 0 {
			return cands[i].ID
		}
	}
	return cands[len(cands)-1].ID
}

// cut applies top-p and min-p; at least one candidate stays.
func (s *Sampler) cut(cands []Candidate) []Candidate {
	if (s.p.TopP == 0 || s.p.TopP == 1) && s.p.MinP == 0 {
		return cands
	}
	s.softmax(cands, 1)
	keep, sum := len(cands), 0.0
	for i, p := range s.probs {
		if i > 0 && p < float64(s.p.MinP)*s.probs[0] {
			keep = i
			break
		}
		if sum += p; s.p.TopP > 0 && sum >= float64(s.p.TopP) {
			keep = i + 1
			break
		}
	}
	return cands[:keep]
}

// softmax fills probs with the candidates' probabilities.
func (s *Sampler) softmax(cands []Candidate, temperature float32) {
	s.probs = s.probs[:0]
	sum := 0.0
	for _, c := range cands {
		p := math.Exp(float64(c.Logit-cands[0].Logit) / float64(temperature))
		s.probs = append(s.probs, p)
		sum += p
	}
	for i := range s.probs {
		s.probs[i] /= sum
	}
}

// before orders candidates: larger logits first, ties by lower id.
func before(a, b Candidate) int {
	if c := cmp.Compare(b.Logit, a.Logit); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}

// Best appends the k largest logits to dst, largest first, ties by lower id; all of them if k is 0.
// It keeps a heap of the k best so far, whose root is the worst of them.
func Best(dst []Candidate, logits []float32, k int) []Candidate {
	start := len(dst)
	if k == 0 || k > len(logits) {
		k = len(logits)
	}
	for id, l := range logits {
		c := Candidate{int32(id), l}
		heap := dst[start:]
		switch {
		case len(heap) < k:
			dst = append(dst, c)
			if len(heap)+1 == k && k < len(logits) {
				heap = dst[start:]
				for i := k/2 - 1; i >= 0; i-- {
					sink(heap, i)
				}
			}
		case before(c, heap[0]) < 0:
			heap[0] = c
			sink(heap, 0)
		}
	}
	slices.SortFunc(dst[start:], before)
	return dst
}

// sink moves heap[i] down until no child is worse.
func sink(heap []Candidate, i int) {
	for {
		child := 2*i + 1
		if child >= len(heap) {
			return
		}
		if child+1 < len(heap) && before(heap[child], heap[child+1]) < 0 {
			child++
		}
		if before(heap[i], heap[child]) >= 0 {
			return
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}
