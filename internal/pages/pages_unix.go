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

// keep returns a descriptor of its own for the file.
func keep(file *os.File) int {
	fd, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return -1 // too many: reads go by the mapping
	}
	return fd
}

func forget(fd int) error {
	if fd < 0 {
		return nil
	}
	return unix.Close(fd)
}

// drop takes whole pages. A system that refuses keeps them: nothing else is lost.
func drop(b []byte) { _ = unix.Madvise(b, unix.MADV_DONTNEED) }
