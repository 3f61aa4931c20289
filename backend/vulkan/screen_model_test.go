package vulkan

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	_ "github.com/gemma-bench/gemma/backend/cpu"
	"github.com/gemma-bench/gemma/engine"
	screens "github.com/gemma-bench/gemma/engine/screen"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/stretchr/testify/require"
)

// TestScreenOnTheRealModel compares the screened head with the whole one for hidden states of the real model and for inputs made
// to be hard, and greedy and sampled texts with a screen and without.
func TestScreenOnTheRealModel(t *testing.T) {
	if os.Getenv("GEMMA_SLOW") == "" {
		t.Skip("GEMMA_SLOW is not set: minutes")
	}
	t.Setenv("GEMMA_SCREENS", t.TempDir())
	cpu := modeltest.Open(t, func() backend.Backend {
		b, err := backend.Open("cpu", backend.Config{})
		require.NoError(t, err)
		return b
	}, engine.Options{Context: 512, Sequences: 9})
	if _, ok := cpu.Backend().(backend.ScreenBuilder); !ok {
		t.Skip("this build's cpu backend builds no screens")
	}
	cases := golden.LoadLogits(t).Cases
	starts := [][]int32{{2}, {2, 818}, {2, 236776, 107}, {2, 2094}, {2, 106}}
	for _, c := range cases {
		starts = append(starts, c.IDs)
	}
	_, _, err := cpu.PrepareScreen(context.Background(), starts, 24)
	require.NoError(t, err)
	m := cpu.Model()
	t.Run("states", func(t *testing.T) { screenStates(t, cpu, cases) })
	t.Run("tokens", func(t *testing.T) {
		open := func(mode engine.ScreenMode) *engine.Engine {
			e, err := engine.New(m, openTest(t, nil), engine.Options{Context: 512, Chunk: 64, Screen: mode})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, e.Close()) })
			return e
		}
		off, on, count := open(engine.ScreenOff), open(engine.ScreenOn), 0
		for i, c := range cases {
			p := engine.Params{MaxTokens: 30}
			if i%2 == 1 {
				p = engine.Params{MaxTokens: 30, Temperature: 1, TopK: 64, TopP: 0.95, Seed: int64(i)}
			}
			want := modeltest.Text(t, off, c.IDs, p)
			require.Equal(t, want, modeltest.Text(t, on, c.IDs, p), c.Prompt)
			count += len(want)
		}
		s := on.ScreenStats()
		t.Logf("%d tokens: %+v", count, s)
		require.GreaterOrEqual(t, count, 200)
		require.Greater(t, s.Steps, s.Fallbacks)
	})
}

// screenStates compares the 1 and the 64 best of hidden states.
func screenStates(t *testing.T, cpu *engine.Engine, cases []golden.Case) {
	s, out := modeltest.Sequence(t, cpu), cpu.Model().Output()
	K := out.Type.Shape.Cols()
	var states []float32
	for _, c := range cases {
		s.Reset()
		require.NoError(t, s.Hidden(context.Background(), c.IDs, func(_ int, h []float32) error {
			states = append(states, h...)
			return nil
		}))
	}
	inputs := headInputs(rand.New(rand.NewPCG(1, 1)), states, K, 2)
	for i := range min(24, len(states)/K) { // of all prompts
		at := i * (len(states) / K) / 24 * K
		inputs[string(rune('a'+i))] = headInput{x: states[at : at+K]}
	}
	dir, err := screens.Dir()
	require.NoError(t, err)
	file, err := screens.Open(dir, screens.KeyOf(out.Type, out.Data))
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	b := openTest(t, nil)
	for _, k := range []int{1, 64} {
		h, want := newHead(t, b, out.Type, k, out.Data), map[string][]uint32{}
		for name, in := range inputs {
			want[name] = h.run(in.x)
			require.False(t, !in.falls && math.IsNaN(float64(h.y[1])))
		}
		require.NoError(t, b.SetScreen(h.w, file.Table, true))
		for name, in := range inputs {
			require.Equal(t, want[name], h.run(in.x), "best %d, %s", k, name)
		}
		stats := b.ScreenStats(h.w)
		t.Logf("best %d: %+v", k, stats)
		require.GreaterOrEqual(t, stats.Steps, int64(20))
		h.close()
	}
}
