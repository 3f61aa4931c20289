package peak

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// allocate maps n words in huge pages where the system has them, as the engines' weights are.
func allocate(n int) (words []uint64, free func()) {
	b, err := unix.Mmap(-1, 0, 8*n, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		return make([]uint64, n), func() {}
	}
	_ = unix.Madvise(b, unix.MADV_HUGEPAGE) // slower without
	// SAFETY: a mapping is aligned to a page, and the view is not used after free.
	words = unsafe.Slice((*uint64)(unsafe.Pointer(unsafe.SliceData(b))), n)
	return words, func() { _ = unix.Munmap(b) }
}
