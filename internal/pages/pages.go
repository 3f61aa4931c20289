// Package pages maps files into memory, read-only, gives back the memory that parts of a mapping take while nobody
// reads them, finds the file of a part, and counts what is resident.
package pages

import (
	"errors"
	"os"
	"slices"
	"sync"
	"unsafe"
)

// A span is addresses.
type span struct{ from, to uintptr }

// A mapping is the addresses of a file's first bytes, with a descriptor of the file, -1 for none.
type mapping struct {
	span
	fd int
}

var mapped struct {
	sync.RWMutex
	all []mapping
}

// Map maps the first size bytes, at least one, of a regular file. The mapping outlives the file's descriptor.
// release unmaps it and must be called once; the data is dead then. A system without mappings reads the file.
func Map(file *os.File, size int64) (data []byte, release func() error, err error) {
	data, unmap, err := mapFile(file, size)
	if err != nil {
		return nil, nil, err
	}
	m := mapping{spanOf(data), keep(file)}
	mapped.Lock()
	defer mapped.Unlock()
	mapped.all = append(mapped.all, m)
	return data, func() error {
		mapped.Lock()
		defer mapped.Unlock()
		if i := slices.Index(mapped.all, m); i >= 0 {
			mapped.all = slices.Delete(mapped.all, i, i+1)
		}
		return errors.Join(unmap(), forget(m.fd))
	}, nil
}

// Mapped reports whether all of b lies in a mapping that Map made. What such memory holds comes back from the file
// after the system has taken its pages.
func Mapped(b []byte) bool {
	_, ok := find(spanOf(b))
	return ok
}

// File returns a descriptor of the file that b is mapped from, valid until the mapping is released, and the offset of b in
// it. Reading a few bytes here and there with it makes no page resident. Without such a file, or on a system where nobody
// could read at an offset of a descriptor, fd is -1.
func File(b []byte) (fd int, offset int64) {
	s := spanOf(b)
	if m, ok := find(s); ok && m.fd >= 0 {
		return m.fd, int64(s.from - m.from)
	}
	return -1, 0
}

// find returns the mapping that holds all of s.
func find(s span) (mapping, bool) {
	mapped.RLock()
	defer mapped.RUnlock()
	for _, m := range mapped.all {
		if m.from <= s.from && s.to <= m.to {
			return m, true
		}
	}
	return mapping{}, false
}

// Drop gives back the memory of the whole pages of b: they are read from the file again when they are touched.
// Memory that Map did not map is left alone: it would lose what it holds.
func Drop(b []byte) {
	s, page := spanOf(b), uintptr(os.Getpagesize())
	from, to := (s.from+page-1)&^(page-1), s.to&^(page-1)
	if from < to && Mapped(b) {
		drop(b[from-s.from : to-s.from])
	}
}

func spanOf(b []byte) span {
	// SAFETY: the address is only compared with others.
	p := uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	return span{p, p + uintptr(len(b))}
}
