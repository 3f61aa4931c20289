package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/gemma-bench/gemma/backend"
)

// reopen replaces a backend whose device was lost, if it can be opened again; otherwise it returns cause.
// Weights are uploaded and programs compiled when they are needed, and each sequence computes its cache
// again before its next step. The caller has the turn.
func (e *Engine) reopen(cause error) error {
	r, ok := e.backend.(backend.Reopener)
	if !ok {
		return cause
	}
	if err := e.release(); err != nil {
		return errors.Join(cause, err)
	}
	b, err := r.Reopen()
	if err != nil {
		return fmt.Errorf("engine: device lost and not opened again: %w", errors.Join(cause, err))
	}
	if e.owned {
		err = e.backend.Close()
	}
	e.mu.Lock()
	e.backend, e.owned, e.epoch = b, true, e.epoch+1
	e.mu.Unlock()
	return errors.Join(err, e.findScreen())
}

// retry runs f, and once more on a new device if it was lost meanwhile.
func (e *Engine) retry(f func() error) error {
	err := f()
	if errors.Is(err, backend.ErrDeviceLost) {
		if err := e.reopen(err); err != nil {
			return err
		}
		return f()
	}
	return err
}

// revive computes the cache of a sequence again if it was lost. If that fails, the sequence is as it was.
func (s *Sequence) revive(ctx context.Context) error {
	if s.epoch == s.e.epoch {
		return nil
	}
	held, high := s.ids, s.high
	s.ids, s.high = s.ids[:0], 0
	for len(s.ids) < len(held) {
		ids := held[len(s.ids):min(len(held), len(s.ids)+s.e.opts.Chunk)]
		if _, err := s.feed(ctx, ids, stepFill); err != nil {
			s.ids, s.high = held, high
			return err
		}
	}
	s.epoch = s.e.epoch
	return nil
}
