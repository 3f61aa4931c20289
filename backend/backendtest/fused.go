package backendtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
)

// fused compares each fused operation with its decomposition on the same backend: the cases of
// fused operations, and whole models, which are written in primitives and fused by Compile.
func (s *suite) fused(t *testing.T, all []Case) {
	tried := map[graph.Op]int{}
	for i := range all {
		c := &all[i]
		// The sweep over shapes has been compared with the reference; here a sample is enough.
		if c.Large || !c.Op.Fused() && c.Op != graph.OpInvalid || i%5 != 0 && c.Op != graph.OpInvalid {
			continue
		}
		t.Run("fused/"+c.Name, func(t *testing.T) {
			p, err := prepare(c)
			if err != nil {
				t.Fatal(err)
			}
			err = p.checkFused(s.b, s.o)
			var no *backend.UnsupportedError
			if errors.As(err, &no) {
				t.Skip(no)
			}
			if err != nil {
				t.Fatalf("%v\nreproduce: go test %s -run '%s$'", err, s.pkg, t.Name())
			}
			tried[c.Op]++
		})
	}
	for op, n := range tried {
		t.Logf("fused against decomposed: %s: %d cases", op, n)
	}
}

// checkFused runs the case as it is and in primitives alone. Both must agree with the reference, and
// with each other as nearly as F32 arithmetic does, because they round activations alike.
func (p *problem) checkFused(b backend.Backend, o *Options) error {
	prims, err := graph.Decompose(p.d.Graph, func(*graph.Node) bool { return true })
	if err != nil {
		return err
	}
	d := *p.d
	d.Graph = prims
	whole, err := p.once(b, p.d, backend.Options{})
	if err != nil {
		return err
	}
	parts, err := p.once(b, &d, backend.Options{NoFusion: true})
	if err != nil {
		return fmt.Errorf("decomposed: %w", err)
	}
	if err := p.verify(parts, o); err != nil {
		return fmt.Errorf("decomposed: %w", err)
	}
	for i, out := range p.d.Graph.Outputs {
		if p.more[i] > 0 {
			continue // pairs: verified above
		}
		tol := p.tol(out.Value, &Options{})
		if p.c.Op == graph.OpInvalid || p.c.Op == graph.OpAttention { // whose decomposition rounds no factors
			tol = p.tol(out.Value, o)
		}
		n := p.liveRows(out.Value) * p.d.Graph.Nodes[out.Value].Type.Shape.Cols()
		if _, err := compare(host.F32(whole.outputs[i])[:n], host.F32(parts.outputs[i])[:n], tol, p.c.Scale); err != nil {
			return fmt.Errorf("fused against decomposed: output %s: %w", out.Name, err)
		}
	}
	return nil
}

// once compiles and runs d a single time.
func (p *problem) once(b backend.Backend, d *Data, o backend.Options) (*result, error) {
	r, err := newRig(b, d, o, false)
	if err != nil {
		return nil, err
	}
	res, err := r.run(context.Background())
	return res, errors.Join(err, r.close())
}
