package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/grammar"
	"github.com/gemma-bench/gemma/model/chat"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// generated is the output of generate -json.
type generated struct {
	PromptIDs []int32            `json:"prompt_ids"`
	IDs       []int32            `json:"ids"`
	Text      string             `json:"text"`
	Finish    engine.Finish      `json:"finish"`
	Timings   map[string]float64 `json:"timings"` // milliseconds and tokens per second

	Speculation *engine.SpeculationStats `json:"speculation,omitempty"`
	Screen      engine.ScreenStats       `json:"screen"`
}

func runGenerate(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "generate", "generate -m FILE -backend B -p TEXT -n N [flags]")
	var t target
	t.flags(fs)
	t.adapterFlag(fs)
	p := engine.GemmaParams()
	var c constraintFlags
	c.flags(fs)
	prompt := fs.String("p", "", "prompt `text`")
	asChat := fs.Bool("chat", false, "treat the prompt as a user's message")
	asJSON := fs.Bool("json", false, "print one JSON object at the end instead of streaming")
	fs.IntVar(&p.MaxTokens, "n", 128, "`tokens` to generate at most")
	fs.IntVar(&p.TopK, "top-k", p.TopK, "keep the `k` most likely tokens; 0: all")
	fs.Int64Var(&p.Seed, "seed", p.Seed, "random `seed`; negative: a different one each time")
	float(fs, &p.Temperature, "temp", "temperature; 0: always the most likely token")
	float(fs, &p.TopP, "top-p", "keep the fewest tokens whose probabilities reach this sum")
	float(fs, &p.MinP, "min-p", "drop tokens less likely than this share of the most likely")
	float(fs, &p.RepeatPenalty, "repeat-penalty", "repetition penalty; 1: none")
	fs.StringVar((*string)(&p.Speculate), "spec", "", "guess tokens and verify them together: ngram repeats what followed before; empty: no")
	fs.Func("stop", "stop before this `text`; may be repeated", func(s string) error {
		p.Stop = append(p.Stop, s)
		return nil
	})
	if err := fs.parse(args); err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	if err := p.Check(); err != nil {
		return usageError{err}
	}
	if p.MaxTokens < 1 {
		return usagef("-n %d: want at least 1", p.MaxTokens)
	}
	if err := c.check(); err != nil {
		return err
	}
	rule, err := c.grammar() // before the model is opened: a mistake is reported at once
	if err != nil {
		return err
	}
	return generate(ctx, env, &t, *prompt, p, rule, *asChat, *asJSON)
}

// float declares a flag for a float32 that keeps its present value as the default.
func float(fs *flagSet, v *float32, name, usage string) {
	fs.Func(name, fmt.Sprintf("%s (`number`, default %v)", usage, *v), func(s string) error {
		f, err := strconv.ParseFloat(s, 32)
		if err != nil {
			return errors.New("not a number")
		}
		*v = float32(f)
		return nil
	})
}

func generate(ctx context.Context, env *environ, t *target, prompt string, p engine.Params, rule *grammar.Grammar, asChat, asJSON bool) error {
	start := time.Now()
	// One token is at least one byte, but for the few that surround a prompt.
	l, s, err := t.sequence(ctx, len(prompt)+p.MaxTokens+16)
	if err != nil {
		return err
	}
	defer l.close()
	p.Constraint = constraint(rule, l.tok, l.model.Config.Vocab)
	loaded := time.Since(start)
	var ids []int32
	if asChat {
		if ids, err = chat.Render(l.tok, []chat.Message{{Role: chat.User, Content: prompt}}, chat.Options{}); err != nil {
			return err
		}
		p.StopIDs = chat.StopIDs(l.tok)
	} else {
		ids = l.tok.Encode(nil, prompt, tokenizer.EncodeOptions{BOS: true, Special: true})
		p.StopIDs = []int32{l.tok.EOS()}
	}
	g, err := s.Generate(ids, p, l.tok.Detokenizer(false))
	if err != nil {
		return err
	}
	out := generated{PromptIDs: ids, IDs: []int32{}}
	var text strings.Builder
	for tok, err := range g.Tokens(ctx) {
		if err != nil {
			return interrupted(ctx, err)
		}
		out.IDs = append(out.IDs, tok.ID)
		text.WriteString(tok.Text)
		if !asJSON {
			fmt.Fprint(env.stdout, tok.Text)
		}
	}
	out.Text, out.Finish, out.Timings = text.String(), g.Finish(), timings(loaded, g.Timings())
	if stats := g.Speculation(); p.Speculate != engine.SpeculateNone {
		out.Speculation = &stats
	}
	out.Screen = l.engine.ScreenStats()
	if asJSON {
		return writeLine(env.stdout, out)
	}
	fmt.Fprintln(env.stdout)
	fmt.Fprintf(env.stderr, "load %.0f ms, prompt %d tokens %.1f tok/s, decode %d tokens %.1f tok/s, %s\n", out.Timings["load_ms"],
		len(ids), out.Timings["prefill_tok_s"], len(out.IDs), out.Timings["decode_tok_s"], out.Finish)
	return nil
}

// timings converts to milliseconds and rates.
func timings(load time.Duration, t engine.Timings) map[string]float64 {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	out := map[string]float64{
		"load_ms": ms(load), "first_token_ms": ms(t.First), "prefill_ms": ms(t.Prefill), "decode_ms": ms(t.Decode), "sample_ms": ms(t.Sample),
	}
	if t.Prefill > 0 {
		out["prefill_tok_s"] = float64(t.PromptTokens) / t.Prefill.Seconds()
	}
	if t.Decode > 0 {
		out["decode_tok_s"] = float64(t.Tokens-1) / t.Decode.Seconds()
	}
	return out
}
