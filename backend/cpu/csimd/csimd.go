//go:build cgo

package csimd

// #cgo CFLAGS: -std=c11 -O3 -Wall
// #cgo LDFLAGS: -lm
// #cgo !darwin LDFLAGS: -lpthread
// #include <stdlib.h>
// #include "csimd.h"
import "C"

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// Name is the name under which the backend is registered.
const Name = "csimd"

// maxThreads caps Config.Threads: beyond it a stage's work is too small to share out.
const maxThreads = 256

// maxK is the widest row of a matrix: per-thread scratch grows with it.
const maxK = 1 << 16

func init() {
	backend.Register(backend.Driver{
		Name: Name,
		Open: New,
		Devices: func() ([]backend.DeviceInfo, error) {
			name, err := tierName(os.Getenv("GEMMA_CPU"))
			if err != nil {
				return nil, err
			}
			return []backend.DeviceInfo{device(name, defaultThreads())}, nil
		},
	})
}

// A Backend owns a pool of C threads and the repacked weights that its programs share.
type Backend struct {
	tier    string
	threads int

	mu      sync.Mutex // guards the following, and a run: the pool runs one program at a time
	pool    *C.csimd_pool
	weights map[weightKey]*weight
	closed  bool
}

var (
	_ backend.Backend  = (*Backend)(nil)
	_ backend.Importer = (*Backend)(nil)
)

// New starts c.Threads threads, the caller of Run included; the default is one for each physical core
// within the affinity mask and the cgroup's quota. The tier is the best that the processor has, or the
// one that GEMMA_CPU names: avx512, avxvnni, avx2, neon or base.
func New(c backend.Config) (backend.Backend, error) { return open(c, os.Getenv("GEMMA_CPU")) }

func open(c backend.Config, tier string) (*Backend, error) {
	if c.Device != "" && c.Device != "0" {
		return nil, &backend.UnavailableError{Backend: Name, Reason: fmt.Sprintf("no device %q, there is only 0", c.Device)}
	}
	if c.Threads < 0 || c.Threads > maxThreads {
		return nil, fmt.Errorf("csimd: %d threads, want 0 to %d", c.Threads, maxThreads)
	}
	if c.Threads == 0 {
		c.Threads = defaultThreads()
	}
	k := kernels(tier)
	if k == nil {
		return nil, noTier(tier)
	}
	pool := C.csimd_pool_new(k, C.int(c.Threads), C.int(runtime.NumCPU()))
	if pool == nil {
		return nil, fmt.Errorf("csimd: cannot start %d threads", c.Threads)
	}
	return &Backend{tier: C.GoString(k.name), threads: c.Threads, pool: pool, weights: map[weightKey]*weight{}}, nil
}

func kernels(tier string) *C.csimd_kernels {
	name := C.CString(tier)
	defer C.free(unsafe.Pointer(name))
	return C.csimd_tier(name)
}

func tierName(tier string) (string, error) {
	k := kernels(tier)
	if k == nil {
		return "", noTier(tier)
	}
	return C.GoString(k.name), nil
}

func noTier(tier string) error {
	return &backend.UnavailableError{Backend: Name, Reason: fmt.Sprintf("GEMMA_CPU=%s: this processor or build has no such tier", tier),
		Install: "unset GEMMA_CPU or set it to avx512, avxvnni, avx2, neon or base"}
}

func device(tier string, threads int) backend.DeviceInfo {
	return backend.DeviceInfo{Backend: Name, Name: processorName(), Kind: "cpu", Driver: runtime.Version(), Threads: threads, Features: []string{tier}}
}

// Name returns "csimd".
func (b *Backend) Name() string { return Name }

// Device describes the processor and the tier in use.
func (b *Backend) Device() backend.DeviceInfo { return device(b.tier, b.threads) }

// Supports accepts every operation, on rows of at most 65,536 values for products.
func (b *Backend) Supports(g *graph.Graph, n *graph.Node) error {
	switch n.Op {
	case graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpMatMulTopK:
		if k := g.Nodes[n.In[1]].Type.Shape.Cols(); k > maxK {
			return &backend.UnsupportedError{Backend: Name, Op: n.Op, Reason: fmt.Sprintf("rows of %d values, at most %d", k, maxK)}
		}
	}
	return nil
}

// NewBuffer allocates zeroed memory outside the Go heap.
func (b *Backend) NewBuffer(t tensor.Type, _ backend.Usage) (backend.Buffer, error) {
	return newBuffer(t)
}

// ImportBuffer uses data, which must stay valid and unchanged, without copying it.
func (b *Backend) ImportBuffer(t tensor.Type, data []byte) (backend.Buffer, error) {
	return host.Import(t, data)
}

// Close stops the threads. The programs must have been closed before.
func (b *Backend) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		C.csimd_pool_free(b.pool)
		b.pool = nil
	}
	return nil
}

var shared struct {
	sync.Mutex
	backends map[int]*Backend // by number of threads
}

// Compile compiles g for a backend that the process shares and never closes, one for each number of
// threads. Package cpu hands its graphs over through it; weights may be any buffers in host memory.
func Compile(g *graph.Graph, weights []backend.Buffer, threads int, o backend.Options) (backend.Program, error) {
	shared.Lock()
	b := shared.backends[threads]
	if b == nil {
		var err error
		if b, err = open(backend.Config{Threads: threads}, os.Getenv("GEMMA_CPU")); err != nil {
			shared.Unlock()
			return nil, err
		}
		if shared.backends == nil {
			shared.backends = map[int]*Backend{}
		}
		shared.backends[threads] = b
	}
	shared.Unlock()
	return b.Compile(g, weights, o)
}
