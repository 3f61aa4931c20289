// Package gemma runs Gemma 3 models in-process: open a model, start a session, range over tokens.
//
//	m, err := gemma.Open(ctx, "gemma-3-270m-it-q8_0.gguf")
//	if err != nil { … }
//	defer m.Close()
//	s, err := m.NewSession()
//	if err != nil { … }
//	defer s.Close()
//	for tok, err := range s.Chat(ctx, []chat.Message{{Role: chat.User, Content: "Hi"}}, gemma.Recommended()) {
//		if err != nil { … }
//		fmt.Print(tok.Text)
//	}
//
// The backend is chosen with WithBackend and is never replaced by another one: a device that cannot be
// used is an error that says why.
//
// A Model may be used from many goroutines, a Session by one at a time. Sessions that generate at the
// same time share steps, which reads the weights once for all of them; the text of each is what it would
// be alone. A prompt that starts like an earlier one starts where they part.
package gemma

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// Params say how tokens are chosen; the zero value always takes the most likely one.
type Params = engine.Params

// Token is one step of a generation.
type Token = engine.Token

// Recommended returns the settings that the Gemma team recommends.
func Recommended() Params { return engine.GemmaParams() }

// Timings are the times and counts of one generation.
type Timings = engine.Timings

// A Finish says why a generation ended.
type Finish = engine.Finish

// Why a generation ended.
const (
	FinishStop    = engine.FinishStop    // a stop token or text
	FinishLength  = engine.FinishLength  // Params.MaxTokens
	FinishContext = engine.FinishContext // the context is full
)

// Errors that callers may act on.
var (
	ErrContext  = engine.ErrContext   // a session would grow beyond its context
	ErrSessions = engine.ErrSequences // all sessions of WithSessions are open
	ErrClosed   = backend.ErrClosed   // the model or the session was closed
	ErrNotEmpty = errors.New("gemma: the session is not empty; Reset it")
)

// An UnavailableError says that a backend cannot be used on this machine, why, and what would help.
type UnavailableError = backend.UnavailableError

// An UnsupportedError says what a backend has no kernel for, such as a type of cache (see WithCacheType).
type UnsupportedError = backend.UnsupportedError

// A TokenError reports an id that the vocabulary does not have.
type TokenError = engine.TokenError

// A SaveError says why a saved session cannot be loaded.
type SaveError = engine.SaveError

// A Model is an open model on a backend.
type Model struct {
	model   *model.Model
	backend backend.Backend
	engine  *engine.Engine
	log     *slog.Logger
	words   vocabulary

	mu    sync.Mutex
	stats Stats

	close sync.Once
	err   error
}

// Close ends the sessions' steps and releases their caches, the device and the file. Sessions fail with
// ErrClosed from then on. Closing twice is harmless.
func (m *Model) Close() error {
	m.close.Do(func() {
		m.err = errors.Join(m.engine.Close(), m.backend.Close(), m.model.Close())
		m.log.Debug("model closed")
	})
	return m.err
}

// Tokenizer returns the model's tokenizer.
func (m *Model) Tokenizer() *tokenizer.Tokenizer { return m.model.Tokenizer }

// Config returns the model's sizes and constants.
func (m *Model) Config() gemma3.Config { return m.model.Config }

// Screen returns what the screen of the head has done so far.
func (m *Model) Screen() engine.ScreenStats { return m.engine.ScreenStats() }

// Device describes the device that the model runs on.
func (m *Model) Device() backend.DeviceInfo { return m.engine.Backend().Device() }

// CountTokens returns the number of tokens of text, without the one that begins a sequence.
func (m *Model) CountTokens(text string) int {
	return len(m.model.Tokenizer.Encode(nil, text, tokenizer.EncodeOptions{}))
}

// Stats are totals since the model was opened.
type Stats struct {
	Generations  int           // that have ended
	PromptTokens int           // fed to them, without those that prefix reuse saved
	ReusedTokens int           // of prompts that prefix reuse saved
	Tokens       int           // chosen
	Prefill      time.Duration // summed over generations, which may have run at the same time
	Decode       time.Duration
	PrefixBytes  int64 // host memory that kept prefixes take
}

// Stats returns the totals so far. It waits for the step that runs.
func (m *Model) Stats() Stats {
	p := m.engine.PrefixStats()
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.stats
	s.ReusedTokens, s.PrefixBytes = p.Tokens, p.Bytes
	return s
}

// ended adds a generation to the totals.
func (m *Model) ended(ctx context.Context, t engine.Timings, finish engine.Finish) {
	m.mu.Lock()
	m.stats.Generations++
	m.stats.PromptTokens += t.PromptTokens
	m.stats.Tokens += t.Tokens
	m.stats.Prefill += t.Prefill
	m.stats.Decode += t.Decode
	m.mu.Unlock()
	m.log.DebugContext(ctx, "generation ended", "finish", string(finish), "prompt", t.PromptTokens, "tokens", t.Tokens,
		"prefill", t.Prefill, "decode", t.Decode)
}
