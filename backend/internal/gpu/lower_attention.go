package gpu

import (
	"slices"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

func lowerKVWrite(l *lowerer, v graph.Value, n *graph.Node) error {
	wg, C, S := l.lim.PlainWG, n.Type.Shape.Cols(), n.Type.Shape.Dim(1)
	d := Launch{Node: v, Push: []uint32{uint32(C), uint32(S)}}
	d.Args, _ = values(n.In...)
	d.Result = 1
	d.Grid = [3]Dim{fixed(ceilDiv(C, int(wg)*perInvocation)), rowsOf(l.g.Nodes[n.In[1]].Axis), fixed(1)}
	kernel := "kv_write" + l.cacheSuffix(v)
	if n.Type.DType == tensor.F16 && C%2 != 0 {
		kernel += "_ragged"
	}
	return l.add(d, kernel, wg)
}

func lowerAttnScores(l *lowerer, v graph.Value, n *graph.Node) error {
	a, wg, S := n.Attr.(graph.AttentionAttr), l.lim.PlainWG, l.g.Nodes[n.In[1]].Type.Shape.Dim(1)
	d := Launch{Node: v, Push: []uint32{uint32(a.Heads), uint32(a.KVHeads), uint32(a.HeadDim), uint32(S), uint32(a.Window), f32bits(a.Scale)}}
	d.Args, d.Result = values(append(slices.Clone(n.In), v)...)
	d.Grid = [3]Dim{fixed(ceilDiv(S, int(wg))), fixed(a.Heads), rowsOf(n.Axis)}
	return l.add(d, "attn_scores"+l.cacheSuffix(n.In[1]), wg)
}

func lowerAttnMix(l *lowerer, v graph.Value, n *graph.Node) error {
	a, wg, S := n.Attr.(graph.AttentionAttr), l.lim.PlainWG, l.g.Nodes[n.In[1]].Type.Shape.Dim(1)
	d := Launch{Node: v, Push: []uint32{uint32(a.Heads), uint32(a.KVHeads), uint32(a.HeadDim), uint32(S)}}
	d.Args, d.Result = values(append(slices.Clone(n.In), v)...)
	d.Grid = [3]Dim{fixed(ceilDiv(a.HeadDim, int(wg))), fixed(a.Heads), rowsOf(n.Axis)}
	return l.add(d, "attn_mix"+l.cacheSuffix(n.In[1]), wg)
}

// partTotal bounds the partial sums that attention keeps at once.
const partTotal = 32 << 20

// attnTile returns how many of T tokens a work group of attention sums: as many as its registers hold.
func (l *Limits) attnTile(a graph.AttentionAttr, T int) int {
	share, tile := a.Heads/a.KVHeads, 1
	for tile < min(T, int(l.AttnTokens)) && 2*tile*share*l.pairs(a.HeadDim) <= attnRegisters && 2*tile*share <= 32 {
		tile *= 2
	}
	return tile
}

// lowerAttention appends the two halves of attention for as many tokens at a time as their partial sums fit.
func lowerAttention(l *lowerer, v graph.Value, n *graph.Node) error {
	a, lim, cache := n.Attr.(graph.AttentionAttr), l.lim, l.g.Nodes[n.In[1]].Type
	T, chunks := n.Type.Shape.Dim(0), chunkRoom(a, cache)
	size := partBytes(a, chunks)
	tile := lim.attnTile(a, T)
	room := min(max(1, partTotal/size/tile)*tile, int(lim.Groups[2])*tile, (T+tile-1)/tile*tile)
	chunkDim := l.chunks(n.In[3], a.Window, tile)
	suffix, one := lim.Reduction(lim.ReduceWG)
	for first := 0; first < T; first += room {
		most := min(room, T-first)
		part := l.scratchAt(0, uint64(most)*uint64(size))
		rows := Dim{Axis: n.Axis, Skip: uint32(first), Per: 1, Most: uint32(most)}

		d := Launch{Node: v, Push: []uint32{uint32(a.KVHeads), uint32(a.HeadDim), uint32(cache.Shape.Dim(1)), uint32(a.Window), f32bits(a.Scale), uint32(first), uint32(chunks), axisIndex(n)}}
		d.Args, d.Result = values(append(slices.Clone(n.In), v)...)
		d.Args[d.Result] = part
		d.Grid = [3]Dim{chunkDim, fixed(a.KVHeads), {Axis: n.Axis, Skip: uint32(first), Per: uint32(tile), Most: uint32(most)}}
		kernel := "attention" + l.cacheSuffix(n.In[1]) + suffix
		if err := l.add(d, kernel, lim.ReduceWG, one, uint32(a.Heads/a.KVHeads), uint32(lim.pairs(a.HeadDim)), uint32(tile)); err != nil {
			return err
		}

		d = Launch{Node: v, Result: 3, Push: []uint32{uint32(a.Heads), uint32(a.HeadDim), uint32(a.Window), uint32(first), uint32(chunks)}}
		d.Args[0].Kind = RefLive
		d.Args[1], d.Args[2], d.Args[3] = part, value(n.In[3]), value(v)
		d.Grid = [3]Dim{fixed(ceilDiv(a.HeadDim, int(lim.ReduceWG)*8)), fixed(a.Heads), rows}
		if err := l.add(d, "attention_merge", lim.ReduceWG); err != nil {
			return err
		}
	}
	return nil
}

// chunks returns the dimension that counts the chunks seen from tiles of the positions in input pos.
func (l *lowerer) chunks(pos graph.Value, window, tile int) Dim {
	r := ChunkRule{Input: slices.Index(l.g.Inputs(), pos), Axis: l.g.Nodes[pos].Axis, Window: window, Tile: tile}
	at := slices.Index(l.rules, r)
	if at < 0 {
		at = len(l.rules)
		l.rules = append(l.rules, r)
	}
	return Dim{Rule: at + 1}
}
