//go:build cgo

package csimd

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// An attended is a compiled attention of T queries to a cache of S random rows.
type attended struct {
	p    backend.Program
	b    *backend.Bindings
	q, y []float32
}

func newAttended(t testing.TB, be *Backend, d tensor.DType, T, S int, a graph.AttentionAttr) *attended {
	b := graph.NewBuilder()
	q, i32, state := tensor.TypeOf(tensor.F32, T, a.Heads*a.HeadDim), tensor.TypeOf(tensor.I32, T), tensor.TypeOf(d, 1, S, a.KVHeads*a.HeadDim)
	b.Output("y", b.Attention(b.Input("q", q, graph.AxisT), b.State("k", state), b.State("v", state),
		b.Input("pos", i32, graph.AxisT), b.Input("seq", i32, graph.AxisT), a))
	g, err := b.Finish()
	require.NoError(t, err)
	p, err := be.Compile(g, nil, backend.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	r := rand.New(rand.NewPCG(uint64(T*S), uint64(a.HeadDim)))
	buffer := func(typ tensor.Type) backend.Buffer {
		buf, err := be.NewBuffer(typ, backend.UsageState)
		require.NoError(t, err)
		if typ.DType != tensor.I32 {
			copy(buf.(backend.Mapper).Map(), tensor.Random(typ.DType, typ.Shape.Elems(), 1, r))
		}
		return buf
	}
	in := []backend.Buffer{buffer(q), buffer(i32), buffer(i32)}
	y := buffer(q)
	return &attended{p: p, q: host.F32(in[0].(backend.Mapper).Map()), y: host.F32(y.(backend.Mapper).Map()),
		b: &backend.Bindings{Inputs: in, States: []backend.Buffer{buffer(state), buffer(state)}, Outputs: []backend.Buffer{y}, T: T}}
}

// run attends from positions first … first+T−1 with the queries q.
func (m *attended) run(t testing.TB, first, T int, q []float32) []float32 {
	return m.runAt(t, func(i int) int { return first + i }, T, q)
}

// runAt attends from the positions that at returns for each token.
func (m *attended) runAt(t testing.TB, at func(int) int, T int, q []float32) []float32 {
	copy(m.q, q)
	for i := range T {
		host.I32(m.b.Inputs[1].(backend.Mapper).Map())[i] = int32(at(i))
	}
	m.b.T = T
	require.NoError(t, m.p.Run(context.Background(), m.b))
	return append([]float32(nil), m.y[:len(q)]...)
}

// The bits of a token's attention must depend on neither the other tokens of the step nor the number of threads, however
// blocks of the cache are divided among them.
func TestAttentionIsExactlyInvariant(t *testing.T) {
	const T, S = 131, 700
	for _, tier := range tiers() {
		for _, d := range []tensor.DType{tensor.F16, tensor.Q8_0} {
			for _, a := range []graph.AttentionAttr{
				{Heads: 4, KVHeads: 1, HeadDim: 256, Scale: 0.1},
				{Heads: 4, KVHeads: 1, HeadDim: 256, Scale: 0.1, Window: 512},
				{Heads: 6, KVHeads: 2, HeadDim: 96, Scale: 0.2, Window: 33},
				{Heads: 17, KVHeads: 1, HeadDim: 32, Scale: 0.3},
			} {
				first := S - T
				if a.Window > 0 {
					first += 3 * S // rows of a ring
				}
				name := fmt.Sprintf("%s %v %+v", tier, d, a)
				one, three := newAttended(t, openTier(t, tier, 1), d, T, S, a), newAttended(t, openTier(t, tier, 3), d, T, S, a)
				q, width := append([]float32(nil), one.q...), a.Heads*a.HeadDim
				want := one.run(t, first, T, q)
				require.Equal(t, want, three.run(t, first, T, q), "%s: 3 threads", name)
				for _, n := range []int{1, 2, 7, 40} {
					for _, row := range []int{0, 58, 90} { // position 640 is a block's first
						part, rows := q[row*width:(row+n)*width], want[row*width:(row+n)*width]
						require.Equal(t, rows, one.run(t, first+row, n, part), "%s: %d tokens from %d, 1 thread", name, n, row)
						require.Equal(t, rows, three.run(t, first+row, n, part), "%s: %d tokens from %d, 3 threads", name, n, row)
					}
				}
			}
		}
	}
}

// Rows that look to both sides end at one position or at falling ones; each must get what it gets alone.
func TestAttentionAtAnyPositions(t *testing.T) {
	const T, S = 70, 300
	for _, tier := range tiers() {
		for _, a := range []graph.AttentionAttr{{Heads: 3, KVHeads: 1, HeadDim: 64, Scale: 0.1}, {Heads: 3, KVHeads: 1, HeadDim: 64, Scale: 0.1, Window: 50}} {
			m := newAttended(t, openTier(t, tier, 2), tensor.F16, T, S, a)
			q, width := append([]float32(nil), m.q...), a.Heads*a.HeadDim
			for name, at := range map[string]func(int) int{
				"one position": func(int) int { return S - 1 },
				"falling":      func(i int) int { return S - 1 - i },
				"far apart":    func(i int) int { return i * 97 % S },
				"up and down":  func(i int) int { return 150 + max(i-35, 35-i) },
			} {
				want := append([]float32(nil), m.runAt(t, at, T, q)...)
				for i := range T {
					row := m.run(t, at(i), 1, q[i*width:(i+1)*width])
					require.Equal(t, want[i*width:(i+1)*width], row, "%s window %d %s: row %d", tier, a.Window, name, i)
				}
			}
		}
	}
}
