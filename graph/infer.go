package graph

import (
	"errors"
	"fmt"
	"math"

	"github.com/gemma-bench/gemma/tensor"
)

// Inference functions receive arguments whose kinds were already checked: activations are F32 of
// rank 2, index vectors I32 of rank 1, states F32 or F16 of rank 3.

func positive(name string, v float32) error {
	if !(v > 0) || math.IsInf(float64(v), 0) {
		return fmt.Errorf("%s %v is not a positive number", name, v)
	}
	return nil
}

func sameRows(a, b tensor.Type) error {
	if a.Shape.Dim(0) != b.Shape.Dim(0) {
		return fmt.Errorf("row mismatch: %v and %v", a, b)
	}
	return nil
}

func rank(t tensor.Type, want int) error {
	if t.Shape.Rank() != want {
		return fmt.Errorf("weight %v is not of rank %d", t, want)
	}
	return nil
}

func inferEmbed(in []tensor.Type, a Attr) (tensor.Type, error) {
	w, ids := in[0], in[1]
	if err := rank(w, 2); err != nil {
		return tensor.Type{}, err
	}
	if err := positive("scale", a.(EmbedAttr).Scale); err != nil {
		return tensor.Type{}, err
	}
	return tensor.TypeOf(tensor.F32, ids.Shape.Dim(0), w.Shape.Dim(1)), nil
}

func inferRMSNorm(in []tensor.Type, a Attr) (tensor.Type, error) {
	x, w := in[0], in[1]
	if err := rank(w, 1); err != nil {
		return tensor.Type{}, err
	}
	if w.DType != tensor.F32 {
		return tensor.Type{}, fmt.Errorf("norm weight is %v, want F32", w)
	}
	if x.Shape.Cols()%w.Shape.Cols() != 0 {
		return tensor.Type{}, fmt.Errorf("width mismatch: x%v is not in runs of w%v", x.Shape, w.Shape)
	}
	return x, positive("eps", a.(RMSNormAttr).Eps)
}

func inferMatMul(in []tensor.Type, _ Attr) (tensor.Type, error) {
	x, w := in[0], in[1]
	if err := rank(w, 2); err != nil {
		return tensor.Type{}, err
	}
	if x.Shape.Cols() != w.Shape.Cols() {
		return tensor.Type{}, fmt.Errorf("K mismatch: x%v w%v", x.Shape, w.Shape)
	}
	return tensor.TypeOf(tensor.F32, x.Shape.Dim(0), w.Shape.Dim(0)), nil
}

func inferRoPE(in []tensor.Type, a Attr) (tensor.Type, error) {
	x, pos := in[0], in[1]
	r := a.(RoPEAttr)
	if r.HeadDim <= 0 || r.HeadDim%2 != 0 || x.Shape.Cols()%r.HeadDim != 0 {
		return tensor.Type{}, fmt.Errorf("head dimension %d is odd or does not divide x%v", r.HeadDim, x.Shape)
	}
	return x, errors.Join(sameRows(x, pos), positive("base", r.Base), positive("scale", r.Scale))
}

// inferSame is for elementwise operations: every argument has the first one's type.
func inferSame(in []tensor.Type, _ Attr) (tensor.Type, error) {
	for _, t := range in[1:] {
		if t != in[0] {
			return tensor.Type{}, fmt.Errorf("shape mismatch: %v and %v", in[0].Shape, t.Shape)
		}
	}
	return in[0], nil
}

func inferRows(in []tensor.Type, _ Attr) (tensor.Type, error) {
	return tensor.TypeOf(tensor.F32, in[1].Shape.Dim(0), in[0].Shape.Cols()), nil
}

func inferKVWrite(in []tensor.Type, _ Attr) (tensor.Type, error) {
	state, x, pos, seq := in[0], in[1], in[2], in[3]
	if state.Shape.Cols() != x.Shape.Cols() {
		return tensor.Type{}, fmt.Errorf("width mismatch: state%v x%v", state.Shape, x.Shape)
	}
	return state, errors.Join(sameRows(x, pos), sameRows(x, seq))
}

// checkAttention reports whether cols values hold heads heads, and the cache the KV heads.
func checkAttention(a AttentionAttr, cols, rows int, cache tensor.Type) error {
	if a.Heads <= 0 || a.KVHeads <= 0 || a.HeadDim <= 0 || a.Heads%a.KVHeads != 0 {
		return fmt.Errorf("%d heads of %d do not share %d KV heads evenly", a.Heads, a.HeadDim, a.KVHeads)
	}
	if cols != a.Heads*a.HeadDim {
		return fmt.Errorf("q has %d columns, want %d heads of %d", cols, a.Heads, a.HeadDim)
	}
	if cache.Shape.Cols() != a.KVHeads*a.HeadDim {
		return fmt.Errorf("cache%v does not hold %d KV heads of %d", cache.Shape, a.KVHeads, a.HeadDim)
	}
	if n := cache.DType.BlockValues(); a.HeadDim%n != 0 {
		return fmt.Errorf("heads of %d in a cache of %v are not whole blocks of %d", a.HeadDim, cache.DType, n)
	}
	// Rows of the step are written before they are read, so a ring that is shorter than window+T−1
	// would have lost the oldest positions that the step's first token still sees.
	if a.Window < 0 || a.Window > 0 && cache.Shape.Dim(1) < a.Window+rows-1 {
		return fmt.Errorf("cache%v is too short for window %d and %d rows a step", cache.Shape, a.Window, rows)
	}
	return positive("scale", a.Scale)
}

func inferAttnScores(in []tensor.Type, a Attr) (tensor.Type, error) {
	q, k, pos, seq := in[0], in[1], in[2], in[3]
	at := a.(AttentionAttr)
	err := errors.Join(sameRows(q, pos), sameRows(q, seq), checkAttention(at, q.Shape.Cols(), q.Shape.Dim(0), k))
	return tensor.TypeOf(tensor.F32, q.Shape.Dim(0), at.Heads*k.Shape.Dim(1)), err
}

func inferSoftmax(in []tensor.Type, a Attr) (tensor.Type, error) {
	if c := a.(SoftmaxAttr).Cols; c <= 0 || in[0].Shape.Cols()%c != 0 {
		return tensor.Type{}, fmt.Errorf("x%v is not in runs of %d", in[0].Shape, c)
	}
	return in[0], nil
}

func inferAttnMix(in []tensor.Type, a Attr) (tensor.Type, error) {
	p, v, seq := in[0], in[1], in[2]
	at := a.(AttentionAttr)
	if p.Shape.Cols() != at.Heads*v.Shape.Dim(1) {
		return tensor.Type{}, fmt.Errorf("p%v is not %d heads of %d cache rows", p.Shape, at.Heads, v.Shape.Dim(1))
	}
	err := errors.Join(sameRows(p, seq), checkAttention(at, at.Heads*at.HeadDim, p.Shape.Dim(0), v))
	return tensor.TypeOf(tensor.F32, p.Shape.Dim(0), at.Heads*at.HeadDim), err
}

func inferAttention(in []tensor.Type, a Attr) (tensor.Type, error) {
	q, k, v, pos, seq := in[0], in[1], in[2], in[3], in[4]
	if k != v {
		return tensor.Type{}, fmt.Errorf("caches differ: k %v, v %v", k, v)
	}
	at := a.(AttentionAttr)
	return q, errors.Join(sameRows(q, pos), sameRows(q, seq), checkAttention(at, q.Shape.Cols(), q.Shape.Dim(0), k))
}

// MaxTopK caps top_k; ids travel as F32, which is exact up to 2²⁴.
const MaxTopK = 1024

func inferTopK(in []tensor.Type, a Attr) (tensor.Type, error) {
	k, cols := a.(TopKAttr).K, in[0].Shape.Cols()
	if k <= 0 || k > MaxTopK || k > cols || cols > 1<<24 {
		return tensor.Type{}, fmt.Errorf("k %d of %d columns is out of range", k, cols)
	}
	return tensor.TypeOf(tensor.F32, in[0].Shape.Dim(0), 2*k), nil
}

func inferRMSNormAdd(in []tensor.Type, a Attr) (tensor.Type, error) {
	y, err := inferRMSNorm(in[:2], a)
	if err != nil {
		return y, err
	}
	return inferSame([]tensor.Type{y, in[2]}, nil)
}

func inferRMSNormRoPE(in []tensor.Type, a Attr) (tensor.Type, error) {
	at := a.(RMSNormRoPEAttr)
	y, err := inferRMSNorm(in[:2], at.Norm)
	if err != nil {
		return y, err
	}
	if in[1].Shape.Cols() != at.RoPE.HeadDim {
		return y, fmt.Errorf("norm weight %v is not of head dimension %d", in[1], at.RoPE.HeadDim)
	}
	return inferRoPE([]tensor.Type{y, in[2]}, at.RoPE)
}

func inferMatMulGeGLU(in []tensor.Type, _ Attr) (tensor.Type, error) {
	if in[1].Shape != in[2].Shape {
		return tensor.Type{}, fmt.Errorf("shape mismatch: wg%v wu%v", in[1].Shape, in[2].Shape)
	}
	return inferMatMul(in[:2], nil)
}

func inferMatMulTopK(in []tensor.Type, a Attr) (tensor.Type, error) {
	y, err := inferMatMul(in, nil)
	if err != nil {
		return y, err
	}
	return inferTopK([]tensor.Type{y}, a)
}
