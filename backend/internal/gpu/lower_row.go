package gpu

import (
	"slices"

	"github.com/gemma-bench/gemma/graph"
)

// perInvocation is the number of values that an invocation of an elementwise kernel computes.
const perInvocation = 16

func lowerElementwise(l *lowerer, v graph.Value, n *graph.Node) error {
	wg, cols := l.lim.PlainWG, n.Type.Shape.Cols()
	d := Launch{Node: v, Push: []uint32{uint32(cols)}}
	d.Args, d.Result = values(append(slices.Clone(n.In), v)...)
	d.Grid = [3]Dim{fixed(ceilDiv(cols, int(wg)*perInvocation)), rowsOf(n.Axis), fixed(1)}
	return l.add(d, n.Op.String(), wg)
}

// vector refers to a norm's weight, which is stored as it is.
func (l *lowerer) vector(v graph.Value) Ref {
	q, _ := l.parts(v, 0, 1)
	return q
}

// lowerNorm lowers rms_norm and rms_norm_add.
func lowerNorm(l *lowerer, v graph.Value, n *graph.Node) error {
	lim, cols, E := l.lim, n.Type.Shape.Cols(), l.cols(n.In[1])
	suffix, one := lim.Reduction(lim.NormWG)
	d := Launch{Node: v, Push: []uint32{uint32(cols), uint32(E), f32bits(n.Attr.(graph.RMSNormAttr).Eps)}}
	d.Args, d.Result = values(append(slices.Clone(n.In), v)...)
	d.Args[2] = l.vector(n.In[1])
	d.Grid = [3]Dim{fixed(cols / E), rowsOf(n.Axis), fixed(1)}
	return l.add(d, n.Op.String()+suffix, lim.NormWG, one)
}

func lowerSoftmax(l *lowerer, v graph.Value, n *graph.Node) error {
	lim, cols, run := l.lim, n.Type.Shape.Cols(), n.Attr.(graph.SoftmaxAttr).Cols
	suffix, one := lim.Reduction(lim.NormWG)
	d := Launch{Node: v, Push: []uint32{uint32(cols), uint32(run)}}
	d.Args, d.Result = values(n.In[0], v)
	d.Grid = [3]Dim{fixed(cols / run), rowsOf(n.Axis), fixed(1)}
	return l.add(d, "softmax"+suffix, lim.NormWG, one)
}

func lowerRoPE(l *lowerer, v graph.Value, n *graph.Node) error {
	a, wg := n.Attr.(graph.RoPEAttr), l.lim.PlainWG
	table := l.table(a)
	d := Launch{Node: v, Push: []uint32{uint32(n.Type.Shape.Cols()), uint32(a.HeadDim / 2)}}
	d.Args, d.Result = values(n.In[0], n.In[1], n.In[1], v)
	d.Args[3] = Ref{Kind: RefTable, Table: table}
	d.Grid = [3]Dim{fixed(ceilDiv(a.HeadDim/2, int(wg))), rowsOf(n.Axis), fixed(1)}
	return l.add(d, "rope", wg)
}

func lowerNormRoPE(l *lowerer, v graph.Value, n *graph.Node) error {
	a, lim := n.Attr.(graph.RMSNormRoPEAttr), l.lim
	table := l.table(a.RoPE)
	suffix, one := lim.Reduction(lim.NormWG)
	cols, E := n.Type.Shape.Cols(), a.RoPE.HeadDim
	d := Launch{Node: v, Push: []uint32{uint32(cols), uint32(E / 2), f32bits(a.Norm.Eps)}}
	d.Args, d.Result = values(n.In[0], n.In[1], n.In[2], n.In[2], v)
	d.Args[2], d.Args[4] = l.vector(n.In[1]), Ref{Kind: RefTable, Table: table}
	d.Grid = [3]Dim{fixed(cols / E), rowsOf(n.Axis), fixed(1)}
	return l.add(d, "rms_norm_rope"+suffix, lim.NormWG, one)
}
