package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Choose adds prompt and returns the probability of each of the texts choices after it, all together 1. The
// sequence ends with prompt afterwards.
//
// The probability of a choice is the product of those of its tokens, each given the ones before it, divided
// by the sum over all choices; with mean, the product's geometric mean takes its place, so that long choices
// are not at a disadvantage. If every choice is one token, one step without a head is all that it takes: the
// rows of these tokens are multiplied, and the rest of the vocabulary, which cancels out, is not looked at.
func (s *Sequence) Choose(ctx context.Context, prompt []int32, choices [][]int32, mean bool) ([]float64, error) {
	if len(choices) == 0 {
		return nil, errors.New("engine: no choices")
	}
	single := true
	for i, c := range choices {
		if len(c) == 0 {
			return nil, fmt.Errorf("engine: choice %d has no tokens", i)
		}
		if err := checkIDs(c, s.e.model.Config.Vocab); err != nil {
			return nil, err
		}
		single = single && len(c) == 1
	}
	if single && len(choices) <= fewAllowed {
		return s.chooseRow(ctx, prompt, choices)
	}
	first, err := s.Logits(ctx, prompt)
	if err != nil {
		return nil, err
	}
	end := s.Len()
	logs := make([]float64, len(choices))
	for i, c := range choices {
		logs[i] = LogProb(first, c[0])
	}
	for i, c := range choices {
		rest := c[1:]
		if len(rest) == 0 {
			continue
		}
		err := s.AllLogits(ctx, c[:len(rest)], 0, func(at int, logits []float32) error {
			logs[i] += LogProb(logits, rest[at])
			return nil
		})
		if err != nil {
			return nil, errors.Join(err, s.Truncate(min(end, s.Len())))
		}
		if err := s.Truncate(end); err != nil {
			return nil, err
		}
	}
	if mean {
		for i, c := range choices {
			logs[i] /= float64(len(c))
		}
	}
	return shares(logs), nil
}

// chooseRow is Choose for choices of one token each.
func (s *Sequence) chooseRow(ctx context.Context, prompt []int32, choices [][]int32) ([]float64, error) {
	hidden, err := s.hiddenRow(ctx, prompt)
	if err != nil {
		return nil, err
	}
	cands, _, err := s.e.headRows(nil, slices.Concat(choices...), hidden, nil)
	logs := make([]float64, len(choices))
	for i, c := range cands {
		logs[i] = float64(c.Logit)
	}
	return shares(logs), err
}

// shares turns logarithms in place into numbers that add up to 1.
func shares(logs []float64) []float64 {
	top, sum := slices.Max(logs), 0.0
	for i, l := range logs {
		logs[i] = math.Exp(l - top)
		sum += logs[i]
	}
	for i := range logs {
		logs[i] /= sum
	}
	return logs
}
