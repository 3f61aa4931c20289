//go:build unix

package screen

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// mapFile maps a regular file, read-only.
func mapFile(path string) ([]byte, func() error, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !st.Mode().IsRegular() || st.Size() < pageSize || st.Size() > maxTable {
		return nil, nil, fmt.Errorf("%s: %w", path, &FormatError{fmt.Sprintf("%d bytes are not a screen", st.Size())})
	}
	data, err := unix.Mmap(int(f.Fd()), 0, int(st.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, nil, fmt.Errorf("mapping %s: %w", path, err)
	}
	return data, func() error {
		if data == nil {
			return errors.New("screen: closed twice")
		}
		err := unix.Munmap(data)
		data = nil
		return err
	}, nil
}
