//go:build !unix && !windows

package mmap

import (
	"io"
	"os"
)

// mapFile reads the file: this system has no mappings.
func mapFile(file *os.File, size int64) (data []byte, release func() error, err error) {
	data = make([]byte, size)
	if _, err := io.ReadFull(file, data); err != nil {
		return nil, nil, err
	}
	return data, func() error { return nil }, nil
}

// Drop does nothing: there are no mappings here.
func Drop([]byte) {}
