package backendtest

import (
	"fmt"
	"math/rand/v2"

	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
)

// elementwise are the operations that treat each value alone.
var elementwise = []struct {
	op graph.Op
	f  func(b declare, x, y graph.Value) graph.Value
}{
	{graph.OpAdd, func(b declare, x, y graph.Value) graph.Value { return b.Add(x, y) }},
	{graph.OpMul, func(b declare, x, y graph.Value) graph.Value { return b.Mul(x, y) }},
	{graph.OpGeGLU, func(b declare, x, y graph.Value) graph.Value { return b.GeGLU(x, y) }},
	{graph.OpGELU, func(b declare, x, _ graph.Value) graph.Value { return b.GELU(x) }},
}

func elementwiseCase(i int, s span, cols int) Case {
	e := elementwise[i]
	return Case{
		Name: fmt.Sprintf("%v/%v_D%d", e.op, s, cols), Op: e.op, T: s.live,
		Build: build(func(b declare) graph.Value {
			x := b.x("x", s.rows, cols)
			y := x
			if len(e.op.Args()) == 2 {
				y = b.x("y", s.rows, cols)
			}
			return e.f(b, x, y)
		}),
	}
}

func elementwiseCases() []Case {
	var all []Case
	for i, e := range elementwise {
		for _, n := range sizes() {
			all = append(all, elementwiseCase(i, span{1, 1}, n), elementwiseCase(i, span{3, 3}, n))
		}
		for _, s := range spans() {
			all = append(all, elementwiseCase(i, s, 640), elementwiseCase(i, s, 2048))
		}
		if e.op == graph.OpGELU || e.op == graph.OpGeGLU {
			all = append(all, extremes(elementwiseCase(i, span{1, 1}, 201), "sweep", 0.1), extremes(elementwiseCase(i, span{1, 1}, 65), "huge", 1e12))
		}
	}
	return all
}

// extremes feeds evenly spaced values around 0: the bend of the curve, or cubes beyond the range of F32.
func extremes(c Case, name string, step float32) Case {
	c.Name += "_" + name
	c.Fill = func(d *Data, _ *rand.Rand) {
		x := host.F32(d.Input("x"))
		for i := range x {
			x[i] = float32(i-len(x)/2) * step
		}
	}
	return c
}
