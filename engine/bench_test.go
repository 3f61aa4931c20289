package engine_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/stretchr/testify/require"
)

// BenchmarkShared measures the tokens a second of sequences that decode at the same time on the real
// model: 64 tokens each after a prompt of 128, as llama-batched-bench -npp 128 -ntg 64 counts them.
func BenchmarkShared(b *testing.B) {
	f, err := gguf.Open(testmodel.Path(b))
	require.NoError(b, err)
	m, err := gemma3.FromGGUF(f)
	require.NoError(b, err)
	defer m.Close()
	dev, err := backend.Open("cpu", backend.Config{})
	require.NoError(b, err)
	defer dev.Close()
	const prompt, gen = 128, 64
	for _, n := range []int{1, 4, 16} {
		b.Run(fmt.Sprintf("sequences=%d", n), func(b *testing.B) {
			e, err := engine.New(m, dev, engine.Options{Sequences: n, Context: 512})
			require.NoError(b, err)
			defer e.Close()
			for b.Loop() {
				var seqs []*engine.Sequence
				for i := range n {
					s, err := e.NewSequence()
					require.NoError(b, err)
					require.NoError(b, s.Append(context.Background(), randomIDs(prompt+i, m.Config.Vocab)))
					seqs = append(seqs, s)
				}
				began := time.Now()
				var wg sync.WaitGroup
				for _, s := range seqs {
					wg.Go(func() {
						cands, id := []engine.Candidate(nil), int32(5)
						for range gen {
							var err error
							if cands, err = s.TopK(context.Background(), cands[:0], []int32{id}, engine.DefaultTopK); err != nil {
								b.Error(err)
								return
							}
							id = cands[0].ID
						}
					})
				}
				wg.Wait()
				b.ReportMetric(float64(n*gen)/time.Since(began).Seconds(), "tok/s")
				for _, s := range seqs {
					require.NoError(b, s.Close())
				}
			}
		})
	}
}
