package main

import (
	"testing"

	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// Tests of text are named apart, decode as many tokens as asked, and say what screen and guesses did.
func TestBenchText(t *testing.T) {
	t.Setenv("GEMMA_SCREENS", t.TempDir())
	path := tinymodel.Path(t)
	screened := false
	if code, _, errs := runCommand(t, "", "prepare", "-m", path, "-n", "20"); code == 0 {
		screened = true
	} else {
		require.Contains(t, errs, "builds no screens", "only a build without the C engine has none")
	}
	args := []string{"-m", path, "-backend", "cpu", "-p", "8", "-n", "24", "-pg", "4,6", "-d", "0,20", "-tokens", "random,text,sampled", "-spec", "ngram",
		"-r", "3", "-o", "json", "-extras=false"}
	rs, err := results.Read([]byte(succeed(t, "", args...)))
	require.NoError(t, err)
	var tests []string
	guesses := 0.0
	for _, r := range rs {
		tests = append(tests, r.Test())
		require.Len(t, r.SamplesNS, 3)
		require.Len(t, r.ITL, 3*r.Gen, r.Test())
		require.Equal(t, r.Prompt > 0, r.TTFTNS > 0, r.Test())
		if r.Tokens == "" {
			require.Zero(t, r.Counters["guesses"])
		}
		guesses += r.Counters["guesses"]
		if c := r.Counters; screened && r.Gen > 0 {
			require.Equal(t, "used", r.Screen)
			require.Positive(t, c["screen_steps"]+c["screen_fallbacks"]+c["screen_skipped"], r.Test())
		}
	}
	require.Equal(t, []string{
		"pp8", "tg24", "tg24 text", "tg24 sampled", "pp4+tg6", "pp4+tg6 text", "pp4+tg6 sampled",
		"pp8 @ d20", "tg24 @ d20", "tg24 @ d20 text", "tg24 @ d20 sampled", "pp4+tg6 @ d20", "pp4+tg6 @ d20 text", "pp4+tg6 @ d20 sampled",
	}, tests)
	require.Positive(t, guesses)

	rs, err = results.Read([]byte(succeed(t, "", "-m", path, "-backend", "cpu", "-p", "0", "-n", "4", "-r", "1", "-screen", "off", "-o", "json", "-extras=false")))
	require.NoError(t, err)
	require.Empty(t, rs[0].Screen)
	require.Empty(t, rs[0].Counters)
	code, _, errs := runCommand(t, "", "-backend", "cpu", "-p", "0", "-n", "4", "-r", "1", "-tokens", "text", "-extras=false")
	require.Equal(t, 2, code)
	require.Contains(t, errs, "needs a model with a tokenizer")
	for _, bad := range [][]string{{"-tokens", "words"}, {"-screen", "maybe"}, {"-spec", "tree"}} {
		code, _, _ := runCommand(t, "", append([]string{"-m", path}, bad...)...)
		require.Equal(t, 2, code, bad)
	}
}
