package engine_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/engine"
	"github.com/stretchr/testify/require"
)

func sampler(t *testing.T, p engine.Params) *engine.Sampler {
	s, err := engine.NewSampler(p)
	require.NoError(t, err)
	return s
}

func TestBestEqualsSort(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		logits := make([]float32, n+1)
		for i := range logits {
			logits[i] = float32(rng.IntN(20)) // many ties
		}
		all := engine.Best(nil, logits, 0)
		require.Len(t, all, len(logits))
		require.True(t, slices.IsSortedFunc(all, func(a, b engine.Candidate) int {
			if a.Logit != b.Logit {
				return int(b.Logit - a.Logit)
			}
			return int(a.ID - b.ID)
		}))
		for _, k := range []int{1, 2, 7, 64} {
			require.Equal(t, all[:min(k, len(all))], engine.Best(nil, logits, k), "%d of %d", k, n+1)
		}
	}
}

// frequencies samples many times and returns each id's share.
func frequencies(s *engine.Sampler, logits []float32) []float64 {
	const draws = 200_000
	share := make([]float64, len(logits))
	for range draws {
		share[s.SampleLogits(slices.Clone(logits))] += 1.0 / draws
	}
	return share
}

func TestSamplingFollowsTheDistribution(t *testing.T) {
	logits := []float32{1, 3, 2, 0, -1}
	softmax := func(temperature float64, keep ...int) []float64 {
		p, sum := make([]float64, len(logits)), 0.0
		for _, i := range keep {
			p[i] = math.Exp(float64(logits[i]) / temperature)
			sum += p[i]
		}
		for i := range p {
			p[i] /= sum
		}
		return p
	}
	for name, c := range map[string]struct {
		p    engine.Params
		want []float64
	}{
		"plain":       {engine.Params{Temperature: 1}, softmax(1, 0, 1, 2, 3, 4)},
		"temperature": {engine.Params{Temperature: 2}, softmax(2, 0, 1, 2, 3, 4)},
		"top-k":       {engine.Params{Temperature: 1, TopK: 2}, softmax(1, 1, 2)},
		"top-p":       {engine.Params{Temperature: 1, TopP: 0.8}, softmax(1, 1, 2)}, // 0.636 + 0.234
		"top-p tight": {engine.Params{Temperature: 1, TopP: 0.6}, softmax(1, 1)},
		"min-p":       {engine.Params{Temperature: 1, MinP: 0.1}, softmax(1, 0, 1, 2)}, // 1, 0.37, 0.135, then 0.0498
		"greedy":      {engine.Params{}, softmax(1, 1)},
	} {
		got := frequencies(sampler(t, c.p), logits)
		for i := range got {
			// Five standard deviations of 200,000 draws are at most 0.0056.
			require.InDelta(t, c.want[i], got[i], 0.006, "%s: id %d", name, i)
		}
	}
}

func TestSeedRepeats(t *testing.T) {
	logits := make([]float32, 100)
	draw := func(seed int64) (ids []int32) {
		s := sampler(t, engine.Params{Temperature: 1, Seed: seed})
		for range 50 {
			ids = append(ids, s.SampleLogits(slices.Clone(logits)))
		}
		return ids
	}
	require.Equal(t, draw(5), draw(5))
	require.NotEqual(t, draw(5), draw(6))
	require.NotEqual(t, draw(-1), draw(-1))
}

func TestRepeatPenalty(t *testing.T) {
	s := sampler(t, engine.Params{RepeatPenalty: 2, RepeatLast: 2})
	require.Equal(t, int32(1), s.SampleLogits([]float32{1, 3, 2, -1}))
	s.Accept(1)
	s.Accept(1) // counted once: 3/2, not 3/4
	require.Equal(t, int32(2), s.SampleLogits([]float32{1, 3, 2, -1}))
	require.Equal(t, int32(1), s.SampleLogits([]float32{1, 3, 1.4, -1}))
	s.Accept(0)
	s.Accept(0) // 1 is forgotten
	require.Equal(t, int32(1), s.SampleLogits([]float32{4, 3, 2, -1}))
	n := sampler(t, engine.Params{RepeatPenalty: 2})
	n.Accept(0)
	require.Equal(t, int32(1), n.SampleLogits([]float32{-1, -1.5})) // negative ones are multiplied
}

func TestParamsOutOfRange(t *testing.T) {
	nan := float32(math.NaN())
	for _, p := range []engine.Params{{Temperature: -1}, {Temperature: nan}, {TopP: 1.1}, {TopP: nan}, {MinP: -0.1}, {MinP: 2},
		{RepeatPenalty: -1}, {TopK: -1}, {RepeatLast: -1}, {MaxTokens: -1}, {Stop: []string{""}}} {
		_, err := engine.NewSampler(p)
		require.Error(t, err, "%+v", p)
	}
	_, err := engine.NewSampler(engine.GemmaParams())
	require.NoError(t, err)
}

func TestSamplingDoesNotAllocate(t *testing.T) {
	s := sampler(t, engine.Params{Temperature: 1, TopK: 40, TopP: 0.9, RepeatPenalty: 1.1})
	logits := make([]float32, 1000)
	s.SampleLogits(logits)
	for range 100 {
		s.Accept(1)
	}
	require.Zero(t, testing.AllocsPerRun(100, func() { s.Accept(s.SampleLogits(logits)) }))
}
