//go:build !linux

package peak

// allocate takes n words from Go's heap.
func allocate(n int) (words []uint64, free func()) { return make([]uint64, n), func() {} }
