package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/bench"
	"github.com/gemma-bench/gemma/internal/results"
)

// A benchConfig is what the default command was asked to do.
type benchConfig struct {
	bench.Params
	reps      int
	output    string
	outputErr string
	seed      uint64
	budget    time.Duration
	delay     int
	noWarmup  bool
	verbose   bool
	list      bool
	version   bool
	extras    bool
	profiled  bool
	strict    bool
	tdp       float64
	battery   float64
	converses bool
	screen    string                // engine.ScreenMode
	speculate engine.Speculation    // of tests with text
	sink      func(*results.Result) // takes the rows too, if not nil
}

func runBench(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "bench", "[bench] [-m FILE] [flags]")
	var c benchConfig
	c.flags(fs)
	if err := fs.parse(bench.Names(args)); err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	switch {
	case c.version:
		commit, number := build()
		fmt.Fprintf(env.stdout, "gemma-bench %s (%d)\n", commit, number)
		return nil
	case c.list:
		return runDevices(ctx, env, nil)
	}
	return c.run(ctx, env)
}

func (c *benchConfig) flags(fs *flagSet) {
	c.Register(fs.FlagSet)
	for _, name := range []string{"r", "repetitions"} {
		fs.IntVar(&c.reps, name, 5, "`repetitions` of each test")
	}
	for _, name := range []string{"o", "output"} {
		fs.StringVar(&c.output, name, "md", "output `format`: "+strings.Join(results.Formats, ", "))
	}
	for _, name := range []string{"oe", "output-err"} {
		fs.StringVar(&c.outputErr, name, "none", "output `format` on standard error")
	}
	for _, name := range []string{"v", "verbose"} {
		fs.BoolVar(&c.verbose, name, false, "say how far a device is from the reference, and how often a test was warmed up")
	}
	fs.Uint64Var(&c.seed, "seed", 1, "`seed` of random weights and tokens")
	fs.DurationVar(&c.budget, "budget", 20*time.Second, "repeat a test for this `time` at most")
	fs.IntVar(&c.delay, "delay", 0, "`seconds` to wait before each test")
	fs.BoolVar(&c.noWarmup, "no-warmup", false, "time the first run too")
	fs.BoolVar(&c.list, "list-devices", false, "list the devices and exit")
	fs.BoolVar(&c.version, "version", false, "print the build and exit")
	fs.BoolVar(&c.extras, "extras", true, "measure load, memory and roofline, and describe machine and model, too")
	fs.BoolVar(&c.profiled, "profile", false, "run each test once more and say which operations take how long")
	fs.BoolVar(&c.strict, "strict", false, "fail if a result is not valid: other programs, stolen time, throttling, …")
	fs.Float64Var(&c.tdp, "tdp", 0, "`watts` to assume where no meter can be read; results say that they are estimates")
	fs.BoolVar(&c.converses, "conversation", false, "run 25 scripted conversations on each device and say what share of a battery they take")
	fs.Float64Var(&c.battery, "battery", pixelWh, "`watt-hours` of the battery of -conversation")
	fs.StringVar(&c.screen, "screen", screenDefault(), "`mode` of the head's screen: auto (if prepared), on, off")
	fs.StringVar((*string)(&c.speculate), "spec", "", "guess tokens in tests of text: ngram; empty: no")
	fs.Bool("progress", true, "llama-bench's; on standard error there is always progress")
}

func (c *benchConfig) check() error {
	switch {
	case c.reps < 1:
		return usagef("-r %d: want at least 1", c.reps)
	case !(c.tdp >= 0 && c.tdp < 1e5) || !(c.battery > 0 && c.battery < 1e6):
		return usagef("-tdp takes no negative number and -battery a positive one")
	case c.delay < 0 || c.delay > 3600:
		return usagef("-delay %d: want 0 to 3600", c.delay)
	case !slices.Contains(results.Formats, c.output) && c.output != "none":
		return usagef("-o %s: want one of %s", c.output, strings.Join(results.Formats, ", "))
	case !slices.Contains(results.Formats, c.outputErr) && c.outputErr != "none":
		return usagef("-oe %s: want none or one of %s", c.outputErr, strings.Join(results.Formats, ", "))
	}
	if err := engine.ScreenMode(c.screen).Check(); err != nil {
		return usageError{err}
	}
	if c.speculate != engine.SpeculateNone && c.speculate != engine.SpeculateNGram {
		return usagef("-spec %s: want ngram or nothing", c.speculate)
	}
	if len(c.Tests()) == 0 {
		return usagef("no test to run: give -p, -n or -pg")
	}
	for _, s := range c.Setups() {
		if s.TypeK != s.TypeV {
			return usagef("-ctk %s -ctv %s: keys and values have one type here", s.TypeK, s.TypeV)
		}
		if s.UBatch < 1 || s.Batch < 1 {
			return usagef("-b and -ub take positive numbers")
		}
	}
	return nil
}

// A benchRun is a benchConfig at work.
type benchRun struct {
	*benchConfig
	env     *environ
	p       *progress
	writers []results.Writer
	machine machine
	specs   []string
	model   *benchModel // open
	tests   int         // to do in all
	done    int
	began   time.Time
	wrong   int
	invalid int
	devices int

	listings []backend.Listing
	power    powerMeter
}

func (c *benchConfig) run(ctx context.Context, env *environ) (err error) {
	if c.Offline {
		if err := os.Setenv("HF_HUB_OFFLINE", "1"); err != nil {
			return err
		}
	}
	b := &benchRun{benchConfig: c, env: env, p: newProgress(env.stderr), began: time.Now()}
	defer b.p.done()
	defer b.closeModel()
	if err := b.open(); err != nil {
		return err
	}
	defer func() { // rows that are done are worth having, however the rest ended
		b.p.done()
		for _, w := range b.writers {
			err = errors.Join(err, w.Close())
		}
	}()
	if err := b.openPower(ctx); err != nil {
		return err
	}
	defer func() {
		if b.power.meter != nil {
			b.power.meter.Close()
		}
	}()
	setups := c.Setups()
	b.tests = len(setups) * len(b.specs) * len(c.Tests())
	for _, s := range setups {
		for _, spec := range b.specs {
			if err := b.device(ctx, s, spec); err != nil {
				return interrupted(ctx, err)
			}
		}
	}
	if b.wrong > 0 {
		return fmt.Errorf("%d of %d devices compute wrong results", b.wrong, b.devices)
	}
	if b.strict && b.invalid > 0 {
		return fmt.Errorf("%d of %d results are not valid", b.invalid, b.done)
	}
	return nil
}

// open makes the writers and finds the devices.
func (b *benchRun) open() error {
	for _, o := range []struct {
		w      io.Writer
		format string
	}{{b.env.stdout, b.output}, {b.env.stderr, b.outputErr}} {
		if o.format == "none" {
			continue
		}
		w, err := results.NewWriter(o.w, o.format, b.Columns())
		if err != nil {
			return err
		}
		b.writers = append(b.writers, w)
	}
	b.listings = backend.List()
	b.machine = newMachine(b.listings)
	for _, name := range b.Backends.Values {
		switch name {
		case "auto": // llama-bench's word for the default
		case "none": // and for no GPU
			b.specs = append(b.specs, "cpu")
		default:
			b.specs = append(b.specs, name)
		}
	}
	if len(b.specs) > 0 {
		return nil
	}
	// The reference and software devices are timed only when named: their speed means nothing.
	for _, l := range b.listings {
		for _, d := range l.Devices {
			note := ""
			switch {
			case l.Backend == "ref":
				note = ": what the others are compared with"
			case l.Backend == "null":
				note = ": counts, computes nothing"
			case d.Kind == "software":
				note = ": timed only with -backend " + spec(d)
			default:
				b.specs = append(b.specs, spec(d))
			}
			b.p.note("device %s %s%s", spec(d), describe(d), note)
		}
		if l.Err != nil {
			b.p.note("device %s", oneLine(l.Err))
		}
	}
	if len(b.specs) == 0 {
		return errors.New("no device to time")
	}
	return nil
}

// add prints a finished row.
func (b *benchRun) add(r *results.Result) error {
	b.p.done()
	if b.sink != nil {
		b.sink(r)
	}
	for _, w := range b.writers {
		if err := w.Add(r); err != nil {
			return err
		}
	}
	return nil
}

// eta estimates how long the remaining tests take, from those that are done.
func (b *benchRun) eta() string {
	if b.done == 0 {
		return ""
	}
	left := time.Duration(float64(time.Since(b.began)) / float64(b.done) * float64(b.tests-b.done))
	return fmt.Sprintf(", about %v left", left.Round(time.Second))
}
