package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/internal/stats"
)

// A comparison is what the compare command was asked to do.
type comparison struct {
	a, b      string // commands
	rounds    int
	discard   int
	delay     time.Duration
	alpha     float64
	threshold float64 // percent
	format    string
}

func runCompare(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "compare", "compare [flags] OLD NEW   or   compare [flags] -a COMMAND -b COMMAND")
	var c comparison
	fs.StringVar(&c.a, "a", "", "old `command`, such as \"llama-bench -m FILE -o json\"; it must print results")
	fs.StringVar(&c.b, "b", "", "new `command`")
	fs.IntVar(&c.rounds, "rounds", 5, "`times` to run both commands, in turn and in changing order")
	fs.IntVar(&c.discard, "discard", 0, "`rounds` to run before those that count")
	fs.DurationVar(&c.delay, "delay", 0, "`time` to wait before each command")
	fs.Float64Var(&c.alpha, "alpha", 0.05, "`probability` of a chance difference below which one is significant")
	fs.Float64Var(&c.threshold, "threshold", 2, "exit with status 1 if a test is significantly slower by more than this `percentage`")
	fs.StringVar(&c.format, "o", "md", "output `format`: md, or benchfmt for the samples as golang.org/x/perf reads them")
	files, err := fs.parseFiles(args)
	if err != nil {
		return err
	}
	commands := c.a != "" || c.b != ""
	switch {
	case c.format != "md" && c.format != "benchfmt":
		return usagef("-o %s: want md or benchfmt", c.format)
	case commands && (c.a == "" || c.b == "" || len(files) > 0), !commands && len(files) != 2:
		return usagef("compare takes two files, or -a and -b")
	case c.rounds < 1 || c.discard < 0 || c.delay < 0 || !(c.alpha > 0 && c.alpha < 1) || !(c.threshold >= 0):
		return usagef("-rounds takes a positive number, -discard, -delay and -threshold none below 0, -alpha one between 0 and 1")
	}
	var old, now []*results.Result
	names := [2]string{"old", "new"}
	if commands {
		old, now, err = c.interleave(ctx, env)
	} else {
		names = [2]string{files[0], files[1]}
		if old, err = results.ReadFile(files[0]); err == nil {
			now, err = results.ReadFile(files[1])
		}
	}
	if err != nil && (!errors.Is(err, context.Canceled) || len(old) == 0 || len(now) == 0) {
		return err // what is done before an interruption is compared
	}
	if c.format == "benchfmt" {
		writeBenchfmt(env.stdout, names[0], old)
		writeBenchfmt(env.stdout, names[1], now)
		return err
	}
	return errors.Join(err, c.print(env.stdout, old, now))
}

// parseFiles parses flags with file names before, between and after them.
func (fs *flagSet) parseFiles(args []string) (files []string, err error) {
	for {
		if err := fs.Parse(args); err != nil {
			return nil, fs.parse(args) // help or a usage error
		}
		if args = fs.Args(); len(args) == 0 {
			return files, nil
		}
		files, args = append(files, args[0]), args[1:]
	}
}

// interleave runs both commands in turn: A B, B A, A B, …, so that what changes with time, such as heat,
// falls on both.
func (c *comparison) interleave(ctx context.Context, env *environ) (old, now []*results.Result, err error) {
	p := newProgress(env.stderr)
	defer p.done()
	for i := range c.discard + c.rounds {
		order := []int{i % 2, 1 - i%2}
		var got [2][]*results.Result
		for _, which := range order {
			p.say("round %d of %d: command %c", i+1, c.discard+c.rounds, 'a'+which)
			if err := sleep(ctx, c.delay); err != nil {
				return old, now, err
			}
			if got[which], err = runResults(ctx, []string{c.a, c.b}[which]); err != nil {
				return old, now, interrupted(ctx, err)
			}
		}
		if i >= c.discard { // only whole rounds count
			old, now = append(old, got[0]...), append(now, got[1]...)
		}
	}
	return old, now, nil
}

// runResults runs a command and reads the results that it prints.
func runResults(ctx context.Context, command string) ([]*results.Result, error) {
	words, err := splitWords(command)
	if err != nil {
		return nil, err
	}
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, &errs, 5*time.Second
	if err := cmd.Run(); err != nil {
		lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
		return nil, fmt.Errorf("%s: %w: %.200s", words[0], err, lines[len(lines)-1])
	}
	rs, err := results.Read(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%s: %w (does it print json, jsonl or csv?)", words[0], err)
	}
	return rs, nil
}

// splitWords cuts a command line at spaces outside of quotes. There is no shell.
func splitWords(s string) ([]string, error) {
	var words []string
	var word strings.Builder
	quote, in := rune(0), false
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, in = r, true
		case quote == 0 && (r == ' ' || r == '\t' || r == '\n'):
			if in {
				words = append(words, word.String())
			}
			word.Reset()
			in = false
		default:
			word.WriteRune(r)
			in = true
		}
	}
	if quote != 0 {
		return nil, usagef("%.60q: a quote that is not closed", s)
	}
	if in {
		words = append(words, word.String())
	}
	if len(words) == 0 {
		return nil, usagef("an empty command")
	}
	return words, nil
}

// apart are the fields that tell tests of one file apart.
var apart = []string{"model_type", "backends", "n_threads", "n_ubatch", "n_batch", "type_k", "type_v", "n_gpu_layers", "flash_attn"}

// samples groups the speeds of a file by test, and by what else varies in it, in order of appearance.
func samples(rs []*results.Result) (keys []string, by map[string][]float64) {
	var vary []string
	for _, f := range apart {
		seen := map[string]bool{}
		for _, r := range rs {
			v, _ := r.Value(f)
			seen[v] = true
		}
		if len(seen) > 1 {
			vary = append(vary, f)
		}
	}
	by = map[string][]float64{}
	for _, r := range rs {
		if r.Wrong != "" {
			continue
		}
		key := r.Test()
		for _, f := range vary {
			v, _ := r.Value(f)
			key += " " + f + "=" + v
		}
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		if len(r.SamplesTS) > 0 {
			by[key] = append(by[key], r.SamplesTS...)
		} else {
			by[key] = append(by[key], r.AvgTS) // CSV and SQL of llama-bench have no samples
		}
	}
	return keys, by
}

// print writes the table and reports what became slower.
func (c *comparison) print(w io.Writer, old, now []*results.Result) error {
	keys, a := samples(old)
	_, b := samples(now)
	fmt.Fprintf(w, "| %-24s | %20s | %20s | %9s | %-22s |\n", "test (t/s)", "old", "new", "change", "")
	fmt.Fprintf(w, "| %s | %s: | %s: | %s: | %s |\n", strings.Repeat("-", 24), strings.Repeat("-", 19), strings.Repeat("-", 19),
		strings.Repeat("-", 8), strings.Repeat("-", 22))
	slower, both := 0, 0
	logs := 0.0
	for _, key := range keys {
		if len(b[key]) == 0 {
			fmt.Fprintf(w, "| %-24s | %20s | %20s | %9s | %-22s |\n", key, spread(a[key]), "–", "", "only in old")
			continue
		}
		p := stats.MannWhitney(a[key], b[key])
		ratio := stats.Median(b[key]) / stats.Median(a[key])
		change, note := "~", fmt.Sprintf("p=%.3f n=%d+%d", p, len(a[key]), len(b[key]))
		if p < c.alpha {
			change = fmt.Sprintf("%+.2f %%", 100*(ratio-1))
			if ratio < 1-c.threshold/100 {
				slower++
				note += " SLOWER"
			}
		}
		both++
		logs += math.Log(ratio)
		fmt.Fprintf(w, "| %-24s | %20s | %20s | %9s | %-22s |\n", key, spread(a[key]), spread(b[key]), change, note)
	}
	if both == 0 {
		return errors.New("the two have no test in common")
	}
	if both > 1 {
		fmt.Fprintf(w, "| %-24s | %20s | %20s | %+7.2f %% | %-22s |\n", "geometric mean", "", "", 100*(math.Exp(logs/float64(both))-1), "")
	}
	if slower > 0 {
		return fmt.Errorf("%d of %d tests are slower by more than %g %%", slower, both, c.threshold)
	}
	return nil
}

// spread formats the median and its 95 % confidence interval as benchstat does: the larger distance in
// percent, or ∞ with too few samples.
func spread(v []float64) string {
	m := stats.Median(v)
	low, high, ok := stats.MedianCI(v)
	if !ok {
		return fmt.Sprintf("%.2f ± ∞", m)
	}
	return fmt.Sprintf("%.2f ± %.1f %%", m, 100*math.Max(m-low, high-m)/m)
}

// writeBenchfmt writes one line for each repetition, with one iteration each: an iteration is a repetition and
// not a token. ref: https://go.dev/design/14313-benchmark-format
func writeBenchfmt(w io.Writer, file string, rs []*results.Result) {
	fmt.Fprintf(w, "file: %s\n", oneWord(file))
	for _, r := range rs {
		if r.Wrong != "" {
			continue
		}
		name := "Benchmark" + strings.NewReplacer(" @ ", "/", "+", "/").Replace(strings.ToUpper(r.Test()[:1])+r.Test()[1:])
		for _, f := range [...]string{"backends", "n_threads", "n_ubatch", "type_k", "model_type"} {
			v, _ := r.Value(f)
			name += "/" + f + "=" + oneWord(v)
		}
		for i, ts := range r.SamplesTS {
			ns := 1e9 * float64(r.Prompt+r.Gen) / ts
			if i < len(r.SamplesNS) {
				ns = float64(r.SamplesNS[i])
			}
			fmt.Fprintf(w, "%s 1 %.0f ns/op %.6g tok/s", name, ns, ts)
			if r.Energy != nil && r.Energy.PerToken > 0 {
				fmt.Fprintf(w, " %.6g J/tok", r.Energy.PerToken)
			}
			fmt.Fprintln(w)
		}
	}
}

// oneWord replaces what would end a word of the format.
func oneWord(s string) string { return strings.Join(strings.Fields(s), "_") }
