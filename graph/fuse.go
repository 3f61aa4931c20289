package graph

// Decompositions (expand…) and the patterns that undo them (match…) stand side by side: fusing a
// decomposed graph must give the fused graph back, which a test checks for every fused operation.

func expandAttention(b *Builder, in []Value, a Attr) Value {
	q, k, v, pos, seq := in[0], in[1], in[2], in[3], in[4]
	at := a.(AttentionAttr)
	scores := b.AttnScores(q, k, pos, seq, at) // [T,H*S]
	cols := 1
	if b.err == nil {
		cols = b.g.Nodes[k].Type.Shape.Dim(1)
	}
	p := b.Softmax(scores, cols)    // [T,H*S]
	return b.AttnMix(p, v, seq, at) // [T,H*E]
}

func expandRMSNormAdd(b *Builder, in []Value, a Attr) Value {
	return b.Add(in[2], b.RMSNorm(in[0], in[1], a.(RMSNormAttr).Eps))
}

func matchRMSNormAdd(g *Graph, uses []int, n *Node) ([]Value, Attr, bool) {
	if n.Op != OpAdd || n.In[0] == n.In[1] {
		return nil, nil, false
	}
	for side := range 2 {
		if norm := &g.Nodes[n.In[side]]; norm.Op == OpRMSNorm && uses[n.In[side]] == 1 {
			return []Value{norm.In[0], norm.In[1], n.In[1-side]}, norm.Attr, true
		}
	}
	return nil, nil, false
}

func expandRMSNormRoPE(b *Builder, in []Value, a Attr) Value {
	at := a.(RMSNormRoPEAttr)
	return b.RoPE(b.RMSNorm(in[0], in[1], at.Norm.Eps), in[2], at.RoPE)
}

func matchRMSNormRoPE(g *Graph, uses []int, n *Node) ([]Value, Attr, bool) {
	if n.Op != OpRoPE {
		return nil, nil, false
	}
	norm, rope := &g.Nodes[n.In[0]], n.Attr.(RoPEAttr)
	if norm.Op != OpRMSNorm || uses[n.In[0]] != 1 || g.Nodes[norm.In[1]].Type.Shape.Cols() != rope.HeadDim {
		return nil, nil, false
	}
	return []Value{norm.In[0], norm.In[1], n.In[1]}, RMSNormRoPEAttr{norm.Attr.(RMSNormAttr), rope}, true
}

func expandGeGLU(b *Builder, in []Value, _ Attr) Value { return b.Mul(b.GELU(in[0]), in[1]) }

func matchGeGLU(g *Graph, uses []int, n *Node) ([]Value, Attr, bool) {
	if n.Op != OpMul || n.In[0] == n.In[1] {
		return nil, nil, false
	}
	for side := range 2 {
		if gelu := &g.Nodes[n.In[side]]; gelu.Op == OpGELU && uses[n.In[side]] == 1 {
			return []Value{gelu.In[0], n.In[1-side]}, nil, true
		}
	}
	return nil, nil, false
}

func expandMatMulGeGLU(b *Builder, in []Value, _ Attr) Value {
	return b.GeGLU(b.MatMul(in[0], in[1]), b.MatMul(in[0], in[2]))
}

func matchMatMulGeGLU(g *Graph, uses []int, n *Node) ([]Value, Attr, bool) {
	if n.Op != OpGeGLU || n.In[0] == n.In[1] {
		return nil, nil, false
	}
	gate, up := &g.Nodes[n.In[0]], &g.Nodes[n.In[1]]
	if gate.Op != OpMatMul || up.Op != OpMatMul || gate.In[0] != up.In[0] || uses[n.In[0]] != 1 || uses[n.In[1]] != 1 {
		return nil, nil, false
	}
	return []Value{gate.In[0], gate.In[1], up.In[1]}, nil, true
}

func expandMatMulTopK(b *Builder, in []Value, a Attr) Value {
	return b.TopK(b.MatMul(in[0], in[1]), a.(TopKAttr).K)
}

func matchMatMulTopK(g *Graph, uses []int, n *Node) ([]Value, Attr, bool) {
	if n.Op != OpTopK {
		return nil, nil, false
	}
	mm := &g.Nodes[n.In[0]]
	if mm.Op != OpMatMul || uses[n.In[0]] != 1 {
		return nil, nil, false
	}
	return mm.In, n.Attr, true
}
