package main

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// evict asks the system to drop the file from the page cache and reports whether it did: pages that some
// process has mapped stay, and a load would not be cold.
func evict(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 || unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) != nil {
		return false
	}
	m, err := unix.Mmap(int(f.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return false
	}
	defer func() { _ = unix.Munmap(m) }()
	pages := make([]byte, (len(m)+os.Getpagesize()-1)/os.Getpagesize())
	// SAFETY: mincore writes one byte for each page of the mapping m.
	_, _, errno := unix.Syscall(unix.SYS_MINCORE, uintptr(unsafe.Pointer(unsafe.SliceData(m))), uintptr(len(m)),
		uintptr(unsafe.Pointer(unsafe.SliceData(pages))))
	in := 0
	for _, p := range pages {
		in += int(p & 1)
	}
	return errno == 0 && in*50 <= len(pages)
}
