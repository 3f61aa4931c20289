package main

import (
	"context"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/stretchr/testify/require"
)

// peer runs a program of llama.cpp, from the folder that GEMMA_PEER names, and returns what it prints.
func peer(t *testing.T, name string, args ...string) string {
	dir := os.Getenv("GEMMA_PEER")
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(dir, name), args...)
	cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+dir, "DYLD_LIBRARY_PATH="+dir)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s: %s", name, out)
	return string(out)
}

// perplexities returns the perplexity of the first window of the GPL in a file, by llama.cpp and by this engine.
func perplexities(t *testing.T, model, text string) (theirs, ours float64) {
	number := func(out, pattern string) float64 {
		found := regexp.MustCompile(pattern).FindStringSubmatch(out)
		require.NotNil(t, found, "%s", out)
		v, err := strconv.ParseFloat(found[1], 64)
		require.NoError(t, err)
		return v
	}
	theirs = number(peer(t, "llama-perplexity", "-m", model, "-f", text, "-c", "512", "--chunks", "1"), `PPL = ([0-9.]+)`)
	ours = number(succeed(t, "", "perplexity", "-m", model, "-f", text, "-c", "512", "-chunks", "1"), `perplexity ([0-9.]+)`)
	return theirs, ours
}

// The files that quantize writes open in llama.cpp, which computes with them exactly what it computes with its own
// files of the same type; so do files without the tokens that a text does not need.
func TestPeerReadsOurFiles(t *testing.T) {
	if os.Getenv("GEMMA_PEER") == "" {
		t.Skip("GEMMA_PEER does not name a folder with llama.cpp's programs")
	}
	model, dir := testmodel.Path(t), t.TempDir()
	text, err := filepath.Abs("../../testdata/gpl-3.txt")
	require.NoError(t, err)
	for _, kind := range []string{"Q8_0", "Q4_0", "BF16"} {
		ours, theirs := filepath.Join(dir, "ours.gguf"), filepath.Join(dir, "theirs.gguf")
		embedding := "q8_0"
		if kind == "BF16" {
			embedding = "bf16"
		}
		succeed(t, "", "quantize", "-m", model, "-o", ours, "-type", kind)
		peer(t, "llama-quantize", "--allow-requantize", "--pure", "--token-embedding-type", embedding, model, theirs, kind, "2")
		a, engine := perplexities(t, ours, text)
		b, _ := perplexities(t, theirs, text)
		t.Logf("%s: llama.cpp with our file %v, with its own %v; this engine %v", kind, a, b, engine)
		require.Equal(t, b, a, "%s: the same numbers from the file of llama-quantize", kind)
		require.Less(t, math.Abs(a/engine-1), 0.01, "%s: llama.cpp and this engine", kind)
	}
	trimmed := filepath.Join(dir, "trimmed.gguf")
	succeed(t, "", "trim", "-m", model, "-corpus", text, "-o", trimmed, "-chunks", "1")
	a, engine := perplexities(t, trimmed, text)
	t.Logf("trimmed: llama.cpp %v, this engine %v", a, engine)
	require.Less(t, math.Abs(a/engine-1), 0.01)
}
