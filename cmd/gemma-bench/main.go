// Command gemma-bench times Gemma 3 models on every device of a machine, after checking that each
// device computes what the reference computes.
//
//	gemma-bench                   a random model of the 270M's shape, every device
//	gemma-bench -m FILE           a real model
//	gemma-bench COMMAND -h        devices, tokenize, score, generate, prepare, embed, perplexity, pull, quantize, trim, parity
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
)

// A command is a sub-command. Its run function parses its own flags.
type command struct {
	name, summary string
	run           func(ctx context.Context, env *environ, args []string) error
}

// environ is what a command may touch of the outside, so that tests can run commands in-process.
type environ struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// commands lists every sub-command; the first is the default.
func commands() []command {
	return []command{
		{"bench", "check and time every device (the default)", runBench},
		{"devices", "list backends and their devices", runDevices},
		{"tokenize", "turn text into token ids", runTokenize},
		{"score", "log-likelihood and top logits of token ids", runScore},
		{"generate", "continue a text", runGenerate},
		{"prepare", "build the screen with which decoding skips most of the head", runPrepare},
		{"embed", "embeddings of lines of text, by an embedding model", runEmbed},
		{"perplexity", "perplexity of a text file, as llama-perplexity computes it", runPerplexity},
		{"pull", "download a model from the hub, or find it in the cache", runPull},
		{"compare", "compare two files of results, or two commands run in turn", runCompare},
		{"report", "draw files of results as one HTML page", runReport},
		{"sweep", "find the best threads, step and device for this machine and write them down", runSweep},
		{"load", "measure an OpenAI-compatible server under load (also: -load URL)", runLoad},
		{"quantize", "write a model as a GGUF file of other element types", runQuantize},
		{"trim", "write a model as a GGUF file without the tokens that a corpus does not need", runTrim},
		{"parity", "compare a backend with the reference, layer by layer", runParity},
	}
}

// A usageError is a mistake in the command line: exit status 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func main() {
	// Weights and caches lie outside the Go heap, which holds little and grows little: collecting it more
	// often costs nothing that can be measured and saves ten megabytes.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(30)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	code := run(ctx, &environ{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run executes one command line and returns the exit status: 0, 1 for a failure, 2 for wrong usage,
// 130 when interrupted.
func run(ctx context.Context, env *environ, args []string) int {
	out := &errorWriter{w: env.stdout}
	env = &environ{contextReader{ctx, env.stdin}, out, env.stderr}
	cmd := commands()[0]
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name := args[0]
		if args = args[1:]; name == "help" {
			args = []string{"-h"}
		} else if cmd = find(name); cmd.run == nil {
			return fail(env, usagef("unknown command %q; gemma-bench -h lists them", name))
		}
	} else if slices.ContainsFunc(args, isLoad) {
		cmd = find("load")
	}
	err := cmd.run(ctx, env, args)
	if out.err != nil && (err == nil || errors.Is(err, flag.ErrHelp)) {
		err = fmt.Errorf("writing the output: %w", out.err)
	}
	return fail(env, err)
}

// isLoad tells -load, in any form that flags may have.
func isLoad(arg string) bool {
	name, _, _ := strings.Cut(arg, "=")
	return name == "-load" || name == "--load"
}

func find(name string) command {
	for _, c := range commands() {
		if c.name == name {
			return c
		}
	}
	return command{}
}

// fail prints err in one line and returns the exit status.
func fail(env *environ, err error) int {
	var usage usageError
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(env.stderr, "gemma-bench: interrupted")
		return 130
	case errors.As(err, &usage):
		fmt.Fprintf(env.stderr, "gemma-bench: %s\n", oneLine(err))
		return 2
	}
	fmt.Fprintf(env.stderr, "gemma-bench: %s\n", oneLine(err))
	return 1
}

// oneLine joins the lines of a message, so that a script can rely on one line per failure.
func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// A flagSet parses a command's flags; mistakes are usage errors, and help goes to standard output.
type flagSet struct {
	*flag.FlagSet
	env      *environ
	synopsis string
}

func newFlags(env *environ, name, synopsis string) *flagSet {
	fs := &flagSet{flag.NewFlagSet(name, flag.ContinueOnError), env, synopsis}
	fs.SetOutput(io.Discard)
	return fs
}

// parse parses args and rejects what is left over.
func (fs *flagSet) parse(args []string) error {
	err := fs.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fs.help()
		return err
	case err != nil:
		return usageError{err}
	case fs.NArg() > 0:
		return usagef("%s: unexpected argument %q", fs.Name(), fs.Arg(0))
	}
	return nil
}

func (fs *flagSet) help() {
	fmt.Fprintf(fs.env.stdout, "usage: gemma-bench %s\n", fs.synopsis)
	var usages []string
	names := map[string][]string{} // of flags with one usage: a short and a long one
	fs.VisitAll(func(f *flag.Flag) {
		arg, usage := flag.UnquoteUsage(f)
		if def := f.DefValue; def != "" && def != "0" && def != "false" && def != "true" && !strings.Contains(usage, "(default") {
			usage += " (default " + def + ")"
		}
		if names[usage] == nil {
			usages = append(usages, usage)
		}
		if arg != "" {
			arg = " " + arg
		}
		names[usage] = append(names[usage], "-"+f.Name+arg)
	})
	const theirs = "llama-bench's; "
	slices.SortStableFunc(usages, func(a, b string) int { // what is accepted for llama-bench's sake comes last
		return cmp.Compare(strings.Index(a, theirs), strings.Index(b, theirs))
	})
	last := false
	for _, usage := range usages {
		text, ok := strings.CutPrefix(usage, theirs)
		if ok && !last {
			fmt.Fprintln(fs.env.stdout, "\nflags of llama-bench that change nothing here, or that say why they cannot be had:")
			last = true
		}
		fmt.Fprintf(fs.env.stdout, "  %s\n    \t%s\n", strings.Join(names[usage], ", "), text)
	}
	if fs.Name() == "bench" {
		fmt.Fprintln(fs.env.stdout, "\ncommands:")
		for _, c := range commands() {
			fmt.Fprintf(fs.env.stdout, "  %-11s %s\n", c.name, c.summary)
		}
	}
}
