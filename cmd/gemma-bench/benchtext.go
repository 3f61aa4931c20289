package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/bench"
	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// passages are what tests of text go on from, one after the other: prose, conversations, code, a list, data to
// extract from and another language.
var passages = []string{
	"The harbour town had grown around a single street that ran from the fish market up to the old lighthouse. In the morning",
	"<start_of_turn>user\nExplain in three sentences why the sky is blue.<end_of_turn>\n<start_of_turn>model\n",
	"// Reverse returns the words of s in the opposite order.\nfunc Reverse(s string) string {\n",
	"<start_of_turn>user\nExtract the date, the place and the sum from this note as JSON: Paid 48 euros in Lyon on the third of May for the room.<end_of_turn>\n<start_of_turn>model\n",
	"Things to bring on a winter walk:\n1. A warm coat\n2. Gloves\n3.",
	"Die Geschichte der Stadt beginnt im Mittelalter, als",
	"<start_of_turn>user\nWrite a short letter to a neighbour about a tree that takes the light.<end_of_turn>\n<start_of_turn>model\n",
	"Water boils at a lower temperature on a mountain because",
}

// textTokens caps the tokens of a passage and the one before it. Gemma's tokenizer needs a third.
const textTokens = 128

// texts feeds a test text: the passages in turn, each continued by what the model says.
type texts struct {
	tok   *tokenizer.Tokenizer
	p     engine.Params
	next  int     // passage
	ids   []int32 // that the next run is prompted with
	stats engine.SpeculationStats
}

func newTexts(tok *tokenizer.Tokenizer, kind string, spec engine.Speculation, seed int64) (*texts, error) {
	if tok == nil {
		return nil, usagef("-tokens %s needs a model with a tokenizer: give -m FILE", kind)
	}
	x := &texts{tok: tok}
	if kind == bench.Sampled {
		x.p = engine.GemmaParams()
	}
	x.p.Seed, x.p.Speculate = seed, spec
	return x, nil
}

// rewind makes the passages that come next the text in the cache, all of it but what the test feeds.
func (x *texts) rewind(ctx context.Context, t *timer) error {
	prompt := max(t.r.Prompt, 1)
	ids := []int32{bos}
	for i := x.next; len(ids) < t.r.Depth+prompt || i == x.next; i++ {
		part := x.tok.Encode(nil, passages[i%len(passages)], tokenizer.EncodeOptions{Special: true})
		ids = append(ids, part[:min(len(part), textTokens-1)]...)
	}
	// Where the test says how much there is to be, the text loses its beginning.
	if n := t.r.Depth + prompt; t.r.Depth+t.r.Prompt > 0 && len(ids) > n {
		ids = slices.Concat(ids[:1], ids[len(ids)-n+1:])
	}
	x.next++
	x.ids = ids[len(ids)-prompt:]
	t.s.Reset()
	if len(ids) == prompt {
		return nil
	}
	return t.s.Append(ctx, ids[:len(ids)-prompt])
}

// run makes one repetition.
func (x *texts) run(ctx context.Context, t *timer, gen int) error {
	if gen == 0 {
		began := time.Now()
		_, err := t.s.TopK(ctx, t.cands, x.ids, engine.DefaultTopK)
		t.ttft = append(t.ttft, float64(time.Since(began)))
		return err
	}
	p := x.p
	p.MaxTokens = gen
	if t.r.Prompt > 0 {
		p.MaxTokens++ // the prompt's step chooses one
	}
	p.Seed += int64(x.next)
	g, err := t.s.Generate(x.ids, p, nil)
	if err != nil {
		return err
	}
	began := time.Now()
	for _, err := range g.Tokens(ctx) {
		if err != nil {
			return err
		}
		took := time.Since(began)
		if t.r.Prompt > 0 && g.Timings().Tokens == 1 {
			t.ttft = append(t.ttft, float64(took))
		} else {
			t.steps = append(t.steps, int(took))
		}
		began = time.Now()
	}
	s := g.Speculation()
	x.stats.Steps += s.Steps
	x.stats.Proposed += s.Proposed
	x.stats.Accepted += s.Accepted
	return nil
}

// settle waits until a screen that the engine has found is checked and in use.
func settle(ctx context.Context, e *engine.Engine) error {
	if e.ScreenStats().State != "waiting" {
		return nil
	}
	s, err := e.NewSequence()
	if err != nil {
		return err
	}
	defer s.Close()
	for e.ScreenStats().State == "waiting" { // it is checked beside the first steps that decode
		if _, err := s.TopK(ctx, nil, []int32{bos}, 1); err != nil {
			return err
		}
		s.Reset()
		if err := sleep(ctx, 10*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

// count notes what the screen and the guesses of the repetitions did, and corrects the bytes that the test read.
func (b *benchRun) count(e *engine.Engine, t *timer) {
	r, now := t.r, e.ScreenStats()
	if now.State != "off" && now.State != "none" {
		r.Screen = now.State
	}
	was := t.screen
	steps, fallbacks, skipped := now.Steps-was.Steps, now.Fallbacks-was.Fallbacks, now.Skipped-was.Skipped
	c := results.Counters{}
	if steps+fallbacks+skipped > 0 {
		c["screen_steps"], c["screen_fallbacks"], c["screen_skipped"] = float64(steps), float64(fallbacks), float64(skipped)
		c["screen_refined"], c["screen_exact"] = float64(now.Refined-was.Refined), float64(now.Exact-was.Exact)
		c["screen_read_bytes"] = float64(now.Read - was.Read)
		t.cost.WeightBytes += now.Read - was.Read - steps*int64(len(b.model.model.Output().Data))
	}
	if t.text != nil && t.text.stats.Steps > 0 {
		c["guessed_steps"], c["guesses"], c["guesses_accepted"] = float64(t.text.stats.Steps), float64(t.text.stats.Proposed), float64(t.text.stats.Accepted)
	}
	if len(c) > 0 {
		r.Counters = c
	}
}

// screenSummary says what a screen did in a test.
func screenSummary(c results.Counters) string {
	steps := c["screen_steps"]
	all := steps + c["screen_fallbacks"] + c["screen_skipped"]
	s := fmt.Sprintf("screen in %.0f %% of %.0f steps (%.0f fell back, %.0f did without)", 100*steps/all, all, c["screen_fallbacks"], c["screen_skipped"])
	if steps > 0 {
		s += fmt.Sprintf(", %.0f rows looked at twice and %.0f computed a step, %.0f MB of the head and its screen", c["screen_refined"]/steps,
			c["screen_exact"]/steps, c["screen_read_bytes"]/steps/1e6)
	}
	return s
}
