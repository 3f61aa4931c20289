//go:build unix

package mmap

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// mapFile maps the first size bytes of file, read-only. The mapping outlives the file's descriptor.
func mapFile(file *os.File, size int64) (data []byte, release func() error, err error) {
	data, err = unix.Mmap(int(file.Fd()), 0, int(size), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, nil, err
	}
	return data, func() error { return unix.Munmap(data) }, nil
}

// Drop makes the whole pages of data, which must be part of a mapping that Open returned, cost no memory
// until they are read again.
func Drop(data []byte) {
	page := uintptr(os.Getpagesize())
	// SAFETY: only the address is looked at.
	at := uintptr(unsafe.Pointer(unsafe.SliceData(data)))
	from, to := -at&(page-1), (at+uintptr(len(data)))&^(page-1)-at
	if int(from) < int(to) {
		// A kernel that refuses keeps the pages: nothing else is lost.
		_ = unix.Madvise(data[from:to], unix.MADV_DONTNEED)
	}
}
