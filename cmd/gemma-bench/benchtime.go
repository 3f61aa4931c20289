package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/environment"
	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/internal/stats"
)

// A timer runs one test again and again.
type timer struct {
	s     *engine.Sequence
	r     *results.Result
	ids   []int32 // depth, prompt, tokens to decode
	cands []engine.Candidate
	ttft  []float64  // of each repetition, ns
	steps []int      // of every decoding step, ns
	cost  graph.Cost // of all repetitions
	text  *texts     // nil for random tokens

	screen engine.ScreenStats // before the first repetition
}

// newTimer prepares r's test: random tokens after BOS, as llama-bench feeds them.
func newTimer(e *engine.Engine, r *results.Result, seed uint64) (*timer, error) {
	s, err := e.NewSequence()
	if err != nil {
		return nil, err
	}
	ids := randomTokens(rand.New(rand.NewPCG(seed, 1)), r.Depth+r.Prompt+r.Gen, e.Model().Config.Vocab)
	ids[0] = bos
	return &timer{s: s, r: r, ids: ids, cands: make([]engine.Candidate, 0, engine.DefaultTopK)}, nil
}

// timer prepares r's test with the tokens that it is to have.
func (b *benchRun) timer(e *engine.Engine, r *results.Result) (*timer, error) {
	var x *texts
	if r.Tokens != "" {
		var err error
		if x, err = newTexts(b.model.tok, r.Tokens, b.speculate, int64(b.seed)); err != nil {
			return nil, err
		}
	}
	t, err := newTimer(e, r, b.seed)
	if err == nil {
		t.text = x
	}
	return t, err
}

// rewind leaves the first Depth tokens in the cache.
func (t *timer) rewind(ctx context.Context) error {
	if t.text != nil {
		return t.text.rewind(ctx, t)
	}
	if d := t.r.Depth; d > 0 && (t.s.Len() < d || t.s.Truncate(d) != nil) {
		t.s.Reset()
		return t.s.Append(ctx, t.ids[:d])
	} else if d == 0 {
		t.s.Reset()
	}
	return nil
}

// run makes one repetition with gen tokens: no tokenising, and in decoding the 64 best candidates of each
// step but no sampling from them. ref: llama-bench.cpp, test_prompt and test_gen.
func (t *timer) run(ctx context.Context, gen int) error {
	if t.text != nil {
		return t.text.run(ctx, t, gen)
	}
	ids, began := t.ids[t.r.Depth:], time.Now()
	if n := t.r.Prompt; n > 0 {
		if _, err := t.s.TopK(ctx, t.cands, ids[:n], engine.DefaultTopK); err != nil {
			return err
		}
		t.ttft = append(t.ttft, float64(time.Since(began)))
		ids = ids[n:]
	}
	for i := range gen {
		began := time.Now()
		if _, err := t.s.TopK(ctx, t.cands, ids[i:i+1], engine.DefaultTopK); err != nil {
			return err
		}
		t.steps = append(t.steps, int(time.Since(began)))
	}
	return nil
}

// Warming up ends when a run is within stable of the one before it, or after maxWarmups or warmupTime, but not with
// the first run, which compiles what it needs, unless that alone took slowWarmup.
const (
	stable     = 0.03
	maxWarmups = 8
	warmupTime = 3 * time.Second
	slowWarmup = 10 * time.Second
	warmupGen  = 16 // tokens of a decoding warm-up
)

// warm runs the test until its duration is stable, and returns how often.
func (t *timer) warm(ctx context.Context) (n int, err error) {
	last, start := math.Inf(1), time.Now()
	for n < maxWarmups && (time.Since(start) < warmupTime || n < 2 && time.Since(start) < slowWarmup) {
		if err := t.rewind(ctx); err != nil {
			return n, err
		}
		began := time.Now()
		if err := t.run(ctx, min(t.r.Gen, warmupGen)); err != nil {
			return n, err
		}
		took := float64(time.Since(began))
		n++
		if math.Abs(took-last) <= stable*last {
			break
		}
		last = took
	}
	t.ttft, t.steps = nil, nil
	if t.text != nil {
		t.text.stats = engine.SpeculationStats{}
	}
	return n, t.rewind(ctx)
}

// time runs one test and fills in its row.
func (b *benchRun) time(ctx context.Context, d backend.Backend, e *engine.Engine, r *results.Result) error {
	if err := sleep(ctx, time.Duration(b.delay)*time.Second); err != nil {
		return err
	}
	var top ceiling
	if err := b.measureCeiling(ctx, d, r.Gen > 0, &top); err != nil {
		return err
	}
	t, err := b.timer(e, r)
	if err != nil {
		return err
	}
	defer t.s.Close()
	if !b.noWarmup {
		b.p.say("%s: %s: warming up%s", r.Backends, r.Test(), b.eta())
		if r.Warmups, err = t.warm(ctx); err != nil {
			return err
		}
	}
	if b.verbose {
		b.p.note("%s: %s: warm-ups: %d", r.Backends, r.Test(), r.Warmups)
	}
	if err := b.repeat(ctx, e, t); err != nil {
		return err
	}
	if m, ok := d.(backend.MemoryCounter); ok {
		_, peak := m.Memory()
		r.PeakGPU = int(peak)
	}
	t.summarise()
	if err := b.measureCeiling(ctx, d, r.Gen > 0, &top); err != nil {
		return err
	}
	reps := len(r.SamplesNS)
	b.count(e, t)
	r.Roofline = roofline(t.cost, reps*(r.Prompt+r.Gen), float64(reps*r.AvgNS), &top)
	if r.Valid != nil && r.StdDevTS > unsteady*r.AvgTS {
		r.Reasons = append(r.Reasons, fmt.Sprintf("the standard deviation is %.0f %% of the mean", 100*r.StdDevTS/r.AvgTS))
	}
	if r.Valid != nil {
		*r.Valid = len(r.Reasons) == 0
	}
	return nil
}

// unsteady is the share of the mean beyond which a standard deviation makes a result useless.
const unsteady = 0.1

// repeat makes the repetitions, and watches the machine and the memory while they run.
func (b *benchRun) repeat(ctx context.Context, e *engine.Engine, t *timer) error {
	r := t.r
	t.screen = e.ScreenStats()
	before, memory, start := environment.Snap(system), watchMemory(b.began), time.Now()
	defer func() {
		memory.stop()
		r.PeakHost, r.Memory = memory.peak, memory.all
		after := environment.Snap(system)
		if r.Reasons = environment.Check(system, before, after); after.Watched() || len(r.Reasons) > 0 {
			r.Valid = new(bool)
		}
	}()
	stop := b.power.start()
	defer func() {
		e := stop(len(r.SamplesNS) * (r.Prompt + r.Gen))
		if r.Energy != nil { // of -conversation
			e.Conversations = r.Energy.Conversations
		}
		r.Energy = e
	}()
	for i := 0; i < b.reps; i++ {
		if took := time.Since(start); i > 0 && took+took/time.Duration(i) > b.budget {
			break // another one would take too long
		}
		b.p.say("%s: %s: %d of %d%s", r.Backends, r.Test(), i+1, b.reps, b.eta())
		if err := t.rewind(ctx); err != nil {
			return err
		}
		runtime.GC()
		from, began := totals(e), time.Now()
		if err := t.run(ctx, r.Gen); err != nil {
			return err
		}
		r.SamplesNS = append(r.SamplesNS, int(time.Since(began)))
		t.cost = t.cost.Add(less(totals(e), from))
	}
	return nil
}

// less returns a − b.
func less(a, b graph.Cost) graph.Cost {
	return graph.Cost{
		WeightBytes: a.WeightBytes - b.WeightBytes, CacheBytes: a.CacheBytes - b.CacheBytes, ActBytes: a.ActBytes - b.ActBytes, FLOPs: a.FLOPs - b.FLOPs,
	}
}

// maxSteps caps the decoding steps that a file keeps; percentiles are of all.
const maxSteps = 4096

// summarise turns the repetitions into the numbers of the row.
func (t *timer) summarise() {
	r := t.r
	for _, ns := range r.SamplesNS {
		r.SamplesTS = append(r.SamplesTS, 1e9*float64(r.Prompt+r.Gen)/float64(max(ns, 1)))
	}
	mean, dev := stats.MeanStdDev(stats.Floats(r.SamplesNS))
	r.AvgNS, r.StdDevNS = int(mean), int(dev)
	r.AvgTS, r.StdDevTS = stats.MeanStdDev(r.SamplesTS)
	r.MedianTS = stats.Median(r.SamplesTS)
	if low, high, ok := stats.MeanCI(r.SamplesTS); ok {
		r.CILowTS, r.CIHighTS = low, high
	}
	if len(t.ttft) > 0 {
		r.TTFTNS = int(stats.Median(t.ttft))
	}
	if len(t.steps) > 0 {
		v := stats.Floats(t.steps)
		r.ITLP50NS, r.ITLP90NS = int(stats.Quantile(v, 0.5)), int(stats.Quantile(v, 0.9))
		r.ITLP99NS, r.ITLMaxNS = int(stats.Quantile(v, 0.99)), int(stats.Quantile(v, 1))
		r.ITL = t.steps[:min(len(t.steps), maxSteps)]
	}
}

// sleep waits, or returns ctx's error.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
