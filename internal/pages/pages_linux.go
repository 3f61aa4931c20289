package pages

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Drop gives the resident pages that lie in b back if b is part of a mapped, read-only file: they return from the page
// cache when touched. Memory of any other kind is left alone: it would lose its contents.
func Drop(b []byte) {
	page, p := uintptr(os.Getpagesize()), addr(b)
	from, to := (p+page-1)&^(page-1), (p+uintptr(len(b)))&^(page-1)
	if from >= to || !readOnlyFile(from, to) {
		return
	}
	_ = unix.Madvise(b[from-p:to-p], unix.MADV_DONTNEED) // at worst the pages stay
}

// Resident returns how many bytes of the pages that b touches are in this process's memory.
func Resident(b []byte) (int, error) {
	f, err := os.Open("/proc/self/pagemap")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	page, n := os.Getpagesize(), 0
	entry := make([]byte, 8) // of a page; its highest bit: present
	for at := 0; at < len(b); at += page {
		if _, err := f.ReadAt(entry, int64(addr(b[at:]))/int64(page)*8); err != nil {
			return 0, err
		}
		n += int(entry[7]>>7) * page
	}
	return n, nil
}

// addr returns where b lies.
func addr(b []byte) uintptr {
	// SAFETY: the address is only compared with those of mappings.
	return uintptr(unsafe.Pointer(unsafe.SliceData(b)))
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
