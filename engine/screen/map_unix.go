//go:build unix

package screen

import (
	"fmt"
	"os"

	"github.com/gemma-bench/gemma/internal/pages"
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
	data, release, err := pages.Map(f, st.Size())
	if err != nil {
		return nil, nil, fmt.Errorf("mapping %s: %w", path, err)
	}
	return data, release, nil
}
