package graph

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/gemma-bench/gemma/tensor"
)

// A Value is the result of a node: its index in Graph.Nodes. A node's inputs are always lower than
// its own index.
type Value int32

// An Axis says what a node's rows stand for, and so which live count bounds them at run time.
type Axis uint8

// The axes.
const (
	AxisNone Axis = iota // fixed: weights and states
	AxisT                // one row per token of the step
	AxisR                // one row per token whose logits are wanted
)

// A Node is one operation.
type Node struct {
	Op   Op
	In   []Value
	Attr Attr
	Type tensor.Type // inferred by the Builder
	Axis Axis        // inferred by the Builder
	Name string      // such as "blk.3.attn_norm"; leaves always have one
	Site uintptr     // program counter of the call that made the node, for messages
}

// An Output is a named result of a graph.
type Output struct {
	Name  string
	Value Value
}

// A Graph is a list of nodes in an order in which they can run, and the results that callers read.
// Graphs are immutable once Finish has returned them.
type Graph struct {
	Nodes   []Node
	Outputs []Output
}

// leaves returns the values of all nodes with the given leaf operation, in order.
func (g *Graph) leaves(op Op) []Value {
	var vs []Value
	for v := range g.Nodes {
		if g.Nodes[v].Op == op {
			vs = append(vs, Value(v))
		}
	}
	return vs
}

// Inputs returns the values bound at each run, in declaration order.
func (g *Graph) Inputs() []Value { return g.leaves(OpInput) }

// Weights returns the values bound at compile time, in declaration order.
func (g *Graph) Weights() []Value { return g.leaves(OpWeight) }

// States returns the caches, in declaration order.
func (g *Graph) States() []Value { return g.leaves(OpState) }

// Uses counts for each node how often its value is read, as an argument or as an output.
func (g *Graph) Uses() []int {
	uses := make([]int, len(g.Nodes))
	for n := range g.Nodes {
		for _, v := range g.Nodes[n].In {
			uses[v]++
		}
	}
	for _, o := range g.Outputs {
		uses[o.Value]++
	}
	return uses
}

// Root follows kv_write nodes back to the state whose storage v shares; other values are their own root.
func (g *Graph) Root(v Value) Value {
	for g.Nodes[v].Op == OpKVWrite {
		v = g.Nodes[v].In[0]
	}
	return v
}

// String formats the graph, one node per line.
func (g *Graph) String() string {
	var b strings.Builder
	for v := range g.Nodes {
		n := &g.Nodes[v]
		fmt.Fprintf(&b, "%%%d = %s", v, n.Op)
		if !n.Op.Leaf() {
			b.WriteByte('(')
			for i, in := range n.In {
				if i > 0 {
					b.WriteString(", ")
				}
				fmt.Fprintf(&b, "%%%d", in)
			}
			b.WriteByte(')')
		}
		if n.Attr != nil {
			fmt.Fprintf(&b, " {%s}", n.Attr)
		}
		fmt.Fprintf(&b, " : %s%s", n.Type, [...]string{"", "/T", "/R"}[n.Axis])
		if n.Name != "" {
			fmt.Fprintf(&b, "  # %s", n.Name)
		}
		b.WriteByte('\n')
	}
	for _, o := range g.Outputs {
		fmt.Fprintf(&b, "output %s = %%%d\n", o.Name, o.Value)
	}
	return b.String()
}

// A NodeError says which node of a graph is wrong and where it was built.
type NodeError struct {
	Node string // the node's name, or its index when it has none
	Op   Op
	Site string // "file.go:12" of the call that made the node, if known
	Err  error
}

// Error formats the message as "graph: blk.3.attn_q: matmul: K mismatch … (gemma3.go:88)".
func (e *NodeError) Error() string {
	msg := fmt.Sprintf("graph: %s: %s: %v", e.Node, e.Op, e.Err)
	if e.Site != "" {
		msg += " (" + e.Site + ")"
	}
	return msg
}

// Unwrap returns the cause.
func (e *NodeError) Unwrap() error { return e.Err }

func nodeError(v int, n *Node, err error) *NodeError {
	e := &NodeError{Node: n.Name, Op: n.Op, Err: err}
	if e.Node == "" {
		e.Node = fmt.Sprintf("%%%d", v)
	}
	if n.Site != 0 {
		f, _ := runtime.CallersFrames([]uintptr{n.Site}).Next()
		e.Site = fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
	}
	return e
}
