package immediate

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

const maxT, maxR, cols = 3, 2, 2

var rowType, indexType = tensor.TypeOf(tensor.F32, maxT, cols), tensor.TypeOf(tensor.I32, maxR)

// newGraph is z = (a + b) · a, and the rows idx of a + b between the two.
func newGraph(t *testing.T) *graph.Graph {
	g := graph.NewBuilder()
	a, b := g.Input("a", rowType, graph.AxisT), g.Input("b", rowType, graph.AxisT)
	idx := g.Input("idx", indexType, graph.AxisR)
	sum := g.Add(a, b)
	g.Output("rows", g.Rows(sum, idx))
	g.Output("z", g.Mul(sum, a))
	built, err := g.Finish()
	require.NoError(t, err)
	return built
}

// bindings makes buffers for newGraph.
func bindings(t *testing.T, b *Backend) *backend.Bindings {
	return &backend.Bindings{
		T: 2, R: 1,
		Inputs: []backend.Buffer{
			newBuffer(t, b, backend.UsageInput, rowType, floats(1, 2, 3, 4, 5, 6)),
			newBuffer(t, b, backend.UsageInput, rowType, floats(10, 20, 30, 40, 50, 60)),
			newBuffer(t, b, backend.UsageInput, indexType, make([]byte, 8)),
		},
		Outputs: []backend.Buffer{
			newBuffer(t, b, backend.UsageOutput, tensor.TypeOf(tensor.F32, maxR, cols), nil),
			newBuffer(t, b, backend.UsageOutput, rowType, floats(-1, -1, -1, -1, -1, -1)),
		},
	}
}

func closeAll(t *testing.T, lists ...[]backend.Buffer) {
	for _, l := range lists {
		for _, buf := range l {
			require.NoError(t, buf.Close())
		}
	}
}

func read(t *testing.T, b backend.Buffer) []byte {
	got := make([]byte, b.Type().Bytes())
	require.NoError(t, b.Read(0, got))
	return got
}

func compile(t *testing.T, b *Backend, o backend.Options) backend.Program {
	p, err := b.Compile(newGraph(t), nil, o)
	require.NoError(t, err)
	return p
}

// TestRun runs live rows on memory that the host sees and on memory that it does not, and again with other
// buffers.
func TestRun(t *testing.T) {
	for _, hidden := range []bool{false, true} {
		d, b := newFake(t, hidden)
		p, x := compile(t, b, backend.Options{}), bindings(t, b)
		require.NoError(t, p.Run(context.Background(), x))
		require.Equal(t, floats(11, 44, 99, 176, -1, -1), read(t, x.Outputs[1]), "hidden %v", hidden)
		list := d.runs[0]
		require.Len(t, list, 3)
		for i, want := range []Command{
			{Kernel: "add", Wait: false, Grid: [3]uint32{1, 2, 1}},
			{Kernel: "rows", Wait: true, Grid: [3]uint32{1, 1, 1}},
			{Kernel: "mul", Wait: false, Grid: [3]uint32{1, 2, 1}},
		} {
			require.Equal(t, []any{want.Kernel, want.Wait, want.Grid}, []any{list[i].Kernel, list[i].Wait, list[i].Grid}, "launch %d", i)
			require.Equal(t, ParamsBytes*i, list[i].Bind[0].Off)
			require.Equal(t, byte(2), d.bytes(list[i].Bind[1])[0], "the live count T")
		}
		// Other rows, without R: the barrier before rows moves to the launch after it.
		require.NoError(t, x.Inputs[1].Write(0, floats(7)))
		x.T, x.R = 1, 0
		require.NoError(t, p.Run(context.Background(), x))
		require.Equal(t, floats(8, 44, 99, 176, -1, -1), read(t, x.Outputs[1]))
		require.Len(t, d.runs[1], 2)
		require.True(t, d.runs[1][1].Wait)
		// Other buffers.
		y := bindings(t, b)
		y.Inputs[0], y.Inputs[1] = y.Inputs[1], y.Inputs[0]
		require.NoError(t, p.Run(context.Background(), y))
		require.Equal(t, floats(110, 440, 990, 1760, -1, -1), read(t, y.Outputs[1]))
		require.Equal(t, []string{"add", "rows", "mul"}, d.compiled)
		closeAll(t, x.Inputs, x.Outputs, y.Inputs, y.Outputs)
		require.NoError(t, p.Close())
		require.NoError(t, p.Close())
		require.ErrorIs(t, p.Run(context.Background(), y), backend.ErrClosed)
		require.NoError(t, b.Close())
		require.NoError(t, b.Close())
		require.True(t, d.closed)
	}
}

// TestKernelsAreKept compiles the same graph twice.
func TestKernelsAreKept(t *testing.T) {
	d, b := newFake(t, false)
	for range 2 {
		require.NoError(t, compile(t, b, backend.Options{}).Close())
	}
	require.Len(t, d.compiled, 3)
	_, err := b.kernel("add", []uint32{1})
	require.NoError(t, err)
	_, err = b.kernel("add", []uint32{1, 0})
	require.NoError(t, err)
	require.Len(t, d.compiled, 5, "other constants are another kernel")
	_, err = b.kernel("broken", nil)
	require.ErrorContains(t, err, "fake: compile broken: no such kernel")
	require.NoError(t, b.Close())
}

// TestProfile runs each launch by itself.
func TestProfile(t *testing.T) {
	d, b := newFake(t, false)
	p, x := compile(t, b, backend.Options{Profile: true}), bindings(t, b)
	require.NoError(t, p.Run(context.Background(), x))
	require.Len(t, d.runs, 3)
	spent := 0
	for _, n := range p.Stats().Nodes {
		if n.Time > 0 {
			spent++
		}
	}
	require.Equal(t, 3, spent)
	require.EqualValues(t, 3, p.Stats().Dispatches)
}

// TestWrongBuffers binds what cannot be used.
func TestWrongBuffers(t *testing.T) {
	_, b := newFake(t, false)
	_, other := newFake(t, false)
	p, x, foreign := compile(t, b, backend.Options{}), bindings(t, b), bindings(t, other)
	ctx := context.Background()
	good := x.Inputs[0]
	x.Inputs[0] = foreign.Inputs[0]
	require.ErrorContains(t, p.Run(ctx, x), "input 0 is no buffer of this device")
	x.Inputs[0] = good
	require.NoError(t, p.Run(ctx, x))
	require.NoError(t, x.Outputs[1].Close())
	require.ErrorIs(t, p.Run(ctx, x), backend.ErrClosed)
	require.ErrorIs(t, x.Outputs[1].Write(0, nil), backend.ErrClosed)
	for _, off := range []int{-1, rowType.Bytes() - 3, rowType.Bytes() + 1} {
		require.Error(t, good.Write(off, floats(1)), off)
		require.Error(t, good.Read(off, floats(1)), off)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, p.Run(cancelled, x), context.Canceled)
}

// TestLostDevice loses the device in a run: nothing can be done with it afterwards. An error that is none of
// that kind leaves it usable.
func TestLostDevice(t *testing.T) {
	d, b := newFake(t, true)
	p, x := compile(t, b, backend.Options{}), bindings(t, b)
	ctx := context.Background()
	d.err = errors.New("once")
	require.ErrorContains(t, p.Run(ctx, x), "fake: run: once")
	require.NoError(t, p.Run(ctx, x))
	d.err = fmt.Errorf("%w: gone", backend.ErrDeviceLost)
	require.ErrorIs(t, p.Run(ctx, x), backend.ErrDeviceLost)
	require.ErrorIs(t, p.Run(ctx, x), backend.ErrDeviceLost)
	require.ErrorIs(t, x.Inputs[0].Write(0, floats(1)), backend.ErrDeviceLost)
	_, err := b.NewBuffer(rowType, backend.UsageState)
	require.ErrorIs(t, err, backend.ErrDeviceLost)
	_, err = b.Compile(newGraph(t), nil, backend.Options{})
	require.ErrorIs(t, err, backend.ErrDeviceLost)
	closeAll(t, x.Inputs, x.Outputs)
	require.NoError(t, p.Close())
	require.NoError(t, b.Close())
}

// TestNoRoom fails each allocation of a program in turn; what was allocated before is given back.
func TestNoRoom(t *testing.T) {
	d, b := newFake(t, false)
	require.NoError(t, compile(t, b, backend.Options{}).Close())
	of := d.made
	require.Equal(t, 4, of)
	for i := range of {
		d, b := newFake(t, false)
		d.failAt = i + 1
		_, err := b.Compile(newGraph(t), nil, backend.Options{})
		require.ErrorContains(t, err, "no room")
		require.ErrorContains(t, err, "in use")
		require.Zero(t, d.open, "allocation %d failed", i)
		require.Zero(t, b.inUse)
		require.NoError(t, b.Close())
	}
}

// TestAlign pins that a launch's parameters fit what it has for them.
func TestAlign(t *testing.T) { require.LessOrEqual(t, gpu.MaxPush, ParamsBytes) }
