package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"runtime"
	"time"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/bench"
	"github.com/gemma-bench/gemma/internal/config"
	"github.com/gemma-bench/gemma/internal/results"
)

func runSweep(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "sweep", "sweep -m FILE [-backend LIST] [-t LIST] [-ub LIST] [flags]")
	c := benchConfig{output: "none", outputErr: "none", seed: 1, budget: 10 * time.Second, battery: pixelWh, screen: string(engine.ScreenOff)}
	c.Register(fs.FlagSet)
	fs.IntVar(&c.reps, "r", 3, "`repetitions` of each test")
	file, err := config.Path()
	out := fs.String("o", file, "`file` to write; generate and other commands read the default one")
	dry := fs.Bool("dry", false, "print what would be written")
	if err := fs.parse(bench.Names(args)); err != nil {
		return err
	}
	if *out == "" {
		return usagef("no place for the configuration (%v): give -o FILE", err)
	}
	if err := c.check(); err != nil {
		return err
	}
	best, err := c.sweep(ctx, env)
	if err != nil {
		return err
	}
	if *dry {
		return writeLine(env.stdout, best)
	}
	if err := best.Save(*out); err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%s: backend %s, %d threads, %d prompt tokens a step: %.1f tokens/s of prompt, %.1f decoded\n", *out, best.Backend,
		best.Threads, best.Chunk, best.Prefill, best.Decode)
	return nil
}

// threads returns the numbers to try: powers of two and all processors.
func threads() []int {
	var all []int
	for n := 1; n < runtime.GOMAXPROCS(0); n *= 2 {
		all = append(all, n)
	}
	return append(all, runtime.GOMAXPROCS(0))
}

// sweep finds first the device and threads, then the step of a prompt, each with the best geometric mean of
// the speeds of a prompt and of decoding.
func (c *benchConfig) sweep(ctx context.Context, env *environ) (config.Config, error) {
	steps := c.UBatch.Or(64, 128, 256, 512)
	c.Prompt.Values, c.Gen.Values = c.Prompt.Or(256), c.Gen.Or(32)
	c.Threads.Values, c.UBatch.Values = c.Threads.Or(threads()...), []int{steps[len(steps)-1]}
	best, err := c.fastest(ctx, env)
	if err != nil {
		return best, err
	}
	c.Backends.Values, c.Threads.Values, c.UBatch.Values = []string{best.Backend}, []int{best.Threads}, steps
	return c.fastest(ctx, env)
}

// fastest runs every combination and returns the best.
func (c *benchConfig) fastest(ctx context.Context, env *environ) (best config.Config, err error) {
	type setting struct {
		backend        string
		threads, chunk int
	}
	rows := map[setting]*config.Config{}
	var order []setting
	c.sink = func(r *results.Result) {
		if r.Wrong != "" {
			return
		}
		s := setting{r.Backends, r.Threads, r.UBatch}
		if rows[s] == nil {
			rows[s] = &config.Config{Backend: r.Backends, Threads: r.Threads, Chunk: r.UBatch, Device: r.Device, Model: r.ModelType}
			order = append(order, s)
		}
		if r.Gen > 0 {
			rows[s].Decode = r.MedianTS
		} else {
			rows[s].Prefill = r.MedianTS
		}
	}
	err = c.run(ctx, &environ{env.stdin, io.Discard, env.stderr})
	for _, s := range order { // also those that were done when it ended early
		if r := rows[s]; r.Prefill > 0 && r.Decode > 0 {
			fmt.Fprintf(env.stderr, "%s, %d threads, %d tokens a step: %.1f tokens/s of prompt, %.1f decoded\n", s.backend, s.threads, s.chunk, r.Prefill, r.Decode)
		}
	}
	if err != nil {
		return best, err
	}
	top := 0.0
	for _, s := range order {
		r := rows[s]
		if v := math.Sqrt(r.Prefill * r.Decode); v > top {
			top, best = v, *r
		}
	}
	if top == 0 {
		return best, fmt.Errorf("nothing to choose from")
	}
	return best, nil
}
