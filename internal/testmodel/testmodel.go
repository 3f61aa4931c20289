// Package testmodel finds the real Gemma 3 270M file for the tests that need it.
//
// A test calls Path(t) and either gets the path of an existing file, is skipped with the reason, or,
// where the environment promises the file (GEMMA_REQUIRE contains "model"), fails: CI can then tell a
// suite that passed from a suite that ran nothing.
package testmodel

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FileName is the name ci and shared scripts give the model inside the cache folder.
const FileName = "gemma-3-270m-q4_k_m.gguf"

// Path returns the path of the real model: $GEMMA_MODEL where it is set, otherwise
// ${XDG_CACHE_HOME:-~/.cache}/gemma-bench/FileName. Without the file it skips t, or fails it when
// Required("model").
func Path(t testing.TB) string {
	t.Helper()
	path, err := Find()
	switch {
	case err == nil:
		return path
	case Required("model"):
		t.Fatalf("GEMMA_REQUIRE contains \"model\": %v", err)
	default:
		t.Skipf("no real model: %v", err)
	}
	return ""
}

// Find is Path without a test: the path, or an error that names where it looked.
func Find() (string, error) {
	path := os.Getenv("GEMMA_MODEL")
	if path == "" {
		dir, err := cacheDir()
		if err != nil {
			return "", err
		}
		path = filepath.Join(dir, FileName)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("testmodel: %w (set GEMMA_MODEL to a Gemma 3 270M Q4_K_M file)", err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("testmodel: %s is not a regular file", path)
	}
	return path, nil
}

// Required reports whether the comma-separated list in GEMMA_REQUIRE contains what, which turns
// "absent, skipped" into a failure.
func Required(what string) bool {
	for word := range strings.SplitSeq(os.Getenv("GEMMA_REQUIRE"), ",") {
		if strings.TrimSpace(word) == what {
			return true
		}
	}
	return false
}

// cacheDir does not use os.UserCacheDir: the fetch script writes to the XDG place on every system.
func cacheDir() (string, error) {
	if dir := os.Getenv("XDG_CACHE_HOME"); dir != "" {
		return filepath.Join(dir, "gemma-bench"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("testmodel: %w", err)
	}
	return filepath.Join(home, ".cache", "gemma-bench"), nil
}
