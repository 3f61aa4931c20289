// Package pages maps files into memory, read-only, gives back the memory that parts of a mapping take while nobody
// reads them, and counts what is resident.
package pages

import (
	"os"
	"slices"
	"sync"
	"unsafe"
)

// A span is the addresses of a mapping.
type span struct{ from, to uintptr }

var mapped struct {
	sync.RWMutex
	spans []span
}

// Map maps the first size bytes, at least one, of a regular file. The mapping outlives the file's descriptor.
// release unmaps it and must be called once; the data is dead then. A system without mappings reads the file.
func Map(file *os.File, size int64) (data []byte, release func() error, err error) {
	data, unmap, err := mapFile(file, size)
	if err != nil {
		return nil, nil, err
	}
	s := spanOf(data)
	mapped.Lock()
	defer mapped.Unlock()
	mapped.spans = append(mapped.spans, s)
	return data, func() error {
		mapped.Lock()
		defer mapped.Unlock()
		if i := slices.Index(mapped.spans, s); i >= 0 {
			mapped.spans = slices.Delete(mapped.spans, i, i+1)
		}
		return unmap()
	}, nil
}

// Mapped reports whether all of b lies in a mapping that Map made. What such memory holds comes back from the file
// after the system has taken its pages.
func Mapped(b []byte) bool {
	s := spanOf(b)
	mapped.RLock()
	defer mapped.RUnlock()
	return slices.ContainsFunc(mapped.spans, func(m span) bool { return m.from <= s.from && s.to <= m.to })
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
