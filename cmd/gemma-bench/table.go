package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
)

// A table prints results as they come, in llama-bench's Markdown or as JSON lines.
type table struct {
	w      io.Writer
	json   bool
	header bool
}

func newTable(w io.Writer, format string) *table { return &table{w: w, json: format == "jsonl"} }

// ref: llama-bench.cpp, markdown_printer: column widths and alignment.
var columns = []struct {
	name  string
	width int
	left  bool
}{
	{"model", 30, true}, {"size", 10, false}, {"params", 10, false}, {"backend", 10, true}, {"threads", 7, false},
	{"test", 15, false}, {"t/s", 20, false},
}

func (t *table) add(r result) error {
	if t.json {
		return writeLine(t.w, r)
	}
	if !t.header {
		t.header = true
		t.line(func(i int) string { return columns[i].name })
		t.line(func(i int) string {
			if columns[i].left {
				return strings.Repeat("-", columns[i].width)
			}
			return strings.Repeat("-", columns[i].width-1) + ":"
		})
	}
	speed, test := fmt.Sprintf("%.2f ± %.2f", r.AvgTS, r.StdDevTS), r.test()
	if r.Wrong != "" {
		speed, test = "WRONG: "+r.Wrong, "check"
	}
	cells := []string{
		r.ModelType, mib(r.ModelSize), fmt.Sprintf("%.2f M", float64(r.Params)/1e6), r.Backend, fmt.Sprint(r.Threads), test, speed,
	}
	t.line(func(i int) string { return cells[i] })
	return nil
}

func (t *table) line(cell func(i int) string) {
	for i, c := range columns {
		pad := strings.Repeat(" ", max(0, c.width-len([]rune(cell(i)))))
		if c.left {
			fmt.Fprintf(t.w, "| %s%s ", cell(i), pad)
		} else {
			fmt.Fprintf(t.w, "| %s%s ", pad, cell(i))
		}
	}
	fmt.Fprintln(t.w, "|")
}

// footer prints which build this was.
func (t *table) footer() {
	if !t.json && t.header {
		fmt.Fprintf(t.w, "\nbuild: %s\n", build())
	}
}

// build returns the commit that the program was built from, as far as the Go tool recorded it.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 7 {
			return s.Value[:7]
		}
	}
	return info.Main.Version + " " + info.GoVersion
}

func mib(n int) string {
	if n >= 1<<30 {
		return fmt.Sprintf("%.2f GiB", float64(n)/(1<<30))
	}
	return fmt.Sprintf("%.2f MiB", float64(n)/(1<<20))
}

// A progress shows what is going on: one line that is rewritten on a terminal, plain lines elsewhere.
type progress struct {
	w    io.Writer
	tty  bool
	open bool // a line is on the terminal that the next one overwrites
}

func newProgress(w io.Writer) *progress {
	p := &progress{w: w}
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		p.tty = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

func (p *progress) say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if !p.tty {
		fmt.Fprintln(p.w, line)
		return
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
	p.open = true
}

// keep leaves the present line on the terminal.
func (p *progress) keep() {
	if p.open {
		fmt.Fprintln(p.w)
		p.open = false
	}
}

// done clears the present line.
func (p *progress) done() {
	if p.open {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.open = false
	}
}
