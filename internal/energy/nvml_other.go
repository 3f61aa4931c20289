//go:build !linux

package energy

import "errors"

// openNVML reports that the library is only looked for on Linux.
func openNVML() ([]source, func(), error) {
	return nil, nil, errors.New("energy: NVML is read on Linux only")
}
