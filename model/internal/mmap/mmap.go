// Package mmap maps whole model files into memory, read-only.
//
// The operating system keeps the promise that a mapping matches its file only while nobody truncates it:
// reading a page that has gone raises SIGBUS (an in-page error on Windows).
package mmap

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/gemma-bench/gemma/internal/pages"
)

// Open maps the regular file at path. release unmaps it and must be called once; the data is dead then.
// An empty file gives no data. Errors name the path.
func Open(path string) (data []byte, release func() error, err error) {
	file, size, err := Regular(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	if size == 0 {
		return nil, func() error { return nil }, nil
	}
	if data, release, err = pages.Map(file, size); err != nil {
		return nil, nil, fmt.Errorf("mapping %s: %w", path, err)
	}
	// The file may have shrunk between the look at its size and the mapping of that many bytes.
	if st, err := file.Stat(); err != nil || st.Size() < int64(len(data)) {
		return nil, nil, errors.Join(fmt.Errorf("%s changed while it was opened", path), err, release())
	}
	return data, release, nil
}

// Regular opens a regular file and returns its size. Devices and pipes are refused before they are
// opened: opening or reading one could block for ever.
func Regular(path string) (*os.File, int64, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if !st.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%s is not a regular file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	if st, err = file.Stat(); err != nil || !st.Mode().IsRegular() || st.Size() > math.MaxInt {
		return nil, 0, errors.Join(fmt.Errorf("%s changed while it was opened", path), err, file.Close())
	}
	return file, st.Size(), nil
}

// ReadFile reads a regular file of at most limit bytes.
func ReadFile(path string, limit int64) ([]byte, error) {
	file, size, err := Regular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if size > limit {
		return nil, fmt.Errorf("%s has %d bytes, want at most %d", path, size, limit)
	}
	return io.ReadAll(io.LimitReader(file, limit))
}
