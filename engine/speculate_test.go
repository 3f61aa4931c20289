package engine_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// generateIDs returns what a generation chooses, what the sequence holds then, and its statistics.
func generateIDs(t testing.TB, s *engine.Sequence, prompt []int32, p engine.Params) (ids, held []int32, stats engine.SpeculationStats) {
	g, err := s.Generate(prompt, p, nil)
	require.NoError(t, err)
	for tok, err := range g.Tokens(context.Background()) {
		require.NoError(t, err)
		ids = append(ids, tok.ID)
	}
	return ids, slices.Clone(s.IDs()), g.Speculation()
}

// repeating is a prompt in which much occurs again.
func repeating(n, vocab int) []int32 {
	ids := slices.Clone(randomIDs(11, vocab))
	for len(ids) < n {
		ids = append(ids, ids[len(ids)-11])
	}
	return ids
}

// Ids and the sequence's end are those without speculation: greedy and sampled, with windows, rings and contexts
// that guesses would overrun.
func TestSpeculationChangesNoToken(t *testing.T) {
	m := tiny(t)
	proposed, accepted := 0, 0
	for _, spec := range backends {
		for _, o := range []engine.Options{{}, {FullCache: true}, {Chunk: 1}, {Chunk: 4}, {Context: 90}, {KV: tensor.F32, Chunk: 64}} {
			e := newEngine(t, m, openBackend(t, spec, 0), o)
			for name, p := range map[string]engine.Params{
				"greedy": {}, "sampled": {Temperature: 0.7, TopK: 40, TopP: 0.95, Seed: 3}, "cold": {Temperature: 0.02, TopK: 5, Seed: 4}, "penalty": {RepeatPenalty: 1.3},
			} {
				name = fmt.Sprintf("%s/%+v/%s", spec, o, name)
				p.MaxTokens = 60
				s := newSequence(t, e)
				prompt := repeating(45, m.Config.Vocab)
				want, held, _ := generateIDs(t, s, prompt, p)
				s.Reset()
				p.Speculate = engine.SpeculateNGram
				got, gotHeld, stats := generateIDs(t, s, prompt, p)
				require.Equal(t, want, got, name)
				require.Equal(t, held, gotHeld, name)
				proposed, accepted = proposed+stats.Proposed, accepted+stats.Accepted
				require.NoError(t, s.Close())
			}
		}
	}
	t.Logf("%d of %d guesses accepted", accepted, proposed)
	require.Greater(t, accepted, 20)
	require.Greater(t, proposed, accepted)
}

// A generation that the caller leaves early has no guesses in the sequence.
func TestSpeculationLeftEarly(t *testing.T) {
	m := tiny(t)
	e := newEngine(t, m, openBackend(t, "cpu", 0), engine.Options{})
	prompt := repeating(45, m.Config.Vocab)
	for n := 1; n < 30; n++ {
		s := newSequence(t, e)
		g, err := s.Generate(prompt, engine.Params{Speculate: engine.SpeculateNGram}, nil)
		require.NoError(t, err)
		count := 0
		for _, err := range g.Tokens(context.Background()) {
			require.NoError(t, err)
			if count++; count == n {
				break
			}
		}
		require.Equal(t, len(prompt)+n-1, s.Len())
		require.NoError(t, s.Close())
	}
	s := newSequence(t, e)
	_, err := s.Generate(prompt, engine.Params{Speculate: "tree"}, nil)
	require.ErrorContains(t, err, "speculation")
}

func TestSpeculationOnTheRealModel(t *testing.T) {
	m := realModel(t)
	tok, err := tokenizer.FromGGUF(m.File)
	require.NoError(t, err)
	s := newSequence(t, newEngine(t, m, openBackend(t, "cpu", 0), engine.Options{Context: 512}))
	prompt := tok.Encode(nil, "one two three four five six seven eight\none two three four five six seven eight\none two three", tokenizer.EncodeOptions{BOS: true})
	for _, p := range []engine.Params{{MaxTokens: 40}, {MaxTokens: 40, Temperature: 1, TopK: 64, TopP: 0.95, Seed: 1}} {
		s.Reset()
		want, held, _ := generateIDs(t, s, prompt, p)
		s.Reset()
		p.Speculate = engine.SpeculateNGram
		got, gotHeld, stats := generateIDs(t, s, prompt, p)
		require.Equal(t, want, got)
		require.Equal(t, held, gotHeld)
		t.Logf("temperature %v: %+v", p.Temperature, stats)
		require.Positive(t, stats.Accepted)
	}
}
