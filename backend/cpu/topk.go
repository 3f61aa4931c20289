package cpu

import (
	"math"

	"github.com/gemma-bench/gemma/graph"
)

// A topHeap keeps the k best of the values that it was offered, the worst of them at the root. Larger
// values are better, and of equal values the lower id: a strict order, so that the result does not
// depend on the order of the offers. A NaN ranks below everything.
type topHeap struct {
	value []float32
	id    []int32
	n     int
}

func (h *topHeap) grow(k int) { h.value, h.id = make([]float32, k), make([]int32, k) }

// worse reports whether pair (v, a) ranks below (w, b).
func worse(v float32, a int32, w float32, b int32) bool {
	if v != v || w != w {
		if (v != v) == (w != w) {
			return a > b
		}
		return v != v
	}
	return v < w || v == w && a > b
}

// offer adds a pair, in place of the worst if the heap is full.
func (h *topHeap) offer(v float32, id int32) {
	if h.n < len(h.value) {
		h.value[h.n], h.id[h.n] = v, id
		h.n++
		h.up(h.n - 1)
		return
	}
	if worse(h.value[0], h.id[0], v, id) {
		h.value[0], h.id[0] = v, id
		h.down(h.n)
	}
}

func (h *topHeap) less(i, j int) bool { return worse(h.value[i], h.id[i], h.value[j], h.id[j]) }

func (h *topHeap) swap(i, j int) {
	h.value[i], h.value[j] = h.value[j], h.value[i]
	h.id[i], h.id[j] = h.id[j], h.id[i]
}

func (h *topHeap) up(i int) {
	for i > 0 && h.less(i, (i-1)/2) {
		h.swap(i, (i-1)/2)
		i = (i - 1) / 2
	}
}

// down restores the order of the first n pairs from the root.
func (h *topHeap) down(n int) {
	for i := 0; ; {
		child := 2*i + 1
		if child >= n {
			return
		}
		if child+1 < n && h.less(child+1, child) {
			child++
		}
		if !h.less(child, i) {
			return
		}
		h.swap(i, child)
		i = child
	}
}

// drain writes the pairs to out[2k], best first, and empties the heap.
func (h *topHeap) drain(out []float32) {
	for n := h.n - 1; n >= 0; n-- {
		out[2*n], out[2*n+1] = float32(h.id[0]), h.value[0]
		h.swap(0, n)
		h.down(n)
	}
	h.n = 0
}

// topSets holds a heap for every goroutine and row.
type topSets struct{ heaps [][]topHeap }

func newTopSets(threads, R, k int) *topSets {
	s := &topSets{heaps: make([][]topHeap, threads)}
	for id := range s.heaps {
		s.heaps[id] = make([]topHeap, R)
		for r := range s.heaps[id] {
			s.heaps[id][r].grow(k)
		}
	}
	return s
}

// reset empties the heaps of the first rows rows.
func (s *topSets) reset(rows int) {
	for id := range s.heaps {
		for r := range rows {
			s.heaps[id][r].n = 0
		}
	}
}

// offer adds the logits of ids n, n+1, … of row r.
func (s *topSets) offer(id, r, n int, logits []float32) {
	h := &s.heaps[id][r]
	floor := float32(math.Inf(-1))
	if full := h.n == len(h.value); full {
		floor = h.value[0]
	}
	for i, v := range logits {
		// Ids only grow within a unit, but units run in any order: an equal value may still be better.
		if !(v < floor) {
			h.offer(v, int32(n+i))
		}
	}
}

// mergeJob joins what the goroutines found for each row.
type mergeJob struct {
	*program
	v   graph.Value
	top *topSets
	y   matrix
}

func (j *mergeJob) prepare(l graph.Live) int {
	j.y = j.f32(j.v)
	return j.rows(j.v, l)
}

func (j *mergeJob) do(_ *scratch, r int) {
	all := &j.top.heaps[0][r]
	for _, heaps := range j.top.heaps[1:] {
		h := &heaps[r]
		for i := range h.n {
			all.offer(h.value[i], h.id[i])
		}
	}
	all.drain(j.y.row(r))
}

// topKJob is top_k alone: a row a unit.
type topKJob struct {
	*program
	v     graph.Value
	n     *graph.Node
	heaps []topHeap
	x, y  matrix
}

func (j *topKJob) prepare(l graph.Live) int {
	j.x, j.y = j.f32(j.n.In[0]), j.f32(j.v)
	return j.rows(j.v, l)
}

func (j *topKJob) do(_ *scratch, r int) {
	h := &j.heaps[r]
	h.n = 0
	for i, v := range j.x.row(r) {
		h.offer(v, int32(i))
	}
	h.drain(j.y.row(r))
}
