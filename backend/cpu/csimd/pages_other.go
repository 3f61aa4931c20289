//go:build cgo && !linux

package csimd

import "unsafe"

// dropPages does nothing: only Linux tells which mappings have a file behind them.
func dropPages(unsafe.Pointer, int) {}
