package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/results"
	"github.com/stretchr/testify/require"
)

// resultFile writes a file with one pp512 row of the given speeds for each list.
func resultFile(t *testing.T, lists ...[]float64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "results.json")
	f, err := os.Create(path)
	require.NoError(t, err)
	w, err := results.NewWriter(f, "json", nil)
	require.NoError(t, err)
	for i, ts := range lists {
		r := &results.Result{}
		r.Defaults()
		r.Prompt, r.SamplesTS, r.Backends, r.Threads = 512<<i, ts, "cpu", 2
		for _, v := range ts {
			r.AvgTS += v / float64(len(ts))
			r.SamplesNS = append(r.SamplesNS, int(512e9/v))
		}
		require.NoError(t, w.Add(r))
	}
	require.NoError(t, w.Close())
	require.NoError(t, f.Close())
	return path
}

func TestCompareFiles(t *testing.T) {
	steady := []float64{100, 101, 102, 103, 104, 105, 106, 107}
	a := resultFile(t, steady, []float64{50, 51, 52, 53, 54, 55})
	slow := resultFile(t, []float64{90, 91, 92, 93, 94, 95, 96, 97}, []float64{50.5, 51.5, 52.5, 53.5, 54.5, 49})
	out := succeed(t, "", "compare", a, a)
	require.Contains(t, out, "| pp512                    |       103.50 ± 3.4 % |       103.50 ± 3.4 % |         ~ | p=1.000 n=8+8")
	code, out, errs := runCommand(t, "", "compare", a, slow)
	require.Equal(t, 1, code)
	require.Contains(t, out, "-9.66 %")
	require.Contains(t, out, "SLOWER")
	require.Regexp(t, `pp1024 .*~ \| p=0\.\d+ n=6\+6`, out)
	require.Contains(t, errs, "1 of 2 tests are slower by more than 2 %")
	require.Contains(t, succeed(t, "", "compare", slow, a), "+10.70 %")
	require.Contains(t, succeed(t, "", "compare", "-threshold", "20", a, slow), "-9.66 %")
	require.Contains(t, succeed(t, "", "compare", a, slow, "-alpha", "0.0001"), "~")
	code, _, errs = runCommand(t, "", "compare", a, filepath.Join(t.TempDir(), "absent"))
	require.Equal(t, 1, code, errs)
	for _, args := range [][]string{{a}, {a, a, a}, {"-a", "x"}, {"-a", "x", "-b", "y", a}, {"-rounds", "0", a, a}, {"-o", "xml", a, a}, {"-keep", "x", a, a}} {
		code, _, errs = runCommand(t, "", append([]string{"compare"}, args...)...)
		require.Equal(t, 2, code, errs)
	}
	// llama-bench's own files, with and without samples.
	for _, name := range []string{"json", "jsonl", "csv", "sqlite"} {
		theirs := "../../internal/results/testdata/llama-bench." + name
		require.Contains(t, succeed(t, "", "compare", theirs, theirs), "pp16")
	}
}

func TestBenchfmt(t *testing.T) {
	a := resultFile(t, []float64{100, 101})
	out := succeed(t, "", "compare", "-o", "benchfmt", a, a)
	require.Equal(t, 2, strings.Count(out, "BenchmarkPp512/backends=cpu/n_threads=2/n_ubatch=512/type_k=f16/model_type= 1 5120000000 ns/op 100 tok/s\n"), out)
	for line := range strings.Lines(out) { // name, iterations, then pairs of value and unit; or key: value
		words := strings.Fields(line)
		if strings.HasPrefix(line, "Benchmark") {
			require.Zero(t, len(words)%2, line)
			require.Equal(t, "1", words[1])
		} else if words[0] == "Unit" {
			require.Regexp(t, `^Unit \S+ better=(higher|lower)\n$`, line)
		} else {
			require.Len(t, words, 2, line)
		}
	}
}

// Commands are run in turn and in changing order; rounds to discard do not count.
func TestCompareCommands(t *testing.T) {
	a, b := resultFile(t, []float64{100, 101, 102}), resultFile(t, []float64{100, 101, 102})
	log := filepath.Join(t.TempDir(), "log")
	t.Setenv("GEMMA_BENCH_TEST_LOG", log)
	command := func(name, file string) string {
		return fmt.Sprintf("'%s' -test.run=^TestPrintFile$ %s '%s'", os.Args[0], name, file)
	}
	out := succeed(t, "", "compare", "-rounds", "3", "-discard", "1", "-a", command("A", a), "-b", command("B", b))
	require.Contains(t, out, "n=3+3: too few", "each run counts once, with the median of its repetitions")
	require.Contains(t, out, "101.00 ± ∞")
	order, err := os.ReadFile(log)
	require.NoError(t, err)
	require.Equal(t, "ABBAABBA", string(order))
	kept := filepath.Join(t.TempDir(), "kept")
	out = succeed(t, "", "compare", "-keep", kept, "-a", command("A", a), "-b", command("B", b))
	require.Contains(t, out, "p=1.000 n=6+6")
	for _, name := range []string{"-a.json", "-b.json"} {
		rs, err := results.ReadFile(kept + name)
		require.NoError(t, err)
		require.Len(t, rs, 6)
		require.Equal(t, []float64{100, 101, 102}, rs[5].SamplesTS)
	}
	code, _, errs := runCommand(t, "", "compare", "-a", "no-such-program-here -x", "-b", command("B", b))
	require.Equal(t, 1, code)
	require.Contains(t, errs, "no-such-program-here")
}

// TestPrintFile is the command of TestCompareCommands: it prints the file that is its last argument.
func TestPrintFile(t *testing.T) {
	log := os.Getenv("GEMMA_BENCH_TEST_LOG")
	if log == "" || len(os.Args) < 4 {
		t.Skip("runs as a command of another test")
	}
	f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	_, err = f.WriteString(os.Args[len(os.Args)-2])
	require.NoError(t, err)
	require.NoError(t, f.Close())
	data, err := os.ReadFile(os.Args[len(os.Args)-1])
	require.NoError(t, err)
	_, err = os.Stdout.Write(data)
	require.NoError(t, err)
	os.Exit(0)
}

func TestSplitWords(t *testing.T) {
	got, err := splitWords(`a 'b c' "d 'e'"f  ''  g`)
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b c", "d 'e'f", "", "g"}, got)
	_, err = splitWords("a 'b")
	require.Error(t, err)
	_, err = splitWords("  ")
	require.Error(t, err)
}

func FuzzSplitWords(f *testing.F) {
	f.Add(`a 'b c' "d"`)
	f.Fuzz(func(t *testing.T, s string) {
		words, err := splitWords(s)
		require.True(t, err != nil || len(words) > 0)
	})
}

func TestCompareInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	env := &environ{strings.NewReader(""), &strings.Builder{}, &strings.Builder{}}
	require.Equal(t, 130, run(ctx, env, []string{"compare", "-a", "x", "-b", "y"}))
}
