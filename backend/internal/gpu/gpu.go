// Package gpu is what the GPU backends share: it lowers a graph to launches of the kernels in package
// shaders, lays weights out in words, says what the kernels can do within a device's limits, finds
// where launches must wait for each other, and counts what runs cost.
//
// It knows no API. A backend gives the limits of its device, compiles the kernels that launches name,
// and puts memory behind the spans that Locate returns.
package gpu

import (
	"fmt"
	"slices"

	"github.com/gemma-bench/gemma/graph"
)

// MaxBindings is the number of storage buffers of the widest kernel, matmul_qkv. MinBindings is that of the widest one
// that joins no nodes, matmul_geglu: what every device has.
const (
	MaxBindings = 15
	MinBindings = 7
)

// MaxPush bounds the bytes of parameters of every kernel.
const MaxPush = 64

// Align is graph.PlanAlign, which is also as much as any API lets a device ask for: what a launch binds
// begins at multiples of it.
const Align = graph.PlanAlign

// Limits are what a device allows a launch, and the shapes of work groups that suit it.
type Limits struct {
	StorageRange uint64    // bytes that one binding may cover, a multiple of Align
	Groups       [3]uint32 // work groups per dimension
	Subgroup     uint32    // invocations of a subgroup; 1 if arithmetic on them is not offered
	One          bool      // a work group of that many invocations is always exactly one subgroup

	ReduceWG uint32 // work group of kernels that reduce
	NormWG   uint32 // work group of norms and softmax, whose rows are few and long
	PlainWG  uint32 // work group of kernels that do not reduce
	SelectWG uint32 // work group of top_k

	GemvRows   uint32 // tile of matmul for one row of x
	GemmRows   uint32 // tile of matmul for many rows
	GemmTokens uint32
	AttnTokens uint32 // most tokens that a work group of attention sums
	TileT      uint32 // rows of x from which products use tiles in shared memory; 0 if they never do
	TileWG     uint32 // work group of such products
	Bindings   uint32 // storage buffers of a kernel, from MinBindings to MaxBindings: what fewer than a joined kernel needs forbid it
	Shared     uint32 // bytes of memory of a work group
	NormFirst  bool   // products of one row of x begin with the norm of x, where NormWG is ReduceWG
	ScanTile   uint32 // rows that an invocation of screen_scan scores at once
	ScanPer    uint32 // times that it does
	MatrixT    uint32 // rows of x from which products use the matrices of a SIMD group; 0 if they never do
}

// Guaranteed are limits that every device offers which a backend opens.
func Guaranteed() Limits {
	return Limits{
		StorageRange: 1 << 24, Groups: [3]uint32{65535, 65535, 65535}, Subgroup: 1,
		ReduceWG: 32, NormWG: 128, PlainWG: 64, SelectWG: 256, GemvRows: 4, GemmRows: 8, GemmTokens: 8, AttnTokens: 4, ScanTile: 1, ScanPer: 4,
		Bindings: MinBindings, Shared: 16 << 10,
	}
}

// Reduction returns the suffix of the variant of a reducing kernel and the specialisation constant
// that says whether wg invocations are one subgroup.
func (l *Limits) Reduction(wg uint32) (suffix string, one uint32) {
	if l.Subgroup == 1 {
		return "_shared", 0
	}
	if l.One && wg == l.Subgroup {
		one = 1
	}
	return "_subgroup", one
}

// InOrder returns the constant IN_ORDER of every kernel that adds up products: 1 where some of those use tiles, in which
// an invocation adds up all of a sum, so that the others add in the same order.
func (l *Limits) InOrder() uint32 {
	if l.TileT > 0 {
		return 1
	}
	return 0
}

// Tiles lets products of many rows of x use tiles, with shapes that suit a GPU.
func (l *Limits) Tiles() { l.TileT, l.TileWG = 16, 64 }

// A RefKind says what storage a Ref means.
type RefKind uint8

const (
	RefNone    RefKind = iota
	RefLive            // the live counts: T and R, two words
	RefValue           // an activation, input, output, state or cache
	RefQuants          // first part of a weight
	RefScales          // second part of a weight
	RefScratch         // room that a node has for itself
	RefTable           // a table of rotations
	RefScreen          // a screen of a weight
	RefCounts          // what screen_decide counts, four words
)

// A Ref is storage that a launch binds: Size bytes at Off, or all of it if Size is 0.
type Ref struct {
	Kind      RefKind
	Value     graph.Value
	Off, Size uint64
	Table     int // index in Program.Tables
}

// A Dim is one dimension of a grid: fixed, or as many work groups of Per rows as the live rows of an
// axis need beyond the first Skip, at most Most rows; or the chunks that a rule counts.
type Dim struct {
	Fixed           uint32
	Axis            graph.Axis
	Skip, Per, Most uint32
	Rule            int // 1 + index of a chunk rule
}

// A ChunkRule counts the chunks that the queries of one position input see, Tile of them at a time.
type ChunkRule struct {
	Input  int // position in Graph.Inputs()
	Axis   graph.Axis
	Window int
	Tile   int
	count  uint32 // in the current run
}

// A Launch is one launch of a kernel.
type Launch struct {
	Node    graph.Value
	Kernel  string           // variant of package shaders
	Spec    []uint32         // its specialisation constants, from 0 on
	Args    [MaxBindings]Ref // of bindings 1, 2, …
	Result  int              // the argument that is written
	More    []int            // others that are
	Push    []uint32         // parameters
	Grid    [3]Dim
	Counted Ref // if it is one: three words that launches before write, in place of Grid
}

// Writes reports whether argument i is written.
func (d *Launch) Writes(i int) bool { return i == d.Result || slices.Contains(d.More, i) }

// Varies reports whether the grid depends on the run.
func (d *Launch) Varies() bool {
	for _, g := range d.Grid {
		if g.Rule > 0 || g.Axis != graph.AxisNone {
			return true
		}
	}
	return false
}

// MiB formats a number of bytes.
func MiB(n uint64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
