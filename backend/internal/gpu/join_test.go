package gpu

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// layers builds L layers of a Gemma model for steps of T tokens, whose queries and keys have weights of one type and
// values of another.
func layers(t *testing.T, L, T int, qk, v tensor.DType) *graph.Graph {
	const D, F, H, E, S = 640, 2048, 4, 256, 512
	b := graph.NewBuilder()
	index := func(name string) graph.Value { return b.Input(name, tensor.TypeOf(tensor.I32, T), graph.AxisT) }
	ids, pos, seq := index("ids"), index("pos"), index("seq")
	rope := graph.RoPEAttr{HeadDim: E, Base: 1e4, Scale: 1}
	x := b.Embed(b.Weight("table", tensor.TypeOf(tensor.Q8_0, 512, D)), ids, 1)
	count := 0
	name := func() string { count++; return fmt.Sprint(count) }
	for range L {
		mat := func(d tensor.DType, rows, cols int, x graph.Value) graph.Value {
			return b.MatMul(x, b.Weight(name(), tensor.TypeOf(d, rows, cols)))
		}
		norm := func(x graph.Value, n int) graph.Value {
			return b.RMSNorm(x, b.Weight(name(), tensor.TypeOf(tensor.F32, n)), 1e-6)
		}
		state := func() graph.Value { return b.State(name(), tensor.TypeOf(tensor.F16, 1, S, E)) }
		h := norm(x, D)
		keys := b.KVWrite(state(), b.RoPE(norm(mat(qk, E, D, h), E), pos, rope), pos, seq)
		vals := b.KVWrite(state(), mat(v, E, D, h), pos, seq)
		q := b.RoPE(norm(mat(qk, H*E, D, h), E), pos, rope)
		a := b.Attention(q, keys, vals, pos, seq, graph.AttentionAttr{Heads: H, KVHeads: 1, HeadDim: E, Scale: 1})
		x = b.Add(x, norm(mat(qk, D, H*E, a), D))
		h = norm(x, D)
		x = b.Add(x, norm(mat(qk, D, F, b.Mul(b.GELU(mat(qk, F, D, h)), mat(qk, F, D, h))), D))
	}
	b.Output("h", b.RMSNorm(x, b.Weight("last", tensor.TypeOf(tensor.F32, D)), 1e-6))
	g, err := b.Finish()
	require.NoError(t, err)
	return g
}

// gpuLimits are those of a GPU with many bindings.
func gpuLimits() Limits {
	l := Guaranteed()
	l.Subgroup, l.One, l.NormWG, l.Bindings, l.NormFirst = 32, true, 32, MaxBindings, true
	return l
}

// lowered lowers g as backends do.
func lowered(t *testing.T, g *graph.Graph, l *Limits, o Options) *Program {
	g, err := graph.Lower(g, func(g *graph.Graph, n *graph.Node) error { return l.Supports("test", g, n) }, true)
	require.NoError(t, err)
	p, err := Lower(g, l, o)
	require.NoError(t, err)
	return p
}

// plain returns the name of a kernel without what its variants add: types of weights and caches, and the reduction.
func plain(kernel string) string {
	for _, name := range []string{"rms_norm_rope_write", "norm_matmul_geglu", "matmul_geglu", "matmul_qkv", "matmul", "kv_write", "attention_merge", "attention",
		"rms_norm_add_norm", "rms_norm_rope", "rms_norm", "embed"} {
		if strings.HasPrefix(kernel, name) {
			return name
		}
	}
	return kernel
}

// TestLaunchesPerLayer pins the kernels of two layers, by what the device allows. The norms between layers belong to the
// second if its products begin with them, and to the first if not.
func TestLaunchesPerLayer(t *testing.T) {
	const qkv, three, write, seven, attention = "matmul_qkv ", "matmul matmul matmul ", "rms_norm_rope_write ", "matmul rms_norm_rope kv_write matmul kv_write matmul rms_norm_rope ", "attention attention_merge matmul "
	const first, apart = "norm_matmul_geglu matmul ", "rms_norm_add_norm matmul_geglu matmul rms_norm_add_norm "
	const between = "norm_matmul_geglu matmul rms_norm_add_norm "
	for name, c := range map[string]struct {
		change      func(*Limits)
		T           int
		v           tensor.DType
		layer       string
		first, last string
	}{
		"a GPU":                {func(*Limits) {}, 1, tensor.Q8_0, qkv + write + attention + first, "", "rms_norm_add_norm "},
		"values as the others": {func(*Limits) {}, 1, tensor.Q5_0, qkv + write + attention + first, "", "rms_norm_add_norm "},
		"a software device":    {func(l *Limits) { l.NormFirst = false }, 1, tensor.Q8_0, qkv + write + attention + apart, "rms_norm ", ""},
		"wide groups of norms": {func(l *Limits) { l.NormWG = 128 }, 1, tensor.Q8_0, qkv + write + attention + apart, "rms_norm ", ""},
		"little memory":        {func(l *Limits) { l.Shared = 3 << 10 }, 1, tensor.Q8_0, qkv + write + attention + apart, "rms_norm ", ""},
		"less memory":          {func(l *Limits) { l.Shared = 1 << 10 }, 1, tensor.Q8_0, qkv + "rms_norm_rope kv_write kv_write rms_norm_rope " + attention + apart, "rms_norm ", ""},
		"several tokens":       {func(*Limits) {}, 8, tensor.Q8_0, three + write + attention + apart, "rms_norm ", ""},
		"values of F32":        {func(*Limits) {}, 1, tensor.F32, three + write + attention + between, "rms_norm ", ""},
		"narrow bindings":      {func(l *Limits) { l.StorageRange = 1 << 18 }, 1, tensor.Q8_0, "", "", ""},
		"14 bindings":          {func(l *Limits) { l.Bindings = 14 }, 1, tensor.Q8_0, three + write + attention + between, "rms_norm ", ""},
		"11 bindings":          {func(l *Limits) { l.Bindings = 11 }, 1, tensor.Q8_0, seven + attention + between, "rms_norm ", ""},
		"few bindings":         {func(l *Limits) { l.Bindings = MinBindings }, 1, tensor.Q8_0, seven + attention + apart, "rms_norm ", ""},
	} {
		t.Run(name, func(t *testing.T) {
			l, list := gpuLimits(), ""
			c.change(&l)
			p := lowered(t, layers(t, 2, c.T, tensor.Q5_0, c.v), &l, Options{})
			for i := range p.Launches {
				list += plain(p.Launches[i].Kernel) + " "
				requireApart(t, p, &p.Launches[i])
			}
			if c.layer != "" {
				require.Equal(t, "embed "+c.first+c.layer+c.layer+c.last, list)
			} else {
				require.NotContains(t, list, "matmul_qkv")
			}
		})
	}
}

// requireApart fails if a launch writes to what it reads, caches apart, or to one place twice.
func requireApart(t *testing.T, p *Program, d *Launch) {
	spans := map[int]Span{}
	for i, a := range d.Args {
		if s := p.Locate(a); s.In == StoreArena {
			spans[i] = s
		}
	}
	for i, a := range spans {
		for j, b := range spans {
			if i != j && d.Writes(i) {
				require.False(t, a.Off < b.Off+b.Size && b.Off < a.Off+a.Size, "%s: arguments %d and %d", d.Kernel, i, j)
			}
		}
	}
}

// TestJoinedMemory runs the lives of the values through the launches: between the launch that writes a value and the
// last one that reads it, none writes to its place.
func TestJoinedMemory(t *testing.T) {
	l := gpuLimits()
	for _, T := range []int{1, 8} {
		p := lowered(t, layers(t, 3, T, tensor.Q5_0, tensor.Q8_0), &l, Options{})
		written := map[graph.Value]Span{} // what lies in the arena now
		reads := 0
		for i := range p.Launches {
			d := &p.Launches[i]
			for j, a := range d.Args {
				s := p.Locate(a)
				if s.In != StoreArena || d.Writes(j) {
					continue
				}
				require.Equal(t, s, written[a.Value], "launch %d, %s: argument %d is gone", i, d.Kernel, j)
				reads++
			}
			for j, a := range d.Args {
				s := p.Locate(a)
				if s.In != StoreArena || !d.Writes(j) {
					continue
				}
				for v, o := range written {
					if o.Off < s.Off+s.Size && s.Off < o.Off+o.Size {
						delete(written, v)
					}
				}
				written[a.Value] = s
			}
		}
		require.Greater(t, reads, 30)
	}
}
