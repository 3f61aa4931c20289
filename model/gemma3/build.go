package gemma3

import (
	"errors"
	"fmt"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A Head says what a step returns.
type Head uint8

// The heads.
const (
	HeadHidden Head = iota // the normalised hidden state [R,D]
	HeadLogits             // logits [R,V]
	HeadTopK               // the K largest logits as pairs (id, logit) [R,2K]
)

// A Spec describes the step that a graph is built for.
type Spec struct {
	T         int          // tokens
	R         int          // rows that go through the head; 0: the step only fills the cache
	AllRows   bool         // every token goes through the head, R is not used
	Head      Head         // what comes out
	K         int          // for HeadTopK
	Seqs      int          // B, sequences in the cache
	Context   int          // S of global layers: the longest sequence
	LocalRows int          // S of local layers, at least Window+T−1; ignored while Context is within the window
	KV        tensor.DType // cache element type, one of tensor.CacheTypes
	Taps      bool         // also return the intermediate values that parity compares
}

// LocalRows returns the shortest cache of a local layer for steps of up to T tokens, rounded up so
// that blocks of cache rows stay aligned with blocks of positions.
func (c *Config) LocalRows(T int) int {
	const block = 64
	return (c.Window + T - 1 + block - 1) / block * block
}

// layerTaps are the names, after "blk.N.", of the values that Spec.Taps returns.
var layerTaps = []string{"attn_norm", "q", "attn_output", "post_attention_norm", "ffn", "out"}

// Build returns the graph of one step.
//
// Inputs: ids[T], pos[T], seq[T], and for a step with R rows: rows[R], pos_r[R], seq_r[R], the
// token, the position and the sequence of each row. States: kv.N.k and kv.N.v for each layer N.
// Output: "hidden", "logits" or "top_k".
func Build(m *Model, s Spec) (*graph.Graph, error) {
	b := &builder{Builder: graph.NewBuilder(), m: m, c: &m.Config, s: s}
	if m.Config.Bidirectional {
		return nil, ErrEmbedding
	}
	if s.T < 1 || s.R < 0 || s.R > s.T || s.Seqs < 1 || s.Context < 1 || s.AllRows && s.R != 0 {
		return nil, fmt.Errorf("gemma3: no step of %d tokens, %d rows, %d sequences and context %d", s.T, s.R, s.Seqs, s.Context)
	}
	if s.Context > b.c.Window && s.LocalRows < b.c.Window+s.T-1 {
		return nil, fmt.Errorf("gemma3: %d rows cannot hold the window of %d for steps of %d", s.LocalRows, b.c.Window, s.T)
	}
	b.inputs()
	x := b.As("embed_scaled").Embed(b.weight(embedWeight), b.ids, b.c.EmbedScale()) // [T,D]
	for l := range b.c.Layers {
		b.Scope(fmt.Sprintf("blk.%d.", l))
		x = b.layer(l, x) // [T,D], after the last layer [R,D]
	}
	b.Scope("")
	if s.R > 0 || s.AllRows {
		h := b.As("output_norm").RMSNorm(x, b.weight(outputNormWeight), b.c.Eps) // [R,D]
		if s.Taps {
			b.taps = append(b.taps, graph.Output{Name: "embed_scaled", Value: b.embed}, graph.Output{Name: "output_norm", Value: h})
		}
		b.head(h)
	}
	for _, t := range b.taps {
		b.Output(t.Name, t.Value)
	}
	return b.Finish()
}

// BuildHead returns the graph of the head alone, for R rows of hidden[R,D].
func BuildHead(m *Model, R int, head Head, k int) (*graph.Graph, error) {
	if head == HeadHidden {
		return nil, errors.New("gemma3: a head returns logits or top-k")
	}
	b := &builder{Builder: graph.NewBuilder(), m: m, c: &m.Config, s: Spec{Head: head, K: k}}
	b.head(b.Input("hidden", tensor.TypeOf(tensor.F32, R, b.c.Width), graph.AxisR))
	return b.Finish()
}

// A builder holds what the layers of one graph share.
type builder struct {
	*graph.Builder
	m *Model
	c *Config
	s Spec

	ids, pos, seq    graph.Value // [T]
	rows, posR, seqR graph.Value // [R], of the rows that survive the last layer
	embed            graph.Value // [T,D]
	mirror           *mirror     // of embedding models, else nil
	taps             []graph.Output
}

func (b *builder) inputs() {
	index := func(name string, n int, axis graph.Axis) graph.Value {
		return b.Input(name, tensor.TypeOf(tensor.I32, n), axis)
	}
	b.ids, b.pos, b.seq = index("ids", b.s.T, graph.AxisT), index("pos", b.s.T, graph.AxisT), index("seq", b.s.T, graph.AxisT)
	if b.s.R > 0 {
		b.rows, b.posR, b.seqR = index("rows", b.s.R, graph.AxisR), index("pos_r", b.s.R, graph.AxisR), index("seq_r", b.s.R, graph.AxisR)
	}
}

// weight declares the named tensor with the type that the model stores it in.
func (b *builder) weight(name string) graph.Value { return b.Weight(name, b.m.Tensors[name].Type) }

func (b *builder) blk(l int, name string) graph.Value {
	return b.weight(fmt.Sprintf("blk.%d.%s.weight", l, name))
}

// linear multiplies x[T,K] by a matrix of layer l, and adds what an adapter has for it: [T,N].
func (b *builder) linear(l int, name, matrix string, x graph.Value) graph.Value {
	weight := fmt.Sprintf("blk.%d.%s.weight", l, matrix)
	if _, ok := b.m.Tensors[weight+".lora_a"]; !ok {
		return b.As(name).MatMul(x, b.weight(weight)) // [T,N]
	}
	y := b.As(name+"_base").MatMul(x, b.weight(weight))                 // [T,N]
	low := b.As(name+"_lora_a").MatMul(x, b.weight(weight+".lora_a"))   // [T,rank]
	add := b.As(name+"_lora_b").MatMul(low, b.weight(weight+".lora_b")) // [T,N]
	return b.As(name).Add(y, add)                                       // [T,N]
}

// tap makes v an output under the current layer's name if the step returns taps.
func (b *builder) tap(l int, name string, v graph.Value) graph.Value {
	if b.s.Taps {
		b.taps = append(b.taps, graph.Output{Name: fmt.Sprintf("blk.%d.%s", l, name), Value: v})
	}
	return v
}

// layer adds one transformer block. In the last one, only the keys and values of all T tokens are
// needed; everything else continues with the R rows whose logits are wanted.
func (b *builder) layer(l int, x graph.Value) graph.Value {
	if l == 0 {
		b.embed = x
	}
	pos, seq, eps := b.pos, b.seq, b.c.Eps
	h := b.tap(l, "attn_norm", b.As("attn_norm").RMSNorm(x, b.blk(l, "attn_norm"), eps)) // [T,D]
	k, v := b.keysValues(l, h)                                                           // [B,S,G*E] each
	if l == b.c.Layers-1 && !b.s.AllRows {
		if b.s.R == 0 {
			return x
		}
		h, x = b.As("attn_norm_rows").Rows(h, b.rows), b.As("inp_rows").Rows(x, b.rows) // [R,D]
		pos, seq = b.posR, b.seqR
	}

	q := b.tap(l, "q", b.linear(l, "q", "attn_q", h))           // [T,H*E]
	q = b.As("q_norm").RMSNorm(q, b.blk(l, "attn_q_norm"), eps) // [T,H*E]
	q = b.As("q_rope").RoPE(q, pos, b.rope(l))                  // [T,H*E]
	if b.mirror != nil {
		pos, seq = b.sees(l)
	}
	a := b.As("attn").Attention(q, k, v, pos, seq, b.attention(l))                                                    // [T,H*E]
	o := b.tap(l, "attn_output", b.linear(l, "attn_output", "attn_output", a))                                        // [T,D]
	o = b.tap(l, "post_attention_norm", b.As("post_attention_norm").RMSNorm(o, b.blk(l, "post_attention_norm"), eps)) // [T,D]
	x = b.As("attn_residual").Add(x, o)                                                                               // [T,D]

	h = b.As("ffn_norm").RMSNorm(x, b.blk(l, "ffn_norm"), eps)                 // [T,D]
	gate := b.linear(l, "ffn_gate", "ffn_gate", h)                             // [T,F]
	up := b.linear(l, "ffn_up", "ffn_up", h)                                   // [T,F]
	act := b.As("ffn_geglu").Mul(b.As("ffn_gelu").GELU(gate), up)              // [T,F]
	down := b.tap(l, "ffn", b.linear(l, "ffn", "ffn_down", act))               // [T,D]
	down = b.As("post_ffw_norm").RMSNorm(down, b.blk(l, "post_ffw_norm"), eps) // [T,D]
	return b.tap(l, "out", b.As("out").Add(x, down))                           // [T,D]
}

// keysValues writes the step's keys and values to the layer's caches.
func (b *builder) keysValues(l int, h graph.Value) (k, v graph.Value) {
	k = b.linear(l, "k", "attn_k", h)                               // [T,G*E]
	k = b.As("k_norm").RMSNorm(k, b.blk(l, "attn_k_norm"), b.c.Eps) // [T,G*E]
	k = b.As("k_rope").RoPE(k, b.pos, b.rope(l))                    // [T,G*E]
	v = b.linear(l, "v", "attn_v", h)                               // [T,G*E]
	if b.mirror != nil {
		return b.mirrored(l, k, v)
	}
	S := b.s.Context
	if b.window(l) > 0 {
		S = b.s.LocalRows
	}
	cache := tensor.TypeOf(b.s.KV, b.s.Seqs, S, b.c.KVHeads*b.c.HeadDim)
	kc := b.State(fmt.Sprintf("kv.%d.k", l), cache) // [B,S,G*E]
	vc := b.State(fmt.Sprintf("kv.%d.v", l), cache) // [B,S,G*E]
	return b.As("k_write").KVWrite(kc, k, b.pos, b.seq), b.As("v_write").KVWrite(vc, v, b.pos, b.seq)
}

func (b *builder) rope(l int) graph.RoPEAttr {
	if b.c.Global(l) {
		return graph.RoPEAttr{HeadDim: b.c.HeadDim, Base: b.c.RoPEBase, Scale: b.c.RoPEScale}
	}
	return graph.RoPEAttr{HeadDim: b.c.HeadDim, Base: b.c.RoPELocal, Scale: 1}
}

func (b *builder) attention(l int) graph.AttentionAttr {
	return graph.AttentionAttr{Heads: b.c.Heads, KVHeads: b.c.KVHeads, HeadDim: b.c.HeadDim, Window: b.window(l), Scale: b.c.AttnScale}
}

// window returns how many positions layer l sees, 0 for all: also where the context cannot exceed the window.
func (b *builder) window(l int) int {
	switch {
	case b.c.Global(l):
		return 0
	case b.mirror != nil:
		return 2*b.c.Reach() + 1
	case b.s.Context <= b.c.Window:
		return 0
	}
	return b.c.Window
}

// head multiplies hidden rows h[R,D] by the output matrix.
func (b *builder) head(h graph.Value) {
	if b.s.Head == HeadHidden {
		b.Output("hidden", h) // [R,D]
		return
	}
	logits := b.As("logits").MatMul(h, b.weight(b.m.OutputName())) // [R,V]
	if b.s.Head == HeadLogits {
		b.Output("logits", logits)
		return
	}
	b.Output("top_k", b.As("top_k").TopK(logits, b.s.K)) // [R,2K]
}
