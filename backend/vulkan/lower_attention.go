package vulkan

import (
	"slices"

	"github.com/gemma-bench/gemma/graph"
)

func lowerKVWrite(l *lowerer, v graph.Value, n *graph.Node) error {
	wg, C, S := l.b.limits.plainWG, n.Type.Shape.Cols(), n.Type.Shape.Dim(1)
	d := dispatch{node: v, push: []uint32{uint32(C), uint32(S)}}
	d.args, _ = values(n.In...)
	d.result = 1
	d.grid = [3]dim{fixed(ceilDiv(C, int(wg)*perInvocation)), rowsOf(l.g.Nodes[n.In[1]].Axis), fixed(1)}
	return l.add(d, "kv_write"+l.cacheSuffix(v), wg)
}

func lowerAttnScores(l *lowerer, v graph.Value, n *graph.Node) error {
	a, wg, S := n.Attr.(graph.AttentionAttr), l.b.limits.plainWG, l.g.Nodes[n.In[1]].Type.Shape.Dim(1)
	d := dispatch{node: v, push: []uint32{uint32(a.Heads), uint32(a.KVHeads), uint32(a.HeadDim), uint32(S), uint32(a.Window), f32bits(a.Scale)}}
	d.args, d.result = values(append(slices.Clone(n.In), v)...)
	d.grid = [3]dim{fixed(ceilDiv(S, int(wg))), fixed(a.Heads), rowsOf(n.Axis)}
	return l.add(d, "attn_scores"+l.cacheSuffix(n.In[1]), wg)
}

func lowerAttnMix(l *lowerer, v graph.Value, n *graph.Node) error {
	a, wg, S := n.Attr.(graph.AttentionAttr), l.b.limits.plainWG, l.g.Nodes[n.In[1]].Type.Shape.Dim(1)
	d := dispatch{node: v, push: []uint32{uint32(a.Heads), uint32(a.KVHeads), uint32(a.HeadDim), uint32(S)}}
	d.args, d.result = values(append(slices.Clone(n.In), v)...)
	d.grid = [3]dim{fixed(ceilDiv(a.HeadDim, int(wg))), fixed(a.Heads), rowsOf(n.Axis)}
	return l.add(d, "attn_mix"+l.cacheSuffix(n.In[1]), wg)
}

// partTotal bounds the partial sums that attention keeps at once.
const partTotal = 32 << 20

// lowerAttention appends the two halves of attention for tiles of tokens whose partial sums fit.
func lowerAttention(l *lowerer, v graph.Value, n *graph.Node) error {
	a, lim, cache := n.Attr.(graph.AttentionAttr), &l.b.limits, l.g.Nodes[n.In[1]].Type
	T, chunks := n.Type.Shape.Dim(0), chunkRoom(a, cache)
	size := partBytes(a, chunks)
	tile := max(1, min(T, partTotal/size, int(lim.groups[2])))
	chunkDim := l.chunks(n.In[3], a.Window)
	suffix, one := lim.reduction(lim.reduceWG)
	for first := 0; first < T; first += tile {
		most := min(tile, T-first)
		part := l.scratchAt(0, uint64(most)*uint64(size))
		rows := dim{axis: n.Axis, skip: uint32(first), per: 1, most: uint32(most)}

		d := dispatch{node: v, push: []uint32{uint32(a.KVHeads), uint32(a.HeadDim), uint32(cache.Shape.Dim(1)), uint32(a.Window), f32bits(a.Scale), uint32(first), uint32(chunks)}}
		d.args, d.result = values(append(slices.Clone(n.In), v)...)
		d.args[d.result] = part
		d.grid = [3]dim{chunkDim, fixed(a.KVHeads), rows}
		kernel := "attention" + l.cacheSuffix(n.In[1]) + suffix
		if err := l.add(d, kernel, lim.reduceWG, one, uint32(a.Heads/a.KVHeads), uint32(l.b.pairs(a.HeadDim))); err != nil {
			return err
		}

		d = dispatch{node: v, result: 3, push: []uint32{uint32(a.Heads), uint32(a.HeadDim), uint32(a.Window), uint32(first), uint32(chunks)}}
		d.args[0].kind = refLive
		d.args[1], d.args[2], d.args[3] = part, value(n.In[3]), value(v)
		d.grid = [3]dim{fixed(ceilDiv(a.HeadDim, int(lim.reduceWG)*8)), fixed(a.Heads), rows}
		if err := l.add(d, "attention_merge", lim.reduceWG); err != nil {
			return err
		}
	}
	return nil
}

// chunks returns the dimension that counts the chunks seen from the positions in input pos.
func (l *lowerer) chunks(pos graph.Value, window int) dim {
	r := chunkRule{input: slices.Index(l.g.Inputs(), pos), axis: l.g.Nodes[pos].Axis, window: window}
	at := slices.Index(l.rules, r)
	if at < 0 {
		at = len(l.rules)
		l.rules = append(l.rules, r)
	}
	return dim{rule: at + 1}
}
