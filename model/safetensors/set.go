package safetensors

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gemma-bench/gemma/model/internal/mmap"
)

// The names of a repository's weights: one file, or an index of several.
const (
	SingleName = "model.safetensors"
	IndexName  = "model.safetensors.index.json"
)

// maxShards is ten times what the largest published models have.
const maxShards = 1 << 10

// A Set is the tensors of a folder, in one file or many.
type Set struct {
	files []*File
	where map[string]int // tensor to file
}

// OpenDir maps the weights in folder dir: model.safetensors, or what model.safetensors.index.json lists.
func OpenDir(dir string) (*Set, error) {
	return open(
		func(name string) ([]byte, error) { return mmap.ReadFile(filepath.Join(dir, name), maxHeader) },
		func(name string) (*File, error) { return Open(filepath.Join(dir, name)) },
	)
}

// OpenFS reads the weights in the root of fsys into memory.
func OpenFS(fsys fs.FS) (*Set, error) {
	read := func(name string) ([]byte, error) { return fs.ReadFile(fsys, name) }
	return open(read, func(name string) (*File, error) {
		data, err := read(name)
		if err != nil {
			return nil, fmt.Errorf("safetensors: %w", err)
		}
		f, err := Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return f, nil
	})
}

// OpenFile maps a single file of any name.
func OpenFile(path string) (*Set, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	return newSet(f), nil
}

func newSet(f *File) *Set {
	s := &Set{files: []*File{f}, where: map[string]int{}}
	for _, t := range f.tensors {
		s.where[t.Name] = 0
	}
	return s
}

func open(read func(string) ([]byte, error), part func(string) (*File, error)) (*Set, error) {
	text, err := read(IndexName)
	if errors.Is(err, fs.ErrNotExist) {
		f, err := part(SingleName)
		if err != nil {
			return nil, err
		}
		return newSet(f), nil
	}
	if err != nil {
		return nil, fmt.Errorf("safetensors: %w", err)
	}
	index, err := ParseIndex(text)
	if err != nil {
		return nil, err
	}
	s := &Set{where: map[string]int{}}
	if err := s.shards(index, part); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// shards opens every file of the index and finds every tensor where the index says.
func (s *Set) shards(index map[string]string, part func(string) (*File, error)) error {
	var names []string
	for _, name := range index {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		if len(names) > maxShards {
			return formatf("more than %d files", maxShards)
		}
	}
	slices.Sort(names)
	for i, name := range names {
		f, err := part(name)
		if err != nil {
			return err
		}
		s.files = append(s.files, f)
		for _, t := range f.tensors {
			if index[t.Name] != name {
				return formatf("%s holds tensor %s, which the index puts into %q", name, quote(t.Name), index[t.Name])
			}
			s.where[t.Name] = i
		}
	}
	for name, file := range index {
		if _, ok := s.where[name]; !ok {
			return formatf("%s lacks tensor %s", file, quote(name))
		}
	}
	return nil
}

// ParseIndex reads model.safetensors.index.json: the file that holds each tensor. File names cannot
// leave the folder.
func ParseIndex(text []byte) (map[string]string, error) {
	if len(text) > maxHeader {
		return nil, formatf("an index of %d bytes, want at most %d", len(text), maxHeader)
	}
	var index struct {
		WeightMap map[string]string `json:"weight_map"`
	}
	if err := json.Unmarshal(text, &index); err != nil {
		return nil, &FormatError{"index", err}
	}
	if len(index.WeightMap) == 0 || len(index.WeightMap) > maxTensors {
		return nil, formatf("an index of %d tensors, want 1 to %d", len(index.WeightMap), maxTensors)
	}
	for tensor, name := range index.WeightMap {
		if !filepath.IsLocal(name) || strings.ContainsAny(name, `/\:`) || !strings.HasSuffix(name, ".safetensors") {
			return nil, formatf("index: tensor %s lies in %s, which is no .safetensors file of the folder", quote(tensor), quote(name))
		}
	}
	return index.WeightMap, nil
}

// Names returns the names of all tensors, sorted.
func (s *Set) Names() []string {
	names := make([]string, 0, len(s.where))
	for name := range s.where {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Tensor looks a tensor up and returns its description and its data, which is read-only and valid until Close.
func (s *Set) Tensor(name string) (TensorInfo, []byte, bool) {
	i, ok := s.where[name]
	if !ok {
		return TensorInfo{}, nil, false
	}
	info, _ := s.files[i].Tensor(name)
	return info, s.files[i].Bytes(info), true
}

// Metadata returns the free-form strings of the first file. The map belongs to the Set.
func (s *Set) Metadata() map[string]string { return s.files[0].meta }

// Close closes every file. Closing again does nothing.
func (s *Set) Close() error {
	var errs []error
	for _, f := range s.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}
