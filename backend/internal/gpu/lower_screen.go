package gpu

import (
	"math"

	"github.com/gemma-bench/gemma/graph"
)

const (
	queryWords = 64 // of the result of screen_query, before the K of the query itself
	collects   = 16 // rows of an invocation of screen_collect
)

// A screening is the lowering of one product's k best by a screen.
type screening struct {
	*lowerer
	s     *Screen
	v     graph.Value
	n     *graph.Node
	form  form
	k     int
	seeds int // rows that give the bar
	tile  int // rows that an invocation of screen_scan scores at once, and how often
	per   int
	limit int // rows that may survive
	end   uint64

	logits, up, r, query, best, found, alive, grids Ref
}

// screen returns how to lower n by the screen of its weight; nil if it has none or the screen is no use.
func (l *lowerer) screen(v graph.Value, n *graph.Node) *screening {
	s := l.screens[n.In[1]]
	k := n.Attr.(graph.TopKAttr).K
	if s == nil || n.Type.Shape.Dim(0) != 1 || k > maxSeeds || s.N <= k {
		return nil
	}
	c := &screening{lowerer: l, s: s, v: v, n: n, k: k, seeds: max(k, 16), form: l.form(1, false, false)}
	c.tile, c.per = int(l.lim.ScanTile), int(l.lim.ScanPer)
	for c.chunks() < 8*c.seeds && c.per > 1 {
		c.per /= 2
	}
	for c.chunks() < 8*c.seeds && c.tile > 1 {
		c.tile /= 2
	}
	if c.chunks() < c.seeds || ceilDiv(s.N, collects*int(l.lim.PlainWG)) > int(l.lim.Groups[0]) || uint64(4*s.N) > l.lim.StorageRange || s.basisBytes() > l.lim.StorageRange {
		return nil
	}
	c.limit = min(s.N*3/8, int(l.lim.Groups[0])*int(c.form.rows))
	return c
}

// chunk returns the rows of one work group of screen_scan.
func (c *screening) chunk() int { return int(c.lim.PlainWG) * c.tile * c.per }

func (c *screening) chunks() int { return ceilDiv(c.s.N, c.chunk()) }

// room returns n words of scratch after all before.
func (c *screening) room(words int) Ref {
	at := align(c.end)
	c.end = at + uint64(4*words)
	return c.scratchAt(at, uint64(4*words))
}

// part refers to size bytes of the screen on the device.
func (c *screening) part(off, size uint64) Ref {
	return Ref{Kind: RefScreen, Value: c.n.In[1], Off: off, Size: size}
}

// launch appends a launch of a kernel of screens, with the live counts as its first argument.
func (c *screening) launch(kernel string, grid int, spec, push []uint32, args []Ref, writes ...int) error {
	d := Launch{Node: c.v, Result: writes[0], More: writes[1:], Push: push, Grid: [3]Dim{fixed(grid), fixed(1), fixed(1)}}
	d.Args[0].Kind = RefLive
	copy(d.Args[1:], args)
	return c.add(d, kernel, spec...)
}

// lower appends the launches: bounds of all rows, the products of the most promising ones, whose k-th best is the bar,
// those of the rows whose bound reaches it, or all if there are too many, and the k best.
func (c *screening) lower() error {
	N := c.s.N
	c.logits = c.room(N)
	c.room(2 * ceilDiv(N, topChunk) * c.k) // what selectK puts behind the logits
	c.up, c.r, c.query = c.room(N), c.room(c.s.K), c.room(queryWords+c.s.K)
	c.best, c.found, c.alive = c.room(2*c.chunks()), c.room(2*c.seeds+int(c.form.rows)*2), c.room(c.limit+int(c.form.rows))
	whole, err := c.slices()
	if err != nil {
		return err
	}
	c.grids = c.room(3 * (1 + len(whole)))
	for _, stage := range []func() error{c.bounds, c.bar, func() error { return c.decide(whole) }} {
		if err := stage(); err != nil {
			return err
		}
	}
	if err := c.gather(c.alive, 0, 0, c.counted(0)); err != nil {
		return err
	}
	for i, d := range whole {
		d.Counted = c.counted(i + 1)
		c.list = append(c.list, d)
	}
	return c.selectK(c.v, c.n, c.logits, N, 0, 1)
}

// counted refers to a grid that screen_decide writes.
func (c *screening) counted(i int) Ref {
	return Ref{Kind: RefScratch, Off: c.grids.Off + uint64(12*i), Size: 12}
}

// slices returns the launches of the whole product.
func (c *screening) slices() ([]Launch, error) {
	at := len(c.list)
	err := c.multiply(c.v, c.n, product{x: c.n.In[0], w: c.n.In[1], y: c.logits, most: 1})
	whole := append([]Launch(nil), c.list[at:]...)
	c.list = c.list[:at]
	for i := range whole {
		whole[i].Grid[1] = fixed(1)
	}
	return whole, err
}

// bounds appends what finds the upper bounds of all rows, and of every chunk the most promising one.
func (c *screening) bounds() error {
	lim, s, wg := c.lim, c.s, c.lim.PlainWG
	depth := float64(unit*ceilDiv(s.K/unit, int(lim.ReduceWG)) + int(lim.ReduceWG) + 16) // additions that a term of r goes through
	whole := float64(s.K+320)*0x1p-23 + s.skew + 0x1p-23*depth*math.Sqrt(float64(s.K))*1.02
	sums := float64(s.K/int(wg)+32) * 0x1p-21
	x, basis, terms := value(c.n.In[0]), c.part(0, s.basisBytes()), c.part(s.termsAt(), uint64(4*len(s.terms)))
	rotate := []uint32{uint32(s.K / unit), 0, uint32(s.K), uint32(s.K), 0, uint32(s.K), axisIndex(c.n), 0}
	err := c.launch("matmul_f32"+c.form.suffix, ceilDiv(s.K, int(c.form.rows)), c.form.spec, rotate, []Ref{x, basis, {}, c.r}, 4)
	if err != nil {
		return err
	}
	push := []uint32{uint32(s.K), s.codes[0], s.codes[1], f32bits(float32(whole * 1.0001)), f32bits(float32(s.longest * 1.0001)), f32bits(float32(sums))}
	if err := c.launch("screen_query", 1, []uint32{wg}, push, []Ref{x, c.r, terms, c.query}, 4); err != nil {
		return err
	}
	// Slices of panels are multiples of chunks, and of Align bytes.
	rows := min(int(lim.StorageRange)/s.panel*panelRows, int(lim.Groups[0])*c.chunk())
	step := max(c.chunk(), panelRows*Align/64)
	if rows < s.N {
		rows -= rows % step
	}
	for from := 0; from < s.N; from += rows {
		n := min(rows, s.N-from)
		panels := c.part(s.panelsAt()+uint64(from/panelRows*s.panel), uint64(ceilDiv(n, panelRows)*s.panel))
		push := []uint32{uint32(n), uint32(from), uint32(from / c.chunk()), uint32(s.panel / 4), uint32(s.K / axesOf), s.codes[0], s.codes[1]}
		err := c.launch("screen_scan", ceilDiv(n, c.chunk()), []uint32{wg, 0, uint32(c.tile), uint32(c.per)}, push, []Ref{c.query, panels, c.up, c.best}, 3, 4)
		if err != nil {
			return err
		}
	}
	return nil
}

// bar appends what computes the most promising rows and finds the bar among them.
func (c *screening) bar() error {
	wg, N := c.lim.SelectWG, uint32(c.s.N)
	push := []uint32{uint32(c.chunks()), uint32(c.chunks()), uint32(c.seeds), 0}
	if err := c.launch("top_k", 1, []uint32{wg, 0, 1, 1, pow2(c.seeds)}, push, []Ref{c.best, c.found}, 2); err != nil {
		return err
	}
	if err := c.gather(c.found, 1, ceilDiv(c.seeds, int(c.form.rows)), Ref{}); err != nil {
		return err
	}
	push = []uint32{uint32(c.seeds), uint32(c.k), N}
	if err := c.launch("screen_bar", 1, []uint32{c.lim.PlainWG}, push, []Ref{c.found, c.logits, c.query}, 3); err != nil {
		return err
	}
	push = []uint32{N, uint32(c.limit)}
	return c.launch("screen_collect", ceilDiv(int(N), collects*int(c.lim.PlainWG)), []uint32{c.lim.PlainWG}, push, []Ref{c.up, c.query, c.alive, c.logits}, 2, 3, 4)
}

// gather appends the products of the rows in a list, on the given or a counted grid.
func (c *screening) gather(ids Ref, pairs uint32, grid int, counted Ref) error {
	p := c.weights[c.n.In[1]]
	return c.slice(p, p.Rows, func(from, count int) error {
		d := Launch{Node: c.v, Result: 5, Counted: counted, Grid: [3]Dim{fixed(grid), fixed(1), fixed(1)}}
		d.Args[0].Kind = RefLive
		d.Args[1] = value(c.n.In[0])
		d.Args[2], d.Args[3] = c.parts(c.n.In[1], from, count)
		d.Args[4], d.Args[5] = ids, c.logits
		d.Push = []uint32{uint32(p.units), uint32(p.scaleRow), uint32(p.cols), uint32(count), uint32(from), uint32(p.Rows), 0, pairs}
		return c.add(d, "matmul_"+p.name+"_gather"+c.form.suffix, c.form.spec...)
	})
}

// decide appends the choice between the rows that survive and all.
func (c *screening) decide(whole []Launch) error {
	groups, last := whole[0].Grid[0].Fixed, whole[len(whole)-1].Grid[0].Fixed
	push := []uint32{uint32(c.limit), c.form.rows, uint32(len(whole)), groups, last}
	return c.launch("screen_decide", 1, []uint32{c.lim.PlainWG}, push, []Ref{c.query, c.grids, {Kind: RefCounts}}, 2, 3)
}
