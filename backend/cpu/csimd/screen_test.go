//go:build cgo

package csimd

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A head is a compiled top-k of a product with w.
type head struct {
	be   *Backend
	w    backend.Buffer
	p    backend.Program
	b    *backend.Bindings
	rows int // compiled
	x, y []float32
}

// newHead is newHeadOf one row.
func newHead(t testing.TB, be *Backend, d tensor.DType, n, k, topk int, raw []byte) *head {
	return newHeadOf(t, be, 1, d, n, k, topk, raw)
}

func newHeadOf(t testing.TB, be *Backend, rows int, d tensor.DType, n, k, topk int, raw []byte) *head {
	b := graph.NewBuilder()
	x := b.Input("x", tensor.TypeOf(tensor.F32, rows, k), graph.AxisT)
	w := b.Weight("w", tensor.TypeOf(d, n, k))
	b.Output("y", b.TopK(b.MatMul(x, w), topk))
	g, err := b.Finish()
	require.NoError(t, err)
	h := &head{be: be, rows: rows}
	h.w, err = be.ImportBuffer(tensor.TypeOf(d, n, k), raw)
	require.NoError(t, err)
	h.p, err = be.Compile(g, []backend.Buffer{h.w}, backend.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { h.p.Close() })
	in, err := be.NewBuffer(tensor.TypeOf(tensor.F32, rows, k), backend.UsageInput)
	require.NoError(t, err)
	out, err := be.NewBuffer(tensor.TypeOf(tensor.F32, rows, 2*topk), backend.UsageOutput)
	require.NoError(t, err)
	h.x, h.y = host.F32(in.(backend.Mapper).Map()), host.F32(out.(backend.Mapper).Map())
	h.b = &backend.Bindings{Inputs: []backend.Buffer{in}, Outputs: []backend.Buffer{out}, T: rows}
	return h
}

// run returns the bits of the answer.
func (h *head) run(t testing.TB) []uint32 {
	require.NoError(t, h.p.Run(context.Background(), h.b))
	bits := make([]uint32, h.b.T*len(h.y)/h.rows)
	for i := range bits {
		bits[i] = math.Float32bits(h.y[i])
	}
	return bits
}

// compare runs x with and without the screen.
func (h *head) compare(t testing.TB, table []byte, x []float32, what string) backend.ScreenStats {
	stats := h.both(t, table, x, what)
	require.EqualValues(t, 1, stats.Steps+stats.Fallbacks, what)
	return stats
}

// both runs x, of one row or more, with and without the screen, which may leave the step alone.
func (h *head) both(t testing.TB, table []byte, x []float32, what string) backend.ScreenStats {
	copy(h.x, x)
	require.NoError(t, h.be.SetScreen(h.w, nil, false))
	want := h.run(t)
	require.NoError(t, h.be.SetScreen(h.w, table, true))
	require.Equal(t, want, h.run(t), what)
	return h.be.ScreenStats(h.w)
}

// identity is the plan of a screen along the axes as they are, turned a little so that rotation is tested.
func turned(k int, bits ...uint8) backend.ScreenPlan {
	p := backend.ScreenPlan{Basis: make([]float32, k*k), Bits: bits}
	for i := 0; i < k; i += 2 {
		s, c := math.Sincos(float64(i) + 0.5)
		p.Basis[i*k+i], p.Basis[i*k+i+1] = float32(c), float32(s)
		p.Basis[(i+1)*k+i], p.Basis[(i+1)*k+i+1] = float32(-s), float32(c)
	}
	return p
}

// buildScreen returns the table.
func buildScreen(be *Backend, w backend.Buffer, p backend.ScreenPlan) ([]byte, error) {
	var table bytes.Buffer
	err := be.BuildScreen(w, p, &table)
	return table.Bytes(), err
}

var screenBits = []uint8{6, 4, 4, 2, 2}

// adversaries are inputs that bounds find hard, w the rows as floats.
func adversaries(r *rand.Rand, w []float32, k int) map[string][]float32 {
	all := map[string][]float32{}
	add := func(name string, f func(i int) float64) {
		x := make([]float32, k)
		for i := range x {
			x[i] = float32(f(i))
		}
		all[name] = x
	}
	for n := range 20 {
		add(fmt.Sprintf("random %d", n), func(int) float64 { return r.NormFloat64() })
		row := r.IntN(len(w) / k)
		add(fmt.Sprintf("along row %d", row), func(i int) float64 { return 40 * float64(w[row*k+i]) })
		add(fmt.Sprintf("against row %d", row), func(i int) float64 { return -3 * float64(w[row*k+i]) })
		axis := r.IntN(k)
		add(fmt.Sprintf("axis %d", axis), func(i int) float64 { return map[bool]float64{true: -7}[i == axis] })
		add(fmt.Sprintf("spiked %d", n), func(i int) float64 { return math.Exp(4 * r.NormFloat64()) })
	}
	add("zero", func(int) float64 { return 0 })
	add("tiny", func(int) float64 { return 1e-38 * r.NormFloat64() })
	add("huge", func(int) float64 { return 1e12 * r.NormFloat64() })
	add("too large", func(i int) float64 { return map[bool]float64{true: 1e30}[i == 5] })
	add("NaN", func(i int) float64 { return map[bool]float64{true: math.NaN()}[i == 3] })
	add("Inf", func(i int) float64 { return map[bool]float64{true: math.Inf(1)}[i == 70] })
	return all
}

// Screened answers equal whole ones in every bit, on every tier, weight type and input, ties included.
func TestScreenedEqualsWhole(t *testing.T) {
	const n, k = 1003, 320
	for _, tier := range tiers() {
		for _, d := range []tensor.DType{tensor.Q8_0, tensor.F32, tensor.BF16, tensor.Q4_0, tensor.Q5_1} {
			be := openTier(t, tier, 2)
			r := rand.New(rand.NewPCG(uint64(d), 9))
			raw := tensor.Random(d, n*k, 0.05, r)
			size := len(raw) / n
			for i := range 50 { // ties: many rows are the same
				copy(raw[(i*17+9)*size:][:size], raw[5*size:][:size])
			}
			w := make([]float32, n*k)
			require.NoError(t, tensor.Dequantise(d, w, raw))
			for _, topk := range []int{1, 3, 64} {
				h := newHead(t, be, d, n, k, topk, raw)
				table, err := buildScreen(be, h.w, turned(k, screenBits...))
				require.NoError(t, err)
				screened := int64(0)
				for name, x := range adversaries(r, w, k) {
					screened += h.compare(t, table, x, fmt.Sprintf("%s/%v/%d/%s", tier, d, topk, name)).Steps
				}
				require.Greater(t, screened, int64(15), "%s/%v/%d: hardly anything was screened", tier, d, topk)
			}
		}
	}
}

// The same of steps of several rows, and those of more rows than a screen answers compute the whole product.
func TestScreenedRowsEqualWhole(t *testing.T) {
	const n, k, topk = 1003, 320, 20
	for _, tier := range tiers() {
		for i, d := range []tensor.DType{tensor.Q8_0, tensor.F32, tensor.Q5_1} {
			be := openTier(t, tier, 1+i)
			r := rand.New(rand.NewPCG(uint64(d), 19))
			raw := tensor.Random(d, n*k, 0.05, r)
			for i, size := 0, len(raw)/n; i < 50; i++ { // ties
				copy(raw[(i*17+9)*size:][:size], raw[5*size:][:size])
			}
			w := make([]float32, n*k)
			require.NoError(t, tensor.Dequantise(d, w, raw))
			h := newHeadOf(t, be, maxScreenRows+1, d, n, k, topk, raw)
			table, err := buildScreen(be, h.w, turned(k, screenBits...))
			require.NoError(t, err)
			all := adversaries(r, w, k)
			var names []string // inputs that a screen can answer, which are in most steps all there is
			h.b.T = 1
			for name, x := range all {
				if h.compare(t, table, x, name).Steps > 0 {
					names = append(names, name)
				}
			}
			require.Greater(t, len(names), 15)
			slices.Sort(names)
			screened := int64(0)
			for rows := 1; rows <= maxScreenRows+1; rows++ {
				for _, odd := range []string{"", "random 3", "zero", "NaN", "too large"} {
					h.b.T = rows
					x := make([]float32, 0, rows*k)
					for range rows {
						x = append(x, all[names[r.IntN(len(names))]]...)
					}
					if odd != "" {
						copy(x[r.IntN(rows)*k:], all[odd])
					}
					what := fmt.Sprintf("%s/%v/%d rows/%s", tier, d, rows, odd)
					stats := h.both(t, table, x, what)
					require.Equal(t, rows <= maxScreenRows, stats.Steps+stats.Fallbacks == 1, what)
					require.False(t, (odd == "NaN" || odd == "too large") && stats.Steps > 0, what)
					if odd == "" {
						screened += stats.Steps
					}
				}
			}
			require.Greater(t, screened, int64(maxScreenRows/2), "%s/%v", tier, d)
		}
	}
}

// A table whose norms claim less than they should must be noticed by the comparison above: it can fail.
func TestLoosenedBoundIsNoticed(t *testing.T) {
	const n, k = 1003, 320
	be := openTier(t, "", 2)
	r := rand.New(rand.NewPCG(1, 9))
	raw := tensor.Random(tensor.Q8_0, n*k, 0.05, r)
	h := newHead(t, be, tensor.Q8_0, n, k, 3, raw)
	table, err := buildScreen(be, h.w, turned(k, screenBits...))
	require.NoError(t, err)
	const norms = 16 + 32 // behind n, k and bits: low[2][32], unit[2][32]
	for i := range 4 * 32 {
		binary.LittleEndian.PutUint32(table[norms+4*i:], 0)
	}
	wrong := 0
	for range 200 {
		for i := range h.x {
			h.x[i] = float32(r.NormFloat64())
		}
		require.NoError(t, be.SetScreen(h.w, nil, false))
		want := h.run(t)
		require.NoError(t, be.SetScreen(h.w, table, true))
		if got := h.run(t); !equalBits(got, want) {
			wrong++
		}
	}
	require.NotZero(t, wrong)
}

func equalBits(a, b []uint32) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// A table is the same whatever the number of threads.
func TestScreenIsTheSameOnAnyThreads(t *testing.T) {
	const n, k = 3011, 320 // more rows than the ranges are taken from
	raw := tensor.Random(tensor.Q8_0, n*k, 0.05, rand.New(rand.NewPCG(1, 9)))
	var want []byte
	for threads := 1; threads <= 4; threads++ {
		be := openTier(t, "", threads)
		w, err := be.ImportBuffer(tensor.TypeOf(tensor.Q8_0, n, k), raw)
		require.NoError(t, err)
		table, err := buildScreen(be, w, turned(k, screenBits...))
		require.NoError(t, err)
		if want == nil {
			want = table
		}
		require.True(t, bytes.Equal(want, table), threads)
	}
}

func TestScreenRefuses(t *testing.T) {
	const n, k = 100, 128
	be := openTier(t, "", 1)
	raw := tensor.Random(tensor.F32, n*k, 0.05, rand.New(rand.NewPCG(1, 9)))
	w, err := be.ImportBuffer(tensor.TypeOf(tensor.F32, n, k), raw)
	require.NoError(t, err)
	table, err := buildScreen(be, w, turned(k, 4, 2))
	require.NoError(t, err)
	for size := range len(table) {
		if size < 1000 || size%977 == 0 {
			require.Error(t, be.SetScreen(w, table[:size], false), size)
		}
	}
	damaged := func(at int) []byte {
		bad := append(make([]byte, 0, len(table)), table...)
		bad[at] ^= 0xff
		return bad
	}
	for at := range 24 { // n, k, bits
		if at < 18 {
			require.Error(t, be.SetScreen(w, damaged(at), false), at)
		}
	}
	_, err = buildScreen(be, w, backend.ScreenPlan{Basis: make([]float32, k*k), Bits: []uint8{4, 2}})
	require.ErrorContains(t, err, "orthonormal")
	_, err = buildScreen(be, w, turned(k, 4))
	require.ErrorContains(t, err, "groups")
	_, err = buildScreen(be, w, turned(k, 5, 2))
	require.ErrorContains(t, err, "2, 4 or 6")
	binary.LittleEndian.PutUint32(raw[4*300:], 0x7fc00000)
	_, err = buildScreen(be, w, turned(k, 4, 2))
	require.ErrorContains(t, err, "not finite")
	narrow, err := be.ImportBuffer(tensor.TypeOf(tensor.F32, n, 96), raw[:4*n*96])
	require.NoError(t, err)
	_, err = buildScreen(be, narrow, backend.ScreenPlan{})
	require.ErrorContains(t, err, "multiple of 64")
}
