package host

import (
	"slices"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
)

// A Meter keeps the statistics of a program. Most nodes cost the same in all runs of equal T and R, so
// their sum is kept; those that read a cache are counted anew in each run. It allocates nothing after
// NewMeter.
type Meter struct {
	g       *graph.Graph
	profile bool
	pos     []int         // inputs with the positions of attention and of cache writes
	cached  []graph.Value // nodes that read a cache
	stats   backend.Stats

	live  graph.Live // of fixed
	fixed graph.Cost // of all nodes but the cached ones
}

// NewMeter returns a meter for g. With profile it keeps statistics of each node, too.
func NewMeter(g *graph.Graph, profile bool) *Meter {
	m := &Meter{g: g, profile: profile}
	used := map[graph.Value]bool{}
	for v := range g.Nodes {
		n := &g.Nodes[v]
		if readsCache(n.Op) {
			m.cached = append(m.cached, graph.Value(v))
		}
		for k, a := range n.Op.Args() {
			if a.Name == "pos" && (readsCache(n.Op) || n.Op == graph.OpKVWrite) {
				used[n.In[k]] = true
			}
		}
	}
	if profile {
		m.stats.Nodes = NodeStats(g)
	}
	for i, v := range g.Inputs() {
		if used[v] && g.Nodes[v].Axis == graph.AxisT {
			m.pos = append(m.pos, i)
		}
	}
	return m
}

// NodeStats returns the entries of a profile of g, one for each node.
func NodeStats(g *graph.Graph) []backend.NodeStats {
	all := make([]backend.NodeStats, len(g.Nodes))
	for v := range g.Nodes {
		n := &g.Nodes[v]
		all[v] = backend.NodeStats{Name: n.Name, Op: n.Op}
		for _, in := range n.In {
			if w := &g.Nodes[in]; w.Op == graph.OpWeight && all[v].Weight == "" {
				all[v].Weight = w.Name
			}
		}
	}
	return all
}

func readsCache(op graph.Op) bool {
	return op == graph.OpAttention || op == graph.OpAttnScores || op == graph.OpAttnMix
}

// Live returns the counts of a run whose bindings a Checker has passed: its rows, and as context one more
// than its highest position.
func (m *Meter) Live(b *backend.Bindings) graph.Live {
	live := graph.Live{T: b.T, R: b.R}
	for _, i := range m.pos {
		for _, p := range I32(b.Inputs[i].(backend.Mapper).Map())[:b.T] {
			live.Context = max(live.Context, int(p)+1)
		}
	}
	return live
}

// Step counts one run that launched so many kernels and took so long.
func (m *Meter) Step(live graph.Live, launched int64, busy time.Duration) {
	m.stats.Steps++
	m.stats.Dispatches += launched
	m.stats.Busy += busy
	if live.T != m.live.T || live.R != m.live.R {
		m.live, m.fixed = live, graph.Cost{}
		for v := range m.g.Nodes {
			if !readsCache(m.g.Nodes[v].Op) {
				m.fixed = m.fixed.Add(m.g.NodeCost(graph.Value(v), live))
			}
		}
	}
	m.stats.Cost = m.stats.Cost.Add(m.fixed)
	for _, v := range m.cached {
		m.stats.Cost = m.stats.Cost.Add(m.g.NodeCost(v, live))
	}
	for v := range m.stats.Nodes {
		n := &m.stats.Nodes[v]
		n.Cost = n.Cost.Add(m.g.NodeCost(graph.Value(v), live))
	}
}

// Profile reports whether times per node are kept.
func (m *Meter) Profile() bool { return m.profile }

// Spent adds to the time of node v. Only a meter that profiles may be asked.
func (m *Meter) Spent(v graph.Value, d time.Duration) { m.stats.Nodes[v].Time += d }

// Stats returns a copy of the totals so far. Nodes, if kept, has one entry for each node of the graph.
func (m *Meter) Stats() backend.Stats {
	s := m.stats
	s.Nodes = slices.Clone(s.Nodes)
	return s
}
