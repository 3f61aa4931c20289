package engine

import (
	"context"
	"fmt"

	"github.com/gemma-bench/gemma/backend"
)

// A snapshot is a copy of a sequence's cache in host memory. It does not change.
type snapshot struct {
	ids     []int32
	adapter *Adapter
	first   int      // local layers hold the positions from first on
	rows    [][]byte // for each of Engine.caches, rows by position: from 0, in local layers from first
	bytes   int64
}

// A cache is the state of one layer's keys or values.
type cache struct {
	buffer backend.Buffer
	local  bool
	S      int // rows of a sequence; position p is in row p mod S
	size   int // bytes of a row
}

// caches returns the states of all layers in order, keys before values. The caller has the turn.
func (e *Engine) caches() ([]cache, error) {
	if len(e.states) == 0 { // they are allocated with the first program
		if _, err := e.program(programKey{kind: stepFill, T: e.bucket(1)}); err != nil {
			return nil, err
		}
	}
	var all []cache
	for l := range e.model.Config.Layers {
		for _, kv := range [...]string{"k", "v"} {
			b := e.states[fmt.Sprintf("kv.%d.%s", l, kv)]
			t := b.Type()
			S := t.Shape.Dim(1)
			all = append(all, cache{buffer: b, local: !e.model.Config.Global(l), S: S, size: t.Bytes() / (e.opts.Sequences * S)})
		}
	}
	return all, nil
}

// copyRows moves the rows of positions lo to hi−1 of a slot, which must not be more than S, to or from p.
func (c *cache) copyRows(slot, lo, hi int, p []byte, write bool) error {
	for lo < hi {
		n := min(hi-lo, c.S-lo%c.S)
		part, off := p[:n*c.size], (slot*c.S+lo%c.S)*c.size
		var err error
		if write {
			err = c.buffer.Write(off, part)
		} else {
			err = c.buffer.Read(off, part)
		}
		if err != nil {
			return err
		}
		p, lo = p[n*c.size:], lo+n
	}
	return nil
}

// oldest returns the oldest position whose rows local layers still hold.
func (s *Sequence) oldest() int {
	if s.e.opts.Context <= s.e.model.Config.Window {
		return 0
	}
	return max(0, s.high-s.e.local)
}

// reaches reports whether local layers that hold the positions from first on hold all that tokens from
// position n on see.
func (e *Engine) reaches(first, n int) bool { return first <= max(0, n-e.model.Config.Window) }

// snapshot copies the cache; with tight, no more of local layers than the next token sees. The caller has
// the turn.
func (s *Sequence) snapshot(ctx context.Context, tight bool) (*snapshot, error) {
	if err := s.revive(ctx); err != nil {
		return nil, err
	}
	all, err := s.e.caches()
	if err != nil {
		return nil, err
	}
	n := len(s.ids)
	snap := &snapshot{ids: append([]int32(nil), s.ids...), adapter: s.adapter, first: min(s.oldest(), n)}
	if tight && s.e.opts.Context > s.e.model.Config.Window {
		snap.first = max(snap.first, n-s.e.model.Config.Window)
	}
	for i := range all {
		lo := 0
		if all[i].local {
			lo = snap.first
		}
		p := make([]byte, (n-lo)*all[i].size)
		if err := all[i].copyRows(s.slot, lo, n, p, false); err != nil {
			return nil, err
		}
		snap.rows = append(snap.rows, p)
		snap.bytes += int64(len(p))
	}
	return snap, nil
}

// restore makes the first n tokens of snap, which it must reach, the sequence's text. The caller has the turn.
func (s *Sequence) restore(snap *snapshot, n int) error {
	all, err := s.e.caches()
	if err != nil {
		return err
	}
	s.Reset()
	first := 0
	for i := range all {
		c, lo, from := &all[i], 0, 0
		if c.local {
			lo = snap.first
			from = max(lo, n-c.S)
			first = max(first, from)
		}
		if err := c.copyRows(s.slot, from, n, snap.rows[i][(from-lo)*c.size:(n-lo)*c.size], true); err != nil {
			return err
		}
	}
	s.ids, s.high, s.epoch = append(s.ids, snap.ids[:n]...), n, s.e.epoch
	if first > 0 {
		s.high = first + s.e.local // older rows count as overwritten
	}
	return nil
}

// usable returns the most tokens, at most limit, that snap has in common with ids, of a text with adapter a, and can
// be restored to.
func (e *Engine) usable(snap *snapshot, a *Adapter, ids []int32, limit int) int {
	if snap.adapter != a {
		return 0
	}
	n := 0
	for n < len(snap.ids) && n < limit && snap.ids[n] == ids[n] {
		n++
	}
	if !e.reaches(snap.first, n) {
		return 0
	}
	return n
}

// Fork returns a new sequence with the same text. It takes a cache slot, as NewSequence does.
func (s *Sequence) Fork(ctx context.Context) (*Sequence, error) {
	if s.slot < 0 {
		return nil, backend.ErrClosed
	}
	f, err := s.e.NewSequence()
	if err != nil {
		return nil, err
	}
	f.adapter = s.adapter
	if err := s.copyTo(ctx, f); err != nil {
		_ = f.Close() // it gives a slot back and cannot fail
		return nil, err
	}
	return f, nil
}

func (s *Sequence) copyTo(ctx context.Context, f *Sequence) error {
	if err := s.e.take(ctx); err != nil {
		return err
	}
	defer s.e.leave()
	snap, err := s.snapshot(ctx, false)
	if err != nil {
		return err
	}
	return f.restore(snap, len(snap.ids))
}
