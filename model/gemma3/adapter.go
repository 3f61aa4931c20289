package gemma3

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gemma-bench/gemma/tensor"
)

// MaxRank bounds the rank of adapters; real ones have 4 to 256.
const MaxRank = 4096

// An Adapter is a low-rank addition to some matrices: W + B·A for each W that Modules names, as
// "blk.3.attn_q.weight".
//
// ref: Hu et al., LoRA: Low-Rank Adaptation of Large Language Models, 2021, section 4.1.
type Adapter struct {
	Modules map[string]LowRank
}

// LowRank is the two factors of an addition, in rows. The factor alpha/r is part of B.
type LowRank struct {
	Rank int
	A    []float32 // [Rank, K]
	B    []float32 // [N, Rank]
}

// adaptable are the matrices of a layer that adapters may name.
var adaptable = []string{"attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"}

// Check reports every module that m has no matrix for, or of another shape.
func (a *Adapter) Check(m *Model) error {
	e := &WeightError{}
	if len(a.Modules) == 0 {
		e.Problems = append(e.Problems, "the adapter changes nothing")
	}
	for _, name := range slices.Sorted(maps.Keys(a.Modules)) {
		t, ok := m.Tensors[name]
		kind, _ := strings.CutSuffix(name[strings.LastIndexByte(strings.TrimSuffix(name, ".weight"), '.')+1:], ".weight")
		if !ok || !slices.Contains(adaptable, kind) || !strings.HasPrefix(name, "blk.") {
			e.Problems = append(e.Problems, fmt.Sprintf("%q is no matrix that an adapter can change", name))
			continue
		}
		l, N, K := a.Modules[name], t.Type.Shape.Dim(0), t.Type.Shape.Dim(1)
		if l.Rank < 1 || l.Rank > MaxRank || len(l.A) != l.Rank*K || len(l.B) != N*l.Rank {
			e.Problems = append(e.Problems, fmt.Sprintf("%s%v does not fit factors of %d and %d values and rank %d", name, t.Type.Shape, len(l.A), len(l.B), l.Rank))
		}
	}
	if len(e.Problems) > 0 {
		return e
	}
	return nil
}

// WithAdapter returns a model that computes m's matrices with a's additions. It shares m's tensors, so any
// number of adapters costs no more than their own factors; m must stay open, and closing the result does
// nothing.
func (m *Model) WithAdapter(a *Adapter) (*Model, error) {
	if err := a.Check(m); err != nil {
		return nil, err
	}
	c := &Model{Config: m.Config, File: m.File, Tensors: maps.Clone(m.Tensors)}
	for name, l := range a.Modules {
		t := m.Tensors[name].Type.Shape
		// Whole blocks of 32 suit every kernel; the added rows of A and columns of B are zero.
		r := (l.Rank + 31) / 32 * 32
		A, B := make([]float32, r*t.Dim(1)), make([]float32, t.Dim(0)*r)
		copy(A, l.A)
		for n := range t.Dim(0) {
			copy(B[n*r:], l.B[n*l.Rank:(n+1)*l.Rank])
		}
		c.Tensors[name+".lora_a"] = floats(A, r, t.Dim(1))
		c.Tensors[name+".lora_b"] = floats(B, t.Dim(0), r)
	}
	return c, nil
}

// floats stores a matrix as F32.
func floats(x []float32, rows, cols int) Tensor {
	t := Tensor{Type: tensor.TypeOf(tensor.F32, rows, cols), Data: make([]byte, 4*len(x))}
	if err := tensor.Quantise(tensor.F32, t.Data, x); err != nil {
		panic("BUG: gemma3: " + err.Error())
	}
	return t
}

// AddTo adds B·A to row n of W.
func (l *LowRank) AddTo(row []float32, n int) {
	for r, b := range l.B[n*l.Rank : (n+1)*l.Rank] {
		for k, a := range l.A[r*len(row) : (r+1)*len(row)] {
			row[k] += float32(b * a)
		}
	}
}

// HFName returns the GGUF name of a layer's parameter by transformers', such as
// "layers.0.mlp.up_proj.weight", or "" if it is none.
func HFName(name string) string { return hfName(name) }
