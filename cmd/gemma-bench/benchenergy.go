package main

import (
	"context"
	"fmt"
	"time"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/energy"
	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/model/chat"
)

// A powerMeter measures what the machine takes, or estimates it from -tdp.
type powerMeter struct {
	meter *energy.Meter // nil if there is none
	why   string        // why not
	idle  float64       // watts of the machine doing nothing for us
	tdp   float64
}

// idleTime is how long the idle machine is measured.
const idleTime = time.Second

// openPower finds the meters, and measures the idle machine if there are any.
func (b *benchRun) openPower(ctx context.Context) error {
	b.power = powerMeter{tdp: b.tdp}
	var err error
	if b.power.meter, err = energy.Open(string(system), true); err != nil {
		b.power.why = err.Error()
		return nil
	}
	b.p.say("measuring the idle machine")
	run, start := b.power.meter.Start(), time.Now()
	err = sleep(ctx, idleTime)
	rs, failed := run.Stop()
	if err == nil && failed == nil {
		b.power.idle = energy.Total(rs) / time.Since(start).Seconds()
	}
	return err
}

// start begins a measurement; the function that it returns ends it and gives what tokens took.
func (p *powerMeter) start() func(tokens int) *results.Energy {
	began := time.Now()
	if p.meter == nil {
		return func(tokens int) *results.Energy {
			if p.tdp <= 0 {
				return &results.Energy{Method: p.why}
			}
			s := time.Since(began).Seconds()
			return filled(&results.Energy{Method: fmt.Sprintf("estimate: %g W all the time", p.tdp), Estimate: true, Joules: p.tdp * s}, s, tokens)
		}
	}
	run := p.meter.Start()
	return func(tokens int) *results.Energy {
		rs, err := run.Stop()
		if err != nil {
			return &results.Energy{Method: "unavailable: " + err.Error()}
		}
		s := time.Since(began).Seconds()
		e := &results.Energy{Method: p.meter.Method(), Joules: energy.Total(rs), IdleWatts: p.idle}
		for _, r := range rs {
			e.Sources = append(e.Sources, results.Source{Name: r.Name, Method: r.Method, Joules: r.Joules})
		}
		e.NetJoules = e.Joules - p.idle*s
		if tokens > 0 {
			e.NetPerToken = e.NetJoules / float64(tokens)
		}
		return filled(e, s, tokens)
	}
}

func filled(e *results.Energy, seconds float64, tokens int) *results.Energy {
	e.Seconds, e.Tokens = seconds, tokens
	if seconds > 0 {
		e.Watts = e.Joules / seconds
	}
	if tokens > 0 {
		e.PerToken = e.Joules / float64(tokens)
	}
	return e
}

// Google reports that 25 conversations with the INT4 model took 0.75 % of a Pixel 9 Pro's battery, which holds
// 4,700 mAh at 3.9 V. ref: https://developers.googleblog.com/en/introducing-gemma-3-270m/
const (
	conversations = 25
	pixelWh       = 18.3
)

// The conversations are short: what such a model is for. Each is asked in turn, and answered in at most
// answerTokens tokens.
const answerTokens = 48

var script = [][]string{
	{"Classify the sentiment of this review as positive or negative: The battery lasts two days and the screen is bright.", "Why?"},
	{"Extract the date and the place: We meet on Friday at nine in the library.", "Write that as JSON."},
	{"Rewrite politely: Send me the report now.", "Make it shorter."},
	{"Which department should handle this: My invoice shows the wrong address.", "Write a one-line reply."},
	{"Give a title for a note about watering plants in winter.", "Another one, please."},
}

// converse runs the scripted conversations and reports what share of a battery they took.
func (b *benchRun) converse(ctx context.Context, e *engine.Engine, spec string) (*results.Energy, error) {
	m := b.model
	if m.tok == nil {
		return nil, usagef("-conversation needs a model with a tokenizer: give -m FILE")
	}
	s, err := e.NewSequence()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	stop, tokens := b.power.start(), 0
	for i := range conversations {
		b.p.say("%s: conversation %d of %d", spec, i+1, conversations)
		s.Reset()
		var messages []chat.Message
		for _, question := range script[i%len(script)] {
			messages = append(messages, chat.Message{Role: chat.User, Content: question})
			answer, n, err := b.answer(ctx, s, messages, int64(b.seed)+int64(i))
			if err != nil {
				return nil, err
			}
			tokens += n
			messages = append(messages, chat.Message{Role: chat.Model, Content: answer})
		}
	}
	out := stop(tokens)
	if out.Joules > 0 {
		out.Conversations = &results.Battery{
			Conversations: conversations, Tokens: tokens, Joules: out.Joules, Seconds: out.Seconds, WattHours: b.battery,
			Percent: 100 * out.Joules / 3600 / b.battery,
		}
		b.p.note("%s: %d conversations, %d tokens: %.3g J, %.3g %% of a battery of %g Wh (%s)", spec, conversations, tokens, out.Joules,
			out.Conversations.Percent, b.battery, out.Method)
	} else {
		b.p.note("%s: %d conversations, %d tokens in %.1f s; %s", spec, conversations, tokens, out.Seconds, out.Method)
	}
	return out, nil
}

// answer generates the model's turn.
func (b *benchRun) answer(ctx context.Context, s *engine.Sequence, messages []chat.Message, seed int64) (text string, n int, err error) {
	tok := b.model.tok
	ids, err := chat.Render(tok, messages, chat.Options{})
	if err != nil {
		return "", 0, err
	}
	p := engine.GemmaParams()
	p.MaxTokens, p.Seed, p.StopIDs = answerTokens, seed, chat.StopIDs(tok)
	s.Reset()
	g, err := s.Generate(ids, p, tok.Detokenizer(false))
	if err != nil {
		return "", 0, err
	}
	for t, err := range g.Tokens(ctx) {
		if err != nil {
			return "", 0, interrupted(ctx, err)
		}
		text += t.Text
		n++
	}
	return text, n, nil
}
