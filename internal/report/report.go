// Package report draws results as one HTML page: inline SVG, no scripts, nothing from the network, light and
// dark after the reader's setting.
package report

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/internal/results"
)

//go:embed page.html
var page string

var pageTemplate = template.Must(template.New("page").Parse(page))

// A section is one plot with its explanation.
type section struct {
	ID, Title, Note string
	SVG             template.HTML // made by this package, every text escaped
}

type row struct {
	Device, Model, Test, Speed, CI, Latency, Memory, Energy, Note string
	Bad                                                           bool
}

type data struct {
	Title    string
	Build    string
	Sections []section
	Missing  []string
	Rows     []row
	Env      [][2]string
}

// Write draws the results. Plots without data are named at the end and not drawn.
func Write(w io.Writer, title string, rs []*results.Result) error {
	d := data{Title: title}
	for _, r := range rs {
		d.Rows = append(d.Rows, tableRow(r))
		d.Build = fmt.Sprintf("%s (%d)", r.BuildCommit, r.BuildNumber)
	}
	for _, p := range []struct {
		id, title, note string
		draw            func([]*results.Result) template.HTML
	}{
		{"decoding", "Speed of decoding", "Tokens per second, mean with its 95 % confidence interval. A device that computes wrong results has no bar.", decoding},
		{"prompts", "Speed of prompts", "Tokens per second, mean with its 95 % confidence interval.", prompts},
		{"depth", "Speed at depth", "Tokens per second with so many tokens in the cache.", depth},
		{"latency", "Time between tokens", "The share of decoding steps that took at most so long.", latency},
		{"roofline", "Roofline", "Operations per second against operations per byte moved; the lines are what memory and multipliers gave when measured.", roofline},
		{"energy", "Energy", "Joules per token, and how they were measured.", energyBars},
		{"memory", "Memory over time", "Resident memory of the process while a test ran.", memory},
		{"phases", "Parts of a token", "What a generated token costs, from text to text.", phases},
	} {
		if svg := p.draw(rs); svg != "" {
			d.Sections = append(d.Sections, section{p.id, p.title, p.note, svg})
		} else {
			d.Missing = append(d.Missing, p.title)
		}
	}
	for _, r := range rs {
		if env := flatten(r.Environment); len(env) > 0 {
			d.Env = append(env, [2]string{"model", r.ModelFile + " (" + r.ModelType + ")"}, [2]string{"sha256", r.ModelHash})
			break
		}
	}
	return pageTemplate.Execute(w, d)
}

// label names a row's device and setting within the file.
func label(r *results.Result) string {
	s := r.Backends
	if r.Threads > 0 {
		s += fmt.Sprintf(" t%d", r.Threads)
	}
	return s
}

func tableRow(r *results.Result) row {
	t := row{Device: label(r), Model: r.ModelType, Test: r.Test()}
	if r.Device != "" {
		t.Device += " – " + r.Device
	}
	if r.Wrong != "" {
		t.Speed, t.Note, t.Bad = "WRONG", r.Wrong, true
		return t
	}
	t.Speed = fmt.Sprintf("%.2f ± %.2f", r.AvgTS, r.StdDevTS)
	if r.CIHighTS > 0 {
		t.CI = fmt.Sprintf("%.2f – %.2f", r.CILowTS, r.CIHighTS)
	}
	if r.ITLP50NS > 0 {
		t.Latency = fmt.Sprintf("%.3g / %.3g / %.3g ms", float64(r.ITLP50NS)/1e6, float64(r.ITLP90NS)/1e6, float64(r.ITLP99NS)/1e6)
	} else if r.TTFTNS > 0 {
		t.Latency = "first token " + time.Duration(r.TTFTNS).Round(100*time.Microsecond).String()
	}
	if r.PeakHost > 0 {
		t.Memory = results.Bytes(r.PeakHost)
	}
	if r.PeakGPU > 0 {
		t.Memory = strings.TrimPrefix(t.Memory+" + "+results.Bytes(r.PeakGPU)+" on the device", " + ")
	}
	if e := r.Energy; e != nil {
		t.Energy = e.Method
		if s := e.String(); s != "" {
			t.Energy = s
		}
	}
	if r.Valid != nil && !*r.Valid {
		t.Note, t.Bad = "not valid: "+strings.Join(r.Reasons, "; "), true
	}
	return t
}

// flatten turns an environment into names and values, in order of the names.
func flatten(env any) [][2]string {
	m, ok := env.(map[string]any)
	if !ok { // as captured, not as read
		b, err := json.Marshal(env)
		if err != nil || json.Unmarshal(b, &m) != nil {
			return nil
		}
	}
	var out [][2]string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		v, ok := m[k].(string)
		if !ok {
			b, err := json.Marshal(m[k])
			if err != nil {
				continue
			}
			v = string(b)
		}
		out = append(out, [2]string{k, v})
	}
	return out
}
