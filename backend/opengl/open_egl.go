//go:build linux && cgo && egl

package opengl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/internal/immediate"
	"github.com/gemma-bench/gemma/backend/opengl/egl"
)

const installDriver = "install EGL and an OpenGL driver (Debian: libegl1 and libgl1-mesa-dri)"

func open(c backend.Config) (backend.Backend, error) {
	b, err := openLimited(c, nil)
	if err != nil {
		return nil, err
	}
	return b, nil
}

// gles before the name of a device opens it with OpenGL ES 3.1, for drivers that have no OpenGL 4.3.
const gles = "gles"

// openLimited opens the device that c names: an index or a part of its name, either of them with "gles" or
// "gles:" before it for OpenGL ES. adjust, if set, changes the limits: tests fake devices with it.
func openLimited(c backend.Config, adjust func(*gpu.Limits)) (*immediate.Backend, error) {
	n, err := egl.Displays()
	if err != nil {
		return nil, unavailable(err)
	}
	name, es := strings.CutPrefix(c.Device, gles)
	name = strings.TrimPrefix(name, ":")
	if index, err := strconv.Atoi(name); err == nil || name == "" {
		dev, info, err := newDevice(index, es)
		if err != nil {
			return nil, unavailable(err)
		}
		return immediate.New(info, dev.adjusted(adjust), dev), nil
	}
	var names []string
	for i := range n {
		dev, info, err := newDevice(i, es)
		if err != nil {
			continue
		}
		if strings.Contains(strings.ToLower(info.Name), strings.ToLower(name)) {
			return immediate.New(info, dev.adjusted(adjust), dev), nil
		}
		names = append(names, info.Name)
		if err := dev.Close(); err != nil {
			return nil, err
		}
	}
	return nil, unavailable(fmt.Errorf("no device %q among %q", name, names))
}

func unavailable(err error) error {
	return &backend.UnavailableError{Backend: Name, Reason: "no usable OpenGL 4.3, or OpenGL ES 3.1 if that was asked for", Install: installDriver, Err: err}
}

// adjusted returns the limits after adjust.
func (d *device) adjusted(adjust func(*gpu.Limits)) gpu.Limits {
	if adjust != nil {
		adjust(&d.limits)
	}
	return d.limits
}

// devices lists the devices that a context can be made on.
func devices() ([]backend.DeviceInfo, error) {
	n, err := egl.Displays()
	if err != nil {
		return nil, unavailable(err)
	}
	var all []backend.DeviceInfo
	var errs []error
	for i := range n {
		dev, info, err := newDevice(i, false)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, info)
		errs = append(errs, dev.Close())
	}
	if len(all) == 0 {
		return nil, unavailable(errors.Join(errs...))
	}
	return all, nil
}
