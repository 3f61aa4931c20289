package host

import (
	"fmt"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A Checker validates the bindings of a compiled graph before each run, so that no kernel ever
// indexes with a value from outside. It allocates nothing after NewChecker.
type Checker struct {
	g                       *graph.Graph
	inputs, states, outputs []tensor.Type
	index                   []indexRule
	maxT, maxR              int
}

// An indexRule bounds the entries of one index input.
type indexRule struct {
	input int // position in Graph.Inputs()
	name  string
	axis  graph.Axis // rows of the input itself
	limit int        // exclusive; 0 for rows of the T axis, whose live count varies
}

// NewChecker derives the rules from the graph: ids below V, sequences below B, rows below the live
// count, positions below 2³¹ and, for a cache that is not windowed, below its length.
func NewChecker(g *graph.Graph) *Checker {
	c := &Checker{g: g}
	pos := map[graph.Value]int{}
	for i, v := range g.Inputs() {
		pos[v] = i
		n := &g.Nodes[v]
		c.inputs = append(c.inputs, n.Type)
		switch n.Axis {
		case graph.AxisT:
			c.maxT = max(c.maxT, n.Type.Shape.Dim(0))
		case graph.AxisR:
			c.maxR = max(c.maxR, n.Type.Shape.Dim(0))
		}
	}
	for _, v := range g.States() {
		c.states = append(c.states, g.Nodes[v].Type)
	}
	for _, o := range g.Outputs {
		c.outputs = append(c.outputs, g.Nodes[o.Value].Type)
	}
	for v := range g.Nodes {
		n := &g.Nodes[v]
		for k, a := range n.Op.Args() {
			if i, ok := pos[n.In[k]]; ok && a.Kind == graph.ArgI {
				in := &g.Nodes[n.In[k]]
				c.addRule(indexRule{i, in.Name, in.Axis, indexLimit(g, n, a.Name)})
			}
		}
	}
	return c
}

// addRule keeps the tightest rule for each input.
func (c *Checker) addRule(r indexRule) {
	for i := range c.index {
		if old := &c.index[i]; old.input == r.input {
			old.limit = min(old.limit, r.limit)
			return
		}
	}
	c.index = append(c.index, r)
}

// indexLimit returns the exclusive bound of argument arg of node n.
func indexLimit(g *graph.Graph, n *graph.Node, arg string) int {
	first := &g.Nodes[n.In[0]]
	switch arg {
	case "ids":
		return first.Type.Shape.Dim(0)
	case "idx":
		return 0
	case "seq":
		cache := first
		if n.Op != graph.OpKVWrite {
			cache = &g.Nodes[n.In[1]]
		}
		return cache.Type.Shape.Dim(0)
	case "pos":
		if n.Op == graph.OpAttention || n.Op == graph.OpAttnScores {
			if a := n.Attr.(graph.AttentionAttr); a.Window == 0 {
				return g.Nodes[n.In[1]].Type.Shape.Dim(1)
			}
		}
	}
	return 1<<31 - 1
}

// Check reports the first binding that does not fit the graph. Index inputs must be Mappers.
func (c *Checker) Check(b *backend.Bindings) error {
	if b.T < 0 || b.T > c.maxT || b.R < 0 || b.R > c.maxR {
		return fmt.Errorf("backend: %d tokens and %d rows bound, compiled for %d and %d", b.T, b.R, c.maxT, c.maxR)
	}
	for _, set := range [...]struct {
		what string
		have []backend.Buffer
		want []tensor.Type
	}{{"input", b.Inputs, c.inputs}, {"state", b.States, c.states}, {"output", b.Outputs, c.outputs}} {
		if len(set.have) != len(set.want) {
			return fmt.Errorf("backend: %d %ss bound, want %d", len(set.have), set.what, len(set.want))
		}
		for i, t := range set.want {
			if set.have[i] == nil {
				return fmt.Errorf("backend: %s %d is not bound", set.what, i)
			}
			if m, ok := set.have[i].(backend.Mapper); ok && m.Map() == nil {
				return backend.ErrClosed
			}
			if got := set.have[i].Type(); got != t {
				return fmt.Errorf("backend: %s %d is %v, want %v", set.what, i, got, t)
			}
		}
	}
	for i := range c.index {
		if err := c.checkIndex(&c.index[i], b); err != nil {
			return err
		}
	}
	return nil
}

func (c *Checker) checkIndex(r *indexRule, b *backend.Bindings) error {
	m, ok := b.Inputs[r.input].(backend.Mapper)
	if !ok {
		return fmt.Errorf("backend: input %s is not in host memory", r.name)
	}
	data := m.Map()
	if data == nil {
		return backend.ErrClosed
	}
	live, limit := b.T, r.limit
	if r.axis == graph.AxisR {
		live = b.R
	}
	if limit == 0 {
		limit = b.T
	}
	for row, v := range I32(data)[:live] {
		if v < 0 || int(v) >= limit {
			return &backend.InputError{Input: r.name, Row: row, Value: v, Limit: limit}
		}
	}
	return nil
}
