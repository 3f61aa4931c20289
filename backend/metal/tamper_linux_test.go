package metal

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/metal/mtl"
	"github.com/gemma-bench/gemma/backend/metal/softmetal"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A tamper is a device that does something wrong to the launches of each step.
type tamper struct {
	mtl.Device
	skipBarrier int // drop this barrier, -1 for none
	launch      int // change the grid of this launch, -1 for none
	axis        int
	by          int
	swap        int // exchange buffers swap and swap+1 of the launch, 0 for none

	barriers, launches int // seen
	changed            bool
}

func (d *tamper) Begin() (mtl.Encoder, error) {
	e, err := d.Device.Begin()
	d.barriers, d.launches = 0, 0
	return &tampering{Encoder: e, d: d}, err
}

type tampering struct {
	mtl.Encoder
	d *tamper
}

func (e *tampering) Barrier() {
	e.d.barriers++
	if e.d.barriers-1 != e.d.skipBarrier {
		e.Encoder.Barrier()
	}
}

func (e *tampering) SetBuffer(b mtl.Buffer, off, n, index int) {
	if s := e.d.swap; s > 0 && e.d.launches == e.d.launch && (index == s || index == s+1) {
		e.d.changed = true
		index = 2*s + 1 - index
	}
	e.Encoder.SetBuffer(b, off, n, index)
}

func (e *tampering) Dispatch(groups, threads [3]uint32) {
	if e.d.launches == e.d.launch && e.d.swap == 0 {
		groups[e.d.axis] = uint32(int(groups[e.d.axis]) + e.d.by)
	}
	e.d.launches++
	if groups[0] > 0 && groups[1] > 0 && groups[2] > 0 {
		e.Encoder.Dispatch(groups, threads)
	}
}

// layer builds one layer of a small model with its head: every kernel of a real step. It has H query
// heads that share a KV head.
func layer(t *testing.T, H int) *graph.Graph {
	const T, R, V, D, E, F, S = 5, 2, 96, 64, 32, 96, 128
	b := graph.NewBuilder()
	index := func(name string, n int, axis graph.Axis) graph.Value {
		return b.Input(name, tensor.TypeOf(tensor.I32, n), axis)
	}
	weight := func(name string, rows, cols int) graph.Value {
		return b.Weight(name, tensor.TypeOf(tensor.Q8_0, rows, cols))
	}
	norm := func(name string, n int) graph.Value { return b.Weight(name, tensor.TypeOf(tensor.F32, n)) }
	ids, pos, seq, rows := index("ids", T, graph.AxisT), index("pos", T, graph.AxisT), index("seq", T, graph.AxisT), index("rows", R, graph.AxisR)
	table := weight("table", V, D)
	rope := graph.RoPEAttr{HeadDim: E, Base: 1e4, Scale: 1}
	x := b.Embed(table, ids, 8)
	h := b.RMSNorm(x, norm("n1", D), 1e-6)
	q := b.RoPE(b.RMSNorm(b.MatMul(h, weight("q", H*E, D)), norm("nq", E), 1e-6), pos, rope)
	k := b.RoPE(b.RMSNorm(b.MatMul(h, weight("k", E, D)), norm("nk", E), 1e-6), pos, rope)
	v := b.MatMul(h, weight("v", E, D))
	ks := b.KVWrite(b.State("ks", tensor.TypeOf(tensor.F16, 1, S, E)), k, pos, seq)
	vs := b.KVWrite(b.State("vs", tensor.TypeOf(tensor.F16, 1, S, E)), v, pos, seq)
	a := graph.AttentionAttr{Heads: H, KVHeads: 1, HeadDim: E, Scale: 0.2}
	y := b.Attention(q, ks, vs, pos, seq, a)
	x = b.Add(x, b.RMSNorm(b.MatMul(y, weight("o", D, H*E)), norm("n2", D), 1e-6))
	h = b.RMSNorm(x, norm("n3", D), 1e-6)
	g := b.GeGLU(b.MatMul(h, weight("gate", F, D)), b.MatMul(h, weight("up", F, D)))
	x = b.Add(x, b.RMSNorm(b.MatMul(g, weight("down", D, F)), norm("n4", D), 1e-6))
	h = b.RMSNorm(b.Rows(x, rows), norm("n5", D), 1e-6)
	b.Output("x", x)
	b.Output("top", b.TopK(b.MatMul(h, table), 8))
	built, err := b.Finish()
	require.NoError(t, err)
	return built
}

// wide makes kernels reduce through memory of the group, and grids of several groups.
func wide(l *gpu.Limits) {
	l.One = false
	l.ReduceWG, l.NormWG, l.PlainWG, l.SelectWG, l.GemmTokens = 64, 64, 32, 64, 2
}

// run runs the layer of H heads on dev and returns its outputs.
func run(t *testing.T, dev mtl.Device, H int) (results [][]byte, err error) {
	return runWithin(t, dev, H, wide)
}

func runWithin(t *testing.T, dev mtl.Device, H int, adjust func(*gpu.Limits)) (results [][]byte, err error) {
	b, err := newBackend(dev, 0, adjust)
	require.NoError(t, err)
	g := layer(t, H)
	rng := rand.New(rand.NewPCG(5, 6))
	bindings := &backend.Bindings{T: 5, R: 2}
	var weights, all []backend.Buffer
	buffer := func(v graph.Value, u backend.Usage, data []byte) backend.Buffer {
		buf, err := b.NewBuffer(g.Nodes[v].Type, u)
		require.NoError(t, err)
		all = append(all, buf)
		if data != nil {
			require.NoError(t, buf.Write(0, data))
		}
		return buf
	}
	for _, v := range g.Weights() {
		typ := g.Nodes[v].Type
		weights = append(weights, buffer(v, backend.UsageWeight, tensor.Random(typ.DType, typ.Shape.Elems(), 1, rng)))
	}
	words := func(n ...byte) (b []byte) {
		for _, w := range n {
			b = append(b, w, 0, 0, 0)
		}
		return b
	}
	for _, v := range g.Inputs() {
		data := map[string][]byte{"ids": words(7, 90, 3, 41, 2), "pos": words(62, 63, 64, 65, 66), "seq": words(0, 0, 0, 0, 0), "rows": words(4, 1)}[g.Nodes[v].Name]
		bindings.Inputs = append(bindings.Inputs, buffer(v, backend.UsageInput, data))
	}
	for _, v := range g.States() {
		typ := g.Nodes[v].Type
		bindings.States = append(bindings.States, buffer(v, backend.UsageState, tensor.Random(typ.DType, typ.Shape.Elems(), 1, rng)))
	}
	for _, o := range g.Outputs {
		bindings.Outputs = append(bindings.Outputs, buffer(o.Value, backend.UsageOutput, nil))
	}
	p, err := b.Compile(g, weights, backend.Options{})
	if err == nil {
		err = p.Run(context.Background(), bindings)
		require.NoError(t, p.Close())
	}
	for _, o := range bindings.Outputs {
		results = append(results, append([]byte(nil), o.(backend.Mapper).Map()...))
	}
	for _, buf := range all {
		require.NoError(t, buf.Close())
	}
	require.NoError(t, b.Close())
	return results, err
}

// soft opens a device that finds every mistake that it can, or skips.
func soft(t *testing.T, mutate func(string) string) mtl.Device {
	dev, err := softmetal.Open(softmetal.Options{Edges: true, Mutate: mutate})
	if err != nil && !backendtest.Required("softmetal") {
		t.Skip(err)
	}
	require.NoError(t, err)
	return dev
}

// TestOrder runs the threads of groups in several orders, which must not matter.
func TestOrder(t *testing.T) {
	want, err := run(t, soft(t, nil), 2)
	require.NoError(t, err)
	for order := range 3 {
		dev, err := softmetal.Open(softmetal.Options{Order: order, Unchecked: order == 2})
		require.NoError(t, err)
		got, err := run(t, dev, 2)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

// TestTampering makes single mistakes in what the host encodes. Each must be an error or change a result.
func TestTampering(t *testing.T) {
	clean := &tamper{Device: soft(t, nil), skipBarrier: -1, launch: -1}
	want, err := run(t, clean, 2)
	require.NoError(t, err)
	barriers, launches := clean.barriers, clean.launches
	require.Greater(t, barriers, 10)
	noticed := func(d *tamper, what string) {
		got, err := run(t, d, 2)
		if err == nil && equal(want, got) {
			t.Errorf("nobody noticed: %s", what)
		}
	}
	for i := range barriers {
		noticed(&tamper{Device: soft(t, nil), skipBarrier: i, launch: -1}, fmt.Sprintf("no barrier %d", i))
	}
	for i := range launches {
		for axis := range 3 {
			for _, by := range []int{-1, 1} {
				noticed(&tamper{Device: soft(t, nil), skipBarrier: -1, launch: i, axis: axis, by: by}, fmt.Sprintf("launch %d: axis %d changed by %d", i, axis, by))
			}
		}
	}
	for i := range launches {
		for first := 2; first < gpu.MaxBindings; first++ {
			d := &tamper{Device: soft(t, nil), skipBarrier: -1, launch: i, swap: first}
			got, err := run(t, d, 2)
			if d.changed && err == nil && equal(want, got) {
				t.Errorf("nobody noticed: launch %d: buffers %d and %d exchanged", i, first, first+1)
			}
		}
	}
}

func equal(a, b [][]byte) bool {
	for i := range a {
		if string(a[i]) != string(b[i]) {
			return false
		}
	}
	return true
}

// forms are limits under which products have each of their forms: their lanes' sums in a tree or in order, tiles, and
// the matrices of SIMD groups; and reductions in one SIMD group.
var forms = map[string]func(*gpu.Limits){
	"tree":   wide,
	"order":  func(l *gpu.Limits) { wide(l); tiles(l); l.TileT = 100 },
	"tile":   func(l *gpu.Limits) { wide(l); tiles(l) },
	"matrix": func(l *gpu.Limits) { wide(l); matrices(l) },
	"one":    func(l *gpu.Limits) { wide(l); l.One, l.ReduceWG = true, 32 },
}

// TestMutations leaves barriers out of the text of the kernels, one at a time. With one head or with two,
// in one of the forms, that must be an error or change a result.
func TestMutations(t *testing.T) {
	want := map[string]map[int][][]byte{}
	for form, limits := range forms {
		want[form] = map[int][][]byte{}
		for _, H := range []int{1, 2} {
			var err error
			want[form][H], err = runWithin(t, soft(t, nil), H, limits)
			require.NoError(t, err)
		}
	}
	require.Equal(t, want["order"], want["tile"])
	for name, c := range map[string]struct {
		only  string
		forms []string
	}{
		"rms_norm_add_norm":   {"rms_norm_add_norm_subgroup.metal", []string{"tree"}},
		"matmul":              {"matmul_q8_0_subgroup.metal", []string{"tree", "order"}},
		"attention":           {"attention_f16_subgroup.metal", []string{"tree"}},
		"attention_one":       {"attention_f16_subgroup.metal", []string{"one"}},
		"top_k":               {"top_k.metal", []string{"tree"}},
		"matmul_tile":         {"matmul_q8_0_tile.metal", []string{"tile"}},
		"matmul_geglu_tile":   {"matmul_geglu_q8_0_tile.metal", []string{"tile"}},
		"matmul_matrix":       {"matmul_q8_0_matrix.metal", []string{"matrix"}},
		"matmul_geglu_matrix": {"matmul_geglu_q8_0_matrix.metal", []string{"matrix"}},
	} {
		t.Run(name, func(t *testing.T) {
			places := 0
			noticed := func(at int) bool {
				for _, form := range c.forms {
					for _, H := range []int{2, 1} {
						mutate := func(s string) (mutated string) {
							mutated, places = without(s, c.only, at, places)
							return mutated
						}
						got, err := runWithin(t, soft(t, mutate), H, forms[form])
						if err != nil || !equal(want[form][H], got) {
							return true
						}
					}
				}
				return false
			}
			for at := 0; at == 0 || at < places; at++ {
				why, redundant := redundantBarriers[fmt.Sprintf("%s %d", name, at)]
				assert.Equal(t, !redundant, noticed(at), "barrier %d of %d is left out (%s)", at, places, why)
			}
			require.Positive(t, places)
		})
	}
}

// without returns the kernel without its barrier at, and how many it has; other kernels as they are.
func without(source, file string, at, places int) (string, int) {
	const barrier = "threadgroup_barrier(mem_flags::mem_threadgroup);"
	if !strings.Contains(source, `"`+file+`"`) {
		return source, places
	}
	parts := strings.SplitAfter(source, barrier)
	parts[at] = strings.TrimSuffix(parts[at], barrier)
	return strings.Join(parts, ""), len(parts) - 1
}

// redundantBarriers are those that can be left out of a kernel one at a time, with the reason.
var redundantBarriers = map[string]string{
	"rms_norm_add_norm 0": "nothing used the memory before the first sum",
	"attention 2":         "with several heads or tokens to a group, the sums of others lie between",
	"attention 8":         "each score is written after a sum, which has barriers in a group of several SIMD groups",
	"attention 7":         "the sum of weights, which follows each of them, has barriers",
	"attention_one 0":     "of a sum in several SIMD groups",
	"attention_one 1":     "of a sum in several SIMD groups",
	"attention_one 3":     "of a maximum in several SIMD groups",
	"attention_one 4":     "of a maximum in several SIMD groups",
	"attention_one 5":     "of a sum in several SIMD groups",
	"attention_one 6":     "of a sum in several SIMD groups",
	"attention_one 8":     "each score is written after a sum, for which the SIMD group waits",
	"top_k 3":             "two others lie between reading what was found and finding the next",
}

// TestChecks makes the mistakes that the soft device looks for, each in a small kernel.
func TestChecks(t *testing.T) {
	dev := soft(t, nil)
	const head = "#include <metal_stdlib>\nusing namespace metal;\nstruct words\n{\n    uint m[1];\n};\n\nkernel void main0(device words& a [[buffer(0)]], uint3 local [[thread_position_in_threadgroup]])\n{\n    threadgroup uint room[64];\n"
	for body, want := range map[string]string{
		"room[local.x] = 1u; a.m[local.x] = room[63u - local.x];":                                                                     "race on threadgroup memory",
		"room[local.x] = 1u; threadgroup_barrier(mem_flags::mem_device); a.m[local.x] = room[63u - local.x];":                         "race on threadgroup memory",
		"room[local.x] = 1u; threadgroup_barrier(mem_flags::mem_threadgroup); a.m[local.x] = room[63u - local.x];":                    "",
		"if (local.x < 32u) threadgroup_barrier(mem_flags::mem_threadgroup); a.m[local.x] = 0u;":                                      "divergence",
		"float s = 0.0; if (local.x < 31u) s = simd_sum(1.0f); a.m[local.x] = uint(s);":                                               "divergence",
		"if (local.x < 32u) threadgroup_barrier(mem_flags::mem_threadgroup);\n else threadgroup_barrier(mem_flags::mem_threadgroup);": "divergence",
		"a.m[local.x + 1u] = 0u;": "outside of what is bound",
		"a.m[0] = local.x;":       "race on device memory",
		"room[local.x + 1u] = 1u; threadgroup_barrier(mem_flags::mem_threadgroup); a.m[local.x] = room[local.x];": "outside of what is bound",
		"a.m[local.x] = uint(simd_sum(1.0f));": "",
		"atomic_fetch_or_explicit((device atomic_uint*)&a.m[0], 1u << local.x % 32u, memory_order_relaxed);":                      "",
		"atomic_fetch_or_explicit((device atomic_uint*)&a.m[0], 1u, memory_order_relaxed);\n if (local.x == 5u) a.m[0] = 1u;":     "race on device memory",
		"a.m[local.x % 32u * 2u] = 1u;\n atomic_fetch_and_explicit((device atomic_uint*)&a.m[0], local.x, memory_order_relaxed);": "race on device memory",
		"a.m[local.x]": "clang",
	} {
		p, err := dev.NewPipeline(head+body+"\n}\n", "main0")
		if want == "clang" {
			require.ErrorContains(t, err, want)
			continue
		}
		require.NoError(t, err, body)
		buf, err := dev.NewBuffer(4 * 64)
		require.NoError(t, err)
		e, err := dev.Begin()
		require.NoError(t, err)
		e.SetPipeline(p)
		e.SetBuffer(buf, 0, 4*64, 0)
		e.Dispatch([3]uint32{1, 1, 1}, [3]uint32{64, 1, 1})
		err = e.Commit()
		if want == "" {
			require.NoError(t, err, body)
		} else {
			require.ErrorContains(t, err, want, body)
		}
		buf.Release()
	}
	require.NoError(t, errors.Join(dev.Close()))
}
