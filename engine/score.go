package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
)

// NLL returns the negative log-likelihood of each of ids[1:] given the ids before it, in nats, and
// the logits after the last id. The sequence is emptied first and holds ids afterwards.
func (s *Sequence) NLL(ctx context.Context, ids []int32) (nll []float64, last []float32, err error) {
	s.Reset()
	err = s.AllLogits(ctx, ids, 0, func(i int, logits []float32) error {
		if i+1 == len(ids) {
			last = append([]float32(nil), logits...)
			return nil
		}
		nll = append(nll, -LogProb(logits, ids[i+1]))
		return nil
	})
	return nll, last, err
}

// LogProb returns the log-probability of id under the softmax of logits [V], in nats, accumulated in float64.
func LogProb(logits []float32, id int32) float64 {
	top := float32(math.Inf(-1))
	for _, l := range logits {
		top = max(top, l)
	}
	sum := 0.0
	for _, l := range logits {
		sum += math.Exp(float64(l - top))
	}
	return float64(logits[id]-top) - math.Log(sum)
}

// A PerplexityResult is the outcome of a perplexity run so far.
type PerplexityResult struct {
	Windows int     // windows scored
	Tokens  int     // tokens scored
	NLL     float64 // their summed negative log-likelihood in nats
}

// Perplexity returns exp of the mean negative log-likelihood.
func (r PerplexityResult) Perplexity() float64 { return math.Exp(r.NLL / float64(r.Tokens)) }

// Perplexity scores ids as llama-perplexity does: windows of window tokens without overlap, the first
// id of each replaced by bos, and only the second half of each window scored. progress, if not nil,
// is called after each window and may stop the run with an error.
func (s *Sequence) Perplexity(ctx context.Context, ids []int32, window int, bos int32, progress func(PerplexityResult) error) (PerplexityResult, error) {
	var r PerplexityResult
	if window < 4 || window > s.e.opts.Context {
		return r, fmt.Errorf("engine: perplexity window of %d tokens, want 4 to %d", window, s.e.opts.Context)
	}
	if len(ids) < window {
		return r, fmt.Errorf("engine: perplexity of %d tokens, want at least one window of %d", len(ids), window)
	}
	if bos < 0 {
		return r, errors.New("engine: perplexity needs a beginning-of-sequence token")
	}
	part := make([]int32, window)
	for ; len(ids) >= window; ids = ids[window:] {
		copy(part, ids)
		part[0] = bos
		s.Reset()
		err := s.AllLogits(ctx, part, window/2, func(i int, logits []float32) error {
			if i+1 < window {
				r.NLL -= LogProb(logits, part[i+1])
				r.Tokens++
			}
			return nil
		})
		r.Windows++
		if err == nil && progress != nil {
			err = progress(r)
		}
		if err != nil {
			return r, err
		}
	}
	return r, nil
}
