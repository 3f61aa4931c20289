package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gemma-bench/gemma/internal/results"
)

// barWidth is the length of the longest bar of a summary.
const barWidth = 24

// writeText prints results as bars, one line each and the longest for each kind of test, with colours if wanted.
func writeText(w io.Writer, rs []*results.Result, hue bool) error {
	top, names := map[string]float64{}, make([]string, len(rs))
	width := 0
	for i, r := range rs {
		if r.Wrong == "" {
			top[kind(r)] = max(top[kind(r)], r.AvgTS)
		}
		names[i] = r.Backends
		if r.Threads > 0 {
			names[i] += fmt.Sprintf(" t%d", r.Threads)
		}
		names[i] += " " + r.Test()
		width = max(width, utf8.RuneCountInString(names[i]))
	}
	for i, r := range rs {
		name := names[i] + strings.Repeat(" ", width-utf8.RuneCountInString(names[i]))
		if r.Wrong != "" {
			if _, err := fmt.Fprintf(w, "%s  %s\n", name, paint(hue, red, "WRONG: "+r.Wrong)); err != nil {
				return err
			}
			continue
		}
		n := 0
		if most := top[kind(r)]; most > 0 {
			n = int(r.AvgTS/most*barWidth + 0.5)
		}
		line := fmt.Sprintf("%s  %s%s %9.2f ± %.2f t/s", name, strings.Repeat("█", n), strings.Repeat(" ", barWidth-n), r.AvgTS, r.StdDevTS)
		if s := summary(r); s != "" {
			line += "  " + paint(hue, dim, s)
		}
		if r.Valid != nil && !*r.Valid {
			line += "  " + paint(hue, yellow, "not valid: "+strings.Join(r.Reasons, "; "))
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// kind tells tests apart whose speeds have one scale: prompts, decoding, and both.
func kind(r *results.Result) string {
	switch {
	case r.Gen == 0:
		return "pp"
	case r.Prompt == 0:
		return "tg"
	}
	return "pp+tg"
}
