package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func TestTrimCommand(t *testing.T) {
	dir := t.TempDir()
	corpus, out := filepath.Join(dir, "corpus.txt"), filepath.Join(dir, "out.gguf")
	require.NoError(t, os.WriteFile(corpus, []byte(strings.Repeat("a cab made w300 of bread\n", 60)), 0o600))
	for _, source := range []string{tinymodel.Path(t), tinymodel.Folder(t, tinymodel.New(t), tensor.F32, "model.")} {
		text := succeed(t, "", "trim", "-m", source, "-corpus", corpus, "-o", out, "-chunks", "1")
		require.Contains(t, text, " of 517\n")
		require.Contains(t, text, "perplexity of the corpus, 255 tokens: ")
		require.Contains(t, text, "decoding: ")
		require.Contains(t, succeed(t, "a cab", "tokenize", "-m", out), "▁")
		require.NotEmpty(t, succeed(t, "", "generate", "-m", out, "-p", "a cab", "-n", "20", "-json"))
	}
	short := filepath.Join(dir, "short.txt")
	require.NoError(t, os.WriteFile(short, []byte("a\xff"), 0o600))
	require.Contains(t, succeed(t, "", "trim", "-m", tinymodel.Path(t), "-corpus", short, "-o", out), "too short")
	for _, args := range [][]string{{"trim"}, {"trim", "-m", out, "-o", out}, {"trim", "-m", out, "-corpus", corpus, "-o", out, "-chunks", "-1"}} {
		code, _, errs := runCommand(t, "", args...)
		require.Equal(t, 2, code, errs)
	}
	code, _, errs := runCommand(t, "", "trim", "-m", out, "-corpus", dir, "-o", filepath.Join(dir, "x.gguf"))
	require.Equal(t, 1, code, errs)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 3, "a failure leaves nothing behind")
}
