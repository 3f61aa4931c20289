package mtl

import "unsafe"

// sizes appends two MTLSize arguments to those of a message, of which there are two so far. It returns
// what objc_msgSend is called with.
//
// An MTLSize is three words passed by value. The ABI of arm64 passes a structure of more than 16 bytes that
// is no vector of floats as a pointer to a copy; that of x86-64 puts it on the stack, so the four registers
// that are left get values that nobody reads.
// ref: https://developer.apple.com/documentation/metal/mtlsize; Procedure Call Standard for the Arm 64-bit
// Architecture, B.4; System V ABI for AMD64, 3.2.3.
func sizes(args *[12]uintptr, arch string, a, b *[3]uintptr) []uintptr {
	if arch == "arm64" {
		// SAFETY: the caller keeps a and b, which are not on a stack, alive for the call.
		args[2], args[3] = uintptr(unsafe.Pointer(a)), uintptr(unsafe.Pointer(b))
		return args[:4]
	}
	copy(args[6:9], a[:])
	copy(args[9:12], b[:])
	return args[:12]
}
