package backendtest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// victim is a small model in which every kind of index input occurs.
func victim() (*Data, error) {
	n := nets[0]
	c := n.wholeCase("victim", span{4, 3}, span{3, 2}, []int32{20, 21, 22}, []int32{1, 1, 1})
	g, err := c.graph()
	if err != nil {
		return nil, err
	}
	return c.data(g), nil
}

// attack is a change to valid bindings that Run must refuse.
type attack struct {
	name  string
	input string // whose first row is set to value; empty for other attacks
	value int32
	edit  func(r *rig)
}

func attacks(n net) []attack {
	all := []attack{
		{name: "too many tokens", edit: func(r *rig) { r.bind.T = 5 }},
		{name: "negative tokens", edit: func(r *rig) { r.bind.T = -1 }},
		{name: "too many rows", edit: func(r *rig) { r.bind.R = 4 }},
		{name: "negative rows", edit: func(r *rig) { r.bind.R = math.MinInt }},
		{name: "missing input", edit: func(r *rig) { r.bind.Inputs = r.bind.Inputs[1:] }},
		{name: "nil input", edit: func(r *rig) { r.bind.Inputs = append([]backend.Buffer{nil}, r.bind.Inputs[1:]...) }},
		{name: "missing state", edit: func(r *rig) { r.bind.States = r.bind.States[1:] }},
		{name: "missing output", edit: func(r *rig) { r.bind.Outputs = nil }},
		{name: "surplus output", edit: func(r *rig) { r.bind.Outputs = append(r.bind.Outputs[:2:2], r.bind.Outputs[0]) }},
		{name: "swapped outputs", edit: func(r *rig) { r.bind.Outputs = []backend.Buffer{r.bind.Outputs[1], r.bind.Outputs[0]} }},
		{name: "state as input", edit: func(r *rig) { r.bind.Inputs = append([]backend.Buffer{r.bind.States[0]}, r.bind.Inputs[1:]...) }},
	}
	for _, i := range []struct {
		input string
		limit int // exclusive
	}{{"ids", n.V}, {"seq", n.B}, {"pos", n.full}, {"idx", 3}} {
		for _, v := range []int32{-1, math.MinInt32, int32(i.limit), math.MaxInt32} {
			all = append(all, attack{name: fmt.Sprintf("%s %d", i.input, v), input: i.input, value: v})
		}
	}
	return all
}

// hostile checks that bindings which do not fit are errors, that nothing was run, and that the
// program works afterwards.
func (s *suite) hostile(t *testing.T) {
	d, err := victim()
	s.fatal(t, err)
	r, err := newRig(s.b, d, backend.Options{}, false)
	s.fatal(t, err)
	defer func() { s.fatal(t, r.close()) }()
	good, err := r.run(context.Background())
	s.fatal(t, err)
	for _, a := range attacks(nets[0]) {
		t.Run(a.name, func(t *testing.T) { s.attack(t, r, a) })
	}
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := r.run(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("Run with a cancelled context: %v, want %v", err, context.Canceled)
		}
	})
	again, err := r.run(context.Background())
	s.fatal(t, err)
	if err := good.same(d.Graph, again); err != nil {
		t.Errorf("after refused runs: %v", err)
	}
}

func (s *suite) attack(t *testing.T, r *rig, a attack) {
	s.fatal(t, r.reset())
	before, err := r.read()
	s.fatal(t, err)
	saved := r.bind
	defer func() { r.bind = saved }()
	for i, v := range r.d.Graph.Inputs() {
		if r.d.Graph.Nodes[v].Name == a.input {
			bad := append([]byte(nil), r.d.Inputs[i]...)
			host.I32(bad)[0] = a.value
			s.fatal(t, r.bind.Inputs[i].Write(0, bad))
		}
	}
	if a.edit != nil {
		a.edit(r)
	}
	err = r.prog.Run(context.Background(), &r.bind)
	r.bind = saved
	var input *backend.InputError
	switch {
	case err == nil:
		t.Fatal("Run accepted it")
	case a.input != "" && !errors.As(err, &input):
		t.Errorf("Run returned %v, want an *InputError", err)
	case a.input != "" && (input.Input != a.input || input.Row != 0 || input.Value != a.value):
		t.Errorf("Run blames %+v, want row 0 of %s, which is %d", *input, a.input, a.value)
	}
	after, err := r.read()
	s.fatal(t, err)
	if err := before.same(r.d.Graph, after); err != nil {
		t.Errorf("Run was refused but %v", err)
	}
}

// refusals checks that Compile, buffers and closed things return errors.
func (s *suite) refusals(t *testing.T) {
	g, err := matmulGraph()
	s.fatal(t, err)
	f32 := tensor.TypeOf(tensor.F32, 8, 32)
	w, err := s.b.NewBuffer(f32, backend.UsageWeight)
	s.fatal(t, err)
	other, err := s.b.NewBuffer(tensor.TypeOf(tensor.F32, 8, 16), backend.UsageWeight)
	s.fatal(t, err)
	for name, weights := range map[string][]backend.Buffer{"no weights": nil, "two weights": {w, w}, "a weight of another type": {other}} {
		if p, err := s.b.Compile(g, weights, backend.Options{}); err == nil {
			t.Errorf("Compile accepted %s", name)
			s.fatal(t, p.Close())
		}
	}
	p := make([]byte, f32.Bytes())
	for _, at := range [][2]int{{-1, 4}, {f32.Bytes(), 1}, {4, f32.Bytes()}, {math.MaxInt, 1}, {math.MinInt, 4}} {
		if w.Read(at[0], p[:at[1]]) == nil || w.Write(at[0], p[:at[1]]) == nil {
			t.Errorf("buffer of %d bytes: %d bytes at %d were accepted", f32.Bytes(), at[1], at[0])
		}
	}
	for _, typ := range []tensor.Type{{}, tensor.TypeOf(tensor.Q4_K, 2, 100), tensor.TypeOf(tensor.F32, -1, 4), tensor.TypeOf(tensor.F32, math.MaxInt, 4)} {
		if buf, err := s.b.NewBuffer(typ, backend.UsageInput); err == nil {
			t.Errorf("NewBuffer made a %v", typ)
			s.fatal(t, buf.Close())
		}
	}
	s.afterClose(t, g, w)
	for _, buf := range []backend.Buffer{w, other} {
		s.fatal(t, errors.Join(buf.Close(), buf.Close()))
	}
	if w.Read(0, p) == nil || w.Write(0, p) == nil {
		t.Error("a closed buffer was read or written")
	}
	if prog, err := s.b.Compile(g, []backend.Buffer{w}, backend.Options{}); err == nil {
		t.Error("Compile accepted a closed weight")
		s.fatal(t, prog.Close())
	}
}

func matmulGraph() (*graph.Graph, error) {
	b := graph.NewBuilder()
	dec := declare{b}
	b.Output("y", b.MatMul(dec.x("x", 2, 32), dec.mat("w", tensor.F32, 8, 32)))
	return b.Finish()
}

func (s *suite) zero(b backend.Buffer) error { return b.Write(0, make([]byte, b.Type().Bytes())) }

// afterClose runs a program with a closed input, and one that was closed itself.
func (s *suite) afterClose(t *testing.T, g *graph.Graph, w backend.Buffer) {
	p, err := s.b.Compile(g, []backend.Buffer{w}, backend.Options{})
	s.fatal(t, err)
	in, err := newBuffers(s.b, g, g.Inputs(), backend.UsageInput)
	s.fatal(t, err)
	out, err := newBuffers(s.b, g, []graph.Value{g.Outputs[0].Value}, backend.UsageOutput)
	s.fatal(t, err)
	bind := &backend.Bindings{Inputs: in, Outputs: out, T: 2}
	s.fatal(t, errors.Join(s.zero(in[0]), p.Run(context.Background(), bind)))
	spare, err := newBuffers(s.b, g, g.Inputs(), backend.UsageInput)
	s.fatal(t, errors.Join(err, spare[0].Close()))
	if err := p.Run(context.Background(), &backend.Bindings{Inputs: spare, Outputs: out, T: 2}); err == nil {
		t.Error("Run accepted a closed input")
	}
	s.fatal(t, errors.Join(p.Close(), p.Close()))
	if err := p.Run(context.Background(), bind); !errors.Is(err, backend.ErrClosed) {
		t.Errorf("Run of a closed program: %v, want %v", err, backend.ErrClosed)
	}
	s.fatal(t, errors.Join(in[0].Close(), out[0].Close()))
}
