package vk

import (
	"fmt"
	"unsafe"
)

// arenaSize holds the largest call: the memory properties, or 64 descriptor writes.
const arenaSize = 256 << 10

// An Arena hands out zeroed memory outside the Go heap. What it handed out is valid until Reset or Close.
type Arena struct {
	mem  []byte
	used int
}

// NewArena returns an arena of n bytes.
func NewArena(n int) (*Arena, error) {
	mem, err := mapMemory(n)
	if err != nil {
		return nil, fmt.Errorf("vk: arena of %d bytes: %w", n, err)
	}
	return &Arena{mem: mem}, nil
}

// Reset takes everything back.
func (a *Arena) Reset() {
	clear(a.mem[:a.used])
	a.used = 0
}

// Close returns the memory to the system. Closing twice is harmless.
func (a *Arena) Close() {
	if a.mem != nil {
		unmapMemory(a.mem)
		a.mem = nil
	}
}

// take returns n zeroed bytes aligned to 16, which is more than any Vulkan structure asks for.
func (a *Arena) take(n int) []byte {
	at := (a.used + 15) &^ 15
	if n > len(a.mem)-at {
		panic(fmt.Sprintf("BUG: vk: arena of %d bytes has no room for %d more after %d", len(a.mem), n, at))
	}
	a.used = at + n
	return a.mem[at:a.used:a.used]
}

// New returns a zeroed T in the arena. T must hold no Go pointers.
func New[T any](a *Arena) *T {
	var t T
	b := a.take(max(int(unsafe.Sizeof(t)), 1))
	// SAFETY: b is zeroed, aligned to 16 and as large as T, which holds no Go pointers.
	return (*T)(unsafe.Pointer(unsafe.SliceData(b)))
}

// NewSlice returns n zeroed values in the arena. T must hold no Go pointers.
func NewSlice[T any](a *Arena, n int) []T {
	var t T
	b := a.take(max(n*int(unsafe.Sizeof(t)), 1))
	// SAFETY: b is zeroed, aligned to 16 and has room for n values of T, which holds no Go pointers.
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), n)
}

// String returns the address of a NUL-terminated copy of s.
func (a *Arena) String(s string) uintptr {
	b := a.take(len(s) + 1)
	copy(b, s)
	return addr(&b[0])
}

// Strings returns the address of an array of NUL-terminated copies, or 0 if there are none.
func (a *Arena) Strings(list []string) uintptr {
	if len(list) == 0 {
		return 0
	}
	p := NewSlice[uintptr](a, len(list))
	for i, s := range list {
		p[i] = a.String(s)
	}
	return addr(&p[0])
}

// addr returns the address of something in an arena, or outside of Go's memory altogether.
//
// SAFETY: such memory never moves and is never collected, so the number stays good while the arena does.
func addr[T any](p *T) uintptr { return uintptr(unsafe.Pointer(p)) }

// foreign views n bytes at an address that a driver returned.
func foreign(address uintptr, n uint64) []byte {
	// SAFETY: the driver returned address for a mapping of at least n bytes. Reinterpreting the variable,
	// not converting the number, is what vet accepts for an address that Go did not choose.
	base := *(*unsafe.Pointer)(unsafe.Pointer(&address))
	return unsafe.Slice((*byte)(base), n)
}

// text reads the NUL-terminated string at an address that a driver returned, up to a limit.
func text(address uintptr) string {
	if address == 0 {
		return ""
	}
	const limit = 64 << 10
	n := 0
	for ; n < limit; n++ {
		if foreign(address+uintptr(n), 1)[0] == 0 {
			break
		}
	}
	return string(foreign(address, uint64(n)))
}

// name reads a fixed array up to its first NUL.
func name(b []byte) string {
	for i, c := range b {
		if c == 0 {
			return string(b[:i])
		}
	}
	return string(b)
}
