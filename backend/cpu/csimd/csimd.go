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
	"runtime"
	"sync"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/processors"
	"github.com/gemma-bench/gemma/tensor"
)

// Name is the name that the engine answers to: that of package cpu, which opens it.
const Name = "cpu"

// maxThreads caps Config.Threads: beyond it a stage's work is too small to share out.
const maxThreads = 256

// maxK is the widest row of a matrix: per-thread scratch grows with it.
const maxK = 1 << 16

// A Backend owns a pool of C threads and the repacked weights that its programs share.
type Backend struct {
	tier    string
	threads int

	mu      sync.Mutex // guards the following, and a run: the pool runs one program at a time
	pool    *C.csimd_pool
	weights map[weightKey]*weight
	arena   cmem // intermediate values and scratch of whichever program runs; as large as the largest needs
	screens map[weightKey]*screen
	waiting map[weightKey]bool // weights for which a screen is expected
	closed  bool
}

var (
	_ backend.Backend  = (*Backend)(nil)
	_ backend.Importer = (*Backend)(nil)
)

// Available reports whether this build has the C kernels.
const Available = true

// New starts c.Threads threads, the caller of Run included; the default is one for each physical core
// that the affinity mask and the quota of the process allow. The tier is amx, avx512, avxvnni, avx2, i8mm, dotprod, neon or base; empty
// for the best that the processor has.
func New(c backend.Config, tier string) (backend.Backend, error) { return open(c, tier) }

// Device describes what New would open with the default number of threads.
func Device(tier string) (backend.DeviceInfo, error) {
	name, err := tierName(tier)
	if err != nil {
		return backend.DeviceInfo{}, err
	}
	return device(name, defaultThreads()), nil
}

func open(c backend.Config, tier string) (*Backend, error) {
	if err := backend.CheckOnlyDevice(Name, c.Device); err != nil {
		return nil, err
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
	pool := C.csimd_pool_new(k, C.int(c.Threads), C.int(processors.Here().Busy()))
	if pool == nil {
		return nil, fmt.Errorf("csimd: cannot start %d threads", c.Threads)
	}
	return &Backend{tier: C.GoString(k.name), threads: c.Threads, pool: pool, weights: map[weightKey]*weight{},
		screens: map[weightKey]*screen{}, waiting: map[weightKey]bool{}}, nil
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
	name := C.CString(tier)
	defer C.free(unsafe.Pointer(name))
	return &backend.UnavailableError{Backend: Name, Reason: fmt.Sprintf("GEMMA_CPU=%s: %s", tier, C.GoString(C.csimd_no_tier(name))),
		Install: "unset GEMMA_CPU or set it to amx, avx512, avxvnni, avx2, i8mm, dotprod, neon or base"}
}

func device(tier string, threads int) backend.DeviceInfo {
	return backend.DeviceInfo{Backend: Name, Name: processorName(), Kind: "cpu", Driver: runtime.Version(), Threads: threads, Features: []string{tier}}
}

// Name returns "cpu".
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

// growArena gives the arena at least the given size. It holds nothing between runs.
func (b *Backend) growArena(size int) error {
	if size <= b.arena.n {
		return nil
	}
	// First the new one, which costs nothing until it is touched: if there is no room the programs keep theirs.
	larger, err := alloc(size)
	if err != nil {
		return err
	}
	b.arena.free()
	b.arena = larger
	return nil
}

// Close stops the threads. The programs must have been closed before.
func (b *Backend) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		for _, s := range b.screens {
			s.free()
		}
		C.csimd_pool_free(b.pool)
		b.pool = nil
		b.arena.free()
	}
	return nil
}
