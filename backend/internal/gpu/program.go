package gpu

import (
	"fmt"
	"math"
	"math/bits"
	"strings"

	"github.com/gemma-bench/gemma/graph"
)

// A Program is a graph lowered to launches, in the order in which they run.
type Program struct {
	Graph    *graph.Graph
	Launches []Launch
	Tables   []Rotations
	Packings map[graph.Value]*Packing // of the weights
	Arena    uint64                   // bytes of activations
	Scratch  uint64                   // bytes that nodes have for themselves
	Inputs   []graph.Value
	States   []graph.Value
	Screened *Screen // the screen that is used; nil if none is
	rules    []ChunkRule
	plan     *graph.Plan
}

// Options change how a graph is lowered.
type Options struct {
	NoJoin  bool                    // one kernel for each node
	Screens map[graph.Value]*Screen // of weights, for steps that take the largest entries of one row
}

// Lower turns g, whose nodes are all supported, into launches within the limits.
func Lower(g *graph.Graph, lim *Limits, o Options) (*Program, error) {
	p := &Program{Graph: g, Packings: map[graph.Value]*Packing{}, Inputs: g.Inputs(), States: g.States()}
	for _, v := range g.Weights() {
		var err error
		if p.Packings[v], err = NewPacking(g.Nodes[v].Type); err != nil {
			return nil, err
		}
	}
	l := &lowerer{g: g, lim: lim, weights: p.Packings, joins: newJoins(g), screens: o.Screens}
	if !o.NoJoin {
		l.join()
	}
	if err := l.run(); err != nil {
		return nil, err
	}
	p.plan = graph.PlanMemoryAt(g, l.joins.at)
	p.Launches, p.Tables, p.rules, p.Screened = l.list, l.tables, l.rules, l.used
	p.Arena, p.Scratch = uint64(p.plan.Size), l.scratch
	return p, nil
}

// A lowering appends the launches of node v.
type lowering func(l *lowerer, v graph.Value, n *graph.Node) error

var lowerings = map[graph.Op]lowering{
	graph.OpEmbed: lowerEmbed, graph.OpRMSNorm: lowerNorm, graph.OpRMSNormAdd: lowerNorm, graph.OpRMSNormRoPE: lowerNormRoPE,
	graph.OpMatMul: lowerMatMul, graph.OpMatMulGeGLU: lowerMatMulGeGLU, graph.OpMatMulTopK: lowerMatMulTopK,
	graph.OpRoPE: lowerRoPE, graph.OpGELU: lowerElementwise, graph.OpAdd: lowerElementwise, graph.OpMul: lowerElementwise,
	graph.OpGeGLU: lowerElementwise, graph.OpRows: lowerElementwise, graph.OpKVWrite: lowerKVWrite,
	graph.OpAttnScores: lowerAttnScores, graph.OpSoftmax: lowerSoftmax, graph.OpAttnMix: lowerAttnMix,
	graph.OpAttention: lowerAttention, graph.OpTopK: lowerTopK,
}

// A lowerer turns a graph into launches.
type lowerer struct {
	g       *graph.Graph
	lim     *Limits
	weights map[graph.Value]*Packing
	list    []Launch
	tables  []Rotations
	rules   []ChunkRule
	scratch uint64
	joins   *joins
	screens map[graph.Value]*Screen
	used    *Screen
}

func (l *lowerer) run() error {
	for v := range l.g.Nodes {
		n := &l.g.Nodes[v]
		lower := lowerings[n.Op]
		switch {
		case n.Op.Leaf() || l.joins.at[v] != v:
			continue
		case l.joins.lower[graph.Value(v)] != nil:
			lower = l.joins.lower[graph.Value(v)]
		}
		if err := lower(l, graph.Value(v), n); err != nil {
			return fmt.Errorf("%s: %w", n.Op, err)
		}
	}
	return nil
}

// add appends a launch of the named kernel with the given specialisation constants.
func (l *lowerer) add(d Launch, kernel string, spec ...uint32) error {
	d.Kernel, d.Spec = kernel, spec
	if 4*len(d.Push) > MaxPush {
		panic("BUG: gpu: too many parameters for " + kernel)
	}
	for i, g := range d.Grid {
		if g.Fixed > l.lim.Groups[i] {
			panic(fmt.Sprintf("BUG: gpu: %s needs %d work groups in dimension %d", kernel, g.Fixed, i))
		}
	}
	l.list = append(l.list, d)
	return nil
}

// value refers to all of a value.
func value(v graph.Value) Ref { return Ref{Kind: RefValue, Value: v} }

// values makes the arguments of a launch that binds whole values, the last of which is its result.
func values(vs ...graph.Value) (args [MaxBindings]Ref, result int) {
	args[0].Kind = RefLive
	for i, v := range vs {
		args[i+1] = value(v)
	}
	return args, len(vs)
}

// scratchAt refers to size bytes of the node's own room and makes sure that there are so many.
func (l *lowerer) scratchAt(off, size uint64) Ref {
	l.scratch = max(l.scratch, off+size)
	return Ref{Kind: RefScratch, Off: off, Size: size}
}

func fixed(n int) Dim { return Dim{Fixed: uint32(n)} }

// rowsOf is one work group per live row of an axis.
func rowsOf(axis graph.Axis) Dim { return Dim{Axis: axis, Per: 1, Most: math.MaxUint32} }

func ceilDiv(n, by int) int { return (n + by - 1) / by }

func f32bits(f float32) uint32 { return math.Float32bits(f) }

// axisIndex is the entry of the live counts that bounds rows of n.
func axisIndex(n *graph.Node) uint32 {
	if n.Axis == graph.AxisR {
		return 1
	}
	return 0
}

func (l *lowerer) cols(v graph.Value) int { return l.g.Nodes[v].Type.Shape.Cols() }

// cacheSuffix names the variant for a cache's type.
func (l *lowerer) cacheSuffix(v graph.Value) string {
	return "_" + strings.ToLower(l.g.Nodes[v].Type.DType.String())
}

// pow2 returns the smallest power of two of at least n, and at least 2.
func pow2(n int) uint32 { return 1 << max(1, bits.Len(uint(n-1))) }
