package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/bench"
	"github.com/gemma-bench/gemma/internal/environment"
	"github.com/gemma-bench/gemma/internal/peak"
	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/model/hub"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// system is the machine that this program runs on. Tests put another one in its place.
var system = environment.Root("/")

// captured is the environment of a result: the machine, its devices and the model.
type captured struct {
	environment.Environment
	Devices []backend.DeviceInfo `json:"devices,omitempty"`
	Mix     map[string]int       `json:"quantisation_bytes,omitempty"` // of the model, by element type
}

// modelFiles returns the files that hold a model's weights, which the hub may have to send first.
func modelFiles(ctx context.Context, source string) ([]string, error) {
	path, err := hub.Resolve(ctx, source)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return []string{path}, nil // opening it says what is wrong
	}
	files, err := filepath.Glob(filepath.Join(path, "*.safetensors"))
	if err != nil || len(files) == 0 {
		return []string{path}, nil
	}
	return files, nil
}

// filesHash returns the SHA-256 of files one after the other, empty if one cannot be read.
func filesHash(paths []string) string {
	h := sha256.New()
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return ""
		}
		_, err = io.Copy(h, f)
		if errors.Join(err, f.Close()) != nil {
			return ""
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// describeModel notes the model's hash and types, and the machine.
func (b *benchRun) describeModel() {
	m := b.model
	m.env = captured{Environment: environment.Capture(system), Mix: map[string]int{}}
	for _, l := range b.listings {
		m.env.Devices = append(m.env.Devices, l.Devices...)
	}
	for _, t := range m.model.Tensors {
		m.env.Mix[fmt.Sprint(t.Type.DType)] += len(t.Data)
	}
	if m.path != "" {
		m.hash = filesHash(m.files)
	}
}

// A loading is how long it takes from nothing to the first token.
type loading struct{ cold, warm time.Duration }

// loadTimes opens model and device and decodes one token, twice: with the file out of the page cache, if
// the system lets go of it, and then with the file in it.
func (b *benchRun) loadTimes(ctx context.Context, s bench.Setup, spec string) (l loading, err error) {
	if s.Model == "" {
		return l, nil
	}
	files, err := modelFiles(ctx, s.Model)
	if err != nil {
		return l, err
	}
	cold := true
	for _, f := range files {
		cold = evict(f) && cold
	}
	if cold {
		if l.cold, err = loadOnce(ctx, s, spec, b.screen); err != nil {
			return l, err
		}
	}
	l.warm, err = loadOnce(ctx, s, spec, b.screen)
	return l, err
}

func loadOnce(ctx context.Context, s bench.Setup, spec, mode string) (time.Duration, error) {
	start := time.Now()
	t := target{path: s.Model, backend: spec, threads: s.Threads, kv: s.TypeK, screen: mode}
	l, seq, err := t.sequence(ctx, 64)
	if err != nil {
		return 0, err
	}
	_, err = seq.TopK(ctx, nil, []int32{bos}, engine.DefaultTopK)
	took := time.Since(start)
	l.close()
	debug.FreeOSMemory() // or it would count as the tests'
	return took, err
}

// phases times the parts of one generation from text to text, on random tokens turned into text.
func (b *benchRun) phases(ctx context.Context, e *engine.Engine) (*results.Phases, error) {
	m := b.model
	const first, gen = 300, 32 // ids below first are control tokens and bytes
	if m.tok == nil || m.tok.Len() <= first {
		return nil, nil
	}
	room := e.Options().Context - gen - 1
	if room < 8 {
		return nil, nil
	}
	rng := rand.New(rand.NewPCG(b.seed, 4))
	ids := []int32{}
	for len(ids) < min(room/2, 256) { // ordinary tokens may merge differently once they are text
		ids = append(ids, int32(first+rng.IntN(m.tok.Len()-first)))
	}
	text, err := m.tok.Decode(ids)
	if err != nil {
		return nil, err
	}
	p := &results.Phases{}
	start := time.Now()
	ids = m.tok.Encode(nil, text, tokenizer.EncodeOptions{BOS: true})
	p.TokenizeNS = int(time.Since(start))
	ids = ids[:min(len(ids), room)]
	p.PromptTokens, p.Tokens = len(ids), gen

	s, err := e.NewSequence()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	sampler, err := engine.NewSampler(engine.GemmaParams())
	if err != nil {
		return nil, err
	}
	d, cands := m.tok.Detokenizer(false), make([]engine.Candidate, 0, engine.DefaultTopK)
	for i := range gen {
		start := time.Now()
		cands, err = s.TopK(ctx, cands[:0], ids, engine.DefaultTopK)
		if err != nil {
			return nil, err
		}
		stepped := time.Now()
		id := sampler.SampleTopK(cands)
		sampler.Accept(id)
		sampled := time.Now()
		if _, err := d.Write(id); err != nil {
			return nil, err
		}
		if i == 0 {
			p.PrefillNS = int(stepped.Sub(start))
		} else {
			p.DecodeNS += int(stepped.Sub(start))
		}
		p.SampleNS += int(sampled.Sub(stepped))
		p.DetokenizeNS += int(time.Since(sampled))
		ids = []int32{id}
	}
	return p, nil
}

// totals sums the costs that the engine's programs counted.
func totals(e *engine.Engine) (c graph.Cost) {
	for _, s := range e.Stats() {
		c = c.Add(s.Stats.Cost)
	}
	return c
}

// A ceiling is what the machine gives at best with a number of threads.
type ceiling struct {
	samples []float64 // bytes per second
	ops     float64
	method  string
}

// measureCeiling reads memory, if the test decodes, or multiplies as fast as it goes. What is measured before
// and after a test makes one set.
func (b *benchRun) measureCeiling(ctx context.Context, d backend.Backend, decodes bool, c *ceiling) error {
	if kind := d.Device().Kind; !b.extras || kind != "cpu" || d.Name() == "ref" {
		return nil // what a GPU's memory gives, only its own kernels could tell
	}
	threads := d.Device().Threads
	if threads == 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	if decodes {
		r := peak.NewReader()
		defer r.Close()
		s, err := r.Samples(ctx, threads)
		c.samples = append(c.samples, s...)
		return err
	}
	ops, method, err := peak.Ops(ctx, threads, tier(d))
	if err == nil && ops > c.ops {
		c.ops, c.method = ops, method
	}
	return err
}

// tier returns the tier of kernels of a CPU backend.
func tier(d backend.Backend) string {
	if f := d.Device().Features; len(f) > 0 {
		return f[0]
	}
	return ""
}

// roofline relates the counted cost of tokens to their time and to the ceiling.
func roofline(cost graph.Cost, tokens int, ns float64, c *ceiling) *results.Roof {
	if tokens == 0 || ns <= 0 || cost.Bytes() == 0 {
		return nil
	}
	r := &results.Roof{
		BytesPerToken: float64(cost.Bytes()) / float64(tokens), OpsPerToken: float64(cost.FLOPs) / float64(tokens),
		GBs: float64(cost.Bytes()) / ns, Gops: float64(cost.FLOPs) / ns,
	}
	if bytes, spread := peak.Summary(c.samples); bytes > 0 {
		r.PeakGBs, r.PeakSpread = bytes/1e9, spread
		r.MemoryShare = r.GBs / r.PeakGBs
	}
	if c.ops > 0 {
		r.PeakGops, r.PeakMethod = c.ops/1e9, c.method
		r.ComputeShare = r.Gops / r.PeakGops
	}
	return r
}

// A memoryLog samples the resident memory of this process until stop.
type memoryLog struct {
	quit chan struct{}
	done sync.WaitGroup
	peak int
	all  []results.Moment
}

const (
	memoryEvery = 100 * time.Millisecond
	maxMoments  = 600
)

// watchMemory starts a log. Times count from start.
func watchMemory(start time.Time) *memoryLog {
	m := &memoryLog{quit: make(chan struct{})}
	note := func() {
		now, _ := environment.Resident(system)
		m.peak = max(m.peak, now)
		if now > 0 && len(m.all) < maxMoments {
			m.all = append(m.all, results.Moment{MS: int(time.Since(start).Milliseconds()), Bytes: now})
		}
	}
	resetPeak()
	note()
	m.done.Go(func() {
		tick := time.NewTicker(memoryEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				note()
			case <-m.quit:
				if now, peak := environment.Resident(system); peakWasReset || now == 0 {
					m.peak = max(m.peak, peak)
				}
				return
			}
		}
	})
	return m
}

func (m *memoryLog) stop() {
	close(m.quit)
	m.done.Wait()
}

// peakWasReset tells whether the system's own peak counts from resetPeak on.
var peakWasReset bool

// resetPeak makes Linux count the peak of the resident memory from now on.
func resetPeak() { peakWasReset = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) == nil }
