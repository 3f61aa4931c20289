package backendtest

import (
	"fmt"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

func matmulCase(d tensor.DType, s span, N, K int) Case {
	return Case{
		Name: fmt.Sprintf("matmul/%v/%v_N%d_K%d", d, s, N, K), Op: graph.OpMatMul, T: s.live, Scale: 1,
		Build: build(func(b declare) graph.Value {
			return b.MatMul(b.x("x", s.rows, K), b.mat("w", d, N, K))
		}),
	}
}

// geGLUTol widens Int8 for products of two results: y = gelu(g)·u is off by about 1.1·|u|·e_g and
// |gelu(g)|·e_u, where e deviates by 6.4e-3 and u reaches 4.5 in 10⁵ results, so that 3 deviations
// of the error where u is largest are 0.1.
var geGLUTol = &Override{
	Tol: [numColumns]Tol{Float: tolerances[graph.TolMatMul][Float], Int8: {2e-4, 0.1, 1e-2}},
	Why: "the rounding error of either factor is multiplied by the other",
}

func geGLUCase(d, up tensor.DType, s span, N, K int) Case {
	name := d.String()
	if up != d {
		name += "+" + up.String()
	}
	return Case{
		Name: fmt.Sprintf("matmul_geglu/%s/%v_N%d_K%d", name, s, N, K), Op: graph.OpMatMulGeGLU, T: s.live, Scale: 1, Tol: geGLUTol,
		Build: build(func(b declare) graph.Value {
			return b.MatMulGeGLU(b.x("x", s.rows, K), b.mat("wg", d, N, K), b.mat("wu", up, N, K))
		}),
	}
}

func matmulTopKCase(d tensor.DType, s span, N, K, k int) Case {
	return Case{
		Name: fmt.Sprintf("matmul_top_k/%v/%v_%d_of_N%d_K%d", d, s, k, N, K), Op: graph.OpMatMulTopK, T: s.live, Scale: 1,
		Build: build(func(b declare) graph.Value {
			return b.MatMulTopK(b.x("x", s.rows, K), b.mat("w", d, N, K), k)
		}),
	}
}

// outer are widths around register tiles of 4, 8, 16, 32 and 64 rows.
var outer = []int{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65}

// inner are the inner sizes of a type: blocks for quantised ones, odd sizes for the rest.
func inner(d tensor.DType) []int {
	if !d.Quantised() {
		return sizes()
	}
	var all []int
	for _, blocks := range []int{1, 2, 3, 4, 5, 7, 8, 9, 17} {
		all = append(all, blocks*d.BlockValues())
	}
	return all
}

func matmulCases() []Case {
	var all []Case
	for _, d := range weightTypes() {
		block := max(d.BlockValues(), 32)
		for _, K := range inner(d) {
			all = append(all, matmulCase(d, span{1, 1}, 17, K), matmulCase(d, span{3, 3}, 5, K))
		}
		for _, N := range outer {
			all = append(all, matmulCase(d, span{1, 1}, N, 2*block), matmulCase(d, span{5, 5}, N, 3*block))
		}
		for _, T := range outer {
			all = append(all, matmulCase(d, span{T, T}, 33, 2*block))
		}
		for _, s := range spans() {
			all = append(all, matmulCase(d, s, 19, 3*block), geGLUCase(d, d, s, 19, 2*block), matmulTopKCase(d, s, 67, 2*block, 5))
		}
		for _, N := range []int{1, 2, 3, 4, 5, 8, 9, 16, 17, 33, 65} {
			all = append(all, geGLUCase(d, d, span{1, 1}, N, 3*block), geGLUCase(d, d, span{3, 3}, N, block),
				matmulTopKCase(d, span{2, 2}, N, block, 1), matmulTopKCase(d, span{1, 1}, N, 3*block, min(N, 40)))
		}
	}
	all = append(all, geGLUCase(tensor.Q4_K, tensor.Q6_K, span{3, 3}, 17, 512), geGLUCase(tensor.Q5_0, tensor.Q8_0, span{2, 2}, 9, 96),
		geGLUCase(tensor.F32, tensor.Q4_0, span{2, 2}, 5, 64))
	return append(all, realMatMuls()...)
}

// realMatMuls are the products of Gemma 3 270M: q, k and v, o, gate and up, down, and the head, in
// the types of the published Q4_K_M file.
func realMatMuls() []Case {
	var all []Case
	for _, T := range []int{1, 7, 64} {
		s := span{T, T}
		for _, d := range []tensor.DType{tensor.Q5_0, tensor.Q8_0, tensor.Q4_K, tensor.Q6_K} {
			for _, nk := range [][2]int{{1024, 640}, {256, 640}, {640, 1024}, {640, 2048}} {
				if nk[1]%d.BlockValues() == 0 {
					all = append(all, matmulCase(d, s, nk[0], nk[1]))
				}
			}
			if 640%d.BlockValues() == 0 {
				all = append(all, geGLUCase(d, d, s, 2048, 640))
			}
		}
	}
	head := matmulTopKCase(tensor.Q8_0, span{1, 1}, 262144, 640, 64)
	head.Large = true
	return append(all, head)
}
