//go:build !cgo

package csimd

import (
	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
)

// Name is the name under which the backend is registered in builds with cgo.
const Name = "csimd"

func unavailable() error {
	return &backend.UnavailableError{Backend: Name, Reason: "this build has no C kernels", Install: "build with CGO_ENABLED=1 and a C compiler"}
}

// New returns an *UnavailableError: the kernels are in C.
func New(backend.Config) (backend.Backend, error) { return nil, unavailable() }

// Compile returns an *UnavailableError: the kernels are in C.
func Compile(*graph.Graph, []backend.Buffer, int, backend.Options) (backend.Program, error) {
	return nil, unavailable()
}
