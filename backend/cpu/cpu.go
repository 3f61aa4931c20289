package cpu

import (
	"fmt"
	"os"
	"runtime"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
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
			b, err := Open(c)
			if err != nil {
				return nil, err
			}
			return b, nil
		},
		Devices: func() ([]backend.DeviceInfo, error) {
			k, _, err := choose(os.Getenv("GEMMA_CPU"))
			if err != nil {
				return nil, err
			}
			return []backend.DeviceInfo{(&Backend{k: k, threads: defaultThreads()}).Device()}, nil
		},
	})
}

// A Backend owns a pool of goroutines that its programs share.
type Backend struct {
	k        *impl
	threads  int
	goEngine bool // never hand graphs to the C engine

	mu     sync.Mutex // guards the following
	pool   *pool      // started by the first Compile
	closed bool
}

var (
	_ backend.Backend  = (*Backend)(nil)
	_ backend.Importer = (*Backend)(nil)
)

// compileC compiles g for the C engine, or is nil in a build without it. An *UnsupportedError or
// *UnavailableError leaves the graph to the Go engine.
var compileC func(g *graph.Graph, weights []backend.Buffer, threads int, o backend.Options) (backend.Program, error)

// Open returns the backend with c.Threads goroutines, the caller of Run included. The default is
// GOMAXPROCS, which the runtime sets to the processors that affinity and the cgroup quota allow.
func Open(c backend.Config) (*Backend, error) {
	if c.Device != "" && c.Device != "0" {
		return nil, &backend.UnavailableError{Backend: Name, Reason: fmt.Sprintf("no device %q, there is only 0", c.Device)}
	}
	if c.Threads < 0 || c.Threads > maxThreads {
		return nil, fmt.Errorf("cpu: %d threads, want 0 to %d", c.Threads, maxThreads)
	}
	if c.Threads == 0 {
		c.Threads = defaultThreads()
	}
	k, forced, err := choose(os.Getenv("GEMMA_CPU"))
	if err != nil {
		return nil, err
	}
	return &Backend{k: k, threads: c.Threads, goEngine: forced}, nil
}

func defaultThreads() int { return min(runtime.GOMAXPROCS(0), maxThreads) }

// Name returns "cpu".
func (b *Backend) Name() string { return Name }

// Device describes the processor.
func (b *Backend) Device() backend.DeviceInfo {
	return backend.DeviceInfo{
		Backend: Name, Name: processorName(), Kind: "cpu", Driver: runtime.Version(),
		Threads: b.threads, Features: []string{b.k.name},
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
