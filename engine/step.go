package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// An indexInput is an I32 input with its host copy.
type indexInput struct {
	name   string
	values []int32
	bytes  []byte // the same memory
	buffer backend.Buffer
}

// An output is a result with a host view of it.
type output struct {
	name   string
	values []float32
	bytes  []byte // the same memory
	buffer backend.Buffer
	mapped bool // values are the buffer's own memory
}

// allocate makes the input and output buffers of a program and their host views.
func (p *program) allocate(b backend.Backend) error {
	for _, v := range p.graph.Inputs() {
		n := &p.graph.Nodes[v]
		buf, err := b.NewBuffer(n.Type, backend.UsageInput)
		if err != nil {
			return fmt.Errorf("input %s: %w", n.Name, err)
		}
		p.bind.Inputs = append(p.bind.Inputs, buf)
		if n.Type.DType == tensor.I32 {
			in := indexInput{name: n.Name, values: make([]int32, n.Type.Shape.Elems()), buffer: buf}
			// SAFETY: int32 values viewed as their bytes; the view lives as long as the slice.
			in.bytes = unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(in.values))), 4*len(in.values))
			p.index = append(p.index, in)
		}
	}
	for _, o := range p.graph.Outputs {
		t := p.graph.Nodes[o.Value].Type
		buf, err := b.NewBuffer(t, backend.UsageOutput)
		if err != nil {
			return fmt.Errorf("output %s: %w", o.Name, err)
		}
		p.bind.Outputs = append(p.bind.Outputs, buf)
		out := output{name: o.Name, buffer: buf}
		if m, ok := buf.(backend.Mapper); ok {
			out.bytes, out.mapped = m.Map(), true
			// SAFETY: a Mapper's memory is aligned for its element type, F32 here, and outlives the view.
			out.values = unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(out.bytes))), len(out.bytes)/4)
		} else {
			out.values = make([]float32, t.Shape.Elems())
			// SAFETY: float32 values viewed as their bytes; the view lives as long as the slice.
			out.bytes = unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(out.values))), 4*len(out.values))
		}
		p.outputs = append(p.outputs, out)
	}
	return nil
}

// fetch returns the first n values of output i.
func (p *program) fetch(i, n int) ([]float32, error) {
	o := &p.outputs[i]
	if !o.mapped {
		if err := o.buffer.Read(0, o.bytes[:4*n]); err != nil {
			return nil, err
		}
	}
	return o.values[:n], nil
}

// aligned reports whether a backend may view data as 4-byte words.
func aligned(data []byte) bool {
	// SAFETY: only the address is looked at.
	return uintptr(unsafe.Pointer(unsafe.SliceData(data)))%4 == 0
}

// ErrContext is returned when a sequence would grow beyond the engine's context.
var ErrContext = errors.New("engine: context is full")

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
	e    *Engine
	slot int
	ids  []int32 // what the cache holds
	high int     // most tokens ever held since Reset: older ring rows are overwritten

	epoch int // Engine.epoch when the cache was computed
}

// NewSequence takes a cache slot. It fails if all Options.Sequences are taken.
func (e *Engine) NewSequence() (*Sequence, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, backend.ErrClosed
	}
	if len(e.free) == 0 {
		return nil, fmt.Errorf("engine: all %d sequences are in use", e.opts.Sequences)
	}
	slot := e.free[len(e.free)-1]
	e.free = e.free[:len(e.free)-1]
	return &Sequence{e: e, slot: slot, epoch: e.epoch, ids: make([]int32, 0, e.opts.Context)}, nil
}

// Close gives the slot back. Closing twice is harmless.
func (s *Sequence) Close() error {
	s.e.mu.Lock()
	defer s.e.mu.Unlock()
	if s.slot >= 0 {
		s.e.free = append(s.e.free, s.slot)
		s.slot = -1
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

// append runs ids through the model in chunks and returns the last step's program, whose last chunk
// produces what kind asks for. The caller holds the lock.
func (s *Sequence) append(ctx context.Context, ids []int32, kind stepKind, k int) (p *program, err error) {
	if err := s.check(ids); err != nil {
		return nil, err
	}
	held := len(s.ids)
	err = s.e.retry(func() error {
		if s.epoch != s.e.epoch {
			s.ids = s.ids[:held] // without what this call appended before the device was lost
		}
		if err := s.revive(ctx); err != nil {
			return err
		}
		p, err = s.feed(ctx, ids, kind, k)
		return err
	})
	return p, err
}

// feed is append on a device that works.
func (s *Sequence) feed(ctx context.Context, ids []int32, kind stepKind, k int) (*program, error) {
	for {
		n := min(len(ids), s.e.opts.Chunk)
		last := n == len(ids)
		key := programKey{kind: stepFill, T: s.e.bucket(n)}
		if last {
			key.kind, key.k = kind, k
		}
		p, err := s.e.program(key)
		if err != nil {
			return nil, err
		}
		if err := s.step(ctx, p, ids[:n]); err != nil {
			return nil, err
		}
		if ids = ids[n:]; last {
			return p, nil
		}
	}
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
	for i, id := range ids {
		if id < 0 || int(id) >= s.e.model.Config.Vocab {
			return &TokenError{Index: i, ID: id, Vocab: s.e.model.Config.Vocab}
		}
	}
	return nil
}

// step runs one chunk. A failed or cancelled step leaves the sequence as it was: whatever the step
// wrote lies beyond the sequence's end.
func (s *Sequence) step(ctx context.Context, p *program, ids []int32) error {
	n, at := len(ids), len(s.ids)
	for i := range p.index {
		in := &p.index[i]
		count := n
		switch in.name {
		case "ids":
			copy(in.values, ids)
		case "pos":
			for t := range n {
				in.values[t] = int32(at + t)
			}
		case "seq":
			for t := range n {
				in.values[t] = int32(s.slot)
			}
		case "rows":
			in.values[0], count = int32(n-1), 1
		case "pos_r":
			in.values[0], count = int32(at+n-1), 1
		case "seq_r":
			in.values[0], count = int32(s.slot), 1
		}
		if err := in.buffer.Write(0, in.bytes[:4*count]); err != nil {
			return err
		}
	}
	s.high = max(s.high, at+n) // even a step that fails may have overwritten ring rows
	if err := p.run(ctx, n, min(p.rows(), 1)); err != nil {
		return err
	}
	s.ids = append(s.ids, ids...)
	return nil
}

// rows returns the compiled number of rows along graph.AxisR.
func (p *program) rows() int {
	for v := range p.graph.Nodes {
		if n := &p.graph.Nodes[v]; n.Op == graph.OpInput && n.Axis == graph.AxisR {
			return n.Type.Shape.Dim(0)
		}
	}
	return 0
}

// Append adds ids to the sequence without computing logits.
func (s *Sequence) Append(ctx context.Context, ids []int32) error {
	s.e.mu.Lock()
	defer s.e.mu.Unlock()
	_, err := s.append(ctx, ids, stepFill, 0)
	return err
}

// Logits adds ids and returns the logits [V] that follow the last of them. The slice is valid until
// the engine's next step.
func (s *Sequence) Logits(ctx context.Context, ids []int32) ([]float32, error) {
	s.e.mu.Lock()
	defer s.e.mu.Unlock()
	p, err := s.append(ctx, ids, stepLogits, 0)
	if err != nil {
		return nil, err
	}
	return p.fetch(0, s.e.model.Config.Vocab)
}

// A Candidate is a token that may follow.
type Candidate struct {
	ID    int32
	Logit float32
}

// TopK adds ids and appends the k most likely next tokens to dst, most likely first, ties by lower id.
func (s *Sequence) TopK(ctx context.Context, dst []Candidate, ids []int32, k int) ([]Candidate, error) {
	s.e.mu.Lock()
	defer s.e.mu.Unlock()
	p, err := s.append(ctx, ids, stepTopK, k)
	if err != nil {
		return dst, err
	}
	pairs, err := p.fetch(0, 2*k)
	for i := 0; i+1 < len(pairs); i += 2 {
		dst = append(dst, Candidate{int32(pairs[i]), pairs[i+1]})
	}
	return dst, err
}

// Hidden adds ids and calls f with the normalised hidden states [n,D] of each chunk of them.
func (s *Sequence) Hidden(ctx context.Context, ids []int32, f func(first int, hidden []float32) error) error {
	s.e.mu.Lock()
	defer s.e.mu.Unlock()
	if err := s.check(ids); err != nil {
		return err
	}
	for first := 0; first < len(ids); {
		n := min(len(ids)-first, s.e.opts.Chunk)
		p, err := s.append(ctx, ids[first:first+n], stepHidden, 0)
		if err != nil {
			return err
		}
		hidden, err := p.fetch(0, n*s.e.model.Config.Width)
		if err != nil {
			return err
		}
		if err := f(first, hidden); err != nil {
			return err
		}
		first += n
	}
	return nil
}

// AllLogits adds ids and calls f in order with the logits [V] that follow each of ids[from:]. The
// slice is valid during the call.
func (s *Sequence) AllLogits(ctx context.Context, ids []int32, from int, f func(i int, logits []float32) error) error {
	D, V := s.e.model.Config.Width, s.e.model.Config.Vocab
	return s.Hidden(ctx, ids, func(first int, hidden []float32) error {
		hidden = slices.Clone(hidden) // it may lie on a device that is lost meanwhile
		for r := max(0, from-first); r < len(hidden)/D; r += headRows {
			n := min(headRows, len(hidden)/D-r)
			var logits []float32
			err := s.e.retry(func() (err error) {
				logits, err = s.e.head(ctx, hidden[r*D:(r+n)*D], n)
				return err
			})
			if err != nil {
				return err
			}
			for i := range n {
				if err := f(first+r+i, logits[i*V:(i+1)*V]); err != nil {
					return err
				}
			}
		}
		return nil
	})
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
	s.e.mu.Lock()
	defer s.e.mu.Unlock()
	if len(ids) > min(64, s.e.opts.Chunk) {
		return nil, nil, fmt.Errorf("engine: taps of %d tokens, want at most %d", len(ids), min(64, s.e.opts.Chunk))
	}
	p, err := s.append(ctx, ids, stepTaps, 0)
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
