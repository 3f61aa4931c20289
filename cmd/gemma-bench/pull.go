package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/gemma-bench/gemma/model/hub"
)

func runPull(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "pull", "pull hf:owner/name[@revision][:file or quantisation]")
	var source string
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		source, args = args[0], args[1:]
	}
	if err := fs.parse(args); err != nil {
		return err
	}
	if source == "" {
		return usagef("pull: which model? Such as hf:google/gemma-3-270m-it")
	}
	if !strings.HasPrefix(source, hub.Scheme) {
		source = hub.Scheme + source
	}
	ref, err := hub.ParseRef(source)
	if err != nil {
		return usageError{err}
	}
	c, err := hub.FromEnv()
	if err != nil {
		return err
	}
	c.Progress = func(file string, done, total int64) {
		end := "\r"
		if done == total {
			end = "\n"
		}
		fmt.Fprintf(env.stderr, "%s: %.1f of %.1f MB%s", file, float64(done)/1e6, float64(total)/1e6, end)
	}
	path, err := c.Fetch(ctx, ref)
	if err != nil {
		return interrupted(ctx, err)
	}
	fmt.Fprintln(env.stdout, path)
	return nil
}
