package engine

import (
	"context"
	"slices"

	"github.com/gemma-bench/gemma/backend"
)

// minPrefix is the shortest text worth keeping: copying its cache back must be cheaper than computing it.
const minPrefix = 32

// A prefixes is the list of kept snapshots, the most recently used first.
type prefixes struct {
	all   []*snapshot
	bytes int64
	hits  int
	saved int // tokens
}

// Keep copies the sequence's cache to host memory, where Reuse of any sequence finds it. It does nothing if
// as much is kept already, if the text is short, or if the copy exceeds Options.Prefix.
func (s *Sequence) Keep(ctx context.Context) error {
	if s.slot < 0 {
		return backend.ErrClosed
	}
	e := s.e
	if e.opts.Prefix == 0 || len(s.ids) < minPrefix {
		return nil
	}
	if err := e.take(ctx); err != nil {
		return err
	}
	defer e.leave()
	for i, snap := range e.kept.all {
		if e.usable(snap, s.adapter, s.ids, len(s.ids)) == len(s.ids) {
			e.kept.touch(i)
			return nil
		}
	}
	snap, err := s.snapshot(ctx, false)
	if err != nil || snap.bytes > e.opts.Prefix {
		return err
	}
	e.kept.all = slices.DeleteFunc(e.kept.all, func(old *snapshot) bool {
		covered := e.usable(snap, old.adapter, old.ids, len(old.ids)) == len(old.ids)
		if covered {
			e.kept.bytes -= old.bytes
		}
		return covered
	})
	e.kept.all = slices.Insert(e.kept.all, 0, snap)
	e.kept.bytes += snap.bytes
	for e.kept.bytes > e.opts.Prefix {
		last := len(e.kept.all) - 1
		e.kept.bytes -= e.kept.all[last].bytes
		e.kept.all = slices.Delete(e.kept.all, last, last+1)
	}
	return nil
}

// touch moves snapshot i to the front.
func (p *prefixes) touch(i int) {
	snap := p.all[i]
	copy(p.all[1:i+1], p.all[:i])
	p.all[0] = snap
}

// Reuse fills an empty sequence with as many of ids, but the last, as a kept text starts with, and
// returns how many these are: the caller feeds the others. The bits of what follows are the same.
func (s *Sequence) Reuse(ctx context.Context, ids []int32) (int, error) {
	if err := s.check(ids); err != nil {
		return 0, err
	}
	e := s.e
	if e.opts.Prefix == 0 || len(s.ids) > 0 || len(ids) <= minPrefix {
		return 0, nil
	}
	if err := e.take(ctx); err != nil {
		return 0, err
	}
	defer e.leave()
	best, n := 0, 0
	for i, snap := range e.kept.all {
		if m := e.usable(snap, s.adapter, ids, len(ids)-1); m > n {
			best, n = i, m
		}
	}
	if n < minPrefix {
		return 0, nil
	}
	if err := s.restore(e.kept.all[best], n); err != nil {
		return 0, err
	}
	e.kept.touch(best)
	e.kept.hits++
	e.kept.saved += n
	return n, nil
}

// PrefixStats says what prefix reuse holds and has saved.
type PrefixStats struct {
	Kept   int   // texts
	Bytes  int64 // of their caches
	Hits   int   // calls of Reuse that found something
	Tokens int   // that need not be computed because of them
}

// PrefixStats returns the totals. It waits for the step that runs.
func (e *Engine) PrefixStats() PrefixStats {
	e.turn <- struct{}{}
	defer e.leave()
	return PrefixStats{len(e.kept.all), e.kept.bytes, e.kept.hits, e.kept.saved}
}
