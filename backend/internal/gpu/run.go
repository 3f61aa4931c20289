package gpu

import (
	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
)

// Count looks at the positions of a run and counts the chunks that its queries see. input returns the
// bytes of an input. It returns the highest position plus one. With more than one step, positions are one
// higher in each, and the count is the largest of them: groups of chunks that a step has not do nothing.
func (p *Program) Count(b *backend.Bindings, steps int, input func(i int) []byte) (context int) {
	for i := range p.rules {
		r := &p.rules[i]
		live := b.T
		if r.Axis == graph.AxisR {
			live = b.R
		}
		r.count = 0
		start, next := 0, 0 // of tokens of a tile that follow each other: the first position, and the one after them
		for t, pos := range host.I32(input(r.Input))[:live] {
			if t%r.Tile == 0 || int(pos) != next {
				start = int(pos)
			}
			next = int(pos) + 1
			for k := range steps {
				first, last := 0, int(pos)+k
				if r.Window > 0 {
					first = max(0, start+k-r.Window+1)
				}
				r.count = max(r.count, uint32(last/attnChunk-first/attnChunk+1))
				context = max(context, last+1)
			}
		}
	}
	return context
}

// Grid returns the grid of launch i after Count. It is empty if a dimension is 0.
func (p *Program) Grid(i int, b *backend.Bindings) (grid [3]uint32, empty bool) {
	for axis, d := range p.Launches[i].Grid {
		grid[axis] = p.groups(d, b)
		empty = empty || grid[axis] == 0
	}
	return grid, empty
}

// groups returns the work groups of one dimension in a run.
func (p *Program) groups(d Dim, b *backend.Bindings) uint32 {
	if d.Rule > 0 {
		return p.rules[d.Rule-1].count
	}
	if d.Axis == graph.AxisNone {
		return d.Fixed
	}
	live := uint32(b.T)
	if d.Axis == graph.AxisR {
		live = uint32(b.R)
	}
	if live <= d.Skip {
		return 0
	}
	return (min(live-d.Skip, d.Most) + d.Per - 1) / d.Per
}

// NodeStats returns the entries of a profile, one for each node.
func (p *Program) NodeStats() []backend.NodeStats { return host.NodeStats(p.Graph) }

// Account adds a run to the totals, and to the nodes' if there are such.
func (p *Program) Account(s *backend.Stats, live graph.Live, launched int64) {
	for v := range p.Graph.Nodes {
		if p.Graph.Nodes[v].Op.Leaf() {
			continue
		}
		c := p.Graph.NodeCost(graph.Value(v), live)
		s.Cost = s.Cost.Add(c)
		if s.Nodes != nil {
			s.Nodes[v].Cost = s.Nodes[v].Cost.Add(c)
		}
	}
	s.Dispatches += launched
	s.Steps++
}
