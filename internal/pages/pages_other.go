//go:build !linux

package pages

import "errors"

// Drop does nothing: only Linux tells which mappings have a file behind them.
func Drop([]byte) {}

// Resident fails: only Linux tells.
func Resident([]byte) (int, error) {
	return 0, errors.New("pages: resident memory is known on Linux alone")
}
