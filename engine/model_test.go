package engine_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A bar is how far a backend may be from transformers' float32 results on the real model.
type bar struct {
	logits     float64 // of the top 20
	greedy     float64 // greedy ids are compared up to the first reference margin below this
	perplexity float64 // relative
}

// The reference computes as exactly as float32 allows; cpu rounds activations, most of them to 8 bits.
func barOf(spec string) bar {
	if spec == "ref" {
		return bar{logits: 0.02, greedy: 0.01, perplexity: 0.001}
	}
	return bar{logits: 0.25, greedy: 0.3, perplexity: 0.005}
}

// slow reports whether tests that take minutes are wanted.
func slow() bool { return os.Getenv("GEMMA_SLOW") != "" }

func realModel(t testing.TB) *gemma3.Model {
	f, err := gguf.Open(testmodel.Path(t))
	require.NoError(t, err)
	m, err := gemma3.FromGGUF(f)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	return m
}

func TestGoldenTaps(t *testing.T) {
	m, want := realModel(t), golden.LoadTaps(t)
	s := newSequence(t, newEngine(t, m, openBackend(t, "ref", 0), engine.Options{KV: tensor.F32}))
	got, _, err := s.Taps(context.Background(), want.IDs)
	require.NoError(t, err)
	require.Len(t, got, 18*6+3)
	for name, tap := range want.Taps {
		values := got[name]
		cols := len(values) / len(want.IDs)
		for i, l2 := range tap.L2 {
			require.InEpsilon(t, l2, norm(values[i*cols:(i+1)*cols]), 1e-3, "%s of token %d", name, i)
		}
		last := values[len(values)-cols:]
		scale := norm(last) / math.Sqrt(float64(cols))
		for i, v := range tap.Last {
			require.InDelta(t, v, last[i], 1e-3*max(scale, math.Abs(v)), "%s[%d] of the last token", name, i)
		}
	}
}

func norm(v []float32) float64 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return math.Sqrt(sum)
}

// requireTop checks the top id, and the logits of the 20 ids that the reference ranks highest.
func requireTop(t *testing.T, b bar, ids []int32, want []float64, got []float32) {
	t.Helper()
	worst := 0.0
	for i, id := range ids {
		worst = max(worst, math.Abs(float64(got[id])-want[i]))
	}
	t.Logf("largest difference among the top 20 logits: %.4f", worst)
	require.LessOrEqual(t, worst, b.logits)
	require.Equal(t, ids[0], engine.Best(nil, got, 1)[0].ID)
}

func TestGoldenLogitsAndGreedy(t *testing.T) {
	m := realModel(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{})
		for _, c := range golden.LoadLogits(t).Cases {
			t.Run(fmt.Sprintf("%s/%.20q", spec, c.Prompt), func(t *testing.T) {
				b, s := barOf(spec), newSequence(t, e)
				got := logits(t, s, c.IDs)
				requireTop(t, b, c.TopIDs, c.TopLogits, got)
				s.Reset()
				requireGreedy(t, b, s, c)
			})
		}
	}
}

// requireGreedy compares the most likely id at every position, up to the first that the reference
// chose by a hair. The reference backend, slow at decoding, is given the reference's ids in one step
// instead: TestSameBitsHoweverComputed shows that this gives the same logits.
func requireGreedy(t *testing.T, b bar, s *engine.Sequence, c golden.Case) {
	t.Helper()
	certain := len(c.GreedyIDs)
	if i := slices.IndexFunc(c.GreedyMargins, func(margin float64) bool { return margin < b.greedy }); i >= 0 {
		certain = i
	}
	var ids []int32
	if b == barOf("ref") {
		forced := slices.Concat(c.IDs, c.GreedyIDs[:len(c.GreedyIDs)-1])
		require.NoError(t, s.AllLogits(context.Background(), forced, len(c.IDs)-1, func(_ int, logits []float32) error {
			ids = append(ids, engine.Best(nil, logits, 1)[0].ID)
			return nil
		}))
		for i, margin := range c.GreedyMargins { // given the same past, every clear choice must agree
			require.True(t, margin <= b.greedy || ids[i] == c.GreedyIDs[i], "token %d", i)
		}
	} else {
		ids, _, _ = run(t, s, c.IDs, engine.Params{MaxTokens: len(c.GreedyIDs)}, nil)
	}
	require.Equal(t, c.GreedyIDs[:certain], ids[:certain])
	same := 0
	for same < len(ids) && ids[same] == c.GreedyIDs[same] {
		same++
	}
	t.Logf("greedy: %d of %d ids compared, %d equal", certain, len(ids), same)
}

// The long case is three windows: it fails if a local layer sees one position too many or too few.
func TestGoldenLong(t *testing.T) {
	m, long := realModel(t), golden.LoadLogits(t).Long
	for _, spec := range backends {
		t.Run(spec, func(t *testing.T) {
			s := newSequence(t, newEngine(t, m, openBackend(t, spec, 0), engine.Options{}))
			if spec == "ref" && !slow() {
				requireTop(t, barOf(spec), long.TopIDs, long.TopLogits, logits(t, s, long.IDs))
				return
			}
			nll, last, err := s.NLL(context.Background(), long.IDs)
			require.NoError(t, err)
			requireTop(t, barOf(spec), long.TopIDs, long.TopLogits, last)
			require.InEpsilon(t, long.NLL, mean(nll), barOf(spec).perplexity)
			require.InEpsilon(t, long.NLLTail, mean(nll[600:]), barOf(spec).perplexity)
		})
	}
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}

// The bits may not depend on how the text is cut, also at the edges of the real window.
func TestRealModelSameBits(t *testing.T) {
	m, ids := realModel(t), golden.LoadLogits(t).Long.IDs
	lengths := []int{511, 512, 513, 1023, 1024, 1025}
	for _, spec := range backends {
		if spec == "ref" && !slow() {
			continue
		}
		whole := newSequence(t, newEngine(t, m, openBackend(t, spec, 1), engine.Options{FullCache: true, Context: 2048}))
		parts := newSequence(t, newEngine(t, m, openBackend(t, spec, 2), engine.Options{Chunk: 100}))
		at := 0
		for _, n := range lengths {
			want := logits(t, whole, ids[at:n])
			require.Equal(t, want, logits(t, parts, ids[at:n]), "%s/%d", spec, n)
			at = n
		}
	}
}

// The perplexity of testdata/gpl-3.txt: over its 14 windows of 512 as transformers computes it in
// float32 from the same weights, and over the first window as the reference backend computed it in
// the run of GEMMA_SLOW=1 that met the former.
const (
	gplPerplexity = 13.829
	firstWindow   = 12.8688
)

// gplIDs returns the text's ids and BOS.
func gplIDs(t testing.TB, m *gemma3.Model) ([]int32, int32) {
	tok, err := tokenizer.FromGGUF(m.File)
	require.NoError(t, err)
	text, err := os.ReadFile(golden.Path("gpl-3.txt"))
	require.NoError(t, err)
	return tok.Encode(nil, string(text), tokenizer.EncodeOptions{BOS: true}), tok.BOS()
}

func TestGoldenPerplexity(t *testing.T) {
	m := realModel(t)
	ids, bos := gplIDs(t, m)
	for _, spec := range backends {
		t.Run(spec, func(t *testing.T) {
			want := gplPerplexity
			part := ids
			if spec == "ref" && !slow() {
				part, want = ids[:512], firstWindow
			}
			s := newSequence(t, newEngine(t, m, openBackend(t, spec, 0), engine.Options{Context: 512}))
			r, err := s.Perplexity(context.Background(), part, 512, bos, nil)
			require.NoError(t, err)
			require.Equal(t, len(part)/512, r.Windows)
			t.Logf("perplexity %.4f over %d windows, reference %.4f", r.Perplexity(), r.Windows, want)
			require.InEpsilon(t, want, r.Perplexity(), barOf(spec).perplexity)
		})
	}
}
