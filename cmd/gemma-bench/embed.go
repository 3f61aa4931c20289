package main

import (
	"bufio"
	"context"

	"github.com/gemma-bench/gemma"
)

// embedded is the answer to one line of embed.
type embedded struct {
	Text      string    `json:"text"`
	Embedding []float32 `json:"embedding"`
}

func runEmbed(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "embed", "embed -m MODEL -backend B < LINES")
	source := fs.String("m", "", "embedding model: a GGUF `file`, a folder with config.json, tokenizer.json and safetensors, or hf:owner/name[:quantisation]")
	spec := fs.String("backend", "cpu", "backend, with an optional device: cpu, ref, vulkan:1")
	threads := fs.Int("t", 0, "CPU `threads`; 0: the backend's choice")
	length := fs.Int("c", 0, "context in `tokens`; 0: the model's")
	prompt := fs.String("prompt", "", "`text` in front of each line, such as \"task: search result | query: \"")
	if err := fs.parse(args); err != nil {
		return err
	}
	if *source == "" || *threads < 0 || *length < 0 {
		return usagef("embed: -m MODEL is required, -t and -c take no negative numbers")
	}
	e, err := gemma.OpenEmbedder(ctx, *source, gemma.WithBackend(*spec), gemma.WithThreads(*threads), gemma.WithContext(*length))
	if err != nil {
		return interrupted(ctx, err)
	}
	defer e.Close()
	lines := bufio.NewScanner(env.stdin)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		v, err := e.Embed(ctx, *prompt+lines.Text())
		if err != nil {
			return interrupted(ctx, err)
		}
		if err := writeLine(env.stdout, embedded{lines.Text(), v}); err != nil {
			return err
		}
	}
	return lines.Err()
}
