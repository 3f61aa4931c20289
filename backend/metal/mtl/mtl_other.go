//go:build !darwin

package mtl

// Devices returns the names of the devices.
func Devices() ([]string, error) { return nil, ErrNoMetal }

// Open opens the device at index.
func Open(int) (Device, error) { return nil, ErrNoMetal }
