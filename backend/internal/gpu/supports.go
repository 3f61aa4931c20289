package gpu

import (
	"fmt"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// Supports returns nil if there is a kernel for n. It depends on the node, its arguments' types and the
// device's limits.
func (l *Limits) Supports(name string, g *graph.Graph, n *graph.Node) error {
	if n.Op.Leaf() {
		return nil
	}
	if why := l.refuse(g, n); why != "" {
		return &backend.UnsupportedError{Backend: name, Op: n.Op, Reason: why}
	}
	return nil
}

// refuse returns why there is no kernel for n, or "".
func (l *Limits) refuse(g *graph.Graph, n *graph.Node) string {
	if lowerings[n.Op] == nil {
		return "no kernel"
	}
	arg := func(i int) tensor.Type { return g.Nodes[n.In[i]].Type }
	for i, a := range n.Op.Args() {
		t := arg(i)
		if a.Kind == graph.ArgW {
			if why := l.refuseWeight(t); why != "" {
				return why
			}
		} else if uint64(t.Bytes()) > l.StorageRange {
			return fmt.Sprintf("%s is %v, more than a binding's %s", a.Name, t, MiB(l.StorageRange))
		}
		if a.Kind == graph.ArgS && t.DType.Quantised() && t.Shape.Cols()%64 != 0 {
			return fmt.Sprintf("a %v cache whose width %d is not a multiple of 64", t.DType, t.Shape.Cols())
		}
		if a.Kind != graph.ArgW && a.Kind != graph.ArgS && uint32(t.Shape.Dim(0)) > l.Groups[1] {
			return fmt.Sprintf("%s has %d rows, more than a grid's %d", a.Name, t.Shape.Dim(0), l.Groups[1])
		}
	}
	switch n.Op {
	case graph.OpMatMul, graph.OpMatMulTopK:
		if cols := arg(1).Shape.Dim(0); uint64(cols) > l.StorageRange/4/rowTile {
			return fmt.Sprintf("%d columns, more than a binding of %d rows holds", cols, rowTile)
		}
		return ""
	case graph.OpKVWrite:
		return "" // the result is the state
	}
	if uint64(n.Type.Bytes()) > l.StorageRange {
		return fmt.Sprintf("the result is %v, more than a binding's %s", n.Type, MiB(l.StorageRange))
	}
	if why := l.refuseGrid(g, n); why != "" {
		return why
	}
	switch n.Op {
	case graph.OpMatMulGeGLU:
		return refuseGeGLU(arg(1), arg(2))
	case graph.OpAttention:
		return l.refuseAttention(n.Attr.(graph.AttentionAttr), arg(1))
	}
	return ""
}

// refuseGrid returns why n would need more work groups than a grid has. Products are sliced instead.
func (l *Limits) refuseGrid(g *graph.Graph, n *graph.Node) string {
	most, cols := l.Groups, n.Type.Shape.Cols()
	across := ceilDiv(cols, int(l.PlainWG)*perInvocation)
	switch a := n.Attr.(type) {
	case graph.RMSNormAttr:
		across = cols / g.Nodes[n.In[1]].Type.Shape.Cols()
	case graph.RMSNormRoPEAttr:
		across = cols / a.RoPE.HeadDim
	case graph.SoftmaxAttr:
		across = cols / a.Cols
	case graph.RoPEAttr:
		across = ceilDiv(a.HeadDim/2, int(l.PlainWG))
	case graph.EmbedAttr:
		across = ceilDiv(cols, int(l.PlainWG)*unit)
	case graph.TopKAttr:
		across = ceilDiv(g.Nodes[n.In[0]].Type.Shape.Cols(), topChunk)
	case graph.AttentionAttr:
		across = max(ceilDiv(g.Nodes[n.In[1]].Type.Shape.Dim(1), int(l.PlainWG)), ceilDiv(a.HeadDim, int(l.PlainWG)))
		if a.Heads > int(most[1]) {
			return fmt.Sprintf("%d heads, more than a grid's %d rows", a.Heads, most[1])
		}
		if n.Op != graph.OpAttention && n.Type.Shape.Dim(0) > int(most[2]) {
			return fmt.Sprintf("%d rows, more than a grid's depth of %d", n.Type.Shape.Dim(0), most[2])
		}
	}
	if across > int(most[0]) {
		return fmt.Sprintf("%d work groups in a row, more than a grid's %d", across, most[0])
	}
	return ""
}

// rowTile is the number of rows that a binding must have room for: offsets of so many rows of f32 are
// multiples of Align.
const rowTile = Align / 4

func (l *Limits) refuseWeight(t tensor.Type) string {
	if t.Shape.Rank() > 2 {
		return fmt.Sprintf("weight %v has more than two dimensions", t)
	}
	p, err := NewPacking(t)
	if err != nil {
		return err.Error()
	}
	if p.rowBytes() > l.StorageRange/sliceRows {
		return fmt.Sprintf("weight %v has rows of %s", t, MiB(p.rowBytes()))
	}
	return ""
}

func refuseGeGLU(wg, wu tensor.Type) string {
	if wg.DType != wu.DType {
		return fmt.Sprintf("gate and up weights of different types, %v and %v", wg.DType, wu.DType)
	}
	if wg.Shape.Dim(1)%unit != 0 {
		return fmt.Sprintf("an inner size of %d, which is not a multiple of %d", wg.Shape.Dim(1), unit)
	}
	return ""
}

func (l *Limits) refuseAttention(a graph.AttentionAttr, cache tensor.Type) string {
	share := a.Heads / a.KVHeads
	switch {
	case a.HeadDim%2 != 0:
		return fmt.Sprintf("an odd head dimension of %d", a.HeadDim)
	case share > 16 || share*l.pairs(a.HeadDim) > attnRegisters:
		return fmt.Sprintf("%d query heads of %d share a KV head, more than the registers hold", share, a.HeadDim)
	case a.KVHeads > int(l.Groups[1]):
		return fmt.Sprintf("%d KV heads", a.KVHeads)
	case uint64(partBytes(a, chunkRoom(a, cache))) > l.StorageRange:
		return fmt.Sprintf("partial sums of %v do not fit a binding", cache)
	}
	return ""
}

// pairs returns how many pairs of a head's values each invocation of attention holds.
func (l *Limits) pairs(E int) int {
	return (E/2 + int(l.ReduceWG) - 1) / int(l.ReduceWG)
}

// attnRegisters is the number of pairs that an invocation of attention can hold.
const attnRegisters = 256

// attnChunk is the number of positions that one work group of attention sums; the shader has it too.
const attnChunk = 64

// chunkRoom returns the largest number of chunks that a query can see.
func chunkRoom(a graph.AttentionAttr, cache tensor.Type) int {
	if a.Window > 0 {
		return (a.Window+attnChunk-2)/attnChunk + 1
	}
	return (cache.Shape.Dim(1) + attnChunk - 1) / attnChunk
}

// partBytes returns the size of one token's partial sums.
func partBytes(a graph.AttentionAttr, chunks int) int { return 4 * chunks * a.Heads * (a.HeadDim + 2) }
