package model_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func TestOpen(t *testing.T) {
	file := tinymodel.Path(t)
	folder := tinymodel.Folder(t, tinymodel.New(t), tensor.BF16, "model.")
	data := tinymodel.Bytes(t)
	for name, open := range map[string]func() (*model.Model, error){
		"file":             func() (*model.Model, error) { return model.Open(file) },
		"folder of a file": func() (*model.Model, error) { return model.Open(filepath.Dir(file)) },
		"folder":           func() (*model.Model, error) { return model.Open(folder) },
		"safetensors":      func() (*model.Model, error) { return model.Open(filepath.Join(folder, "model.safetensors")) },
		"fs file":          func() (*model.Model, error) { return model.OpenFS(os.DirFS(filepath.Dir(file)), "tiny.gguf") },
		"fs folder":        func() (*model.Model, error) { return model.OpenFS(os.DirFS(folder), ".") },
		"reader":           func() (*model.Model, error) { return model.Read(bytes.NewReader(data), int64(len(data))) },
	} {
		m, err := open()
		require.NoError(t, err, name)
		require.Equal(t, 7, m.Config.Layers, name)
		require.Equal(t, []int32{2, 328, 263, 329}, m.Tokenizer.Encode(nil, "a b", tokenizer.EncodeOptions{BOS: true}), name)
		require.EqualValues(t, 1, m.Tokenizer.EOS(), name)
		require.NoError(t, m.Close())
		require.NoError(t, m.Close())
	}
}

func TestOpenErrors(t *testing.T) {
	folder := func(edit func(dir string)) string {
		dir := tinymodel.Folder(t, tinymodel.New(t), tensor.BF16, "model.")
		edit(dir)
		return dir
	}
	empty, two := t.TempDir(), t.TempDir()
	for _, name := range []string{"a.gguf", "b.gguf"} {
		require.NoError(t, os.WriteFile(filepath.Join(two, name), nil, 0o600))
	}
	for _, c := range []struct{ want, path string }{
		{"no such file", filepath.Join(empty, "absent")},
		{"neither a config.json nor", empty},
		{"2 .gguf files; name one: a.gguf, b.gguf", two},
		{"cannot hold", filepath.Join(two, "a.gguf")},
		{"tokenizer.json", folder(func(dir string) { require.NoError(t, os.Remove(filepath.Join(dir, "tokenizer.json"))) })},
		{"model.safetensors", folder(func(dir string) { require.NoError(t, os.Remove(filepath.Join(dir, "model.safetensors"))) })},
		{"at most", folder(func(dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "config.json"), bytes.Repeat([]byte(" "), 2<<20), 0o600))
		})},
		{"the tokenizer has 600 tokens, the embedding 517", folder(func(dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "tokenizer.json"), tinymodel.TokenizerJSON(t, 600), 0o600))
		})},
	} {
		_, err := model.Open(c.path)
		require.ErrorContains(t, err, c.want)
		require.Equal(t, 1, strings.Count(err.Error(), c.path), err)
	}
}
