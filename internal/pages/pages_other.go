//go:build !unix && !windows

package pages

import (
	"io"
	"os"
)

func mapFile(file *os.File, size int64) (data []byte, unmap func() error, err error) {
	data = make([]byte, size)
	_, err = io.ReadFull(io.NewSectionReader(file, 0, size), data)
	return data, func() error { return nil }, err
}

func drop([]byte) {}

func keep(*os.File) int { return -1 }

func forget(int) error { return nil }
