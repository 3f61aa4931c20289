package pages

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The view keeps the mapping and the file alive.
func mapFile(file *os.File, size int64) (data []byte, unmap func() error, err error) {
	mapping, err := windows.CreateFileMapping(windows.Handle(file.Fd()), nil, windows.PAGE_READONLY, uint32(size>>32), uint32(size), nil)
	if err != nil {
		return nil, nil, os.NewSyscallError("CreateFileMapping", err)
	}
	defer windows.CloseHandle(mapping)
	addr, err := windows.MapViewOfFile(mapping, windows.FILE_MAP_READ, 0, 0, uintptr(size))
	if err != nil {
		return nil, nil, os.NewSyscallError("MapViewOfFile", err)
	}
	// SAFETY: addr is the base of a fresh view of exactly size bytes, outside the Go heap, which lives
	// until release. Reinterpreting the variable, not converting the number, is what vet accepts for an
	// address that the system chose.
	base := *(*unsafe.Pointer)(unsafe.Pointer(&addr))
	return unsafe.Slice((*byte)(base), size), func() error { return windows.UnmapViewOfFile(addr) }, nil
}

// drop does nothing: Windows trims the pages of a mapping when it needs them.
func drop([]byte) {}

func keep(*os.File) int { return -1 }

func forget(int) error { return nil }
