package engine

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"
)

// A Detokenizer turns a stream of tokens into valid UTF-8.
type Detokenizer interface {
	// Write returns the text that id completes; it may be empty.
	Write(id int32) (string, error)
	// Flush returns what is left.
	Flush() string
}

// A Token is one step of a generation.
type Token struct {
	ID   int32
	Text string // text that became certain with this token; may be empty
}

// A Finish says why a generation ended.
type Finish string

// The reasons.
const (
	FinishStop    Finish = "stop"    // a stop token or text
	FinishLength  Finish = "length"  // Params.MaxTokens
	FinishContext Finish = "context" // the context is full
)

// Timings are how long the parts of a generation took.
type Timings struct {
	PromptTokens int           // tokens that were fed before the first was chosen
	Tokens       int           // tokens that were chosen, a stop token included
	Prefill      time.Duration // until the first token's candidates were there
	Decode       time.Duration // in the steps after that
	Sample       time.Duration // choosing
	First        time.Duration // until the first token was chosen
}

// A Generation is a text being continued.
type Generation struct {
	s       *Sequence
	d       Detokenizer
	p       Params
	sampler *Sampler
	spec    *speculator // nil without speculation
	prompt  []int32
	cands   []Candidate

	held    string // text that may be the start of a stop text
	pending int32  // the last chosen token while it is not in the sequence, otherwise −1
	under   *constrained
	unfed   []int32 // under a constraint: chosen before pending without a step
	finish  Finish
	timings Timings
}

// Generate prepares to continue the sequence with prompt and then with tokens chosen by p. d may be
// nil: tokens then have no text, and stop texts are an error. The work happens in Tokens.
func (s *Sequence) Generate(prompt []int32, p Params, d Detokenizer) (*Generation, error) {
	sampler, err := NewSampler(p)
	if err != nil {
		return nil, err
	}
	if d == nil && len(p.Stop) > 0 {
		return nil, errors.New("engine: stop texts need a detokenizer")
	}
	g := &Generation{s: s, d: d, p: p, sampler: sampler, prompt: prompt, pending: -1}
	if p.Speculate == SpeculateNGram && p.Constraint == nil { // under a constraint forced tokens need no step anyway
		g.spec = newSpeculator(s)
	}
	if g.spec == nil && p.candidates() > 0 {
		g.spec = &speculator{s: s, device: sampler}
	}
	return g, g.constrain(p.Constraint)
}

// Seen tells the sampler about ids that the sequence holds already, in order, before Tokens runs: the
// repetition penalty counts them as part of the prompt.
func (g *Generation) Seen(ids []int32) {
	for _, id := range ids {
		g.sampler.Accept(id)
	}
}

// Finish says why the generation ended; it is empty before that.
func (g *Generation) Finish() Finish { return g.finish }

// Timings returns the times so far.
func (g *Generation) Timings() Timings { return g.timings }

// Pending returns the last chosen token if it is not in the sequence: feed it first to go on. It
// returns −1 before the first token, and after a stop token, which is no part of the text.
func (g *Generation) Pending() int32 { return g.pending }

// Tokens generates until a reason to finish, ctx's end, or the loop's. A stop token is not yielded.
// Each chosen token but those of Unfed is in the sequence afterwards; during the loop it may also hold
// guesses (Params.Speculate). It may be ranged over once.
func (g *Generation) Tokens(ctx context.Context) iter.Seq2[Token, error] {
	return func(yield func(Token, error) bool) {
		if g.prompt == nil {
			yield(Token{}, errors.New("engine: a generation runs once"))
			return
		}
		if err := g.run(ctx, yield); err != nil {
			yield(Token{}, err)
		}
	}
}

func (g *Generation) run(ctx context.Context, yield func(Token, error) bool) (err error) {
	if g.spec != nil {
		defer func() { err = errors.Join(err, g.spec.settle()) }()
	}
	for _, id := range g.prompt {
		g.sampler.Accept(id)
	}
	if g.under != nil {
		defer g.under.m.Close()
	}
	next := g.prompt
	g.prompt = nil
	g.timings.PromptTokens = len(next)
	var one [1]int32
	start := time.Now()
	for {
		began := time.Now()
		id, err := g.choose(ctx, next)
		if err != nil {
			return err
		}
		if g.timings.Tokens++; g.timings.Tokens == 1 {
			g.timings.First = time.Since(start)
		} else {
			g.timings.Decode += time.Since(began)
		}
		g.sampler.Accept(id)
		g.pending = -1
		if slices.Contains(g.p.StopIDs, id) {
			g.finish = FinishStop
			g.flush(yield, Token{ID: id})
			return nil
		}
		g.pending = id
		text, err := g.text(id)
		if err != nil {
			return err
		}
		t := Token{ID: id, Text: text}
		switch {
		case g.finish == FinishStop:
		case g.complete():
			g.finish = FinishStop
			t.Text += g.rest()
		case g.timings.Tokens == g.p.MaxTokens:
			g.finish = FinishLength
		case g.length()+len(g.unfed) == g.s.e.opts.Context:
			g.finish = FinishContext
		}
		if g.finish == FinishLength || g.finish == FinishContext {
			g.flush(yield, t)
			return nil
		}
		if !yield(t, nil) || g.finish != "" {
			return nil
		}
		one[0] = id
		next = one[:]
	}
}

// chooseAny feeds next and picks the token after it.
func (g *Generation) chooseAny(ctx context.Context, next []int32) (int32, error) {
	began := time.Now()
	k := g.p.candidates()
	if k > 0 {
		var err error
		if g.cands, err = g.topK(ctx, next, k); err != nil {
			return 0, err
		}
		g.split(began)
		defer g.sampled(time.Now())
		return g.sampler.SampleTopK(g.cands), nil
	}
	logits, err := g.s.Logits(ctx, next)
	if err != nil {
		return 0, err
	}
	g.split(began)
	defer g.sampled(time.Now())
	return g.sampler.SampleLogits(logits), nil
}

// split books the first step as prefill.
func (g *Generation) split(began time.Time) {
	if g.timings.Tokens == 0 {
		g.timings.Prefill = time.Since(began)
	}
}

func (g *Generation) sampled(began time.Time) { g.timings.Sample += time.Since(began) }

// text returns the text that is certain after id, and finishes at a stop text. Text that may turn
// out to be the start of a stop text is held back.
func (g *Generation) text(id int32) (string, error) {
	if g.d == nil {
		return "", nil
	}
	text, err := g.d.Write(id)
	if err != nil {
		return "", err
	}
	text = g.held + text
	g.held = ""
	cut := -1
	for _, stop := range g.p.Stop {
		if i := strings.Index(text, stop); i >= 0 && (cut < 0 || i < cut) {
			cut = i
		}
	}
	if cut >= 0 {
		g.finish = FinishStop
		return text[:cut], nil
	}
	hold := 0
	for _, stop := range g.p.Stop {
		for n := min(len(stop)-1, len(text)); n > hold; n-- {
			if strings.HasSuffix(text, stop[:n]) {
				hold = n
			}
		}
	}
	g.held = text[len(text)-hold:]
	return text[:len(text)-hold], nil
}

// flush yields a last token with the text that was held back. A stop token only carries text.
func (g *Generation) flush(yield func(Token, error) bool, t Token) {
	t.Text += g.rest()
	if g.finish != FinishStop || t.Text != "" {
		yield(t, nil)
	}
}

// rest returns the text that was held back.
func (g *Generation) rest() string {
	if g.d == nil {
		return ""
	}
	return g.held + g.d.Flush()
}
