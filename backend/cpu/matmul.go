package cpu

import (
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// unitsPerThread is the number of units that a product is cut into for each goroutine: enough to even
// out goroutines that are slowed down by others, few enough to cost nothing.
const unitsPerThread = 8

// A matmulJob multiplies the rows of x with one weight, or with two for matmul_geglu. A unit is a run
// of weight rows.
type matmulJob struct {
	*program
	v   graph.Value
	n   *graph.Node
	x   graph.Value
	w   []operand
	act *act     // rounded x, if a weight is quantised
	top *topSets // matmul_top_k
	in  matrix
	y   matrix
	T   int
	run int // weight rows a unit
}

func (j *matmulJob) prepare(l graph.Live) int {
	j.in, j.y, j.T = j.f32(j.x), j.f32(j.v), j.rows(j.v, l)
	if j.T == 0 {
		return 0
	}
	if j.top != nil {
		j.top.reset(j.T)
	}
	N, units := j.w[0].N, j.pool.threads()*unitsPerThread
	j.run = ((N+units-1)/units + tileRows - 1) / tileRows * tileRows
	return (N + j.run - 1) / j.run
}

func (j *matmulJob) do(w *scratch, unit int) {
	from, to := unit*j.run, min((unit+1)*j.run, j.w[0].N)
	for n := from; n < to; n += tileRows {
		rows := min(tileRows, to-n)
		j.w[0].load(&w.a, n, rows)
		if len(j.w) == 2 {
			j.w[1].load(&w.b, n, rows)
		}
		for t := 0; t < j.T; {
			t = j.tile(w, n, rows, t)
		}
	}
}

// tile multiplies the loaded rows with the activations from row t on and returns the first row that it left.
func (j *matmulJob) tile(w *scratch, n, rows, t int) int {
	tokens := j.multiply(&w.a, &j.w[0], w, &w.out[0], rows, t)
	out := w.out[0][:tokens*tileRows]
	if len(j.w) == 2 {
		j.multiply(&w.b, &j.w[1], w, &w.out[1], rows, t)
		j.k.geglu(out, out, w.out[1][:tokens*tileRows])
	}
	tokens = min(tokens, j.T-t)
	for i := range tokens {
		row := out[i*tileRows : i*tileRows+rows]
		if j.top != nil {
			j.top.offer(w.id, t+i, n, row)
		} else {
			copy(j.y.data[(t+i)*j.y.cols+n:], row)
		}
	}
	return t + tokens
}

// multiply computes out[tokens][8] for the next tokens and returns how many: sixteen, some of which
// may lie beyond the step's end, or one.
func (j *matmulJob) multiply(t *tile, m *operand, w *scratch, out *[tileTokens * tileRows]float32, rows, at int) int {
	if m.unpack == nil {
		j.k.dot8((*[tileRows]float32)(out[:]), t.f[:tileRows*m.K], j.in.row(at))
		return 1
	}
	a, p, K, G := j.act, &w.p, m.K, m.G
	p.y, p.q, p.d, p.m, p.w, p.acc, p.K, p.G, p.rows, p.mins = out[:], t.q, t.d, t.m, t.w, w.acc[:], K, G, rows, 0
	if m.mins {
		p.mins = 1
	}
	sums, corr := a.s32, a.c32
	if G == 16 {
		sums, corr = a.s16, a.c16
	}
	p.x, p.dx, p.sx = a.q[at*K:], a.d[at*K/32:], sums[at*K/G:]
	if a.many {
		if at == 0 {
			j.k.widenTile(t.w[:tileRows*K], t.q)
		}
		j.k.gemm(p)
		return tileTokens
	}
	p.cx = corr[at*K/G:]
	if j.k.packed {
		p.packed = a.packed[at*K/2:]
	}
	j.k.gemv(p)
	return 1
}

// load unpacks rows n to n+rows−1.
func (m *operand) load(t *tile, n, rows int) {
	for r := range rows {
		row := m.data[(n+r)*m.rowBytes : (n+r+1)*m.rowBytes]
		if m.unpack != nil {
			m.unpack(t, r, m.K, row)
			continue
		}
		if err := tensor.Dequantise(m.dtype, t.f[r*m.K:(r+1)*m.K], row); err != nil {
			panic("BUG: cpu: " + err.Error())
		}
	}
}
