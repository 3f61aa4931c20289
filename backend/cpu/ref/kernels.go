package ref

import (
	"math"
	"slices"

	"github.com/gemma-bench/gemma/graph"
)

// embed: y[t] = scale · w[ids[t]].
func embed(y matrix, w weight, ids []int32, scale float32, T int) {
	for t := range T {
		row := y.row(t)
		w.row(row, int(ids[t]))
		for i := range row {
			row[i] *= scale
		}
	}
}

// matmul: y[t,n] = Σₖ x[t,k]·w[n,k].
func (p *program) matmul(y, x matrix, w weight, T int) {
	N, K := w.typ.Shape.Dim(0), w.typ.Shape.Dim(1)
	wide := make([]float64, T*K)
	for i, v := range x.data[:T*K] {
		wide[i] = float64(v)
	}
	p.parallel(N, func(from, to int) {
		row, rowWide := make([]float32, K), make([]float64, K)
		for n := from; n < to; n++ {
			w.row(row, n)
			widen(rowWide, row)
			for t := range T {
				y.data[t*N+n] = float32(dot(wide[t*K:(t+1)*K], rowWide))
			}
		}
	})
}

// widen converts a row of weights. It and dot touch buffers of matmul alone, and the race detector, which makes them
// tenfold slower, need not look.
//
//go:norace
func widen(dst []float64, src []float32) {
	for i, v := range src {
		dst[i] = float64(v)
	}
}

// dot sums in four chains, which the processor overlaps.
//
//go:norace
func dot(a, b []float64) float64 {
	var s0, s1, s2, s3 float64
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return (s0 + s1) + (s2 + s3)
}

// rmsNorm: y = x / √(mean(x²)+ε) · w for each run of len(w) values.
// ref: Zhang & Sennrich, Root Mean Square Layer Normalization, 2019, eq. 4. Gemma's w+1 is already in w.
func rmsNorm(y, x matrix, w []float32, eps float32, T int) {
	E := len(w)
	for at := 0; at < T*x.cols; at += E {
		run, out := x.data[at:at+E], y.data[at:at+E]
		sum := 0.0
		for _, v := range run {
			sum += float64(v) * float64(v)
		}
		inv := 1 / math.Sqrt(sum/float64(E)+float64(eps))
		for i, v := range run {
			out[i] = float32(float64(v) * inv * float64(w[i]))
		}
	}
}

// rmsNormAdd: y = r + rmsNorm(x, w). y may be r.
func rmsNormAdd(y, x matrix, w []float32, r matrix, eps float32, T int) {
	norm := newMatrix(T, x.cols)
	rmsNorm(norm, x, w, eps, T)
	add(y, r, norm, T)
}

// rope turns the pair (x[j], x[j+E/2]) of each head by pos·scale·base^(−2j/E) radians.
// ref: Su et al., RoFormer, 2021, eq. 34, in the half-split order of the published Gemma weights.
func rope(y, x matrix, pos []int32, a graph.RoPEAttr, T int) {
	half := a.HeadDim / 2
	for j := range half {
		freq := float64(a.Scale) * math.Pow(float64(a.Base), -2*float64(j)/float64(a.HeadDim))
		for t := range T {
			sin, cos := math.Sincos(float64(pos[t]) * freq)
			in, out := x.row(t), y.row(t)
			for h := 0; h < x.cols; h += a.HeadDim {
				u, v := float64(in[h+j]), float64(in[h+j+half])
				out[h+j] = float32(u*cos - v*sin)
				out[h+j+half] = float32(u*sin + v*cos)
			}
		}
	}
}

// gelu1: x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³))).
// ref: Hendrycks & Gimpel, Gaussian Error Linear Units, 2016, section 2.
func gelu1(v float32) float64 {
	x := float64(v)
	return x / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x)))
}

func gelu(y, x matrix, T int) {
	for i, v := range x.data[:T*x.cols] {
		y.data[i] = float32(gelu1(v))
	}
}

// geglu: gelu(g)·u. ref: Shazeer, GLU Variants Improve Transformer, 2020.
func geglu(y, g, u matrix, T int) {
	for i, v := range g.data[:T*g.cols] {
		y.data[i] = float32(gelu1(v) * float64(u.data[i]))
	}
}

func add(y, a, b matrix, T int) {
	for i, v := range a.data[:T*a.cols] {
		y.data[i] = v + b.data[i]
	}
}

func mul(y, a, b matrix, T int) {
	for i, v := range a.data[:T*a.cols] {
		y.data[i] = v * b.data[i]
	}
}

// topK writes the k largest of each row as pairs (column, value), ties by lower column.
func topK(y, x matrix, R int) {
	order := make([]int32, x.cols)
	for r := range R {
		row, out := x.row(r), y.row(r)
		for i := range order {
			order[i] = int32(i)
		}
		slices.SortStableFunc(order, func(a, b int32) int {
			switch {
			case row[a] > row[b]:
				return -1
			case row[a] < row[b]:
				return 1
			}
			return 0
		})
		for k := range y.cols / 2 {
			out[2*k], out[2*k+1] = float32(order[k]), row[order[k]]
		}
	}
}
