// Package model opens models, whatever their files: GGUF, or the folder of a Hugging Face repository.
package model

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/internal/mmap"
	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// EmbedIDs appends to dst the tokens that an embedding model is given for a text: with the one that begins it, and with
// the one that ends it unless a GGUF file says otherwise. Names of control tokens in text are ordinary text.
func (m *Model) EmbedIDs(dst []int32, text string) []int32 {
	dst = m.Tokenizer.Encode(dst, text, tokenizer.EncodeOptions{BOS: true})
	ends := true
	if m.File != nil {
		ends, _ = m.File.Bool("tokenizer.ggml.add_eos_token") // absent: false, as in llama.cpp
	}
	if ends && m.Tokenizer.EOS() != tokenizer.None {
		dst = append(dst, m.Tokenizer.EOS())
	}
	return dst
}

// A Model is a model and its tokenizer, whose ids are all in the model's vocabulary. Close it.
type Model struct {
	*gemma3.Model
	Tokenizer *tokenizer.Tokenizer
}

// Limits of the JSON files of a repository; published ones have a few KiB and 33 MB.
const (
	maxConfig    = 1 << 20
	maxTokenizer = 256 << 20
)

// Open opens a GGUF file, a folder with config.json, tokenizer.json and safetensors, a .safetensors file
// in such a folder, or a folder with one GGUF file. Weights are mapped, not read.
func Open(path string) (*Model, error) {
	m, err := open(path)
	return m, named(path, err)
}

// named puts the path into an error that does not have it.
func named(path string, err error) error {
	if err == nil || strings.Contains(err.Error(), path) {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}

func open(path string) (*Model, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, plain(err)
	}
	if st.IsDir() {
		if _, err := os.Stat(filepath.Join(path, "config.json")); err == nil {
			return openFolder(path, func() (*safetensors.Set, error) { return safetensors.OpenDir(path) })
		}
		if path, err = onlyGGUF(path); err != nil {
			return nil, err
		}
	}
	if strings.HasSuffix(path, ".safetensors") {
		return openFolder(filepath.Dir(path), func() (*safetensors.Set, error) { return safetensors.OpenFile(path) })
	}
	f, err := gguf.Open(path)
	if err != nil {
		return nil, err
	}
	return FromGGUF(f)
}

// plain takes the path out of an error that will be given it again.
func plain(err error) error {
	if e := new(fs.PathError); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// onlyGGUF returns the one GGUF file of a folder.
func onlyGGUF(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", plain(err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".gguf") && !strings.HasPrefix(e.Name(), "mmproj") {
			names = append(names, e.Name())
		}
	}
	switch len(names) {
	case 0:
		return "", errors.New("model: the folder has neither a config.json nor a .gguf file")
	case 1:
		return filepath.Join(dir, names[0]), nil
	}
	return "", fmt.Errorf("model: the folder has %d .gguf files; name one: %s", len(names), strings.Join(names, ", "))
}

func openFolder(dir string, weights func() (*safetensors.Set, error)) (*Model, error) {
	return assemble(&repo{
		weights: weights,
		within: func(folder string) (*safetensors.Set, error) {
			return safetensors.OpenDir(filepath.Join(dir, filepath.FromSlash(folder)))
		},
		read: func(name string, limit int64) ([]byte, error) {
			return mmap.ReadFile(filepath.Join(dir, filepath.FromSlash(name)), limit)
		},
	})
}

// OpenFS opens a GGUF file, or a folder with config.json, tokenizer.json and safetensors, in fsys; it is
// read into memory.
func OpenFS(fsys fs.FS, name string) (*Model, error) {
	m, err := openFS(fsys, name)
	return m, named(name, err)
}

func openFS(fsys fs.FS, name string) (*Model, error) {
	st, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, plain(err)
	}
	if !st.IsDir() {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, plain(err)
		}
		f, err := gguf.Parse(data)
		if err != nil {
			return nil, err
		}
		return FromGGUF(f)
	}
	sub, err := fs.Sub(fsys, name)
	if err != nil {
		return nil, err
	}
	return assemble(&repo{
		weights: func() (*safetensors.Set, error) { return safetensors.OpenFS(sub) },
		within: func(folder string) (*safetensors.Set, error) {
			part, err := fs.Sub(sub, folder)
			if err != nil {
				return nil, err
			}
			return safetensors.OpenFS(part)
		},
		read: func(name string, limit int64) ([]byte, error) {
			st, err := fs.Stat(sub, name)
			if err == nil && st.Size() > limit {
				err = fmt.Errorf("%s has %d bytes, want at most %d", name, st.Size(), limit)
			}
			if err != nil {
				return nil, err
			}
			return fs.ReadFile(sub, name)
		},
	})
}

// Read reads a GGUF file of size bytes into memory.
func Read(r io.ReaderAt, size int64) (*Model, error) {
	f, err := gguf.Read(r, size)
	if err != nil {
		return nil, err
	}
	return FromGGUF(f)
}

// FromGGUF builds a model on f, which it owns: after a failure f is closed.
func FromGGUF(f *gguf.File) (*Model, error) {
	m, err := gemma3.FromGGUF(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	tok, err := tokenizer.FromGGUF(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return finish(m, tok)
}

// assemble builds a model from the files of a repository.
func assemble(r *repo) (*Model, error) {
	config, err := r.read("config.json", maxConfig)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	text, err := r.read("tokenizer.json", maxTokenizer)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	set, err := r.weights()
	if err != nil {
		return nil, err
	}
	m, err := gemma3.FromSafetensors(config, set)
	if err != nil {
		return nil, errors.Join(err, set.Close())
	}
	if m.Config.Bidirectional {
		if err := r.addDense(m); err != nil {
			return nil, errors.Join(err, m.Close())
		}
	}
	tok, err := tokenizer.ParseJSON(text)
	if err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return finish(m, tok)
}

// finish checks that the embedding has a row for each token.
func finish(m *gemma3.Model, tok *tokenizer.Tokenizer) (*Model, error) {
	if tok.Len() > m.Config.Vocab {
		err := fmt.Errorf("model: the tokenizer has %d tokens, the embedding %d", tok.Len(), m.Config.Vocab)
		return nil, errors.Join(err, m.Close())
	}
	return &Model{m, tok}, nil
}
