package main

import (
	"cmp"
	"context"
	"os"

	"github.com/gemma-bench/gemma/backend"
	_ "github.com/gemma-bench/gemma/backend/all" // every backend that this build has
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/config"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/hub"
	"github.com/gemma-bench/gemma/model/lora"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
)

// A target is the model and the backend that a command works on.
type target struct {
	path    string
	backend string
	threads int
	context int
	kv      string
	chunk   int
	tuned   error // why the configuration cannot be read

	screen    string // engine.ScreenMode
	sequences int    // 0: 1
	adapter   string // applied by sequence; empty: none
}

// tune returns what gemma-bench sweep wrote down for this machine.
func tune() (config.Config, error) {
	path, err := config.Path()
	if err != nil {
		return config.Config{}, nil // no folder for configurations, so there is none
	}
	return config.Load(path)
}

// flags declares the flags that every command with a model shares. Their defaults are what a sweep found.
func (t *target) flags(fs *flagSet) {
	var c config.Config
	if c, t.tuned = tune(); c.Backend == "" {
		c.Backend = "cpu"
	}
	fs.StringVar(&t.path, "m", "", "model: a GGUF `file`, a folder with config.json, tokenizer.json and safetensors, or hf:owner/name[:quantisation]")
	fs.StringVar(&t.backend, "backend", c.Backend, "backend, with an optional device: cpu, ref, vulkan:1")
	fs.IntVar(&t.threads, "t", c.Threads, "CPU `threads`; 0: the backend's choice")
	fs.IntVar(&t.context, "c", 0, "context in `tokens`; 0: as long as the task needs")
	fs.StringVar(&t.kv, "ctk", "f16", "cache `type`: f16, f32 or q8_0")
	fs.IntVar(&t.chunk, "ub", c.Chunk, "prompt tokens per step; 0: 512")
	fs.StringVar(&t.screen, "screen", screenDefault(), "`mode` of the head's screen: auto (if prepared), on, off")
}

// screenDefault is the mode of the head's screen where no flag says one.
func screenDefault() string { return cmp.Or(os.Getenv("GEMMA_SCREEN"), string(engine.ScreenAuto)) }

// check rejects values that no model can make valid.
func (t *target) check() error {
	switch {
	case t.path == "":
		return usagef("-m FILE is required")
	case t.threads < 0 || t.context < 0 || t.chunk < 0:
		return usagef("-t, -c and -ub take no negative numbers")
	case t.tuned != nil:
		return t.tuned
	}
	if err := engine.ScreenMode(t.screen).Check(); err != nil {
		return usageError{err}
	}
	_, err := t.cacheType()
	return err
}

func (t *target) cacheType() (tensor.DType, error) { return cacheType(t.kv) }

// cacheType reads the value of -ctk.
func cacheType(name string) (tensor.DType, error) {
	switch name {
	case "f16":
		return tensor.F16, nil
	case "f32":
		return tensor.F32, nil
	case "q8_0":
		return tensor.Q8_0, nil
	}
	return tensor.Invalid, usagef("-ctk %q: want f16, f32 or q8_0", name)
}

// A loaded target is open.
type loaded struct {
	model  *gemma3.Model
	tok    *tokenizer.Tokenizer
	engine *engine.Engine
	closed []func() error
}

func (l *loaded) close() {
	for i := len(l.closed) - 1; i >= 0; i-- {
		_ = l.closed[i]() // nothing was written: a failure to release memory changes no result
	}
}

// openModel opens a model and its tokenizer. What is on the hub is downloaded first.
func openModel(ctx context.Context, source string) (*gemma3.Model, *tokenizer.Tokenizer, error) {
	path, err := hub.Resolve(ctx, source)
	if err != nil {
		return nil, nil, err
	}
	m, err := model.Open(path)
	if err != nil {
		return nil, nil, err
	}
	return m.Model, m.Tokenizer, nil
}

// open opens the model and the backend for sequences of up to need tokens.
func (t *target) open(ctx context.Context, need int) (*loaded, error) {
	kv, err := t.cacheType()
	if err != nil {
		return nil, err
	}
	l := &loaded{}
	if l.model, l.tok, err = openModel(ctx, t.path); err != nil {
		return nil, err
	}
	l.closed = append(l.closed, l.model.Close)
	b, err := backend.Open(t.backend, backend.Config{Threads: t.threads})
	if err != nil {
		l.close()
		return nil, err
	}
	l.closed = append(l.closed, b.Close)
	o := engine.Options{Context: t.context, KV: kv, Chunk: t.chunk, Sequences: t.sequences, Screen: engine.ScreenMode(t.screen)}
	if o.Context == 0 {
		o.Context = min(max(need, 512), l.model.Config.Context)
	}
	if l.engine, err = engine.New(l.model, b, o); err != nil {
		l.close()
		return nil, err
	}
	l.closed = append(l.closed, l.engine.Close)
	return l, nil
}

// sequence opens the target with one sequence.
func (t *target) sequence(ctx context.Context, need int) (*loaded, *engine.Sequence, error) {
	l, err := t.open(ctx, need)
	if err != nil {
		return nil, nil, err
	}
	s, err := l.engine.NewSequence()
	if err == nil && t.adapter != "" {
		err = l.adapt(s, t.adapter)
	}
	if err != nil {
		l.close()
		return nil, nil, err
	}
	return l, s, nil
}

// adapterFlag declares -lora for a command that uses sequence.
func (t *target) adapterFlag(fs *flagSet) {
	fs.StringVar(&t.adapter, "lora", "", "apply this adapter: a `folder` of PEFT or a GGUF file")
}

// adapt gives s the adapter at path.
func (l *loaded) adapt(s *engine.Sequence, path string) error {
	factors, err := lora.Open(path, l.model)
	if err != nil {
		return err
	}
	a, err := l.engine.NewAdapter(factors)
	if err != nil {
		return err
	}
	return s.SetAdapter(a)
}

// interrupted prefers the reason that the user gave over the error that followed from it.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
