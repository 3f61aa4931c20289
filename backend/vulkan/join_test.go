package vulkan

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// residuals builds two residual additions, each followed by the norm that opens the next half layer.
// With late, the first norm's value is read again after the second addition.
func residuals(t *testing.T, late bool) *graph.Graph {
	const T, D = 5, 48
	b := graph.NewBuilder()
	x := b.Input("x", tensor.TypeOf(tensor.F32, T, D), graph.AxisT)
	r := b.Input("r", tensor.TypeOf(tensor.F32, T, D), graph.AxisT)
	norm := func(name string) graph.Value { return b.Weight(name, tensor.TypeOf(tensor.F32, D)) }
	y1 := b.Add(r, b.RMSNorm(x, norm("a"), 1e-6))
	h1 := b.RMSNorm(y1, norm("b"), 1e-5)
	z := b.MatMul(h1, b.Weight("w", tensor.TypeOf(tensor.F32, D, D)))
	y2 := b.Add(y1, b.RMSNorm(z, norm("c"), 1e-6))
	h2 := b.RMSNorm(y2, norm("d"), 1e-5)
	if late {
		h2 = b.Mul(h2, h1)
	}
	b.Output("h", b.GELU(h2))
	b.Output("y", y2)
	g, err := b.Finish()
	require.NoError(t, err)
	return g
}

// TestJoinedNorms compares joined kernels with the graph as it is, bit for bit.
func TestJoinedNorms(t *testing.T) {
	for name, adjust := range map[string]func(*limits){"as it is": nil, "no subgroups": variants["no subgroups"], "wide groups": variants["wide groups"]} {
		for _, late := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				b, g := openTest(t, adjust), residuals(t, late)
				weights, bindings, closeAll := bind(t, b, g)
				defer closeAll()
				bindings.T = 4
				rng := rand.New(rand.NewPCG(3, 4))
				for i, v := range g.Inputs() {
					require.NoError(t, bindings.Inputs[i].Write(0, tensor.Random(tensor.F32, g.Nodes[v].Type.Shape.Elems(), 1, rng)))
				}
				var results [2][][]byte
				for i := range results {
					p, err := b.Compile(g, weights, backend.Options{NoFusion: i == 1})
					require.NoError(t, err)
					want := 2
					if i == 1 {
						want = 0
					}
					joined := 0
					for _, d := range p.(*program).Launches {
						if strings.HasPrefix(d.Kernel, "rms_norm_add_norm") {
							joined++
						}
					}
					require.Equal(t, want, joined)
					require.NoError(t, p.Run(context.Background(), bindings))
					for _, out := range bindings.Outputs {
						results[i] = append(results[i], append([]byte(nil), out.(backend.Mapper).Map()...))
					}
					require.NoError(t, p.Close())
				}
				require.Equal(t, results[1], results[0])
			})
		}
	}
}

// TestLaunchesPerToken pins how many launches a token of the real model takes: for each of 18 layers 9 on a software
// device and 7 on a GPU, whose products begin with norms; and besides them two for the embedding, whose table takes two
// bindings, one for the last norm, two for the head, two for its largest logits, and on a software device one for the first norm.
// Both find the same logits, bit for bit.
func TestLaunchesPerToken(t *testing.T) {
	var found [2][]engine.Candidate
	for i, c := range []struct {
		adjust   func(*limits)
		launches int64
	}{{func(l *limits) { l.NormFirst = false }, 18*9 + 8 - 1}, {variants["norms first"], 18*7 + 7}} {
		b := openTest(t, c.adjust)
		if !b.limits.cpu {
			t.Skip("devices whose bindings cover more than 128 MiB need fewer")
		}
		e := modeltest.Open(t, func() backend.Backend { return b }, engine.Options{Context: 512, Chunk: 64})
		s := modeltest.Sequence(t, e)
		for id := range int32(3) {
			top, err := s.TopK(context.Background(), nil, []int32{2 + id}, 4)
			require.NoError(t, err)
			found[i] = append(found[i], top...)
		}
		require.Len(t, e.Stats(), 1)
		require.EqualValues(t, 3, e.Stats()[0].Stats.Steps)
		require.EqualValues(t, c.launches, e.Stats()[0].Stats.Dispatches/3)
	}
	require.Equal(t, found[0], found[1])
}
