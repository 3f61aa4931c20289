package engine_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/grammar"
	"github.com/stretchr/testify/require"
)

// spelling is a text for each token of the tiny model: none for the first six, a byte for the next 256, and
// pairs of letters for the rest.
func spelling(id int32) string {
	switch {
	case id < 6:
		return ""
	case id < 262:
		return string([]byte{byte(id - 6)})
	}
	n := int(id - 262)
	return string(rune('a'+n%26)) + string(rune('a'+n/26))
}

// speller is a detokenizer of spelling.
type speller struct{}

func (speller) Write(id int32) (string, error) { return spelling(id), nil }
func (speller) Flush() string                  { return "" }

var tinyVocab = grammar.NewVocab(517, func(id int32) []byte { return []byte(spelling(id)) })

func constraint(t testing.TB, pattern string) *grammar.Constraint {
	g, err := grammar.Regex(pattern)
	require.NoError(t, err)
	return grammar.NewConstraint(g, tinyVocab)
}

// Patterns with few and with many tokens to choose from, forced tokens, and ends that are and are not open.
var patterns = []string{`[a-z]{12}`, `[a-z]{3,20}`, `(yes|no|maybe)`, `[0-9]{4}-[0-9]{2}`, `\{[a-f]{2}#[xyz]#\}`, `.{0,30}`, `[^a]{9}!`}

// Sampling under a constraint is sampling from the softmax over the tokens that it allows.
func TestConstrainedEqualsMaskedSoftmax(t *testing.T) {
	m := tiny(t)
	e := newEngine(t, m, openBackend(t, "ref", 0), engine.Options{Context: 128, Sequences: 2})
	for i, pattern := range patterns {
		c := constraint(t, pattern)
		for _, p := range []engine.Params{{}, {Temperature: 1.3}, {Temperature: 0.8, TopK: 5, TopP: 0.9}, {Temperature: 1, RepeatPenalty: 1.2}} {
			name := fmt.Sprintf("%s %+v", pattern, p)
			p.Seed, p.MaxTokens, p.StopIDs, p.Constraint = int64(i), 30, []int32{1}, c
			prompt := randomIDs(9, m.Config.Vocab)
			s := newSequence(t, e)
			got, text, why := run(t, s, prompt, p, speller{})
			want := byHand(t, e, prompt, p)
			require.Equal(t, want, got, name)
			if why == engine.FinishStop {
				require.Regexp(t, regexp.MustCompile(`(?s)^(?:`+pattern+`)$`), text, name)
			}
			require.NoError(t, s.Close())
		}
	}
}

// byHand tries every token with a matcher, and samples among those that it accepts.
func byHand(t *testing.T, e *engine.Engine, prompt []int32, p engine.Params) (ids []int32) {
	s, err := e.NewSequence()
	require.NoError(t, err)
	defer s.Close()
	sampler, err := engine.NewSampler(p)
	require.NoError(t, err)
	for _, id := range prompt {
		sampler.Accept(id)
	}
	m := p.Constraint.NewMatcher()
	for next := prompt; len(ids) < p.MaxTokens && !m.Done(); next = ids[len(ids)-1:] {
		l := logits(t, s, next)
		var allowed []int32
		for id := range int32(len(l)) {
			if m.Accept(id) == nil {
				allowed = append(allowed, id)
				require.NoError(t, m.Rollback(1))
			} else if m.CanStop() && slices.Contains(p.StopIDs, id) {
				allowed = append(allowed, id)
			}
		}
		id := sampler.SampleAmong(l, allowed)
		sampler.Accept(id)
		if slices.Contains(p.StopIDs, id) {
			break
		}
		require.NoError(t, m.Accept(id))
		ids = append(ids, id)
	}
	return ids
}

// Tokens that were chosen without a step are fed before the next one.
func TestConstrainedThenOn(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Context: 128, Sequences: 2})
		s := newSequence(t, e)
		prompt := randomIDs(9, m.Config.Vocab)
		p := engine.Params{Constraint: constraint(t, `!#%&[a-c]\(\)\{\}`)}
		g, err := s.Generate(prompt, p, speller{})
		require.NoError(t, err)
		var ids []int32
		for tok, err := range g.Tokens(context.Background()) {
			require.NoError(t, err)
			ids = append(ids, tok.ID)
		}
		require.Len(t, ids, 9)
		require.Equal(t, engine.FinishStop, g.Finish())
		require.Greater(t, len(g.Unfed()), 1, "nothing was chosen without a step")
		require.Equal(t, slices.Concat(prompt, ids), slices.Concat(s.IDs(), g.Unfed()))
		got := logits(t, s, g.Unfed())
		require.Equal(t, logits(t, newSequence(t, e), slices.Concat(prompt, ids)), got, spec)
	}
}

// A constraint for another vocabulary, and a text that cannot end for want of a stop token.
func TestConstraintErrors(t *testing.T) {
	e := newEngine(t, tiny(t), openBackend(t, "cpu", 0), engine.Options{Context: 64})
	s := newSequence(t, e)
	g, err := grammar.Regex(`a`)
	require.NoError(t, err)
	large := grammar.NewVocab(600, func(int32) []byte { return []byte("a") })
	_, err = s.Generate([]int32{2}, engine.Params{Constraint: grammar.NewConstraint(g, large)}, nil)
	require.ErrorContains(t, err, "600 tokens")
	gen, err := s.Generate([]int32{2}, engine.Params{Constraint: constraint(t, ``)}, nil)
	require.NoError(t, err)
	for _, err := range gen.Tokens(context.Background()) {
		require.ErrorIs(t, err, engine.ErrNoToken)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	gen, err = s.Generate([]int32{2}, engine.Params{Constraint: constraint(t, `[a-z]{9}`)}, nil)
	require.NoError(t, err)
	for _, err := range gen.Tokens(ctx) {
		require.ErrorIs(t, err, context.Canceled)
	}
}

// Engines share a constraint.
func TestConstrainedConcurrently(t *testing.T) {
	const n = 4
	m := tiny(t)
	c := constraint(t, `([a-f]{2},)*[a-f]`)
	texts := make([]string, n)
	var all sync.WaitGroup
	for i := range n {
		s := newSequence(t, newEngine(t, m, openBackend(t, "cpu", 0), engine.Options{Context: 64}))
		all.Go(func() {
			g, err := s.Generate([]int32{2, 70}, engine.Params{Temperature: 1, Seed: int64(i % 2), MaxTokens: 25, StopIDs: []int32{1}, Constraint: c}, speller{})
			if err != nil {
				t.Error(err)
				return
			}
			var text strings.Builder
			for tok, err := range g.Tokens(context.Background()) {
				if err != nil {
					t.Error(err)
				}
				text.WriteString(tok.Text)
			}
			texts[i] = text.String()
		})
	}
	all.Wait()
	for i, text := range texts {
		require.Equal(t, texts[i%2], text)
		require.NotEmpty(t, text)
	}
}
