package report

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"

	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/internal/stats"
)

// maxLines caps the curves of one plot: more cannot be told apart.
const maxLines = 6

// finite tells numbers that can be drawn from those that no measurement gives.
func finite(v float64) bool { return v > 1e-30 && v < 1e30 }

// prompts draws the speeds of tests that decode nothing, decoding those of the others: their scales differ.
func prompts(rs []*results.Result) template.HTML {
	return speed("Speed of prompts", rs, func(r *results.Result) bool { return r.Gen == 0 })
}

func decoding(rs []*results.Result) template.HTML {
	return speed("Speed of decoding", rs, func(r *results.Result) bool { return r.Gen > 0 })
}

func speed(title string, rs []*results.Result, take func(*results.Result) bool) template.HTML {
	var all []bar
	kinds := map[string]int{}
	for _, r := range rs {
		if r.Wrong != "" || !finite(r.AvgTS) || len(all) == 60 || !take(r) {
			continue
		}
		if _, ok := kinds[r.Test()]; !ok {
			kinds[r.Test()] = len(kinds)
		}
		name := label(r) + " " + r.Test()
		all = append(all, bar{name, fmt.Sprintf("%s: %.2f tokens/s", name, r.AvgTS), r.AvgTS, r.CILowTS, r.CIHighTS, kinds[r.Test()]})
	}
	return bars(title, "tokens per second", all)
}

// A series is a curve.
type series struct {
	name   string
	xs, ys []float64
}

// depth draws a curve for each device and kind of test with two depths or more.
func depth(rs []*results.Result) template.HTML {
	by := map[string]*series{}
	var order []*series
	for _, r := range rs {
		if r.Wrong != "" || !finite(r.AvgTS) {
			continue
		}
		flat := *r
		flat.Depth = 0
		name := label(r) + " " + flat.Test()
		if by[name] == nil {
			by[name] = &series{name: name}
			order = append(order, by[name])
		}
		by[name].xs, by[name].ys = append(by[name].xs, float64(r.Depth)), append(by[name].ys, r.AvgTS)
	}
	order = slices.DeleteFunc(order, func(s *series) bool { return slices.Max(s.xs) == slices.Min(s.xs) })
	for _, s := range order {
		s.sort()
	}
	return curves("Speed at depth", "tokens in the cache", "tokens per second", order, true)
}

// sort orders the points by x.
func (s *series) sort() {
	type point struct{ x, y float64 }
	var ps []point
	for i := range s.xs {
		ps = append(ps, point{s.xs[i], s.ys[i]})
	}
	slices.SortStableFunc(ps, func(a, b point) int { return cmp.Compare(a.x, b.x) })
	for i, p := range ps {
		s.xs[i], s.ys[i] = p.x, p.y
	}
}

// curves draws up to maxLines series from the origin on.
func curves(title, xt, yt string, all []*series, marks bool) template.HTML {
	all = slices.DeleteFunc(all, func(s *series) bool { return len(s.xs) == 0 })
	if len(all) == 0 {
		return ""
	}
	all = all[:min(len(all), maxLines)]
	xmax, ymax := 0.0, 0.0
	var names []string
	for _, s := range all {
		xmax, ymax = math.Max(xmax, slices.Max(s.xs)), math.Max(ymax, slices.Max(s.ys))
		names = append(names, s.name)
	}
	p := newPlot(xt, yt, xmax, ymax*1.15)
	p.axes(true)
	for i, s := range all {
		p.line(s.xs, s.ys, color(i), s.name)
		if marks {
			for j := range s.xs {
				p.mark(s.xs[j], s.ys[j], color(i), fmt.Sprintf("%s: %.4g at %.4g", s.name, s.ys[j], s.xs[j]))
			}
		}
	}
	p.legend(names)
	return p.svg(title)
}

// latency draws the distribution of step times up to a little beyond their 99th percentile.
func latency(rs []*results.Result) template.HTML {
	var all []*series
	for _, r := range rs {
		if len(r.ITL) < 2 || r.Wrong != "" {
			continue
		}
		v := stats.Floats(r.ITL)
		s := &series{name: label(r) + " " + r.Test()}
		for q := 0; q <= 100; q++ {
			if ms := stats.Quantile(v, float64(q)/100) / 1e6; q < 100 && ms >= 0 {
				s.xs, s.ys = append(s.xs, ms), append(s.ys, float64(q))
			}
		}
		all = append(all, s)
	}
	return curves("Time between tokens", "milliseconds", "% of steps", all, false)
}

// roofline draws the ceilings of the first result that has them and a point for each.
func roofline(rs []*results.Result) template.HTML {
	var points []*results.Result
	var bytes, ops float64
	for _, r := range rs {
		f := r.Roofline
		if f == nil || !finite(f.BytesPerToken) || !finite(f.OpsPerToken) || !finite(f.Gops) || r.Wrong != "" {
			continue
		}
		points = append(points, r)
		bytes, ops = math.Max(bytes, f.PeakGBs), math.Max(ops, f.PeakGops)
	}
	if len(points) == 0 {
		return ""
	}
	intensity := func(f *results.Roof) float64 { return f.OpsPerToken / f.BytesPerToken }
	xmin, xmax, ymin, ymax := math.Inf(1), 0.0, math.Inf(1), math.Max(ops, 1)
	for _, r := range points {
		x := intensity(r.Roofline)
		xmin, xmax = math.Min(xmin, x), math.Max(xmax, x)
		ymin, ymax = math.Min(ymin, r.Roofline.Gops), math.Max(ymax, r.Roofline.Gops)
	}
	p := newPlot("operations per byte", "Gop/s", 0, 0)
	p.x = scale{xmin / 3, xmax * 3, left, width - right, true}
	p.y = scale{ymin / 3, ymax * 3, height - bottom, top, true}
	p.axes(true)
	if bytes > 0 {
		roof := func(x float64) float64 {
			if ops > 0 {
				return math.Min(x*bytes, ops)
			}
			return math.Min(x*bytes, p.y.max)
		}
		s := series{}
		for i := 0; i <= 100; i++ {
			x := p.x.min * math.Pow(p.x.max/p.x.min, float64(i)/100)
			s.xs, s.ys = append(s.xs, x), append(s.ys, roof(x))
		}
		p.line(s.xs, s.ys, "var(--soft)", fmt.Sprintf("%.1f GB/s, %.0f Gop/s", bytes, ops))
	}
	var names []string
	for i, r := range points[:min(len(points), maxLines)] {
		name := label(r) + " " + r.Test()
		names = append(names, name)
		p.mark(intensity(r.Roofline), r.Roofline.Gops, color(i), fmt.Sprintf("%s: %.1f Gop/s, %.1f GB/s", name, r.Roofline.Gops, r.Roofline.GBs))
	}
	p.legend(names)
	return p.svg("Roofline")
}

func energyBars(rs []*results.Result) template.HTML {
	var all []bar
	for _, r := range rs {
		if r.Energy == nil || !finite(r.Energy.PerToken) || r.Wrong != "" || len(all) == 60 {
			continue
		}
		name := label(r) + " " + r.Test()
		if r.Energy.Estimate {
			name += " (estimate)"
		}
		all = append(all, bar{name: name, title: name + ": " + r.Energy.Method, value: r.Energy.PerToken})
	}
	return bars("Energy", "joules per token", all)
}

func memory(rs []*results.Result) template.HTML {
	var all []*series
	for _, r := range rs {
		if len(r.Memory) < 2 || r.Wrong != "" {
			continue
		}
		s := &series{name: label(r) + " " + r.Test()}
		for _, m := range r.Memory {
			s.xs, s.ys = append(s.xs, float64(m.MS)/1e3), append(s.ys, float64(m.Bytes)/(1<<20))
		}
		all = append(all, s)
	}
	return curves("Memory over time", "seconds since the start", "MiB", all, false)
}

func phases(rs []*results.Result) template.HTML {
	var all []bar
	seen := map[string]bool{}
	for _, r := range rs {
		p := r.Phases
		if p == nil || r.Wrong != "" || p.PromptTokens < 1 || p.Tokens < 2 || seen[label(r)] || len(seen) == 8 {
			continue
		}
		seen[label(r)] = true
		for i, v := range []struct {
			name  string
			ns, n int
		}{
			{"tokenise", p.TokenizeNS, p.PromptTokens}, {"prefill", p.PrefillNS, p.PromptTokens}, {"decode", p.DecodeNS, p.Tokens - 1},
			{"sample", p.SampleNS, p.Tokens}, {"detokenise", p.DetokenizeNS, p.Tokens},
		} {
			us := float64(v.ns) / float64(v.n) / 1e3
			all = append(all, bar{name: label(r) + " " + v.name, title: fmt.Sprintf("%s: %.3g µs", v.name, us), value: max(us, 0), color: i})
		}
	}
	return bars("Parts of a token", "µs per token", all)
}
