package graph

import (
	"errors"
	"fmt"
)

// Verify checks everything that backends rely on: SSA order, argument kinds, types equal to what
// inference gives, unique names of leaves and outputs, and that no node reads a cache value after
// a later kv_write replaced it.
func Verify(g *Graph) error {
	names := map[string]bool{}
	current := map[Value]Value{} // state → its newest value
	for v := range g.Nodes {
		n := &g.Nodes[v]
		if err := verifyNode(g, v, n, names, current); err != nil {
			return nodeError(v, n, err)
		}
		switch n.Op {
		case OpState:
			current[Value(v)] = Value(v)
		case OpKVWrite:
			current[g.Root(Value(v))] = Value(v)
		}
	}
	outputs, bound := map[string]bool{}, map[Value]bool{}
	for _, o := range g.Outputs {
		switch {
		case o.Value < 0 || int(o.Value) >= len(g.Nodes):
			return fmt.Errorf("graph: output %s: no such value", o.Name)
		case o.Name == "" || outputs[o.Name]:
			return fmt.Errorf("graph: output %q: empty or duplicate name", o.Name)
		case g.Nodes[o.Value].Op.Leaf() || g.Nodes[o.Value].Op == OpKVWrite:
			return fmt.Errorf("graph: output %s: %s is not a computed value", o.Name, g.Nodes[o.Value].Op)
		case bound[o.Value]:
			return fmt.Errorf("graph: output %s: its value has another output already", o.Name)
		}
		outputs[o.Name], bound[o.Value] = true, true
	}
	return nil
}

func verifyNode(g *Graph, v int, n *Node, names map[string]bool, current map[Value]Value) error {
	if n.Op == OpInvalid || n.Op >= numOps {
		return errors.New("invalid operation")
	}
	if err := n.Type.Check(); err != nil {
		return err
	}
	if n.Op.Leaf() {
		if n.Name == "" || names[n.Name] {
			return fmt.Errorf("empty or duplicate name %q", n.Name)
		}
		names[n.Name] = true
		if (n.Op == OpInput) != (n.Axis != AxisNone) {
			return errors.New("inputs, and only they among leaves, run along an axis")
		}
		return nil
	}
	for i, in := range n.In {
		if in < 0 || int(in) >= v {
			return fmt.Errorf("argument %d is not an earlier value", i)
		}
	}
	t, axis, err := inferNode(g, n)
	if err != nil {
		return err
	}
	if t != n.Type || axis != n.Axis {
		return fmt.Errorf("type is %v, inference gives %v", n.Type, t)
	}
	for i, in := range n.In {
		if root := g.Root(in); ops[n.Op].args[i].Kind == ArgS && current[root] != in {
			return fmt.Errorf("reads a value of %s that was overwritten", g.Nodes[root].Name)
		}
	}
	return nil
}
