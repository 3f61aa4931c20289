//go:build cgo

package csimd

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/engine"
	screens "github.com/gemma-bench/gemma/engine/screen"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// atOnce is the number of rows that wholes computes in a step.
const atOnce = 16

// wholes returns the k best of each row of x by the whole product, 16 rows at a time, which has no screen.
func wholes(t testing.TB, h *head, x []float32, k int) []uint32 {
	K, w := len(h.x), h.w.Type()
	b := graph.NewBuilder()
	b.Output("y", b.TopK(b.MatMul(b.Input("x", tensor.TypeOf(tensor.F32, atOnce, K), graph.AxisT), b.Weight("w", w)), k))
	g, err := b.Finish()
	require.NoError(t, err)
	p, err := h.be.Compile(g, []backend.Buffer{h.w}, backend.Options{})
	require.NoError(t, err)
	defer p.Close()
	in, err := h.be.NewBuffer(tensor.TypeOf(tensor.F32, atOnce, K), backend.UsageInput)
	require.NoError(t, err)
	out, err := h.be.NewBuffer(tensor.TypeOf(tensor.F32, atOnce, 2*k), backend.UsageOutput)
	require.NoError(t, err)
	var all []uint32
	for from := 0; from < len(x); from += atOnce * K {
		n := copy(host.F32(in.(backend.Mapper).Map()), x[from:]) / K
		require.NoError(t, p.Run(context.Background(), &backend.Bindings{Inputs: []backend.Buffer{in}, Outputs: []backend.Buffer{out}, T: n}))
		for _, v := range host.F32(out.(backend.Mapper).Map())[:n*2*k] {
			all = append(all, math.Float32bits(v))
		}
	}
	return all
}

// textStates returns n hidden states of the real model: of windows of a text, and one in five of random tokens.
func textStates(t testing.TB, s *engine.Sequence, text []int32, vocab, n int) []float32 {
	var all []float32
	r := rand.New(rand.NewPCG(3, 9))
	const window = 256
	for i := 0; len(all) < n*640; i++ {
		ids := make([]int32, window)
		at := i * (window - 1) % (len(text) - window)
		if ids[0] = 2; i%5 == 4 {
			for j := 1; j < window; j++ {
				ids[j] = int32(r.IntN(vocab))
			}
		} else {
			copy(ids[1:], text[at+i/20:]) // the next time round from another place
		}
		s.Reset()
		require.NoError(t, s.Hidden(context.Background(), ids, func(_ int, h []float32) error {
			all = append(all, h...)
			return nil
		}))
	}
	return all[:n*640]
}

// On the real model: the screened head gives the bits of the whole one for hidden states and for inputs made to be
// hard, and texts are the same with a screen as without. A sample of states and tokens, and with GEMMA_SLOW
// 10,000 and 2,000.
func TestScreenOnTheRealModel(t *testing.T) {
	t.Setenv("GEMMA_SCREENS", t.TempDir())
	be := openTier(t, "", 2)
	e, s := realSequence(t, be, engine.Options{Context: 512, Sequences: 9})
	tok, err := tokenizer.FromGGUF(e.Model().File)
	require.NoError(t, err)
	text, err := os.ReadFile(golden.Path("gpl-3.txt"))
	require.NoError(t, err)
	ids := tok.Encode(nil, string(text), tokenizer.EncodeOptions{})
	starts := [][]int32{{2}, {2, 818}, ids[:40], ids[600:640], ids[3000:3040], {2, 236776, 107}, {2, 2094}, {2, 106}}
	_, _, err = e.PrepareScreen(context.Background(), starts, 24)
	require.NoError(t, err)

	out := e.Model().Output()
	dir, err := screens.Dir()
	require.NoError(t, err)
	file, err := screens.Open(dir, screens.KeyOf(out.Type, out.Data))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, file.Close()) })
	N, K := out.Type.Shape.Rows(), out.Type.Shape.Cols()
	n, tokens := 128, 4
	if os.Getenv("GEMMA_SLOW") != "" {
		n, tokens = 10_000, 250
	}
	t.Run("states", func(t *testing.T) {
		x := textStates(t, s, ids, N, n)
		rows := make([]float32, 40*K)
		for i := range 40 {
			at := i * (N / 40) * out.Type.RowBytes()
			require.NoError(t, tensor.Dequantise(out.Type.DType, rows[i*K:(i+1)*K], out.Data[at:at+out.Type.RowBytes()]))
		}
		hard := adversaries(rand.New(rand.NewPCG(1, 1)), rows, K)
		for _, k := range []int{1, 64} {
			h := newHead(t, be, out.Type.DType, N, K, k, out.Data)
			want, answers := wholes(t, h, x, k), map[string][]uint32{}
			for name, v := range hard { // some are not finite, where sums of 16 rows and of one may differ
				copy(h.x, v)
				answers[name] = h.run(t)
			}
			require.NoError(t, be.SetScreen(h.w, file.Table, true))
			for i := range len(x) / K {
				copy(h.x, x[i*K:(i+1)*K])
				require.Equal(t, want[i*2*k:(i+1)*2*k], h.run(t), "k %d, state %d of %d", k, i, n)
			}
			stats := be.ScreenStats(h.w)
			for name, v := range hard {
				copy(h.x, v)
				require.Equal(t, answers[name], h.run(t), "k %d, %s", k, name)
			}
			t.Logf("top %d of %d states: %+v", k, len(x)/K, stats)
			require.NoError(t, be.SetScreen(h.w, nil, false))
		}
	})
	t.Run("tokens", func(t *testing.T) {
		m, cases := e.Model(), golden.LoadLogits(t).Cases
		on, err := engine.New(m, openTier(t, "", 2), engine.Options{Context: 512, Screen: engine.ScreenOn})
		require.NoError(t, err)
		defer on.Close()
		count := 0
		for i, c := range cases {
			for name, p := range map[string]engine.Params{"greedy": {MaxTokens: tokens}, "sampled": {MaxTokens: tokens, Temperature: 1, TopK: 64, TopP: 0.95, Seed: int64(i)}} {
				want := modeltest.Text(t, e, c.IDs, p)
				require.Equal(t, want, modeltest.Text(t, on, c.IDs, p), fmt.Sprintf("%q %s", c.Prompt, name))
				count += len(want)
			}
		}
		t.Logf("%d tokens of %d prompts, %+v", count, len(cases), on.ScreenStats())
		require.Positive(t, on.ScreenStats().Steps)
	})
}
