package gpu

import "github.com/gemma-bench/gemma/graph"

// joins are the pairs of nodes that one kernel computes together: a residual with its norm, and the
// norm of the sum that opens the next half of a layer. It saves a launch and a barrier for each.
//
// The second value comes into being earlier than the memory plan assumes, so all of them share a place
// of their own; a pair is joined only if the value before is no longer needed.
type joins struct {
	next  map[graph.Value]graph.Value // rms_norm_add → rms_norm
	place map[graph.Value]bool        // the values in the shared place
	size  uint64
}

// joinNorms finds the pairs of g.
func joinNorms(g *graph.Graph) *joins {
	j := &joins{next: map[graph.Value]graph.Value{}, place: map[graph.Value]bool{}}
	last, output := make([]graph.Value, len(g.Nodes)), make([]bool, len(g.Nodes))
	for v := range g.Nodes {
		for _, in := range g.Nodes[v].In {
			last[in] = graph.Value(v)
		}
	}
	for _, o := range g.Outputs {
		output[o.Value] = true
	}
	busy := graph.Value(-1) // last reader of the value in the place
	for v := range g.Nodes {
		u, ok := normAfter(g, graph.Value(v))
		if !ok || output[u] || busy >= graph.Value(v) {
			continue
		}
		j.next[graph.Value(v)], j.place[u] = u, true
		j.size = max(j.size, uint64(g.Nodes[u].Type.Bytes()))
		busy = last[u]
	}
	return j
}

// normAfter returns the norm of all of v's columns that is computed right after v.
func normAfter(g *graph.Graph, v graph.Value) (graph.Value, bool) {
	n := &g.Nodes[v]
	whole := func(n *graph.Node) bool { return g.Nodes[n.In[1]].Type.Shape.Cols() == n.Type.Shape.Cols() }
	if n.Op != graph.OpRMSNormAdd || !whole(n) {
		return 0, false
	}
	for u := v + 1; int(u) < len(g.Nodes); u++ {
		if m := &g.Nodes[u]; !m.Op.Leaf() {
			return u, m.Op == graph.OpRMSNorm && m.In[0] == v && whole(m)
		}
	}
	return 0, false
}

// ahead reports whether v is computed together with an earlier node.
func (j *joins) ahead(v graph.Value) bool { return j.place[v] }

func lowerNormAddNorm(l *lowerer, v graph.Value, n *graph.Node, next graph.Value) error {
	lim, m, E := l.lim, &l.g.Nodes[next], n.Type.Shape.Cols()
	suffix, one := lim.Reduction(lim.NormWG)
	d := Launch{Node: v, Result: 4, Second: 6}
	d.Push = []uint32{uint32(E), f32bits(n.Attr.(graph.RMSNormAttr).Eps), f32bits(m.Attr.(graph.RMSNormAttr).Eps)}
	d.Args, _ = values(n.In[0], n.In[1], n.In[2], v, m.In[1], next)
	d.Args[2], d.Args[5] = l.vector(n.In[1]), l.vector(m.In[1])
	d.Grid = [3]Dim{fixed(1), rowsOf(n.Axis), fixed(1)}
	return l.add(d, "rms_norm_add_norm"+suffix, lim.NormWG, one)
}
