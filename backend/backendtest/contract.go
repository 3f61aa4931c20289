package backendtest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
)

// steady checks that a second and later Run allocates nothing.
func (s *suite) steady(t *testing.T) {
	if s.o.Allocates != "" {
		t.Skip(s.o.Allocates)
	}
	n := nets[1]
	c := n.wholeCase("steady", span{1, 1}, span{1, 1}, from(20, 1), nil)
	p, err := prepare(&c)
	s.fatal(t, err)
	r, err := newRig(s.b, p.d, backend.Options{}, false)
	s.fatal(t, err)
	defer func() { s.fatal(t, r.close()) }()
	s.fatal(t, r.reset())
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	allocs := testing.AllocsPerRun(20, func() {
		if err := r.prog.Run(ctx, &r.bind); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 0 {
		t.Errorf("a steady-state Run makes %v allocations", allocs)
	}
}

// stats checks what a Program counts, against the costs of the nodes it can have run.
func (s *suite) stats(t *testing.T) {
	n := nets[1]
	c := n.wholeCase("stats", span{8, 5}, span{2, 1}, nil, nil)
	p, err := prepare(&c)
	s.fatal(t, err)
	r, err := newRig(s.b, p.d, backend.Options{Profile: true, NoFusion: true}, false)
	s.fatal(t, err)
	defer func() { s.fatal(t, r.close()) }()
	for range 2 {
		_, err := r.run(context.Background())
		s.fatal(t, err)
	}
	var want, nodes graph.Cost
	g := p.d.Graph
	for v := range g.Nodes {
		want = want.Add(g.NodeCost(graph.Value(v), graph.Live{T: 5, R: 1, Context: 5}))
	}
	got := r.prog.Stats()
	for _, n := range got.Nodes {
		nodes = nodes.Add(n.Cost)
	}
	// Attention may be decomposed, which moves more activations; weights are read the same.
	if got.Steps != 2 || got.Cost.WeightBytes != 2*want.WeightBytes || got.Dispatches <= 0 || got.Busy <= 0 {
		t.Errorf("Stats counts %d steps, %d weight bytes, %d dispatches, %v busy; want 2 steps, %d weight bytes", got.Steps,
			got.Cost.WeightBytes, got.Dispatches, got.Busy, 2*want.WeightBytes)
	}
	if len(got.Nodes) > 0 && nodes != got.Cost { // a device without clocks has no profile
		t.Errorf("Stats' nodes cost %+v together, its total is %+v", nodes, got.Cost)
	}
}

// concurrent runs different programs from different goroutines; under -race that also finds shared scratch space.
func (s *suite) concurrent(t *testing.T) {
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		n := nets[i%2]
		c := n.wholeCase("concurrent", span{8, 7}, span{2, 2}, from(i, 7), nil)
		p, err := prepare(&c)
		s.fatal(t, err)
		wg.Go(func() {
			for range 3 {
				_, err := p.check(s.b, s.o)
				errs[i] = errors.Join(errs[i], err)
			}
		})
	}
	wg.Wait()
	s.fatal(t, errors.Join(errs...))
}
