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

// openLimited opens the device that c names: an index or a part of its name. adjust, if set, changes the
// limits: tests fake devices with it.
func openLimited(c backend.Config, adjust func(*gpu.Limits)) (*immediate.Backend, error) {
	n, err := egl.Displays()
	if err != nil {
		return nil, unavailable(err)
	}
	index, number := 0, true
	if c.Device != "" {
		if index, err = strconv.Atoi(c.Device); err != nil {
			index, number = 0, false
		}
	}
	if number {
		dev, info, err := newDevice(index)
		if err != nil {
			return nil, unavailable(err)
		}
		return immediate.New(info, dev.adjusted(adjust), dev), nil
	}
	var names []string
	for i := range n {
		dev, info, err := newDevice(i)
		if err != nil {
			continue
		}
		if strings.Contains(strings.ToLower(info.Name), strings.ToLower(c.Device)) {
			return immediate.New(info, dev.adjusted(adjust), dev), nil
		}
		names = append(names, info.Name)
		if err := dev.Close(); err != nil {
			return nil, err
		}
	}
	return nil, unavailable(fmt.Errorf("no device %q among %q", c.Device, names))
}

func unavailable(err error) error {
	return &backend.UnavailableError{Backend: Name, Reason: "no usable OpenGL 4.3", Install: installDriver, Err: err}
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
		dev, info, err := newDevice(i)
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
