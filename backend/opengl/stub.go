//go:build !(linux && cgo && egl)

package opengl

import (
	"runtime"

	"github.com/gemma-bench/gemma/backend"
)

func open(backend.Config) (backend.Backend, error) {
	u := &backend.UnavailableError{Backend: Name, Reason: "this build has no OpenGL"}
	u.Install = "build with cgo and -tags egl (Debian: gcc, pkg-config, libegl-dev, libgl-dev)"
	if runtime.GOOS != "linux" {
		u.Reason, u.Install = "contexts without a window are for Linux alone", "use the backend that is native here"
	}
	return nil, u
}

func devices() ([]backend.DeviceInfo, error) {
	_, err := open(backend.Config{})
	return nil, err
}
