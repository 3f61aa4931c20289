package report

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"strings"
	"unicode/utf8"
)

// The size of a plot and of the space around its area, in SVG units.
const (
	width, height = 520.0, 300.0
	left, right   = 64.0, 14.0
	top, bottom   = 28.0, 40.0
)

// A plot is an SVG picture in the making.
type plot struct {
	b      strings.Builder
	below  float64 // height of what is below the axes
	x, y   scale
	xt, yt string
}

// A scale maps values to units, evenly or by their logarithms.
type scale struct {
	min, max, from, to float64
	log                bool
}

func (s scale) at(v float64) float64 {
	lo, hi := s.min, s.max
	if s.log {
		lo, hi, v = math.Log(lo), math.Log(hi), math.Log(math.Max(v, s.min))
	}
	if hi <= lo {
		return (s.from + s.to) / 2
	}
	return s.from + (v-lo)/(hi-lo)*(s.to-s.from)
}

// ticks returns round values within the scale.
func (s scale) ticks() []float64 {
	var out []float64
	if s.log {
		for e := math.Floor(math.Log10(s.min)); e <= math.Ceil(math.Log10(s.max)) && len(out) < 80; e++ {
			if v := math.Pow(10, e); v >= s.min*0.999 && v <= s.max*1.001 {
				out = append(out, v)
			}
		}
		return out
	}
	span := s.max - s.min
	if !(span > 0) || math.IsInf(span, 0) {
		return []float64{s.min}
	}
	step := math.Pow(10, math.Floor(math.Log10(span/4)))
	for _, m := range []float64{1, 2, 5, 10} {
		if span/(step*m) <= 5 {
			step *= m
			break
		}
	}
	for i := math.Ceil(s.min / step); i*step <= s.max*1.0001 && len(out) < 20; i++ {
		out = append(out, i*step)
	}
	return out
}

// newPlot makes a plot whose area shows 0 to xmax and 0 to ymax.
func newPlot(xtitle, ytitle string, xmax, ymax float64) *plot {
	return &plot{
		xt: xtitle, yt: ytitle,
		x: scale{max: xmax, from: left, to: width - right}, y: scale{max: ymax, from: height - bottom, to: top},
	}
}

func (p *plot) add(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

// text writes a string that no input can make into markup.
func (p *plot) text(x, y float64, anchor, class, s string) {
	p.add(`<text x="%.1f" y="%.1f" text-anchor="%s" class="%s">%s</text>`, x, y, anchor, class, html.EscapeString(s))
}

// number formats a value for an axis.
func number(v float64) string {
	switch {
	case v >= 1e9:
		return fmt.Sprintf("%.4gG", v/1e9)
	case v >= 1e6:
		return fmt.Sprintf("%.4gM", v/1e6)
	case v >= 1e4:
		return fmt.Sprintf("%.4gk", v/1e3)
	}
	return fmt.Sprintf("%.4g", v)
}

// axes draws frame, ticks and titles.
func (p *plot) axes(xticks bool) {
	p.add(`<path class="axis" d="M%.1f %.1fV%.1fH%.1f"/>`, left, top, height-bottom, width-right)
	for _, v := range p.y.ticks() {
		y := p.y.at(v)
		p.add(`<path class="axis" d="M%.1f %.1fH%.1f"/>`, left-4, y, width-right)
		p.text(left-7, y+4, "end", "soft", number(v))
	}
	if xticks {
		for _, v := range p.x.ticks() {
			p.text(p.x.at(v), height-bottom+16, "middle", "soft", number(v))
		}
	}
	p.text(left, top-12, "start", "soft", p.yt)
	p.text(width-right, height-6, "end", "soft", p.xt)
}

func color(i int) string { return fmt.Sprintf("var(--c%d)", i%6) }

// mark draws a point with its value for those who point at it, and for tests.
func (p *plot) mark(x, y float64, c, title string) {
	p.add(`<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s" data-mark="1"><title>%s</title></circle>`, p.x.at(x), p.y.at(y), c, html.EscapeString(title))
}

// line draws connected points.
func (p *plot) line(xs, ys []float64, c, title string) {
	var d strings.Builder
	for i := range xs {
		fmt.Fprintf(&d, "%c%.1f %.1f", "LM"[b2i(i == 0)], p.x.at(xs[i]), p.y.at(ys[i]))
	}
	p.add(`<path d="%s" fill="none" stroke="%s" stroke-width="2" data-mark="1"><title>%s</title></path>`, d.String(), c, html.EscapeString(title))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// legend lists names in their colours below the axes, two in a line.
func (p *plot) legend(names []string) {
	for i, n := range names {
		x, y := left+float64(i%2)*(width-left)/2, height+12+15*float64(i/2)
		p.add(`<rect x="%.1f" y="%.1f" width="10" height="10" fill="%s"/>`, x, y-9, color(i))
		p.text(x+15, y, "start", "", n)
	}
	p.below = 15*float64((len(names)+1)/2) + 6
}

func (p *plot) svg(title string) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %g %g" role="img" aria-label="%s">%s</svg>`, width, height+p.below, html.EscapeString(title), p.b.String()))
}

// A bar is one value of a bar chart.
type bar struct {
	name, title      string
	value, low, high float64 // low and high: an interval, if high > 0
	color            int
}

// bars draws horizontal bars, as tall as they need to be.
func bars(title, unit string, all []bar) template.HTML {
	if len(all) == 0 {
		return ""
	}
	most := 0.0
	for _, v := range all {
		most = math.Max(most, math.Max(v.value, v.high))
	}
	const each, letter = 26.0, 7.0
	longest := 0
	for _, v := range all {
		longest = max(longest, utf8.RuneCountInString(v.name))
	}
	names := math.Min(math.Max(100, 14+letter*float64(longest)), width/2)
	x := scale{max: most, from: names, to: width - 70}
	p := &plot{}
	for i, v := range all {
		y := 8 + each*float64(i)
		p.text(names-8, y+14, "end", "", v.name)
		p.add(`<rect x="%.1f" y="%.1f" width="%.1f" height="18" fill="%s" data-mark="1"><title>%s</title></rect>`, names, y, math.Max(1, x.at(v.value)-names),
			color(v.color), html.EscapeString(v.title))
		if v.high > 0 {
			p.add(`<path stroke="var(--fg)" d="M%.1f %.1fH%.1fM%.1f %.1fv8M%.1f %.1fv8"/>`, x.at(math.Max(v.low, 0)), y+9, x.at(v.high), x.at(math.Max(v.low, 0)), y+5, x.at(v.high), y+5)
		}
		p.text(math.Max(x.at(v.value), x.at(v.high))+6, y+14, "start", "", number(v.value))
	}
	h := 14 + each*float64(len(all)) + 14
	p.text(width-6, h-4, "end", "soft", unit)
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %g %g" role="img" aria-label="%s">%s</svg>`, width, h, html.EscapeString(title), p.b.String()))
}
