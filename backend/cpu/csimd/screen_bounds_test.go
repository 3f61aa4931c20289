//go:build cgo

package csimd

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// build returns a screen of the head's weight.
func (h *head) build(t testing.TB, p backend.ScreenPlan) []byte {
	table, err := buildScreen(h.be, h.w, p)
	require.NoError(t, err)
	return table
}

// products returns the bits of x·wᵀ that the head's selection is made from.
func (h *head) products(t testing.TB, x []float32) []float32 {
	N, K, rows := h.w.Type().Shape.Rows(), h.w.Type().Shape.Cols(), len(x)/h.w.Type().Shape.Cols()
	b := graph.NewBuilder()
	b.Output("y", b.MatMul(b.Input("x", tensor.TypeOf(tensor.F32, rows, K), graph.AxisT), b.Weight("w", h.w.Type())))
	g, err := b.Finish()
	require.NoError(t, err)
	p, err := h.be.Compile(g, []backend.Buffer{h.w}, backend.Options{})
	require.NoError(t, err)
	defer p.Close()
	in, err := h.be.NewBuffer(tensor.TypeOf(tensor.F32, rows, K), backend.UsageInput)
	require.NoError(t, err)
	out, err := h.be.NewBuffer(tensor.TypeOf(tensor.F32, rows, N), backend.UsageOutput)
	require.NoError(t, err)
	copy(host.F32(in.(backend.Mapper).Map()), x)
	require.NoError(t, p.Run(context.Background(), &backend.Bindings{Inputs: []backend.Buffer{in}, Outputs: []backend.Buffer{out}, T: rows}))
	return host.F32(out.(backend.Mapper).Map())
}

// firstBounds returns what the last step has bounded the products of its rows with, nil if it had to do without.
func (h *head) firstBounds(t testing.TB, rows int) (all [][]float32) {
	key, err := keyOf(h.w)
	require.NoError(t, err)
	s := h.be.screens[key]
	if s.c.active == 0 {
		return nil
	}
	for r := range rows {
		// SAFETY: the memory has a value for each row of the weight, and lives as long as the screen.
		all = append(all, unsafe.Slice((*float32)(unsafe.Pointer(s.c.up[r])), h.w.Type().Shape.Rows()))
	}
	return all
}

// requireFormula requires that row r of the last step has the bounds that screen.h defines.
func (h *head) requireFormula(t testing.TB, table *screenTable, r int, up []float32, what string) {
	key, err := keyOf(h.w)
	require.NoError(t, err)
	q := &h.be.screens[key].c.query[r]
	for n, got := range up {
		sum, over := 0, 0
		for i := range table.k {
			code, _ := table.codes(n, i)
			if table.raw[16+i/64] == 2 {
				code *= 16
			}
			sum += (128*int(q.v[i]) + int(q.v[table.k+i])) * code
		}
		for g := range table.groups {
			_, _, b := table.norm(n, 0, g)
			over += (128*int(q.nv[0][g]) + int(q.nv[0][32+g])) * b
		}
		parts := [4]float64{float64(q.s) * float64(sum), float64(q.c), float64(q.norm[0]) * float64(over), float64(q.slack[0])}
		want, size := 0.0, 0.0
		for _, v := range parts {
			want += v
			size += math.Abs(v)
		}
		require.InDelta(t, want, got, 4e-7*size, "%s: row %d of w", what, n)
	}
}

// Every product is at most its bound, also where next to nothing but the roundings of the screen separates the two: an
// input with one large value leaves all others to what the integers cannot hold, and rows of one axis have copies
// that leave nothing out.
func TestBoundsHold(t *testing.T) {
	const n, k = 611, 320
	for _, tier := range tiers() {
		for _, d := range []tensor.DType{tensor.F32, tensor.Q8_0} {
			be := openTier(t, tier, 2)
			r := rand.New(rand.NewPCG(7, uint64(d)))
			raw := tensor.Random(d, n*k, 0.05, r)
			w := make([]float32, n*k)
			require.NoError(t, tensor.Dequantise(d, w, raw))
			h := newHeadOf(t, be, maxScreenRows, d, n, k, 1, raw)
			table := h.build(t, turned(k, screenBits...))
			// Looser norms of the second copies are as right. The first copies' are not to be taken for those.
			low, unit, _ := newTable(table).norm(0, 1, 0)
			newTable(table).setNorm(1, 0, float32(low), float32(50*unit))
			inputs := adversaries(r, w, k)
			for i, size := range []float64{1e2, 1e4, 1e6, -1e8} {
				x := make([]float32, k)
				for j := range x {
					x[j] = float32(r.NormFloat64())
				}
				x[r.IntN(k)] = float32(size)
				inputs[fmt.Sprintf("needle %d", i)] = x
			}
			bounded := 0
			check := func(name string, x []float32, rows int) {
				h.b.T = rows
				copy(h.x, x)
				require.NoError(t, be.SetScreen(h.w, table, true))
				h.run(t)
				bounds := h.firstBounds(t, rows)
				if bounds == nil {
					return
				}
				y := h.products(t, x)
				for row, up := range bounds {
					if name == "several" || name == "random 0" {
						h.requireFormula(t, newTable(table), row, up, fmt.Sprintf("%s %v %s, row %d of %d", tier, d, name, row, rows))
					}
					for i, v := range up {
						require.GreaterOrEqual(t, v, y[row*n+i], "%s %v %s: row %d of w, row %d of %d", tier, d, name, i, row, rows)
					}
					bounded++
				}
			}
			for name, x := range inputs {
				check(name, x, 1)
			}
			for rows := 2; rows <= maxScreenRows; rows += 5 {
				var x []float32
				for i := range rows {
					x = append(x, inputs[fmt.Sprintf([]string{"random %d", "needle %d", "spiked %d"}[i%3], i/3%4)]...)
				}
				check("several", x, rows)
			}
			t.Logf("%s %v: %d", tier, d, bounded)
			require.Greater(t, bounded, 90)
		}
	}
}

// Where copies leave nothing out, only what the arithmetic loses separates a product from its bound. Of an input with one large value
// the integers lose all others, and the row that is furthest along those gets all of that back from the margin.
func TestMarginsHold(t *testing.T) {
	const n, k, step = 611, 320, 1.0 / 64
	for _, tier := range tiers() {
		be := openTier(t, tier, 2)
		r := rand.New(rand.NewPCG(8, 1))
		inputs := make([][]float32, 40)
		for i := range inputs {
			inputs[i] = make([]float32, k)
			for j := range inputs[i] {
				inputs[i][j] = float32(r.NormFloat64())
			}
			inputs[i][r.IntN(k)] = float32(math.Pow(10, 1+4*r.Float64()))
		}
		raw := make([]byte, 4*n*k)
		codes := make([]int, n*k)
		for row := range n {
			for j := range k {
				most := 1<<screenBits[j/64] - 1
				q := r.IntN(most + 1)
				if row%2 == 0 { // along one of the inputs
					q = 0
					if inputs[row%len(inputs)][j] > 0 {
						q = most
					}
				}
				codes[row*k+j] = q
				binary.LittleEndian.PutUint32(raw[4*(row*k+j):], math.Float32bits(float32(step*(float64(q)-float64(most)/2))))
			}
		}
		h := newHead(t, be, tensor.F32, n, k, 1, raw)
		plan := backend.ScreenPlan{Basis: make([]float32, k*k), Bits: screenBits}
		for i := range k {
			plan.Basis[i*k+i] = 1
		}
		table := newTable(h.build(t, plan))
		for c := range 2 {
			for g := range screenBits { // what the second copies leave is an eighth of a step on each axis
				table.setNorm(c, g, float32(c)*step*1.001, 0)
			}
		}
		for i := range k {
			table.setAxis(i, 0, step)
		}
		for i, q := range codes {
			table.setCodes(i/k, i%k, q, 2)
		}
		require.NoError(t, be.SetScreen(h.w, table.raw, true))
		for i, x := range inputs {
			copy(h.x, x)
			h.run(t)
			bounds, y := h.firstBounds(t, 1), h.products(t, x)
			require.NotNil(t, bounds)
			for row, v := range bounds[0] {
				require.GreaterOrEqual(t, v, y[row], "%s: input %d, row %d", tier, i, row)
			}
		}
	}
}

// The norms in a table are at least those of what its copies leave out, and hardly more.
func TestNormsCover(t *testing.T) {
	const n, k = 1003, 320
	for _, d := range []tensor.DType{tensor.F32, tensor.Q8_0} {
		r := rand.New(rand.NewPCG(10, uint64(d)))
		raw := tensor.Random(d, n*k, 0.05, r)
		w := make([]float32, n*k)
		require.NoError(t, tensor.Dequantise(d, w, raw))
		if d == tensor.F32 { // the last row is what least fits the codes
			for i := (n - 1) * k; i < n*k; i++ {
				w[i] *= 3
				binary.LittleEndian.PutUint32(raw[4*i:], math.Float32bits(w[i]))
			}
		}
		h := newHead(t, openTier(t, "", 2), d, n, k, 1, raw)
		plan := turned(k, screenBits...)
		table := newTable(h.build(t, plan))
		longest, used, codes := 0.0, [2][5]int{}, map[int]bool{}
		for row := range n {
			size, left := 0.0, [2][5]float64{}
			for i := range k {
				z := 0.0
				for _, j := range [2]int{i &^ 1, i | 1} { // the axes that are turned
					z += float64(plan.Basis[i*k+j]) * float64(w[row*k+j])
				}
				mean, step := table.axis(i)
				q, sub := table.codes(row, i)
				if screenBits[i/64] < 6 {
					codes[i/64<<6|q] = true
				}
				first := mean + step*(float64(q)-float64(int(1)<<screenBits[i/64]-1)/2)
				second := first + step/4*(float64(sub)-1.5)
				left[0][i/64] += (z - first) * (z - first)
				left[1][i/64] += (z - second) * (z - second)
				size += float64(w[row*k+i]) * float64(w[row*k+i])
			}
			size = math.Sqrt(size)
			longest = max(longest, size)
			for c := range 2 {
				for g := range screenBits {
					low, unit, b := table.norm(row, c, g)
					bound := low + unit*float64(b)
					used[c][g] = max(used[c][g], b)
					require.GreaterOrEqual(t, bound, math.Sqrt(left[c][g]), "%v: copy %d, row %d, group %d", d, c, row, g)
					require.LessOrEqual(t, bound, math.Sqrt(left[c][g])+1.1*unit+1e-3*size, "%v: copy %d, row %d, group %d", d, c, row, g)
				}
			}
		}
		for c := range used {
			for g, b := range used[c] {
				require.GreaterOrEqual(t, b, 126, "%v: copy %d, group %d", d, c, g)
			}
		}
		require.Len(t, codes, 2*16+2*4, "codes that occur")
		require.GreaterOrEqual(t, table.longest(), longest)
		require.Less(t, table.longest(), 1.01*longest)
	}
}

// The slack of both bounds is at least the sum of what screen.c says that it holds: no input is known that needs all of it.
func TestSlackHoldsEveryTerm(t *testing.T) {
	const n, k = 611, 320
	be := openTier(t, "", 2)
	r := rand.New(rand.NewPCG(9, 1))
	raw := tensor.Random(tensor.F32, n*k, 0.05, r)
	h := newHead(t, be, tensor.F32, n, k, 1, raw)
	plan := turned(k, screenBits...)
	plan.Basis[0] *= 1.003 // some skewness
	require.NoError(t, be.SetScreen(h.w, h.build(t, plan), true))
	key, err := keyOf(h.w)
	require.NoError(t, err)
	for _, spike := range []float64{0, 100, 1e4} {
		for i := range h.x {
			h.x[i] = float32(r.NormFloat64())
		}
		h.x[7] += float32(spike)
		h.run(t)
		s := be.screens[key].c
		require.NotZero(t, s.active)
		q, longest, skew := &s.query[0], float64(s.head.longest), float64(s.head.skew)
		size := 0.0
		for _, v := range h.x {
			size += float64(v) * float64(v)
		}
		size = math.Sqrt(size) * longest
		// SAFETY: r, step and mean have k values, and live as long as the screen and the table.
		rotated, step := unsafe.Slice((*float32)(unsafe.Pointer(s.r)), k), unsafe.Slice((*float64)(unsafe.Pointer(s.step)), k)
		mean := unsafe.Slice((*float64)(unsafe.Pointer(s.mean)), k)
		large, left, low := 0.0, [2]float64{}, [2]float64{}
		for g, bits := range screenBits {
			length, codes := 0.0, float64(int(1)<<bits)
			for i := 64 * g; i < 64*g+64; i++ {
				length += float64(rotated[i]) * float64(rotated[i])
				is := float64(q.s) * float64(128*int(q.v[i])+int(q.v[k+i]))
				if bits == 2 {
					is *= 16
				}
				e := math.Abs(float64(rotated[i])*step[i] - is)
				left[0] += e * (codes - 1) / 2
				left[1] += e * 0.375
				large += math.Abs(is)*codes + math.Abs(float64(rotated[i])*mean[i])
			}
			length = math.Sqrt(length)
			for c := range 2 {
				low[c] += length * float64(s.head.low[c][g])
				v := float64(q.norm[c]) * float64(128*int(q.nv[c][g])+int(q.nv[c][32+g]))
				require.GreaterOrEqual(t, v, length*float64(s.head.unit[c][g])*(1-3e-7), "copy %d, group %d", c, g)
			}
		}
		margin := (k+64)*0x1p-23*size + skew*size + 0x1p-23*(k/16+16)*math.Sqrt(k)*size + left[0]
		for c, want := range []float64{margin + low[0], margin + left[1] + low[1]} {
			require.Greater(t, float64(q.slack[c]), (want+0x1p-20*large)*(1+1e-7), "bound %d", c)
			require.Less(t, float64(q.slack[c]), want*1.01, "bound %d", c)
		}
	}
}
