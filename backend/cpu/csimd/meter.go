//go:build cgo

package csimd

import (
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
)

// A meter adds up what runs cost. Most nodes cost the same in runs of equal T and R, so their sum is kept;
// those that read the cache are counted at each run.
type meter struct {
	stats  backend.Stats
	ops    int
	each   bool // keep the cost of every node, for profiles
	pos    int  // input with the positions, −1 if no node has any
	cached []graph.Value
	nodes  []graph.Cost // per node, of all runs, if each

	live  graph.Live // of fixed
	fixed graph.Cost
}

func (m *meter) init(g *graph.Graph, ops int, each bool) {
	m.ops, m.pos, m.each = ops, -1, each
	m.nodes = make([]graph.Cost, len(g.Nodes))
	for v := range g.Nodes {
		n := &g.Nodes[v]
		if !readsCache(n.Op) {
			continue
		}
		m.cached = append(m.cached, graph.Value(v))
		for i, a := range n.Op.Args() {
			for j, in := range g.Inputs() {
				if a.Name == "pos" && n.In[i] == in && g.Nodes[in].Axis == graph.AxisT {
					m.pos = j
				}
			}
		}
	}
}

func readsCache(op graph.Op) bool {
	return op == graph.OpAttention || op == graph.OpAttnScores || op == graph.OpAttnMix
}

func (m *meter) step(g *graph.Graph, b *backend.Bindings, busy time.Duration) {
	m.stats.Steps++
	m.stats.Dispatches += int64(m.ops)
	m.stats.Busy += busy
	live := graph.Live{T: b.T, R: b.R}
	if m.pos >= 0 {
		for _, p := range host.I32(b.Inputs[m.pos].(backend.Mapper).Map())[:b.T] {
			live.Context = max(live.Context, int(p)+1)
		}
	}
	if live.T != m.live.T || live.R != m.live.R {
		m.live, m.fixed = live, graph.Cost{}
		for v := range g.Nodes {
			if !readsCache(g.Nodes[v].Op) {
				m.fixed = m.fixed.Add(g.NodeCost(graph.Value(v), live))
			}
		}
	}
	m.stats.Cost = m.stats.Cost.Add(m.fixed)
	for _, v := range m.cached {
		m.stats.Cost = m.stats.Cost.Add(g.NodeCost(v, live))
	}
	if m.each {
		for v := range g.Nodes {
			m.nodes[v] = m.nodes[v].Add(g.NodeCost(graph.Value(v), live))
		}
	}
}
