//go:build linux || darwin

package backendtest

import (
	"errors"
	"os"
	"syscall"
)

// guardedPages returns at least n bytes whose end is followed by a page that must not be touched,
// and a function that frees them.
func guardedPages(n int) ([]byte, func() error, error) {
	page := os.Getpagesize()
	size := (n + page - 1) / page * page
	all, err := syscall.Mmap(-1, 0, size+page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil, nil, err
	}
	free := func() error { return syscall.Munmap(all) }
	if err := syscall.Mprotect(all[size:], syscall.PROT_NONE); err != nil {
		return nil, nil, errors.Join(err, free())
	}
	return all[:size:size], free, nil
}
