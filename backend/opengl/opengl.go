// Package opengl runs graphs on OpenGL 4.3 compute shaders: on drivers without Vulkan, and as a second
// opinion on those with it. It needs no window; EGL makes its context (backend/opengl/egl).
//
// The API is bound by go-gl, which is cgo, so the backend is in builds for Linux with cgo and the tag egl
// alone, which is go-gl's own:
//
//	go build -tags egl ./cmd/gemma-bench
//
// All other builds need neither a C compiler nor OpenGL's headers, and have a backend that says so.
package opengl

import "github.com/gemma-bench/gemma/backend"

// Name is the name under which the backend is registered.
const Name = "opengl"

func init() {
	backend.Register(backend.Driver{Name: Name, Open: open, Devices: devices})
}
