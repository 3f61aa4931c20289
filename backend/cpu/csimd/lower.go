//go:build cgo

package csimd

// #include "csimd.h"
import "C"

import (
	"math"

	"github.com/gemma-bench/gemma/graph"
)

// A lowering turns a graph into ops and stages. Slot v is the value of node v; further slots hold what
// only the engine knows: quantised activations and rotation tables.
type lowering struct {
	g       *graph.Graph
	weights map[graph.Value]*weight

	ops    []C.csimd_op
	node   []graph.Value // the node that an op belongs to
	stages []C.csimd_stage

	extra []int // bytes of the slots beyond the nodes
	uses  []int
	made  []int  // the op that computes a node, -1 if none
	done  []bool // nodes that were hoisted
	xq    map[xqKey]C.int32_t
	ropes map[ropeKey]C.int32_t
	freqs [][]float64 // of K_ROPE_TABLE ops, by op

	inner []bool // values that the cache depends on

	heapRows, heapK int
}

// An xqKey names a rounded form of a value.
type xqKey struct {
	x     graph.Value
	inner bool
}

type ropeKey struct {
	attr graph.RoPEAttr
	pos  graph.Value
}

func newLowering(g *graph.Graph, weights map[graph.Value]*weight) *lowering {
	l := &lowering{g: g, weights: weights, uses: g.Uses(), made: make([]int, len(g.Nodes)),
		done: make([]bool, len(g.Nodes)), xq: map[xqKey]C.int32_t{}, ropes: map[ropeKey]C.int32_t{}}
	for v := range l.made {
		l.made[v] = -1
	}
	l.inner = cached(g)
	for v := range g.Nodes {
		if n := &g.Nodes[v]; n.Op == graph.OpRoPE {
			l.rope(n.Attr.(graph.RoPEAttr), n.In[1], graph.Value(v))
		} else if n.Op == graph.OpRMSNormRoPE {
			l.rope(n.Attr.(graph.RMSNormRoPEAttr).RoPE, n.In[2], graph.Value(v))
		}
	}
	for v := range g.Nodes {
		if !g.Nodes[v].Op.Leaf() && !l.done[v] {
			l.emit(graph.Value(v))
		}
	}
	l.stage()
	return l
}

// rope emits the table of one kind of rotation, the first time that it is wanted.
func (l *lowering) rope(a graph.RoPEAttr, pos, v graph.Value) {
	key := ropeKey{a, pos}
	if _, ok := l.ropes[key]; ok {
		return
	}
	freq := make([]float64, a.HeadDim/2)
	for j := range freq {
		freq[j] = float64(a.Scale) * math.Pow(float64(a.Base), -2*float64(j)/float64(a.HeadDim))
	}
	y := l.slot(l.g.Nodes[pos].Type.Shape.Dim(0) * a.HeadDim * 4)
	op := l.new(C.K_ROPE_TABLE, v)
	op.axis, op.pos, op.y, op.head_dim, op.cols = axis(l.g.Nodes[pos].Axis), C.int32_t(pos), y, C.int32_t(a.HeadDim), C.int32_t(a.HeadDim)
	l.freqs = append(l.freqs, freq)
	l.ropes[key] = y
}

func axis(a graph.Axis) C.int32_t {
	if a == graph.AxisR {
		return 1
	}
	return 0
}

// slot adds a slot for a value of n bytes.
func (l *lowering) slot(n int) C.int32_t {
	l.extra = append(l.extra, n)
	return C.int32_t(len(l.g.Nodes) + len(l.extra) - 1)
}

// new appends an op of node v with no operands. The pointer is valid until the next op.
func (l *lowering) new(kind C.int32_t, v graph.Value) *C.csimd_op {
	op := C.csimd_op{kind: kind, x: -1, y: -1, r: -1, pos: -1, seq: -1, table: -1, v: -1, xq: -1}
	for i := range op.yw {
		op.yw[i] = -1
	}
	l.ops, l.node = append(l.ops, op), append(l.node, v)
	p := &l.ops[len(l.ops)-1]
	p.axis = axis(l.g.Nodes[v].Axis)
	p.cols = C.int32_t(l.g.Nodes[v].Type.Shape.Cols())
	return p
}

// value returns the slot of argument i of n: of the state itself for cache values.
func (l *lowering) value(n *graph.Node, i int) C.int32_t { return C.int32_t(l.g.Root(n.In[i])) }

func (l *lowering) cols(v graph.Value) C.int32_t { return C.int32_t(l.g.Nodes[v].Type.Shape.Cols()) }

// emit appends the ops of node v.
func (l *lowering) emit(v graph.Value) {
	n := &l.g.Nodes[v]
	switch n.Op {
	case graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpMatMulTopK:
		l.product(v, n)
		return
	case graph.OpKVWrite:
		op := l.new(C.K_KV_WRITE, v)
		op.axis = axis(l.g.Nodes[n.In[1]].Axis)
		op.y, op.x, op.pos, op.seq = l.value(n, 0), l.value(n, 1), l.value(n, 2), l.value(n, 3)
		l.state(op, n.In[0])
		l.made[v] = len(l.ops) - 1
		return
	}
	op := l.new(kinds[n.Op], v)
	op.y, op.x = C.int32_t(v), l.value(n, 0)
	switch a := n.Attr.(type) {
	case graph.EmbedAttr:
		op.x, op.pos, op.scale = -1, l.value(n, 1), C.float(a.Scale)
		op.w[0], op.nw = l.weights[n.In[0]].c, 1
	case graph.RMSNormAttr:
		l.norm(op, n, a.Eps)
		if n.Op == graph.OpRMSNormAdd {
			op.r = l.value(n, 2)
		}
	case graph.RMSNormRoPEAttr:
		l.norm(op, n, a.Norm.Eps)
		op.table = l.ropes[ropeKey{a.RoPE, n.In[2]}]
	case graph.RoPEAttr:
		op.head_dim, op.table = C.int32_t(a.HeadDim), l.ropes[ropeKey{a, n.In[1]}]
	case graph.SoftmaxAttr:
		op.head_dim = C.int32_t(a.Cols)
	case graph.TopKAttr:
		op.cols, op.topk = l.cols(n.In[0]), C.int32_t(a.K)
	case graph.AttentionAttr:
		l.attention(op, n, a)
	case nil:
		switch n.Op {
		case graph.OpRows:
			op.pos = l.value(n, 1)
		case graph.OpAdd, graph.OpMul, graph.OpGeGLU:
			op.r = l.value(n, 1)
		}
	}
	l.made[v] = len(l.ops) - 1
}

var kinds = map[graph.Op]C.int32_t{
	graph.OpEmbed: C.K_EMBED, graph.OpRMSNorm: C.K_NORM, graph.OpRoPE: C.K_ROPE, graph.OpGELU: C.K_GELU, graph.OpAdd: C.K_ADD,
	graph.OpMul: C.K_MUL, graph.OpRows: C.K_ROWS, graph.OpAttnScores: C.K_SCORES, graph.OpSoftmax: C.K_SOFTMAX,
	graph.OpAttnMix: C.K_MIX, graph.OpTopK: C.K_TOPK, graph.OpAttention: C.K_ATTENTION, graph.OpRMSNormAdd: C.K_NORM_ADD,
	graph.OpRMSNormRoPE: C.K_NORM_ROPE, graph.OpGeGLU: C.K_GEGLU,
}

func (l *lowering) norm(op *C.csimd_op, n *graph.Node, eps float32) {
	op.w[0], op.nw, op.eps = l.weights[n.In[1]].c, 1, C.float(eps)
	op.head_dim = l.cols(n.In[1])
}

// state notes the shape [B,S,G*E] of the cache that v is a value of.
func (l *lowering) state(op *C.csimd_op, v graph.Value) {
	t := l.g.Nodes[v].Type
	op.state_rows, op.state_cols = C.int64_t(t.Shape.Dim(1)), C.int64_t(t.Shape.Dim(2))
	op.state_dtype = dtypes[t.DType]
}

func (l *lowering) attention(op *C.csimd_op, n *graph.Node, a graph.AttentionAttr) {
	op.heads, op.kv_heads, op.head_dim = C.int32_t(a.Heads), C.int32_t(a.KVHeads), C.int32_t(a.HeadDim)
	op.window, op.scale = C.int32_t(a.Window), C.float(a.Scale)
	l.state(op, n.In[1])
	switch n.Op {
	case graph.OpAttention:
		op.table, op.v, op.pos, op.seq = l.value(n, 1), l.value(n, 2), l.value(n, 3), l.value(n, 4)
	case graph.OpAttnScores:
		op.table, op.pos, op.seq = l.value(n, 1), l.value(n, 2), l.value(n, 3)
	default:
		op.v, op.seq = l.value(n, 1), l.value(n, 2)
	}
}

// product emits a product, together with the later ones of the same activation.
func (l *lowering) product(v graph.Value, n *graph.Node) {
	group := []graph.Value{v}
	if n.Op == graph.OpMatMul {
		for u := int(v) + 1; u < len(l.g.Nodes) && len(group) < C.MAX_W; u++ {
			if m := &l.g.Nodes[u]; m.Op == graph.OpMatMul && m.In[0] == n.In[0] && l.inner[u] == l.inner[v] && !l.done[u] {
				group = append(group, graph.Value(u))
			}
		}
	}
	var ws []*weight
	xq := C.int32_t(-1)
	for _, u := range group {
		for _, in := range l.g.Nodes[u].In[1:] {
			w := l.weights[in]
			ws = append(ws, w)
			if w.c.fmt > C.F_B16 && xq < 0 {
				xq = l.quantised(n.In[0], v)
			}
		}
	}
	if n.Op == graph.OpMatMulTopK {
		for kind := C.int32_t(C.K_SCREEN_INPUT); kind <= C.K_SCREEN_COLLECT; kind++ {
			op := l.new(kind, v)
			op.x, op.xq, op.nw, op.cols, op.topk = l.value(n, 0), xq, 1, l.cols(n.In[0]), C.int32_t(n.Attr.(graph.TopKAttr).K)
			op.w[0] = ws[0].c
		}
	}
	kind := map[graph.Op]C.int32_t{graph.OpMatMul: C.K_MATMUL, graph.OpMatMulGeGLU: C.K_MATMUL_GEGLU, graph.OpMatMulTopK: C.K_MATMUL_TOPK}[n.Op]
	op := l.new(kind, v)
	op.x, op.xq, op.nw, op.cols = l.value(n, 0), xq, C.int32_t(len(ws)), l.cols(n.In[0])
	for i, w := range ws {
		op.w[i] = w.c
	}
	for i, u := range group {
		l.done[u], l.made[u] = true, len(l.ops)-1
		if n.Op != graph.OpMatMulTopK {
			op.yw[i] = C.int32_t(u)
		}
	}
	if n.Op == graph.OpMatMulTopK {
		k := n.Attr.(graph.TopKAttr).K
		op.topk = C.int32_t(k)
		l.heapRows, l.heapK = max(l.heapRows, n.Type.Shape.Dim(0)), max(l.heapK, k)
		merge := l.new(C.K_MERGE, v)
		merge.topk, merge.y = C.int32_t(k), C.int32_t(v)
	}
}

// quantised returns the slot of x's int8 form. A norm that computes x writes it too, and nothing else if
// nothing else is read; otherwise an op of its own does, on behalf of node v.
func (l *lowering) quantised(x, v graph.Value) C.int32_t {
	key := xqKey{x, l.inner[v]}
	if s, ok := l.xq[key]; ok {
		return s
	}
	t := l.g.Nodes[x].Type
	k := t.Shape.Cols()
	s := l.slot(t.Shape.Dim(0) * int(C.xq_stride(C.int64_t(k))))
	l.xq[key] = s
	if m := l.made[x]; m >= 0 {
		switch op := &l.ops[m]; op.kind {
		case C.K_NORM, C.K_NORM_ADD, C.K_NORM_ROPE:
			if l.bothForms(x) {
				break // this norm keeps its values for an op of their own
			}
			op.xq = s
			l.round(op, v)
			if l.onlyQuantised(x) {
				op.skip_y = 1
			}
			return s
		}
	}
	op := l.new(C.K_QUANTISE, v)
	op.axis, op.x, op.cols, op.xq = axis(l.g.Nodes[x].Axis), C.int32_t(x), C.int32_t(k), s
	l.round(op, v)
	return s
}

// round notes how finely op rounds the activation of product v.
func (l *lowering) round(op *C.csimd_op, v graph.Value) {
	if l.inner[v] {
		op.inner = 1
	}
}

// bothForms reports whether products of both kinds read x, as in the last layer of a step whose rows all need
// logits: its keys and values go to the cache and its queries do not.
func (l *lowering) bothForms(x graph.Value) bool {
	var kinds [2]bool
	for v := range l.g.Nodes {
		switch n := &l.g.Nodes[v]; n.Op {
		case graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpMatMulTopK:
			if n.In[0] == x && l.inner[v] {
				kinds[1] = true
			} else if n.In[0] == x {
				kinds[0] = true
			}
		}
	}
	return kinds[0] && kinds[1]
}

// onlyQuantised reports whether x is read by products with quantised weights alone.
func (l *lowering) onlyQuantised(x graph.Value) bool {
	reads := 0
	for v := range l.g.Nodes {
		n := &l.g.Nodes[v]
		switch n.Op {
		case graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpMatMulTopK:
			if n.In[0] != x {
				continue
			}
			reads++
			for _, in := range n.In[1:] {
				if l.weights[in].c.fmt <= C.F_B16 {
					return false
				}
			}
		}
	}
	return reads == l.uses[x]
}

// stage groups ops between barriers: row ops of one axis that read no other rows of what the stage writes.
func (l *lowering) stage() {
	for i := range l.ops {
		op := &l.ops[i]
		if i > 0 && joins(&l.ops[i-1], op) {
			l.stages[len(l.stages)-1].count++
			continue
		}
		l.stages = append(l.stages, C.csimd_stage{first: C.int32_t(i), count: 1})
	}
}

func joins(before, op *C.csimd_op) bool {
	alone := func(o *C.csimd_op) bool {
		return o.kind > C.K_MERGE || o.kind == C.K_SCORES || o.kind == C.K_MIX
	}
	return before.axis == op.axis && op.kind != C.K_ROWS && !alone(before) && !alone(op)
}

// place lays out the slots that no buffer is bound to in one arena and returns offsets (−1 for the rest)
// and its size. A slot lives from the first stage that touches it to the last; stages may run their ops
// in any order of rows, so slots that share a stage never share bytes.
func (l *lowering) place(bound func(graph.Value) bool) ([]int, int) {
	slots := len(l.g.Nodes) + len(l.extra)
	first, last := make([]int, slots), make([]int, slots)
	for i := range first {
		first[i] = -1
	}
	for s := range l.stages {
		for i := range int(l.stages[s].count) {
			op := &l.ops[int(l.stages[s].first)+i]
			for _, v := range append([]C.int32_t{op.x, op.y, op.r, op.pos, op.seq, op.table, op.v, op.xq}, op.yw[:]...) {
				if v >= 0 && first[v] < 0 {
					first[v] = s
				}
				if v >= 0 {
					last[v] = s
				}
			}
		}
	}
	return pack(first, last, func(s int) int {
		if s >= len(l.g.Nodes) {
			return l.extra[s-len(l.g.Nodes)]
		}
		if first[s] < 0 || bound(graph.Value(s)) {
			return 0
		}
		return l.g.Nodes[s].Type.Bytes()
	})
}

// cached reports for each value whether what the step writes to the cache depends on it. Products with such
// results round their activations less finely than the others, which are those behind the last layer's keys and
// values and the only ones that reach the logits unmixed. A step may leave out what it has no use for, or select
// rows before a product instead of behind it, but neither changes whether the product's result reaches the
// cache: so it is rounded alike in every step. Of an activation that would not be true.
func cached(g *graph.Graph) []bool {
	inner := make([]bool, len(g.Nodes))
	for v := len(g.Nodes) - 1; v >= 0; v-- {
		n := &g.Nodes[v]
		if n.Op == graph.OpKVWrite || inner[v] {
			for _, in := range n.In {
				inner[in] = true
			}
		}
	}
	return inner
}
