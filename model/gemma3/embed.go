package gemma3

import (
	"errors"
	"fmt"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// denseWeights are the matrices that an embedding model applies to the mean of its hidden states, in order, by the
// names of llama.cpp; sentence-transformers keeps them in folders of the same numbers.
var denseWeights = []string{"dense_2.weight", "dense_3.weight"}

// Reach is how many positions to either side a local layer of an embedding model sees.
//
// ref: transformers, models/gemma3/configuration_gemma3.py, sliding_window of bidirectional models.
func (c *Config) Reach() int { return c.Window / 2 }

// EmbeddingSize returns the number of values of an embedding.
func (m *Model) EmbeddingSize() int {
	n := m.Config.Width
	for _, name := range denseWeights {
		if t, ok := m.Tensors[name]; ok {
			n = t.Type.Shape.Dim(0)
		}
	}
	return n
}

// checkDense compares the dense matrices with the width of the model and with each other.
func (m *Model) checkDense() (problems []string) {
	n := m.Config.Width
	for _, name := range denseWeights {
		t, ok := m.Tensors[name]
		switch {
		case !ok:
		case t.Type.Shape.Rank() != 2 || t.Type.Shape.Dim(1) != n || t.Type.Shape.Dim(0) > maxWidth:
			problems = append(problems, fmt.Sprintf("%s is %v, want rows of %d", name, t.Type.Shape, n))
		case !t.Type.DType.Float() && !t.Type.DType.Quantised():
			problems = append(problems, fmt.Sprintf("%s is %v, which cannot be a weight", name, t.Type.DType))
		case len(t.Data) != t.Type.Bytes():
			problems = append(problems, fmt.Sprintf("%s has %d bytes, want %d", name, len(t.Data), t.Type.Bytes()))
		default:
			n = t.Type.Shape.Dim(0)
		}
	}
	return problems
}

// A mirror is how local layers see both sides with an attention that looks back only. Keys and values are
// stored twice, the second time from the end of the text to its beginning: in either, what a token sees ends
// where the window of some position ends, and at most one of the two is cut short by the end of the text.
type mirror struct {
	pos, seq         graph.Value // [T] where the second copy of each token is
	last             graph.Value // [T] the last position of the text, up to which global layers see
	nearPos, nearSeq graph.Value // [T] the end of what local layers see, and in which copy

	caches map[string]graph.Value // of local and global layers, keys and values: all layers use the same, one after the other
}

// mirrored is the end of keysValues: keys and values [T,G*E] become caches [2,S,G*E] of local and [1,T,G*E] of global
// layers.
func (b *builder) mirrored(l int, k, v graph.Value) (kc, vc graph.Value) {
	return b.mirroredOne(l, "k", k), b.mirroredOne(l, "v", v)
}

func (b *builder) mirroredOne(l int, name string, x graph.Value) graph.Value {
	// Local caches have the room that the operation asks for where caches are rings. The size of a step is part of the
	// name: texts of other lengths have caches of their own.
	T, C := b.s.T, b.c.KVHeads*b.c.HeadDim
	key, typ := fmt.Sprintf("kv.local.%s.%d", name, T), tensor.TypeOf(b.s.KV, 2, T+2*b.c.Reach(), C)
	if b.c.Global(l) {
		key, typ = fmt.Sprintf("kv.global.%s.%d", name, T), tensor.TypeOf(b.s.KV, 1, T, C)
	}
	c, ok := b.mirror.caches[key]
	if !ok {
		c = b.State(key, typ)
	}
	c = b.As(name+"_write").KVWrite(c, x, b.pos, b.seq)
	if !b.c.Global(l) {
		c = b.As(name+"_mirror").KVWrite(c, x, b.mirror.pos, b.mirror.seq)
	}
	b.mirror.caches[key] = c
	return c
}

// sees returns the end of what each token sees in layer l of an embedding model, and in which copy of the text.
func (b *builder) sees(l int) (pos, seq graph.Value) {
	if b.c.Global(l) {
		return b.mirror.last, b.seq
	}
	return b.mirror.nearPos, b.mirror.nearSeq
}

// BuildEmbed returns the graph of one text of an embedding model, of up to T tokens, which is also the length of
// its caches.
//
// Inputs: ids[T], pos[T], seq[T] (zeros), and mirror_pos[T], mirror_seq[T] (ones), last[T], near_pos[T] and
// near_seq[T], which Mirror fills. Output: "hidden" [T,D].
func BuildEmbed(m *Model, T int, kv tensor.DType) (*graph.Graph, error) {
	if T < 1 || !m.Config.Bidirectional {
		return nil, fmt.Errorf("gemma3: no embedding of %d tokens", T)
	}
	b := &builder{Builder: graph.NewBuilder(), m: m, c: &m.Config, s: Spec{T: T, AllRows: true, Context: T, LocalRows: T, KV: kv, Seqs: 1}}
	b.inputs()
	index := func(name string) graph.Value { return b.Input(name, tensor.TypeOf(tensor.I32, T), graph.AxisT) }
	b.mirror = &mirror{pos: index("mirror_pos"), seq: index("mirror_seq"), last: index("last"), nearPos: index("near_pos"), nearSeq: index("near_seq"), caches: map[string]graph.Value{}}
	x := b.As("embed_scaled").Embed(b.weight(embedWeight), b.ids, b.c.EmbedScale()) // [T,D]
	for l := range b.c.Layers {
		b.Scope(fmt.Sprintf("blk.%d.", l))
		x = b.layer(l, x) // [T,D]
	}
	b.Scope("")
	b.Output("hidden", b.As("output_norm").RMSNorm(x, b.weight(outputNormWeight), b.c.Eps)) // [T,D]
	return b.Finish()
}

// Mirror returns the values of an index input of BuildEmbed for token t of n. Local layers see reach positions to
// either side.
func Mirror(name string, t, n, reach int) int32 {
	back := n - 1 - t // t's place in the second copy
	switch name {
	case "pos":
		return int32(t)
	case "mirror_pos":
		return int32(back)
	case "mirror_seq":
		return 1
	case "last":
		return int32(n - 1)
	case "near_pos":
		if t+reach < n {
			return int32(t + reach)
		}
		return int32(min(back+reach, n-1))
	case "near_seq":
		if t+reach < n {
			return 0
		}
		return 1
	}
	return 0 // seq
}

// BuildDense returns the graph of the dense layers: "mean" [1,D] becomes "embedding" [1,EmbeddingSize].
func BuildDense(m *Model) (*graph.Graph, error) {
	b := &builder{Builder: graph.NewBuilder(), m: m, c: &m.Config}
	x := b.Input("mean", tensor.TypeOf(tensor.F32, 1, m.Config.Width), graph.AxisR)
	for _, name := range denseWeights {
		if _, ok := m.Tensors[name]; ok {
			x = b.As(name).MatMul(x, b.weight(name)) // [1,N]
		}
	}
	b.Output("embedding", x)
	return b.Finish()
}

// HasDense reports whether the mean of the hidden states goes through dense layers.
func (m *Model) HasDense() bool {
	for _, name := range denseWeights {
		if _, ok := m.Tensors[name]; ok {
			return true
		}
	}
	return false
}

// AddDense gives a model from safetensors its dense layers, first to last. They must stay valid while the model is open.
func (m *Model) AddDense(layers []Tensor) error {
	if len(layers) > len(denseWeights) || !m.Config.Bidirectional {
		return fmt.Errorf("gemma3: %d dense layers, want at most %d, in embedding models alone", len(layers), len(denseWeights))
	}
	for i, t := range layers {
		m.Tensors[denseWeights[i]] = t
	}
	return m.check()
}

// ErrEmbedding is returned where a model that writes is wanted and has only embeddings.
var ErrEmbedding = errors.New("gemma3: an embedding model, which continues no text")
