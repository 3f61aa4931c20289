package backendtest

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

func embedCase(d tensor.DType, s span, V, D int) Case {
	return Case{
		Name: fmt.Sprintf("embed/%v/%v_V%d_D%d", d, s, V, D), Op: graph.OpEmbed, T: s.live,
		Build: build(func(b declare) graph.Value {
			return b.Embed(b.mat("w", d, V, D), b.i("ids", s.rows), float32(math.Sqrt(float64(D))))
		}),
	}
}

func embedCases() []Case {
	var all []Case
	for _, d := range weightTypes() {
		block := d.BlockValues()
		for _, s := range spans() {
			all = append(all, embedCase(d, s, 13, 3*block))
		}
		for _, blocks := range []int{1, 2, 5, 17} {
			all = append(all, embedCase(d, span{3, 3}, 2, blocks*block))
		}
	}
	return append(all, embedCase(tensor.Q8_0, span{64, 64}, 4096, 640))
}

func normCase(s span, cols, width int) Case {
	return Case{
		Name: fmt.Sprintf("rms_norm/%v_D%d_w%d", s, cols, width), Op: graph.OpRMSNorm, T: s.live,
		Build: build(func(b declare) graph.Value {
			return b.RMSNorm(b.x("x", s.rows, cols), b.vec("w", width), eps)
		}),
	}
}

func normAddCase(s span, cols, width int) Case {
	return Case{
		Name: fmt.Sprintf("rms_norm_add/%v_D%d_w%d", s, cols, width), Op: graph.OpRMSNormAdd, T: s.live,
		Build: build(func(b declare) graph.Value {
			return b.RMSNormAdd(b.x("x", s.rows, cols), b.vec("w", width), b.x("r", s.rows, cols), eps)
		}),
	}
}

func normCases() []Case {
	var all []Case
	for _, n := range sizes() {
		all = append(all, normCase(span{2, 2}, n, n), normAddCase(span{2, 2}, n, n))
	}
	for _, s := range spans() {
		all = append(all, normCase(s, 640, 640), normAddCase(s, 640, 640), normCase(s, 1024, 256), normAddCase(s, 96, 32))
	}
	all = append(all, normCase(span{3, 3}, 2560, 2560), normCase(span{5, 5}, 21, 7), normCase(span{1, 1}, 5376, 5376))
	scale := func(name string, by float32) {
		c := normCase(span{3, 3}, 640, 640)
		c.Name += "_" + name
		c.Fill = func(d *Data, _ *rand.Rand) {
			for i := range host.F32(d.Input("x")) {
				host.F32(d.Input("x"))[i] *= by
			}
		}
		all = append(all, c)
	}
	// ε decides the small one; squares of the large one stay finite in F32 (640 · 1e17² < 3.4e38).
	scale("tiny", 1e-4)
	scale("zero", 0)
	scale("huge", 1e17)
	return all
}

// ropeTol widens the table for deep positions. An angle pos·freq in F32 is off by up to 2⁻²³ of
// itself, each rounding of the product and of the frequency contributing half of that.
func ropeTol(deepest int32) *Override {
	t := tolerances[graph.TolReduce][Float]
	angle := float64(deepest) * 0x1p-23
	t = Tol{t.NMSE + angle*angle, t.Atol + 4*angle, t.Rtol}
	return &Override{Tol: [numColumns]Tol{t, t}, Why: "angles may be products in F32, off by 2⁻²³ of themselves"}
}

// from returns T consecutive positions.
func from(first, T int) []int32 {
	pos := make([]int32, T)
	for t := range pos {
		pos[t] = int32(first + t)
	}
	return pos
}

func ropeCase(s span, H int, a graph.RoPEAttr, pos int) Case {
	c := Case{
		Name: fmt.Sprintf("rope/%v_H%d_E%d_base%g_scale%g_pos%d", s, H, a.HeadDim, a.Base, a.Scale, pos),
		Op:   graph.OpRoPE, T: s.live, Pos: from(pos, s.live),
		Build: build(func(b declare) graph.Value {
			return b.RoPE(b.x("x", s.rows, H*a.HeadDim), b.i("pos", s.rows), a)
		}),
	}
	if pos > 128 {
		c.Tol = ropeTol(int32(pos + s.live))
	}
	return c
}

func normRoPECase(s span, H int, a graph.RoPEAttr, pos int) Case {
	c := ropeCase(s, H, a, pos)
	c.Name, c.Op = "rms_norm_"+c.Name, graph.OpRMSNormRoPE
	c.Build = build(func(b declare) graph.Value {
		at := graph.RMSNormRoPEAttr{Norm: graph.RMSNormAttr{Eps: eps}, RoPE: a}
		return b.RMSNormRoPE(b.x("x", s.rows, H*a.HeadDim), b.vec("w", a.HeadDim), b.i("pos", s.rows), at)
	})
	return c
}

func ropeCases() []Case {
	var all []Case
	local, global := graph.RoPEAttr{HeadDim: 256, Base: 1e4, Scale: 1}, graph.RoPEAttr{HeadDim: 256, Base: 1e6, Scale: 1}
	for _, f := range []func(span, int, graph.RoPEAttr, int) Case{ropeCase, normRoPECase} {
		for _, E := range []int{2, 4, 6, 8, 14, 16, 18, 30, 32, 34, 64, 96, 128, 130} {
			a := graph.RoPEAttr{HeadDim: E, Base: 1e4, Scale: 1}
			all = append(all, f(span{2, 2}, 3, a, 5), f(span{5, 5}, 1, a, 0))
		}
		for _, s := range spans() {
			all = append(all, f(s, 4, local, 0), f(s, 1, global, 63))
		}
		all = append(all, f(span{3, 3}, 4, graph.RoPEAttr{HeadDim: 256, Base: 1e6, Scale: 0.125}, 100),
			f(span{3, 3}, 4, local, 511), f(span{3, 3}, 4, global, 32765))
	}
	return all
}

func rowsCase(T int, r span, cols int) Case {
	return Case{
		Name: fmt.Sprintf("rows/T%d_R%d_live%d_D%d", T, r.rows, r.live, cols), Op: graph.OpRows, T: T, R: r.live,
		Build: build(func(b declare) graph.Value {
			idx := b.Input("idx", tensor.TypeOf(tensor.I32, r.rows), graph.AxisR)
			return b.Rows(b.x("x", T, cols), idx)
		}),
	}
}

func rowsCases() []Case {
	var all []Case
	for _, n := range sizes() {
		all = append(all, rowsCase(3, span{2, 2}, n))
	}
	for _, s := range spans() {
		all = append(all, rowsCase(7, s, 640), rowsCase(64, s, 33))
	}
	return all
}

func softmaxCase(s span, cols, runs int) Case {
	return Case{
		Name: fmt.Sprintf("softmax/%v_%dx%d", s, runs, cols), Op: graph.OpSoftmax, T: s.live,
		Build: build(func(b declare) graph.Value { return b.Softmax(b.x("x", s.rows, runs*cols), cols) }),
	}
}

func softmaxCases() []Case {
	var all []Case
	for _, n := range append(sizes(), 1000, 4097) {
		all = append(all, softmaxCase(span{2, 2}, n, 3))
	}
	for _, s := range spans() {
		all = append(all, softmaxCase(s, 100, 4))
	}
	masked := softmaxCase(span{3, 3}, 65, 2)
	masked.Name += "_masked"
	masked.Fill = func(d *Data, _ *rand.Rand) {
		for i := range host.F32(d.Input("x")) {
			if i%65 > i/65 { // run i/65 keeps 1 + i/65 scores
				host.F32(d.Input("x"))[i] = float32(math.Inf(-1))
			}
		}
	}
	shifted := softmaxCase(span{2, 2}, 129, 1)
	shifted.Name += "_shifted"
	shifted.Fill = func(d *Data, _ *rand.Rand) {
		for i := range host.F32(d.Input("x")) {
			host.F32(d.Input("x"))[i] += 3000 - 6000*float32(i/129) // exp of these overflows or vanishes
		}
	}
	// A score near 3000 is itself only known to 2⁻¹³.
	return append(all, masked, shifted)
}

func topKCase(s span, cols, k int) Case {
	return Case{
		Name: fmt.Sprintf("top_k/%v_%d_of_%d", s, k, cols), Op: graph.OpTopK, T: s.live,
		Build: build(func(b declare) graph.Value { return b.TopK(b.x("x", s.rows, cols), k) }),
	}
}

func topKCases() []Case {
	var all []Case
	for _, n := range sizes() {
		all = append(all, topKCase(span{2, 2}, n, 1), topKCase(span{2, 2}, n, n))
	}
	for _, s := range spans() {
		all = append(all, topKCase(s, 500, 20))
	}
	all = append(all, topKCase(span{2, 2}, 4096, 64), topKCase(span{1, 1}, 2000, graph.MaxTopK), topKCase(span{1, 1}, 70000, 40))
	few := func(name string, f func(i int, rng *rand.Rand) float32) {
		c := topKCase(span{3, 3}, 300, 40)
		c.Name += "_" + name
		c.Fill = func(d *Data, rng *rand.Rand) {
			for i := range host.F32(d.Input("x")) {
				host.F32(d.Input("x"))[i] = f(i, rng)
			}
		}
		all = append(all, c)
	}
	few("ties", func(_ int, rng *rand.Rand) float32 { return float32(rng.IntN(8)) })
	few("equal", func(int, *rand.Rand) float32 { return -2 })
	few("rising", func(i int, _ *rand.Rand) float32 { return float32(i) })
	few("falling", func(i int, _ *rand.Rand) float32 { return float32(-i) })
	few("infinite", func(i int, rng *rand.Rand) float32 {
		if i%300 > 20 {
			return float32(math.Inf(-1))
		}
		return rng.Float32()
	})
	return all
}
