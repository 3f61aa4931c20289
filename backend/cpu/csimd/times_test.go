//go:build cgo

package csimd

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// Every thread's time in a profile is there, lies within the steps, and goes to all of the nodes that an op computes.
func TestTimesOfAllThreads(t *testing.T) {
	ids := make([]int32, 40)
	for i := range ids {
		ids[i] = int32(2 + i)
	}
	for _, threads := range []int{1, 3} {
		e, err := engine.New(tinymodel.New(t), openTier(t, "", threads), engine.Options{Chunk: 64, Profile: true})
		require.NoError(t, err)
		s, err := e.NewSequence()
		require.NoError(t, err)
		ctx := context.Background()
		var total []backend.ThreadTime
		for range 5000 { // on a busy machine a thread may come too late for many steps
			require.NoError(t, s.Append(ctx, ids))
			s.Reset()
			total = threadTotals(t, e, threads)
			if !slices.ContainsFunc(total, func(c backend.ThreadTime) bool { return c.Work == 0 }) {
				break
			}
		}
		for id, c := range total {
			require.Positive(t, c.Work, "thread %d of %d", id, threads)
		}
		_, err = s.TopK(ctx, nil, ids[:1], 4)
		require.NoError(t, err)
		for _, p := range e.Stats() {
			for _, n := range p.Stats.Nodes {
				switch n.Op {
				case graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpAttention, graph.OpMatMulTopK:
					work := time.Duration(0)
					for _, c := range n.Threads {
						work += c.Work
					}
					require.Positive(t, work, "%s: %s", p.Step, n.Name)
					require.Positive(t, n.Time, "%s: %s", p.Step, n.Name)
				}
			}
		}
		require.NoError(t, e.Close())
	}
}

// threadTotals sums up the nodes of all programs.
func threadTotals(t *testing.T, e *engine.Engine, threads int) []backend.ThreadTime {
	all, busy := make([]backend.ThreadTime, threads), time.Duration(0)
	for _, p := range e.Stats() {
		busy += p.Stats.Busy
		for _, n := range p.Stats.Nodes {
			require.Len(t, n.Threads, threads)
			for id, c := range n.Threads {
				all[id].Work += c.Work
				all[id].Wait += c.Wait
			}
		}
	}
	for id, c := range all {
		require.LessOrEqual(t, c.Work+c.Wait, busy, "thread %d", id)
	}
	if threads == 1 {
		require.LessOrEqual(t, all[0].Wait, all[0].Work)
	}
	return all
}
