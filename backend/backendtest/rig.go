package backendtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A rig is a compiled graph with buffers of its own, filled with a case's data.
type rig struct {
	b       backend.Backend
	d       *Data
	prog    backend.Program
	weights []backend.Buffer
	copies  []*guarded // that the weights were imported from
	bind    backend.Bindings
}

// A result is what a run left in the outputs and states.
type result struct{ outputs, states [][]byte }

// newRig compiles d.Graph on b. With imported set, weights reach a backend.Importer without a copy.
func newRig(b backend.Backend, d *Data, o backend.Options, imported bool) (r *rig, err error) {
	r = &rig{b: b, d: d, bind: backend.Bindings{T: d.T, R: d.R}}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.close())
			r = nil
		}
	}()
	g := d.Graph
	for i, v := range g.Weights() {
		if err = r.addWeight(g.Nodes[v].Type, d.Weights[i], imported); err != nil {
			return r, fmt.Errorf("weight %s: %w", g.Nodes[v].Name, err)
		}
	}
	if r.bind.Inputs, err = newBuffers(b, g, g.Inputs(), backend.UsageInput); err != nil {
		return r, err
	}
	if r.bind.States, err = newBuffers(b, g, g.States(), backend.UsageState); err != nil {
		return r, err
	}
	outputs := make([]graph.Value, len(g.Outputs))
	for i, o := range g.Outputs {
		outputs[i] = o.Value
	}
	if r.bind.Outputs, err = newBuffers(b, g, outputs, backend.UsageOutput); err != nil {
		return r, err
	}
	r.prog, err = b.Compile(g, r.weights, o)
	return r, err
}

// addWeight imports a guarded copy of p, or else writes p to a new buffer.
func (r *rig) addWeight(t tensor.Type, p []byte, imported bool) error {
	if imp, ok := r.b.(backend.Importer); ok && imported {
		g := newGuarded(p)
		r.copies = append(r.copies, g)
		// A device may import whole pages only; then the weight is copied after all.
		if buf, err := imp.ImportBuffer(t, g.data()); err == nil {
			r.weights = append(r.weights, buf)
			return nil
		}
	}
	buf, err := r.b.NewBuffer(t, backend.UsageWeight)
	if err != nil {
		return err
	}
	r.weights = append(r.weights, buf)
	return buf.Write(0, p)
}

func newBuffers(b backend.Backend, g *graph.Graph, vs []graph.Value, u backend.Usage) ([]backend.Buffer, error) {
	var bufs []backend.Buffer
	for _, v := range vs {
		buf, err := b.NewBuffer(g.Nodes[v].Type, u)
		if err != nil {
			return bufs, fmt.Errorf("%v buffer %v: %w", u, g.Nodes[v].Type, err)
		}
		bufs = append(bufs, buf)
	}
	return bufs, nil
}

// reset writes the inputs, the initial states, and poison over the outputs.
func (r *rig) reset() error {
	var errs []error
	for i, buf := range r.bind.Inputs {
		errs = append(errs, buf.Write(0, r.d.Inputs[i]))
	}
	for i, buf := range r.bind.States {
		errs = append(errs, buf.Write(0, r.d.States[i]))
	}
	for _, buf := range r.bind.Outputs {
		p := make([]byte, buf.Type().Bytes())
		fillPoison(p)
		errs = append(errs, buf.Write(0, p))
	}
	return errors.Join(errs...)
}

// run resets, runs one step and reads everything back.
func (r *rig) run(ctx context.Context) (*result, error) {
	if err := r.reset(); err != nil {
		return nil, err
	}
	if err := r.prog.Run(ctx, &r.bind); err != nil {
		return nil, err
	}
	return r.read()
}

func (r *rig) read() (*result, error) {
	var res result
	var err error
	if res.outputs, err = readAll(r.bind.Outputs); err != nil {
		return nil, err
	}
	res.states, err = readAll(r.bind.States)
	return &res, err
}

func readAll(bufs []backend.Buffer) ([][]byte, error) {
	var all [][]byte
	for _, b := range bufs {
		p := host.Alloc(b.Type().Bytes()) // aligned for views
		if err := b.Read(0, p); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

// untouched reports an input or weight that no longer holds what the case put there.
func (r *rig) untouched() error {
	g := r.d.Graph
	for _, set := range []struct {
		vs   []graph.Value
		bufs []backend.Buffer
		want [][]byte
	}{{g.Inputs(), r.bind.Inputs, r.d.Inputs}, {g.Weights(), r.weights, r.d.Weights}} {
		for i, buf := range set.bufs {
			name := g.Nodes[set.vs[i]].Name
			got := make([]byte, buf.Type().Bytes())
			if err := buf.Read(0, got); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if at := firstDiff(got, set.want[i]); at >= 0 {
				return fmt.Errorf("%s: byte %d was changed by the run", name, at)
			}
		}
	}
	return nil
}

// firstDiff returns where a and b differ first, or -1.
func firstDiff(a, b []byte) int {
	if bytes.Equal(a, b) {
		return -1
	}
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// same reports the first output or state in which two results differ.
func (res *result) same(g *graph.Graph, o *result) error {
	for i := range res.outputs {
		if at := firstDiff(res.outputs[i], o.outputs[i]); at >= 0 {
			return fmt.Errorf("output %s differs at byte %d", g.Outputs[i].Name, at)
		}
	}
	for i, v := range g.States() {
		if at := firstDiff(res.states[i], o.states[i]); at >= 0 {
			return fmt.Errorf("state %s differs at byte %d", g.Nodes[v].Name, at)
		}
	}
	return nil
}

// buffers returns every buffer of the rig.
func (r *rig) buffers() []backend.Buffer {
	all := append([]backend.Buffer(nil), r.weights...)
	for _, set := range [][]backend.Buffer{r.bind.Inputs, r.bind.States, r.bind.Outputs} {
		all = append(all, set...)
	}
	return all
}

// close releases the rig, each part twice because that must be harmless.
func (r *rig) close() error {
	var errs []error
	for range 2 {
		if r.prog != nil {
			errs = append(errs, r.prog.Close())
		}
		for _, b := range r.buffers() {
			errs = append(errs, b.Close())
		}
	}
	for _, g := range r.copies {
		errs = append(errs, g.close())
	}
	return errors.Join(errs...)
}
