// Package softmetal is a Metal device for tests: it compiles kernels with clang and runs them on the CPU,
// one fiber for each thread of a group (soft/runtime.cc). It knows nothing of how a real device performs or
// rounds, but it checks what a real device does not: that threads come to the same barriers, that memory
// of the group is ordered by them and memory of the device by those between launches, and that accesses
// are within what is bound.
//
// It needs clang++ and works on Linux on x86-64 and arm64. Compiled kernels are kept in the user's cache
// folder under a hash of all that went into them.
package softmetal
