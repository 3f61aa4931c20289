package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/convert"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// maxCorpus bounds the file that says which tokens are needed.
const maxCorpus = 1 << 30

func runTrim(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "trim", "trim -m MODEL -corpus FILE -o FILE.gguf")
	var t target
	t.flags(fs)
	corpus := fs.String("corpus", "", "text `file`: the tokens that it needs stay")
	out := fs.String("o", "", "GGUF `file` to write")
	var typ typeFlag
	fs.Var(&typ, "type", "element `type` of matrices, as in quantize; the source's by default")
	windows := fs.Int("chunks", 4, "compare both files on so many `windows` of the corpus; 0: do not")
	if err := fs.parse(args); err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	if *corpus == "" || *out == "" || *windows < 0 {
		return usagef("trim: -m MODEL, -corpus FILE and -o FILE are required, -chunks takes no negative number")
	}
	o := convert.Options{Type: typ.dtype}
	if err := o.Check(); err != nil {
		return usageError{err}
	}
	text, err := readFile(*corpus, maxCorpus)
	if err != nil {
		return err
	}
	if err := trim(ctx, env, &t, string(text), *out, o); err != nil {
		return interrupted(ctx, err)
	}
	if *windows == 0 {
		return nil
	}
	if err := compareOn(ctx, env, t, *out, string(text), *windows); err != nil {
		return interrupted(ctx, err)
	}
	return nil
}

// trim writes the smaller file.
func trim(ctx context.Context, env *environ, t *target, text, out string, o convert.Options) error {
	m, err := openSource(ctx, t.path)
	if err != nil {
		return err
	}
	defer m.Close()
	if o.Keep, err = convert.Needed(m.Tokenizer, text); err != nil {
		return err
	}
	w, err := convert.GGUF(m, o)
	if err != nil {
		return err
	}
	if err := writeGGUF(ctx, env, out, w, m.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "tokens: %d of %d\n", len(o.Keep), m.Tokenizer.Len())
	return nil
}

// A trial is what a model made of a corpus.
type trial struct {
	perplexity, decode float64 // tokens per second
	tokens             int     // scored
}

// compareOn prints the perplexity and the speed of two models on the same text.
func compareOn(ctx context.Context, env *environ, t target, after, text string, windows int) error {
	var r [2]trial
	for i, path := range []string{t.path, after} {
		t.path = path
		var err error
		if r[i], err = try(ctx, &t, text, windows); errors.Is(err, errShort) {
			fmt.Fprintln(env.stdout, "the corpus is too short to compare perplexities on")
			return nil
		}
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(env.stdout, "perplexity of the corpus, %d tokens: %.4f before, %.4f after (%+.2f %%)\n", r[0].tokens, r[0].perplexity, r[1].perplexity,
		100*(r[1].perplexity/r[0].perplexity-1))
	fmt.Fprintf(env.stdout, "decoding: %.1f tok/s before, %.1f after\n", r[0].decode, r[1].decode)
	return nil
}

// trialContext is the window of perplexities that are compared; trialTokens are decoded.
const (
	trialContext = 512
	trialTokens  = 64
)

var errShort = errors.New("the corpus is shorter than one window")

// try measures one model.
func try(ctx context.Context, t *target, text string, windows int) (r trial, err error) {
	l, s, err := t.sequence(ctx, trialContext)
	if err != nil {
		return r, err
	}
	defer l.close()
	window := min(trialContext, l.engine.Options().Context)
	ids := l.tok.Encode(nil, text, tokenizer.EncodeOptions{BOS: true, Special: true})
	if len(ids) < window {
		return r, errShort
	}
	p, err := s.Perplexity(ctx, ids[:min(len(ids)/window, windows)*window], window, l.tok.BOS(), nil)
	if err != nil {
		return r, err
	}
	r.perplexity, r.tokens = p.Perplexity(), p.Tokens
	s.Reset()
	g, err := s.Generate(ids[:trialTokens], engine.Params{MaxTokens: trialTokens}, nil)
	if err != nil {
		return r, err
	}
	for _, err := range g.Tokens(ctx) {
		if err != nil {
			return r, err
		}
	}
	if d := g.Timings(); d.Decode > 0 {
		r.decode = float64(d.Tokens-1) / d.Decode.Seconds()
	}
	return r, nil
}
