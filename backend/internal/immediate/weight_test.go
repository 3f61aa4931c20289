package immediate

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// product is y = x·wᵀ.
func product(t *testing.T, w tensor.Type) *graph.Graph {
	g := graph.NewBuilder()
	x := g.Input("x", tensor.TypeOf(tensor.F32, 1, w.Shape.Cols()), graph.AxisT)
	g.Output("y", g.MatMul(x, g.Weight("w", w)))
	built, err := g.Finish()
	require.NoError(t, err)
	return built
}

// packed returns a weight as the device has it.
func packed(t *testing.T, typ tensor.Type, file []byte) []byte {
	p, err := gpu.NewPacking(typ)
	require.NoError(t, err)
	all := make([]byte, p.Bytes())
	p.PackRows(all[:p.Quants], all[p.ScalesAt:], file, 0, p.Rows)
	return all
}

// requireOnDevice compares both parts of a weight with what is on the device. Between them is a gap.
func requireOnDevice(t *testing.T, d *fake, w *weight, file []byte) {
	want, p := packed(t, w.typ, file), w.packing
	got := make([]byte, p.Bytes())
	require.NoError(t, w.mem.Read(w.at, got[:min(len(got), w.mem.Memory.(*fakeMemory).len()-w.at)]))
	require.Equal(t, want[:p.Quants], got[:p.Quants])
	require.Equal(t, want[p.ScalesAt:], got[p.ScalesAt:])
}

func (m *fakeMemory) len() int { return len(m.data) }

// TestWeights uploads weights, in one piece and in several, and again after they are written.
func TestWeights(t *testing.T) {
	for _, hidden := range []bool{false, true} {
		d, b := newFake(t, hidden)
		rng := rand.New(rand.NewPCG(1, 2))
		for _, typ := range []tensor.Type{
			tensor.TypeOf(tensor.Q8_0, 5, 64), tensor.TypeOf(tensor.F32, 3, 40),
			tensor.TypeOf(tensor.F16, 2048, 4224), tensor.TypeOf(tensor.Q8_0, 4096, 4096), // more than a piece
		} {
			file := tensor.Random(typ.DType, typ.Shape.Elems(), 1, rng)
			buf, err := b.ImportBuffer(typ, file)
			require.NoError(t, err)
			requireOnDevice(t, d, buf.(*weight), file)
			require.Equal(t, file, read(t, buf))
			require.ErrorContains(t, buf.Write(0, file[:1]), "read-only")
			require.NoError(t, buf.Close())

			own := newBuffer(t, b, backend.UsageWeight, typ, file)
			p, err := b.Compile(product(t, typ), []backend.Buffer{own}, backend.Options{})
			require.NoError(t, err)
			requireOnDevice(t, d, own.(*weight), file)
			require.NoError(t, p.Close())
			other := tensor.Random(typ.DType, typ.Shape.Elems(), 1, rng)
			require.NoError(t, own.Write(0, other))
			p, err = b.Compile(product(t, typ), []backend.Buffer{own}, backend.Options{})
			require.NoError(t, err)
			requireOnDevice(t, d, own.(*weight), other)
			require.NoError(t, p.Close())
			require.NoError(t, own.Close())
			require.NoError(t, own.Close())
		}
		require.NoError(t, b.Close())
	}
	_, b := newFake(t, false)
	_, err := b.ImportBuffer(tensor.TypeOf(tensor.F32, 2), make([]byte, 7))
	require.ErrorContains(t, err, "needs 8 bytes, got 7")
	typ := tensor.TypeOf(tensor.F32, 3, 16)
	_, err = b.Compile(product(t, typ), nil, backend.Options{})
	require.ErrorContains(t, err, "0 weights bound, want 1")
	closed := newBuffer(t, b, backend.UsageWeight, typ, nil)
	require.NoError(t, closed.Close())
	_, err = b.Compile(product(t, typ), []backend.Buffer{closed}, backend.Options{})
	require.ErrorContains(t, err, "no open weight")
}

// A wrapper is a fake that uses the host's memory.
type wrapper struct {
	*fake
	skip    int
	wrapped int
}

func (w *wrapper) Wrap(data []byte) (Memory, int, error) {
	w.wrapped++
	w.open++
	return &fakeMemory{d: w.fake, data: append(make([]byte, w.skip), data...)}, w.skip, nil
}

// TestWrap imports weights that are used in place, and others that are not: small ones and those that are
// laid out otherwise.
func TestWrap(t *testing.T) {
	f, _ := newFake(t, false)
	d := &wrapper{fake: f, skip: gpu.Align}
	b := New(backend.DeviceInfo{Backend: "fake"}, gpu.Guaranteed(), d)
	for _, c := range []struct {
		typ     tensor.Type
		wrapped bool
	}{
		{tensor.TypeOf(tensor.F32, 64, 512), true},
		{tensor.TypeOf(tensor.BF16, 128, 512), true},
		{tensor.TypeOf(tensor.F32, 8, 16), false},
		{tensor.TypeOf(tensor.F32, 64, 513), false},
		{tensor.TypeOf(tensor.Q8_0, 512, 512), false},
	} {
		before := d.wrapped
		file := tensor.Random(c.typ.DType, c.typ.Shape.Elems(), 1, rand.New(rand.NewPCG(3, 4)))
		buf, err := b.ImportBuffer(c.typ, file)
		require.NoError(t, err)
		require.Equal(t, c.wrapped, d.wrapped > before, c.typ)
		requireOnDevice(t, f, buf.(*weight), file)
		p, err := b.Compile(product(t, c.typ), []backend.Buffer{buf}, backend.Options{})
		require.NoError(t, err)
		x := &backend.Bindings{T: 1}
		x.Inputs = append(x.Inputs, newBuffer(t, b, backend.UsageInput, tensor.TypeOf(tensor.F32, 1, c.typ.Shape.Cols()), nil))
		x.Outputs = append(x.Outputs, newBuffer(t, b, backend.UsageOutput, tensor.TypeOf(tensor.F32, 1, c.typ.Shape.Rows()), nil))
		require.NoError(t, p.Run(context.Background(), x))
		quants := f.runs[len(f.runs)-1][0].Bind[3]
		require.Equal(t, buf.(*weight).mem.Memory, quants.Memory)
		if c.wrapped {
			require.Equal(t, d.skip, quants.Off)
		}
		closeAll(t, x.Inputs, x.Outputs)
		require.NoError(t, p.Close())
		require.NoError(t, buf.Close())
	}
	require.NoError(t, b.Close())
}
