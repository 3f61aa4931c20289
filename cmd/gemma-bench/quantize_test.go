package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func TestQuantize(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.gguf")
	folder := tinymodel.Folder(t, tinymodel.New(t), tensor.BF16, "model.")
	require.Contains(t, succeed(t, "", "quantize", "-m", folder, "-o", out, "-type", "q4_0", "-tensor", "blk.*.ffn_down.weight=Q6_K"), " MB")
	require.Contains(t, succeed(t, "a b", "tokenize", "-m", out), "328")
	m, _, err := openModel(context.Background(), out)
	require.NoError(t, err)
	defer m.Close()
	require.Equal(t, tensor.Q6_K, m.Tensors["blk.1.ffn_down.weight"].Type.DType)
	require.Equal(t, tensor.Q4_0, m.Tensors["blk.1.ffn_up.weight"].Type.DType)
	require.Equal(t, tensor.Q8_0, m.Tensors["token_embd.weight"].Type.DType)
	for _, args := range [][]string{
		{"quantize"}, {"quantize", "-m", folder}, {"quantize", "-m", folder, "-o", out, "-type", "Q3"},
		{"quantize", "-m", folder, "-o", out, "-type", "Q2_K"}, {"quantize", "-m", folder, "-o", out, "-tensor", "x"},
	} {
		code, _, errs := runCommand(t, "", args...)
		require.Equal(t, 2, code, errs)
	}
	code, _, errs := runCommand(t, "", "quantize", "-m", folder, "-o", filepath.Join(t.TempDir(), "absent", "x.gguf"))
	require.Equal(t, 1, code, errs)
}

func TestWriteFileIsAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x")
	write := func(text string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, e := io.WriteString(w, text)
			return errors.Join(e, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	require.NoError(t, writeFile(ctx, path, write("old", nil)))
	require.Error(t, writeFile(ctx, path, write("new", errors.New("no space left"))))
	cancel()
	require.ErrorIs(t, writeFile(ctx, path, write("new", nil)), context.Canceled)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "old", string(text))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1, "nothing is left behind")
}

func TestAdapterFlag(t *testing.T) {
	path := tinymodel.Path(t)
	run := func(extra ...string) string {
		var out generated
		text := succeed(t, "", append([]string{"generate", "-m", path, "-p", "a cab", "-n", "12", "-temp", "0", "-json"}, extra...)...)
		require.NoError(t, json.Unmarshal([]byte(text), &out))
		return fmt.Sprint(out.IDs)
	}
	plain, adapter := run(), tinymodel.AdapterPath(t, 1)
	require.NotEqual(t, plain, run("-lora", adapter))
	require.Equal(t, run("-lora", adapter), run("-lora", adapter, "-backend", "cpu"))
	code, _, errs := runCommand(t, "", "generate", "-m", path, "-lora", path)
	require.Equal(t, 1, code, errs)
}
