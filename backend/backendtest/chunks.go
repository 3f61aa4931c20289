package backendtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A player runs a sequence of tokens through a net in steps of any size. Weights and caches are
// shared between its programs, one for each bucket.
type player struct {
	b       backend.Backend
	n       net
	ids     []int32
	weights []backend.Buffer
	states  []backend.Buffer
	initial [][]byte
	steps   map[int]*rig
}

// newPlayer draws the weights of n from its name, so that two players of nets that differ in their
// caches alone hold the same ones.
func newPlayer(b backend.Backend, n net, ids []int32) (*player, error) {
	p := &player{b: b, n: n, ids: ids, steps: map[int]*rig{}}
	r, err := p.bucket(1)
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	p.weights, p.states, p.initial = r.weights, r.bind.States, r.d.States
	return p, nil
}

// bucket returns the program for steps of up to T tokens.
func (p *player) bucket(T int) (*rig, error) {
	if r := p.steps[T]; r != nil {
		return r, nil
	}
	c := p.n.wholeCase("play", span{T, 0}, span{1, 0}, nil, nil)
	c.Name = "play/" + p.n.name
	g, err := c.graph()
	if err != nil {
		return nil, err
	}
	r := &rig{b: p.b, d: c.data(g)}
	if p.weights == nil {
		if r, err = newRig(p.b, r.d, backend.Options{}, false); err != nil {
			return nil, err
		}
		p.steps[T] = r
		return r, nil
	}
	p.steps[T] = r
	r.bind.States = p.states
	if r.bind.Inputs, err = newBuffers(p.b, g, g.Inputs(), backend.UsageInput); err != nil {
		return nil, err
	}
	if r.bind.Outputs, err = newBuffers(p.b, g, []graph.Value{g.Outputs[0].Value, g.Outputs[1].Value}, backend.UsageOutput); err != nil {
		return nil, err
	}
	r.prog, err = p.b.Compile(g, p.weights, backend.Options{})
	return r, err
}

// restart puts NaN in every cache row.
func (p *player) restart() error {
	var errs []error
	for i, s := range p.states {
		errs = append(errs, s.Write(0, p.initial[i]))
	}
	return errors.Join(errs...)
}

// step runs the tokens at the given positions in a bucket of T and returns their hidden rows.
func (p *player) step(T int, pos, seq []int32) ([]byte, error) {
	r, err := p.bucket(T)
	if err != nil {
		return nil, err
	}
	r.bind.T, r.bind.R = len(pos), 0
	for i, v := range r.d.Graph.Inputs() {
		data := host.I32(r.d.Inputs[i])
		for t := range pos {
			switch r.d.Graph.Nodes[v].Name {
			case "ids":
				data[t] = p.ids[pos[t]]
			case "pos":
				data[t] = pos[t]
			case "seq":
				data[t] = seq[t]
			}
		}
		if err := r.bind.Inputs[i].Write(0, r.d.Inputs[i]); err != nil {
			return nil, err
		}
	}
	if err := r.prog.Run(context.Background(), &r.bind); err != nil {
		return nil, err
	}
	out := host.Alloc(4 * p.n.D * len(pos))
	return out, r.bind.Outputs[0].Read(0, out)
}

// play runs the whole sequence in steps of n tokens in buckets of T.
func (p *player) play(n, T int) (hidden []byte, states [][]byte, err error) {
	if err := p.restart(); err != nil {
		return nil, nil, err
	}
	for at := 0; at < len(p.ids); at += n {
		pos := from(at, min(n, len(p.ids)-at))
		out, err := p.step(T, pos, make([]int32, len(pos)))
		if err != nil {
			return nil, nil, err
		}
		hidden = append(hidden, out...)
	}
	states, err = readAll(p.states)
	return hidden, states, err
}

func (p *player) close() error {
	var errs []error
	for T, r := range p.steps {
		if T != 1 { // weights and states belong to the first
			r.bind.States = nil
			errs = append(errs, r.close())
		}
	}
	if r := p.steps[1]; r != nil {
		errs = append(errs, r.close())
	}
	return errors.Join(errs...)
}

// replay plays p in steps and buckets of other sizes and compares the results and what the caches then hold.
func (s *suite) replay(t *testing.T, p *player, what string, step, bucket int, want []byte, states [][]byte) {
	got, gotStates, err := p.play(step, bucket)
	s.fatal(t, err)
	s.alike(t, p.n, what, got, want)
	for i := range states {
		if at := firstDiff(gotStates[i], states[i]); at >= 0 && s.o.NotChunkExact == "" {
			t.Errorf("%s: cache %d differs at byte %d", what, i, at)
		}
	}
}

// chunks checks that results depend neither on how a sequence is cut into steps, nor on the bucket
// that a step runs in, nor on a second sequence in the same step, nor on the length of a ring.
func (s *suite) chunks(t *testing.T) {
	cuts, sampled := [][2]int{{1, 1}, {3, 3}, {3, 8}, {7, 7}, {20, 64}, {61, 64}, {33, 64}}, false
	if s.o.Sample {
		cuts = [][2]int{{1, 1}, {3, 8}, {61, 64}}
	}
	for _, n := range nets {
		if n.L < 2 || sampled {
			continue
		}
		sampled = s.o.Sample
		t.Run("chunks/"+n.name, func(t *testing.T) {
			// Longer than the blocks of positions that kernels work in, so that windows start
			// anywhere in them.
			ids := make([]int32, 200)
			rng := seed(n.name)
			for i := range ids {
				ids[i] = rng.Int32N(int32(n.V))
			}
			p, err := newPlayer(s.b, n, ids)
			s.fatal(t, err)
			defer func() { s.fatal(t, p.close()) }()
			want, states, err := p.play(64, 64)
			s.fatal(t, err)
			for _, cut := range cuts {
				what := fmt.Sprintf("steps of %d in buckets of %d", cut[0], cut[1])
				s.replay(t, p, what, cut[0], cut[1], want, states)
			}
			s.interleaved(t, p, want)
			s.rings(t, n, ids, want)
		})
	}
}

// interleaved runs the sequence twice at once, the copy some tokens behind.
func (s *suite) interleaved(t *testing.T, p *player, want []byte) {
	const behind, size = 5, 8
	s.fatal(t, p.restart())
	var got [2][]byte
	row := 4 * p.n.D
	for at := 0; at < len(p.ids)+behind; at += size / 2 {
		var pos, seq []int32
		for i := at; i < at+size/2; i++ {
			for q, back := range []int{0, behind} {
				if x := i - back; x >= 0 && x < len(p.ids) {
					pos, seq = append(pos, int32(x)), append(seq, int32(1-q))
				}
			}
		}
		out, err := p.step(size, pos, seq)
		s.fatal(t, err)
		for i, q := range seq {
			got[q] = append(got[q], out[i*row:(i+1)*row]...)
		}
	}
	s.alike(t, p.n, "the first of two sequences", got[1], want)
	s.alike(t, p.n, "the second of two sequences", got[0], want)
}

// rings repeats the sequence with the shortest ring that steps of 3 allow, and with no ring at all.
func (s *suite) rings(t *testing.T, n net, ids []int32, want []byte) {
	for _, ring := range []int{n.window + 2, n.full} {
		m := n
		m.ring = ring
		p, err := newPlayer(s.b, m, ids)
		s.fatal(t, err)
		got, _, err := p.play(3, 3)
		s.fatal(t, err)
		s.alike(t, n, fmt.Sprintf("a window of %d in a cache of %d rows", n.window, ring), got, want)
		s.fatal(t, p.close())
	}
}

// alike compares hidden rows bit for bit, or within tolerance if the backend says why not.
func (s *suite) alike(t *testing.T, n net, what string, got, want []byte) {
	t.Helper()
	tol := Tol{}
	if s.o.NotChunkExact != "" {
		tol = n.tol().Tol[Float]
		if s.o.Int8 {
			tol = n.tol().Tol[Int8]
		}
	}
	if _, err := compare(loadValues(tensor.F32, got), loadValues(tensor.F32, want), tol, 1); err != nil {
		t.Errorf("%s: %v\nreproduce: go test %s -run '%s$'", what, err, s.pkg, t.Name())
	}
}

// fatal ends the test on an error: skipped if the backend has no kernel, failed otherwise.
func (s *suite) fatal(t *testing.T, err error) {
	t.Helper()
	var no *backend.UnsupportedError
	if errors.As(err, &no) {
		t.Skip(no)
	}
	if err != nil {
		t.Fatal(err)
	}
}
