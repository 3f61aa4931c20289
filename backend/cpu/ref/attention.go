package ref

import (
	"math"

	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A cache is one layer's keys or values: [B,S,C] of F32, F16 or Q8_0.
type cache struct {
	typ  tensor.Type
	data []byte
}

// rows returns S.
func (c cache) rows() int { return c.typ.Shape.Dim(1) }

// row returns row s of sequence seq as float32; scratch holds it unless the cache is F32.
func (c cache) row(scratch []float32, seq, s int) []float32 {
	C := c.typ.Shape.Cols()
	at, size := seq*c.rows()+s, c.typ.RowBytes()
	if c.typ.DType == tensor.F32 {
		return host.F32(c.data)[at*C : (at+1)*C]
	}
	if err := tensor.Dequantise(c.typ.DType, scratch[:C], c.data[at*size:(at+1)*size]); err != nil {
		panic("BUG: ref: " + err.Error())
	}
	return scratch[:C]
}

// kvWrite: state[seq[t], pos[t] mod S] = x[t].
func kvWrite(c cache, x matrix, pos, seq []int32, T int) {
	size := c.typ.RowBytes()
	for t := range T {
		at := (int(seq[t])*c.rows() + int(pos[t])%c.rows()) * size
		tensor.StoreCache(c.typ.DType, c.data[at:at+size], x.row(t))
	}
}

// first returns the first position that a query at pos sees.
func first(pos int, a graph.AttentionAttr) int {
	if a.Window > 0 {
		return max(0, pos-a.Window+1)
	}
	return 0
}

// attention: softmax(scale·q·kᵀ)·v over the positions in (pos−window, pos], oldest first.
// ref: Vaswani et al., Attention Is All You Need, 2017, eq. 1; grouped queries: Ainslie et al., GQA, 2023.
func (p *program) attention(y, q matrix, k, v cache, pos, seq []int32, a graph.AttentionAttr, T int) {
	E, share := a.HeadDim, a.Heads/a.KVHeads
	p.parallel(T*a.Heads, func(from, to int) {
		scratch := make([]float32, k.typ.Shape.Cols())
		var scores []float64
		sum := make([]float64, E)
		for i := from; i < to; i++ {
			t, h := i/a.Heads, i%a.Heads
			at, b := int(pos[t]), int(seq[t])
			start, g := first(at, a), h/share*E
			scores = scores[:0]
			for s := start; s <= at; s++ {
				row := k.row(scratch, b, s%k.rows())
				scores = append(scores, float64(a.Scale)*dot32(q.row(t)[h*E:(h+1)*E], row[g:g+E]))
			}
			softmax(scores)
			clear(sum)
			for s := start; s <= at; s++ {
				row := v.row(scratch, b, s%v.rows())
				for e, val := range row[g : g+E] {
					sum[e] += scores[s-start] * float64(val)
				}
			}
			for e, val := range sum {
				y.row(t)[h*E+e] = float32(val)
			}
		}
	})
}

// attnScores is the first third of attention, with −∞ for cache rows that the query does not see.
func attnScores(y, q matrix, k cache, pos, seq []int32, a graph.AttentionAttr, T int) {
	E, S, share := a.HeadDim, k.rows(), a.Heads/a.KVHeads
	scratch := make([]float32, k.typ.Shape.Cols())
	for t := range T {
		at := int(pos[t])
		for s := range S {
			held := at - ((at-s)%S+S)%S // the newest position ≤ at that row s can hold
			row := k.row(scratch, int(seq[t]), s)
			for h := range a.Heads {
				score := float32(math.Inf(-1))
				if held >= first(at, a) {
					g := h / share * E
					score = float32(float64(a.Scale) * dot32(q.row(t)[h*E:(h+1)*E], row[g:g+E]))
				}
				y.row(t)[h*S+s] = score
			}
		}
	}
}

// attnMix is the last third of attention. Rows with p = 0 are skipped: they may never have been written.
func attnMix(y, p matrix, v cache, seq []int32, a graph.AttentionAttr, T int) {
	E, S, share := a.HeadDim, v.rows(), a.Heads/a.KVHeads
	scratch, sum := make([]float32, v.typ.Shape.Cols()), make([]float64, E)
	for t := range T {
		for h := range a.Heads {
			clear(sum)
			for s := range S {
				weight := p.row(t)[h*S+s]
				if weight == 0 {
					continue
				}
				g := h / share * E
				for e, val := range v.row(scratch, int(seq[t]), s)[g : g+E] {
					sum[e] += float64(weight) * float64(val)
				}
			}
			for e, val := range sum {
				y.row(t)[h*E+e] = float32(val)
			}
		}
	}
}

func dot32(a, b []float32) float64 {
	sum := 0.0
	for i, v := range a {
		sum += float64(v) * float64(b[i])
	}
	return sum
}

// softmax: exp(x−max)/Σexp(x−max), in place.
func softmax(x []float64) {
	top := math.Inf(-1)
	for _, v := range x {
		top = max(top, v)
	}
	sum := 0.0
	for i, v := range x {
		x[i] = math.Exp(v - top)
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

// softmaxRows normalises each run of cols values.
func softmaxRows(y, x matrix, cols, T int) {
	run := make([]float64, cols)
	for at := 0; at < T*x.cols; at += cols {
		for i, v := range x.data[at : at+cols] {
			run[i] = float64(v)
		}
		softmax(run)
		for i, v := range run {
			y.data[at+i] = float32(v)
		}
	}
}
