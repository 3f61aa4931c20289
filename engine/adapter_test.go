package engine_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// adapter makes factors for every matrix of the layers that want names.
func adapter(m *gemma3.Model, seed uint64, names ...string) *gemma3.Adapter {
	rng := rand.New(rand.NewPCG(seed, 2))
	a := &gemma3.Adapter{Modules: map[string]gemma3.LowRank{}}
	for i, name := range names {
		shape := m.Tensors[name].Type.Shape
		l := gemma3.LowRank{Rank: 3 + 31*i}
		l.A, l.B = make([]float32, l.Rank*shape.Dim(1)), make([]float32, shape.Dim(0)*l.Rank)
		for _, x := range [][]float32{l.A, l.B} {
			for k := range x {
				x[k] = 0.1 * float32(rng.NormFloat64())
			}
		}
		a.Modules[name] = l
	}
	return a
}

// inFloats returns m with its matrices as F32, and with a merged into them if it is not nil.
func inFloats(t *testing.T, m *gemma3.Model, a *gemma3.Adapter) *gemma3.Model {
	c := &gemma3.Model{Config: m.Config, Tensors: map[string]gemma3.Tensor{}}
	for name, p := range m.Tensors {
		x := make([]float32, p.Type.Shape.Elems())
		require.NoError(t, tensor.Dequantise(p.Type.DType, x, p.Data))
		if a != nil {
			if l, ok := a.Modules[name]; ok {
				cols := p.Type.Shape.Cols()
				for n := range p.Type.Shape.Rows() {
					l.AddTo(x[n*cols:(n+1)*cols], n)
				}
			}
		}
		typ := tensor.Type{DType: tensor.F32, Shape: p.Type.Shape}
		data := make([]byte, typ.Bytes())
		require.NoError(t, tensor.Quantise(tensor.F32, data, x))
		c.Tensors[name] = gemma3.Tensor{Type: typ, Data: data}
	}
	return c
}

func logitsOf(t *testing.T, m *gemma3.Model, b backend.Backend) []float32 {
	e, err := engine.New(m, b, engine.Options{Context: 64, Chunk: 16, KV: tensor.F32})
	require.NoError(t, err)
	defer e.Close()
	s, err := e.NewSequence()
	require.NoError(t, err)
	ids := make([]int32, 40)
	for i := range ids {
		ids[i] = int32(2 + i*13)
	}
	out, err := s.Logits(context.Background(), ids)
	require.NoError(t, err)
	return append([]float32(nil), out...)
}

// TestAdapters: an adapter at run time gives what its merged weights give, several share one base, and the
// base is as it was.
func TestAdapters(t *testing.T) {
	base := inFloats(t, tinymodel.New(t), nil)
	sets := [][]string{
		{"blk.0.attn_q.weight", "blk.6.attn_v.weight", "blk.3.ffn_down.weight"},
		{"blk.6.attn_q.weight", "blk.2.attn_k.weight", "blk.6.attn_output.weight"},
		{"blk.1.ffn_gate.weight", "blk.5.ffn_up.weight"},
	}
	for _, name := range []string{"ref", "cpu"} {
		b, err := backend.Open(name, backend.Config{Threads: 1})
		require.NoError(t, err)
		plain := logitsOf(t, base, b)
		for i, names := range sets {
			a := adapter(base, uint64(i), names...)
			m, err := base.WithAdapter(a)
			require.NoError(t, err)
			got, want := logitsOf(t, m, b), logitsOf(t, inFloats(t, base, a), b)
			require.NotEqual(t, plain, got)
			for k := range want {
				require.InDelta(t, want[k], got[k], 2e-4, "%s %v logit %d", name, names, k)
			}
			require.NoError(t, m.Close())
			require.Equal(t, plain, logitsOf(t, base, b))
		}
		require.NoError(t, b.Close())
	}
}
