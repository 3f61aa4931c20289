package gpu

import (
	"slices"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/shaders"
)

// A qkv is what one launch of matmul_qkv computes for a single row: three products of one value, and the norms before
// them.
type qkv struct {
	norms    norms
	products []graph.Value // the first two have weights of one format
}

// norms are those that a product begins with: none, a norm, or a residual sum with its norm and the norm of that sum.
type norms struct {
	x         graph.Value // what the kernel reads
	add, norm graph.Value // rms_norm_add and rms_norm, 0 for none
}

// nodes lists what is joined.
func (m *norms) nodes(products ...graph.Value) []graph.Value {
	for _, v := range []graph.Value{m.norm, m.add} {
		if v > 0 {
			products = append(products, v)
		}
	}
	return products
}

// normsBefore returns the longest chains of norms that end in h, which products alone must read, longest first.
func (l *lowerer) normsBefore(h graph.Value, products []graph.Value) []norms {
	lim, all := l.lim, []norms{{x: h}}
	room := uint64(4*l.cols(h)) + l.partial(lim.ReduceWG)
	if !lim.NormFirst || lim.NormWG != lim.ReduceWG || room > uint64(lim.Shared) || !l.whole(h, graph.OpRMSNorm) || !l.joins.inner(h, products...) {
		return all
	}
	x := l.g.Nodes[h].In[0]
	all = append(all, norms{x: x, norm: h})
	if l.whole(x, graph.OpRMSNormAdd) {
		all = append(all, norms{x: l.g.Nodes[x].In[0], norm: h, add: x})
	}
	slices.Reverse(all)
	return all
}

// joinProducts joins the products of h if it has a single row.
func (l *lowerer) joinProducts(h graph.Value) {
	shape := l.g.Nodes[h].Type.Shape
	if l.g.Nodes[h].Op.Leaf() || shape.Rank() != 2 || shape.Dim(0) != 1 || shape.Cols()%unit != 0 {
		return
	}
	var three []graph.Value
	for _, r := range l.joins.readers[h] {
		switch n := &l.g.Nodes[r]; {
		case n.Op == graph.OpMatMulGeGLU && l.lim.Bindings >= gegluBindings && l.oneSlice(n.In[1]) && l.oneSlice(n.In[2]):
			for _, m := range l.normsBefore(h, []graph.Value{r}) {
				nodes := m.nodes(r)
				if len(nodes) > 1 && l.joins.add(slices.Min(nodes), nodes, lowerNormGeGLU(m, r)) {
					return
				}
			}
		case n.Op == graph.OpMatMul && l.oneSlice(n.In[1]):
			three = append(three, r)
		}
	}
	if len(three) != 3 || l.lim.Bindings < qkvBindings || !l.arrange(three) {
		return
	}
	for _, m := range l.normsBefore(h, three) {
		nodes := m.nodes(three...)
		q := qkv{m, three}
		if l.joins.add(slices.Min(nodes), nodes, q.lower) {
			return
		}
	}
}

// oneSlice reports whether weight v fits a binding, and a grid.
func (l *lowerer) oneSlice(v graph.Value) bool {
	p := l.weights[v]
	return uint64(p.Rows)*p.rowBytes() <= l.lim.StorageRange && 3*p.Rows <= int(l.lim.Groups[0])
}

// arrange puts three products in an order for which there is a kernel: the first two have weights of one format.
func (l *lowerer) arrange(three []graph.Value) bool {
	format := func(i int) string { return l.weights[l.g.Nodes[three[i]].In[1]].name }
	for last := range 3 {
		a, b := (last+1)%3, (last+2)%3
		if format(a) == format(b) && (format(last) == format(a) || format(last) == shaders.Mixed[format(a)]) {
			three[0], three[1], three[2] = three[min(a, b)], three[max(a, b)], three[last]
			return true
		}
	}
	return false
}

// first fills in what norm_first.glsl needs: arguments 1 to 5, and the constants NORM and ROOM.
func (m *norms) first(l *lowerer, d *Launch) (norm, room uint32) {
	x := value(m.x)
	d.Args[0].Kind = RefLive
	d.Args[1], d.Args[2], d.Args[3], d.Args[4], d.Args[5] = x, x, x, x, x
	eps, epsAdd := float32(0), float32(0)
	norm, room = 0, 1
	if m.norm > 0 {
		n := &l.g.Nodes[m.norm]
		norm, room, eps = 1, uint32(l.cols(m.norm)), n.Attr.(graph.RMSNormAttr).Eps
		d.Args[2] = l.vector(n.In[1])
	}
	if m.add > 0 {
		n := &l.g.Nodes[m.add]
		norm, epsAdd = 2, n.Attr.(graph.RMSNormAttr).Eps
		d.Args[3], d.Args[4], d.Args[5] = l.vector(n.In[1]), value(n.In[2]), value(m.add)
		d.More = append(d.More, 5)
	}
	d.Push = append(d.Push, f32bits(eps), f32bits(epsAdd))
	return norm, room
}

// gemvRows returns the rows of weights that a group multiplies. With norms they are twice as many: half the groups
// compute the norms again.
func (m *norms) gemvRows(l *lowerer) uint32 {
	if m.norm > 0 {
		return 2 * l.lim.GemvRows
	}
	return l.lim.GemvRows
}

func (m *qkv) lower(l *lowerer, _ graph.Value, _ *graph.Node) error {
	lim, rows := l.lim, m.norms.gemvRows(l)
	suffix, one := lim.Reduction(lim.ReduceWG)
	d := Launch{Node: m.products[0], Result: 12, More: []int{13, 14}}
	var p [3]*Packing
	groups := 0
	for i, v := range m.products {
		w := l.g.Nodes[v].In[1]
		p[i] = l.weights[w]
		d.Args[6+2*i], d.Args[7+2*i] = l.parts(w, 0, p[i].Rows)
		d.Args[12+i] = value(v)
		groups += ceilDiv(p[i].Rows, int(rows))
	}
	d.Push = []uint32{uint32(p[0].units), uint32(p[0].scaleRow), uint32(p[2].scaleRow), uint32(p[0].cols), uint32(p[0].Rows), uint32(p[1].Rows), uint32(p[2].Rows)}
	norm, room := m.norms.first(l, &d)
	d.Grid = [3]Dim{fixed(groups), rowsOf(l.g.Nodes[m.products[0]].Axis), fixed(1)}
	kernel := "matmul_qkv_" + p[0].name
	if p[2].name != p[0].name {
		kernel += "_" + p[2].name
	}
	return l.add(d, kernel+suffix, lim.ReduceWG, one, rows, norm, lim.InOrder(), room)
}

// lowerNormGeGLU lowers node v with the norms before it.
func lowerNormGeGLU(m norms, v graph.Value) lowering {
	return func(l *lowerer, _ graph.Value, _ *graph.Node) error {
		n, lim, rows := &l.g.Nodes[v], l.lim, max(1, m.gemvRows(l)/2)
		suffix, one := lim.Reduction(lim.ReduceWG)
		p := l.weights[n.In[1]]
		d := Launch{Node: v, Result: 10}
		d.Args[6], d.Args[7] = l.parts(n.In[1], 0, p.Rows)
		d.Args[8], d.Args[9] = l.parts(n.In[2], 0, p.Rows)
		d.Args[10] = value(v)
		d.Push = []uint32{uint32(p.units), uint32(p.scaleRow), uint32(p.cols), uint32(p.Rows)}
		norm, room := m.first(l, &d)
		d.Grid = [3]Dim{fixed(ceilDiv(p.Rows, int(rows))), rowsOf(n.Axis), fixed(1)}
		return l.add(d, "norm_matmul_geglu_"+p.name+suffix, lim.ReduceWG, one, rows, norm, lim.InOrder(), room)
	}
}
