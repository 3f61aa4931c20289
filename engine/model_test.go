package engine_test

import (
	"context"
	"math"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/cpu/ref"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/stretchr/testify/require"
)

func open(t testing.TB, b backend.Backend, o engine.Options) *engine.Engine {
	f, err := gguf.Open(testmodel.Path(t))
	require.NoError(t, err)
	m, err := gemma3.FromGGUF(f)
	require.NoError(t, err)
	e, err := engine.New(m, b, o)
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, e.Close())
		require.NoError(t, m.Close())
	})
	return e
}

func TestTapsOfReference(t *testing.T) {
	e := open(t, ref.New(backend.Config{}), engine.Options{})
	want := golden.LoadTaps(t)
	s, err := e.NewSequence()
	require.NoError(t, err)
	got, err := s.Taps(context.Background(), want.IDs)
	require.NoError(t, err)
	for name, tap := range want.Taps {
		values, ok := got[name]
		require.True(t, ok, name)
		cols := len(values) / len(want.IDs)
		worst := 0.0
		for i, l2 := range tap.L2 {
			sum := 0.0
			for _, v := range values[i*cols : (i+1)*cols] {
				sum += float64(v) * float64(v)
			}
			worst = max(worst, math.Abs(math.Sqrt(sum)-l2)/l2)
		}
		t.Logf("%-28s %.2e", name, worst)
	}
}

func TestLogitsOfReference(t *testing.T) {
	e := open(t, ref.New(backend.Config{}), engine.Options{})
	for _, c := range golden.LoadLogits(t).Cases {
		s, err := e.NewSequence()
		require.NoError(t, err)
		l, err := s.Logits(context.Background(), c.IDs)
		require.NoError(t, err)
		worst := 0.0
		for i, id := range c.TopIDs {
			worst = max(worst, math.Abs(float64(l[id])-c.TopLogits[i]))
		}
		t.Logf("%q %.4f", c.Prompt, worst)
		require.NoError(t, s.Close())
	}
}
