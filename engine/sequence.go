package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
)

// ErrContext is returned when a sequence would grow beyond the engine's context.
var ErrContext = errors.New("engine: context is full")

// ErrSequences is returned when every cache slot has a sequence already (see Options.Sequences).
var ErrSequences = errors.New("engine: sequences are in use")

// A TokenError reports an id that the vocabulary does not have.
type TokenError struct {
	Index int
	ID    int32
	Vocab int
}

func (e *TokenError) Error() string {
	return fmt.Sprintf("engine: token %d is %d, want 0 ≤ id < %d", e.Index, e.ID, e.Vocab)
}

// A Sequence is a text in the cache. Methods must not be called at the same time on one sequence.
type Sequence struct {
	e       *Engine
	slot    int
	ids     []int32  // what the cache holds
	epoch   int      // Engine.epoch when the cache was computed
	high    int      // most tokens ever held since Reset: older ring rows are overwritten
	round   int      // of the last shared step that answered it
	adapter *Adapter // nil: the model as it is
	request request
}

// NewSequence takes a cache slot. It fails if all Options.Sequences are taken.
func (e *Engine) NewSequence() (*Sequence, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, backend.ErrClosed
	}
	if len(e.free) == 0 {
		return nil, fmt.Errorf("%w: all %d", ErrSequences, e.opts.Sequences)
	}
	slot := e.free[len(e.free)-1]
	e.free = e.free[:len(e.free)-1]
	s := &Sequence{e: e, slot: slot, round: -1, epoch: e.epoch, ids: make([]int32, 0, e.opts.Context)}
	s.request.wake = make(chan struct{}, 1)
	return s, nil
}

// Close gives the slot back. Closing twice is harmless.
func (s *Sequence) Close() error {
	s.e.mu.Lock()
	defer s.e.mu.Unlock()
	if s.slot >= 0 {
		s.e.free = append(s.e.free, s.slot)
		s.slot = -1
		s.e.unexpect(s)
	}
	return nil
}

// Len returns the number of tokens in the cache.
func (s *Sequence) Len() int { return len(s.ids) }

// IDs returns the tokens in the cache. The slice is valid until the next call on the sequence.
func (s *Sequence) IDs() []int32 { return s.ids }

// Reset empties the sequence.
func (s *Sequence) Reset() { s.ids, s.high = s.ids[:0], 0 }

// Truncate forgets all but the first n tokens. With a windowed cache that is possible as long as the
// rows that token n−1's window needs were not overwritten; otherwise it fails and changes nothing.
func (s *Sequence) Truncate(n int) error {
	c := &s.e.model.Config
	if n < 0 || n > len(s.ids) {
		return fmt.Errorf("engine: cannot truncate %d tokens to %d", len(s.ids), n)
	}
	if n == 0 {
		s.Reset()
		return nil
	}
	if windowed := s.e.opts.Context > c.Window; windowed && s.high-s.e.local > max(0, n-c.Window) {
		return fmt.Errorf("engine: truncating %d tokens to %d needs cache rows that were overwritten (see Options.FullCache)", s.high, n)
	}
	s.ids = s.ids[:n]
	return nil
}

// check reports ids that cannot be appended.
func (s *Sequence) check(ids []int32) error {
	if s.slot < 0 {
		return backend.ErrClosed
	}
	if len(ids) == 0 {
		return errors.New("engine: no tokens")
	}
	if len(ids) > s.e.opts.Context-len(s.ids) {
		return fmt.Errorf("%w: %d tokens and %d more, room for %d", ErrContext, len(s.ids), len(ids), s.e.opts.Context)
	}
	return checkIDs(ids, s.e.model.Config.Vocab)
}

// checkIDs reports the first id that is not in a vocabulary of so many.
func checkIDs(ids []int32, vocab int) error {
	for i, id := range ids {
		if id < 0 || int(id) >= vocab {
			return &TokenError{Index: i, ID: id, Vocab: vocab}
		}
	}
	return nil
}

// Append adds ids to the sequence without computing logits.
func (s *Sequence) Append(ctx context.Context, ids []int32) error {
	return s.ask(ctx, ids, stepFill, 0, 0)
}

// ask has ids fed, and the last rows of them answered.
func (s *Sequence) ask(ctx context.Context, ids []int32, kind stepKind, k, rows int) error {
	r := &s.request
	r.s, r.ctx, r.ids, r.kind, r.k, r.rows = s, ctx, ids, kind, k, rows
	err := s.e.do(r)
	r.ctx, r.ids = nil, nil
	return err
}

// Logits adds ids and returns the logits [V] that follow the last of them. The slice is valid until the
// sequence's next call.
func (s *Sequence) Logits(ctx context.Context, ids []int32) ([]float32, error) {
	if err := s.ask(ctx, ids, stepLogits, 0, 1); err != nil {
		return nil, err
	}
	return s.request.logits, nil
}

// A Candidate is a token that may follow.
type Candidate struct {
	ID    int32
	Logit float32
}

// TopK adds ids and appends the k most likely next tokens to dst, most likely first, ties by lower id.
func (s *Sequence) TopK(ctx context.Context, dst []Candidate, ids []int32, k int) ([]Candidate, error) {
	return s.TopKEach(ctx, dst, ids, k, 1)
}

// MaxEach is the largest number of tokens that TopKEach is asked about.
const MaxEach = shortTokens

// TopKEach adds ids and appends to dst the k most likely tokens after each of the last rows of them, at
// most MaxEach and at most Options.Chunk: k candidates for each, in order, as TopK returns them.
func (s *Sequence) TopKEach(ctx context.Context, dst []Candidate, ids []int32, k, rows int) ([]Candidate, error) {
	if limit := min(MaxEach, s.e.opts.Chunk); rows < 1 || rows > limit || rows > len(ids) && len(ids) > 0 {
		return dst, fmt.Errorf("engine: candidates after %d of %d tokens, want 1 to %d", rows, len(ids), limit)
	}
	if limit := min(graph.MaxTopK, s.e.model.Config.Vocab); k < 1 || k > limit {
		return dst, fmt.Errorf("engine: %d candidates, want 1 to %d", k, limit)
	}
	n := len(dst)
	s.request.cands = dst
	err := s.ask(ctx, ids, stepTopK, k, rows)
	dst, s.request.cands = s.request.cands, nil
	if err != nil {
		return dst[:n], err
	}
	return dst, nil
}
