// Package selftest finds out whether a device computes what it should. Drivers have miscompiled shaders
// before, and a wrong token looks like any other; a device that fails here is refused when it is opened.
//
// A few small cases, one for each operation and kind of weight, run on the device, and their results are
// compared with those of the reference backend, which are stored in expected.bin. The test of this
// package writes that file and checks that it is still what the reference computes.
package selftest

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// Expected holds the results of all cases, F32 in little-endian order. A backend that remembers that a
// device passed makes it part of what it remembers.
//
//go:embed expected.bin
var Expected []byte

// tolerance is how far a value may be off, as a share of the largest in its case. Orders of summation and
// roundings of 8-bit activations stay well below; a wrong element does not.
const tolerance = 0.02

// An Error says which operation a device computes wrongly.
type Error struct {
	Op    graph.Op
	Case  string
	Index int // of the first value that is off
	Got   float32
	Want  float32
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s computes wrongly: case %s: value %d is %v, want %v", e.Op, e.Case, e.Index, e.Got, e.Want)
}

// Run runs every case that b supports, each in the order of a model's operations. The error is an *Error
// if a result is wrong.
func Run(ctx context.Context, b backend.Backend) error {
	want := Expected
	for i := range cases {
		c := &cases[i]
		g, err := c.graph()
		if err != nil {
			return err
		}
		n := 4 * g.Nodes[g.Outputs[0].Value].Type.Shape.Elems()
		if len(want) < n {
			return fmt.Errorf("selftest: stored results end in case %s", c.name)
		}
		got, err := run(ctx, b, c, g)
		var no *backend.UnsupportedError
		if err != nil && !errors.As(err, &no) {
			return fmt.Errorf("selftest: case %s: %w", c.name, err)
		}
		if err == nil {
			if err := compare(c, got, want[:n]); err != nil {
				return err
			}
		}
		want = want[n:]
	}
	return nil
}

// run returns the first output of one case.
func run(ctx context.Context, b backend.Backend, c *testCase, g *graph.Graph) (out []byte, err error) {
	var all []backend.Buffer
	defer func() {
		for _, buf := range all {
			err = errors.Join(err, buf.Close())
		}
	}()
	buffers := func(vs []graph.Value, u backend.Usage, content func(n *graph.Node) []byte) ([]backend.Buffer, error) {
		var list []backend.Buffer
		for _, v := range vs {
			n := &g.Nodes[v]
			buf, err := b.NewBuffer(n.Type, u)
			if err != nil {
				return nil, err
			}
			all, list = append(all, buf), append(list, buf)
			if content != nil {
				if err := buf.Write(0, content(n)); err != nil {
					return nil, err
				}
			}
		}
		return list, nil
	}
	weights, err := buffers(g.Weights(), backend.UsageWeight, random)
	if err != nil {
		return nil, err
	}
	p, err := b.Compile(g, weights, backend.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	bind := backend.Bindings{T: c.T, R: c.R}
	if bind.Inputs, err = buffers(g.Inputs(), backend.UsageInput, c.input); err != nil {
		return nil, err
	}
	zero := func(n *graph.Node) []byte { return make([]byte, n.Type.Bytes()) }
	if bind.States, err = buffers(g.States(), backend.UsageState, zero); err != nil {
		return nil, err
	}
	var results []graph.Value
	for _, o := range g.Outputs {
		results = append(results, o.Value)
	}
	if bind.Outputs, err = buffers(results, backend.UsageOutput, nil); err != nil {
		return nil, err
	}
	if err := p.Run(ctx, &bind); err != nil {
		return nil, err
	}
	out = make([]byte, g.Nodes[results[0]].Type.Bytes())
	return out, bind.Outputs[0].Read(0, out)
}

// compare checks got against want, both F32.
func compare(c *testCase, got, want []byte) error {
	if bytes.Equal(got, want) {
		return nil
	}
	value := func(b []byte, i int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])) }
	top := float32(0)
	for i := range len(want) / 4 {
		top = max(top, float32(math.Abs(float64(value(want, i)))))
	}
	for i := range len(want) / 4 {
		g, w := value(got, i), value(want, i)
		limit := tolerance * top
		if c.pairs {
			limit = tolerance * float32(math.Abs(float64(w)))
			if i%2 == 0 {
				limit = 0 // a column
			}
		}
		if diff := float32(math.Abs(float64(g - w))); !(diff <= limit) {
			return &Error{Op: c.op, Case: c.name, Index: i, Got: g, Want: w}
		}
	}
	return nil
}

// random returns the content of a weight or an F32 input, which depends on its name and type alone.
func random(n *graph.Node) []byte {
	return tensor.Random(n.Type.DType, n.Type.Shape.Elems(), 1, source(n.Name))
}
