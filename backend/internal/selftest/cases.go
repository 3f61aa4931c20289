package selftest

import (
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A testCase is one graph whose first output is compared.
type testCase struct {
	name  string
	op    graph.Op // what the case is about
	T, R  int      // live rows
	pairs bool     // the result is (column, value)
	build func(b *graph.Builder) graph.Value
}

func (c *testCase) graph() (*graph.Graph, error) {
	b := graph.NewBuilder()
	b.Output("y", c.build(b))
	return b.Finish()
}

// Sizes: odd enough that tiles have rests, and K-quants fit.
const (
	steps = 9   // tokens: one more than a tile of 8
	width = 512 // inner size of products: two blocks of K-quants
	short = 96  // columns of other operations
	outs  = 20  // columns of a product: one more tile than 16
	head  = 64  // values of a head
	heads = 4   // that share one KV head
	rows  = 192 // of a cache
	first = 59  // position of the first token: the step crosses a chunk of 64
)

// input returns the content of an input: positions, ids and row numbers, or random values.
func (c *testCase) input(n *graph.Node) []byte {
	if n.Type.DType != tensor.I32 {
		return random(n)
	}
	var b []byte
	for i := range n.Type.Shape.Elems() {
		v := 0 // sequences
		switch n.Name {
		case "pos":
			v = first + i
		case "ids":
			v = (7 * i) % outs
		case "rows":
			v = steps - 1 - 2*i
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b
}

// source returns random numbers that depend on a name.
func source(name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(h.Sum64(), 1))
}

func x(b *graph.Builder, name string, T, cols int) graph.Value {
	return b.Input(name, tensor.TypeOf(tensor.F32, T, cols), graph.AxisT)
}

func index(b *graph.Builder, name string, n int, axis graph.Axis) graph.Value {
	return b.Input(name, tensor.TypeOf(tensor.I32, n), axis)
}

func vector(b *graph.Builder, name string, n int) graph.Value {
	return b.Weight(name, tensor.TypeOf(tensor.F32, n))
}

func matrix(b *graph.Builder, name string, d tensor.DType, N, K int) graph.Value {
	return b.Weight(name, tensor.TypeOf(d, N, K))
}

var rotation = graph.RoPEAttr{HeadDim: head, Base: 10000, Scale: 1}

// cases stand in the order in which a model meets the operations.
var cases = allCases()

func allCases() []testCase {
	var all []testCase
	add := func(op graph.Op, detail string, T int, build func(b *graph.Builder) graph.Value) {
		all = append(all, testCase{name: op.String() + detail, op: op, T: T, build: build})
	}
	for _, d := range []tensor.DType{tensor.F16, tensor.Q8_0} {
		add(graph.OpEmbed, "_"+d.String(), steps, func(b *graph.Builder) graph.Value {
			return b.Embed(matrix(b, "w", d, outs, short), index(b, "ids", steps, graph.AxisT), 2)
		})
	}
	add(graph.OpRMSNorm, "", steps, func(b *graph.Builder) graph.Value {
		return b.RMSNorm(x(b, "x", steps, short), vector(b, "norm", short), 1e-6)
	})
	for _, d := range []tensor.DType{tensor.F32, tensor.F16, tensor.BF16, tensor.Q8_0, tensor.Q4_0, tensor.Q5_0, tensor.Q4_K, tensor.Q6_K} {
		for _, T := range []int{1, steps} {
			add(graph.OpMatMul, size(d, T), T, func(b *graph.Builder) graph.Value {
				return b.MatMul(x(b, "x", T, width), matrix(b, "w", d, outs, width))
			})
		}
	}
	all = append(all, headCases()...)
	add(graph.OpRMSNormAdd, "", steps, func(b *graph.Builder) graph.Value {
		return b.RMSNormAdd(x(b, "x", steps, short), vector(b, "norm", short), x(b, "r", steps, short), 1e-6)
	})
	for _, d := range []tensor.DType{tensor.Q8_0, tensor.Q5_0} {
		for _, T := range []int{1, steps} {
			add(graph.OpMatMulGeGLU, size(d, T), T, func(b *graph.Builder) graph.Value {
				return b.MatMulGeGLU(x(b, "x", T, width), matrix(b, "wg", d, outs, width), matrix(b, "wu", d, outs, width))
			})
		}
	}
	add(graph.OpAdd, "", steps, func(b *graph.Builder) graph.Value {
		return b.Add(x(b, "x", steps, outs), x(b, "r", steps, outs))
	})
	all = append(all, testCase{"rows", graph.OpRows, steps, 3, false, func(b *graph.Builder) graph.Value {
		return b.Rows(x(b, "x", steps, outs), index(b, "rows", 3, graph.AxisR))
	}})
	const columns, k = 5000, 8 // more than one work group looks through
	add(graph.OpTopK, "", 2, func(b *graph.Builder) graph.Value { return b.TopK(x(b, "x", 2, columns), k) })
	all[len(all)-1].pairs = true
	add(graph.OpMatMulTopK, size(tensor.Q8_0, 1), 1, func(b *graph.Builder) graph.Value {
		return b.MatMulTopK(x(b, "x", 1, width), matrix(b, "w", tensor.Q8_0, 64, width), k)
	})
	all[len(all)-1].pairs = true
	return all
}

// headCases are about attention.
func headCases() []testCase {
	attention := func(b *graph.Builder, d tensor.DType, window int) graph.Value {
		pos, seq := index(b, "pos", steps, graph.AxisT), index(b, "seq", steps, graph.AxisT)
		cache := func(name string) graph.Value {
			return b.KVWrite(b.State(name, tensor.TypeOf(d, 1, rows, head)), x(b, name+"_x", steps, head), pos, seq)
		}
		k, v := cache("k"), cache("v")
		return b.Attention(x(b, "q", steps, heads*head), k, v, pos, seq, graph.AttentionAttr{
			Heads: heads, KVHeads: 1, HeadDim: head, Window: window, Scale: 0.125,
		})
	}
	return []testCase{
		{"rms_norm_rope", graph.OpRMSNormRoPE, steps, 0, false, func(b *graph.Builder) graph.Value {
			return b.RMSNormRoPE(x(b, "x", steps, heads*head), vector(b, "norm", head), index(b, "pos", steps, graph.AxisT),
				graph.RMSNormRoPEAttr{Norm: graph.RMSNormAttr{Eps: 1e-6}, RoPE: rotation})
		}},
		{"attention_F16", graph.OpAttention, steps, 0, false, func(b *graph.Builder) graph.Value { return attention(b, tensor.F16, 0) }},
		{"attention_F16_window", graph.OpAttention, steps, 0, false, func(b *graph.Builder) graph.Value { return attention(b, tensor.F16, 6) }},
		{"attention_Q8_0", graph.OpAttention, steps, 0, false, func(b *graph.Builder) graph.Value { return attention(b, tensor.Q8_0, 0) }},
		{"attention_F32", graph.OpAttention, steps, 0, false, func(b *graph.Builder) graph.Value { return attention(b, tensor.F32, 0) }},
	}
}

func size(d tensor.DType, T int) string {
	if T == 1 {
		return "_" + d.String() + "_T1"
	}
	return "_" + d.String() + "_T9"
}
