package main

import (
	"context"
	"fmt"
	"time"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// prepared is the output of prepare -json.
type prepared struct {
	Path    string  `json:"path"`
	Bytes   int     `json:"bytes"`
	Seconds float64 `json:"seconds"`
}

// starts are how the texts begin from which a screen learns where hidden states lie: prose, dialogue, lists,
// code, markup, numbers, and several languages.
var starts = []string{
	"", "The", "In the beginning", "She said", "I", "# Introduction\n", "1.", "Question: What", "Dear", "```python\nimport", "func main() {\n",
	"<html>", "{\"name\":", "The history of", "How to", "A recipe for", "Der", "La ville", "El", "Il", "В", "今天", "日本", "ال", "भारत",
	"SELECT", "According to the", "Once upon a time", "Chapter 1\n", "The main reason", "2023", "- ",
	"<start_of_turn>user\nTell me about", "<start_of_turn>user\nWrite", "<start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\n",
	"<start_of_turn>user\nWhat is", "However,", "#include <", "Abstract\n\nWe", "Yesterday",
}

// longestStart is the most tokens of a start that are used.
const longestStart = 32

func runPrepare(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "prepare", "prepare -m FILE [flags]")
	var t target
	t.flags(fs)
	tokens := fs.Int("n", 24, "`tokens` that the model writes after each of its starts")
	asJSON := fs.Bool("json", false, "print one JSON object")
	if err := fs.parse(args); err != nil {
		return err
	}
	if err := t.check(); err != nil {
		return err
	}
	if *tokens < 1 || *tokens > 1000 {
		return usagef("-n %d: want 1 to 1000", *tokens)
	}
	start := time.Now()
	t.screen, t.sequences = string(engine.ScreenOff), len(starts) // a step for all takes little longer than one for a few
	if t.context == 0 {
		t.context = *tokens + longestStart
	}
	l, err := t.open(ctx, 0)
	if err != nil {
		return err
	}
	defer l.close()
	var ids [][]int32
	for _, s := range starts {
		start := l.tok.Encode(nil, s, tokenizer.EncodeOptions{BOS: true, Special: true})
		ids = append(ids, start[:min(len(start), longestStart)])
	}
	out := prepared{}
	if out.Path, out.Bytes, err = l.engine.PrepareScreen(ctx, ids, *tokens); err != nil {
		return interrupted(ctx, err)
	}
	out.Seconds = time.Since(start).Seconds()
	if *asJSON {
		return writeLine(env.stdout, out)
	}
	fmt.Fprintf(env.stdout, "%s: %.1f MB in %.1f s\n", out.Path, float64(out.Bytes)/1e6, out.Seconds)
	return nil
}
