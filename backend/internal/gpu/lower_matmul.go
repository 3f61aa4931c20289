package gpu

import (
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/shaders"
)

// sliceRows is what the rows of a weight's slices are a multiple of: offsets of so many rows of whole
// words are multiples of Align.
const sliceRows = Align / 4

// slice calls f for pieces of the rows of w whose parts fit a binding, of at most limit rows.
func (l *lowerer) slice(w *Packing, limit int, f func(from, n int) error) error {
	rows := min(w.Rows, int(l.lim.StorageRange/w.rowBytes()))
	if rows < w.Rows || rows > limit {
		rows = min(rows, limit) &^ (sliceRows - 1)
	}
	for from := 0; from < w.Rows; from += rows {
		if err := f(from, min(rows, w.Rows-from)); err != nil {
			return err
		}
	}
	return nil
}

// parts refers to rows [from, from+n) of weight v.
func (l *lowerer) parts(v graph.Value, from, n int) (quants, scales Ref) {
	p := l.weights[v]
	q, s := uint64(p.units*p.unitBytes), uint64(4*p.scaleRow)
	quants = Ref{Kind: RefQuants, Value: v, Off: uint64(from) * q, Size: uint64(n) * q}
	if s > 0 {
		scales = Ref{Kind: RefScales, Value: v, Off: uint64(from) * s, Size: uint64(n) * s}
	}
	return quants, scales
}

func lowerEmbed(l *lowerer, v graph.Value, n *graph.Node) error {
	p := l.weights[n.In[0]]
	wg := l.lim.PlainWG
	return l.slice(p, p.Rows, func(from, count int) error {
		d := Launch{Node: v, Result: 4}
		d.Args[0].Kind = RefLive
		d.Args[1], d.Args[2] = l.parts(n.In[0], from, count)
		d.Args[3], d.Args[4] = value(n.In[1]), value(v)
		d.Push = []uint32{uint32(p.units), uint32(p.scaleRow), uint32(p.cols), uint32(from), uint32(count), f32bits(n.Attr.(graph.EmbedAttr).Scale)}
		d.Grid = [3]Dim{fixed(ceilDiv(p.units, int(wg))), rowsOf(n.Axis), fixed(1)}
		return l.add(d, "embed_"+p.name, wg)
	})
}

// A product describes y = x·wᵀ for rows skip to skip+most of x.
type product struct {
	x, w, w2   graph.Value // w2 is the second weight of matmul_geglu, or 0
	y          Ref
	skip, most int
}

// A form is one of the kernels of products, and the rows of a weight and of x that a work group computes.
type form struct {
	suffix       string
	spec         []uint32
	rows, tokens uint32
	skips        bool // rows of x, with geglu too
	all          bool // binds all buffers in its signature
}

// form chooses the kernel for x of T rows.
func (l *lowerer) form(T int, geglu, ragged bool) form {
	lim, many := l.lim, uint32(T)
	switch {
	case lim.MatrixT > 0 && many >= lim.MatrixT && !ragged:
		return form{shaders.MatrixSuffix, []uint32{shaders.MatrixThreads}, shaders.MatrixTile, shaders.MatrixTile, true, true}
	case lim.TileT > 0 && many >= lim.TileT && !ragged:
		const each = 4 // rows and tokens of an invocation
		return form{shaders.TileSuffix, []uint32{lim.TileWG, 0, each, each, lim.ReduceWG}, shaders.TileAcross * each, lim.TileWG / shaders.TileAcross * each, true, false}
	}
	rows, tokens := lim.GemvRows, uint32(1)
	if T > 1 {
		rows, tokens = lim.GemmRows, lim.GemmTokens
	}
	if geglu {
		rows = max(1, rows/2)
	}
	suffix, one := lim.Reduction(lim.ReduceWG)
	return form{suffix: suffix, spec: []uint32{lim.ReduceWG, one, rows, tokens, lim.InOrder()}, rows: rows, tokens: tokens}
}

// multiply appends the launches of one product, sliced along the rows of the weight.
func (l *lowerer) multiply(v graph.Value, n *graph.Node, m product) error {
	lim, p := l.lim, l.weights[m.w]
	geglu, ragged, T := m.w2 != 0, l.weights[m.w].cols%unit != 0, l.g.Nodes[m.x].Type.Shape.Dim(0)
	kernel := "matmul_" + p.name
	if geglu {
		kernel = "matmul_geglu_" + p.name
	} else if ragged {
		kernel += "_ragged"
	}
	f := l.form(T, geglu, ragged)
	return l.slice(p, int(min(lim.Groups[0], 1<<24))*int(f.rows), func(from, count int) error {
		d := Launch{Node: v}
		d.Args[0].Kind = RefLive
		d.Args[1] = value(m.x)
		d.Args[2], d.Args[3] = l.parts(m.w, from, count)
		d.Result = 4
		if geglu {
			d.Args[4], d.Args[5] = l.parts(m.w2, from, count)
			d.Result = 6
		}
		if f.all {
			d.fill(m.w2)
		}
		d.Args[d.Result] = m.y
		d.Push = []uint32{uint32(p.units), uint32(p.scaleRow), uint32(p.cols), uint32(count), uint32(from), uint32(p.Rows), axisIndex(n)}
		if !geglu || f.skips {
			d.Push = append(d.Push, uint32(m.skip))
		}
		d.Grid = [3]Dim{fixed(ceilDiv(count, int(f.rows))), {Axis: n.Axis, Skip: uint32(m.skip), Per: f.tokens, Most: uint32(m.most)}, fixed(1)}
		return l.add(d, kernel+f.suffix, f.spec...)
	})
}

// fill binds something to every buffer in the signature of matmul_matrix, which does not read those that it has no
// use for: a second weight, and scales of plain types.
func (d *Launch) fill(w2 graph.Value) {
	if w2 == 0 {
		d.Args[4], d.Args[5], d.Result = d.Args[2], d.Args[3], 6
	}
	for _, scales := range []int{3, 5} {
		if d.Args[scales].Kind == RefNone {
			d.Args[scales] = d.Args[scales-1]
		}
	}
}

func lowerMatMul(l *lowerer, v graph.Value, n *graph.Node) error {
	T, row := n.Type.Shape.Dim(0), uint64(n.Type.RowBytes())
	tile := T
	if uint64(T)*row > l.lim.StorageRange {
		tile = int(l.lim.StorageRange/row) &^ (rowTile - 1)
	}
	for skip := 0; skip < T; skip += tile {
		most := min(tile, T-skip)
		y := Ref{Kind: RefValue, Value: v, Off: uint64(skip) * row, Size: uint64(most) * row}
		if err := l.multiply(v, n, product{x: n.In[0], w: n.In[1], y: y, skip: skip, most: most}); err != nil {
			return err
		}
	}
	return nil
}

func lowerMatMulGeGLU(l *lowerer, v graph.Value, n *graph.Node) error {
	return l.multiply(v, n, product{x: n.In[0], w: n.In[1], w2: n.In[2], y: value(v), most: n.Type.Shape.Dim(0)})
}

// logitBytes bounds the products that matmul_top_k keeps at once.
const logitBytes = 64 << 20

func lowerMatMulTopK(l *lowerer, v graph.Value, n *graph.Node) error {
	R, V := n.Type.Shape.Dim(0), l.g.Nodes[n.In[1]].Type.Shape.Dim(0)
	if c := l.screen(v, n); c != nil {
		l.used = c.s
		return c.lower()
	}
	tile := max(1, min(R, logitBytes/(4*V)))
	for skip := 0; skip < R; skip += tile {
		most := min(tile, R-skip)
		logits := l.scratchAt(0, uint64(most)*uint64(4*V))
		if err := l.multiply(v, n, product{x: n.In[0], w: n.In[1], y: logits, skip: skip, most: most}); err != nil {
			return err
		}
		if err := l.selectK(v, n, logits, V, skip, most); err != nil {
			return err
		}
	}
	return nil
}

func lowerTopK(l *lowerer, v graph.Value, n *graph.Node) error {
	return l.selectK(v, n, value(n.In[0]), l.cols(n.In[0]), 0, n.Type.Shape.Dim(0))
}

// topChunk is the number of columns that a work group of the first stage of top_k looks through.
const topChunk = 4096

// selectK appends top_k of rows skip to skip+most; x begins with the first of them.
func (l *lowerer) selectK(v graph.Value, n *graph.Node, x Ref, cols, skip, most int) error {
	k, wg, chunks := n.Attr.(graph.TopKAttr).K, l.lim.SelectWG, ceilDiv(cols, topChunk)
	rows := Dim{Axis: n.Axis, Skip: uint32(skip), Per: 1, Most: uint32(most)}
	d := Launch{Node: v, Result: 2}
	d.Args[0].Kind = RefLive
	pairs := uint32(0)
	if chunks > 1 {
		at := uint64(0)
		if x.Kind == RefScratch {
			at = (x.Off + x.Size + Align - 1) &^ (Align - 1)
		}
		found := l.scratchAt(at, uint64(most)*uint64(8*chunks*k))
		d.Args[1], d.Args[2] = x, found
		d.Push = []uint32{uint32(cols), topChunk, uint32(k), 0}
		d.Grid = [3]Dim{fixed(chunks), rows, fixed(1)}
		if err := l.add(d, "top_k", wg, 0, 0, 0, 2); err != nil {
			return err
		}
		x, cols, pairs = found, chunks*k, 1
	}
	d.Args[1], d.Args[2] = x, value(v)
	d.Push = []uint32{uint32(cols), uint32(cols), uint32(k), uint32(skip)}
	d.Grid = [3]Dim{fixed(1), rows, fixed(1)}
	return l.add(d, "top_k", wg, 0, pairs, 1, pow2(k))
}
