package null

import (
	"context"
	"encoding/binary"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

const T, K, N, S = 4, 64, 10, 32

// step is a projection into a cache, attention over it and a product with a Q8_0 weight.
func step(t *testing.T) *graph.Graph {
	b := graph.NewBuilder()
	x := b.Input("x", tensor.TypeOf(tensor.F32, T, K), graph.AxisT)
	pos := b.Input("pos", tensor.TypeOf(tensor.I32, T), graph.AxisT)
	seq := b.Input("seq", tensor.TypeOf(tensor.I32, T), graph.AxisT)
	c := b.KVWrite(b.State("cache", tensor.TypeOf(tensor.F16, 1, S, K)), x, pos, seq)
	a := b.Attention(x, c, c, pos, seq, graph.AttentionAttr{Heads: 2, KVHeads: 2, HeadDim: K / 2, Scale: 1})
	h := b.MatMul(b.Add(a, x), b.Weight("w", tensor.TypeOf(tensor.Q8_0, N, K)))
	b.Output("y", h)
	g, err := b.Finish()
	require.NoError(t, err)
	return g
}

func open(t *testing.T, o backend.Options) (*Program, *backend.Bindings) {
	g := step(t)
	be, err := backend.Open(Name, backend.Config{})
	require.NoError(t, err)
	buffer := func(v graph.Value, u backend.Usage) backend.Buffer {
		buf, err := be.NewBuffer(g.Nodes[v].Type, u)
		require.NoError(t, err)
		return buf
	}
	b := &backend.Bindings{T: T}
	for _, v := range g.Inputs() {
		b.Inputs = append(b.Inputs, buffer(v, backend.UsageInput))
	}
	b.States = []backend.Buffer{buffer(g.States()[0], backend.UsageState)}
	b.Outputs = []backend.Buffer{buffer(g.Outputs[0].Value, backend.UsageOutput)}
	p, err := be.Compile(g, []backend.Buffer{buffer(g.Weights()[0], backend.UsageWeight)}, o)
	require.NoError(t, err)
	return p.(*Program), b
}

func setPos(t *testing.T, b *backend.Bindings, first uint32) {
	for i := range uint32(T) {
		require.NoError(t, b.Inputs[1].Write(int(4*i), binary.LittleEndian.AppendUint32(nil, first+i)))
	}
}

// TestCounts computes the cost of one step by hand.
func TestCounts(t *testing.T) {
	p, b := open(t, backend.Options{Profile: true})
	b.T = 3
	setPos(t, b, 20) // the live positions are 20, 21, 22: 23 cache rows are seen
	require.NoError(t, p.Run(context.Background(), b))
	require.NoError(t, p.Run(context.Background(), b))
	s := p.Stats()
	const rowF16 = 2 * K
	require.Equal(t, 2, s.Steps)
	require.EqualValues(t, 2*4, s.Dispatches) // kv_write, attention, add, matmul
	require.EqualValues(t, 2*N*(K/32*34), s.Cost.WeightBytes)
	require.EqualValues(t, 2*(3*rowF16+2*23*rowF16), s.Cost.CacheBytes)
	require.EqualValues(t, 2*(2*3*N*K+2*2*3*23*K+8*3*K), s.Cost.FLOPs)
	var sum graph.Cost
	for _, n := range s.Nodes {
		sum = sum.Add(n.Cost)
	}
	require.Equal(t, s.Cost, sum)
}

func TestPlan(t *testing.T) {
	p, _ := open(t, backend.Options{})
	require.Equal(t, 2*T*K*4, p.Plan().Size) // attention and add live at the same time
	require.Len(t, p.Plan().Offsets, len(p.Graph().Nodes))
}

func TestOutputsAreZero(t *testing.T) {
	p, b := open(t, backend.Options{})
	ones := make([]byte, T*N*4)
	for i := range ones {
		ones[i] = 1
	}
	require.NoError(t, b.Outputs[0].Write(0, ones))
	b.T = 3
	require.NoError(t, p.Run(context.Background(), b))
	got := make([]byte, len(ones))
	require.NoError(t, b.Outputs[0].Read(0, got))
	require.Equal(t, make([]byte, 3*N*4), got[:3*N*4])
	require.Equal(t, ones[3*N*4:], got[3*N*4:])
}

func TestRefuses(t *testing.T) {
	p, b := open(t, backend.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, p.Run(ctx, b), context.Canceled)
	setPos(t, b, S-T+1)
	var input *backend.InputError
	require.ErrorAs(t, p.Run(context.Background(), b), &input)
	require.Equal(t, backend.InputError{Input: "pos", Row: T - 1, Value: S, Limit: S}, *input)
	setPos(t, b, 0)
	b.T = T + 1
	require.Error(t, p.Run(context.Background(), b))
	b.T = T
	require.NoError(t, p.Run(context.Background(), b))
	require.Equal(t, 1, p.Stats().Steps)
	require.NoError(t, p.Close())
	require.NoError(t, p.Close())
	require.ErrorIs(t, p.Run(context.Background(), b), backend.ErrClosed)

	be := New()
	_, err := be.Compile(step(t), nil, backend.Options{})
	require.Error(t, err)
	wrong, err := be.NewBuffer(tensor.TypeOf(tensor.Q4_0, N, K), backend.UsageWeight)
	require.NoError(t, err)
	_, err = be.Compile(step(t), []backend.Buffer{wrong}, backend.Options{})
	require.Error(t, err)
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	p, b := open(t, backend.Options{})
	require.Zero(t, testing.AllocsPerRun(10, func() {
		if err := p.Run(context.Background(), b); err != nil {
			t.Fatal(err)
		}
	}))
}
