// Package gemma runs Gemma 3 models in-process: open a file, start a session, range over tokens.
//
//	m, err := gemma.Open(ctx, "gemma-3-270m-it-q8_0.gguf")
//	if err != nil { … }
//	defer m.Close()
//	s, err := m.NewSession()
//	if err != nil { … }
//	defer s.Close()
//	for tok, err := range s.Chat(ctx, []chat.Message{{Role: chat.User, Content: "Hi"}}, gemma.GemmaParams()) {
//		fmt.Print(tok.Text)
//	}
//
// The backend is chosen with WithBackend and is never replaced by another one: a device that cannot be
// used is an error that says why.
//
// A Model may be used from many goroutines; steps run one at a time. A Session belongs to one
// goroutine at a time.
package gemma

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	_ "github.com/gemma-bench/gemma/backend/all" // WithBackend takes any backend of the build
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/chat"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// Params say how tokens are chosen; the zero value always takes the most likely one.
type Params = engine.Params

// Token is one step of a generation.
type Token = engine.Token

// GemmaParams are the settings that the Gemma team recommends.
func GemmaParams() Params { return engine.GemmaParams() }

// ErrContext is returned when a session would grow beyond its context.
var ErrContext = engine.ErrContext

// An Option changes how a model is opened.
type Option func(*options)

type options struct {
	backend string
	config  backend.Config
	engine  engine.Options
}

// WithBackend chooses the backend and optionally its device: "cpu" (the default), "ref", "vulkan", "vulkan:1".
func WithBackend(spec string) Option { return func(o *options) { o.backend = spec } }

// WithThreads sets the number of CPU threads; 0 leaves it to the backend.
func WithThreads(n int) Option { return func(o *options) { o.config.Threads = n } }

// WithContext sets the longest text of a session in tokens; 0 means engine.DefaultContext.
func WithContext(tokens int) Option { return func(o *options) { o.engine.Context = tokens } }

// WithSessions sets how many sessions may be open at once; each has its own cache. The default is 1.
func WithSessions(n int) Option { return func(o *options) { o.engine.Sequences = n } }

// WithFullCache keeps every position of local layers, so that a session can be truncated to any length.
func WithFullCache() Option { return func(o *options) { o.engine.FullCache = true } }

// A Model is an open model on a backend.
type Model struct {
	model   *gemma3.Model
	tok     *tokenizer.Tokenizer
	backend backend.Backend
	engine  *engine.Engine

	close sync.Once
	err   error
}

// Open opens the GGUF file at path. It reads the file's tables but none of its weights: those are
// mapped, and read when a step needs them.
func Open(ctx context.Context, path string, opts ...Option) (*Model, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := gguf.Open(path)
	if err != nil {
		return nil, err
	}
	m, err := open(f, opts)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("gemma: %s: %w", path, err), f.Close())
	}
	return m, nil
}

// open builds a Model on f, which it owns if it succeeds.
func open(f *gguf.File, opts []Option) (*Model, error) {
	o := options{backend: "cpu"}
	for _, opt := range opts {
		opt(&o)
	}
	m := &Model{}
	var err error
	if m.model, err = gemma3.FromGGUF(f); err != nil {
		return nil, err
	}
	if m.tok, err = tokenizer.FromGGUF(f); err != nil {
		return nil, err
	}
	if m.tok.Len() > m.model.Config.Vocab {
		return nil, fmt.Errorf("the tokenizer has %d tokens, the embedding %d", m.tok.Len(), m.model.Config.Vocab)
	}
	if m.backend, err = backend.Open(o.backend, o.config); err != nil {
		return nil, err
	}
	if m.engine, err = engine.New(m.model, m.backend, o.engine); err != nil {
		return nil, errors.Join(err, m.backend.Close())
	}
	return m, nil
}

// Close releases the sessions' caches, the device and the file. Closing twice is harmless.
func (m *Model) Close() error {
	m.close.Do(func() { m.err = errors.Join(m.engine.Close(), m.backend.Close(), m.model.Close()) })
	return m.err
}

// Tokenizer returns the model's tokenizer.
func (m *Model) Tokenizer() *tokenizer.Tokenizer { return m.tok }

// Config returns the model's sizes and constants.
func (m *Model) Config() gemma3.Config { return m.model.Config }

// Device describes the device that the model runs on.
func (m *Model) Device() backend.DeviceInfo { return m.backend.Device() }

// A Session is a text that grows.
type Session struct {
	m    *Model
	seq  *engine.Sequence
	last *engine.Generation // whose last token may still have to be fed
}

// NewSession starts an empty session.
func (m *Model) NewSession() (*Session, error) {
	seq, err := m.engine.NewSequence()
	if err != nil {
		return nil, err
	}
	return &Session{m: m, seq: seq}, nil
}

// Close gives the session's cache back. Closing twice is harmless.
func (s *Session) Close() error { return s.seq.Close() }

// Len returns the number of tokens in the session.
func (s *Session) Len() int { return s.seq.Len() }

// Reset empties the session.
func (s *Session) Reset() {
	s.seq.Reset()
	s.last = nil
}

// Generate adds prompt to the session and continues it. Names of control tokens in prompt are ordinary
// text. It stops at the end-of-sequence token, at p's reasons, at the end of the loop or of ctx.
func (s *Session) Generate(ctx context.Context, prompt string, p Params) iter.Seq2[Token, error] {
	ids := s.m.tok.Encode(nil, prompt, tokenizer.EncodeOptions{BOS: s.seq.Len() == 0})
	p.StopIDs = append([]int32{s.m.tok.EOS()}, p.StopIDs...)
	return s.generate(ctx, ids, p)
}

// Chat adds the messages to an empty session, as Gemma's chat template renders them, and generates
// the model's answer. No message can contain control tokens.
func (s *Session) Chat(ctx context.Context, messages []chat.Message, p Params) iter.Seq2[Token, error] {
	if s.seq.Len() > 0 {
		return failed(errors.New("gemma: a chat starts in an empty session; Reset it"))
	}
	ids, err := chat.Render(s.m.tok, messages, chat.Options{})
	if err != nil {
		return failed(err)
	}
	p.StopIDs = append(chat.StopIDs(s.m.tok), p.StopIDs...)
	return s.generate(ctx, ids, p)
}

func (s *Session) generate(ctx context.Context, ids []int32, p Params) iter.Seq2[Token, error] {
	if s.last != nil && s.last.Pending() >= 0 {
		ids = append([]int32{s.last.Pending()}, ids...)
	}
	g, err := s.seq.Generate(ids, p, s.m.tok.Detokenizer(false))
	if err != nil {
		return failed(err)
	}
	s.last = g
	return g.Tokens(ctx)
}

func failed(err error) iter.Seq2[Token, error] {
	return func(yield func(Token, error) bool) { yield(Token{}, err) }
}
