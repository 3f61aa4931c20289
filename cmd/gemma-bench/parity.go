package main

import (
	"context"
	"fmt"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
)

func runParity(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "parity", "parity -m FILE -backend B [-p TEXT]")
	var t target
	t.flags(fs)
	prompt := fs.String("p", "The capital of France is", "`text` to compare on")
	asJSON := fs.Bool("json", false, "print one JSON object")
	if err := fs.parse(args); err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	l, err := t.open(ctx, 512)
	if err != nil {
		return err
	}
	defer l.close()
	r, err := backend.Open("ref", backend.Config{Threads: t.threads})
	if err != nil {
		return err
	}
	ref, err := engine.New(l.model, r, engine.Options{Context: 512, KV: tensor.F32})
	if err != nil {
		return err
	}
	defer ref.Close()
	ids := l.tok.Encode(nil, *prompt, tokenizer.EncodeOptions{BOS: true, Special: true})
	v, err := compare(ctx, ref, l.engine, ids)
	if err != nil {
		return interrupted(ctx, err)
	}
	if *asJSON {
		err = writeLine(env.stdout, v)
	} else {
		printVerdict(env, v)
	}
	if d, bad := v.wrong(); bad {
		return fmt.Errorf("%s is WRONG: %s differs from the reference by %.3g, want at most %v", t.backend, d.Name, d.Diff, d.limit())
	}
	return err
}

func printVerdict(env *environ, v *verdict) {
	for _, d := range append(v.Taps, v.Logits, v.Decode) {
		mark := "ok"
		if !d.ok() {
			mark = "WRONG"
		}
		fmt.Fprintf(env.stdout, "%-28s %9.2e  %s\n", d.Name, d.Diff, mark)
	}
	fmt.Fprintf(env.stdout, "same first choice at %d of %d positions\n", v.Same, v.Of)
}
