package graph

import "slices"

// A Plan places the intermediate values of a graph in one arena, reusing the space of values that
// are no longer needed.
type Plan struct {
	Size    int   // bytes of the arena
	Offsets []int // byte offset of each node's value; -1 for leaves, cache writes and outputs
}

// PlanAlign is the alignment of every offset: a cache line, and the smallest storage-buffer offset
// alignment that all GPUs accept is 256 bytes.
const PlanAlign = 256

type span struct{ from, to int } // half-open range of bytes

// PlanMemory lays out g's intermediate values. A value lives from its node to its last reader;
// values whose lives overlap never share bytes. Outputs are bound by the caller and cache writes
// live in their state, so neither is placed.
//
// Larger values are placed first, each at the lowest offset that is free for its whole life.
func PlanMemory(g *Graph) *Plan {
	at := make([]int, len(g.Nodes))
	for v := range at {
		at[v] = v
	}
	return PlanMemoryAt(g, at)
}

// PlanMemoryAt is PlanMemory for a backend that computes some nodes earlier or later than in their order, or
// several together: node v at the time at[v].
func PlanMemoryAt(g *Graph, at []int) *Plan {
	last := slices.Clone(at)
	for v := range g.Nodes {
		for _, in := range g.Nodes[v].In {
			last[in] = max(last[in], at[v])
		}
	}
	outside := make([]bool, len(g.Nodes))
	for _, o := range g.Outputs {
		outside[o.Value] = true
	}
	p := &Plan{Offsets: make([]int, len(g.Nodes))}
	var order []int
	for v := range g.Nodes {
		p.Offsets[v] = -1
		if n := &g.Nodes[v]; !n.Op.Leaf() && n.Op != OpKVWrite && !outside[v] {
			order = append(order, v)
		}
	}
	size := func(v int) int { return (g.Nodes[v].Type.Bytes() + PlanAlign - 1) &^ (PlanAlign - 1) }
	slices.SortStableFunc(order, func(a, b int) int { return size(b) - size(a) })
	var placed []int
	for _, v := range order {
		var busy []span
		for _, u := range placed {
			if at[u] <= last[v] && at[v] <= last[u] {
				busy = append(busy, span{p.Offsets[u], p.Offsets[u] + size(u)})
			}
		}
		p.Offsets[v] = firstFit(busy, size(v))
		p.Size = max(p.Size, p.Offsets[v]+size(v))
		placed = append(placed, v)
	}
	return p
}

// firstFit returns the lowest offset at which n bytes touch none of the busy spans.
func firstFit(busy []span, n int) int {
	slices.SortFunc(busy, func(a, b span) int { return a.from - b.from })
	at := 0
	for _, s := range busy {
		if at+n <= s.from {
			break
		}
		at = max(at, s.to)
	}
	return at
}
