//go:build cgo

package csimd

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A product is a compiled matmul of x[T,K] with a random w[N,K], and what it should give.
type product struct {
	p       backend.Program
	b       *backend.Bindings
	x, w, y []float32
	n, k    int
}

func newProduct(t testing.TB, be *Backend, d tensor.DType, T, n, k int) *product {
	return newProductOf(t, be, d, T, n, k, false)
}

// newProductOf also writes y to a cache if inner is set, so that x is rounded as for such products.
func newProductOf(t testing.TB, be *Backend, d tensor.DType, T, n, k int, inner bool) *product {
	r := rand.New(rand.NewPCG(uint64(n*k), uint64(d)))
	m := newProductWith(t, be, d, tensor.Random(d, n*k, 0.05, r), T, n, k, inner)
	outliers := 100 // one in a third of the blocks
	if inner {
		outliers = 1000 // in few, which alone are of two parts
	}
	for i := range m.x {
		m.x[i] = float32(r.NormFloat64())
		if i%outliers == 0 {
			m.x[i] *= 20
		}
	}
	return m
}

// newProductWith takes the bytes of w and leaves x zero.
func newProductWith(t testing.TB, be *Backend, d tensor.DType, raw []byte, T, n, k int, inner bool) *product {
	b := graph.NewBuilder()
	x := b.Input("x", tensor.TypeOf(tensor.F32, T, k), graph.AxisT)
	y := b.MatMul(x, b.Weight("w", tensor.TypeOf(d, n, k)))
	var in, states []backend.Buffer
	bind := func(bufs *[]backend.Buffer, typ tensor.Type) {
		buf, err := be.NewBuffer(typ, backend.UsageInput)
		require.NoError(t, err)
		*bufs = append(*bufs, buf)
	}
	bind(&in, tensor.TypeOf(tensor.F32, T, k))
	if inner {
		i32, state := tensor.TypeOf(tensor.I32, T), tensor.TypeOf(tensor.F32, 1, 64, n)
		b.KVWrite(b.State("cache", state), y, b.Input("pos", i32, graph.AxisT), b.Input("seq", i32, graph.AxisT))
		bind(&in, i32)
		bind(&in, i32)
		bind(&states, state)
		for i := range T {
			host.I32(in[1].(backend.Mapper).Map())[i] = int32(i)
		}
	}
	b.Output("y", y)
	g, err := b.Finish()
	require.NoError(t, err)
	wt, err := be.ImportBuffer(tensor.TypeOf(d, n, k), raw)
	require.NoError(t, err)
	p, err := be.Compile(g, []backend.Buffer{wt}, backend.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { p.Close() })
	out, err := be.NewBuffer(tensor.TypeOf(tensor.F32, T, n), backend.UsageOutput)
	require.NoError(t, err)
	m := &product{p: p, n: n, k: k, w: make([]float32, n*k), x: host.F32(in[0].(backend.Mapper).Map()), y: host.F32(out.(backend.Mapper).Map())}
	require.NoError(t, tensor.Dequantise(d, m.w, raw))
	m.b = &backend.Bindings{Inputs: in, States: states, Outputs: []backend.Buffer{out}, T: T}
	return m
}

var weightTypes = []tensor.DType{tensor.F32, tensor.F16, tensor.BF16, tensor.Q4_0, tensor.Q4_1, tensor.Q5_0, tensor.Q5_1, tensor.Q8_0,
	tensor.Q2_K, tensor.Q3_K, tensor.Q4_K, tensor.Q5_K, tensor.Q6_K, tensor.IQ4_NL, tensor.IQ4_XS}

// quantised rounds activations as the kernels do, so that what remains is the order of summation.
func quantised(x []float32, inner bool) []float64 {
	y := make([]float64, len(x))
	rms := 0.0
	for _, v := range x {
		rms += float64(v) * float64(v)
	}
	rms = math.Sqrt(rms / float64(len(x)))
	for b := 0; b < len(x); b += 32 {
		var amax float32
		for _, v := range x[b : b+32] {
			amax = max(amax, float32(math.Abs(float64(v))))
		}
		step := float32(16256)
		if inner && float64(amax) <= 3*rms {
			step = 127
		}
		for i, v := range x[b : b+32] {
			if amax > 0 {
				y[b+i] = math.RoundToEven(float64(v*(step/amax))) * float64(amax/step)
			}
		}
	}
	return y
}

// Every type and tier, products of one token (GEMV) and of many (GEMM), N that is no multiple of a panel.
func TestProductsMatchFloat64(t *testing.T) {
	for _, tier := range tiers() {
		be := openTier(t, tier, 2)
		for _, d := range weightTypes {
			for i, T := range []int{1, 2, 13, 29, 1, 2, 13, 29} {
				inner := i >= 4
				m := newProductOf(t, be, d, T, 37, 768, inner)
				require.NoError(t, m.p.Run(context.Background(), m.b))
				for row := range T {
					x := m.x[row*m.k : (row+1)*m.k]
					xq := make([]float64, m.k)
					for i, v := range x {
						xq[i] = float64(v)
					}
					if d.Quantised() {
						xq = quantised(x, inner)
					}
					for n := range m.n {
						sum, size := 0.0, 0.0
						for i := range m.k {
							p := xq[i] * float64(m.w[n*m.k+i])
							sum += p
							size += math.Abs(p)
						}
						// Of a type with minima both parts of a sum are up to some 30 times as large as their difference.
						require.InDelta(t, sum, m.y[row*m.n+n], 3e-5*size+1e-6, "%s %v T=%d inner=%v row %d column %d", tier, d, T, inner, row, n)
					}
				}
			}
		}
	}
}

// Where all weights and activations are as large as their types allow, no sum may overflow the bits that a tier adds in.
func TestProductsOfLargestValues(t *testing.T) {
	for _, tier := range tiers() {
		be := openTier(t, tier, 2)
		for _, c := range []struct {
			d        tensor.DType
			from, to int // the bytes of a block that hold values
			value    byte
		}{
			{tensor.Q4_0, 2, 18, 0xff}, {tensor.Q5_0, 2, 22, 0xff}, {tensor.Q8_0, 2, 34, 0x80}, {tensor.Q8_0, 2, 34, 0x7f},
			{tensor.Q4_K, 16, 144, 0xff}, {tensor.Q5_K, 16, 176, 0xff}, {tensor.Q6_K, 0, 192, 0xff}, {tensor.Q6_K, 0, 192, 0},
		} {
			const T, n, k = 20, 37, 512
			raw := tensor.Random(c.d, n*k, 0.05, rand.New(rand.NewPCG(1, uint64(c.d))))
			for i := range raw {
				if at := i % c.d.BlockBytes(); at >= c.from && at < c.to {
					raw[i] = c.value
				}
			}
			for _, inner := range []bool{false, true} { // low parts of 127, high parts of 127
				for _, sign := range []float32{1, -1} {
					m := newProductWith(t, be, c.d, raw, T, n, k, inner)
					for i := range m.x {
						m.x[i] = sign
						if !inner && i%32 > 0 {
							m.x[i] = sign * 16255 / 16256
						}
					}
					require.NoError(t, m.p.Run(context.Background(), m.b))
					for j := range n {
						sum, size := 0.0, 0.0
						for i, x := range quantised(m.x[:k], inner) {
							sum += x * float64(m.w[j*k+i])
							size += math.Abs(x * float64(m.w[j*k+i]))
						}
						for row := range T {
							require.InDelta(t, sum, m.y[row*n+j], 3e-5*size+1e-6, "%s %v inner=%v sign %v row %d column %d", tier, c.d, inner, sign, row, j)
						}
					}
				}
			}
		}
	}
}

// The bits of a product must not depend on the size of the step or the number of threads.
func TestProductsAreExactlyInvariant(t *testing.T) {
	for _, tier := range tiers() {
		for _, d := range weightTypes {
			var want []float32
			for _, threads := range []int{1, 3} {
				be := openTier(t, tier, threads)
				m := newProductOf(t, be, d, 17, 70, 512, true)
				require.NoError(t, m.p.Run(context.Background(), m.b))
				if want == nil {
					want = append(want, m.y...)
				}
				require.Equal(t, want, m.y, "%s %v: %d threads", tier, d, threads)
				for few := 2; few <= 9; few++ {
					clear(m.y)
					m.b.T = few
					require.NoError(t, m.p.Run(context.Background(), m.b))
					require.Equal(t, want[:few*m.n], m.y[:few*m.n], "%s %v: the first %d rows", tier, d, few)
				}
				x := append([]float32(nil), m.x...)
				for row := range 17 {
					copy(m.x, x[row*m.k:(row+1)*m.k])
					m.b.T = 1
					require.NoError(t, m.p.Run(context.Background(), m.b))
					require.Equal(t, want[row*m.n:(row+1)*m.n], m.y[:m.n], "%s %v: row %d alone", tier, d, row)
				}
			}
		}
	}
}

// Tiles compute the same integers, so the amx tier has the bits of avx512, whatever T is. For BF16 it has instructions
// of its own.
func TestAMXEqualsAVX512(t *testing.T) {
	equalProducts(t, "amx", "avx512", func(d tensor.DType) bool { return d != tensor.BF16 })
}

// So do the tiers of 64-bit ARM, with instructions that multiply more integers at once.
func TestProductsOfARMTiersAreEqual(t *testing.T) {
	equalProducts(t, "dotprod", "neon", tensor.DType.Quantised)
	equalProducts(t, "i8mm", "neon", tensor.DType.Quantised)
}

// equalProducts requires that products of some types have the same bits on two tiers, if the processor has the first.
func equalProducts(t *testing.T, tier, plain string, types func(tensor.DType) bool) {
	if kernels(tier) == nil {
		t.Skip(noTier(tier))
	}
	x, y := openTier(t, tier, 2), openTier(t, plain, 2)
	for _, d := range weightTypes {
		if !types(d) {
			continue
		}
		widths := []int{768}
		if d.BlockValues() == 32 {
			widths = append(widths, 32, 160, 224) // tiles of four blocks do not divide them
		}
		for _, T := range []int{1, 5, 6, 15, 16, 17, 47, 130} {
			for _, k := range widths {
				for _, inner := range []bool{false, true} {
					a, b := newProductOf(t, x, d, T, 37, k, inner), newProductOf(t, y, d, T, 37, k, inner)
					require.NoError(t, a.p.Run(context.Background(), a.b))
					require.NoError(t, b.p.Run(context.Background(), b.b))
					require.Equal(t, b.y, a.y, "%s %v T=%d k=%d inner=%v", tier, d, T, k, inner)
				}
			}
		}
	}
}

func TestRunAllocatesNothing(t *testing.T) {
	m := newProduct(t, openTier(t, "", 2), tensor.Q8_0, 1, 64, 640)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for _, c := range []context.Context{context.Background(), ctx} {
		require.NoError(t, m.p.Run(c, m.b))
		require.Zero(t, testing.AllocsPerRun(100, func() {
			if err := m.p.Run(c, m.b); err != nil {
				t.Error(err)
			}
		}))
	}
}

// Buffers may be Go memory, as those of package cpu are, and move from run to run.
func TestGoMemory(t *testing.T) {
	m := newProduct(t, openTier(t, "", 2), tensor.Q5_0, 2, 64, 640)
	require.NoError(t, m.p.Run(context.Background(), m.b))
	want := append([]float32(nil), m.y...)
	for range 3 {
		in, err := host.NewBuffer(m.b.Inputs[0].Type())
		require.NoError(t, err)
		out, err := host.NewBuffer(m.b.Outputs[0].Type())
		require.NoError(t, err)
		copy(host.F32(in.Map()), m.x)
		b := &backend.Bindings{Inputs: []backend.Buffer{in}, Outputs: []backend.Buffer{out}, T: 2}
		require.NoError(t, m.p.Run(context.Background(), b))
		runtime.GC()
		require.Equal(t, want, host.F32(out.Map()))
	}
}

func TestCancel(t *testing.T) {
	m := newProduct(t, openTier(t, "", 2), tensor.F32, 512, 2048, 2048)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, m.p.Run(ctx, m.b), context.Canceled)
	for i := range 20 {
		ctx, cancel := context.WithTimeout(context.Background(), time.Duration(i)*time.Millisecond)
		if err := m.p.Run(ctx, m.b); err != nil {
			require.ErrorIs(t, err, context.DeadlineExceeded)
		}
		cancel()
	}
	require.NoError(t, m.p.Run(context.Background(), m.b))
}

// A lateContext is found to be cancelled by everyone but the first who asks.
type lateContext struct {
	context.Context
	asked atomic.Bool
}

func (c *lateContext) Err() error {
	if !c.asked.Swap(true) {
		return nil
	}
	return c.Context.Err()
}

// A run that was begun ends between two of its operations, and leaves nothing behind that the next one would meet.
func TestCancelWithinStep(t *testing.T) {
	const T, n, ops = 32, 256, 64
	for _, threads := range []int{1, 2, 4*runtime.NumCPU() + 1} {
		be := openTier(t, "", threads)
		b := graph.NewBuilder()
		x := b.Input("x", tensor.TypeOf(tensor.F32, T, n), graph.AxisT)
		y, w := x, b.Weight("w", tensor.TypeOf(tensor.F32, n, n))
		for range ops {
			y = b.MatMul(y, w)
		}
		b.Output("y", y)
		g, err := b.Finish()
		require.NoError(t, err)
		wt, err := be.ImportBuffer(tensor.TypeOf(tensor.F32, n, n), tensor.Random(tensor.F32, n*n, 0.06, rand.New(rand.NewPCG(1, 2))))
		require.NoError(t, err)
		p, err := be.Compile(g, []backend.Buffer{wt}, backend.Options{})
		require.NoError(t, err)
		in, err := be.NewBuffer(tensor.TypeOf(tensor.F32, T, n), backend.UsageInput)
		require.NoError(t, err)
		out, err := be.NewBuffer(tensor.TypeOf(tensor.F32, T, n), backend.UsageOutput)
		require.NoError(t, err)
		for i, v := range host.F32(in.(backend.Mapper).Map()) {
			host.F32(in.(backend.Mapper).Map())[i] = v + float32(i%7)
		}
		bind := &backend.Bindings{Inputs: []backend.Buffer{in}, Outputs: []backend.Buffer{out}, T: T}
		require.NoError(t, p.Run(context.Background(), bind))
		want := append([]float32(nil), host.F32(out.(backend.Mapper).Map())...)

		cancelled, cancel := context.WithCancel(context.Background())
		cancel()
		stopped := 0
		for range 50 { // on a busy machine the run may be over before anybody looks at the context
			if err := p.Run(&lateContext{Context: cancelled}, bind); err != nil {
				require.ErrorIs(t, err, context.Canceled)
				if stopped++; stopped == 5 {
					break
				}
			}
		}
		require.Positive(t, stopped, "%d threads: no run was stopped", threads)
		require.NoError(t, p.Run(context.Background(), bind))
		require.Equal(t, want, host.F32(out.(backend.Mapper).Map()))
		require.NoError(t, p.Close())
	}
}

// More threads than processors must neither hang nor change results.
func TestOversubscribed(t *testing.T) {
	one, many := openTier(t, "", 1), openTier(t, "", 4*runtime.NumCPU()+1)
	a, b := newProduct(t, one, tensor.Q4_K, 33, 200, 512), newProduct(t, many, tensor.Q4_K, 33, 200, 512)
	require.NoError(t, a.p.Run(context.Background(), a.b))
	for range 200 {
		require.NoError(t, b.p.Run(context.Background(), b.b))
	}
	require.Equal(t, a.y, b.y)
}

func TestUnknownTierIsAnError(t *testing.T) {
	_, err := New(backend.Config{}, "sse9")
	var no *backend.UnavailableError
	require.True(t, errors.As(err, &no))
	require.ErrorContains(t, err, "sse9")
}

// A head of Q8_0 is repacked once it was read a few times, back again for a screen, and gives the same bits throughout.
func TestHeadBeforeAndAfterRepacking(t *testing.T) {
	const n, k = 37, 640
	raw := tensor.Random(tensor.Q8_0, n*k, 0.05, rand.New(rand.NewPCG(1, 2)))
	for _, tier := range tiers() {
		be := openTier(t, tier, 2)
		h := newHead(t, be, tensor.Q8_0, n, k, 5, raw)
		for i := range h.x {
			h.x[i] = float32(math.Sin(float64(i * i)))
		}
		w := h.p.(*program).head
		want := h.run(t)
		for run := 2; run < 2*patience; run++ {
			require.Equal(t, want, h.run(t), "%s: run %d", tier, run)
			require.Equal(t, run >= patience, w.slab != nil, "%s: run %d", tier, run)
		}
		w.unpack()
		require.Nil(t, w.slab)
		require.NoError(t, be.ExpectScreen(h.w))
		for range 2 * patience {
			require.Equal(t, want, h.run(t), tier)
		}
		require.Nil(t, w.slab, "%s: a screen is on its way", tier)
		require.NoError(t, be.SetScreen(h.w, nil, false))
		for range patience {
			require.Equal(t, want, h.run(t), tier)
		}
		require.NotNil(t, w.slab, tier)
	}
}

// Programs of one weight share its panels, and the last one frees them.
func TestWeightsAreShared(t *testing.T) {
	be := openTier(t, "", 1)
	b := graph.NewBuilder()
	x := b.Input("x", tensor.TypeOf(tensor.F32, 1, 64), graph.AxisT)
	b.Output("y", b.MatMul(x, b.Weight("w", tensor.TypeOf(tensor.Q5_0, 32, 64))))
	g, err := b.Finish()
	require.NoError(t, err)
	w, err := be.NewBuffer(tensor.TypeOf(tensor.Q5_0, 32, 64), backend.UsageWeight)
	require.NoError(t, err)
	p1, err := be.Compile(g, []backend.Buffer{w}, backend.Options{})
	require.NoError(t, err)
	p2, err := be.Compile(g, []backend.Buffer{w}, backend.Options{})
	require.NoError(t, err)
	require.Len(t, be.weights, 1)
	require.NoError(t, p1.Close())
	require.Len(t, be.weights, 1)
	require.NoError(t, p2.Close())
	require.NoError(t, p2.Close())
	require.Empty(t, be.weights)
}
