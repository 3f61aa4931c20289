// Package metal runs graphs on Apple's GPUs, without cgo.
//
// The kernels are those of package shaders in Metal's language. Each step is one command buffer with one
// encoder, whose launches run concurrently but for explicit barriers. Memory is shared: weights are packed
// into the buffer that the GPU reads, and those of plain types are used where the file is mapped. Sums and
// the residual stream are float32, compiled without fast math.
package metal

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/internal/immediate"
	"github.com/gemma-bench/gemma/backend/metal/mtl"
)

// Name is the name under which the backend is registered.
const Name = "metal"

// MatrixEnv is the environment variable that, if it is 1, lets products of 32 rows and more use the matrices of SIMD
// groups on devices that have them (Apple's from the M1 on). Such steps then round otherwise than shorter ones, so
// that results depend in their last bits on how a text is cut into steps. It is not the default until it has been
// measured on a Mac.
const MatrixEnv = "GEMMA_METAL_MATRIX"

const matrixT = 32

func init() {
	backend.Register(backend.Driver{Name: Name, Open: open, Devices: devices})
}

func unavailable(err error) error {
	u := &backend.UnavailableError{Backend: Name, Reason: "no usable Metal device", Err: err}
	if errors.Is(err, mtl.ErrNoMetal) {
		u.Install = "use vulkan, opengl or cpu"
	}
	return u
}

// open opens the device that c names: an index or a part of its name, the first if it is empty.
func open(c backend.Config) (backend.Backend, error) {
	names, err := mtl.Devices()
	if err != nil {
		return nil, unavailable(err)
	}
	at, err := choose(names, c.Device)
	if err != nil {
		return nil, unavailable(err)
	}
	dev, err := mtl.Open(at)
	if err != nil {
		return nil, unavailable(err)
	}
	b, err := newBackend(dev, at, nil)
	if err != nil {
		return nil, unavailable(errors.Join(err, dev.Close()))
	}
	return b, nil
}

func choose(names []string, want string) (int, error) {
	if want == "" && len(names) > 0 {
		return 0, nil
	}
	if i, err := strconv.Atoi(want); err == nil && i >= 0 && i < len(names) {
		return i, nil
	}
	for i, n := range names {
		if want != "" && strings.Contains(strings.ToLower(n), strings.ToLower(want)) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no device %q among %q", want, names)
}

// devices lists the devices.
func devices() ([]backend.DeviceInfo, error) {
	names, err := mtl.Devices()
	if err != nil {
		return nil, unavailable(err)
	}
	var all []backend.DeviceInfo
	for i := range names {
		dev, err := mtl.Open(i)
		if err != nil {
			return nil, unavailable(err)
		}
		all = append(all, describe(dev, i))
		if err := dev.Close(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// newBackend returns a backend on dev, which it closes. adjust, if set, changes the limits: tests fake
// devices with it.
func newBackend(dev mtl.Device, index int, adjust func(*gpu.Limits)) (*immediate.Backend, error) {
	l, err := limits(dev.Limits())
	if err != nil {
		return nil, fmt.Errorf("metal: %s: %w", dev.Name(), err)
	}
	if adjust != nil {
		adjust(&l)
	}
	return immediate.New(describe(dev, index), l, &device{dev: dev, one: l.One, width: int(l.Subgroup)}), nil
}

// limits derives what kernels may use from what the device allows.
func limits(d mtl.Limits) (gpu.Limits, error) {
	l := gpu.Limits{
		StorageRange: min(d.BufferBytes, 1<<32) &^ (gpu.Align - 1),
		Groups:       [3]uint32{1 << 30, 1 << 30, 1 << 30}, // Metal has no limit but the type's
		Subgroup:     32,
		One:          d.Apple,
		ReduceWG:     32, NormWG: 32, PlainWG: 64, SelectWG: 256,
		GemvRows: 4, GemmRows: 8, GemmTokens: 8, AttnTokens: 4,
		Bindings: gpu.MaxBindings, Shared: uint32(d.Shared), NormFirst: true,
	}
	if d.Matrices && os.Getenv(MatrixEnv) == "1" {
		l.MatrixT = matrixT
	}
	switch {
	case l.StorageRange < 1<<24:
		return l, fmt.Errorf("buffers of %d bytes, needs %d", d.BufferBytes, 1<<24)
	case d.Threads < 256:
		return l, fmt.Errorf("thread groups of %d, needs 256", d.Threads)
	case d.Shared < 16<<10:
		return l, fmt.Errorf("%d bytes of thread group memory, needs %d", d.Shared, 16<<10)
	case !d.Unified:
		return l, errors.New("a GPU with memory of its own; those of Apple's own chips are supported")
	}
	return l, nil
}

func describe(dev mtl.Device, index int) backend.DeviceInfo {
	l := dev.Limits()
	info := backend.DeviceInfo{
		Backend: Name, Index: index, Name: dev.Name(), Kind: "integrated-gpu", Driver: "Metal", Memory: l.Memory,
		Limits: map[string]uint64{"storage_buffer_range": l.BufferBytes, "shared_memory": uint64(l.Shared)},
	}
	if l.Apple {
		info.Features = []string{"subgroup-32"}
	}
	return info
}
