//go:build cgo

package csimd

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/stretchr/testify/require"
)

func realSequence(t testing.TB, b backend.Backend, o engine.Options) (*engine.Engine, *engine.Sequence) {
	e := modeltest.Open(t, func() backend.Backend { return b }, o)
	return e, modeltest.Sequence(t, e)
}

// prompt returns n ids that look like text to the kernels, which do not care.
func prompt(n int) []int32 {
	ids := make([]int32, n)
	for i := range ids {
		ids[i] = int32(2 + i*7919%50000)
	}
	return ids
}

// BenchmarkModel measures the real model as llama-bench does: pp fills the cache, tg appends one token at a
// time with the full head. GEMMA_THREADS and GEMMA_CPU choose threads and tier; depth is tokens before it.
func BenchmarkModel(b *testing.B) {
	threads, _ := strconv.Atoi(os.Getenv("GEMMA_THREADS"))
	be := func(b *testing.B) backend.Backend {
		x, err := New(backend.Config{Threads: threads}, os.Getenv("GEMMA_CPU"))
		require.NoError(b, err)
		b.Cleanup(func() { x.Close() })
		return x
	}
	ctx := context.Background()
	for _, c := range []struct{ n, depth int }{{64, 0}, {512, 0}, {512, 3584}} {
		b.Run(fmt.Sprintf("pp%d/depth%d", c.n, c.depth), func(b *testing.B) {
			_, s := realSequence(b, be(b), engine.Options{Context: 8192, FullCache: true})
			require.NoError(b, s.Append(ctx, prompt(c.depth+c.n)))
			for b.Loop() {
				require.NoError(b, s.Truncate(c.depth))
				require.NoError(b, s.Append(ctx, prompt(c.depth + c.n)[c.depth:]))
			}
			b.ReportMetric(float64(c.n*b.N)/b.Elapsed().Seconds(), "tok/s")
		})
	}
	for _, depth := range []int{0, 4096} {
		b.Run(fmt.Sprintf("tg/depth%d", depth), func(b *testing.B) {
			_, s := realSequence(b, be(b), engine.Options{Context: 8192, FullCache: true})
			require.NoError(b, s.Append(ctx, prompt(depth+1)))
			var c []engine.Candidate
			var err error
			n := 0
			for b.Loop() {
				if n++; n == 128 {
					b.StopTimer()
					require.NoError(b, s.Truncate(depth+1))
					n = 0
					b.StartTimer()
				}
				c, err = s.TopK(ctx, c[:0], []int32{int32(n + 5)}, 1)
				require.NoError(b, err)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tok/s")
		})
	}
}

// TestProfile logs where the time of a step goes. GEMMA_PROFILE gives the number of tokens in a step.
func TestProfile(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("GEMMA_PROFILE"))
	if n == 0 {
		t.Skip("GEMMA_PROFILE is not set")
	}
	be, err := New(backend.Config{}, os.Getenv("GEMMA_CPU"))
	require.NoError(t, err)
	t.Cleanup(func() { be.Close() })
	e, s := realSequence(t, be, engine.Options{Context: 8192, Profile: true})
	ctx := context.Background()
	steps := 512/n + 3
	for range steps {
		if n == 1 {
			_, err := s.TopK(ctx, nil, prompt(1), 1)
			require.NoError(t, err)
			continue
		}
		require.NoError(t, s.Truncate(0))
		require.NoError(t, s.Append(ctx, prompt(n)))
	}
	for _, p := range e.Stats() {
		total := map[string]time.Duration{}
		all := time.Duration(0)
		for _, node := range p.Stats.Nodes {
			total[node.Op.String()] += node.Time
			all += node.Time
		}
		t.Log(p.Step, p.Stats.Steps, "steps", p.Stats.Busy/time.Duration(max(1, p.Stats.Steps)), "a step")
		for op, d := range total {
			t.Logf("%18s %6.2f %%  %v", op, 100*float64(d)/float64(all), d/time.Duration(max(1, p.Stats.Steps)))
		}
	}
}
