package results

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A column of the Markdown table. Widths and names are llama-bench's.
// ref: llama-bench.cpp, markdown_printer.
type column struct {
	name, title string
	width       int
	left        bool
}

var mdColumns = []column{
	{"model", "model", 30, true}, {"size", "size", 10, false}, {"params", "params", 10, false}, {"backend", "backend", 10, true},
	{"n_gpu_layers", "ngl", 3, false}, {"n_threads", "threads", 7, false}, {"n_batch", "n_batch", 7, false},
	{"n_ubatch", "n_ubatch", 8, false}, {"type_k", "type_k", 6, false}, {"type_v", "type_v", 6, false}, {"split_mode", "sm", 6, false},
	{"flash_attn", "fa", 3, false}, {"devices", "dev", 12, true}, {"load_mode", "lm", 10, false},
	{"test", "test", 15, false}, {"t/s", "t/s", 20, false},
}

type markdown struct {
	w       io.Writer
	columns []column
	build   string // empty before the first row
}

func newMarkdown(w io.Writer, extra []string) *markdown {
	want := map[string]bool{"model": true, "size": true, "params": true, "backend": true, "n_threads": true, "test": true, "t/s": true}
	for _, name := range extra {
		want[name] = true
	}
	m := &markdown{w: w}
	for _, c := range mdColumns {
		if want[c.name] {
			m.columns = append(m.columns, c)
		}
	}
	return m
}

func (m *markdown) Add(r *Result) error {
	var b strings.Builder
	if m.build == "" {
		m.build = fmt.Sprintf("%s (%d)", r.BuildCommit, r.BuildNumber)
		m.row(&b, func(c column) string { return c.title })
		m.row(&b, func(c column) string {
			if c.left {
				return strings.Repeat("-", c.width)
			}
			return strings.Repeat("-", c.width-1) + ":"
		})
	}
	m.row(&b, r.cell)
	_, err := io.WriteString(m.w, b.String())
	return err
}

func (m *markdown) row(b *strings.Builder, cell func(column) string) {
	for _, c := range m.columns {
		s := cell(c)
		pad := strings.Repeat(" ", max(0, c.width-utf8.RuneCountInString(s)))
		if c.left {
			fmt.Fprintf(b, "| %s%s ", s, pad)
		} else {
			fmt.Fprintf(b, "| %s%s ", pad, s)
		}
	}
	b.WriteString("|\n")
}

// cell formats one column of a row. A wrong result has no speed and names no test: none was made.
func (r *Result) cell(c column) string {
	switch c.name {
	case "model":
		return r.ModelType
	case "size":
		return Bytes(r.ModelSize)
	case "params":
		if r.Params >= 1e9 {
			return fmt.Sprintf("%.2f B", float64(r.Params)/1e9)
		}
		return fmt.Sprintf("%.2f M", float64(r.Params)/1e6)
	case "backend":
		return r.Backends
	case "test":
		if r.Wrong != "" {
			return "check"
		}
		return r.Test()
	case "t/s":
		if r.Wrong != "" {
			return "WRONG: " + r.Wrong
		}
		return fmt.Sprintf("%.2f ± %.2f", r.AvgTS, r.StdDevTS)
	}
	if c.name == "n_threads" && r.Threads == 0 {
		return "" // a GPU's
	}
	s, _ := r.Value(c.name) // every other column is a field
	return s
}

func (m *markdown) Close() error {
	if m.build == "" {
		return nil
	}
	_, err := fmt.Fprintf(m.w, "\nbuild: %s\n", m.build)
	return err
}

// Bytes formats a size as llama-bench does: MiB, or GiB from 1 GiB on.
func Bytes(n int) string {
	if n >= 1<<30 {
		return fmt.Sprintf("%.2f GiB", float64(n)/(1<<30))
	}
	return fmt.Sprintf("%.2f MiB", float64(n)/(1<<20))
}
