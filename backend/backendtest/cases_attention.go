package backendtest

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

func kvCase(name string, d tensor.DType, s span, cache [3]int, pos, seq []int32) Case {
	return Case{
		Name: fmt.Sprintf("kv_write/%v/%v_B%d_S%d_C%d_%s", d, s, cache[0], cache[1], cache[2], name),
		Op:   graph.OpKVWrite, T: s.live, Pos: pos, Seq: seq,
		Build: func(b *graph.Builder) {
			dec := declare{b}
			b.KVWrite(b.State("cache", tensor.TypeOf(d, cache[:]...)), dec.x("x", s.rows, cache[2]), dec.i("pos", s.rows), dec.i("seq", s.rows))
		},
	}
}

func kvCases() []Case {
	var all []Case
	for _, d := range tensor.CacheTypes() {
		for _, s := range spans() {
			all = append(all, kvCase("start", d, s, [3]int{1, 100, 64}, nil, nil),
				kvCase("wrap", d, s, [3]int{1, 97, 256}, from(97*3-2, s.live), nil))
		}
		width := func(C int) int { return C } // the same in blocks
		if d.Quantised() {
			width = func(C int) int { return (C + 63) / 64 * 64 }
		}
		for _, C := range sizes() {
			if C == width(C) {
				all = append(all, kvCase("at5", d, span{2, 2}, [3]int{1, 9, C}, from(5, 2), nil))
			}
		}
		all = append(all, kvCase("interleaved", d, span{5, 5}, [3]int{2, 7, width(33)}, []int32{3, 6, 4, 7, 5}, []int32{0, 1, 0, 1, 0}),
			kvCase("last", d, span{3, 2}, [3]int{3, 4, width(8)}, []int32{3, math.MaxInt32 - 1}, []int32{2, 1}))
	}
	return all
}

// attn describes the attention cases' geometry.
type attn struct {
	H, G, E, window int
	cache           tensor.DType
	B, S            int
	s               span
	pos, seq        []int32
	name            string
}

func (a attn) attr() graph.AttentionAttr {
	// Scores deviate by 2, so that softmax is neither flat nor one-hot.
	return graph.AttentionAttr{Heads: a.H, KVHeads: a.G, HeadDim: a.E, Window: a.window, Scale: float32(2 / math.Sqrt(float64(a.E)))}
}

func (a attn) String() string {
	return fmt.Sprintf("%v/%v_H%d_G%d_E%d_W%d_B%d_S%d_%s", a.cache, a.s, a.H, a.G, a.E, a.window, a.B, a.S, a.name)
}

func (a attn) state(b declare, name string) graph.Value {
	return b.State(name, tensor.TypeOf(a.cache, a.B, a.S, a.G*a.E))
}

func (a attn) fused() Case {
	return Case{
		Name: "attention/" + a.String(), Op: graph.OpAttention, T: a.s.live, Pos: a.pos, Seq: a.seq,
		Build: build(func(b declare) graph.Value {
			q := b.x("q", a.s.rows, a.H*a.E)
			return b.Attention(q, a.state(b, "k"), a.state(b, "v"), b.i("pos", a.s.rows), b.i("seq", a.s.rows), a.attr())
		}),
	}
}

func (a attn) scores() Case {
	return Case{
		Name: "attn_scores/" + a.String(), Op: graph.OpAttnScores, T: a.s.live, Pos: a.pos, Seq: a.seq,
		Build: build(func(b declare) graph.Value {
			return b.AttnScores(b.x("q", a.s.rows, a.H*a.E), a.state(b, "k"), b.i("pos", a.s.rows), b.i("seq", a.s.rows), a.attr())
		}),
	}
}

// mix weights a third of the cache rows; rows that no query weights hold NaN.
func (a attn) mix() Case {
	c := Case{
		Name: "attn_mix/" + a.String(), Op: graph.OpAttnMix, T: a.s.live, Seq: a.seq,
		Build: build(func(b declare) graph.Value {
			return b.AttnMix(b.x("p", a.s.rows, a.H*a.S), a.state(b, "v"), b.i("seq", a.s.rows), a.attr())
		}),
	}
	c.Fill = func(d *Data, rng *rand.Rand) {
		used := make([]bool, a.B*a.S)
		p, seq := host.F32(d.Input("p")), host.I32(d.Input("seq"))
		for t := range a.s.live {
			for i := range a.H * a.S {
				p[t*a.H*a.S+i] = 0
				if s := i % a.S; s%3 == t%3 {
					p[t*a.H*a.S+i] = rng.Float32()
					used[int(seq[t])*a.S+s] = true
				}
			}
		}
		row, typ := make([]float32, a.G*a.E), tensor.TypeOf(a.cache, a.B, a.S, a.G*a.E)
		for r := range used {
			for i := range row {
				row[i] = float32(rng.NormFloat64())
				if !used[r] {
					row[i] = float32(math.NaN())
				}
			}
			storeRow(typ, d.State("v"), r, row)
		}
	}
	return c
}

// steps are the places of a step in a sequence: window and ring at their edges, two sequences.
func (a attn) steps() []attn {
	at := func(name string, B, S, window int, s span, pos, seq []int32) attn {
		a.name, a.B, a.S, a.window, a.s, a.pos, a.seq = name, B, S, window, s, pos, seq
		return a
	}
	all := []attn{
		at("first", 1, 65, 0, span{1, 1}, from(0, 1), nil),
		at("decode", 1, 65, 0, span{1, 1}, from(40, 1), nil),
		at("last", 1, 33, 0, span{1, 1}, from(32, 1), nil),
		at("prompt", 1, 64, 0, span{7, 7}, nil, nil),
		at("chunk", 1, 100, 0, span{8, 5}, from(61, 5), nil),
		at("none", 1, 16, 0, span{8, 0}, nil, nil),
		at("two", 2, 40, 0, span{5, 5}, []int32{12, 30, 13, 31, 14}, []int32{0, 1, 0, 1, 0}),
		at("window1", 1, 3, 1, span{3, 3}, from(8, 3), nil),
		at("ring_start", 1, 20, 16, span{5, 5}, from(0, 5), nil),
		at("ring_two", 2, 23, 16, span{8, 5}, []int32{12, 130, 13, 131, 14}, []int32{1, 0, 1, 0, 1}),
		at("ring_far", 1, 20, 16, span{5, 5}, from(1<<30, 5), nil),
	}
	for _, p := range []int{14, 15, 16, 17, 18, 19, 20, 21, 39, 40, 41} {
		all = append(all, at(fmt.Sprintf("ring%d", p), 1, 20, 16, span{5, 3}, from(p, 3), nil))
	}
	return all
}

func attentionCases() []Case {
	var all []Case
	for _, d := range tensor.CacheTypes() {
		E := 32
		if d.Quantised() {
			E = 64 // two blocks, which fill whole words
		}
		for _, a := range (attn{H: 4, G: 1, E: E, cache: d}).steps() {
			all = append(all, a.fused(), a.scores(), a.mix())
		}
		for _, g := range []attn{{H: 8, G: 4, E: 32}, {H: 4, G: 1, E: 64}, {H: 3, G: 3, E: 48}, {H: 8, G: 4, E: 128}, {H: 4, G: 1, E: 256}, {H: 2, G: 1, E: 6}, {H: 5, G: 5, E: 576}} {
			if g.E%d.BlockValues() != 0 {
				continue
			}
			g.cache, g.B, g.name = d, 2, "mixed"
			g.S, g.s, g.pos, g.seq = 130, span{5, 5}, []int32{129, 63, 64, 65, 0}, []int32{1, 0, 0, 0, 1}
			all = append(all, g.fused(), g.scores(), g.mix())
			g.name, g.window, g.S = "mixed_ring", 33, 37
			all = append(all, g.fused(), g.scores())
		}
		all = append(all, realAttention(d)...)
	}
	return all
}

// realAttention is that of Gemma 3 270M around its window of 512, in rings just long enough and longer.
func realAttention(d tensor.DType) []Case {
	var all []Case
	for _, p := range []int{510, 511, 512, 513, 1022, 1023, 1024, 1025} {
		a := attn{H: 4, G: 1, E: 256, window: 512, cache: d, B: 1, S: 512, s: span{1, 1}, pos: from(p, 1), name: fmt.Sprintf("pos%d", p)}
		all = append(all, a.fused())
		a.S, a.s, a.pos = 514, span{3, 3}, from(p-1, 3)
		all = append(all, a.fused())
	}
	prompt := attn{H: 4, G: 1, E: 256, window: 512, cache: d, B: 1, S: 575, s: span{64, 64}, pos: from(500, 64), name: "chunk"}
	full := attn{H: 4, G: 1, E: 256, cache: d, B: 1, S: 1024, s: span{64, 64}, pos: from(900, 64), name: "chunk"}
	return append(all, prompt.fused(), full.fused())
}
