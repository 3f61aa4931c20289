package main

import (
	"context"
	"fmt"

	"github.com/gemma-bench/gemma/model/tokenizer"
)

func runTokenize(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "tokenize", "tokenize -m FILE [flags] < TEXT")
	path := fs.String("m", "", "model `file` (GGUF)")
	bos := fs.Bool("bos", false, "put the beginning-of-sequence token first")
	jsonl := fs.Bool("jsonl", false, `read lines {"text": …}, write lines {"ids": …}`)
	plain := fs.Bool("plain", false, "treat the names of control tokens as ordinary text")
	if err := fs.parse(args); err != nil {
		return err
	}
	if *path == "" {
		return usagef("-m FILE is required")
	}
	m, tok, err := openModel(ctx, *path)
	if err != nil {
		return err
	}
	defer m.Close()
	o := tokenizer.EncodeOptions{Special: !*plain, BOS: *bos}
	if !*jsonl {
		text, err := readAll(env.stdin, maxLine)
		if err != nil {
			return err
		}
		for _, id := range tok.Encode(nil, string(text), o) {
			t, err := tok.Token(id)
			if err != nil {
				return err
			}
			fmt.Fprintf(env.stdout, "%d\t%q\n", id, t.Text)
		}
		return nil
	}
	type in struct {
		Text string `json:"text"`
	}
	return eachLine(env.stdin, func(v in) error {
		ids := tok.Encode([]int32{}, v.Text, o)
		return writeLine(env.stdout, map[string][]int32{"ids": ids})
	})
}
