package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
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
	keep      string
}

func runCompare(ctx context.Context, env *environ, args []string) error {
	fs := newFlags(env, "compare", "compare [flags] OLD NEW   or   compare [flags] -a COMMAND -b COMMAND")
	var c comparison
	fs.StringVar(&c.a, "a", "", "old `command`, such as \"llama-bench -m FILE -o json\"; it must print results")
	fs.StringVar(&c.b, "b", "", "new `command`")
	fs.IntVar(&c.rounds, "rounds", 6, "`times` to run both commands, in turn and in changing order")
	fs.IntVar(&c.discard, "discard", 0, "`rounds` to run before those that count")
	fs.DurationVar(&c.delay, "delay", 0, "`time` to wait before each command")
	fs.Float64Var(&c.alpha, "alpha", 0.05, "`probability` of a chance difference below which one is significant")
	fs.Float64Var(&c.threshold, "threshold", 2, "exit with status 1 if a test is significantly slower by more than this `percentage`")
	fs.StringVar(&c.format, "o", "md", "output `format`: md, or benchfmt for the samples as benchstat -col file reads them")
	fs.StringVar(&c.keep, "keep", "", "write what the commands printed to the files `NAME`-a.json and NAME-b.json")
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
	case !commands && c.keep != "":
		return usagef("-keep goes with -a and -b")
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
	if c.keep != "" {
		if err := errors.Join(keep(c.keep+"-a.json", old), keep(c.keep+"-b.json", now)); err != nil {
			return err
		}
	}
	if c.format == "benchfmt" {
		fmt.Fprintln(env.stdout, "Unit tok/s better=higher")
		fmt.Fprintln(env.stdout, "Unit J/tok better=lower")
		writeBenchfmt(env.stdout, names[0], old)
		writeBenchfmt(env.stdout, names[1], now)
		return err
	}
	for i, s := range []string{c.a, c.b} {
		if commands {
			fmt.Fprintf(env.stdout, "%s: %s\n", names[i], s)
		}
	}
	return errors.Join(err, c.print(env.stdout, samples(old, commands), samples(now, commands)))
}

// keep writes results to a file.
func keep(path string, rs []*results.Result) error {
	var b bytes.Buffer
	w, err := results.NewWriter(&b, "json", nil)
	if err != nil {
		return err
	}
	for _, r := range rs {
		if err := w.Add(r); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Clean(path), b.Bytes(), 0o666)
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
		if last := lines[len(lines)-1]; last != "" {
			err = fmt.Errorf("%w: %.200s", err, last)
		}
		return nil, fmt.Errorf("%s: %w", words[0], err)
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

// A group is the speeds of one test.
type group struct {
	key    string
	speeds []float64
}

// samples groups the speeds of a file by test, and by what else varies in it, in order of appearance. With
// onePerRow each row counts once, with the median of its repetitions: those of one process share its place in memory
// and its moment, and are no samples of what another run of the command would give.
func samples(rs []*results.Result, onePerRow bool) (all []group) {
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
	for _, r := range rs {
		if r.Wrong != "" {
			continue
		}
		key := r.Test()
		for _, f := range vary {
			v, _ := r.Value(f)
			key += " " + f + "=" + v
		}
		i := slices.IndexFunc(all, func(g group) bool { return g.key == key })
		if i < 0 {
			i, all = len(all), append(all, group{key: key})
		}
		switch g := &all[i]; {
		case len(r.SamplesTS) == 0:
			g.speeds = append(g.speeds, r.AvgTS) // CSV and SQL of llama-bench have no samples
		case onePerRow:
			g.speeds = append(g.speeds, stats.Median(r.SamplesTS))
		default:
			g.speeds = append(g.speeds, r.SamplesTS...)
		}
	}
	return all
}

// findGroup returns the speeds of a test, nil if there are none.
func findGroup(all []group, key string) []float64 {
	for _, g := range all {
		if g.key == key {
			return g.speeds
		}
	}
	return nil
}

// print writes the table and reports what became slower.
func (c *comparison) print(w io.Writer, old, now []group) error {
	fmt.Fprintf(w, "| %-24s | %20s | %20s | %9s | %-22s |\n", "test (t/s)", "old", "new", "change", "")
	fmt.Fprintf(w, "| %s | %s: | %s: | %s: | %s |\n", strings.Repeat("-", 24), strings.Repeat("-", 19), strings.Repeat("-", 19),
		strings.Repeat("-", 8), strings.Repeat("-", 22))
	row := func(key, a, b, change, note string) {
		fmt.Fprintf(w, "| %-24s | %20s | %20s | %9s | %-22s |\n", key, a, b, change, note)
	}
	slower, both, logs := 0, 0, 0.0
	for _, g := range old {
		a, b := g.speeds, findGroup(now, g.key)
		if len(b) == 0 {
			row(g.key, spread(a), "–", "", "only in old")
			continue
		}
		ratio, change, note := c.change(a, b)
		if strings.HasSuffix(note, slowerNote) {
			slower++
		}
		both++
		logs += math.Log(ratio)
		row(g.key, spread(a), spread(b), change, note)
	}
	for _, g := range now {
		if findGroup(old, g.key) == nil {
			row(g.key, "–", spread(g.speeds), "", "only in new")
		}
	}
	if both == 0 {
		return errors.New("the two have no test in common")
	}
	if both > 1 {
		row("geometric mean", "", "", fmt.Sprintf("%+.2f %%", 100*(math.Exp(logs/float64(both))-1)), "")
	}
	if slower > 0 {
		return fmt.Errorf("%d of %d tests are slower by more than %g %%", slower, both, c.threshold)
	}
	return nil
}

const slowerNote = " SLOWER"

// change compares the speeds of one test: new over old, and what the table says of it.
func (c *comparison) change(a, b []float64) (ratio float64, change, note string) {
	p := stats.MannWhitney(a, b)
	ratio, change = stats.Median(b)/stats.Median(a), "~"
	note = fmt.Sprintf("p=%.3f n=%d+%d", p, len(a), len(b))
	switch {
	case p < c.alpha:
		change = fmt.Sprintf("%+.2f %%", 100*(ratio-1))
		if ratio < 1-c.threshold/100 {
			note += slowerNote
		}
	case stats.LeastP(len(a), len(b)) >= c.alpha:
		note = fmt.Sprintf("n=%d+%d: too few", len(a), len(b))
	}
	return ratio, change, note
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
