package backendtest

import (
	"context"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// benchmarkCases are each operation at the sizes of Gemma 3 270M, for one token and for 64.
func benchmarkCases() []Case {
	var all []Case
	for _, T := range []int{1, 64} {
		s := span{T, T}
		rope := graph.RoPEAttr{HeadDim: 256, Base: 1e6, Scale: 1}
		all = append(all, embedCase(tensor.Q8_0, s, 32768, 640))
		for _, d := range []tensor.DType{tensor.Q5_0, tensor.Q8_0, tensor.F16} {
			all = append(all, matmulCase(d, s, 1024, 640), matmulCase(d, s, 640, 1024), geGLUCase(d, d, s, 2048, 640))
		}
		for _, d := range []tensor.DType{tensor.Q4_K, tensor.Q6_K, tensor.Q8_0} {
			all = append(all, matmulCase(d, s, 640, 2048))
		}
		all = append(all, normCase(s, 640, 640), normAddCase(s, 640, 640), ropeCase(s, 4, rope, 100), normRoPECase(s, 4, rope, 100))
		for i := range elementwise {
			all = append(all, elementwiseCase(i, s, 2048))
		}
		all = append(all, rowsCase(64, s, 640), softmaxCase(s, 1024, 4), topKCase(s, 32768, 64),
			kvCase("bench", tensor.F16, s, [3]int{1, 1024, 256}, from(600, T), nil))
		for _, a := range []attn{{window: 512, S: 575, pos: from(900, T), name: "local"}, {S: 1024, pos: from(900, T), name: "global"}} {
			a.H, a.G, a.E, a.B, a.cache, a.s = 4, 1, 256, 1, tensor.F16, s
			all = append(all, a.fused(), a.scores(), a.mix())
		}
	}
	return append(all, matmulTopKCase(tensor.Q8_0, span{1, 1}, 262144, 640, 64))
}

// RunBenchmarks times each operation on be. Names are those of the parity cases. GB/s counts the bytes
// that graph.NodeCost says must move, GFLOP/s its operations; a cached weight can move faster than memory.
func RunBenchmarks(b *testing.B, be backend.Backend) {
	for _, c := range benchmarkCases() {
		b.Run(c.Name, func(b *testing.B) {
			g, err := c.graph()
			if err != nil {
				b.Fatal(err)
			}
			r, err := newRig(be, c.data(g), backend.Options{}, true)
			if err != nil {
				b.Skip(err)
			}
			defer func() {
				if err := r.close(); err != nil {
					b.Error(err)
				}
			}()
			if err := r.reset(); err != nil {
				b.Fatal(err)
			}
			ctx := context.Background()
			b.ReportAllocs()
			for b.Loop() {
				if err := r.prog.Run(ctx, &r.bind); err != nil {
					b.Fatal(err)
				}
			}
			cost := c.cost(g)
			ns := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
			b.ReportMetric(float64(cost.Bytes())/ns, "GB/s")
			b.ReportMetric(float64(cost.FLOPs)/ns, "GFLOP/s")
		})
	}
}

// cost sums the cost of g's nodes for one run of the case.
func (c *Case) cost(g *graph.Graph) graph.Cost {
	live := graph.Live{T: c.T, R: c.R, Context: c.T}
	for _, p := range c.Pos {
		live.Context = max(live.Context, int(p)+1)
	}
	var sum graph.Cost
	for v := range g.Nodes {
		sum = sum.Add(g.NodeCost(graph.Value(v), live))
	}
	return sum
}
