package backendtest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// Fuzz compares the backend with the reference for operations, sizes, live counts and data that the
// fuzzer chooses. A backend's target is
//
//	func FuzzParity(f *testing.F) { backendtest.Fuzz(f, open, backendtest.Options{}) }
func Fuzz(f *testing.F, open func(testing.TB) backend.Backend, o Options) {
	b := open(f)
	for i := range graph.Ops() {
		f.Add(uint8(i), uint8(i), uint16(17), uint16(33), uint16(5), uint8(3), uint64(i))
		f.Add(uint8(i), uint8(3*i+1), uint16(64), uint16(2), uint16(65), uint8(255), uint64(i))
	}
	f.Fuzz(func(t *testing.T, op, typ uint8, x, y, rows uint16, live uint8, data uint64) {
		c := fuzzCase(graph.Ops()[int(op)%len(graph.Ops())], typ, int(x), int(y), int(rows), int(live), data)
		p, err := prepare(&c)
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.check(b, &o)
		var no *backend.UnsupportedError
		if errors.As(err, &no) {
			t.Skip(no)
		}
		if err != nil {
			t.Fatalf("%s: %v\ninputs: %s\n%s", c.Name, err, dump(t, p, nil), p.d.Graph)
		}
	})
}

// fuzzCase maps any numbers to a valid case of op. Sizes stay small enough for thousands of cases a
// second; typ chooses the weight's type, or the kind of cache and window.
func fuzzCase(op graph.Op, typ uint8, x, y, rows, live int, data uint64) Case {
	types := weightTypes()
	d := types[int(typ)%len(types)]
	s := span{rows: 1 + rows%70}
	s.live = min(live, s.rows)
	N, K := 1+x%100, 1+y%100
	blocks := (1 + y%6) * d.BlockValues()
	if !d.Quantised() {
		blocks = K
	}
	var c Case
	switch op {
	case graph.OpEmbed:
		c = embedCase(d, s, N, blocks)
	case graph.OpMatMul:
		c = matmulCase(d, s, N, blocks)
	case graph.OpMatMulGeGLU:
		c = geGLUCase(d, d, s, N, blocks)
	case graph.OpMatMulTopK:
		c = matmulTopKCase(d, s, N, blocks, 1+y%N)
	case graph.OpRMSNorm:
		c = normCase(s, N*(1+y%4), N)
	case graph.OpRMSNormAdd:
		c = normAddCase(s, N*(1+y%4), N)
	case graph.OpRoPE:
		c = ropeCase(s, 1+y%5, graph.RoPEAttr{HeadDim: 2 * N, Base: 1e4, Scale: 1}, y%1000)
	case graph.OpRMSNormRoPE:
		c = normRoPECase(s, 1+y%5, graph.RoPEAttr{HeadDim: 2 * N, Base: 1e6, Scale: 0.5}, y%1000)
	case graph.OpRows:
		c = rowsCase(1+x%64, s, K)
	case graph.OpSoftmax:
		c = softmaxCase(s, N, 1+y%5)
	case graph.OpTopK:
		c = topKCase(s, N, 1+y%N)
	case graph.OpKVWrite, graph.OpAttention, graph.OpAttnScores, graph.OpAttnMix:
		c = fuzzAttention(op, typ, x, y, s)
	default:
		for i, e := range elementwise {
			if e.op == op {
				c = elementwiseCase(i, s, 1+x%700)
			}
		}
	}
	c.Name = fmt.Sprintf("%s_data%d", c.Name, data) // seeds the data
	return c
}

// fuzzAttention places a step of s rows at position y in a cache, windowed if the second bit of typ is set.
func fuzzAttention(op graph.Op, typ uint8, x, y int, s span) Case {
	G := 1 + x%3
	a := attn{H: G * (1 + y%4), G: G, E: 2 * (1 + x%40), B: 1 + y%2, s: s, cache: []tensor.DType{tensor.F32, tensor.F16}[typ&1]}
	if typ&4 != 0 {
		a.cache, a.E = tensor.Q8_0, 32*(1+x%8)
	}
	at := y % 150
	a.S = at + s.rows + x%20
	if typ&2 != 0 {
		a.window = 1 + x%50
		a.S = a.window + s.rows - 1 + int(typ>>2)%5
	}
	a.name = fmt.Sprintf("at%d", at)
	a.pos = from(at, s.live)
	for range s.live {
		a.seq = append(a.seq, int32(a.B-1))
	}
	switch op {
	case graph.OpKVWrite:
		return kvCase(a.name, a.cache, s, [3]int{a.B, a.S, a.E}, a.pos, a.seq)
	case graph.OpAttnScores:
		return a.scores()
	case graph.OpAttnMix:
		return a.mix()
	}
	return a.fused()
}
