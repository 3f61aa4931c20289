// Package backend is the seam between compiled graphs and the devices that run them: six methods,
// none of which names an operation. A graph enters as data; a backend says for each node whether
// it has a kernel for it, and package graph decomposes what it has not.
//
// Backends register themselves when their package is imported, so a program chooses what it links:
//
//	import _ "github.com/gemma-bench/gemma/backend/cpu"
//
// # Contract
//
// Compile fixes sizes and weights; Run then reads the inputs, updates the states and writes the
// outputs, and returns when the outputs can be read. A Program runs one step at a time: callers
// serialise Run. Different Programs of one Backend may be run from different goroutines unless
// they share a state. A steady-state Run allocates no memory.
//
// A result must not depend on how a sequence was cut into steps, on the number of threads, or on
// the length of a cache: backends sum in an order that is fixed by positions and widths alone.
package backend

import (
	"context"
	"time"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A Backend runs verified graphs on one device. Methods may be called from any goroutine.
type Backend interface {
	// Name returns the name that the backend registered, such as "cpu".
	Name() string

	// Device describes the device. It is plain data.
	Device() DeviceInfo

	// Supports returns nil if the backend has a kernel for node n of graph g, otherwise an
	// *UnsupportedError that says why not. It depends on nothing but the node and its arguments' types.
	Supports(g *graph.Graph, n *graph.Node) error

	// NewBuffer returns storage for a value of type t. The contents are undefined until written.
	NewBuffer(t tensor.Type, u Usage) (Buffer, error)

	// Compile prepares g, which has passed graph.Verify, for running with the given weights, one
	// buffer for each of g.Weights() in order. The weights must outlive the Program.
	Compile(g *graph.Graph, weights []Buffer, o Options) (Program, error)

	// Close releases the device. Programs and buffers must have been closed before. Closing twice is harmless.
	Close() error
}

// A Program is a graph compiled for one device.
type Program interface {
	// Run executes one step. It returns when the outputs can be read, or with ctx's error within
	// one step of its cancellation; the states are then undefined for the step's positions.
	// Values in the inputs that are out of range (a token id beyond the vocabulary, a negative
	// position, a row beyond the step) are an *InputError, and nothing was run.
	Run(ctx context.Context, b *Bindings) error

	// Stats returns the totals of all runs so far.
	Stats() Stats

	// Close releases what Compile allocated. Closing twice is harmless.
	Close() error
}

// Bindings are the buffers and live counts of one Run. The caller keeps and reuses the struct.
type Bindings struct {
	Inputs  []Buffer // one for each of Graph.Inputs(), in order
	States  []Buffer // one for each of Graph.States(), in order
	Outputs []Buffer // one for each of Graph.Outputs, in order
	T       int      // live rows along graph.AxisT, at most the compiled count
	R       int      // live rows along graph.AxisR, at most the compiled count
}

// A Buffer is storage on a device. It never aliases Go memory that a device may keep after a call,
// except through an Importer.
type Buffer interface {
	Type() tensor.Type
	// Write copies p to byte offset off.
	Write(off int, p []byte) error
	// Read copies from byte offset off to p.
	Read(off int, p []byte) error
	// Close releases the storage. Closing twice is harmless.
	Close() error
}

// A Mapper is a Buffer whose storage the host can address. The slice is valid until Close and must
// not be used during a Run that writes the buffer.
type Mapper interface {
	Map() []byte
}

// An Importer is a Backend that can use host memory as a weight without copying it. The memory
// must stay valid and unchanged until the buffer is closed.
type Importer interface {
	ImportBuffer(t tensor.Type, data []byte) (Buffer, error)
}

// A Chainer is a Program that can run several steps of one token in one call, each fed with the token that was chosen
// from the candidates of the one before. Between such steps nothing waits for the host.
type Chainer interface {
	// MaxChain returns how many steps RunChain takes at most; less than 2 if running them singly is as good.
	MaxChain() int

	// RunChain runs len(ids) steps. The first is that of Run. Each further one has the token that was chosen from
	// the pairs (id, logit) in the only output of the one before, [1,2K], and a position one higher. ids receives
	// what was chosen after each step, and pairs, [len(ids),2K], the outputs. Probabilities are computed in
	// float32: a caller that needs the choice of exact arithmetic compares. The contents of the inputs for tokens
	// and positions are undefined afterwards.
	RunChain(ctx context.Context, b *Bindings, c Chain, ids []int32, pairs []float32) error
}

// A Chain says how one step follows from another.
type Chain struct {
	Token, Position int // inputs of a step that change, as positions in Bindings.Inputs

	// How to choose; the zero values choose the first candidate. Among the first TopK, 0 for all, those stay whose
	// probabilities add up to TopP, 0 or 1 for all, and are at least MinP of the largest. Random is in [0,1).
	TopK                    int
	Temperature, TopP, MinP float32
	Random                  [8]float32 // of each step
}

// A Reopener is a Backend that can open its device again after ErrDeviceLost. The new Backend shares nothing
// with the old one, whose programs and buffers are gone and, like itself, still have to be closed.
type Reopener interface {
	Reopen() (Backend, error)
}

// A MemoryCounter is a Backend whose device has memory that the system does not count as the process's. The
// numbers are bytes that the backend allocated there, now and at most since it was opened; weights that the
// device reads where they lie in the host's memory are not among them.
type MemoryCounter interface {
	Memory() (now, peak uint64)
}

// A Usage says what a buffer is for.
type Usage uint8

// The usages.
const (
	UsageWeight Usage = iota // written once, read by the device
	UsageState               // read and written by the device
	UsageInput               // written by the host before each run
	UsageOutput              // read by the host after each run
)

// String returns the usage's name.
func (u Usage) String() string { return [...]string{"weight", "state", "input", "output"}[u] }

// Options steer Compile.
type Options struct {
	NoFusion bool // run the graph as it is, decomposed where necessary: for fused-against-decomposed tests
	Profile  bool // record time per node in Stats
}

// Config steers opening a backend.
type Config struct {
	Device  string // which device: an index, a name or a UUID; empty for the first
	Threads int    // CPU threads; 0 for the backend's default
}

// Stats are totals over the runs of a Program.
type Stats struct {
	Steps      int
	Dispatches int64         // kernel launches, or ops executed
	Cost       graph.Cost    // bytes moved and operations, as graph.NodeCost counts them
	Nodes      []NodeStats   // per node, if Options.Profile
	Busy       time.Duration // time inside Run
}

// NodeStats is the profile of one node.
type NodeStats struct {
	Name    string // the node's name in the graph
	Op      graph.Op
	Weight  string        // name of the first weight that it reads, if any
	Time    time.Duration // from the end of what was before it to its own
	Screen  time.Duration // of Time, with a screen in place of the weight (Screener)
	Threads []ThreadTime  // of each thread, where a backend has threads and tells
	Cost    graph.Cost
}

// ThreadTime is what a thread did in a node: its part of the work, and waiting for other threads to finish theirs.
type ThreadTime struct {
	Work, Wait time.Duration
}

// DeviceInfo describes a device.
type DeviceInfo struct {
	Backend  string            `json:"backend"`            // registered name
	Index    int               `json:"index"`              // position in the backend's device list
	UUID     string            `json:"uuid,omitempty"`     // identifies the device on this machine, if it has one
	Name     string            `json:"name"`               // such as "AMD EPYC 9R14"
	Kind     string            `json:"kind"`               // "cpu", "discrete-gpu", "integrated-gpu", "virtual-gpu", "software"
	Driver   string            `json:"driver,omitempty"`   // driver name and version
	Memory   uint64            `json:"memory,omitempty"`   // bytes that the device can address
	Threads  int               `json:"threads,omitempty"`  // CPU threads in use
	Features []string          `json:"features,omitempty"` // such as "avx512-vnni"
	Limits   map[string]uint64 `json:"limits,omitempty"`   // API limits that the backend honours
}
