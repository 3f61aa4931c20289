package host

import (
	"testing"
	"time"

	"github.com/gemma-bench/gemma/graph"
	"github.com/stretchr/testify/require"
)

// TestMeterCountsEveryRun compares the totals with the costs of every node of every run, for runs that
// change the live rows, the context, and return to earlier ones.
func TestMeterCountsEveryRun(t *testing.T) {
	for _, profile := range []bool{false, true} {
		o := newBound(t)
		g := o.checker.g
		m := NewMeter(g, profile)
		var want graph.Cost
		nodes := make([]graph.Cost, len(g.Nodes))
		for _, c := range []struct{ T, R, last int }{{3, 2, 5}, {3, 2, 6}, {1, 1, 6}, {3, 1, 2}, {3, 2, 5}} {
			o.b.T, o.b.R = c.T, c.R
			for row := range c.T {
				o.set(1, row, int32(c.last-c.T+1+row))
			}
			live := m.Live(&o.b)
			require.Equal(t, graph.Live{T: c.T, R: c.R, Context: c.last + 1}, live)
			m.Step(live, 4, time.Millisecond)
			for v := range g.Nodes {
				cost := g.NodeCost(graph.Value(v), live)
				want, nodes[v] = want.Add(cost), nodes[v].Add(cost)
			}
		}
		s := m.Stats()
		require.Equal(t, want, s.Cost)
		require.Equal(t, 5, s.Steps)
		require.EqualValues(t, 20, s.Dispatches)
		require.Equal(t, 5*time.Millisecond, s.Busy)
		if !profile {
			require.Empty(t, s.Nodes)
			continue
		}
		require.Len(t, s.Nodes, len(g.Nodes))
		for v, n := range s.Nodes {
			require.Equal(t, nodes[v], n.Cost, n.Name)
		}
		m.Spent(3, time.Second)
		require.Zero(t, s.Nodes[3].Time, "Stats is a copy")
		require.Equal(t, time.Second, m.Stats().Nodes[3].Time)
	}
}

func TestMeterAllocatesNothing(t *testing.T) {
	o := newBound(t)
	m := NewMeter(o.checker.g, true)
	require.Zero(t, testing.AllocsPerRun(100, func() { m.Step(m.Live(&o.b), 1, 0) }))
}
