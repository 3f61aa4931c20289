package cpu

import (
	"math"

	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// attnBlock is the number of positions between two rescalings of the running softmax. Blocks start at
// multiples of it, so which positions share one depends on nothing else.
const attnBlock = 64

// kvWriteJob: state[seq[t], pos[t] mod S] = x[t].
type kvWriteJob struct {
	*program
	v        graph.Value
	n        *graph.Node
	c        cache
	x        matrix
	pos, seq []int32
}

func (j *kvWriteJob) prepare(l graph.Live) int {
	j.c, j.x = j.cache(j.n.In[0]), j.f32(j.n.In[1])
	j.pos, j.seq = j.i32(j.n.In[2]), j.i32(j.n.In[3])
	if j.rows(j.n.In[1], l) == 0 {
		return 0
	}
	j.x.data = j.x.data[:j.rows(j.n.In[1], l)*j.x.cols]
	return 1 // in order: rows of the step may share a cache row, and the last one wins
}

func (j *kvWriteJob) do(*scratch, int) {
	c := &j.c
	size := c.typ.RowBytes(c.C)
	for t := range len(j.x.data) / j.x.cols {
		at := (int(j.seq[t])*c.S + int(j.pos[t])%c.S) * size
		tensor.StoreCache(c.typ, c.data[at:at+size], j.x.row(t))
	}
}

// An attnScratch holds one block of keys or values as float32, its scores, and the running softmax of
// each query of a unit.
type attnScratch struct {
	kv     []float32 // [attnBlock][E]
	scores [attnTokens][attnBlock]float32
	top    [attnTokens]float32
	sum    [attnTokens][lanes]float32
}

func (s *attnScratch) grow(E int) { s.kv = growF32(s.kv, attnBlock*E) }

// attnTokens is the number of queries that share the conversion of a block of rows.
const attnTokens = 16

// run returns the rows of positions lo to hi−1 of sequence b, columns from to from+E−1, as float32
// with their stride. The positions must not wrap around the ring.
func (c *cache) run(k *impl, buf []float32, b, lo, hi, from, E int) (rows []float32, stride int) {
	first := (b*c.S+lo%c.S)*c.C + from
	switch c.typ {
	case tensor.F32:
		return host.F32(c.data)[first : first+(hi-lo-1)*c.C+E], c.C
	case tensor.F16:
		all := host.U16(c.data)
		for i := range hi - lo {
			k.widen(buf[i*E:(i+1)*E], all[first+i*c.C:first+i*c.C+E])
		}
	default:
		size := c.typ.RowBytes(E)
		for i := range hi - lo {
			at := c.typ.RowBytes(first + i*c.C)
			if err := tensor.Dequantise(c.typ, buf[i*E:(i+1)*E], c.data[at:at+size]); err != nil {
				panic("BUG: cpu: " + err.Error())
			}
		}
	}
	return buf[:(hi-lo)*E], E
}

// until returns the end of the positions from lo on that neither wrap around the ring nor pass hi.
func (c *cache) until(lo, hi int) int { return min(hi, lo+c.S-lo%c.S) }

// An attentionJob is softmax(scale·q·kᵀ)·v over the positions in (pos−window, pos]. A unit is one head
// of attnTokens rows.
// ref: Vaswani et al., Attention Is All You Need, 2017, eq. 1; Dao et al., FlashAttention, 2022, algorithm 1.
type attentionJob struct {
	*program
	v        graph.Value
	n        *graph.Node
	a        graph.AttentionAttr
	y, q     matrix
	k, vc    cache
	pos, seq []int32
	T        int
}

func (j *attentionJob) prepare(l graph.Live) int {
	in := j.n.In
	j.y, j.q, j.k, j.vc = j.f32(j.v), j.f32(in[0]), j.cache(in[1]), j.cache(in[2])
	j.pos, j.seq, j.T = j.i32(in[3]), j.i32(in[4]), j.rows(j.v, l)
	return (j.T + attnTokens - 1) / attnTokens * j.a.Heads
}

func (j *attentionJob) do(w *scratch, unit int) {
	h, end := unit%j.a.Heads, min((unit/j.a.Heads+1)*attnTokens, j.T)
	for t := unit / j.a.Heads * attnTokens; t < end; {
		same := t + 1
		for same < end && j.seq[same] == j.seq[t] {
			same++
		}
		j.sequence(w, h, t, same)
		t = same
	}
}

// first returns the first position that a query at pos sees.
func first(pos int, a graph.AttentionAttr) int {
	if a.Window > 0 {
		return max(0, pos-a.Window+1)
	}
	return 0
}

// sequence computes head h of rows t0 to t1−1, which belong to one sequence.
func (j *attentionJob) sequence(w *scratch, h, t0, t1 int) {
	E, s := j.a.HeadDim, &w.attn
	lo, hi := math.MaxInt, 0
	for t := t0; t < t1; t++ {
		lo, hi = min(lo, first(int(j.pos[t]), j.a)), max(hi, int(j.pos[t])+1)
		s.top[t-t0], s.sum[t-t0] = float32(math.Inf(-1)), [lanes]float32{}
		clear(j.y.row(t)[h*E : (h+1)*E])
	}
	for block := lo / attnBlock * attnBlock; block < hi; block += attnBlock {
		j.block(w, h, t0, t1, max(block, lo), min(block+attnBlock, hi))
	}
	for t := t0; t < t1; t++ {
		j.program.k.rescale(j.y.row(t)[h*E:(h+1)*E], 1/tree(&s.sum[t-t0]))
	}
}

// block adds positions lo to hi−1, which lie in one block, to the running softmax of rows t0 to t1−1.
// Scores of all queries come before values, because one buffer holds the converted rows of either.
func (j *attentionJob) block(w *scratch, h, t0, t1, lo, hi int) {
	s := &w.attn
	scores := &s.scores
	for at := lo; at < hi; {
		to := j.k.until(at, hi)
		keys, stride := j.rowsOf(&j.k, w, h, int(j.seq[t0]), at, to)
		for t := t0; t < t1; t++ {
			if from, end := j.visible(t, at, to); from < end {
				q := j.q.row(t)[h*j.a.HeadDim : (h+1)*j.a.HeadDim]
				j.program.k.scores(scores[t-t0][from-lo:end-lo], q, keys[(from-at)*stride:], stride, j.a.Scale)
			}
		}
		at = to
	}
	for t := t0; t < t1; t++ {
		if from, end := j.visible(t, lo, hi); from < end {
			j.accumulate(s, scores[t-t0][from-lo:end-lo], h, t, t-t0, from)
		}
	}
	for at := lo; at < hi; {
		to := j.vc.until(at, hi)
		values, stride := j.rowsOf(&j.vc, w, h, int(j.seq[t0]), at, to)
		for t := t0; t < t1; t++ {
			if from, end := j.visible(t, at, to); from < end {
				y := j.y.row(t)[h*j.a.HeadDim : (h+1)*j.a.HeadDim]
				j.program.k.mix(y, scores[t-t0][from-lo:end-lo], values[(from-at)*stride:], stride)
			}
		}
		at = to
	}
}

// rowsOf returns the rows of head h's keys or values.
func (j *attentionJob) rowsOf(c *cache, w *scratch, h, seq, lo, hi int) ([]float32, int) {
	E := j.a.HeadDim
	return c.run(j.program.k, w.attn.kv, seq, lo, hi, h/(j.a.Heads/j.a.KVHeads)*E, E)
}

// visible cuts positions lo to hi−1 to those that row t sees.
func (j *attentionJob) visible(t, lo, hi int) (int, int) {
	pos := int(j.pos[t])
	return max(lo, first(pos, j.a)), min(hi, pos+1)
}

// accumulate turns the scores of one query's positions from on into weights and rescales what it has.
func (j *attentionJob) accumulate(s *attnScratch, p []float32, h, t, i, from int) {
	top := max(s.top[i], maximum(p))
	if top > s.top[i] || top != top {
		c := exp(s.top[i] - top)
		for l := range s.sum[i] {
			s.sum[i][l] *= c
		}
		j.program.k.rescale(j.y.row(t)[h*j.a.HeadDim:(h+1)*j.a.HeadDim], c)
		s.top[i] = top
	}
	j.program.k.expSum(p, top, &s.sum[i], from)
}
