package graph

// A Cost is what one run of a node needs at least: bytes that must move between memory and the
// processor, and floating-point operations (a multiply-add counts as two).
type Cost struct {
	WeightBytes int64 // weights read
	CacheBytes  int64 // key/value cache read or written
	ActBytes    int64 // activations read and written
	FLOPs       int64
}

// Add returns the sum of two costs.
func (c Cost) Add(d Cost) Cost {
	return Cost{c.WeightBytes + d.WeightBytes, c.CacheBytes + d.CacheBytes, c.ActBytes + d.ActBytes, c.FLOPs + d.FLOPs}
}

// Bytes returns all bytes moved.
func (c Cost) Bytes() int64 { return c.WeightBytes + c.CacheBytes + c.ActBytes }

// Live gives the counts that vary between runs of one compiled graph.
type Live struct {
	T       int // tokens in the step
	R       int // rows that need logits
	Context int // positions in the cache after the step
}

// rows returns how many rows of n are live.
func (l Live) rows(n *Node) int64 {
	switch n.Axis {
	case AxisT:
		return int64(l.T)
	case AxisR:
		return int64(l.R)
	}
	return int64(n.Type.Shape.Rows())
}

// NodeCost returns the cost of node v under the given live counts.
func (g *Graph) NodeCost(v Value, l Live) Cost {
	n := &g.Nodes[v]
	var c Cost
	if n.Op.Leaf() {
		return c
	}
	rows, cols := l.rows(n), int64(n.Type.Shape.Cols())
	if n.Op != OpKVWrite {
		c.ActBytes = rows * int64(n.Type.RowBytes())
	}
	for k, in := range n.In {
		a := &g.Nodes[in]
		switch ops[n.Op].args[k].Kind {
		case ArgW:
			if n.Op == OpEmbed {
				c.WeightBytes += rows * int64(a.Type.RowBytes())
			} else {
				c.WeightBytes += int64(a.Type.Bytes())
			}
		case ArgX, ArgI:
			if a.Type.Shape.Rank() == 1 {
				c.ActBytes += l.rows(a) * int64(a.Type.DType.BlockBytes())
			} else {
				c.ActBytes += l.rows(a) * int64(a.Type.RowBytes())
			}
		}
	}
	switch n.Op {
	case OpMatMul:
		c.FLOPs = 2 * rows * cols * int64(g.Nodes[n.In[0]].Type.Shape.Cols())
	case OpMatMulGeGLU:
		c.FLOPs = 4*rows*cols*int64(g.Nodes[n.In[0]].Type.Shape.Cols()) + 8*rows*cols
	case OpMatMulTopK:
		w := g.Nodes[n.In[1]].Type.Shape
		c.FLOPs = 2 * rows * int64(w.Elems())
	case OpKVWrite:
		c.CacheBytes = l.rows(&g.Nodes[n.In[1]]) * int64(n.Type.RowBytes())
	case OpAttention, OpAttnScores, OpAttnMix:
		c = c.Add(g.attentionCost(n, rows, l))
	case OpRows, OpEmbed:
	default:
		c.FLOPs = 8 * rows * cols
	}
	return c
}

// attentionCost counts the visible cache rows: all of the context, or the window.
func (g *Graph) attentionCost(n *Node, rows int64, l Live) Cost {
	a := n.Attr.(AttentionAttr)
	seen := int64(l.Context)
	if a.Window > 0 {
		seen = min(seen, int64(a.Window))
	}
	passes := int64(1) // scores or mix alone
	if n.Op == OpAttention {
		passes = 2
	}
	cache := g.Nodes[n.In[1]].Type
	return Cost{
		CacheBytes: passes * seen * int64(cache.RowBytes()),
		FLOPs:      passes * 2 * rows * seen * int64(a.Heads*a.HeadDim),
	}
}
