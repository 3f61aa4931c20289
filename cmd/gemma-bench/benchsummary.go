package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/internal/results"
)

// summary says in one line what the table has no column for.
func summary(r *results.Result) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if r.TTFTNS > 0 {
		add("first token after %s", ms(r.TTFTNS))
	}
	if r.ITLP50NS > 0 {
		add("tokens every %s (90 %% %s, 99 %% %s, worst %s)", ms(r.ITLP50NS), ms(r.ITLP90NS), ms(r.ITLP99NS), ms(r.ITLMaxNS))
	}
	if f := r.Roofline; f != nil {
		if r.Gen > 0 {
			add("%.0f MB a token at %.1f GB/s", f.BytesPerToken/1e6, f.GBs)
			if f.MemoryShare > 0 {
				add("%.0f %% of the %.1f ± %.1f GB/s that memory gives", 100*f.MemoryShare, f.PeakGBs, f.PeakGBs*f.PeakSpread)
			}
		} else {
			add("%.0f Gop/s", f.Gops)
			if f.ComputeShare > 0 {
				add("%.0f %% of %.0f Gop/s (%s)", 100*f.ComputeShare, f.PeakGops, f.PeakMethod)
			}
		}
	}
	if c := r.Counters; c["screen_steps"]+c["screen_fallbacks"]+c["screen_skipped"] > 0 {
		add("%s", screenSummary(c))
	}
	if c := r.Counters; c["guesses"] > 0 {
		add("%.0f of %.0f guesses accepted", c["guesses_accepted"], c["guesses"])
	}
	if s := r.Energy.String(); s != "" {
		add("%s", s)
	}
	if r.PeakHost > 0 {
		add("peak memory %s", results.Bytes(r.PeakHost))
	}
	if r.PeakGPU > 0 {
		add("%s on the device", results.Bytes(r.PeakGPU))
	}
	return strings.Join(parts, ", ")
}

// short formats nanoseconds in the unit that needs the fewest digits.
func short(ns float64) string {
	if ns < 1e6 {
		return fmt.Sprintf("%.3g µs", ns/1e3)
	}
	return fmt.Sprintf("%.3g ms", ns/1e6)
}

func ms(ns int) string {
	if ns >= 1e10 {
		return fmt.Sprintf("%.3g s", float64(ns)/1e9)
	}
	return fmt.Sprintf("%.4g ms", float64(ns)/1e6)
}

// once says what is measured once for each device.
func once(r *results.Result) string {
	var parts []string
	if r.LoadWarm > 0 {
		s := "load to first token " + time.Duration(r.LoadWarm).Round(time.Millisecond).String() + " warm"
		if r.LoadCold > 0 {
			s += ", " + time.Duration(r.LoadCold).Round(time.Millisecond).String() + " cold"
		}
		parts = append(parts, s)
	}
	if p := r.Phases; p != nil && p.PromptTokens > 0 && p.Tokens > 1 {
		per := func(ns, n int) string { return short(float64(ns) / float64(n)) }
		parts = append(parts, fmt.Sprintf("a token costs %s to tokenise, %s to prefill, %s to decode, %s to sample, %s to detokenise",
			per(p.TokenizeNS, p.PromptTokens), per(p.PrefillNS, p.PromptTokens), per(p.DecodeNS, p.Tokens-1), per(p.SampleNS, p.Tokens),
			per(p.DetokenizeNS, p.Tokens)))
	}
	return strings.Join(parts, "; ")
}
