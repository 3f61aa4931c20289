package gemma

import (
	"context"
	"io"
	"iter"
	"slices"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/chat"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// A Session is a text that grows.
type Session struct {
	m     *Model
	seq   *engine.Sequence
	last  *engine.Generation // whose last tokens may still have to be fed
	unfed []int32            // the same where there was no generation in this session
}

// NewSession starts an empty session. It fails with ErrSessions if as many as WithSessions says are open.
func (m *Model) NewSession() (*Session, error) {
	seq, err := m.engine.NewSequence()
	if err != nil {
		return nil, err
	}
	return &Session{m: m, seq: seq}, nil
}

// Close gives the session's cache back. Closing twice is harmless.
func (s *Session) Close() error { return s.seq.Close() }

// SetAdapter has the session computed with an adapter from now on, or, with nil, without one. What it holds
// already is computed anew before the next token, as if it had always had the adapter.
func (s *Session) SetAdapter(a *Adapter) error { return s.seq.SetAdapter(a) }

// Len returns the number of tokens in the session's cache.
func (s *Session) Len() int { return s.seq.Len() }

// Reset empties the session.
func (s *Session) Reset() {
	s.seq.Reset()
	s.last, s.unfed = nil, nil
}

// Fork returns a new session with the same text, which needs a place of its own (see WithSessions).
func (s *Session) Fork(ctx context.Context) (*Session, error) {
	seq, err := s.seq.Fork(ctx)
	if err != nil {
		return nil, err
	}
	return &Session{m: s.m, seq: seq, unfed: slices.Clone(s.pending())}, nil
}

// Save writes the session, so that Load restores it in a model opened from the same file and a session with the same adapter. It takes 15 KiB
// for each of the last 512 tokens and 3 KiB for each earlier one with the 270M model.
func (s *Session) Save(ctx context.Context, w io.Writer) error {
	return s.seq.Save(ctx, w, s.pending())
}

// Load replaces the session's text by a saved one. A file that is damaged, of another version, of another
// model or adapter or longer than the context is a *SaveError, and the session stays as it was.
func (s *Session) Load(ctx context.Context, r io.Reader) error {
	unfed, err := s.seq.Load(ctx, r)
	if err == nil {
		s.last, s.unfed = nil, unfed
	}
	return err
}

// pending returns the tokens that belong to the text but are not in the cache yet.
func (s *Session) pending() []int32 {
	if s.last == nil {
		return s.unfed
	}
	return s.last.Unfed()
}

// empty reports whether the session has no text.
func (s *Session) empty() bool { return s.seq.Len() == 0 && len(s.pending()) == 0 }

// Generate adds prompt to the session and continues it. Names of control tokens in prompt are ordinary
// text. It stops at the end-of-sequence token, at p's reasons, at the end of the loop or of ctx.
func (s *Session) Generate(ctx context.Context, prompt string, p Params) iter.Seq2[Token, error] {
	ids := s.m.Tokenizer().Encode(nil, prompt, tokenizer.EncodeOptions{BOS: s.empty()})
	p.StopIDs = append([]int32{s.m.Tokenizer().EOS()}, p.StopIDs...)
	return s.generate(ctx, ids, p)
}

// Chat adds the messages to an empty session, as Gemma's chat template renders them, and generates
// the model's answer. No message can contain control tokens. Messages that an earlier chat had too are not
// computed again, so a conversation is continued by passing all of it.
func (s *Session) Chat(ctx context.Context, messages []chat.Message, p Params) iter.Seq2[Token, error] {
	return s.chat(ctx, messages, chat.Options{}, p)
}

func (s *Session) chat(ctx context.Context, messages []chat.Message, o chat.Options, p Params) iter.Seq2[Token, error] {
	if !s.empty() {
		return failed(ErrNotEmpty)
	}
	ids, err := chat.Render(s.m.Tokenizer(), messages, o)
	if err != nil {
		return failed(err)
	}
	p.StopIDs = append(chat.StopIDs(s.m.Tokenizer()), p.StopIDs...)
	return s.generate(ctx, ids, p)
}

func (s *Session) generate(ctx context.Context, ids []int32, p Params) iter.Seq2[Token, error] {
	return func(yield func(Token, error) bool) {
		if err := s.run(ctx, ids, p, yield); err != nil {
			yield(Token{}, err)
		}
	}
}

func (s *Session) run(ctx context.Context, ids []int32, p Params, yield func(Token, error) bool) error {
	ids = slices.Concat(s.pending(), ids)
	n := 0
	if s.seq.Len() == 0 && len(ids) > 0 {
		var err error
		if n, err = s.seq.Reuse(ctx, ids); err != nil {
			return err
		}
	}
	g, err := s.seq.Generate(ids[n:], p, s.m.Tokenizer().Detokenizer(false))
	if err != nil {
		if n > 0 {
			s.seq.Reset()
		}
		return err
	}
	g.Seen(ids[:n])
	s.last, s.unfed = g, nil
	defer func() { s.m.ended(ctx, g.Timings(), g.Finish()) }()
	kept := false
	for tok, err := range g.Tokens(ctx) {
		if err != nil {
			return err
		}
		more := yield(tok, nil)
		if !kept { // after the first token, so that it does not wait for the copy
			kept = true
			if err := s.seq.Keep(context.WithoutCancel(ctx)); err != nil && more {
				return err
			}
		}
		if !more {
			return nil
		}
	}
	return s.seq.Keep(ctx) // for a chat that goes on
}

// Stats returns the times and counts of the session's last generation.
func (s *Session) Stats() Timings {
	if s.last == nil {
		return Timings{}
	}
	return s.last.Timings()
}

// Finish says why the session's last generation ended; it is empty before that.
func (s *Session) Finish() Finish {
	if s.last == nil {
		return ""
	}
	return s.last.Finish()
}

func failed(err error) iter.Seq2[Token, error] {
	return func(yield func(Token, error) bool) { yield(Token{}, err) }
}
