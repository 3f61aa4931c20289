package gpu

import (
	"slices"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// Bindings of the joined kernels.
const (
	writeBindings = 12
	qkvBindings   = 15
	gegluBindings = 11
)

// writes are what one launch of rms_norm_rope_write computes: the queries of an attention, and the keys and values of
// the same tokens in its caches.
type writes struct {
	q, k         graph.Value // rms_norm_rope
	keys, values graph.Value // kv_write
	H, G, E      int
}

// joinWrites joins what prepares attention v.
func (l *lowerer) joinWrites(v graph.Value) {
	w, ok := l.writesOf(&l.g.Nodes[v])
	if !ok || l.lim.Bindings < writeBindings || uint64(4*w.E)+l.partial(l.lim.NormWG) > uint64(l.lim.Shared) || w.H+2*w.G > int(l.lim.Groups[0]) {
		return
	}
	nodes := []graph.Value{w.q, w.k, w.keys, w.values}
	l.joins.add(slices.Max(nodes), nodes, w.lower)
}

// partial returns the bytes of a work group's memory that its sums take: one of each invocation, and eight more where
// they are added in order.
func (l *lowerer) partial(wg uint32) uint64 { return 4 * 9 * uint64(wg) }

func (l *lowerer) writesOf(n *graph.Node) (w writes, ok bool) {
	w.q, w.keys, w.values = n.In[0], n.In[1], n.In[2]
	q, keys, vals := &l.g.Nodes[w.q], &l.g.Nodes[w.keys], &l.g.Nodes[w.values]
	if q.Op != graph.OpRMSNormRoPE || keys.Op != graph.OpKVWrite || vals.Op != graph.OpKVWrite {
		return w, false
	}
	w.k = keys.In[1]
	k, v := &l.g.Nodes[w.k], &l.g.Nodes[vals.In[1]]
	if k.Op != graph.OpRMSNormRoPE || !l.joins.inner(w.k, w.keys) || q.Axis != k.Axis || k.Axis != v.Axis {
		return w, false
	}
	rope := q.Attr.(graph.RMSNormRoPEAttr).RoPE
	pos, seq := q.In[2], keys.In[3]
	same := k.Attr.(graph.RMSNormRoPEAttr).RoPE == rope && k.In[2] == pos && keys.In[2] == pos && vals.In[2] == pos && vals.In[3] == seq && keys.Type == vals.Type
	w.E = rope.HeadDim
	w.H, w.G = q.Type.Shape.Cols()/w.E, k.Type.Shape.Cols()/w.E
	fits := keys.Type.DType != tensor.Q8_0 || w.E%64 == 0
	return w, same && fits && w.keys != w.values
}

func (w *writes) lower(l *lowerer, _ graph.Value, _ *graph.Node) error {
	lim, q, k := l.lim, &l.g.Nodes[w.q], &l.g.Nodes[w.k]
	keys, vals := &l.g.Nodes[w.keys], &l.g.Nodes[w.values]
	d := Launch{Node: w.q, Result: 9, More: []int{10, 11}}
	d.Push = []uint32{uint32(w.H), uint32(w.G), uint32(keys.Type.Shape.Dim(1)), f32bits(q.Attr.(graph.RMSNormRoPEAttr).Norm.Eps), f32bits(k.Attr.(graph.RMSNormRoPEAttr).Norm.Eps)}
	d.Args, _ = values(q.In[0], k.In[0], vals.In[1], q.In[1], k.In[1], q.In[2], keys.In[3], q.In[2], w.q, w.keys, w.values)
	d.Args[4], d.Args[5] = l.vector(q.In[1]), l.vector(k.In[1])
	d.Args[8] = Ref{Kind: RefTable, Table: l.table(q.Attr.(graph.RMSNormRoPEAttr).RoPE)}
	d.Grid = [3]Dim{fixed(w.H + 2*w.G), rowsOf(q.Axis), fixed(1)}
	suffix, one := lim.Reduction(lim.NormWG)
	return l.add(d, "rms_norm_rope_write"+l.cacheSuffix(w.keys)+suffix, lim.NormWG, one, uint32(w.E))
}
