//go:build !cgo

package csimd

import "github.com/gemma-bench/gemma/backend"

// Available reports whether this build has the C kernels.
const Available = false

func unavailable() error {
	return &backend.UnavailableError{Backend: "cpu", Reason: "this build has no C kernels", Install: "build with CGO_ENABLED=1 and a C compiler"}
}

// New returns an *UnavailableError: the kernels are in C.
func New(backend.Config, string) (backend.Backend, error) { return nil, unavailable() }

// Device returns an *UnavailableError: the kernels are in C.
func Device(string) (backend.DeviceInfo, error) { return backend.DeviceInfo{}, unavailable() }
