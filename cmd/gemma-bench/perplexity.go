package main

import (
	"context"
	"fmt"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

func runPerplexity(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "perplexity", "perplexity -m FILE -backend B -f TEXTFILE -c 512")
	t := target{}
	t.flags(fs)
	t.adapterFlag(fs)
	path := fs.String("f", "", "text `file`")
	windows := fs.Int("chunks", 0, "score only this many windows; 0: all")
	if err := fs.parse(args); err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	if *path == "" || *windows < 0 {
		return usagef("-f TEXTFILE is required, -chunks takes no negative number")
	}
	if t.context == 0 {
		t.context = 512
	}
	text, err := readFile(*path, maxLine)
	if err != nil {
		return err
	}
	l, s, err := t.sequence(ctx, t.context)
	if err != nil {
		return err
	}
	defer l.close()
	ids := l.tok.Encode(nil, string(text), tokenizer.EncodeOptions{BOS: true, Special: true})
	total := len(ids) / t.context
	if *windows > 0 && *windows < total {
		total = *windows
		ids = ids[:total*t.context]
	}
	r, err := s.Perplexity(ctx, ids, t.context, l.tok.BOS(), func(r engine.PerplexityResult) error {
		fmt.Fprintf(env.stderr, "[%d/%d] %.4f\n", r.Windows, total, r.Perplexity())
		return nil
	})
	if err != nil {
		return interrupted(ctx, err)
	}
	fmt.Fprintf(env.stdout, "perplexity %.4f over %d windows of %d, %d tokens scored\n", r.Perplexity(), r.Windows, t.context, r.Tokens)
	return nil
}
