package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/config"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// A sweep writes a setting among those that it was given.
func TestSweep(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.json")
	t.Setenv("GEMMA_CONFIG", file)
	out := succeed(t, "", "sweep", "-m", tinymodel.Path(t), "-backend", "cpu,ref", "-t", "1,2", "-ub", "16,32", "-p", "20", "-n", "2", "-r", "1")
	require.Contains(t, out, file)
	c, err := config.Load(file)
	require.NoError(t, err)
	require.Contains(t, []string{"cpu", "ref"}, c.Backend)
	require.Contains(t, []int{16, 32}, c.Chunk)
	require.Positive(t, c.Prefill)
	require.Positive(t, c.Decode)
	// Commands take it from there, and say so if it is damaged.
	c.Backend = "abacus"
	require.NoError(t, c.Save(file))
	args := []string{"generate", "-m", tinymodel.Path(t), "-p", "abc", "-n", "2"}
	code, _, errs := runCommand(t, "", args...)
	require.Equal(t, 1, code)
	require.Contains(t, errs, "abacus")
	succeed(t, "", append(args, "-backend", "ref")...)
	require.NoError(t, os.WriteFile(file, []byte("{"), 0o600))
	code, _, errs = runCommand(t, "", append(args, "-backend", "ref")...)
	require.Equal(t, 1, code)
	require.Contains(t, errs, file)
}

// An interrupted sweep has printed the settings that were done, and changes no configuration.
func TestSweepInterrupted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.json")
	t.Setenv("GEMMA_CONFIG", file)
	ctx, cancel := context.WithCancel(context.Background())
	errs := &trigger{word: "ref: tg400: 1 of", do: cancel}
	code := run(ctx, &environ{strings.NewReader(""), io.Discard, errs}, []string{"sweep", "-m", tinymodel.Path(t), "-backend", "cpu,ref", "-t", "1", "-ub", "16",
		"-p", "20", "-n", "400", "-r", "1"})
	require.Equal(t, 130, code, errs.String())
	require.Contains(t, errs.String(), "cpu, 1 threads, 16 tokens a step:")
	require.NoFileExists(t, file)
}

func TestLoad(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]\n\n")
	}))
	defer s.Close()
	out := succeed(t, "", "-load", s.URL, "-requests", "6", "-slo-ttft", "1h")
	require.Contains(t, out, "6 requests in")
	require.Contains(t, out, "goodput: 6 requests within the limits")
	require.Contains(t, succeed(t, "", "load", "-load="+s.URL, "-requests", "2", "-json"), `"requests":2`)
	code, _, errs := runCommand(t, "", "-load", "nonsense")
	require.Equal(t, 2, code, errs)
	s.Close()
	code, out, errs = runCommand(t, "", "-load", s.URL, "-requests", "2")
	require.Equal(t, 1, code)
	require.Empty(t, out, "no table of zeros")
	require.Contains(t, errs, "2 of 2 requests failed")
}
