package engine

import (
	"context"
	"errors"
	"fmt"
	"math"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
)

// An Embedder is an embedding model on a backend. Its methods may be called from many goroutines; the texts are
// computed one after the other, each in one step.
type Embedder struct{ e *Engine }

// NewEmbedder prepares an embedding model for texts of up to context tokens; 0 is what the model was trained for. The
// Embedder owns neither model nor backend: close it first.
func NewEmbedder(m *gemma3.Model, b backend.Backend, context int) (*Embedder, error) {
	if !m.Config.Bidirectional {
		return nil, errors.New("engine: not an embedding model")
	}
	o := Options{Context: context, KV: tensor.F32}
	if context == 0 {
		o.Context = m.Config.Context
	}
	if err := o.fill(&m.Config); err != nil {
		return nil, err
	}
	o.Chunk = o.Context
	return &Embedder{blank(m, b, o)}, nil
}

// Context returns the longest text in tokens.
func (d *Embedder) Context() int { return d.e.opts.Context }

// Size returns the number of values of an embedding.
func (d *Embedder) Size() int { return d.e.model.EmbeddingSize() }

// Close waits for the step that runs and releases programs, caches and weights. Later calls fail with
// backend.ErrClosed. Closing twice is harmless.
func (d *Embedder) Close() error { return d.e.Close() }

// Embed returns the embedding of a text, of length 1: the mean of its tokens' hidden states through the dense layers. ids
// include the tokens that begin and end it.
//
// ref: https://huggingface.co/google/embeddinggemma-300m, modules.json.
func (d *Embedder) Embed(ctx context.Context, ids []int32) ([]float32, error) {
	mean, err := d.Mean(ctx, ids)
	if err != nil {
		return nil, err
	}
	y := mean
	if d.e.model.HasDense() {
		if y, err = d.dense(ctx, mean); err != nil {
			return nil, err
		}
	}
	norm := 0.0
	for _, v := range y {
		norm += float64(v) * float64(v)
	}
	if norm = math.Sqrt(norm); norm > 0 {
		for i := range y {
			y[i] = float32(float64(y[i]) / norm)
		}
	}
	return y, nil
}

// Mean returns the mean [D] of a text's hidden states.
func (d *Embedder) Mean(ctx context.Context, ids []int32) ([]float32, error) {
	sum := make([]float64, d.e.model.Config.Width)
	err := d.Hidden(ctx, ids, func(hidden []float32) {
		for i, v := range hidden {
			sum[i%len(sum)] += float64(v)
		}
	})
	mean := make([]float32, len(sum))
	for i, v := range sum {
		mean[i] = float32(v / float64(len(ids)))
	}
	return mean, err
}

// Hidden calls f with the normalised hidden states [T,D] of a text. f must not use the Embedder.
func (d *Embedder) Hidden(ctx context.Context, ids []int32, f func(hidden []float32)) error {
	e := d.e
	if err := d.check(ids); err != nil {
		return err
	}
	if err := e.take(ctx); err != nil {
		return err
	}
	defer e.leave()
	return e.retry(func() error {
		p, err := e.program(programKey{kind: stepEmbed, T: e.embedBucket(len(ids))})
		if err != nil {
			return err
		}
		if err := p.fillText(ids, e.model.Config.Reach()); err != nil {
			return err
		}
		if err := p.run(ctx, len(ids), 0); err != nil {
			return err
		}
		hidden, err := p.fetch(0, len(ids)*e.model.Config.Width)
		if err == nil {
			f(hidden)
		}
		return err
	})
}

// check reports a text that cannot be computed.
func (d *Embedder) check(ids []int32) error {
	limit := d.Context()
	if len(ids) == 0 {
		return errors.New("engine: no tokens")
	}
	if len(ids) > limit {
		return fmt.Errorf("%w: %d tokens, room for %d", ErrContext, len(ids), limit)
	}
	return checkIDs(ids, d.e.model.Config.Vocab)
}

// embedBucket returns the compiled size for a text of n tokens: a power of four from 16 on, or the context.
func (e *Engine) embedBucket(n int) int {
	for size := 16; size < e.opts.Context; size *= 4 {
		if n <= size {
			return size
		}
	}
	return e.opts.Context
}

// fillText writes the index inputs of one text.
func (p *program) fillText(ids []int32, reach int) error {
	for i := range p.index {
		in := &p.index[i]
		copy(in.values, ids)
		if in.name != "ids" {
			for t := range ids {
				in.values[t] = gemma3.Mirror(in.name, t, len(ids), reach)
			}
		}
		if err := in.buffer.Write(0, in.bytes[:4*len(ids)]); err != nil {
			return err
		}
	}
	return nil
}

// dense returns the dense layers' result for a mean [D].
func (d *Embedder) dense(ctx context.Context, mean []float32) (y []float32, err error) {
	e := d.e
	if err := e.take(ctx); err != nil {
		return nil, err
	}
	defer e.leave()
	err = e.retry(func() error {
		p, err := e.program(programKey{kind: stepDense, T: 1})
		if err != nil {
			return err
		}
		// SAFETY: float32 values viewed as their bytes for the length of the call.
		raw := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(mean))), 4*len(mean))
		if err := p.bind.Inputs[0].Write(0, raw); err != nil {
			return err
		}
		if err := p.run(ctx, 0, 1); err != nil {
			return err
		}
		out, err := p.fetch(0, d.Size())
		y = append(y[:0], out...)
		return err
	})
	return y, err
}
