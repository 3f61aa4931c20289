//go:build !unix

package screen

import (
	"fmt"
	"os"
	"unsafe"
)

// mapFile reads a regular file into memory that is aligned to 8 bytes.
func mapFile(path string) ([]byte, func() error, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if !st.Mode().IsRegular() || st.Size() < pageSize || st.Size() > maxTable {
		return nil, nil, fmt.Errorf("%s: %w", path, &FormatError{fmt.Sprintf("%d bytes are not a screen", st.Size())})
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	words := make([]uint64, (len(data)+7)/8)
	// SAFETY: words viewed as bytes, of which there are enough; the view keeps them alive.
	aligned := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), len(data))
	copy(aligned, data)
	return aligned, func() error { return nil }, nil
}
