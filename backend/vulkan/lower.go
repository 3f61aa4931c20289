package vulkan

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/shaders"
)

// A refKind says what storage a ref means.
type refKind uint8

const (
	refNone    refKind = iota
	refLive            // the live counts
	refValue           // an activation, input, output, state or cache
	refQuants          // first part of a weight
	refScales          // second part of a weight
	refScratch         // room that a node has for itself
	refTable           // a table of the backend
)

// A ref is storage that a dispatch binds: size bytes at off, or all of it if size is 0.
type ref struct {
	kind      refKind
	value     graph.Value
	off, size uint64
	table     region
}

// A dim is one dimension of a grid: fixed, or as many work groups of per rows as the live rows of an
// axis need beyond the first skip, at most most rows; or the chunks that a rule counts.
type dim struct {
	fixed           uint32
	axis            graph.Axis
	skip, per, most uint32
	rule            int // 1 + index of a chunk rule
}

// A chunkRule counts the chunks that the queries of one position input see.
type chunkRule struct {
	input  int // position in Graph.Inputs()
	axis   graph.Axis
	window int
	count  uint32 // in the current run
}

// A dispatch is one launch of a kernel.
type dispatch struct {
	node     graph.Value
	pipeline vk.Pipeline
	args     [maxBindings]ref // of bindings 1, 2, …
	result   int              // the argument that is written
	second   int              // another one, 0 if there is none
	push     []uint32
	grid     [3]dim
}

// A lowering appends the dispatches of node v.
type lowering func(l *lowerer, v graph.Value, n *graph.Node) error

var lowerings map[graph.Op]lowering

// The table is filled in init because the lowerings reach Supports, which reads it.
func init() {
	lowerings = map[graph.Op]lowering{
		graph.OpEmbed: lowerEmbed, graph.OpRMSNorm: lowerNorm, graph.OpRMSNormAdd: lowerNorm, graph.OpRMSNormRoPE: lowerNormRoPE,
		graph.OpMatMul: lowerMatMul, graph.OpMatMulGeGLU: lowerMatMulGeGLU, graph.OpMatMulTopK: lowerMatMulTopK,
		graph.OpRoPE: lowerRoPE, graph.OpGELU: lowerElementwise, graph.OpAdd: lowerElementwise, graph.OpMul: lowerElementwise,
		graph.OpGeGLU: lowerElementwise, graph.OpRows: lowerElementwise, graph.OpKVWrite: lowerKVWrite,
		graph.OpAttnScores: lowerAttnScores, graph.OpSoftmax: lowerSoftmax, graph.OpAttnMix: lowerAttnMix,
		graph.OpAttention: lowerAttention, graph.OpTopK: lowerTopK,
	}
}

// A lowerer turns a graph into dispatches.
type lowerer struct {
	b       *Backend
	g       *graph.Graph
	weights map[graph.Value]*weight
	list    []dispatch
	rules   []chunkRule
	scratch uint64
	joined  *joins
}

func (l *lowerer) run() error {
	for v := range l.g.Nodes {
		n := &l.g.Nodes[v]
		if n.Op.Leaf() || l.joined.ahead(graph.Value(v)) {
			continue
		}
		if err := lowerings[n.Op](l, graph.Value(v), n); err != nil {
			return fmt.Errorf("vulkan: %s: %w", n.Op, err)
		}
	}
	return nil
}

// add appends a dispatch of the named kernel with the given specialisation constants.
func (l *lowerer) add(d dispatch, kernel string, spec ...uint32) error {
	var err error
	if d.pipeline, err = l.b.pipeline(kernel, spec); err != nil {
		return err
	}
	if 4*len(d.push) > maxPush {
		panic("BUG: vulkan: too many parameters for " + kernel)
	}
	for i, g := range d.grid {
		if g.fixed > l.b.limits.groups[i] {
			panic(fmt.Sprintf("BUG: vulkan: %s needs %d work groups in dimension %d", kernel, g.fixed, i))
		}
	}
	l.list = append(l.list, d)
	return nil
}

// value refers to all of a value.
func value(v graph.Value) ref { return ref{kind: refValue, value: v} }

// values makes the arguments of a dispatch that binds whole values, the last of which is its result.
func values(vs ...graph.Value) (args [maxBindings]ref, result int) {
	args[0].kind = refLive
	for i, v := range vs {
		args[i+1] = value(v)
	}
	return args, len(vs)
}

// scratchAt refers to size bytes of the node's own room and makes sure that there are so many.
func (l *lowerer) scratchAt(off, size uint64) ref {
	l.scratch = max(l.scratch, off+size)
	return ref{kind: refScratch, off: off, size: size}
}

func fixed(n int) dim { return dim{fixed: uint32(n)} }

// rowsOf is one work group per live row of an axis.
func rowsOf(axis graph.Axis) dim { return dim{axis: axis, per: 1, most: math.MaxUint32} }

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
	if l.g.Nodes[v].Type.DType.BlockBytes() == 2 {
		return "_f16"
	}
	return "_f32"
}

// pipeline returns the named kernel with the given constants, building it at its first use.
func (b *Backend) pipeline(name string, spec []uint32) (vk.Pipeline, error) {
	key := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(spec)))
	for _, s := range spec {
		key = binary.LittleEndian.AppendUint32(key, s)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, backend.ErrClosed
	}
	if p, ok := b.pipelines[string(key)]; ok {
		return p, nil
	}
	m, err := shaders.Load(name)
	if err != nil {
		return 0, err
	}
	p, err := b.dev.NewComputePipeline(b.layout, b.cache.cache, m.SPIRV, spec)
	if err != nil {
		return 0, b.fail("compile "+name, err)
	}
	b.pipelines[string(key)] = p
	return p, nil
}

// A ropeKey identifies a table of rotations.
type ropeKey struct {
	half        int
	base, scale float32
}

// table returns the rotations of a: (cos, sin) of pair j at position d·256ˡ as [4,256,E/2].
func (b *Backend) table(a graph.RoPEAttr) (region, error) {
	key := ropeKey{a.HeadDim / 2, a.Base, a.Scale}
	b.mu.Lock()
	r, ok := b.tables[key]
	b.mu.Unlock()
	if ok {
		return r, nil
	}
	data := make([]byte, 0, 4*256*key.half*8)
	for level := range 4 {
		for d := range 256 {
			for j := range key.half {
				freq := float64(a.Scale) * math.Pow(float64(a.Base), -2*float64(j)/float64(a.HeadDim))
				sin, cos := math.Sincos(float64(d<<(8*level)) * freq)
				data = binary.LittleEndian.AppendUint32(data, f32bits(float32(cos)))
				data = binary.LittleEndian.AppendUint32(data, f32bits(float32(sin)))
			}
		}
	}
	r, err := b.mem.alloc(classDevice, uint64(len(data)), "rotations")
	if err != nil {
		return r, err
	}
	if host := r.host(); host != nil {
		copy(host, data)
	} else if err := b.stage(r, 0, data, true); err != nil {
		b.mem.free(r)
		return r, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if other, ok := b.tables[key]; ok { // made meanwhile by another goroutine
		b.mem.free(r)
		return other, nil
	}
	b.tables[key] = r
	return r, nil
}

// pow2 returns the smallest power of two of at least n, and at least 2.
func pow2(n int) uint32 { return 1 << max(1, bits.Len(uint(n-1))) }
