package engine

import (
	"context"
	"fmt"
	"slices"
	"unsafe"

	"github.com/gemma-bench/gemma/graph"
)

// alone runs one step of ids, at most a chunk, for s alone. The caller has the turn until it has read the
// outputs.
func (s *Sequence) alone(ctx context.Context, ids []int32, kind stepKind) (p *program, err error) {
	err = s.e.retry(func() error {
		if err := s.revive(ctx); err != nil {
			return err
		}
		p, err = s.feed(ctx, ids, kind)
		return err
	})
	return p, err
}

// feed is alone on a device that works and has the sequence's cache.
func (s *Sequence) feed(ctx context.Context, ids []int32, kind stepKind) (*program, error) {
	e, parts := s.e, s.e.solo[:]
	parts[0].n, parts[0].r.s, parts[0].r.ids = len(ids), s, ids
	p, err := e.program(programKey{kind: kind, T: e.bucket(len(ids)), adapter: s.adapter})
	if err != nil {
		return nil, err
	}
	if err := p.fill(parts); err != nil {
		return nil, err
	}
	s.high = max(s.high, len(s.ids)+len(ids)) // even a step that fails may have overwritten ring rows
	if err := p.run(ctx, len(ids), 0); err != nil {
		return nil, err
	}
	s.ids = append(s.ids, ids...)
	return p, nil
}

// Hidden adds ids and calls f with the normalised hidden states [n,D] of each chunk of them. f must not
// use the engine.
func (s *Sequence) Hidden(ctx context.Context, ids []int32, f func(first int, hidden []float32) error) error {
	if err := s.check(ids); err != nil {
		return err
	}
	for first := 0; first < len(ids); {
		n := min(len(ids)-first, s.e.opts.Chunk)
		if err := s.hidden(ctx, ids[first:first+n], first, f); err != nil {
			return err
		}
		first += n
	}
	return nil
}

// hidden is Hidden for one chunk. Other sequences may step between two chunks.
func (s *Sequence) hidden(ctx context.Context, ids []int32, first int, f func(first int, hidden []float32) error) error {
	if err := s.e.take(ctx); err != nil {
		return err
	}
	defer s.e.leave()
	p, err := s.alone(ctx, ids, stepHidden)
	if err != nil {
		return err
	}
	hidden, err := p.fetch(0, len(ids)*s.e.model.Config.Width)
	if err != nil {
		return err
	}
	return f(first, hidden)
}

// AllLogits adds ids and calls f in order with the logits [V] that follow each of ids[from:]. The slice
// is valid during the call. f must not use the engine.
func (s *Sequence) AllLogits(ctx context.Context, ids []int32, from int, f func(i int, logits []float32) error) error {
	D := s.e.model.Config.Width
	return s.Hidden(ctx, ids, func(first int, hidden []float32) error {
		skip := min(max(0, from-first), len(hidden)/D)
		return s.e.logitsOf(ctx, hidden[skip*D:], func(i int, logits []float32) error { return f(first+skip+i, logits) })
	})
}

// logitsOf calls f in order with the logits [V] of each row of hidden [n,D]. The caller has the turn.
func (e *Engine) logitsOf(ctx context.Context, hidden []float32, f func(i int, logits []float32) error) error {
	D, V := e.model.Config.Width, e.model.Config.Vocab
	hidden = slices.Clone(hidden) // it may lie on a device that is lost meanwhile
	for r := 0; r < len(hidden)/D; r += headRows {
		n := min(headRows, len(hidden)/D-r)
		var logits []float32
		err := e.retry(func() (err error) {
			logits, err = e.head(ctx, hidden[r*D:(r+n)*D], n)
			return err
		})
		if err != nil {
			return err
		}
		for i := range n {
			if err := f(r+i, logits[i*V:(i+1)*V]); err != nil {
				return err
			}
		}
	}
	return nil
}

// head returns the logits [n,V] of n hidden states.
func (e *Engine) head(ctx context.Context, hidden []float32, n int) ([]float32, error) {
	p, err := e.program(programKey{kind: stepHead, T: headRows})
	if err != nil {
		return nil, err
	}
	// SAFETY: float32 values viewed as their bytes for the length of the call.
	raw := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(hidden))), 4*len(hidden))
	if err := p.bind.Inputs[0].Write(0, raw); err != nil {
		return nil, err
	}
	if err := p.run(ctx, 0, n); err != nil {
		return nil, err
	}
	return p.fetch(0, n*e.model.Config.Vocab)
}

// Taps adds ids, at most 64, and returns the intermediate values [n,cols] of every tap by name, the
// logits [n,V] as "logits", and the names in the order in which the model computes them.
func (s *Sequence) Taps(ctx context.Context, ids []int32) (values map[string][]float32, names []string, err error) {
	if len(ids) > min(64, s.e.opts.Chunk) {
		return nil, nil, fmt.Errorf("engine: taps of %d tokens, want at most %d", len(ids), min(64, s.e.opts.Chunk))
	}
	if err := s.check(ids); err != nil {
		return nil, nil, err
	}
	if err := s.e.take(ctx); err != nil {
		return nil, nil, err
	}
	defer s.e.leave()
	p, err := s.alone(ctx, ids, stepTaps)
	if err != nil {
		return nil, nil, err
	}
	taps := map[string][]float32{}
	order := slices.SortedFunc(slices.Values(p.graph.Outputs), func(a, b graph.Output) int { return int(a.Value - b.Value) })
	for _, o := range order {
		i := slices.Index(p.graph.Outputs, o)
		values, err := p.fetch(i, len(ids)*p.graph.Nodes[o.Value].Type.Shape.Cols())
		if err != nil {
			return nil, nil, err
		}
		taps[o.Name] = append([]float32(nil), values...)
		names = append(names, o.Name)
	}
	return taps, names, nil
}
