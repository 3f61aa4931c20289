package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// onlyLine requires that a command failed with a status and one line that holds text.
func onlyLine(t *testing.T, want int, text string, code int, errs string) {
	t.Helper()
	require.Equal(t, want, code, errs)
	require.Contains(t, errs, text)
	require.Equal(t, 1, strings.Count(errs, "\n"), errs)
}

// A full disk behind standard output fails the command, whatever it prints.
func TestOutputThatCannotBeWritten(t *testing.T) {
	path, text := tinymodel.Path(t), filepath.Join(t.TempDir(), "text")
	require.NoError(t, os.WriteFile(text, []byte(strings.Repeat("a cab ", 100)), 0o600))
	for _, args := range [][]string{
		{"-h"}, {"-version"}, {"devices"}, {"devices", "-json"}, {"tokenize", "-m", path}, {"tokenize", "-m", path, "-jsonl"},
		{"generate", "-m", path, "-p", "a", "-n", "3", "-json"}, {"parity", "-m", path, "-backend", "ref"},
		{"perplexity", "-m", path, "-f", text, "-c", "64", "-chunks", "1"},
	} {
		var errs strings.Builder
		code := run(context.Background(), &environ{strings.NewReader(`{"text":"a"}`), fullDisk{}, &errs}, args)
		require.Equal(t, 1, code, "%s: %s", args, &errs)
		require.Contains(t, errs.String(), "no space left")
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// An interrupt ends commands that wait for standard input.
func TestInterruptWhileReading(t *testing.T) {
	path := tinymodel.Path(t)
	for _, args := range [][]string{
		{"tokenize", "-m", path}, {"tokenize", "-m", path, "-jsonl"}, {"score", "-m", path}, {"embed", "-m", tinymodel.EmbeddingFolder(t)},
	} {
		stdin, w := io.Pipe()
		ctx, cancel := context.WithCancel(context.Background())
		var errs strings.Builder
		code := make(chan int, 1)
		go func() { code <- run(ctx, &environ{stdin, io.Discard, &errs}, args) }()
		_, err := w.Write([]byte(" \n")) // returns when the command reads
		require.NoError(t, err)
		cancel()
		select {
		case got := <-code:
			onlyLine(t, 130, "interrupted", got, errs.String())
		case <-time.After(time.Minute):
			require.FailNow(t, "the command still waits", "%s", args)
		}
		require.NoError(t, w.Close())
	}
}

// A file is never written over something else, such as a device, and through a link.
func TestOutputsAreFiles(t *testing.T) {
	path, dir := tinymodel.Path(t), t.TempDir()
	code, _, errs := runCommand(t, "", "quantize", "-m", path, "-o", dir)
	onlyLine(t, 1, "not a regular file", code, errs)
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	succeed(t, "", "quantize", "-m", path, "-o", link)
	st, err := os.Lstat(link)
	require.NoError(t, err)
	require.NotZero(t, st.Mode()&os.ModeSymlink)
	st, err = os.Stat(file)
	require.NoError(t, err)
	require.NotZero(t, st.Size())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 2, "nothing else is left")
}

// Devices that are not there are named, not replaced.
func TestNoSuchDevice(t *testing.T) {
	path := tinymodel.Path(t)
	for _, spec := range []string{"ref:1", "null:7", "cpu:1", "cpu:x", "what"} {
		code, _, errs := runCommand(t, "", "generate", "-m", path, "-backend", spec, "-p", "a")
		onlyLine(t, 1, "unavailable: no such backend", code, strings.Replace(errs, "no device", "no such backend", 1))
	}
}

// Texts and grammars are read to a limit.
func TestFilesWithoutEnd(t *testing.T) {
	_, err := readAll(strings.NewReader("12345"), 4)
	require.ErrorContains(t, err, "larger than")
	got, err := readAll(strings.NewReader("1234"), 4)
	require.NoError(t, err)
	require.Equal(t, "1234", string(got))
	const endless = "/dev/zero"
	if _, err := os.Stat(endless); err != nil {
		t.Skip(err)
	}
	for _, flag := range []string{"-schema", "-grammar"} {
		code, _, errs := runCommand(t, "", "generate", "-m", tinymodel.Path(t), "-p", "a", flag, endless)
		onlyLine(t, 1, "/dev/zero: larger than 16 MiB", code, errs)
	}
}
