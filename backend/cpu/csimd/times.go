//go:build cgo

package csimd

// #include "csimd.h"
import "C"

import (
	"time"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
)

// times are the clocks of a profiled program. Threads keep them by stage, which is what they wait for each other in;
// add spreads those over the ops of each stage and the nodes of each op.
type times struct {
	threads int
	stages  []C.csimd_stage
	ops     []C.csimd_op
	node    []graph.Value

	clocks []C.csimd_clock // [threads][lds]
	row    []C.uint64_t    // [threads][ldo]: of ops that share a stage
	lds    int
	ldo    int
}

// keepTimes makes the program keep times.
func (p *program) keepTimes(l *lowering) error {
	const line = 64
	t := &times{threads: p.b.threads, stages: l.stages, ops: p.f.ops, node: l.node}
	t.lds, t.ldo = (len(t.stages)+line-1)&^(line-1), (len(t.ops)+line-1)&^(line-1)
	clocks, err := p.f.add(t.threads * t.lds * int(unsafe.Sizeof(C.csimd_clock{})))
	if err != nil {
		return err
	}
	row, err := p.f.add(t.threads * t.ldo * 8)
	if err != nil {
		return err
	}
	// SAFETY: add returned zeroed room for as many values, which lives as long as the program.
	t.clocks = unsafe.Slice((*C.csimd_clock)(clocks), t.threads*t.lds)
	t.row = unsafe.Slice((*C.uint64_t)(row), t.threads*t.ldo)
	p.f.c.times = C.csimd_times{stages: (*C.csimd_clock)(clocks), ops: (*C.uint64_t)(row), stage_ld: C.int64_t(t.lds), op_ld: C.int64_t(t.ldo)}
	p.times = t
	return nil
}

// add gives the times of all runs so far to the nodes.
func (t *times) add(nodes []backend.NodeStats) {
	for v := range nodes {
		nodes[v].Threads = make([]backend.ThreadTime, t.threads)
	}
	spent := make([]backend.ThreadTime, t.threads)
	for s := range t.stages {
		// A thread that came too late for a stage has no time of it: the one that was in it for longest tells.
		took := time.Duration(0)
		for id := range spent {
			c := &t.clocks[id*t.lds+s]
			spent[id] = backend.ThreadTime{Work: time.Duration(c.work), Wait: time.Duration(c.wait)}
			took = max(took, spent[id].Work+spent[id].Wait)
		}
		first := int(t.stages[s].first)
		for i, share := range t.shares(first, int(t.stages[s].count)) {
			t.addOp(nodes, first+i, share, took, spent)
		}
	}
}

// shares returns what part of their stage's time each of its ops took.
func (t *times) shares(first, count int) []float64 {
	shares, all := make([]float64, count), 0.0
	for i := range shares {
		for id := range t.threads {
			shares[i] += float64(t.row[id*t.ldo+first+i])
		}
		all += shares[i]
	}
	for i := range shares {
		if all > 0 {
			shares[i] /= all
		} else {
			shares[i] = 1 / float64(count) // a stage of one op, or too short for the clock
		}
	}
	return shares
}

// addOp gives a share of a stage to the node of op i, or to its nodes, if it computes several products, by the bytes
// of their weights.
func (t *times) addOp(nodes []backend.NodeStats, i int, share float64, took time.Duration, spent []backend.ThreadTime) {
	op := &t.ops[i]
	give := func(v graph.Value, share float64) {
		n := &nodes[v]
		d := scaled(took, share)
		n.Time += d
		if op.kind >= C.K_SCREEN_INPUT && op.kind <= C.K_SCREEN_COLLECT {
			n.Screen += d
		}
		for id, s := range spent {
			n.Threads[id].Work += scaled(s.Work, share)
			n.Threads[id].Wait += scaled(s.Wait, share)
		}
	}
	if op.kind != C.K_MATMUL || op.nw < 2 {
		give(t.node[i], share)
		return
	}
	all := 0.0
	for k := range op.nw {
		all += float64(op.w[k].n) * float64(op.w[k].row_bytes)
	}
	for k := range op.nw {
		give(graph.Value(op.yw[k]), share*float64(op.w[k].n)*float64(op.w[k].row_bytes)/all)
	}
}

func scaled(d time.Duration, by float64) time.Duration { return time.Duration(float64(d) * by) }
