package backendtest

import (
	"fmt"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// Cases returns every case of the suite, in order of operation. Names say all about a case, so where
// two sweeps cross, the second of two equal names is left out.
func Cases() []Case {
	var all []Case
	seen := map[string]bool{}
	for _, list := range [][]Case{
		embedCases(), normCases(), matmulCases(), ropeCases(), elementwiseCases(), rowsCases(),
		kvCases(), attentionCases(), softmaxCases(), topKCases(), wholeCases(),
	} {
		for _, c := range list {
			if !seen[c.Name] {
				seen[c.Name] = true
				all = append(all, c)
			}
		}
	}
	return all
}

// Sizes are the widths that vector code gets wrong: every length up to two vectors of 16 and one
// more, and both sides of each power of two above.
func sizes() []int {
	var all []int
	for n := 1; n <= 33; n++ {
		all = append(all, n)
	}
	return append(all, 63, 64, 65, 127, 128, 129, 255, 256, 257, 640)
}

// tokens are the step lengths that every operation meets.
var tokens = []int{1, 2, 7, 64}

// A span is a compiled number of rows and how many of them are live.
type span struct{ rows, live int }

func (s span) String() string {
	if s.live == s.rows {
		return fmt.Sprintf("T%d", s.rows)
	}
	return fmt.Sprintf("T%d_live%d", s.rows, s.live)
}

// spans are tokens in full buckets and buckets that are not full.
func spans() []span {
	var all []span
	for _, T := range tokens {
		all = append(all, span{T, T})
	}
	return append(all, span{1, 0}, span{8, 0}, span{8, 1}, span{8, 7}, span{64, 33})
}

// weightTypes lists every type that a weight may have.
func weightTypes() []tensor.DType {
	var all []tensor.DType
	for _, d := range tensor.DTypes() {
		if d.Float() || d.Quantised() {
			all = append(all, d)
		}
	}
	return all
}

// declare shortens the declaration of leaves in cases.
type declare struct{ *graph.Builder }

func (b declare) x(name string, T, cols int) graph.Value {
	return b.Input(name, tensor.TypeOf(tensor.F32, T, cols), graph.AxisT)
}

func (b declare) i(name string, T int) graph.Value {
	return b.Input(name, tensor.TypeOf(tensor.I32, T), graph.AxisT)
}

func (b declare) vec(name string, n int) graph.Value {
	return b.Weight(name, tensor.TypeOf(tensor.F32, n))
}

func (b declare) mat(name string, d tensor.DType, N, K int) graph.Value {
	return b.Weight(name, tensor.TypeOf(d, N, K))
}

// build wraps a function that returns the case's only output.
func build(f func(b declare) graph.Value) func(*graph.Builder) {
	return func(b *graph.Builder) { b.Output("y", f(declare{b})) }
}

// eps is Gemma's.
const eps = 1e-6
