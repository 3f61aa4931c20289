package graph

import (
	"fmt"
	"slices"
)

// A Pass turns a verified graph into another one that computes the same outputs. Names that end in
// "Opt" may be left out without changing any result.
type Pass struct {
	Name string
	Run  func(*Graph) (*Graph, error)
}

// Supports reports whether a backend can run a node: nil, or the reason why not.
type Supports func(*Graph, *Node) error

// Passes returns the passes that prepare a graph for a backend, in order: dead code first so that
// fusion sees true use counts, one pass per fusion, then the decomposition of what the backend
// does not support, then dead code again. Without fuse only the decomposition and dead code run.
func Passes(supports Supports, fuse bool) []Pass {
	passes := []Pass{{"dead_code_opt", DeadCode}}
	if fuse {
		for _, op := range fusionOrder {
			passes = append(passes, Pass{"fuse_" + op.String() + "_opt", func(g *Graph) (*Graph, error) { return fuseOne(g, op, supports) }})
		}
	}
	return append(passes,
		Pass{"decompose", func(g *Graph) (*Graph, error) {
			return decompose(g, func(g *Graph, n *Node) bool { return supports(g, n) != nil })
		}},
		Pass{"dead_code_opt", DeadCode})
}

// geglu comes before matmul_geglu, which is built from it.
var fusionOrder = []Op{OpRMSNormAdd, OpRMSNormRoPE, OpGeGLU, OpMatMulGeGLU, OpMatMulTopK}

// Lower runs Passes over g and verifies the graph after each.
// It fails with the backend's reason if a node is supported neither as it is nor decomposed.
func Lower(g *Graph, supports Supports, fuse bool) (*Graph, error) {
	for _, p := range Passes(supports, fuse) {
		out, err := p.Run(g)
		if err == nil {
			err = Verify(out)
		}
		if err != nil {
			return nil, fmt.Errorf("graph: pass %s: %w", p.Name, err)
		}
		g = out
	}
	for v := range g.Nodes {
		if n := &g.Nodes[v]; !n.Op.Leaf() {
			if err := supports(g, n); err != nil {
				return nil, nodeError(v, n, err)
			}
		}
	}
	return g, nil
}

// rewrite rebuilds g node by node. f returns the value that replaces node n, whose arguments are
// already values of the new graph, or ok=false to copy the node.
func rewrite(g *Graph, f func(b *Builder, v Value, n *Node) (Value, bool)) (*Graph, error) {
	b := NewBuilder()
	to := make([]Value, len(g.Nodes))
	for v := range g.Nodes {
		n := g.Nodes[v]
		n.In = slices.Clone(n.In)
		for i := range n.In {
			n.In[i] = to[n.In[i]]
		}
		first := len(b.g.Nodes)
		out, replaced := f(b, Value(v), &n)
		if !replaced {
			out = b.add(n)
		}
		if b.err != nil {
			return nil, b.err
		}
		for i := first; i < len(b.g.Nodes); i++ {
			b.g.Nodes[i].Site = n.Site
		}
		if replaced && out >= 0 && b.g.Nodes[out].Name == "" {
			b.g.Nodes[out].Name = n.Name
		}
		to[v] = out
	}
	for _, o := range g.Outputs {
		b.Output(o.Name, to[o.Value])
	}
	return b.Finish()
}

// DeadCode removes every node that neither an output nor a cache write depends on.
func DeadCode(g *Graph) (*Graph, error) {
	live := make([]bool, len(g.Nodes))
	for _, o := range g.Outputs {
		live[o.Value] = true
	}
	for v := len(g.Nodes) - 1; v >= 0; v-- {
		n := &g.Nodes[v]
		live[v] = live[v] || n.Op == OpKVWrite || n.Op == OpInput
		if live[v] {
			for _, in := range n.In {
				live[in] = true
			}
		}
	}
	return rewrite(g, func(_ *Builder, v Value, _ *Node) (Value, bool) { return -1, !live[v] })
}

// fuseOne replaces every match of one fused operation's pattern that the backend supports.
// The nodes that the pattern swallowed stay behind for the caller's dead-code pass.
func fuseOne(g *Graph, op Op, supports Supports) (*Graph, error) {
	uses := g.Uses()
	fused, err := rewrite(g, func(b *Builder, v Value, n *Node) (Value, bool) {
		in, attr, ok := ops[op].pattern(g, uses, &g.Nodes[v])
		if !ok {
			return -1, false
		}
		cand := Node{Op: op, In: in, Attr: attr, Name: n.Name, Site: n.Site}
		var err error
		if cand.Type, cand.Axis, err = inferNode(g, &cand); err != nil || supports(g, &cand) != nil {
			return -1, false
		}
		cand.In = make([]Value, len(in))
		for i := range in {
			cand.In[i] = newValue(b, g, in[i])
		}
		return b.add(cand), true
	})
	if err != nil {
		return nil, err
	}
	return DeadCode(fused)
}

// newValue finds the copy of old value v in the graph that b is building. fuseOne replaces each
// node by exactly one, so values keep their indices.
func newValue(b *Builder, g *Graph, v Value) Value {
	if got := &b.g.Nodes[v]; got.Type != g.Nodes[v].Type {
		panic("BUG: graph: fusion changed value numbering")
	}
	return v
}

// Decompose replaces every fused node for which pick holds by its decomposition, repeatedly, until
// none is left. Passing a pick that always holds gives the graph in primitives alone.
func Decompose(g *Graph, pick func(*Node) bool) (*Graph, error) {
	return decompose(g, func(_ *Graph, n *Node) bool { return pick(n) })
}

// decompose is Decompose with a pick that is also given the graph that the node belongs to: after the
// first round that is no longer g.
func decompose(g *Graph, pick func(*Graph, *Node) bool) (*Graph, error) {
	for {
		again := false
		out, err := rewrite(g, func(b *Builder, v Value, n *Node) (Value, bool) {
			if !n.Op.Fused() || !pick(g, &g.Nodes[v]) {
				return -1, false
			}
			again = true
			return ops[n.Op].expand(b, n.In, n.Attr), true
		})
		if err != nil || !again {
			return out, err
		}
		g = out
	}
}
