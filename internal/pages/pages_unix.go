//go:build unix

package pages

import (
	"os"

	"golang.org/x/sys/unix"
)

func mapFile(file *os.File, size int64) (data []byte, unmap func() error, err error) {
	data, err = unix.Mmap(int(file.Fd()), 0, int(size), unix.PROT_READ, unix.MAP_SHARED)
	return data, func() error { return unix.Munmap(data) }, err
}

// drop takes whole pages. A system that refuses keeps them: nothing else is lost.
func drop(b []byte) { _ = unix.Madvise(b, unix.MADV_DONTNEED) }
