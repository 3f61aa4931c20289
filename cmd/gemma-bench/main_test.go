package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// runCommand runs a command line and returns its exit status and what it printed.
func runCommand(t testing.TB, stdin string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), &environ{strings.NewReader(stdin), &out, &errs}, args)
	return code, out.String(), errs.String()
}

// succeed runs a command line that must succeed and returns its output.
func succeed(t testing.TB, stdin string, args ...string) string {
	t.Helper()
	code, out, errs := runCommand(t, stdin, args...)
	require.Zero(t, code, errs)
	return out
}

func TestTokenize(t *testing.T) {
	path := tinymodel.Path(t)
	const line = "{\"text\": \"<bos>a b\"}\n"
	require.Equal(t, "{\"ids\":[2,328,263,329]}\n", succeed(t, line, "tokenize", "-m", path, "-jsonl"))
	require.Equal(t, "{\"ids\":[2,328,263,329]}\n", succeed(t, line, "tokenize", "-m", path, "-jsonl", "-bos"), "no second BOS")
	plain := succeed(t, line, "tokenize", "-m", path, "-jsonl", "-plain")
	require.NotContains(t, plain, "[2,")
	require.Equal(t, "{\"ids\":[]}\n", succeed(t, `{"text": ""}`, "tokenize", "-m", path, "-jsonl"))
	require.Contains(t, succeed(t, "a", "tokenize", "-m", path), "328\t\"a\"")
}

func TestScore(t *testing.T) {
	path := tinymodel.Path(t)
	out := succeed(t, "{\"ids\":[2,300,301]}\n\n{\"ids\":[2]}", "score", "-m", path, "-backend", "ref", "-jsonl")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Len(t, lines, 2)
	var got scored
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &got))
	require.Len(t, got.TopIDs, 20)
	require.Len(t, got.TopLogits, 20)
	require.Positive(t, got.NLL)
	for i := range got.TopLogits[1:] {
		require.GreaterOrEqual(t, got.TopLogits[i], got.TopLogits[i+1])
	}
}

func TestGenerateJSON(t *testing.T) {
	path := tinymodel.Path(t)
	args := []string{"generate", "-m", path, "-backend", "ref", "-p", "abc", "-n", "5", "-temp", "0"}
	var got generated
	require.NoError(t, json.Unmarshal([]byte(succeed(t, "", append(args, "-json")...)), &got))
	require.Equal(t, []int32{2, 328, 329, 330}, got.PromptIDs)
	require.LessOrEqual(t, len(got.IDs), 5)
	require.NotEmpty(t, got.Timings)
	require.Equal(t, got.Text+"\n", succeed(t, "", args...), "streaming prints the same text")
}

func TestGenerateRepeatsWithASeed(t *testing.T) {
	path := tinymodel.Path(t)
	args := []string{"generate", "-m", path, "-backend", "ref", "-p", "abc", "-n", "20", "-seed", "4"}
	require.Equal(t, succeed(t, "", args...), succeed(t, "", args...))
}

func TestPerplexity(t *testing.T) {
	path := tinymodel.Path(t)
	text := filepath.Join(t.TempDir(), "text")
	require.NoError(t, os.WriteFile(text, []byte(strings.Repeat("some words and more of them. ", 20)), 0o600))
	out := succeed(t, "", "perplexity", "-m", path, "-backend", "ref", "-f", text, "-c", "64", "-chunks", "3")
	require.Contains(t, out, "over 3 windows of 64, 93 tokens scored") // 31 of each second half have a successor
}

func TestParityOfReference(t *testing.T) {
	out := succeed(t, "", "parity", "-m", tinymodel.Path(t), "-backend", "ref", "-p", "hello")
	require.Contains(t, out, "blk.6.out")
	require.NotContains(t, out, "WRONG")
}

func TestDevices(t *testing.T) {
	require.Contains(t, succeed(t, "", "devices"), "ref")
	var got []listing
	require.NoError(t, json.Unmarshal([]byte(succeed(t, "", "devices", "-json")), &got))
	require.NotEmpty(t, got)
	for _, l := range got {
		require.NotNil(t, l.Devices)
		require.True(t, len(l.Devices) > 0 || l.Error != "", l.Backend)
	}
}

func TestBench(t *testing.T) {
	path := tinymodel.Path(t)
	out := succeed(t, "", "-m", path, "-backend", "ref", "-p", "40", "-n", "3", "-r", "2")
	require.Contains(t, out, " pp40 |")
	_, _, errs := runCommand(t, "", "-m", path, "-backend", "ref", "-p", "8", "-n", "0", "-r", "1", "-v", "-extras=false")
	require.Contains(t, errs, "the same first token at 8 of 8 positions")
	require.Regexp(t, `ref: pp8: warm-ups: \d`, errs)
	require.Contains(t, out, " tg3 |")
	out = succeed(t, "", "-m", path, "-backend", "ref", "-p", "40", "-n", "0", "-r", "2", "-o", "jsonl")
	got, err := results.Read([]byte(out))
	require.NoError(t, err)
	require.Len(t, got, 1)
	require.Len(t, got[0].SamplesTS, 2)
	require.Positive(t, got[0].AvgTS)
}

// Every combination is one row, in llama-bench's order, in every format.
func TestBenchCombinations(t *testing.T) {
	path := tinymodel.Path(t)
	args := []string{"-m", path, "-dev", "none", "-p", "20,4", "-n", "2", "-pg", "3,2", "-d", "0-30+30", "-ub", "16,32", "-r", "1", "-oe", "none", "-extras=false"}
	rs, err := results.Read([]byte(succeed(t, "", append(args, "-o", "json")...)))
	require.NoError(t, err)
	var tests []string
	for _, r := range rs {
		tests = append(tests, r.Test())
		require.Positive(t, r.AvgTS)
		require.Equal(t, r.Prompt > 0, r.TTFTNS > 0)
		require.Len(t, r.ITL, r.Gen)
	}
	want := []string{"pp20", "pp4", "tg2", "pp3+tg2", "pp20 @ d30", "pp4 @ d30", "tg2 @ d30", "pp3+tg2 @ d30"}
	require.Equal(t, append(want, want...), tests)
	require.Equal(t, []int{16, 32}, []int{rs[0].UBatch, rs[8].UBatch})
	table := succeed(t, "", append(args, "-o", "md")...)
	require.Contains(t, table, "| n_ubatch |")
	require.Contains(t, table, "pp3+tg2 @ d30 |")
	rs, err = results.Read([]byte(succeed(t, "", append(args, "-o", "csv")...)))
	require.NoError(t, err)
	require.Len(t, rs, 16)
	require.Contains(t, succeed(t, "", append(args, "-o", "sql")...), "INSERT INTO llama_bench (build_commit, ")
}

// An interruption keeps the rows that are done, in a file that can be read.
func TestBenchInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var out bytes.Buffer
	errs := &trigger{word: "tg400: 1 of", do: cancel}
	code := run(ctx, &environ{strings.NewReader(""), &out, errs}, []string{"-m", tinymodel.Path(t), "-backend", "ref", "-p", "8", "-n", "400", "-o", "json"})
	require.Equal(t, 130, code, errs.String())
	rs, err := results.Read(out.Bytes())
	require.NoError(t, err, out.String())
	require.Len(t, rs, 1)
	require.Equal(t, "pp8", rs[0].Test())
}

// A trigger calls do once word was written to it.
type trigger struct {
	bytes.Buffer
	word string
	do   func()
}

func (t *trigger) Write(p []byte) (int, error) {
	n, err := t.Buffer.Write(p)
	if strings.Contains(t.Buffer.String(), t.word) {
		t.do()
	}
	return n, err
}

// A device that computes wrong results is shown as WRONG, without a speed.
func TestBenchPrintsWrong(t *testing.T) {
	backend.Register(backend.Driver{
		Name: "broken",
		Open: func(c backend.Config) (backend.Backend, error) {
			b, err := backend.Open("ref", c)
			return brokenBackend{b}, err
		},
		Devices: func() ([]backend.DeviceInfo, error) { return nil, nil },
	})
	code, out, errs := runCommand(t, "", "-m", tinymodel.Path(t), "-backend", "broken", "-p", "16", "-n", "2")
	require.Equal(t, 1, code)
	require.Contains(t, out, "WRONG: blk.0.attn_norm")
	require.NotContains(t, out, "±")
	require.Contains(t, errs, "1 of 1 devices compute wrong results")
	code, _, errs = runCommand(t, "", "parity", "-m", tinymodel.Path(t), "-backend", "broken")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "is WRONG")
}

// Every mistake is one clear line on standard error and a status other than 0.
func TestMistakes(t *testing.T) {
	path, dir := tinymodel.Path(t), t.TempDir()
	whole := tinymodel.Bytes(t)
	truncated := filepath.Join(dir, "truncated.gguf")
	require.NoError(t, os.WriteFile(truncated, whole[:len(whole)/2], 0o600))
	for _, c := range []struct {
		want  string
		code  int
		stdin string
		args  []string
	}{
		{"not defined", 2, "", []string{"-nonsense"}},
		{"unknown command", 2, "", []string{"nonsense"}},
		{"unexpected argument", 2, "", []string{"devices", "now"}},
		{"-m FILE is required", 2, "", []string{"score"}},
		{"-m FILE is required", 2, "", []string{"tokenize"}},
		{"no such file", 1, "", []string{"score", "-m", filepath.Join(dir, "absent")}},
		{"truncated.gguf", 1, "", []string{"tokenize", "-m", truncated}},
		{"neither a config.json nor a .gguf file", 1, "", []string{"-m", t.TempDir()}},
		{"no such backend", 1, "", []string{"generate", "-m", path, "-backend", "abacus"}},
		{"not a number", 2, "", []string{"generate", "-m", path, "-temp", "hot"}},
		{"temperature", 2, "", []string{"generate", "-m", path, "-temp", "-1"}},
		{"want at least 1", 2, "", []string{"generate", "-m", path, "-n", "0"}},
		{"-ctk", 2, "", []string{"score", "-m", path, "-ctk", "q4"}},
		{"context of 513", 1, "", []string{"score", "-m", path, "-c", "513", "-backend", "ref"}},
		{"want 0 ≤ id < 517", 1, `{"ids":[600]}`, []string{"score", "-m", path, "-backend", "ref"}},
		{"line 2", 1, "{\"ids\":[1]}\n{\"ids\":[-1]}", []string{"score", "-m", path, "-backend", "ref"}},
		{"missing or empty", 1, `{}`, []string{"score", "-m", path, "-backend", "ref"}},
		{"line 1", 1, `{"ids":[1e99]}`, []string{"score", "-m", path, "-backend", "ref"}},
		{"unknown field", 1, `{"txt":""}`, []string{"tokenize", "-m", path, "-jsonl"}},
		{"line 1", 1, `{"text":`, []string{"tokenize", "-m", path, "-jsonl"}},
		{"more than one value", 1, `{"text":""} {}`, []string{"tokenize", "-m", path, "-jsonl"}},
		{"-f TEXTFILE is required", 2, "", []string{"perplexity", "-m", path}},
		{"want 4 to", 1, "", []string{"perplexity", "-m", path, "-f", path, "-c", "2", "-backend", "ref"}},
		{"the model has a context of", 1, "", []string{"-m", path, "-p", "5000", "-backend", "ref"}},
		{"no negative number", 2, "", []string{"-p", "-3"}},
		{"-sm is not supported here", 2, "", []string{"-sm", "row"}},
		{"keys and values have one type", 2, "", []string{"-ctk", "f16", "-ctv", "f32"}},
		{"-o yaml", 2, "", []string{"-o", "yaml"}},
		{"-oe yaml", 2, "", []string{"-oe", "yaml"}},
		{"-r 0", 2, "", []string{"-r", "0"}},
		{"no test to run", 2, "", []string{"-m", path, "-p", "0", "-n", "0"}},
		{"no column n_prompt", 1, "", []string{"report", truncated}},
		{"no column n_prompt", 1, "", []string{"compare", truncated, truncated}},
	} {
		code, _, errs := runCommand(t, c.stdin, c.args...)
		require.Equal(t, c.code, code, "%v: %s", c.args, errs)
		require.Contains(t, errs, c.want, "%v", c.args)
		last := strings.Split(strings.TrimSuffix(errs, "\n"), "\n")
		require.True(t, strings.HasPrefix(last[len(last)-1], "gemma-bench: "), errs)
		require.NotContains(t, errs, "goroutine")
	}
}

// Random damage to a model file must never crash a command.
func TestDamagedFiles(t *testing.T) {
	whole, rng := tinymodel.Bytes(t), rand.New(rand.NewPCG(3, 3))
	path := filepath.Join(t.TempDir(), "damaged.gguf")
	for range 150 {
		damaged := bytes.Clone(whole)
		for range 1 + rng.IntN(4) {
			damaged[rng.IntN(min(len(damaged), 20_000))] = byte(rng.Uint32())
		}
		require.NoError(t, os.WriteFile(path, damaged, 0o600))
		code, _, errs := runCommand(t, `{"ids":[2,5]}`, "score", "-m", path, "-backend", "ref")
		require.Contains(t, []int{0, 1}, code, errs)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"help"}, {"score", "-h"}, {"generate", "--help"}} {
		require.Contains(t, succeed(t, "", args...), "usage: gemma-bench")
	}
	for _, c := range commands() {
		out := succeed(t, "", c.name, "-h")
		require.Contains(t, out, "usage: gemma-bench", c.name)
		if _, theirs, ok := strings.Cut(out, "flags of llama-bench that change nothing here"); ok {
			require.Contains(t, theirs, "-rpc value\n    \tnot supported: there are no remote devices")
			require.NotContains(t, theirs, "-n-prompt")
		}
		require.NotContains(t, out, "llama-bench's; ")
	}
}
