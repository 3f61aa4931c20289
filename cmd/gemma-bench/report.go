package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/gemma-bench/gemma/internal/report"
	"github.com/gemma-bench/gemma/internal/results"
)

func runReport(_ context.Context, env *environ, args []string) (err error) {
	fs := newFlags(env, "report", "report [-o FILE.html] RESULTS…   or   report -text RESULTS…")
	out := fs.String("o", "", "`file` to write; default: standard output")
	title := fs.String("title", "gemma-bench", "`title` of the page")
	text := fs.Bool("text", false, "print a summary for the terminal instead of a page")
	files, err := fs.parseFiles(args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usagef("report takes one file of results or more")
	}
	var rs []*results.Result
	for _, f := range files {
		more, err := results.ReadFile(f)
		if err != nil {
			return err
		}
		rs = append(rs, more...)
	}
	if *text {
		return writeText(env.stdout, rs, isTerminal(env.stdout) && colours())
	}
	if *out == "" {
		return report.Write(env.stdout, *title, rs)
	}
	f, err := os.Create(filepath.Clean(*out))
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	return report.Write(f, *title, rs)
}
