package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/gemma-bench/gemma/internal/load"
)

func runLoad(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "load", "-load URL [flags]")
	o := load.Options{Key: os.Getenv("OPENAI_API_KEY")}
	fs.StringVar(&o.URL, "load", "", "`URL` of an OpenAI-compatible server; OPENAI_API_KEY is sent if set")
	fs.StringVar(&o.Model, "model", "gemma", "`name` of the model")
	fs.StringVar(&o.Prompt, "prompt", "Write a short note about watering plants in winter.", "`text` of each request")
	fs.IntVar(&o.MaxTokens, "tokens", 64, "`tokens` of each answer at most")
	fs.IntVar(&o.Requests, "requests", 32, "`requests` in all")
	fs.IntVar(&o.Concurrency, "concurrency", 4, "`requests` at once, each followed by another (closed loop)")
	fs.Float64Var(&o.Rate, "rate", 0, "`requests` a second at random times, whatever the server does (open loop)")
	fs.DurationVar(&o.Timeout, "timeout", 5*time.Minute, "`time` for one request")
	fs.DurationVar(&o.TTFT, "slo-ttft", 0, "goodput: the first token must come within this `time`")
	fs.DurationVar(&o.TPOT, "slo-tpot", 0, "goodput: a later token must take no more than this `time`")
	fs.Uint64Var(&o.Seed, "seed", 1, "`seed` of the arrivals")
	asJSON := fs.Bool("json", false, "print one JSON object")
	if err := fs.parse(args); err != nil {
		return err
	}
	if err := o.Check(); err != nil {
		return usageError{err}
	}
	s, err := load.Run(ctx, o)
	if s == nil || s.Requests == 0 {
		return err
	}
	if *asJSON {
		if err := writeLine(env.stdout, s); err != nil {
			return err
		}
	} else if s.Failed < s.Requests {
		printLoad(env, s)
	}
	if err == nil && s.Failed > 0 {
		err = fmt.Errorf("%d of %d requests failed: %s", s.Failed, s.Requests, s.Error)
	}
	return err
}

func printLoad(env *environ, s *load.Summary) {
	fmt.Fprintf(env.stdout, "%d requests in %.2f s, %d failed: %.2f requests/s, %.1f tokens/s\n", s.Requests, s.Seconds, s.Failed, s.RequestS, s.TokenS)
	fmt.Fprintf(env.stdout, "%-28s %9s %9s %9s %9s %9s\n", "milliseconds", "mean", "50 %", "90 %", "99 %", "max")
	for _, d := range []struct {
		name string
		load.Distribution
	}{{"first token (TTFT)", s.TTFT}, {"each later token (TPOT)", s.TPOT}, {"whole answer", s.E2E}} {
		fmt.Fprintf(env.stdout, "%-28s %9.2f %9.2f %9.2f %9.2f %9.2f\n", d.name, d.Mean, d.P50, d.P90, d.P99, d.Max)
	}
	if s.Limited {
		fmt.Fprintf(env.stdout, "goodput: %d requests within the limits, %.2f a second\n", s.Good, s.Goodput)
	}
}
