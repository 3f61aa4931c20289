package host

import (
	"math"
	"testing"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func TestBuffer(t *testing.T) {
	b, err := NewBuffer(tensor.TypeOf(tensor.F32, 3, 5))
	require.NoError(t, err)
	require.Len(t, b.Map(), 60)
	require.Zero(t, uintptr(unsafe.Pointer(unsafe.SliceData(b.Map())))%align)
	require.NoError(t, b.Write(56, []byte{1, 2, 3, 4}))
	got := make([]byte, 4)
	require.NoError(t, b.Read(56, got))
	require.Equal(t, []byte{1, 2, 3, 4}, got)
	for _, off := range []int{-1, 57, 61, math.MaxInt} {
		require.Error(t, b.Write(off, got), off)
		require.Error(t, b.Read(off, got), off)
	}
	require.NoError(t, b.Close())
	require.NoError(t, b.Close())
	require.ErrorIs(t, b.Read(0, got), backend.ErrClosed)

	_, err = NewBuffer(tensor.TypeOf(tensor.Q8_0, 3, 5))
	require.Error(t, err)
	_, err = Import(tensor.TypeOf(tensor.F32, 2), make([]byte, 7))
	require.Error(t, err)
	imported, err := Import(tensor.TypeOf(tensor.F32, 2), make([]byte, 8))
	require.NoError(t, err)
	require.ErrorContains(t, imported.Write(0, got), "read-only")
}

func TestViewsRejectMisalignment(t *testing.T) {
	data := Alloc(16)
	require.Len(t, F32(data), 4)
	require.Len(t, I32(data), 4)
	require.Len(t, U16(data), 8)
	require.Empty(t, F32(nil))
	require.PanicsWithValue(t, "BUG: host: misaligned view", func() { F32(data[1:]) })
}

// bound is a graph with every kind of index input, and bindings that fit it.
type bound struct {
	checker *Checker
	b       backend.Bindings
}

func newBound(t *testing.T) *bound {
	const T, R, V, D, B, S = 4, 2, 10, 32, 3, 8
	gb := graph.NewBuilder()
	index := func(name string, n int, axis graph.Axis) graph.Value {
		return gb.Input(name, tensor.TypeOf(tensor.I32, n), axis)
	}
	ids, pos, seq := index("ids", T, graph.AxisT), index("pos", T, graph.AxisT), index("seq", T, graph.AxisT)
	rows := index("rows", R, graph.AxisR)
	x := gb.Embed(gb.Weight("w", tensor.TypeOf(tensor.F32, V, D)), ids, 1)
	k := gb.KVWrite(gb.State("k", tensor.TypeOf(tensor.F32, B, S, D)), x, pos, seq)
	y := gb.Attention(x, k, k, pos, seq, graph.AttentionAttr{Heads: 1, KVHeads: 1, HeadDim: D, Scale: 1})
	gb.Output("y", gb.Rows(y, rows))
	g, err := gb.Finish()
	require.NoError(t, err)
	o := &bound{checker: NewChecker(g)}
	add := func(set *[]backend.Buffer, typ tensor.Type) {
		buf, err := NewBuffer(typ)
		require.NoError(t, err)
		*set = append(*set, buf)
	}
	for _, v := range g.Inputs() {
		add(&o.b.Inputs, g.Nodes[v].Type)
	}
	for _, v := range g.States() {
		add(&o.b.States, g.Nodes[v].Type)
	}
	add(&o.b.Outputs, g.Nodes[g.Outputs[0].Value].Type)
	o.b.T, o.b.R = 3, 2
	return o
}

func (o *bound) set(input, row int, v int32) { I32(o.b.Inputs[input].(*Buffer).Map())[row] = v }

func TestCheckerFindsEveryBadIndex(t *testing.T) {
	for _, c := range []struct {
		input int
		name  string
		limit int
	}{{0, "ids", 10}, {1, "pos", 8}, {2, "seq", 3}, {3, "rows", 3}} {
		for _, v := range []int32{-1, int32(c.limit), math.MinInt32, math.MaxInt32} {
			o := newBound(t)
			require.NoError(t, o.checker.Check(&o.b))
			o.set(c.input, 1, int32(c.limit-1))
			require.NoError(t, o.checker.Check(&o.b), c.name)
			o.set(c.input, 1, v)
			var ie *backend.InputError
			require.ErrorAs(t, o.checker.Check(&o.b), &ie)
			require.Equal(t, backend.InputError{Input: c.name, Row: 1, Value: v, Limit: c.limit}, *ie)
		}
	}
	o := newBound(t)
	o.set(0, 3, -1) // beyond the live tokens: not looked at
	require.NoError(t, o.checker.Check(&o.b))
}

func TestCheckerRejectsWrongBindings(t *testing.T) {
	other, err := NewBuffer(tensor.TypeOf(tensor.F32, 1))
	require.NoError(t, err)
	for name, breakIt := range map[string]func(b *backend.Bindings){
		"tokens":       func(b *backend.Bindings) { b.T = 5 },
		"negative":     func(b *backend.Bindings) { b.T = -1 },
		"rows":         func(b *backend.Bindings) { b.R = 3 },
		"input count":  func(b *backend.Bindings) { b.Inputs = b.Inputs[1:] },
		"state count":  func(b *backend.Bindings) { b.States = nil },
		"output count": func(b *backend.Bindings) { b.Outputs = append(b.Outputs, other) },
		"input type":   func(b *backend.Bindings) { b.Inputs[0] = other },
		"state type":   func(b *backend.Bindings) { b.States[0] = other },
		"output type":  func(b *backend.Bindings) { b.Outputs[0] = other },
		"closed input": func(b *backend.Bindings) { b.Inputs[1].Close() },
	} {
		o := newBound(t)
		breakIt(&o.b)
		require.Error(t, o.checker.Check(&o.b), name)
	}
}

func TestCheckAllocatesNothing(t *testing.T) {
	o := newBound(t)
	require.Zero(t, testing.AllocsPerRun(100, func() { _ = o.checker.Check(&o.b) }))
}
