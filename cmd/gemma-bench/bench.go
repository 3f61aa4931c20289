package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
)

// A benchConfig is what the default command was asked to do.
type benchConfig struct {
	path     string
	backends string
	prompt   int
	gen      int
	reps     int
	threads  int
	output   string
	seed     uint64
	budget   time.Duration
	kv       string
}

// A result is one row of the table.
type result struct {
	ModelType string    `json:"model_type"`
	ModelFile string    `json:"model_filename"`
	ModelSize int       `json:"model_size"`
	Params    int       `json:"model_n_params"`
	Backend   string    `json:"backends"`
	Device    string    `json:"device"`
	Threads   int       `json:"n_threads"`
	Prompt    int       `json:"n_prompt"`
	Gen       int       `json:"n_gen"`
	Wrong     string    `json:"wrong,omitempty"` // first tensor that differs from the reference; no speed is given then
	AvgNS     float64   `json:"avg_ns"`
	StdDevNS  float64   `json:"stddev_ns"`
	AvgTS     float64   `json:"avg_ts"`
	StdDevTS  float64   `json:"stddev_ts"`
	SamplesNS []float64 `json:"samples_ns"`
	SamplesTS []float64 `json:"samples_ts"`
}

func runBench(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "bench", "[bench] [-m FILE] [flags]")
	var c benchConfig
	fs.StringVar(&c.path, "m", "", "model `file` (GGUF); without it, random weights of the 270M's shape")
	fs.StringVar(&c.backends, "backend", "", "comma-separated backends, such as cpu,vulkan:1; default: all but software devices")
	fs.IntVar(&c.prompt, "p", 512, "prompt `tokens`; 0: no prompt test")
	fs.IntVar(&c.gen, "n", 128, "`tokens` to decode; 0: no decoding test")
	fs.IntVar(&c.reps, "r", 5, "`repetitions` of each test")
	fs.IntVar(&c.threads, "t", 0, "CPU `threads`; 0: the backend's choice")
	fs.StringVar(&c.output, "o", "md", "output `format`: md or jsonl")
	fs.Uint64Var(&c.seed, "seed", 1, "`seed` of random weights and tokens")
	fs.DurationVar(&c.budget, "budget", 20*time.Second, "stop repeating a test after this `time`")
	fs.StringVar(&c.kv, "ctk", "f16", "cache `type`: f16 or f32")
	if err := fs.parse(args); err != nil {
		return err
	}
	if c.prompt < 0 || c.gen < 0 || c.reps < 1 || c.threads < 0 || c.output != "md" && c.output != "jsonl" {
		return usagef("-p, -n and -t take no negative number, -r at least 1, -o md or jsonl")
	}
	return c.run(ctx, env)
}

func (c *benchConfig) run(ctx context.Context, env *environ) error {
	p := newProgress(env.stderr)
	defer p.done()
	m, err := c.model(p)
	if err != nil {
		return err
	}
	defer m.Close()
	specs, err := c.specs(env, p)
	if err != nil {
		return err
	}
	table := newTable(env.stdout, c.output)
	wrong := 0
	for _, spec := range specs {
		bad, err := c.device(ctx, m, spec, table, p)
		if err != nil {
			return interrupted(ctx, err)
		}
		if bad {
			wrong++
		}
	}
	p.done()
	table.footer()
	if wrong > 0 {
		return fmt.Errorf("%d of %d devices compute wrong results", wrong, len(specs))
	}
	return nil
}

// model opens the file or makes a random model.
func (c *benchConfig) model(p *progress) (*gemma3.Model, error) {
	if c.path != "" {
		m, _, err := openModel(c.path)
		return m, err
	}
	p.say("making random weights")
	return gemma3.Random(gemma3.Presets()[0], c.seed)
}

// specs lists the devices to time. The reference and software devices are timed only when named:
// their speed means nothing.
func (c *benchConfig) specs(env *environ, p *progress) ([]string, error) {
	if c.backends != "" {
		return strings.Split(c.backends, ","), nil
	}
	var specs []string
	for _, l := range backend.List() {
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
				specs = append(specs, spec(d))
			}
			p.say("device %s %s%s", spec(d), describe(d), note)
			p.keep()
		}
		if l.Err != nil {
			p.say("device %s", oneLine(l.Err))
			p.keep()
		}
	}
	if len(specs) == 0 {
		return nil, fmt.Errorf("no device to time")
	}
	return specs, nil
}

// checkTokens is the length of the prompt on which a device is compared with the reference.
const checkTokens = 8

// device checks and times one device, and reports whether it computes wrong results.
func (c *benchConfig) device(ctx context.Context, m *gemma3.Model, spec string, table *table, p *progress) (bool, error) {
	b, err := backend.Open(spec, backend.Config{Threads: c.threads})
	if err != nil {
		return false, err
	}
	defer b.Close()
	kv := tensor.F16
	if c.kv == "f32" {
		kv = tensor.F32
	}
	need := max(c.prompt, c.gen, 64)
	if need > m.Config.Context {
		return false, fmt.Errorf("%d tokens, the model has a context of %d", need, m.Config.Context)
	}
	e, err := engine.New(m, b, engine.Options{Context: need, KV: kv})
	if err != nil {
		return false, err
	}
	defer e.Close()
	row := c.row(m, b)
	p.say("%s: comparing with the reference", spec)
	v, err := c.check(ctx, m, e)
	if err != nil {
		return false, fmt.Errorf("%s: %w", spec, err)
	}
	if d, bad := v.wrong(); bad {
		row.Wrong = fmt.Sprintf("%s differs by %.3g", d.Name, d.Diff)
		p.done()
		return true, table.add(row)
	}
	rng := rand.New(rand.NewPCG(c.seed, 1))
	for _, test := range []struct{ prompt, gen int }{{c.prompt, 0}, {0, c.gen}} {
		if test.prompt+test.gen == 0 {
			continue
		}
		r := row
		r.Prompt, r.Gen = test.prompt, test.gen
		if err := c.time(ctx, e, &r, rng, p); err != nil {
			return false, fmt.Errorf("%s: %s: %w", spec, r.test(), err)
		}
		p.done()
		if err := table.add(r); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (c *benchConfig) row(m *gemma3.Model, b backend.Backend) result {
	d := b.Device()
	r := result{
		ModelType: modelType(m), ModelFile: c.path, ModelSize: m.Bytes(), Params: m.Params(),
		Backend: spec(d), Device: d.Name, Threads: d.Threads,
	}
	if r.ModelFile == "" {
		r.ModelFile = "random"
	}
	return r
}

// check compares the device with the reference on random tokens after BOS.
func (c *benchConfig) check(ctx context.Context, m *gemma3.Model, e *engine.Engine) (*verdict, error) {
	b, err := backend.Open("ref", backend.Config{Threads: c.threads})
	if err != nil {
		return nil, err
	}
	ref, err := engine.New(m, b, engine.Options{Context: 64, KV: tensor.F32})
	if err != nil {
		return nil, err
	}
	defer ref.Close()
	ids := randomTokens(rand.New(rand.NewPCG(c.seed, 2)), checkTokens, m.Config.Vocab)
	ids[0] = 2 // <bos>
	return compare(ctx, ref, e, ids)
}

func randomTokens(rng *rand.Rand, n, vocab int) []int32 {
	ids := make([]int32, n)
	for i := range ids {
		ids[i] = int32(rng.IntN(vocab))
	}
	return ids
}

// time runs one test, as llama-bench does: random tokens from an empty cache, a warm-up first, no
// tokenisation, and in decoding the 64 best candidates of each step but no sampling from them.
func (c *benchConfig) time(ctx context.Context, e *engine.Engine, r *result, rng *rand.Rand, p *progress) error {
	s, err := e.NewSequence()
	if err != nil {
		return err
	}
	defer s.Close()
	ids := randomTokens(rng, r.Prompt+r.Gen, e.Model().Config.Vocab)
	cands := make([]engine.Candidate, 0, engine.DefaultTopK)
	run := func(prompt, gen int) error {
		s.Reset()
		if prompt > 0 {
			_, err := s.TopK(ctx, cands, ids[:prompt], engine.DefaultTopK)
			return err
		}
		for i := range gen {
			if _, err := s.TopK(ctx, cands, ids[i:i+1], engine.DefaultTopK); err != nil {
				return err
			}
		}
		return nil
	}
	p.say("%s: %s: warming up", r.Backend, r.test())
	if err := run(r.Prompt, min(r.Gen, 1)); err != nil {
		return err
	}
	start := time.Now()
	for i := 0; i < c.reps && (i == 0 || time.Since(start) < c.budget); i++ {
		p.say("%s: %s: %d of %d", r.Backend, r.test(), i+1, c.reps)
		runtime.GC()
		began := time.Now()
		if err := run(r.Prompt, r.Gen); err != nil {
			return err
		}
		ns := float64(time.Since(began).Nanoseconds())
		r.SamplesNS = append(r.SamplesNS, ns)
		r.SamplesTS = append(r.SamplesTS, 1e9*float64(r.Prompt+r.Gen)/ns)
	}
	r.AvgNS, r.StdDevNS = meanStdDev(r.SamplesNS)
	r.AvgTS, r.StdDevTS = meanStdDev(r.SamplesTS)
	return nil
}

// test names the row as llama-bench does.
func (r *result) test() string {
	if r.Gen > 0 {
		return fmt.Sprintf("tg%d", r.Gen)
	}
	return fmt.Sprintf("pp%d", r.Prompt)
}

// meanStdDev returns the mean and the sample standard deviation, 0 for a single value.
func meanStdDev(v []float64) (mean, dev float64) {
	for _, x := range v {
		mean += x / float64(len(v))
	}
	if len(v) > 1 {
		for _, x := range v {
			dev += (x - mean) * (x - mean) / float64(len(v)-1)
		}
	}
	return mean, math.Sqrt(dev)
}

// modelType names model and quantisation as llama-bench does, such as "gemma3 270M Q4_K - Medium".
func modelType(m *gemma3.Model) string {
	if m.File == nil {
		return m.Config.Name + " Q4_K - Medium"
	}
	if id, err := m.File.Uint("general.file_type"); err == nil {
		if name, ok := fileTypes[id]; ok {
			return m.Config.Name + " " + name
		}
	}
	return m.Config.Name
}

// ref: llama.h, enum llama_ftype, and llama-model-loader.cpp, llama_model_ftype_name.
var fileTypes = map[uint64]string{
	0: "all F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K - Medium", 11: "Q3_K - Small",
	12: "Q3_K - Medium", 13: "Q3_K - Large", 14: "Q4_K - Small", 15: "Q4_K - Medium", 16: "Q5_K - Small", 17: "Q5_K - Medium",
	18: "Q6_K", 21: "Q2_K - Small", 25: "IQ4_NL - 4.5 bpw", 30: "IQ4_XS - 4.25 bpw", 32: "BF16",
}
