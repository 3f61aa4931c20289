package modeltest

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
)

// Chain returns how a device chooses the tokens of a chain with the given parameters, and the engine's sampler, which
// with the same random numbers chooses from the pairs (id, logit) of one step after the other.
func Chain(t testing.TB, p engine.Params) (backend.Chain, func(pairs []float32) int32) {
	t.Helper()
	s, err := engine.NewSampler(p)
	require.NoError(t, err)
	c := backend.Chain{TopK: p.TopK, Temperature: p.Temperature, TopP: p.TopP, MinP: p.MinP}
	random := rand.New(rand.NewPCG(uint64(p.Seed), 0x9e3779b97f4a7c15)) // the sampler's
	for i := range c.Random {
		c.Random[i] = float32(random.Float64())
	}
	return c, func(pairs []float32) int32 {
		var cands []engine.Candidate
		for i := 0; i < len(pairs); i += 2 {
			cands = append(cands, engine.Candidate{ID: int32(pairs[i]), Logit: pairs[i+1]})
		}
		return s.SampleTopK(cands)
	}
}

// ChainParams are settings that use each of a chain's filters alone and together.
var ChainParams = []engine.Params{
	{}, {Temperature: 1, TopK: 64, TopP: 0.95}, {Temperature: 1, TopK: 64}, {Temperature: 1, TopK: 3}, {Temperature: 1.5, TopK: 64, TopP: 0.5},
	{Temperature: 0.3, TopK: 64, MinP: 0.2}, {Temperature: 3, TopK: 64, MinP: 0.05}, {Temperature: 2, TopK: 10, TopP: 0.8, MinP: 0.1}, {Temperature: 1, TopK: 64, TopP: 0.01},
}
