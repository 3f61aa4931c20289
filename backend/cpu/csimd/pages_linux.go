//go:build cgo

package csimd

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// dropPages gives the resident pages of a mapped, read-only file range back; they return from the page
// cache when touched. Memory of any other kind is left alone: it would lose its contents.
func dropPages(p unsafe.Pointer, n int) {
	page := uintptr(os.Getpagesize())
	from := (uintptr(p) + page - 1) &^ (page - 1)
	to := (uintptr(p) + uintptr(n)) &^ (page - 1)
	if from >= to || !readOnlyFile(from, to) {
		return
	}
	// SAFETY: the range is part of a read-only file mapping, whose pages can be fetched again.
	_ = unix.Madvise(unsafe.Slice((*byte)(unsafe.Add(p, from-uintptr(p))), int(to-from)), unix.MADV_DONTNEED)
}

// readOnlyFile reports whether one mapping without write permission and with a file behind it holds the range.
func readOnlyFile(from, to uintptr) bool {
	f, err := os.Open("/proc/self/maps")
	if err != nil {
		return false
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		fields := strings.Fields(s.Text()) // start-end perms offset device inode path
		if len(fields) < 5 {
			continue
		}
		lo, hi, _ := strings.Cut(fields[0], "-")
		start, err1 := strconv.ParseUint(lo, 16, 64)
		end, err2 := strconv.ParseUint(hi, 16, 64)
		if err1 == nil && err2 == nil && uint64(from) >= start && uint64(to) <= end {
			return fields[4] != "0" && !strings.Contains(fields[1], "w")
		}
	}
	return false
}
