package engine

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/model/gemma3"
)

const (
	// MaxAdapters is how many adapters an engine may have at once.
	MaxAdapters = 1024
	// maxAdapterPrograms is how many compiled steps of adapters are kept, the most recently used ones. Compiling
	// one again takes milliseconds; it holds buffers for its inputs and outputs, of logits 16 MB in the 270M model.
	maxAdapterPrograms = 24
)

// ErrAdapters is returned when an engine has MaxAdapters adapters already.
var ErrAdapters = errors.New("engine: too many adapters")

// An Adapter is a low-rank change to an engine's model that its sequences may have, each another one. The
// weights of the model are not copied: an adapter costs its own factors, as float32 with ranks rounded up to
// multiples of 32.
type Adapter struct {
	e     *Engine
	model *gemma3.Model     // shares the tensors of the engine's model
	sum   [sha256.Size]byte // of the factors

	// The rest is guarded by the turn, but for served, by mu.
	weights map[string]backend.Buffer // of the factors
	closed  bool
	served  int // Engine.round of its last step
}

// NewAdapter adds an adapter to the engine. It keeps nothing of a. Close it when no sequence needs it.
func (e *Engine) NewAdapter(a *gemma3.Adapter) (*Adapter, error) {
	m, err := e.model.WithAdapter(a)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	n := &Adapter{e: e, model: m, weights: map[string]backend.Buffer{}, sum: sumOf(e.model, m)}
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.closed:
		return nil, backend.ErrClosed
	case len(e.adapters) == MaxAdapters:
		return nil, fmt.Errorf("%w: %d", ErrAdapters, MaxAdapters)
	}
	e.adapters = append(e.adapters, n)
	return n, nil
}

// sumOf returns a checksum of all tensors that m has and base has not.
func sumOf(base, m *gemma3.Model) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(m.Tensors)) {
		if _, ok := base.Tensors[name]; !ok {
			fmt.Fprintln(h, name, m.Tensors[name].Type)
			_, _ = h.Write(m.Tensors[name].Data) // a hash never fails
		}
	}
	h.Sum(sum[:0])
	return sum
}

// Close waits for the step that runs and releases what the adapter has on the device. Sequences that have it
// fail with backend.ErrClosed until they get another. Closing twice is harmless.
func (a *Adapter) Close() error {
	e := a.e
	e.turn <- struct{}{}
	defer e.leave()
	a.closed = true
	e.mu.Lock()
	e.adapters = slices.DeleteFunc(e.adapters, func(b *Adapter) bool { return b == a })
	e.mu.Unlock()
	e.kept.drop(a)
	var errs []error
	for key, p := range e.programs {
		if key.adapter == a {
			errs = append(errs, p.close())
			delete(e.programs, key)
		}
	}
	return errors.Join(append(errs, a.release())...)
}

// release closes the factors on the device. The caller has the turn, and no program uses them.
func (a *Adapter) release() error {
	var errs []error
	for _, w := range a.weights {
		errs = append(errs, w.Close())
	}
	clear(a.weights)
	return errors.Join(errs...)
}

// SetAdapter has the sequence computed with a from now on; nil is the model as it is. A text that the sequence
// has already is computed anew before the next step, so that what follows is the same as if it had always
// had a.
func (s *Sequence) SetAdapter(a *Adapter) error {
	switch {
	case s.slot < 0:
		return backend.ErrClosed
	case a != nil && a.e != s.e:
		return errors.New("engine: the adapter is of another engine")
	case a != s.adapter:
		s.adapter, s.epoch = a, never
	}
	return nil
}

// Adapter returns the sequence's adapter, or nil.
func (s *Sequence) Adapter() *Adapter { return s.adapter }

// never is the epoch of a cache that does not belong to its text.
const never = -1

// modelOf returns the model with an adapter or, if that is nil, without.
func (e *Engine) modelOf(a *Adapter) *gemma3.Model {
	if a == nil {
		return e.model
	}
	return a.model
}

// weightOf returns the buffer of a parameter: of a factor the adapter's, of all others the engine's.
func (e *Engine) weightOf(a *Adapter, n *graph.Node) (backend.Buffer, error) {
	if a == nil {
		return e.weight(n)
	}
	if _, ok := e.model.Tensors[n.Name]; ok {
		return e.weight(n)
	}
	return e.upload(a.weights, a.model, n)
}

// makeRoom closes the adapters' least recently used program if there are as many as may be.
func (e *Engine) makeRoom() error {
	var oldest programKey
	n := 0
	for key, p := range e.programs {
		if key.adapter == nil {
			continue
		}
		if n++; oldest.adapter == nil || p.used < e.programs[oldest].used {
			oldest = key
		}
	}
	if n < maxAdapterPrograms {
		return nil
	}
	p := e.programs[oldest]
	delete(e.programs, oldest)
	return p.close()
}

// served returns the round of the last step with a's sequences, or those without an adapter. The caller holds mu.
func (e *Engine) served(a *Adapter) *int {
	if a == nil {
		return &e.base
	}
	return &a.served
}

// nextAdapter returns the adapter that has waited longest among those of the queue: steps of different
// adapters are different programs. The caller holds mu, and the queue is not empty.
func (e *Engine) nextAdapter() *Adapter {
	a := e.queue[0].s.adapter
	for _, r := range e.queue[1:] {
		if *e.served(r.s.adapter) < *e.served(a) {
			a = r.s.adapter
		}
	}
	return a
}

// others reports whether the queue has requests of an adapter that the last step did not serve: no reason to
// wait for those that it did. The caller holds mu.
func (e *Engine) others() bool {
	return slices.ContainsFunc(e.queue, func(r *request) bool { return *e.served(r.s.adapter) != e.round })
}

// drop forgets the texts that were computed with a.
func (p *prefixes) drop(a *Adapter) {
	p.all = slices.DeleteFunc(p.all, func(s *snapshot) bool {
		if s.adapter == a {
			p.bytes -= s.bytes
		}
		return s.adapter == a
	})
}
