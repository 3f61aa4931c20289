package backendtest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/cpu/ref"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A problem is a case with its data and the reference's answer. It knows nothing of testing.T, so
// that fault injection can expect it to fail.
type problem struct {
	c    *Case
	d    *Data
	want *result
	more []int   // per output: pairs in each row of want, if the output holds (column, value) pairs
	used float64 // the largest share of a tolerance that a verified result used
}

// prepare draws a case's data and runs the reference on it.
func prepare(c *Case) (*problem, error) {
	g, err := c.graph()
	if err != nil {
		return nil, fmt.Errorf("case %s: %w", c.Name, err)
	}
	p := &problem{c: c, d: c.data(g), more: make([]int, len(g.Outputs))}
	rd := *p.d
	if rd.Graph, err = widenTopK(g, p.more); err != nil {
		return nil, fmt.Errorf("case %s: %w", c.Name, err)
	}
	r, err := newRig(ref.New(backend.Config{}), &rd, backend.Options{}, true)
	if err != nil {
		return nil, fmt.Errorf("case %s: reference: %w", c.Name, err)
	}
	p.want, err = r.run(context.Background())
	return p, errors.Join(err, r.close())
}

// widenTopK returns g with every top_k output grown to as many pairs as are allowed, so that the
// reference's value of any column that a backend may choose is known. more receives the new sizes.
func widenTopK(g *graph.Graph, more []int) (*graph.Graph, error) {
	w := &graph.Graph{Nodes: slices.Clone(g.Nodes), Outputs: g.Outputs}
	for i, o := range g.Outputs {
		n := &w.Nodes[o.Value]
		cols := 0
		switch n.Op {
		case graph.OpTopK:
			cols = g.Nodes[n.In[0]].Type.Shape.Cols()
		case graph.OpMatMulTopK:
			cols = g.Nodes[n.In[1]].Type.Shape.Dim(0)
		default:
			continue
		}
		more[i] = min(cols, graph.MaxTopK)
		n.Attr = graph.TopKAttr{K: more[i]}
		n.Type.Shape = tensor.ShapeOf(n.Type.Shape.Dim(0), 2*more[i])
	}
	return w, graph.Verify(w)
}

// tol returns the tolerance of value v under the case's override or the table.
func (p *problem) tol(v graph.Value, o *Options) Tol {
	if p.c.Tol != nil {
		if o.Int8 {
			return p.c.Tol.Tol[Int8]
		}
		return p.c.Tol.Tol[Float]
	}
	return tolAt(p.d.Graph, v, o.Int8)
}

// liveRows returns how many rows of a node the case computes.
func (p *problem) liveRows(v graph.Value) int {
	if p.d.Graph.Nodes[v].Axis == graph.AxisR {
		return p.d.R
	}
	return p.d.T
}

// verify compares a result with the reference's: live rows within tolerance, everything else untouched.
func (p *problem) verify(got *result, o *Options) error {
	g := p.d.Graph
	for i, out := range g.Outputs {
		if err := p.verifyOutput(i, got.outputs[i], o); err != nil {
			return fmt.Errorf("output %s: %w", out.Name, err)
		}
	}
	for i, v := range g.States() {
		if err := p.verifyState(i, v, got.states[i], o); err != nil {
			return fmt.Errorf("state %s: %w", g.Nodes[v].Name, err)
		}
	}
	return nil
}

// use notes what a comparison used.
func (p *problem) use(used float64, err error) error {
	p.used = max(p.used, used)
	return err
}

func (p *problem) verifyOutput(i int, got []byte, o *Options) error {
	v := p.d.Graph.Outputs[i].Value
	t := p.d.Graph.Nodes[v].Type
	cols, live := t.Shape.Cols(), p.liveRows(v)
	values := host.F32(got)
	for at, x := range host.I32(got) {
		switch {
		case at < live*cols && uint32(x) == poison:
			return fmt.Errorf("row %d, column %d was never written", at/cols, at%cols)
		case at >= live*cols && uint32(x) != poison:
			return fmt.Errorf("row %d, column %d is beyond the %d live rows but was written: %v", at/cols, at%cols, live, values[at])
		}
	}
	if more := p.more[i]; more > 0 {
		want := host.F32(p.want.outputs[i])[:live*2*more]
		return p.use(comparePairs(values[:live*cols], cols/2, want, more, p.tol(v, o), p.c.Scale))
	}
	want := host.F32(p.want.outputs[i])[:live*cols]
	return p.use(compare(values[:live*cols], want, p.tol(v, o), p.c.Scale))
}

// verifyState compares the rows that kv_write stored, and every other byte with the initial state.
func (p *problem) verifyState(i int, v graph.Value, got []byte, o *Options) error {
	t, initial := p.d.Graph.Nodes[v].Type, p.d.States[i]
	rows, last := p.written(v)
	size := t.RowBytes()
	var a, b []byte
	for r := range t.Shape.Rows() {
		if rows[r] {
			a, b = append(a, got[r*size:(r+1)*size]...), append(b, p.want.states[i][r*size:(r+1)*size]...)
		} else if at := firstDiff(got[r*size:(r+1)*size], initial[r*size:(r+1)*size]); at >= 0 {
			return fmt.Errorf("row %d was not to be written but byte %d changed", r, at)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if err := p.use(compare(loadValues(t.DType, a), loadValues(t.DType, b), p.tol(last, o), p.c.Scale)); err != nil {
		return fmt.Errorf("written rows: %w", err)
	}
	return nil
}

// written returns the rows of state v that the step stores, and the state's last value.
func (p *problem) written(v graph.Value) (map[int]bool, graph.Value) {
	g, rows, last := p.d.Graph, map[int]bool{}, v
	S := g.Nodes[v].Type.Shape.Dim(1)
	for u := range g.Nodes {
		n := &g.Nodes[u]
		if n.Op != graph.OpKVWrite || g.Root(graph.Value(u)) != v {
			continue
		}
		last = graph.Value(u)
		pos, seq := p.index(n.In[2]), p.index(n.In[3])
		for t := range p.d.T {
			rows[int(seq[t])*S+int(pos[t])%S] = true
		}
	}
	return rows, last
}

func (p *problem) index(v graph.Value) []int32 {
	return host.I32(p.d.Input(p.d.Graph.Nodes[v].Name))
}

// runs is how often each case runs on one Program: what a first run leaves behind must not matter.
const runs = 3

// check runs the case on b and returns why it fails. got is the last result, for a dump.
func (p *problem) check(b backend.Backend, o *Options) (got *result, err error) {
	r, err := newRig(b, p.d, backend.Options{}, o.imported)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.close()) }()
	var first *result
	for i := range runs {
		if got, err = r.run(context.Background()); err != nil {
			return got, fmt.Errorf("run %d: %w", i+1, err)
		}
		if first == nil {
			if first, err = got, p.verify(got, o); err != nil {
				return got, err
			}
		}
		if err = first.same(p.d.Graph, got); err != nil {
			return got, fmt.Errorf("run %d of one program gave another result: %w", i+1, err)
		}
	}
	if err = r.untouched(); err != nil {
		return got, err
	}
	if s := r.prog.Stats(); s.Steps != runs {
		return got, fmt.Errorf("Stats counts %d steps of %d", s.Steps, runs)
	}
	return got, guard(r, o)
}

func guard(r *rig, o *Options) error {
	if o.Guard == nil {
		return nil
	}
	for _, b := range r.buffers() {
		if err := o.Guard(b); err != nil {
			return fmt.Errorf("buffer %v: %w", b.Type(), err)
		}
	}
	return nil
}
