package vulkan

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/engine"
	screens "github.com/gemma-bench/gemma/engine/screen"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A headTest is a compiled top-k of one row's product with w.
type headTest struct {
	t    testing.TB
	b    *Backend
	w    backend.Buffer
	p    backend.Program
	bind *backend.Bindings
	x, y []float32
}

func newHead(t testing.TB, b *Backend, typ tensor.Type, k int, raw []byte) *headTest {
	K := typ.Shape.Cols()
	gb := graph.NewBuilder()
	x := gb.Input("x", tensor.TypeOf(tensor.F32, 1, K), graph.AxisT)
	gb.Output("y", gb.TopK(gb.MatMul(x, gb.Weight("w", typ)), k))
	g, err := gb.Finish()
	require.NoError(t, err)
	h := &headTest{t: t, b: b}
	h.w, err = b.ImportBuffer(typ, raw)
	require.NoError(t, err)
	h.p, err = b.Compile(g, []backend.Buffer{h.w}, backend.Options{})
	require.NoError(t, err)
	in, err := b.NewBuffer(tensor.TypeOf(tensor.F32, 1, K), backend.UsageInput)
	require.NoError(t, err)
	out, err := b.NewBuffer(tensor.TypeOf(tensor.F32, 1, 2*k), backend.UsageOutput)
	require.NoError(t, err)
	h.x, h.y = host.F32(in.(backend.Mapper).Map()), host.F32(out.(backend.Mapper).Map())
	h.bind = &backend.Bindings{Inputs: []backend.Buffer{in}, Outputs: []backend.Buffer{out}, T: 1}
	return h
}

func (h *headTest) close() {
	require.NoError(h.t, h.p.Close())
	for _, b := range []backend.Buffer{h.w, h.bind.Inputs[0], h.bind.Outputs[0]} {
		require.NoError(h.t, b.Close())
	}
}

// run returns the bits of the answer.
func (h *headTest) run(x []float32) []uint32 {
	copy(h.x, x)
	clear(h.y)
	require.NoError(h.t, h.p.Run(context.Background(), h.bind))
	bits := make([]uint32, len(h.y))
	for i, v := range h.y {
		bits[i] = math.Float32bits(v)
	}
	return bits
}

// set makes the head use a table in every step.
func (h *headTest) set(b *table) {
	require.NoError(h.t, h.b.SetScreen(h.w, b.raw, true))
}

// randomHead returns a weight with many equal rows, and its values.
func randomHead(t testing.TB, d tensor.DType, N, K int) (raw []byte, w []float32) {
	raw = tensor.Random(d, N*K, 0.05, rand.New(rand.NewPCG(uint64(d), 9)))
	size := len(raw) / N
	for i := range 50 {
		copy(raw[(i*17+9)*size:][:size], raw[5*size:][:size])
	}
	w = make([]float32, N*K)
	require.NoError(t, tensor.Dequantise(d, w, raw))
	return raw, w
}

// An input of a head, and whether a screen must leave it to the whole product.
type headInput struct {
	x     []float32
	falls bool
}

// headInputs are random ones and such that bounds find hard.
func headInputs(r *rand.Rand, w []float32, K, n int) map[string]headInput {
	all := map[string]headInput{}
	add := func(name string, falls bool, f func(i int) float64) {
		x := make([]float32, K)
		for i := range x {
			x[i] = float32(f(i))
		}
		all[name] = headInput{x, falls}
	}
	one := func(at int, v float64) func(int) float64 {
		return func(i int) float64 { return map[bool]float64{true: v}[i == at] }
	}
	for i := range n {
		row, axis := r.IntN(len(w)/K), r.IntN(K)
		add(fmt.Sprintf("random %d", i), false, func(i int) float64 { return r.NormFloat64() * math.Exp(-float64(i)/60) })
		add(fmt.Sprintf("flat %d", i), false, func(int) float64 { return r.NormFloat64() })
		add(fmt.Sprintf("along row %d", row), false, func(i int) float64 { return 40 * float64(w[row*K+i]) })
		add(fmt.Sprintf("against row %d", row), false, func(i int) float64 { return -3 * float64(w[row*K+i]) })
		add(fmt.Sprintf("axis %d", axis), false, one(axis, -7))
		add(fmt.Sprintf("spiked %d", i), false, func(int) float64 { return math.Exp(4 * r.NormFloat64()) })
	}
	add("along the equal rows", false, func(i int) float64 { return 9 * float64(w[5*K+i]) })
	add("huge", false, func(int) float64 { return 1e12 * r.NormFloat64() })
	add("zero", true, func(int) float64 { return 0 })
	add("tiny", true, func(int) float64 { return 1e-38 * r.NormFloat64() })
	add("too large", true, one(5, 1e30))
	add("NaN", true, one(3, math.NaN()))
	add("Inf", true, one(70, math.Inf(1)))
	add("-Inf", true, one(0, math.Inf(-1)))
	return all
}

// screenDevices are the stand-ins that use screens in different ways.
var screenDevices = map[string]func(*limits){
	"as it is": nil, "no subgroups": variants["no subgroups"], "wide groups": variants["wide groups"], "shared 64": variants["shared 64"],
	"hidden memory": variants["hidden memory"],
	"small limits": func(l *limits) {
		l.StorageRange, l.Groups, l.Bindings = 1<<20, [3]uint32{130, 640, 64}, gpu.MinBindings
	},
}

// TestScreenedEqualsWhole compares every bit of what heads of several types answer with a screen and without, for
// inputs with ties and such that are not finite among them.
func TestScreenedEqualsWhole(t *testing.T) {
	types := []tensor.DType{tensor.Q8_0, tensor.F32, tensor.BF16, tensor.Q4_0, tensor.F16, tensor.Q5_0}
	for i, device := range slices.Sorted(maps.Keys(screenDevices)) {
		N, K, bits := 6001, 320, []uint8{6, 6, 4, 4, 2}
		if device == "small limits" {
			N, K, bits = 4001, 512, []uint8{6, 6, 4, 4, 4, 4, 4, 2}
		}
		t.Run(strings.ReplaceAll(device, " ", "_"), func(t *testing.T) {
			b := openTest(t, screenDevices[device])
			for j, k := range []int{1, 3, 64} {
				d := types[(i+j)%len(types)]
				raw, w := randomHead(t, d, N, K)
				h := newHead(t, b, tensor.TypeOf(d, N, K), k, raw)
				all, want := headInputs(rand.New(rand.NewPCG(uint64(i), uint64(k))), w, K, 4), map[string][]uint32{}
				for name, in := range all {
					want[name] = h.run(in.x)
				}
				h.set(newTable(t, w, K, bits...))
				falls := int64(0)
				for name, in := range all {
					before := b.ScreenStats(h.w)
					require.Equal(t, want[name], h.run(in.x), "%v, best %d, %s", d, k, name)
					after := b.ScreenStats(h.w)
					require.EqualValues(t, 1, after.Steps+after.Fallbacks-before.Steps-before.Fallbacks)
					if in.falls {
						require.Equal(t, before.Fallbacks+1, after.Fallbacks, name)
						falls++
					}
				}
				s := b.ScreenStats(h.w)
				t.Logf("%v, best %d: %+v", d, k, s)
				require.Greater(t, s.Steps, int64(4), "hardly anything was screened")
				require.Less(t, s.Exact, s.Steps*int64(N)*3/8)
				h.close()
			}
		})
	}
}

// TestScreenFallsBack widens the bounds until all rows survive: the whole head is computed, and counted.
func TestScreenFallsBack(t *testing.T) {
	const N, K = 3000, 64
	b := openTest(t, nil)
	raw, w := randomHead(t, tensor.Q8_0, N, K)
	h := newHead(t, b, tensor.TypeOf(tensor.Q8_0, N, K), 5, raw)
	defer h.close()
	good, wide := newTable(t, w, K, 4), newTable(t, w, K, 4)
	wide.widen()
	in := headInputs(rand.New(rand.NewPCG(1, 1)), w, K, 1)["random 0"].x
	want := h.run(in)
	h.set(wide)
	for range 3 {
		require.Equal(t, want, h.run(in))
	}
	require.EqualValues(t, 3, b.ScreenStats(h.w).Fallbacks)
	require.Zero(t, b.ScreenStats(h.w).Steps)
	h.set(good)
	require.Equal(t, want, h.run(in))
	require.EqualValues(t, 1, b.ScreenStats(h.w).Steps)
	require.NoError(t, b.SetScreen(h.w, nil, true))
	require.Equal(t, want, h.run(in))
	require.Zero(t, b.ScreenStats(h.w))
}

// A table whose norms claim less than they should must be noticed by the comparisons here: they can fail.
func TestLoosenedBoundIsNoticed(t *testing.T) {
	const N, K = 3000, 320
	b := openTest(t, nil)
	raw, w := randomHead(t, tensor.Q8_0, N, K)
	h := newHead(t, b, tensor.TypeOf(tensor.Q8_0, N, K), 3, raw)
	defer h.close()
	var inputs [][]float32
	var want [][]uint32
	r := rand.New(rand.NewPCG(1, 9))
	for range 40 {
		inputs = append(inputs, headInputs(r, w, K, 1)["flat 0"].x)
		want = append(want, h.run(inputs[len(inputs)-1]))
	}
	bad := newTable(t, w, K, 6, 4, 4, 2, 2)
	bad.loosen()
	h.set(bad)
	wrong := 0
	for i, x := range inputs {
		if fmt.Sprint(h.run(x)) != fmt.Sprint(want[i]) {
			wrong++
		}
	}
	require.NotZero(t, wrong)
}

// TestScreenMargin gives a screen an input with one value so large that the integers lose all others, and rows whose codes leave
// nothing out: those that are far along the others get what was lost back from the margin, or the best of them would be missed.
func TestScreenMargin(t *testing.T) {
	const N, K, step, best = 3000, 64, 1.0 / 64, 17
	b := openTest(t, nil)
	r := rand.New(rand.NewPCG(6, 3))
	codes, w, x := make([]int, N*K), make([]float32, N*K), make([]float32, K)
	for i := range x {
		x[i] = float32(2*r.IntN(2) - 1)
	}
	x[0] = 2.01 * 16256
	for n := range N {
		for i := range K {
			q := r.IntN(64)
			switch {
			case n >= 500 && i == 0:
				q = 0 // out of the question
			case n < 500:
				q = 0
				if x[i] > 0 {
					q = 63
				}
			}
			codes[n*K+i] = q
		}
		if i := n*K + 1 + r.IntN(K-1); n < 500 && n != best {
			codes[i] = min(max(codes[i], 1), 62) // a step less
		}
	}
	raw := make([]byte, 4*N*K)
	for i, q := range codes {
		w[i] = float32(step * (float64(q) - 31.5))
		binary.LittleEndian.PutUint32(raw[4*i:], math.Float32bits(w[i]))
	}
	h := newHead(t, b, tensor.TypeOf(tensor.F32, N, K), 1, raw)
	defer h.close()
	want := h.run(x)
	require.EqualValues(t, best, h.y[0])
	table := newTable(t, w, K, 6)
	table.exact(step, codes)
	h.set(table)
	require.Equal(t, want, h.run(x))
	require.EqualValues(t, 1, b.ScreenStats(h.w).Steps)
}

// TestScreenPays times steps with and without a screen, and uses what was faster.
func TestScreenPays(t *testing.T) {
	s := &screen{Screen: &gpu.Screen{}}
	p := &program{top: &weight{screen: s}, b: &Backend{}}
	p.twin = &program{uses: s, counts: region{block: &block{mapped: make([]byte, 16)}, size: 16}}
	step := func(twin bool, took float64) {
		q := p
		if twin {
			q = p.twin
		}
		p.learn(q, 2, time.Duration(2*took*float64(time.Second)))
	}
	uses := func() bool {
		q, err := p.choose()
		require.NoError(t, err)
		return q == p.twin
	}
	for range trials {
		require.False(t, uses())
		step(false, 1)
	}
	require.True(t, uses())
	step(true, 9) // its commands were recorded
	require.True(t, uses())
	for range 3 {
		step(true, 0.5)
		require.True(t, uses())
	}
	step(true, 5)
	for wait := 1; wait <= 2*host.MaxSkip; wait *= 2 { // twice as long each time
		for range min(wait, host.MaxSkip) {
			require.False(t, uses())
			step(false, 1)
		}
		require.True(t, uses())
		step(true, 5)
	}
	require.EqualValues(t, 2*(trials+1+2+4+8+16+32+64+128+256+256), s.stats.Skipped)
	s.Skip, s.Whole = 0, 9
	require.True(t, uses())
	step(true, 5)
	require.Zero(t, s.Backoff)
	s.always, s.Skip = true, 5
	require.True(t, uses())
}

// TestScreenRefuses gives tables that are not such.
func TestScreenRefuses(t *testing.T) {
	const N, K = 500, 128
	b := openTest(t, nil)
	raw, w := randomHead(t, tensor.F32, 900, K)
	typ := tensor.TypeOf(tensor.F32, N, K)
	h := newHead(t, b, typ, 3, raw[:typ.Bytes()])
	defer h.close()
	good := newTable(t, w[:N*K], K, 4, 2).raw
	for _, size := range []int{0, 100, 575, 576, 5000, len(good) - 1} {
		require.Error(t, b.SetScreen(h.w, good[:size], false), size)
	}
	f64 := func(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }
	for name, change := range map[string]struct {
		at int
		to []byte
	}{
		"rows": {0, []byte{1}}, "width": {8, []byte{64}}, "bits": {16, []byte{3}}, "norms": {normsAt, []byte{0, 0, 0xc0, 0xff}},
		"skewness": {560, f64(0.5)}, "length": {568, f64(math.NaN())}, "mean": {576 + 4*K*K, f64(math.Inf(1))}, "step": {576 + 4*K*K + 8*K, f64(-1)},
	} {
		bad := append([]byte(nil), good...)
		copy(bad[change.at:], change.to)
		require.Error(t, b.SetScreen(h.w, bad, false), name)
	}
	require.Error(t, b.SetScreen(h.bind.Inputs[0], good, false))
	now, _ := b.Memory()
	require.NoError(t, b.SetScreen(h.w, good, false))
	require.NoError(t, b.SetScreen(h.w, nil, false))
	after, _ := b.Memory()
	require.Equal(t, now, after)
}

// saveScreen writes a screen of the model's head to a folder of the test.
func saveScreen(t *testing.T, m *gemma3.Model) {
	out := m.Output()
	w := make([]float32, out.Type.Shape.Elems())
	require.NoError(t, tensor.Dequantise(out.Type.DType, w, out.Data))
	K, dir := out.Type.Shape.Cols(), t.TempDir()
	t.Setenv("GEMMA_SCREENS", dir)
	table := newTable(t, w, K, []uint8{6, 6, 4, 4, 4, 4, 4, 4}[:K/64]...)
	_, _, err := screens.Save(dir, screens.KeyOf(out.Type, out.Data), out.Data, func(w io.Writer) error {
		_, err := w.Write(table.raw)
		return err
	})
	require.NoError(t, err)
}

// TestScreenChangesNoToken generates with an engine whose screen is on, by itself in use, and off, in single steps and in chains
// in which the device samples.
func TestScreenChangesNoToken(t *testing.T) {
	m := tinymodel.New(t)
	saveScreen(t, m)
	open := func(n int, mode engine.ScreenMode) *engine.Engine {
		e, err := engine.New(m, openTest(t, chained(n)), engine.Options{Chunk: 16, Screen: mode})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, e.Close()) })
		return e
	}
	for _, n := range []int{0, maxChain} {
		off, on, auto := open(n, engine.ScreenOff), open(n, engine.ScreenOn), open(n, engine.ScreenAuto)
		for _, p := range []engine.Params{{MaxTokens: 70}, {MaxTokens: 40, Temperature: 1, TopK: 64, TopP: 0.95, Seed: 4}} {
			want, held, logits := generate(t, off, p, nil)
			for _, e := range []*engine.Engine{on, auto} {
				ids, h, l := generate(t, e, p, nil)
				require.Equal(t, want, ids)
				require.Equal(t, held, h)
				require.Equal(t, logits, l)
			}
		}
		s := on.ScreenStats()
		t.Logf("chains of %d: on %+v, auto %+v", n, s, auto.ScreenStats())
		require.Equal(t, "used", s.State)
		require.Zero(t, s.Skipped)
		require.GreaterOrEqual(t, s.Steps+s.Fallbacks, int64(110))
		require.Positive(t, s.Steps)
	}
}

// TestScreenOutlivesDevice loses the device while a screen is in use: the text goes on with the same tokens.
func TestScreenOutlivesDevice(t *testing.T) {
	m := tinymodel.New(t)
	saveScreen(t, m)
	for _, mode := range []engine.ScreenMode{engine.ScreenOff, engine.ScreenOn} {
		b := openTest(t, nil)
		e, err := engine.New(m, b, engine.Options{Chunk: 8, Screen: mode})
		require.NoError(t, err)
		ids, _, _ := generate(t, e, engine.Params{MaxTokens: 20}, func(i int) {
			if i == 9 {
				require.ErrorIs(t, b.fail("submit", vk.ErrorDeviceLost), backend.ErrDeviceLost)
			}
		})
		require.Len(t, ids, 20)
		require.NotEqual(t, backend.Backend(b), e.Backend())
		if s := e.ScreenStats(); mode == engine.ScreenOn {
			require.Equal(t, "used", s.State)
			require.Positive(t, s.Steps+s.Fallbacks, "the new device does without")
		}
		require.NoError(t, e.Close())
	}
}

// TestScreenLeaksNothing makes heads, sets and replaces their screens and closes all 200 times.
func TestScreenLeaksNothing(t *testing.T) {
	const N, K = 1200, 64
	b := openTest(t, nil)
	raw, w := randomHead(t, tensor.Q8_0, N, K)
	table := newTable(t, w, K, 4)
	var resident []int
	for i := range 200 {
		h := newHead(t, b, tensor.TypeOf(tensor.Q8_0, N, K), 2, raw)
		h.set(table)
		h.run(w[:K])
		switch i % 3 {
		case 0: // the program notices later that its screen is gone
			h.set(table)
			h.run(w[:K])
		case 1:
			require.NoError(t, b.SetScreen(h.w, nil, false))
			h.run(w[:K])
		}
		h.close()
		now, _ := b.Memory()
		require.Zero(t, now)
		if i%20 == 19 {
			debug.FreeOSMemory()
			resident = append(resident, residentBytes(t))
		}
	}
	requireNoGrowth(t, resident)
}
