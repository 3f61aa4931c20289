package ref

import (
	"runtime"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// Name is the name under which the backend is registered.
const Name = "ref"

func init() {
	backend.Register(backend.Driver{
		Name: Name,
		Open: func(c backend.Config) (backend.Backend, error) {
			if err := backend.CheckOnlyDevice(Name, c.Device); err != nil {
				return nil, err
			}
			return New(c), nil
		},
		Devices: func() ([]backend.DeviceInfo, error) {
			return []backend.DeviceInfo{New(backend.Config{}).Device()}, nil
		},
	})
}

// A Backend is the reference backend. It holds no resources.
type Backend struct{ threads int }

var (
	_ backend.Backend  = (*Backend)(nil)
	_ backend.Importer = (*Backend)(nil)
)

// New returns a reference backend that uses c.Threads goroutines, or one per CPU.
func New(c backend.Config) *Backend {
	if c.Threads <= 0 {
		c.Threads = runtime.GOMAXPROCS(0)
	}
	return &Backend{c.Threads}
}

// Name returns "ref".
func (b *Backend) Name() string { return Name }

// Device describes the reference.
func (b *Backend) Device() backend.DeviceInfo {
	return backend.DeviceInfo{
		Backend: Name, Name: "scalar Go, float64 accumulation", Kind: "cpu",
		Driver: runtime.Version(), Threads: b.threads,
	}
}

// Supports returns nil: the reference has every operation and every type.
func (b *Backend) Supports(*graph.Graph, *graph.Node) error { return nil }

// NewBuffer allocates host memory.
func (b *Backend) NewBuffer(t tensor.Type, _ backend.Usage) (backend.Buffer, error) {
	return host.NewBuffer(t)
}

// ImportBuffer wraps host memory without copying it.
func (b *Backend) ImportBuffer(t tensor.Type, data []byte) (backend.Buffer, error) {
	return host.Import(t, data)
}

// Close does nothing.
func (b *Backend) Close() error { return nil }
