// Package bench says what a benchmark runs: the parameters of llama.cpp's llama-bench, their values, and
// the tests that their combinations make, in llama-bench's order.
package bench

import (
	"flag"
	"strings"

	"github.com/gemma-bench/gemma/model/hub"
)

// Params are the parameters with several values.
type Params struct {
	Models   Words
	Backends Words
	Prompt   Ints
	Gen      Ints
	Pairs    Pairs
	Depth    Ints
	Batch    Ints
	UBatch   Ints
	TypeK    Words
	TypeV    Words
	Threads  Ints
	Layers   Ints
	Offline  bool // nothing may be downloaded
	Tokens   Words
	fixed    map[string]string
}

// Register declares the parameters under llama-bench's names.
func (p *Params) Register(fs *flag.FlagSet) {
	cache := []string{"f16", "f32", "q8_0"}
	p.Layers.Negative, p.TypeK.Allowed, p.TypeV.Allowed = true, cache, cache
	p.Tokens.Allowed = []string{Random, Text, Sampled}
	for _, f := range []struct {
		names string
		value flag.Value
		usage string
	}{
		{"m model", &p.Models, "model: a GGUF `file`, a folder, or hf:owner/name[:quantisation]; without it, random weights of the 270M's shape"},
		{"backend dev device", &p.Backends, "comma-separated `backends`, such as cpu,vulkan:1; default: all but software devices"},
		{"p n-prompt", &p.Prompt, "prompt `tokens`; 0: no prompt test (default 512)"},
		{"n n-gen", &p.Gen, "`tokens` to decode; 0: no decoding test (default 128)"},
		{"pg", &p.Pairs, "`pp,tg`: decode after a prompt, timed together"},
		{"d n-depth", &p.Depth, "`tokens` in the cache before the test (default 0)"},
		{"b batch-size", &p.Batch, "logical batch: recorded, without effect (default 2048)"},
		{"ub ubatch-size", &p.UBatch, "prompt `tokens` per step (default 512)"},
		{"ctk cache-type-k", &p.TypeK, "cache `type`: f16, f32 or q8_0 (default f16)"},
		{"ctv cache-type-v", &p.TypeV, "cache `type` of values; must be that of keys"},
		{"t threads", &p.Threads, "CPU `threads`; 0: the backend's choice"},
		{"tokens", &p.Tokens, "what is fed: random `tokens` as llama-bench does, text (a text and its greedy continuation), sampled (one at Gemma's settings)"},
		{"ngl n-gpu-layers", &p.Layers, "layers on a GPU: all or, on the CPU, any `number` (default -1)"},
	} {
		for name := range strings.SplitSeq(f.names, " ") {
			fs.Var(f.value, name, f.usage)
		}
	}
	for _, name := range []string{"hf", "hfr", "hf-repo"} {
		fs.Func(name, "model `owner/name[:quantisation]` of the hub, as -m hf:owner/name", func(v string) error {
			return p.Models.Set(hub.Scheme + strings.ReplaceAll(v, ",", ","+hub.Scheme))
		})
	}
	fs.BoolVar(&p.Offline, "offline", false, "take models of the hub from the cache alone, as with HF_HUB_OFFLINE=1")
	p.registerFixed(fs)
}

// A Setup is what an engine is opened with. Tests of one setup follow each other.
type Setup struct {
	Model   string // empty for random weights
	Batch   int
	UBatch  int
	TypeK   string
	TypeV   string
	Threads int
	Layers  int
}

// What tests feed the model.
const (
	Random  = "random"
	Text    = "text"    // a text, and then the most likely tokens
	Sampled = "sampled" // a text, and then tokens sampled at Gemma's recommended settings
)

// A Test is what is timed.
type Test struct {
	Prompt, Gen, Depth int
	Tokens             string // Random, Text or Sampled
}

// Need is the number of tokens in the cache at the end.
func (t Test) Need() int { return t.Prompt + t.Gen + t.Depth }

// Setups returns the combinations for which an engine is opened.
// ref: llama-bench.cpp, get_cmd_params_instances, for the order of the loops.
func (p *Params) Setups() []Setup {
	var all []Setup
	for _, m := range p.Models.Or("") {
		for _, ngl := range p.Layers.Or(-1) {
			for _, b := range p.Batch.Or(2048) {
				for _, ub := range p.UBatch.Or(512) {
					for _, tk := range p.TypeK.Or("f16") {
						for _, tv := range p.values(tk) {
							for _, t := range p.Threads.Or(0) {
								all = append(all, Setup{m, b, ub, tk, tv, t, ngl})
							}
						}
					}
				}
			}
		}
	}
	return all
}

// values returns the types of the values' cache: where none is given, that of the keys.
func (p *Params) values(keys string) []string { return p.TypeV.Or(keys) }

// Tests returns the tests of each setup. One that decodes nothing is made with the first kind of tokens alone:
// a prompt takes as long whatever it says.
func (p *Params) Tests() []Test {
	var all []Test
	kinds := p.Tokens.Or(Random)
	add := func(prompt, gen, depth int) {
		for i, kind := range kinds {
			if gen > 0 || prompt > 0 && i == 0 {
				all = append(all, Test{prompt, gen, depth, kind})
			}
		}
	}
	for _, d := range p.Depth.Or(0) {
		for _, n := range p.Prompt.Or(512) {
			add(n, 0, d)
		}
		for _, n := range p.Gen.Or(128) {
			add(0, n, d)
		}
		for _, pg := range p.Pairs.Values {
			add(pg[0], pg[1], d)
		}
	}
	return all
}

// Columns returns the fields that a table must show because their values differ from the defaults.
func (p *Params) Columns() []string {
	var all []string
	add := func(name string, differs bool) {
		if differs {
			all = append(all, name)
		}
	}
	add("n_gpu_layers", len(p.Layers.Values) > 0)
	add("n_batch", !single(p.Batch.Or(2048), 2048))
	add("n_ubatch", !single(p.UBatch.Or(512), 512))
	add("type_k", !single(p.TypeK.Or("f16"), "f16"))
	add("type_v", !single(p.TypeV.Or(p.TypeK.Or("f16")...), "f16"))
	for name, v := range p.fixed {
		for _, f := range unsupported {
			if f.field == name && len(f.accept) > 0 && v != f.accept[0] {
				add(name, true)
			}
		}
	}
	return all
}

func single[T comparable](v []T, def T) bool { return len(v) == 1 && v[0] == def }
