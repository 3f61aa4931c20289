// Package mtl is the part of Metal that the backend uses: a few interfaces, and on macOS their
// implementation through the Objective-C runtime without cgo. Package softmetal implements them for tests
// on machines without Metal.
package mtl

import "errors"

// Errors that callers may act on.
var (
	ErrNoMetal = errors.New("mtl: Metal is part of macOS alone")
	ErrLost    = errors.New("mtl: the device is gone") // nothing else can be done with it
)

// Limits are what a device allows.
type Limits struct {
	BufferBytes uint64 // of one buffer
	Memory      uint64 // recommended working set
	Threads     int    // of a thread group
	Shared      int    // bytes of thread group memory
	Apple       bool   // a GPU of Apple, whose SIMD groups have 32 threads
	Matrices    bool   // SIMD groups multiply 8×8 matrices
	Unified     bool   // the GPU and the host share memory
}

// A Device makes everything else. Its methods, and those of what it makes, are called by one goroutine at
// a time.
// ref: https://developer.apple.com/documentation/metal/mtldevice
type Device interface {
	Name() string
	Limits() Limits
	// NewBuffer returns n bytes of shared memory.
	NewBuffer(n int) (Buffer, error)
	// WrapBuffer returns a buffer that is the memory p, whole pages that stay valid until it is released.
	WrapBuffer(p []byte) (Buffer, error)
	// NewPipeline compiles source, without fast math, and returns its function of the given name.
	NewPipeline(source, function string) (Pipeline, error)
	// Begin starts a command buffer with one encoder, whose launches run concurrently but for barriers.
	Begin() (Encoder, error)
	Close() error
}

// A Buffer is memory that host and device see.
// ref: https://developer.apple.com/documentation/metal/mtlbuffer
type Buffer interface {
	Bytes() []byte
	Release()
}

// A Pipeline is a compiled function.
// ref: https://developer.apple.com/documentation/metal/mtlcomputepipelinestate
type Pipeline interface {
	MaxThreads() int // of a thread group
	Width() int      // of its SIMD groups
	Release()
}

// An Encoder encodes launches.
// ref: https://developer.apple.com/documentation/metal/mtlcomputecommandencoder
type Encoder interface {
	SetPipeline(p Pipeline)
	// SetBuffer binds b from byte off on. The kernel uses n bytes of it, which Metal is not told.
	SetBuffer(b Buffer, off, n, index int)
	// Barrier makes later launches wait for all before.
	Barrier()
	Dispatch(groups, threads [3]uint32)
	// Commit runs what was encoded and waits for it.
	Commit() error
}
