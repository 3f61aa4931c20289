package graph

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// layer builds one small Gemma-like layer in primitives.
func layer(b *Builder) Value {
	const T, D, F, H, E, S = 4, 64, 128, 2, 32, 16
	pos, seq := b.Input("pos", tensor.TypeOf(tensor.I32, T), AxisT), b.Input("seq", tensor.TypeOf(tensor.I32, T), AxisT)
	ids := b.Input("ids", tensor.TypeOf(tensor.I32, T), AxisT)
	f32 := func(name string, n int) Value { return b.Weight(name, tensor.TypeOf(tensor.F32, n)) }
	q8 := func(name string, n, k int) Value { return b.Weight(name, tensor.TypeOf(tensor.Q8_0, n, k)) }
	x := b.As("embed").Embed(q8("embd", 100, D), ids, 8)
	h := b.As("norm").RMSNorm(x, f32("n1", D), 1e-6)
	rope := RoPEAttr{HeadDim: E, Base: 1e4, Scale: 1}
	q := b.RoPE(b.RMSNorm(b.MatMul(h, q8("wq", H*E, D)), f32("nq", E), 1e-6), pos, rope)
	k := b.RoPE(b.RMSNorm(b.MatMul(h, q8("wk", E, D)), f32("nk", E), 1e-6), pos, rope)
	cache := tensor.TypeOf(tensor.F32, 1, S, E)
	kc := b.KVWrite(b.State("k", cache), k, pos, seq)
	vc := b.KVWrite(b.State("v", cache), b.MatMul(h, q8("wv", E, D)), pos, seq)
	a := b.Attention(q, kc, vc, pos, seq, AttentionAttr{Heads: H, KVHeads: 1, HeadDim: E, Window: 8, Scale: 1})
	x = b.Add(x, b.RMSNorm(b.MatMul(a, q8("wo", D, H*E)), f32("n2", D), 1e-6))
	h = b.RMSNorm(x, f32("n3", D), 1e-6)
	up := b.GELU(b.MatMul(h, q8("wg", F, D)))
	x = b.Add(x, b.RMSNorm(b.MatMul(b.Mul(up, b.MatMul(h, q8("wu", F, D))), q8("wd", D, F)), f32("n4", D), 1e-6))
	return b.TopK(b.MatMul(x, b.Weight("embd", tensor.TypeOf(tensor.Q8_0, 100, D))), 4)
}

func build(t *testing.T, f func(b *Builder) Value) *Graph {
	b := NewBuilder()
	b.Output("y", f(b))
	g, err := b.Finish()
	require.NoError(t, err)
	return g
}

var errUnsupported = errors.New("not here")

func everything(*Graph, *Node) error { return nil }

func count(g *Graph) map[Op]int {
	m := map[Op]int{}
	for _, n := range g.Nodes {
		m[n.Op]++
	}
	return m
}

func TestLowerFusesEverything(t *testing.T) {
	g, err := Lower(build(t, layer), everything, true)
	require.NoError(t, err)
	got := count(g)
	require.Equal(t, map[Op]int{OpInput: 3, OpWeight: 14, OpState: 2, OpEmbed: 1, OpRMSNorm: 2, OpMatMul: 5, OpKVWrite: 2,
		OpAttention: 1, OpRMSNormAdd: 2, OpRMSNormRoPE: 2, OpMatMulGeGLU: 1, OpMatMulTopK: 1}, got)
}

func TestFuseUndoesDecompose(t *testing.T) {
	fused, err := Lower(build(t, layer), everything, true)
	require.NoError(t, err)
	prims, err := Decompose(fused, func(n *Node) bool { return n.Op != OpAttention })
	require.NoError(t, err)
	for op := range count(prims) {
		require.True(t, !op.Fused() || op == OpAttention, op)
	}
	again, err := Lower(prims, everything, true)
	require.NoError(t, err)
	require.Equal(t, count(fused), count(again))
	require.Equal(t, len(fused.Nodes), len(again.Nodes))
}

func TestLowerDecomposesWhatIsUnsupported(t *testing.T) {
	only := func(_ *Graph, n *Node) error {
		if n.Op.Fused() {
			return errUnsupported
		}
		return nil
	}
	g, err := Lower(build(t, layer), only, true)
	require.NoError(t, err)
	for op := range count(g) {
		require.False(t, op.Fused(), op)
	}
	noRows := func(_ *Graph, n *Node) error {
		if n.Op == OpSoftmax || n.Op == OpAttention {
			return errUnsupported
		}
		return nil
	}
	_, err = Lower(build(t, layer), noRows, true)
	require.ErrorIs(t, err, errUnsupported)
	require.ErrorContains(t, err, "softmax")
}

func TestFusionKeepsSharedValues(t *testing.T) {
	g := build(t, func(b *Builder) Value {
		x := b.Input("x", tensor.TypeOf(tensor.F32, 2, 8), AxisT)
		n := b.RMSNorm(x, b.Weight("w", tensor.TypeOf(tensor.F32, 8)), 1e-6)
		b.Output("norm", n) // the fused form would not compute this
		return b.Add(x, n)
	})
	low, err := Lower(g, everything, true)
	require.NoError(t, err)
	require.Zero(t, count(low)[OpRMSNormAdd])
}

func TestBuilderErrorsNameNodeAndSite(t *testing.T) {
	b := NewBuilder()
	x := b.Input("x", tensor.TypeOf(tensor.F32, 7, 640), AxisT)
	b.Scope("blk.3.")
	y := b.As("attn_q").MatMul(x, b.Weight("w", tensor.TypeOf(tensor.F32, 1024, 320)))
	b.Output("y", b.Add(y, y)) // sticky: the first error is the one reported
	_, err := b.Finish()
	require.ErrorContains(t, err, "graph: blk.3.attn_q: matmul: K mismatch: x[7,640] w[1024,320] (graph_test.go:")
	var ne *NodeError
	require.ErrorAs(t, err, &ne)
	require.Equal(t, OpMatMul, ne.Op)
}

func TestVerifyRejects(t *testing.T) {
	broken := map[string]func(g *Graph){
		"type":         func(g *Graph) { g.Nodes[len(g.Nodes)-1].Type = tensor.TypeOf(tensor.F32, 1, 1) },
		"order":        func(g *Graph) { n := &g.Nodes[len(g.Nodes)-1]; n.In[0] = Value(len(g.Nodes) - 1) },
		"attr":         func(g *Graph) { g.Nodes[len(g.Nodes)-1].Attr = nil },
		"arity":        func(g *Graph) { n := &g.Nodes[len(g.Nodes)-1]; n.In = append(n.In, 0) },
		"op":           func(g *Graph) { g.Nodes[len(g.Nodes)-1].Op = OpInvalid },
		"axis":         func(g *Graph) { g.Nodes[len(g.Nodes)-1].Axis = AxisR },
		"output":       func(g *Graph) { g.Outputs[0].Value = 0 },
		"output range": func(g *Graph) { g.Outputs[0].Value = 1 << 20 },
		"output name":  func(g *Graph) { g.Outputs = append(g.Outputs, g.Outputs[0]) },
		"leaf name":    func(g *Graph) { g.Nodes[0].Name = g.Nodes[1].Name },
	}
	for name, breakIt := range broken {
		g := build(t, layer)
		require.NoError(t, Verify(g))
		breakIt(g)
		require.Error(t, Verify(g), name)
	}
}

func TestVerifyRejectsStaleCache(t *testing.T) {
	b := NewBuilder()
	x := b.Input("x", tensor.TypeOf(tensor.F32, 1, 32), AxisT)
	pos, seq := b.Input("pos", tensor.TypeOf(tensor.I32, 1), AxisT), b.Input("seq", tensor.TypeOf(tensor.I32, 1), AxisT)
	k := b.State("k", tensor.TypeOf(tensor.F32, 1, 8, 32))
	k1 := b.KVWrite(k, x, pos, seq)
	b.KVWrite(k1, x, pos, seq)
	at := AttentionAttr{Heads: 1, KVHeads: 1, HeadDim: 32, Scale: 1}
	b.Output("y", b.Attention(x, k1, k1, pos, seq, at))
	_, err := b.Finish()
	require.ErrorContains(t, err, "overwritten")
}

func TestAttentionNeedsRoomForTheStep(t *testing.T) {
	b := NewBuilder()
	const T, W = 4, 8
	q := b.Input("q", tensor.TypeOf(tensor.F32, T, 32), AxisT)
	pos, seq := b.Input("pos", tensor.TypeOf(tensor.I32, T), AxisT), b.Input("seq", tensor.TypeOf(tensor.I32, T), AxisT)
	k := b.State("k", tensor.TypeOf(tensor.F32, 1, W+T-2, 32))
	b.Output("y", b.Attention(q, k, k, pos, seq, AttentionAttr{Heads: 1, KVHeads: 1, HeadDim: 32, Window: W, Scale: 1}))
	_, err := b.Finish()
	require.ErrorContains(t, err, "too short")
}

// randomGraph chains adds over random earlier values.
func randomGraph(t *testing.T, rng *rand.Rand) *Graph {
	b := NewBuilder()
	vs := []Value{b.Input("x", tensor.TypeOf(tensor.F32, 3, 100), AxisT)}
	for range 40 {
		a, c := vs[rng.IntN(len(vs))], vs[rng.IntN(len(vs))]
		vs = append(vs, b.Add(a, c))
	}
	b.Output("y", vs[len(vs)-1])
	g, err := b.Finish()
	require.NoError(t, err)
	return g
}

func TestPlanNeverOverlapsLiveValues(t *testing.T) {
	for seed := range uint64(200) {
		g := randomGraph(t, rand.New(rand.NewPCG(seed, 1)))
		p := PlanMemory(g)
		owner := make([]Value, p.Size) // simulate: who wrote each byte last
		for v := range g.Nodes {
			n := &g.Nodes[v]
			for _, in := range n.In {
				if off := p.Offsets[in]; off >= 0 {
					for i := range g.Nodes[in].Type.Bytes() {
						if owner[off+i] != in {
							t.Fatalf("seed %d: %%%d reads %%%d after its bytes were reused", seed, v, in)
						}
					}
				}
			}
			if off := p.Offsets[v]; off >= 0 {
				require.Zero(t, off%PlanAlign)
				for i := range n.Type.Bytes() {
					owner[off+i] = Value(v)
				}
			}
		}
	}
}

func TestPlanReusesMemory(t *testing.T) {
	g := build(t, func(b *Builder) Value {
		x := b.Input("x", tensor.TypeOf(tensor.F32, 1, 64), AxisT)
		for range 50 {
			x = b.GELU(x)
		}
		return x
	})
	require.Equal(t, 2*PlanAlign, PlanMemory(g).Size)
}

func TestCostOfMatMul(t *testing.T) {
	g := build(t, func(b *Builder) Value {
		x := b.Input("x", tensor.TypeOf(tensor.F32, 8, 64), AxisT)
		return b.MatMul(x, b.Weight("w", tensor.TypeOf(tensor.Q8_0, 10, 64)))
	})
	c := g.NodeCost(2, Live{T: 3})
	require.Equal(t, Cost{WeightBytes: 10 * 68, ActBytes: 3*64*4 + 3*10*4, FLOPs: 2 * 3 * 10 * 64}, c)
}

func TestTableIsComplete(t *testing.T) {
	names := map[string]bool{}
	for _, op := range Ops() {
		info := &ops[op]
		require.NotEmpty(t, info.name)
		require.False(t, names[info.name], info.name)
		names[info.name] = true
		require.NotEmpty(t, info.doc, info.name)
		require.NotEmpty(t, info.args, info.name)
		require.NotNil(t, info.infer, info.name)
		require.Equal(t, info.pattern != nil, slices.Contains(fusionOrder, op), info.name)
		require.True(t, info.pattern == nil || info.expand != nil, info.name)
	}
}

// What decomposing brings may itself be decomposed, with indices of the new graph: pick must be asked
// about the nodes of that one.
func TestDecomposeAsksAboutTheCurrentGraph(t *testing.T) {
	fused, err := Lower(build(t, layer), everything, true)
	require.NoError(t, err)
	graphs := map[*Graph]bool{}
	out, err := decompose(fused, func(g *Graph, n *Node) bool {
		graphs[g] = true
		for v := range g.Nodes {
			if &g.Nodes[v] == n {
				return true
			}
		}
		t.Errorf("%s is no node of the graph that comes with it", n.Name)
		return true
	})
	require.NoError(t, err)
	require.Greater(t, len(graphs), 1, "one round: the test shows nothing")
	for op := range count(out) {
		require.False(t, op.Fused(), op)
	}
}

// Heads in a quantised cache are whole blocks, so that no kernel starts within one.
func TestQuantisedCacheOfPartialBlocks(t *testing.T) {
	for E, ok := range map[int]bool{16: false, 48: false, 32: true, 256: true} {
		b := NewBuilder()
		i32 := tensor.TypeOf(tensor.I32, 1)
		pos, seq := b.Input("pos", i32, AxisT), b.Input("seq", i32, AxisT)
		kv := b.State("kv", tensor.TypeOf(tensor.Q8_0, 1, 8, 2*E))
		q := b.Input("q", tensor.TypeOf(tensor.F32, 1, 2*E), AxisT)
		b.Output("y", b.Attention(q, kv, kv, pos, seq, AttentionAttr{Heads: 2, KVHeads: 2, HeadDim: E, Scale: 1}))
		if _, err := b.Finish(); ok {
			require.NoError(t, err, "%d", E)
		} else {
			require.ErrorContains(t, err, "whole blocks of 32", "%d", E)
		}
	}
}
