package backendtest

import (
	"fmt"
	"math"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A net is a Gemma-like model written out by hand, in primitives and attention as a model package
// writes it, so that the fusion passes have something to do. Layers alternate between window and
// full attention, the first being local.
type net struct {
	name                   string
	L, D, F, H, G, E, V    int
	window                 int
	embd, attn, ffn, cache tensor.DType
	down                   tensor.DType
	mixed                  tensor.DType // of the values' weights, if not attn's
	B                      int
	ring                   int // rows of the windowed layers' caches
	full                   int // rows of the others
}

var nets = []net{
	{name: "tiny_f32", L: 2, D: 64, F: 128, H: 4, G: 1, E: 32, V: 211, window: 48,
		embd: tensor.F32, attn: tensor.F32, ffn: tensor.F32, down: tensor.F32, cache: tensor.F32, B: 2, ring: 111, full: 320},
	{name: "tiny_q8", L: 2, D: 64, F: 96, H: 4, G: 2, E: 32, V: 300, window: 48,
		embd: tensor.Q8_0, attn: tensor.Q8_0, ffn: tensor.Q5_0, down: tensor.Q4_0, cache: tensor.F16, B: 2, ring: 111, full: 320},
	{name: "tiny_k", L: 2, D: 256, F: 512, H: 4, G: 1, E: 64, V: 300, window: 48,
		embd: tensor.Q6_K, attn: tensor.Q4_K, ffn: tensor.Q5_K, down: tensor.Q6_K, cache: tensor.F16, B: 2, ring: 111, full: 320},
	{name: "tiny_q8_cache", L: 2, D: 64, F: 96, H: 4, G: 2, E: 32, V: 300, window: 48,
		embd: tensor.Q8_0, attn: tensor.Q8_0, ffn: tensor.Q5_0, down: tensor.Q4_0, cache: tensor.Q8_0, B: 2, ring: 111, full: 320},
	{name: "layer_270m", L: 1, D: 640, F: 2048, H: 4, G: 1, E: 256, V: 512, window: 64,
		embd: tensor.Q8_0, attn: tensor.Q5_0, ffn: tensor.Q5_0, down: tensor.Q4_K, cache: tensor.F16, B: 1, ring: 127, full: 128},
}

// values returns the type of the weights that make values.
func (n net) values() tensor.DType {
	if n.mixed != tensor.Invalid {
		return n.mixed
	}
	return n.attn
}

// quantised reports whether products of the net may round activations to int8.
func (n net) quantised() bool { return n.attn.Quantised() }

// model builds a step of T tokens of which R rows get logits. Outputs: hidden [T,D], logits [R,V].
func (n net) model(b *graph.Builder, T, R int) {
	dec := declare{b}
	ids, pos, seq := dec.i("ids", T), dec.i("pos", T), dec.i("seq", T)
	embd := dec.mat("token_embd", n.embd, n.V, n.D)
	x := b.Embed(embd, ids, float32(math.Sqrt(float64(n.D)))) // [T,D]
	for l := range n.L {
		b.Scope(fmt.Sprintf("blk.%d.", l))
		x = n.layer(dec, l, x, pos, seq)
	}
	b.Scope("")
	x = b.RMSNorm(x, dec.vec("output_norm", n.D), eps) // [T,D]
	b.Output("hidden", x)
	idx := b.Input("idx", tensor.TypeOf(tensor.I32, R), graph.AxisR)
	b.Output("logits", b.MatMul(b.Rows(x, idx), embd)) // [R,V]
}

func (n net) layer(b declare, l int, x, pos, seq graph.Value) graph.Value {
	name := func(s string) string { return fmt.Sprintf("blk.%d.%s", l, s) }
	rope := graph.RoPEAttr{HeadDim: n.E, Base: 1e4, Scale: 1}
	at := graph.AttentionAttr{Heads: n.H, KVHeads: n.G, HeadDim: n.E, Window: n.window, Scale: float32(1 / math.Sqrt(float64(n.E)))}
	S := n.ring
	if l%2 == 1 {
		rope.Base, at.Window, S = 1e6, 0, n.full
	}
	cache := tensor.TypeOf(n.cache, n.B, S, n.G*n.E)
	head := func(x graph.Value, s string) graph.Value {
		return b.RoPE(b.RMSNorm(x, b.vec(name(s), n.E), eps), pos, rope)
	}
	h := b.RMSNorm(x, b.vec(name("attn_norm"), n.D), eps)                              // [T,D]
	q := head(b.MatMul(h, b.mat(name("attn_q"), n.attn, n.H*n.E, n.D)), "attn_q_norm") // [T,H*E]
	k := head(b.MatMul(h, b.mat(name("attn_k"), n.attn, n.G*n.E, n.D)), "attn_k_norm") // [T,G*E]
	v := b.MatMul(h, b.mat(name("attn_v"), n.values(), n.G*n.E, n.D))                  // [T,G*E]
	kc := b.KVWrite(b.State(name("k"), cache), k, pos, seq)                            // [B,S,G*E]
	vc := b.KVWrite(b.State(name("v"), cache), v, pos, seq)                            // [B,S,G*E]
	a := b.Attention(q, kc, vc, pos, seq, at)                                          // [T,H*E]
	a = b.MatMul(a, b.mat(name("attn_output"), n.attn, n.D, n.H*n.E))                  // [T,D]
	x = b.Add(x, b.RMSNorm(a, b.vec(name("post_attention_norm"), n.D), eps))           // [T,D]
	h = b.RMSNorm(x, b.vec(name("ffn_norm"), n.D), eps)                                // [T,D]
	gate := b.GELU(b.MatMul(h, b.mat(name("ffn_gate"), n.ffn, n.F, n.D)))              // [T,F]
	up := b.MatMul(h, b.mat(name("ffn_up"), n.ffn, n.F, n.D))                          // [T,F]
	f := b.MatMul(b.Mul(gate, up), b.mat(name("ffn_down"), n.down, n.D, n.F))          // [T,D]
	return b.Add(x, b.RMSNorm(f, b.vec(name("post_ffw_norm"), n.D), eps))              // [T,D]
}

// wholeTol is for chains of operations, where each feeds its error to the next. Int8 rounding errors
// of some twelve products add up, each worth 4e-5 of the mean square; a cache of F16 or Q8_0 may
// round a value up where the reference rounds it down.
func (n net) tol() *Override {
	o := &Override{Why: "errors add up along the chain"}
	o.Tol[Float] = Tol{1e-8, 5e-4, 2e-4}
	switch n.cache {
	case tensor.F16:
		o.Tol[Float] = Tol{1e-6, 5e-3, 2e-3}
	case tensor.Q8_0:
		o.Tol[Float] = Tol{1e-5, 2e-2, 5e-3}
	}
	o.Tol[Int8] = o.Tol[Float]
	if n.quantised() {
		o.Tol[Int8] = Tol{2e-3, 0.2, 0.05}
	}
	return o
}

func (n net) wholeCase(name string, s span, r span, pos, seq []int32) Case {
	return Case{
		Name: fmt.Sprintf("model/%s/%v_R%d_live%d_%s", n.name, s, r.rows, r.live, name), T: s.live, R: r.live, Pos: pos, Seq: seq,
		Build: func(b *graph.Builder) { n.model(b, s.rows, r.rows) }, Tol: n.tol(), Scale: 1,
	}
}

func wholeCases() []Case {
	var all []Case
	for _, n := range nets {
		all = append(all,
			n.wholeCase("prompt", span{7, 7}, span{1, 1}, nil, nil),
			n.wholeCase("decode", span{1, 1}, span{1, 1}, from(130, 1), nil),
			n.wholeCase("chunk", span{8, 5}, span{4, 2}, from(108, 5), nil),
			n.wholeCase("wide", span{64, 64}, span{64, 64}, nil, nil),
			n.wholeCase("no_logits", span{8, 8}, span{1, 0}, from(3, 8), nil))
		if n.B > 1 {
			all = append(all, n.wholeCase("two", span{8, 6}, span{2, 2}, []int32{30, 290, 31, 291, 32, 292}, []int32{0, 1, 0, 1, 0, 1}))
		}
	}
	return all
}
