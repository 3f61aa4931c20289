package vulkan

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// projection builds y = x·wᵀ for one row.
func projection(t *testing.T, d tensor.DType, N, K int) *graph.Graph {
	b := graph.NewBuilder()
	x := b.Input("x", tensor.TypeOf(tensor.F32, 1, K), graph.AxisT)
	b.Output("y", b.MatMul(x, b.Weight("w", tensor.TypeOf(d, N, K))))
	g, err := b.Finish()
	require.NoError(t, err)
	return g
}

// bind makes buffers for g, with the weight filled.
func bind(t *testing.T, b *Backend, g *graph.Graph) (weights []backend.Buffer, bindings *backend.Bindings, closeAll func()) {
	var all []backend.Buffer
	buffer := func(v graph.Value, u backend.Usage) backend.Buffer {
		buf, err := b.NewBuffer(g.Nodes[v].Type, u)
		require.NoError(t, err)
		all = append(all, buf)
		return buf
	}
	bindings = &backend.Bindings{T: 1}
	for _, v := range g.Weights() {
		w := buffer(v, backend.UsageWeight)
		typ := g.Nodes[v].Type
		require.NoError(t, w.Write(0, tensor.Random(typ.DType, typ.Shape.Elems(), 1, rand.New(rand.NewPCG(1, 2)))))
		weights = append(weights, w)
	}
	for _, v := range g.Inputs() {
		in := buffer(v, backend.UsageInput)
		require.NoError(t, in.Write(0, make([]byte, g.Nodes[v].Type.Bytes())))
		bindings.Inputs = append(bindings.Inputs, in)
	}
	for _, o := range g.Outputs {
		bindings.Outputs = append(bindings.Outputs, buffer(o.Value, backend.UsageOutput))
	}
	return weights, bindings, func() {
		for range 2 {
			for _, buf := range all {
				require.NoError(t, buf.Close())
			}
		}
	}
}

// TestNothingLeaks opens, uploads, runs and closes 200 times. Device memory is counted by the
// allocator, memory of the process by the system: pages that are resident.
func TestNothingLeaks(t *testing.T) {
	const rounds = 200
	g := projection(t, tensor.Q8_0, 64, 256)
	var resident []int
	for i := range rounds {
		b := openTest(t, nil)
		weights, bindings, closeAll := bind(t, b, g)
		p, err := b.Compile(g, weights, backend.Options{Profile: i%2 == 0})
		require.NoError(t, err)
		require.NoError(t, p.Run(context.Background(), bindings))
		now, _ := b.Memory()
		require.NotZero(t, now)
		require.NoError(t, p.Close())
		require.NoError(t, p.Close())
		closeAll()
		now, peak := b.Memory()
		require.Zero(t, now)
		require.NotZero(t, peak)
		require.NoError(t, b.Close())
		if i%20 == 19 {
			debug.FreeOSMemory()
			resident = append(resident, residentBytes(t))
		}
	}
	requireNoGrowth(t, resident)
}

// requireNoGrowth compares resident bytes with those before. A leak grows steadily. Caches of the loader, the driver and its
// compiler grow in a few jumps, which the median leaves out.
func requireNoGrowth(t *testing.T, resident []int) {
	var growth []int
	for i := range len(resident) - 1 {
		growth = append(growth, resident[i+1]-resident[i])
	}
	slices.Sort(growth)
	require.Less(t, growth[len(growth)/2], 2<<20, "resident bytes after each 20 rounds: %v", resident)
}

// residentBytes returns the process's resident set; 0 where the system does not say.
func residentBytes(t *testing.T) int {
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, err := strconv.Atoi(strings.Fields(string(raw))[1])
	require.NoError(t, err)
	return pages * os.Getpagesize()
}

func TestOutOfMemoryNamesSizes(t *testing.T) {
	b := openTest(t, nil)
	_, err := b.NewBuffer(tensor.TypeOf(tensor.F32, 1<<20, 1<<18), backend.UsageState)
	require.ErrorContains(t, err, "1048576.0 MiB")
	require.ErrorContains(t, err, "largest allocation")
	now, _ := b.Memory()
	require.Zero(t, now)
}

// TestOutOfMemoryAtLoad loads weights until a heap of 11 MiB is full. What does not fit names its size, and what is
// taken; smaller things still fit in what is left; nothing is kept of the failure.
func TestOutOfMemoryAtLoad(t *testing.T) {
	b := openTest(t, nil)
	b.mem.full = func(total, size uint64) bool { return total+size > 11<<20 }
	var kept []backend.Buffer
	load := func(rows int) error {
		w, err := b.ImportBuffer(tensor.TypeOf(tensor.F32, rows, 1024), make([]byte, 4096*rows))
		if err == nil {
			kept = append(kept, w)
		}
		return err
	}
	require.NoError(t, load(1280)) // 5 MiB, in a block of its own
	require.NoError(t, load(1280))
	err := load(1280)
	require.ErrorIs(t, err, vk.ErrorOutOfDeviceMemory)
	require.ErrorContains(t, err, "weight F32[1280,1024] of 5.0 MiB")
	require.ErrorContains(t, err, "10.0 MiB in use")
	require.NoError(t, load(128)) // less than a block, which does not fit either
	for _, w := range kept {
		require.NoError(t, w.Close())
	}
	now, _ := b.mem.inUse()
	require.Zero(t, now)
	require.NoError(t, load(1280))
	require.NoError(t, kept[len(kept)-1].Close())
}

func TestDeviceLost(t *testing.T) {
	b := openTest(t, nil)
	g := projection(t, tensor.F32, 4, 16)
	weights, bindings, closeAll := bind(t, b, g)
	defer closeAll()
	p, err := b.Compile(g, weights, backend.Options{})
	require.NoError(t, err)
	defer func() { require.NoError(t, p.Close()) }()
	require.NoError(t, p.Run(context.Background(), bindings))
	require.ErrorIs(t, b.fail("submit", vk.ErrorDeviceLost), backend.ErrDeviceLost)
	require.ErrorIs(t, p.Run(context.Background(), bindings), backend.ErrDeviceLost)
	_, err = b.NewBuffer(tensor.TypeOf(tensor.F32, 4), backend.UsageState)
	require.ErrorIs(t, err, backend.ErrDeviceLost)
	_, err = b.Compile(g, weights, backend.Options{})
	require.ErrorIs(t, err, backend.ErrDeviceLost)
}

// TestRebinding runs one program with two sets of buffers in turn.
func TestRebinding(t *testing.T) {
	b := openTest(t, nil)
	g := projection(t, tensor.F32, 4, 16)
	weights, first, closeFirst := bind(t, b, g)
	defer closeFirst()
	_, second, closeSecond := bind(t, b, g)
	defer closeSecond()
	p, err := b.Compile(g, weights, backend.Options{})
	require.NoError(t, err)
	defer p.Close()
	x := first.Inputs[0].(backend.Mapper).Map()
	x[3], x[2] = 0x3f, 0x80 // 1.0
	require.NoError(t, p.Run(context.Background(), first))
	require.NoError(t, p.Run(context.Background(), second))
	require.NoError(t, p.Run(context.Background(), first))
	require.NotEqual(t, make([]byte, 16), first.Outputs[0].(backend.Mapper).Map())
	require.Equal(t, make([]byte, 16), second.Outputs[0].(backend.Mapper).Map())
	require.NoError(t, first.Outputs[0].Close())
	require.ErrorIs(t, p.Run(context.Background(), first), backend.ErrClosed)
	other := openTest(t, nil)
	_, foreign, closeForeign := bind(t, other, g)
	defer closeForeign()
	require.ErrorContains(t, p.Run(context.Background(), foreign), "no buffer of this device")
	require.NoError(t, p.Run(context.Background(), second))
}

func TestProfile(t *testing.T) {
	b := openTest(t, nil)
	if b.limits.period == 0 {
		t.Skip("no timestamps")
	}
	g := projection(t, tensor.Q8_0, 4096, 640)
	weights, bindings, closeAll := bind(t, b, g)
	defer closeAll()
	p, err := b.Compile(g, weights, backend.Options{Profile: true})
	require.NoError(t, err)
	defer p.Close()
	require.NoError(t, p.Run(context.Background(), bindings))
	s := p.Stats()
	require.EqualValues(t, 1, s.Dispatches)
	for _, n := range s.Nodes {
		if n.Op == graph.OpMatMul {
			require.Positive(t, n.Time)
			require.LessOrEqual(t, n.Time, s.Busy)
			require.Equal(t, s.Cost, n.Cost)
			return
		}
	}
	t.Fatal("no matmul in the profile")
}

// TestPipelineCache writes a cache and reads it back, and refuses damaged ones.
func TestPipelineCache(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	t.Setenv("LocalAppData", dir)
	b := openTest(t, nil)
	_, err := b.pipeline("add", []uint32{8})
	require.NoError(t, err)
	require.NoError(t, b.Close())
	files, err := filepath.Glob(filepath.Join(dir, "gemma-bench", "vulkan-*.bin"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	b = openTest(t, nil)
	require.NotEmpty(t, b.cache.had)
	require.NoError(t, b.Close())

	data, err := os.ReadFile(files[0])
	require.NoError(t, err)
	for i := range 32 {
		damaged := append([]byte(nil), data...)
		damaged[i] ^= 1
		require.NoError(t, os.WriteFile(files[0], damaged, 0o644))
		b = openTest(t, nil)
		require.Empty(t, b.cache.had, "byte %d", i)
		require.NoError(t, b.Close())
	}
	require.NoError(t, os.WriteFile(files[0], data[:31], 0o644))
	b = openTest(t, nil)
	require.Empty(t, b.cache.had)
}

func TestUnknownDevice(t *testing.T) {
	openTest(t, nil)
	_, err := open(backend.Config{Device: "no such device"}, nil)
	var no *backend.UnavailableError
	require.ErrorAs(t, err, &no)
	list, err := devices()
	require.NoError(t, err)
	require.NotEmpty(t, list)
	require.Equal(t, Name, list[0].Backend)
	require.NotEmpty(t, list[0].Driver)
}
