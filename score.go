package gemma

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// A TokenScore is how likely a token of a text was.
type TokenScore struct {
	ID      int32
	LogProb float64 // natural logarithm of its probability, given all before it
}

// Score adds text to the session and returns the log-probability of each of its tokens. In an empty
// session the text follows the token that begins a sequence.
func (s *Session) Score(ctx context.Context, text string) ([]TokenScore, error) {
	ids := s.m.Tokenizer().Encode(nil, text, tokenizer.EncodeOptions{})
	if len(ids) == 0 {
		return nil, errors.New("gemma: no text to score")
	}
	before := slices.Clone(s.pending())
	switch {
	case s.empty():
		before = []int32{s.m.Tokenizer().BOS()}
	case len(before) == 0: // what follows the last token is only known where it is fed
		last := s.seq.Len() - 1
		before = []int32{s.seq.IDs()[last]}
		if err := s.seq.Truncate(last); err != nil {
			return nil, err
		}
	}
	all := append(before, ids...)
	scores := make([]TokenScore, 0, len(ids))
	err := s.seq.AllLogits(ctx, all, len(before)-1, func(i int, logits []float32) error {
		if i+1 < len(all) {
			scores = append(scores, TokenScore{all[i+1], engine.LogProb(logits, all[i+1])})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.last, s.unfed = nil, nil
	return scores, nil
}

// Embed returns the mean of the final hidden states [D] of text's tokens, scaled to length 1. The session
// must be empty, and is afterwards.
//
// A generative model's states are serviceable as embeddings, not as good as those of a model trained for it.
func (s *Session) Embed(ctx context.Context, text string) ([]float32, error) {
	if !s.empty() {
		return nil, ErrNotEmpty
	}
	defer s.Reset()
	ids := s.m.Tokenizer().Encode(nil, text, tokenizer.EncodeOptions{BOS: true})
	sum := make([]float64, s.m.Config().Width)
	err := s.seq.Hidden(ctx, ids, func(_ int, hidden []float32) error { // [n,D]
		for i, x := range hidden {
			sum[i%len(sum)] += float64(x)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	norm := 0.0
	for _, x := range sum {
		norm += x * x
	}
	out := make([]float32, len(sum))
	for i, x := range sum {
		out[i] = float32(x / math.Sqrt(norm))
	}
	return out, nil
}
