package engine_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/engine"
	"github.com/stretchr/testify/require"
)

// letters spells token i as a letter, so that stop texts are easy to place.
type letters struct{ last string }

func (l *letters) Write(id int32) (string, error) { return string(rune('a' + id%26)), nil }
func (l *letters) Flush() string                  { return l.last }

// run generates to the end and returns the ids, the text and the reason.
func run(t *testing.T, s *engine.Sequence, prompt []int32, p engine.Params, d engine.Detokenizer) ([]int32, string, engine.Finish) {
	g, err := s.Generate(prompt, p, d)
	require.NoError(t, err)
	var ids []int32
	var text strings.Builder
	for tok, err := range g.Tokens(context.Background()) {
		require.NoError(t, err)
		ids = append(ids, tok.ID)
		text.WriteString(tok.Text)
	}
	return ids, text.String(), g.Finish()
}

func TestGenerate(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Context: 40})
		prompt := randomIDs(5, m.Config.Vocab)
		fresh := func() *engine.Sequence {
			return newSequence(t, newEngine(t, m, e.Backend(), engine.Options{Context: 40}))
		}

		all, text, why := run(t, fresh(), prompt, engine.Params{}, &letters{})
		require.Equal(t, engine.FinishContext, why)
		require.Len(t, all, 36, "35 fit after the prompt, and one is chosen from the last") // the last one is never fed
		require.Len(t, text, 36)

		// Greedy by hand, over full logits, gives the same ids.
		s, next := fresh(), prompt
		for i := range all {
			id := engine.Best(nil, logits(t, s, next), 1)[0].ID
			require.Equal(t, all[i], id, i)
			next = []int32{id}
		}

		ids, short, why := run(t, fresh(), prompt, engine.Params{MaxTokens: 7}, &letters{last: "!"})
		require.Equal(t, engine.FinishLength, why)
		require.Equal(t, all[:7], ids)
		require.Equal(t, text[:7]+"!", short)

		stop := firstNew(all, 5)
		ids, short, why = run(t, fresh(), prompt, engine.Params{StopIDs: []int32{all[stop]}}, &letters{})
		require.Equal(t, engine.FinishStop, why)
		require.Equal(t, all[:stop], ids)
		require.Equal(t, text[:stop], short)

		g, err := fresh().Generate(prompt, engine.Params{Temperature: 1, TopK: 64, Seed: 3, MaxTokens: 20}, nil)
		require.NoError(t, err)
		for range g.Tokens(context.Background()) {
		}
		times := g.Timings()
		require.Equal(t, 5, times.PromptTokens)
		require.Equal(t, 20, times.Tokens)
		require.Positive(t, times.Prefill)
		require.Positive(t, times.Decode)
		require.GreaterOrEqual(t, times.First, times.Prefill)
		for _, err := range g.Tokens(context.Background()) {
			require.ErrorContains(t, err, "once")
		}
	}
}

// firstNew returns an index ≥ from whose id did not occur before.
func firstNew(ids []int32, from int) int {
	for i := from; i < len(ids); i++ {
		seen := false
		for _, id := range ids[:i] {
			seen = seen || id == ids[i]
		}
		if !seen {
			return i
		}
	}
	panic("every token repeats")
}

func TestStopTexts(t *testing.T) {
	m := tiny(t)
	e := newEngine(t, m, openBackend(t, "ref", 0), engine.Options{Context: 64})
	prompt := randomIDs(5, m.Config.Vocab)
	s := newSequence(t, e)
	_, text, _ := run(t, s, prompt, engine.Params{MaxTokens: 30}, &letters{})
	for from := 0; from < 20; from++ {
		for _, n := range []int{1, 2, 5} {
			stop := text[from : from+n]
			at := strings.Index(text, stop)
			s.Reset()
			_, got, why := run(t, s, prompt, engine.Params{MaxTokens: 30, Stop: []string{"~", stop}}, &letters{})
			require.Equal(t, engine.FinishStop, why)
			require.Equal(t, text[:at], got, "stop %q", stop)
		}
	}
	// A text that only starts like a stop text comes out whole in the end.
	s.Reset()
	_, got, why := run(t, s, prompt, engine.Params{MaxTokens: 30, Stop: []string{text[28:30] + "~"}}, &letters{})
	require.Equal(t, engine.FinishLength, why)
	require.Equal(t, text, got)
	_, err := s.Generate(prompt, engine.Params{Stop: []string{"x"}}, nil)
	require.Error(t, err)
}

func TestGenerateStopsOnCancel(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		s := newSequence(t, newEngine(t, m, openBackend(t, spec, 0), engine.Options{}))
		g, err := s.Generate(randomIDs(5, m.Config.Vocab), engine.Params{}, nil)
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		var last error
		for _, err := range g.Tokens(ctx) {
			if n++; n == 3 {
				cancel()
			}
			last = err
		}
		require.Equal(t, 4, n, "the step after the cancellation fails")
		require.ErrorIs(t, last, context.Canceled)
		// Breaking out of the loop ends the generation too.
		g, err = s.Generate([]int32{1}, engine.Params{}, nil)
		require.NoError(t, err)
		start := time.Now()
		for range g.Tokens(context.Background()) {
			break
		}
		require.Less(t, time.Since(start), time.Minute)
		cancel()
	}
}
