package vulkan

import (
	"slices"

	"github.com/gemma-bench/gemma/graph"
)

// perInvocation is the number of values that an invocation of an elementwise kernel computes.
const perInvocation = 16

func lowerElementwise(l *lowerer, v graph.Value, n *graph.Node) error {
	wg, cols := l.b.limits.plainWG, n.Type.Shape.Cols()
	d := dispatch{node: v, push: []uint32{uint32(cols)}}
	d.args, d.result = values(append(slices.Clone(n.In), v)...)
	d.grid = [3]dim{fixed(ceilDiv(cols, int(wg)*perInvocation)), rowsOf(n.Axis), fixed(1)}
	return l.add(d, n.Op.String(), wg)
}

// vector refers to a norm's weight, which is stored as it is.
func (l *lowerer) vector(v graph.Value) ref {
	q, _ := l.parts(v, 0, 1)
	return q
}

// lowerNorm lowers rms_norm and rms_norm_add.
func lowerNorm(l *lowerer, v graph.Value, n *graph.Node) error {
	if next, ok := l.joined.next[v]; ok {
		return lowerNormAddNorm(l, v, n, next)
	}
	lim, cols, E := &l.b.limits, n.Type.Shape.Cols(), l.cols(n.In[1])
	suffix, one := lim.reduction(lim.normWG)
	d := dispatch{node: v, push: []uint32{uint32(cols), uint32(E), f32bits(n.Attr.(graph.RMSNormAttr).Eps)}}
	d.args, d.result = values(append(slices.Clone(n.In), v)...)
	d.args[2] = l.vector(n.In[1])
	d.grid = [3]dim{fixed(cols / E), rowsOf(n.Axis), fixed(1)}
	return l.add(d, n.Op.String()+suffix, lim.normWG, one)
}

func lowerSoftmax(l *lowerer, v graph.Value, n *graph.Node) error {
	lim, cols, run := &l.b.limits, n.Type.Shape.Cols(), n.Attr.(graph.SoftmaxAttr).Cols
	suffix, one := lim.reduction(lim.normWG)
	d := dispatch{node: v, push: []uint32{uint32(cols), uint32(run)}}
	d.args, d.result = values(n.In[0], v)
	d.grid = [3]dim{fixed(cols / run), rowsOf(n.Axis), fixed(1)}
	return l.add(d, "softmax"+suffix, lim.normWG, one)
}

func lowerRoPE(l *lowerer, v graph.Value, n *graph.Node) error {
	a, wg := n.Attr.(graph.RoPEAttr), l.b.limits.plainWG
	table, err := l.b.table(a)
	if err != nil {
		return err
	}
	d := dispatch{node: v, push: []uint32{uint32(n.Type.Shape.Cols()), uint32(a.HeadDim / 2)}}
	d.args, d.result = values(n.In[0], n.In[1], n.In[1], v)
	d.args[3] = ref{kind: refTable, table: table}
	d.grid = [3]dim{fixed(ceilDiv(a.HeadDim/2, int(wg))), rowsOf(n.Axis), fixed(1)}
	return l.add(d, "rope", wg)
}

func lowerNormRoPE(l *lowerer, v graph.Value, n *graph.Node) error {
	a, lim := n.Attr.(graph.RMSNormRoPEAttr), &l.b.limits
	table, err := l.b.table(a.RoPE)
	if err != nil {
		return err
	}
	suffix, one := lim.reduction(lim.normWG)
	cols, E := n.Type.Shape.Cols(), a.RoPE.HeadDim
	d := dispatch{node: v, push: []uint32{uint32(cols), uint32(E / 2), f32bits(a.Norm.Eps)}}
	d.args, d.result = values(n.In[0], n.In[1], n.In[2], n.In[2], v)
	d.args[2], d.args[4] = l.vector(n.In[1]), ref{kind: refTable, table: table}
	d.grid = [3]dim{fixed(cols / E), rowsOf(n.Axis), fixed(1)}
	return l.add(d, "rms_norm_rope"+suffix, lim.normWG, one)
}
