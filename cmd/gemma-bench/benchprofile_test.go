package main

import (
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/results"
	"github.com/stretchr/testify/require"
)

// A profile is what was added between two looks at the totals, by operation, tensor and thread.
func TestProfileSums(t *testing.T) {
	each := func(a, b time.Duration) []backend.ThreadTime {
		return []backend.ThreadTime{{Work: a, Wait: b}, {Work: a + b}}
	}
	step := func(times time.Duration) engine.ProgramStats {
		bytes := func(w, c int64) graph.Cost {
			return graph.Cost{WeightBytes: int64(times) * w, CacheBytes: int64(times) * c, ActBytes: int64(times), FLOPs: int64(times) * 2 * w}
		}
		return engine.ProgramStats{Step: "top_k 1×64", Stats: backend.Stats{Busy: 1000 * times, Nodes: []backend.NodeStats{
			{Name: "ids", Op: graph.OpInput},
			{Op: graph.OpMatMul, Weight: "blk.0.attn_q.weight", Time: 100 * times, Threads: each(75*times, 25*times), Cost: bytes(1000, 0)},
			{Op: graph.OpMatMulGeGLU, Weight: "blk.0.ffn_gate.weight", Time: 200 * times, Threads: each(200*times, 0), Cost: bytes(4000, 0)},
			{Op: graph.OpAttention, Time: 50 * times, Threads: each(50*times, 0), Cost: bytes(0, 500)},
			{Op: graph.OpRMSNorm, Weight: "blk.0.attn_norm.weight", Time: 50 * times, Threads: each(0, 50*times), Cost: bytes(4, 0)},
			{Op: graph.OpMatMulTopK, Weight: "token_embd.weight", Time: 500 * times, Screen: 400 * times, Threads: each(500*times, 0), Cost: bytes(100_000, 0)},
		}}}
	}
	p := &profile{tokens: 10, roof: &results.Roof{PeakGBs: 100, PeakGops: 50}, before: []engine.ProgramStats{step(3)}, head: 100_000, headRow: 100,
		screened: engine.ScreenStats{Steps: 5, Read: 7, Exact: 9}}
	p.add([]engine.ProgramStats{step(13), {Step: "fill 8"}})
	p.screen(engine.ScreenStats{Steps: 15, Read: 7 + 10*20_000, Exact: 9 + 10*4}) // all ten steps, of 4 rows each

	ops := p.operations()
	require.Len(t, ops, 5, "inputs take no time")
	require.Equal(t, results.OpTime{Op: "matmul_top_k", Count: 1, NS: 5000, Share: 500.0 / 900, GBs: 20_001.0 / 500, WorkNS: 10_000}, ops[0])
	require.Equal(t, "matmul", ops[2].Op)
	require.InDelta(t, 25.0/200, ops[2].WaitShare, 1e-12)

	byClass := map[string]results.TensorTime{}
	for _, c := range p.tensors() {
		byClass[c.Class] = c
	}
	require.Len(t, byClass, 6)
	require.Equal(t, results.TensorTime{Class: "attn_q", BytesPerToken: 1000, NS: 1000, Share: 100.0 / 900, GBs: 10, MemoryShare: 0.1, Gops: 20,
		ComputeShare: 0.4}, byClass["attn_q"])
	require.InDelta(t, 400, byClass["head"].BytesPerToken, 0, "4 rows of 100 bytes")
	require.InDelta(t, 20_000-400, byClass["screen"].BytesPerToken, 0)
	require.Equal(t, 4000, byClass["screen"].NS)
	require.InDelta(t, 500, byClass["kv cache"].BytesPerToken, 0)
	require.InDelta(t, 4000, byClass["ffn_gate, ffn_up"].BytesPerToken, 0)

	require.Equal(t, []results.ThreadTime{{WorkNS: 8250, WaitNS: 750, AwayNS: 1000}, {WorkNS: 9000, AwayNS: 1000}}, p.threads())
	text := profileTable(&results.Result{Extra: results.Extra{Profile: ops, Tensors: p.tensors(), Threading: p.threads()}})
	require.Contains(t, text, "threads wait 12.5 %")
	require.Contains(t, text, "thread 0: working 82.5 %, waiting for others 7.5 %, neither 10.0 %")

	p.add([]engine.ProgramStats{step(13)})
	p.screen(p.screened)
	for _, c := range p.tensors() {
		require.NotEqual(t, "screen", c.Class, "no step used one")
	}
}
