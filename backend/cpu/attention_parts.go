package cpu

import (
	"math"

	"github.com/gemma-bench/gemma/graph"
)

// An attnPartJob is attn_scores or attn_mix, the first and last third of attention: a row a unit.
type attnPartJob struct {
	*program
	v        graph.Value
	n        *graph.Node
	a        graph.AttentionAttr
	y, x     matrix // x: q or p
	c        cache  // k or v
	pos, seq []int32
}

func (j *attnPartJob) prepare(l graph.Live) int {
	in := j.n.In
	j.y, j.x, j.c = j.f32(j.v), j.f32(in[0]), j.cache(in[1])
	j.seq = j.i32(in[len(in)-1])
	if j.n.Op == graph.OpAttnScores {
		j.pos = j.i32(in[2])
	}
	return j.rows(j.v, l)
}

func (j *attnPartJob) do(w *scratch, t int) {
	if j.n.Op == graph.OpAttnMix {
		j.mix(w, t)
		return
	}
	j.scores(w, t)
}

// head returns the columns of head h's keys or values.
func (j *attnPartJob) head(h int) int { return h / (j.a.Heads / j.a.KVHeads) * j.a.HeadDim }

// scores: scale·q·k for every cache row that holds a position which the query sees, −∞ for the others.
func (j *attnPartJob) scores(w *scratch, t int) {
	S, E, pos := j.c.S, j.a.HeadDim, int(j.pos[t])
	lo := first(pos, j.a)
	for h := range j.a.Heads {
		y := j.y.row(t)[h*S : (h+1)*S]
		for s := range y {
			y[s] = float32(math.Inf(-1))
		}
		q := j.x.row(t)[h*E : (h+1)*E]
		for at := max(lo, pos+1-S); at <= pos; {
			to := min(j.c.until(at, pos+1), at+attnBlock)
			keys, stride := j.c.run(j.k, w.attn.kv, int(j.seq[t]), at, to, j.head(h), E)
			j.k.scores(y[at%S:at%S+to-at], q, keys, stride, j.a.Scale)
			at = to
		}
	}
}

// mix sums the cache rows weighted by p. Rows with p = 0 are skipped: they may never have been written.
func (j *attnPartJob) mix(w *scratch, t int) {
	S, E := j.c.S, j.a.HeadDim
	for h := range j.a.Heads {
		p, y := j.x.row(t)[h*S:(h+1)*S], j.y.row(t)[h*E:(h+1)*E]
		clear(y)
		for s := range p {
			if p[s] != 0 {
				row, stride := j.c.run(j.k, w.attn.kv, int(j.seq[t]), s, s+1, j.head(h), E)
				j.k.mix(y, p[s:s+1], row, stride)
			}
		}
	}
}
