package main

import (
	"fmt"
	"io"
	"os"
)

// A progress shows what is going on: one line that is rewritten on a terminal, plain lines elsewhere.
type progress struct {
	w    io.Writer
	tty  bool
	hue  bool // colours are wanted
	open bool // a line is on the terminal that the next one overwrites
}

func newProgress(w io.Writer) *progress {
	tty := isTerminal(w)
	return &progress{w: w, tty: tty, hue: tty && colours()}
}

func isTerminal(w io.Writer) bool {
	if e, ok := w.(*errorWriter); ok {
		w = e.w
	}
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// colours reports whether the user wants colours on a terminal. ref: https://no-color.org
func colours() bool { return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" }

// The colours of what matters.
const (
	red    = "31"
	yellow = "33"
	dim    = "2"
)

// paint puts s into a colour, if colours are wanted.
func paint(wanted bool, colour, s string) string {
	if !wanted {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
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

// note prints a line that stays.
func (p *progress) note(format string, args ...any) {
	p.done()
	fmt.Fprintf(p.w, format+"\n", args...)
}

// warn is note for what spoils a result, in a colour.
func (p *progress) warn(colour, format string, args ...any) {
	p.note("%s", paint(p.hue, colour, fmt.Sprintf(format, args...)))
}

// done clears the present line.
func (p *progress) done() {
	if p.open {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.open = false
	}
}
