package engine_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/stretchr/testify/require"
)

// BenchmarkShared measures the tokens a second of sequences that decode at the same time on the real
// model: 64 tokens each after a prompt of 128, as llama-batched-bench -npp 128 -ntg 64 counts them. The prompts are parts of
// a text, each step wants the k most likely tokens, and the screen is used where one was prepared.
func BenchmarkShared(b *testing.B) {
	f, err := gguf.Open(testmodel.Path(b))
	require.NoError(b, err)
	m, err := gemma3.FromGGUF(f)
	require.NoError(b, err)
	defer m.Close()
	dev, err := backend.Open("cpu", backend.Config{})
	require.NoError(b, err)
	defer dev.Close()
	tok, err := tokenizer.FromGGUF(f)
	require.NoError(b, err)
	text, err := os.ReadFile(golden.Path("gpl-3.txt"))
	require.NoError(b, err)
	ids := tok.Encode(nil, string(text), tokenizer.EncodeOptions{})
	const prompt, gen = 128, 64
	for _, n := range []int{1, 2, 4, 8, 16} {
		for _, k := range []int{1, engine.DefaultTopK} {
			for _, mode := range []engine.ScreenMode{engine.ScreenOff, engine.ScreenAuto} {
				b.Run(fmt.Sprintf("sequences=%d/k=%d/screen=%s", n, k, mode), func(b *testing.B) {
					e, err := engine.New(m, dev, engine.Options{Sequences: n, Context: 512, Screen: mode})
					require.NoError(b, err)
					defer e.Close()
					prompts := make([][]int32, n)
					for i := range prompts {
						prompts[i] = ids[i*400 : i*400+prompt]
					}
					var rates []float64
					for b.Loop() {
						rates = append(rates, shared(b, e, prompts, gen, k))
					}
					slices.Sort(rates)
					b.ReportMetric(rates[len(rates)/2], "tok/s")
					if s := e.ScreenStats(); s.Steps > 0 {
						b.ReportMetric(100*float64(s.Steps)/float64(s.Steps+s.Fallbacks+s.Skipped), "%screened")
						b.ReportMetric(float64(s.Refined)/float64(s.Steps), "refined/step")
						b.ReportMetric(float64(s.Exact)/float64(s.Steps), "exact/step")
					}
				})
			}
		}
	}
}

// shared decodes gen tokens after each prompt at the same time, from the k most likely of each, and returns tokens per second.
func shared(b *testing.B, e *engine.Engine, prompts [][]int32, gen, k int) float64 {
	var seqs []*engine.Sequence
	for _, ids := range prompts {
		s, err := e.NewSequence()
		require.NoError(b, err)
		require.NoError(b, s.Append(context.Background(), ids))
		seqs = append(seqs, s)
	}
	began := time.Now()
	var wg sync.WaitGroup
	for _, s := range seqs {
		wg.Go(func() {
			cands, id := []engine.Candidate(nil), int32(5)
			for range gen {
				var err error
				if cands, err = s.TopK(context.Background(), cands[:0], []int32{id}, k); err != nil {
					b.Error(err)
					return
				}
				id = cands[0].ID
			}
		})
	}
	wg.Wait()
	rate := float64(len(prompts)*gen) / time.Since(began).Seconds()
	for _, s := range seqs {
		require.NoError(b, s.Close())
	}
	return rate
}
