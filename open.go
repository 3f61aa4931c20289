package gemma

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/hub"
	"github.com/gemma-bench/gemma/tensor"
)

// DefaultPrefixBytes is how much host memory kept prefixes may take where WithPrefixBytes does not say:
// about 15 texts of 1,000 tokens of the 270M model.
const DefaultPrefixBytes = 256 << 20

// An Option changes how a model is opened.
type Option func(*options)

type options struct {
	backend string
	config  backend.Config
	engine  engine.Options
	log     *slog.Logger
}

// WithBackend chooses the backend and optionally its device: "cpu" (the default), "ref", "vulkan",
// "vulkan:1", or "auto" for the first GPU that is not emulated, otherwise the CPU.
func WithBackend(spec string) Option { return func(o *options) { o.backend = spec } }

// WithThreads sets the number of CPU threads; 0 leaves it to the backend.
func WithThreads(n int) Option { return func(o *options) { o.config.Threads = n } }

// WithContext sets the longest text of a session in tokens; 0 means engine.DefaultContext.
func WithContext(tokens int) Option { return func(o *options) { o.engine.Context = tokens } }

// WithSessions sets how many sessions may be open at once; each has its own cache. The default is 1.
func WithSessions(n int) Option { return func(o *options) { o.engine.Sequences = n } }

// WithCacheType sets the element type of the caches: tensor.F16 (the default), tensor.F32, or tensor.Q8_0 for
// little more than half of F16's memory, at a loss that docs/RATIONALE.md gives in figures. A backend without
// kernels for it refuses it by an UnsupportedError.
func WithCacheType(d tensor.DType) Option { return func(o *options) { o.engine.KV = d } }

// WithFullCache keeps every position of local layers, so that any prefix of a kept text can be reused.
func WithFullCache() Option { return func(o *options) { o.engine.FullCache = true } }

// WithScreen says whether decoding uses a screen of the head, which changes its speed and no token: by default one
// that gemma-bench prepare has saved is used where the backend can.
func WithScreen(m engine.ScreenMode) Option { return func(o *options) { o.engine.Screen = m } }

// WithPrefixBytes sets how much host memory the caches of earlier prompts may take, for prompts that
// start like them; 0 keeps none. The default is DefaultPrefixBytes.
func WithPrefixBytes(n int64) Option { return func(o *options) { o.engine.Prefix = n } }

// WithLogger has the model report what it does: opening at the level Info, each generation at Debug, never
// any text of prompts or answers. By default nothing is logged.
func WithLogger(l *slog.Logger) Option { return func(o *options) { o.log = l } }

// Open opens a model: a GGUF file, the folder of a Hugging Face repository with safetensors, or
// "hf:owner/name[@revision][:file or quantisation]", which is downloaded if the Hugging Face cache lacks it.
// It reads tables but none of the weights: those are mapped, and read when a step needs them.
func Open(ctx context.Context, source string, opts ...Option) (*Model, error) {
	return open(ctx, opts, source, func() (*model.Model, error) {
		path, err := hub.Resolve(ctx, source)
		if err != nil {
			return nil, err
		}
		return model.Open(path)
	})
}

// OpenFS opens a GGUF file, or the folder of a Hugging Face repository, in fsys, such as an embed.FS. It
// is read into memory.
func OpenFS(ctx context.Context, fsys fs.FS, name string, opts ...Option) (*Model, error) {
	return open(ctx, opts, name, func() (*model.Model, error) { return model.OpenFS(fsys, name) })
}

// OpenReader opens a GGUF file of size bytes, such as a part of a larger file or an object in a store. It
// is read into memory.
func OpenReader(ctx context.Context, r io.ReaderAt, size int64, opts ...Option) (*Model, error) {
	return open(ctx, opts, "reader", func() (*model.Model, error) { return model.Read(r, size) })
}

// OpenBytes opens a GGUF file that is in memory, such as one embedded in the program, without a copy.
// data must not change while the model is open.
func OpenBytes(ctx context.Context, data []byte, opts ...Option) (*Model, error) {
	return open(ctx, opts, "bytes", func() (*model.Model, error) {
		f, err := gguf.Parse(data)
		if err != nil {
			return nil, err
		}
		return model.FromGGUF(f)
	})
}

// defaults returns the options that opts leave.
func defaults(opts []Option) options {
	o := options{backend: "cpu", log: slog.New(slog.DiscardHandler)}
	o.engine.Screen = engine.ScreenAuto
	o.engine.Prefix = DefaultPrefixBytes
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

// open opens the model that load returns.
func open(ctx context.Context, opts []Option, source string, load func() (*model.Model, error)) (*Model, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o := defaults(opts)
	began := time.Now()
	m := &Model{log: o.log}
	var err error
	if m.model, err = load(); err != nil {
		return nil, fmt.Errorf("gemma: opening %s: %w", source, err)
	}
	if m.backend, err = openBackend(o.backend, o.config); err != nil {
		return nil, errors.Join(err, m.model.Close())
	}
	if m.engine, err = engine.New(m.model.Model, m.backend, o.engine); err != nil {
		return nil, errors.Join(fmt.Errorf("gemma: %w", err), m.backend.Close(), m.model.Close())
	}
	d := m.backend.Device()
	m.log.InfoContext(ctx, "model opened", "source", source, "model", m.model.Config.Name, "backend", d.Backend,
		"device", d.Name, "context", m.engine.Options().Context, "took", time.Since(began))
	return m, nil
}
