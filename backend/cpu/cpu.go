package cpu

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/cpu/csimd"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/processors"
	"github.com/gemma-bench/gemma/tensor"
)

// Name is the name under which the backend is registered.
const Name = "cpu"

// maxThreads caps Config.Threads: beyond it a step's units are too small to share out.
const maxThreads = 256

func init() {
	backend.Register(backend.Driver{
		Name: Name,
		Open: func(c backend.Config) (backend.Backend, error) {
			tier, inGo := engine(os.Getenv("GEMMA_CPU"))
			if inGo {
				return openGo(c, tier)
			}
			return csimd.New(c, tier)
		},
		Devices: func() ([]backend.DeviceInfo, error) {
			tier, inGo := engine(os.Getenv("GEMMA_CPU"))
			d, err := device(tier)
			if !inGo {
				d, err = csimd.Device(tier)
			}
			if err != nil {
				return nil, err
			}
			return []backend.DeviceInfo{d}, nil
		},
	})
}

// engine splits the value of GEMMA_CPU into a tier and the engine it is a tier of: "go" and "go-avx2"
// mean the Go engine, other names the C engine if this build has it.
func engine(env string) (tier string, inGo bool) {
	if env == "go" {
		return "", true
	}
	if tier, found := strings.CutPrefix(env, "go-"); found {
		return tier, true
	}
	return env, !csimd.Available
}

// openGo opens the Go engine as a backend.
func openGo(c backend.Config, tier string) (backend.Backend, error) {
	b, err := Open(c, tier)
	if err != nil {
		return nil, err
	}
	return b, nil
}

// device describes the Go engine's tier.
func device(tier string) (backend.DeviceInfo, error) {
	k, err := choose(tier)
	if err != nil {
		return backend.DeviceInfo{}, err
	}
	return (&Backend{k: k, threads: defaultThreads()}).Device(), nil
}

// A Backend owns a pool of goroutines that its programs share.
type Backend struct {
	k       *impl
	threads int

	mu     sync.Mutex // guards the following
	pool   *pool      // started by the first Compile
	closed bool
}

var (
	_ backend.Backend  = (*Backend)(nil)
	_ backend.Importer = (*Backend)(nil)
)

// Open returns the Go engine on a tier, base, avx2 or avx512, or on the best that the processor has if
// tier is empty. It uses c.Threads goroutines, the caller of Run included; the default is one for each physical core
// that the affinity mask and the quota of the process allow, and at most GOMAXPROCS.
func Open(c backend.Config, tier string) (*Backend, error) {
	if err := backend.CheckOnlyDevice(Name, c.Device); err != nil {
		return nil, err
	}
	if c.Threads < 0 || c.Threads > maxThreads {
		return nil, fmt.Errorf("cpu: %d threads, want 0 to %d", c.Threads, maxThreads)
	}
	if c.Threads == 0 {
		c.Threads = defaultThreads()
	}
	k, err := choose(tier)
	if err != nil {
		return nil, err
	}
	return &Backend{k: k, threads: c.Threads}, nil
}

func defaultThreads() int { return min(processors.Default(), maxThreads) }

// Name returns "cpu".
func (b *Backend) Name() string { return Name }

// Device describes the processor.
func (b *Backend) Device() backend.DeviceInfo {
	return backend.DeviceInfo{
		Backend: Name, Name: processorName(), Kind: "cpu", Driver: runtime.Version(),
		Threads: b.threads, Features: []string{"go-" + b.k.name},
	}
}

// Supports returns nil: there is a kernel for every operation and every type.
func (b *Backend) Supports(*graph.Graph, *graph.Node) error { return nil }

// NewBuffer allocates host memory.
func (b *Backend) NewBuffer(t tensor.Type, _ backend.Usage) (backend.Buffer, error) {
	return host.NewBuffer(t)
}

// ImportBuffer wraps host memory without copying it.
func (b *Backend) ImportBuffer(t tensor.Type, data []byte) (backend.Buffer, error) {
	return host.Import(t, data)
}

// workers returns the pool, starting it if necessary.
func (b *Backend) workers() (*pool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, backend.ErrClosed
	}
	if b.pool == nil {
		b.pool = newPool(b.threads)
	}
	return b.pool, nil
}

// Close stops the goroutines.
func (b *Backend) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	if b.pool != nil {
		b.pool.close()
		b.pool = nil
	}
	return nil
}
