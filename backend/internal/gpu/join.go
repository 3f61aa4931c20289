package gpu

import (
	"slices"

	"github.com/gemma-bench/gemma/graph"
)

// joins are groups of nodes that one launch computes together, which saves launches and barriers. A group is computed
// in the turn of one of its nodes: the others are computed earlier or later than in their own turns, which the memory
// plan must know. What nodes of a group alone read is never stored.
type joins struct {
	g       *graph.Graph
	at      []int                    // the node in whose turn each node is computed: itself if it is in no group
	lower   map[graph.Value]lowering // of the groups, by that node
	readers [][]graph.Value
	output  []bool
}

func newJoins(g *graph.Graph) *joins {
	n := len(g.Nodes)
	j := &joins{g: g, at: make([]int, n), lower: map[graph.Value]lowering{}, readers: make([][]graph.Value, n), output: make([]bool, n)}
	for v := range g.Nodes {
		j.at[v] = v
		for _, in := range g.Nodes[v].In {
			if r := j.readers[in]; len(r) == 0 || r[len(r)-1] != graph.Value(v) {
				j.readers[in] = append(r, graph.Value(v))
			}
		}
	}
	for _, o := range g.Outputs {
		j.output[o.Value] = true
	}
	return j
}

// add makes nodes a group that is computed in the given turn, unless one of them is in another group already, needs
// something that is computed later, or is needed before.
func (j *joins) add(turn graph.Value, nodes []graph.Value, lower lowering) bool {
	for _, v := range nodes {
		if j.at[v] != int(v) || j.lower[v] != nil {
			return false
		}
		for _, in := range j.g.Nodes[v].In {
			if !j.g.Nodes[in].Op.Leaf() && !slices.Contains(nodes, in) && j.at[in] >= int(turn) {
				return false
			}
		}
		for _, r := range j.readers[v] {
			if !slices.Contains(nodes, r) && j.at[r] <= int(turn) {
				return false
			}
		}
	}
	for _, v := range nodes {
		j.at[v] = int(turn)
	}
	j.lower[turn] = lower
	return true
}

// inner reports whether v is read by nodes alone, and so need not be stored.
func (j *joins) inner(v graph.Value, nodes ...graph.Value) bool {
	return !j.output[v] && !slices.ContainsFunc(j.readers[v], func(r graph.Value) bool { return !slices.Contains(nodes, r) })
}

// join finds the groups of the graph.
func (l *lowerer) join() {
	for v := range l.g.Nodes {
		if l.g.Nodes[v].Op == graph.OpAttention {
			l.joinWrites(graph.Value(v))
		}
	}
	for v := range l.g.Nodes {
		l.joinProducts(graph.Value(v))
	}
	for v := range l.g.Nodes {
		l.joinNorms(graph.Value(v))
	}
}

// whole reports whether n is a norm of the given kind over whole rows.
func (l *lowerer) whole(v graph.Value, op graph.Op) bool {
	n := &l.g.Nodes[v]
	return n.Op == op && l.cols(n.In[1]) == n.Type.Shape.Cols()
}

// joinNorms joins a residual with its norm, and the norm of the sum that opens the next half of a layer.
func (l *lowerer) joinNorms(v graph.Value) {
	if !l.whole(v, graph.OpRMSNormAdd) {
		return
	}
	for _, u := range l.joins.readers[v] {
		if l.whole(u, graph.OpRMSNorm) && l.g.Nodes[u].In[0] == v && l.joins.add(v, []graph.Value{v, u}, lowerNormAddNorm(u)) {
			return
		}
	}
}

func lowerNormAddNorm(next graph.Value) lowering {
	return func(l *lowerer, v graph.Value, n *graph.Node) error {
		lim, m, E := l.lim, &l.g.Nodes[next], n.Type.Shape.Cols()
		suffix, one := lim.Reduction(lim.NormWG)
		d := Launch{Node: v, Result: 4, More: []int{6}}
		d.Push = []uint32{uint32(E), f32bits(n.Attr.(graph.RMSNormAttr).Eps), f32bits(m.Attr.(graph.RMSNormAttr).Eps)}
		d.Args, _ = values(n.In[0], n.In[1], n.In[2], v, m.In[1], next)
		d.Args[2], d.Args[5] = l.vector(n.In[1]), l.vector(m.In[1])
		d.Grid = [3]Dim{fixed(1), rowsOf(n.Axis), fixed(1)}
		return l.add(d, "rms_norm_add_norm"+suffix, lim.NormWG, one)
	}
}
