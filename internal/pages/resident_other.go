//go:build !linux

package pages

import "errors"

// Resident fails: only Linux tells.
func Resident([]byte) (int, error) {
	return 0, errors.New("pages: resident memory is known on Linux alone")
}
