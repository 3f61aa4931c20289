package gemma3

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/tensor"
)

// A Tensor is a parameter in its stored form.
type Tensor struct {
	Type tensor.Type
	Data []byte
}

// A Model is a configuration and the tensors that it needs, by GGUF name.
//
// Norm weights are stored as w+1 in GGUF files, which is what the graph multiplies by; a loader of
// another format must add the one.
type Model struct {
	Config  Config
	Tensors map[string]Tensor
	File    *gguf.File // nil if the model did not come from a GGUF file; the tokenizer reads its metadata

	source io.Closer // what Tensors are windows into, or nil
	more   io.Closer // the same for what Own was given
}

// A WeightError lists every tensor that is missing or has another shape than the model needs.
type WeightError struct{ Problems []string }

func (e *WeightError) Error() string {
	return fmt.Sprintf("gemma3: %d tensors are missing or misshapen: %s", len(e.Problems), strings.Join(e.Problems, "; "))
}

// FromGGUF reads the configuration and finds the tensors. Nothing is copied: the model reads the
// file's memory until it is closed.
func FromGGUF(f *gguf.File) (*Model, error) {
	c, err := configFromGGUF(f)
	if err != nil {
		return nil, err
	}
	m := &Model{Config: c, Tensors: map[string]Tensor{}, File: f, source: f}
	for _, info := range f.Tensors() {
		m.Tensors[info.Name] = Tensor{info.Type, f.Bytes(info)}
	}
	return m, m.check()
}

// Close closes the files, if there are any. Closing again does nothing.
func (m *Model) Close() error {
	var errs []error
	for _, c := range []io.Closer{m.source, m.more} {
		if c != nil {
			errs = append(errs, c.Close())
		}
	}
	return errors.Join(errs...)
}

// Own has Close close c too, what dense layers are windows into.
func (m *Model) Own(c io.Closer) { m.more = c }

// Params returns the number of parameters.
func (m *Model) Params() int {
	n := 0
	for _, t := range m.Tensors {
		n += t.Type.Shape.Elems()
	}
	return n
}

// Bytes returns the size of all tensors.
func (m *Model) Bytes() int {
	n := 0
	for _, t := range m.Tensors {
		n += len(t.Data)
	}
	return n
}

// Tied reports whether the embedding is also the output matrix.
func (m *Model) Tied() bool {
	_, own := m.Tensors[outputWeight]
	return !own
}

// OutputName returns the name of the output matrix.
func (m *Model) OutputName() string {
	if m.Tied() {
		return embedWeight
	}
	return outputWeight
}

const (
	embedWeight      = "token_embd.weight"
	outputWeight     = "output.weight"
	outputNormWeight = "output_norm.weight"
)

// shapes returns the shape of every tensor that a model of this configuration needs.
func (c *Config) shapes() []namedShape {
	D, F, E := c.Width, c.FFN, c.HeadDim
	q, kv := c.Heads*E, c.KVHeads*E
	all := []namedShape{
		{name: embedWeight, shape: tensor.ShapeOf(c.Vocab, D)},
		{name: outputNormWeight, shape: tensor.ShapeOf(D)},
	}
	for l := range c.Layers {
		for _, s := range []struct {
			name  string
			shape tensor.Shape
		}{
			{"attn_norm", tensor.ShapeOf(D)},
			{"attn_q", tensor.ShapeOf(q, D)},
			{"attn_k", tensor.ShapeOf(kv, D)},
			{"attn_v", tensor.ShapeOf(kv, D)},
			{"attn_q_norm", tensor.ShapeOf(E)},
			{"attn_k_norm", tensor.ShapeOf(E)},
			{"attn_output", tensor.ShapeOf(D, q)},
			{"post_attention_norm", tensor.ShapeOf(D)},
			{"ffn_norm", tensor.ShapeOf(D)},
			{"ffn_gate", tensor.ShapeOf(F, D)},
			{"ffn_up", tensor.ShapeOf(F, D)},
			{"ffn_down", tensor.ShapeOf(D, F)},
			{"post_ffw_norm", tensor.ShapeOf(D)},
		} {
			all = append(all, namedShape{fmt.Sprintf("blk.%d.%s.weight", l, s.name), s.shape, l})
		}
	}
	return all
}

type namedShape struct {
	name  string
	shape tensor.Shape
	layer int
}

// check compares the tensors with what the configuration needs.
func (m *Model) check() error {
	want := m.Config.shapes()
	if !m.Tied() {
		want = append(want, namedShape{name: outputWeight, shape: tensor.ShapeOf(m.Config.Vocab, m.Config.Width)})
	}
	e := &WeightError{}
	for _, w := range want {
		t, ok := m.Tensors[w.name]
		switch {
		case !ok:
			e.Problems = append(e.Problems, fmt.Sprintf("%s%v is missing", w.name, w.shape))
		case t.Type.Shape != w.shape:
			e.Problems = append(e.Problems, fmt.Sprintf("%s is %v, want %v", w.name, t.Type.Shape, w.shape))
		case w.shape.Rank() == 1 && t.Type.DType != tensor.F32:
			e.Problems = append(e.Problems, fmt.Sprintf("%s is %v, want F32", w.name, t.Type.DType))
		case !t.Type.DType.Float() && !t.Type.DType.Quantised():
			e.Problems = append(e.Problems, fmt.Sprintf("%s is %v, which cannot be a weight", w.name, t.Type.DType))
		case len(t.Data) != t.Type.Bytes():
			e.Problems = append(e.Problems, fmt.Sprintf("%s has %d bytes, want %d", w.name, len(t.Data), t.Type.Bytes()))
		}
	}
	if m.Config.Bidirectional {
		e.Problems = append(e.Problems, m.checkDense()...)
	}
	if len(e.Problems) > 0 {
		return e
	}
	return nil
}
