package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/bench"
	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
)

// A machine names the processors, as llama-bench does.
type machine struct{ cpu, gpu string }

func newMachine(listings []backend.Listing) machine {
	var cpus, gpus []string
	for _, l := range listings {
		for _, d := range l.Devices {
			switch {
			case d.Backend == "cpu":
				cpus = append(cpus, d.Name)
			case strings.HasSuffix(d.Kind, "-gpu"):
				gpus = append(gpus, d.Name)
			}
		}
	}
	return machine{strings.Join(cpus, ", "), strings.Join(gpus, ", ")}
}

// A benchModel is a model under test and what the reference computes with it.
type benchModel struct {
	path   string // as given
	files  []string
	model  *gemma3.Model
	tok    *tokenizer.Tokenizer // nil for random weights
	ids    []int32              // the prompt of the check
	answer *answer              // the reference's, computed when first needed
	env    captured
	hash   string
}

func (b *benchRun) closeModel() {
	if b.model != nil {
		_ = b.model.model.Close() // nothing was written
		b.model = nil
	}
}

// openModel opens the file or makes a random model, unless it is open already.
func (b *benchRun) openModel(ctx context.Context, path string) error {
	if b.model != nil && b.model.path == path {
		return nil
	}
	b.closeModel()
	m := &benchModel{path: path}
	var err error
	if path != "" {
		if m.files, err = modelFiles(ctx, path); err != nil {
			return err
		}
		m.model, m.tok, err = openModel(ctx, path)
	} else {
		b.p.say("making random weights")
		m.model, err = gemma3.Random(gemma3.Presets()[0], b.seed)
	}
	if err != nil {
		return err
	}
	m.ids = randomTokens(rand.New(rand.NewPCG(b.seed, 2)), checkTokens, m.model.Config.Vocab)
	m.ids[0] = bos
	b.model = m
	if b.extras {
		b.describeModel()
	}
	return nil
}

// checkTokens is the length of the prompt on which a device is compared with the reference.
const checkTokens = 8

// bos is Gemma's beginning-of-sequence token, which every sequence starts with.
const bos = 2

// device checks one device and times every test on it.
func (b *benchRun) device(ctx context.Context, s bench.Setup, spec string) error {
	b.devices++
	var times loading
	if b.extras && spec != "ref" && spec != "null" {
		b.p.say("%s: loading%s", spec, b.eta())
		var err error
		b.closeModel() // a mapped file stays in the page cache
		if times, err = b.loadTimes(ctx, s, spec); err != nil {
			return err
		}
	}
	if err := b.openModel(ctx, s.Model); err != nil {
		return err
	}
	d, err := backend.Open(spec, backend.Config{Threads: s.Threads})
	if err != nil {
		return err
	}
	defer d.Close()
	if s.Layers == 0 && strings.HasSuffix(d.Device().Kind, "-gpu") {
		return usagef("-ngl 0: choose the CPU with -backend cpu")
	}
	e, err := b.engine(s, d, false)
	if err != nil {
		return err
	}
	defer e.Close()
	if err := settle(ctx, e); err != nil {
		return err
	}
	row := b.row(s, d)
	row.LoadCold, row.LoadWarm = int(times.cold), int(times.warm)
	b.p.say("%s: comparing with the reference", spec)
	v, err := b.check(ctx, e)
	if err != nil {
		return fmt.Errorf("%s: %w", spec, err)
	}
	if t, bad := v.wrong(); bad {
		row.Wrong = fmt.Sprintf("%s differs by %.3g", t.Name, t.Diff)
		b.wrong++
		b.p.warn(red, "%s: WRONG: %s", spec, row.Wrong)
		b.done += len(b.Tests())
		return b.add(&row)
	}
	if b.verbose {
		b.p.note("%s: %s", spec, v)
	}
	if b.extras {
		if row.Phases, err = b.phases(ctx, e); err != nil {
			return fmt.Errorf("%s: %w", spec, err)
		}
	}
	if b.converses {
		talk, err := b.converse(ctx, e, spec)
		if err != nil {
			return err
		}
		row.Energy = talk
	}
	if s := once(&row); s != "" {
		b.p.note("%s: %s", spec, s)
	}
	for _, t := range b.Tests() {
		r := row
		r.Prompt, r.Gen, r.Depth, r.TestTime = t.Prompt, t.Gen, t.Depth, time.Now().UTC().Format(time.RFC3339)
		if t.Tokens != bench.Random {
			r.Tokens = t.Tokens
		}
		if err := b.test(ctx, s, d, e, &r); err != nil {
			return fmt.Errorf("%s: %s: %w", spec, r.Test(), err)
		}
	}
	return nil
}

// test times one test, prints its row, and notes what the table does not show.
func (b *benchRun) test(ctx context.Context, s bench.Setup, d backend.Backend, e *engine.Engine, r *results.Result) error {
	if err := b.time(ctx, d, e, r); err != nil {
		return err
	}
	if b.profiled {
		if err := b.profile(ctx, s, d, r); err != nil {
			return err
		}
	}
	b.done++
	if err := b.add(r); err != nil {
		return err
	}
	if s := summary(r); s != "" {
		b.p.note("%s: %s: %s", r.Backends, r.Test(), s)
	}
	if len(r.Profile) > 0 {
		b.p.note("%s", profileTable(r))
	}
	if len(r.Reasons) > 0 {
		b.invalid++
		b.p.warn(yellow, "%s: %s: not valid: %s", r.Backends, r.Test(), strings.Join(r.Reasons, "; "))
	}
	return nil
}

// engine opens an engine whose cache takes every test.
func (b *benchRun) engine(s bench.Setup, d backend.Backend, profile bool) (*engine.Engine, error) {
	m, need, depth := b.model.model, 64, 0
	if b.converses {
		need = min(512, m.Config.Context)
	}
	for _, t := range b.Tests() {
		n := t.Need()
		if t.Tokens != bench.Random {
			n += textTokens
		}
		need, depth = max(need, n), max(depth, t.Depth)
	}
	if need > m.Config.Context {
		return nil, fmt.Errorf("%d tokens, the model has a context of %d", need, m.Config.Context)
	}
	kv, err := cacheType(s.TypeK)
	if err != nil {
		return nil, err
	}
	// A cache that keeps every position can be cut back to the depth after each repetition.
	return engine.New(m, d, engine.Options{Context: need, Chunk: min(s.UBatch, need), KV: kv, FullCache: depth > 0, Profile: profile, Screen: engine.ScreenMode(b.screen)})
}

// row fills what every test on a device has in common.
func (b *benchRun) row(s bench.Setup, dev backend.Backend) results.Result {
	d, m := dev.Device(), b.model.model
	r := results.Result{}
	r.Defaults()
	r.BuildCommit, r.BuildNumber = build()
	r.CPUInfo, r.GPUInfo, r.Backends, r.Device, r.Driver = b.machine.cpu, b.machine.gpu, spec(d), d.Name, d.Driver
	r.ModelFile, r.ModelType, r.ModelSize, r.Params = s.Model, modelType(m), m.Bytes(), m.Params()
	if r.ModelFile == "" {
		r.ModelFile = "random"
	}
	if b.extras {
		r.ModelHash, r.Environment = b.model.hash, b.model.env
	}
	r.Batch, r.UBatch, r.TypeK, r.TypeV, r.Threads, r.GPULayers = s.Batch, s.UBatch, s.TypeK, s.TypeV, d.Threads, s.Layers
	if v := b.Fixed()["split_mode"]; v != "" {
		r.SplitMode = v
	}
	if v := b.Fixed()["load_mode"]; v != "" {
		r.LoadMode = v
	}
	if v := b.Fixed()["flash_attn"]; v == "on" || v == "1" {
		r.FlashAttn = 1
	}
	if b.Fixed()["no_op_offload"] == "1" {
		r.NoOpOffload = 1
	}
	return r
}

// check compares the device with the reference on random tokens after BOS.
func (b *benchRun) check(ctx context.Context, e *engine.Engine) (*verdict, error) {
	m := b.model
	if m.answer == nil {
		d, err := backend.Open("ref", backend.Config{})
		if err != nil {
			return nil, err
		}
		defer d.Close()
		ref, err := engine.New(m.model, d, engine.Options{Context: 64, KV: tensor.F32})
		if err != nil {
			return nil, err
		}
		defer ref.Close()
		if m.answer, err = reference(ctx, ref, m.ids); err != nil {
			return nil, err
		}
	}
	return m.answer.compare(ctx, e)
}

func randomTokens(rng *rand.Rand, n, vocab int) []int32 {
	ids := make([]int32, n)
	for i := range ids {
		ids[i] = int32(rng.IntN(vocab))
	}
	return ids
}

// build returns the commit that the program was built from and the date of that commit as a number, as
// far as the Go tool recorded them.
func build() (commit string, number int) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown", 0
	}
	commit = "unknown"
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			if len(s.Value) >= 7 {
				commit = s.Value[:7]
			}
		case "vcs.time":
			if t, err := time.Parse(time.RFC3339, s.Value); err == nil {
				number = t.Year()*10000 + int(t.Month())*100 + t.Day()
			}
		}
	}
	return commit, number
}

// modelType names model and quantisation as llama-bench does, such as "gemma3 270M Q4_K - Medium".
func modelType(m *gemma3.Model) string {
	if m.File == nil {
		return m.Config.Name + " random Q4_K_M" // of that mixture's types
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
