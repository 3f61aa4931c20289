package engine

import (
	"context"
	"time"

	"github.com/gemma-bench/gemma/backend"
)

// share runs the step of e.parts and hands out its results. The caller has the turn.
func (e *Engine) share() {
	began := time.Now()
	var p *program
	err := e.retry(func() (err error) {
		p, err = e.runParts()
		return err
	})
	at := 0
	for i := range e.parts {
		q := &e.parts[i]
		if err == nil {
			q.r.s.ids = append(q.r.s.ids, q.r.ids[:q.n]...)
			q.r.ids = q.r.ids[q.n:]
		}
		if err == nil && q.rows > 0 {
			err = q.r.answer(p, at)
		}
		at += q.rows
	}
	e.fresh = time.Now()
	if !e.prompts() {
		e.took = e.fresh.Sub(began)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.round++
	e.expected = 0
	*e.served(e.parts[0].r.s.adapter) = e.round
	for i := range e.parts {
		r := e.parts[i].r
		if r.inStep = false; len(r.ids) == 0 || err != nil {
			r.s.round = e.round
			e.expected++
			e.finish(r, err) // its owner may use r from here on
		}
	}
}

// prompts reports whether the step has part of a prompt.
func (e *Engine) prompts() bool {
	for i := range e.parts {
		if e.parts[i].n > shortTokens {
			return true
		}
	}
	return false
}

// runParts runs one step. A failed or cancelled step leaves its sequences as they were: whatever it
// wrote lies beyond their ends.
func (e *Engine) runParts() (*program, error) {
	ctx := context.Background() // one sequence's end must not fail the others' step
	if len(e.parts) == 1 {
		ctx = e.parts[0].r.ctx
	}
	key := programKey{kind: stepFill, adapter: e.parts[0].r.s.adapter}
	T, R := 0, 0
	for _, q := range e.parts {
		if err := q.r.s.revive(ctx); err != nil {
			return nil, err
		}
		T += q.n
		if q.rows > 0 {
			R += q.rows
			key.kind, key.k = q.r.kind, max(key.k, q.r.k)
		}
	}
	if key.T = e.bucket(T); R > 0 {
		key.R = headBucket(R, key.T)
	}
	p, err := e.program(key)
	if err != nil {
		return nil, err
	}
	if err := p.fill(e.parts); err != nil {
		return nil, err
	}
	for _, q := range e.parts {
		s := q.r.s
		s.high = max(s.high, len(s.ids)+q.n) // even a step that fails may have overwritten ring rows
	}
	if n := e.chained(p, key); n > 1 {
		s := e.parts[0].r.s
		s.high = max(s.high, len(s.ids)+n)
		return p, p.runChain(ctx, e.parts[0].r.device.chain(), n)
	}
	return p, p.run(ctx, T, min(R, p.rows))
}

// chained returns how many steps to run in one go: several only for a sequence that is alone.
func (e *Engine) chained(p *program, key programKey) int {
	e.mu.Lock()
	alone := len(e.queue) == 1
	e.mu.Unlock()
	r := e.parts[0].r
	c, ok := p.Program.(backend.Chainer)
	if !ok || !alone || len(e.parts) > 1 || key.T != 1 || key.kind != stepTopK || r.steps < 2 {
		return 1
	}
	return min(r.steps, c.MaxChain())
}

// runChain runs n steps of one token and keeps what they found and chose.
func (p *program) runChain(ctx context.Context, c backend.Chain, n int) error {
	for i := range p.index {
		switch p.index[i].name {
		case "ids":
			c.Token = i
		case "pos":
			c.Position = i
		}
	}
	p.bind.T, p.bind.R, p.chain = 1, min(1, p.rows), 0
	if size := n * p.graph.Nodes[p.graph.Outputs[0].Value].Type.Shape.Cols(); len(p.pairs) < size {
		p.pairs = make([]float32, size)
	}
	if err := p.Program.(backend.Chainer).RunChain(ctx, &p.bind, c, p.chosen[:n], p.pairs); err != nil {
		return err
	}
	p.chain = n
	return nil
}

// fill writes the index inputs of a step of parts.
func (p *program) fill(parts []part) error {
	for i := range p.index {
		in := &p.index[i]
		v, first := in.values[:0], int32(0)
		for _, q := range parts {
			at := int32(len(q.r.s.ids))
			switch in.name {
			case "ids":
				v = append(v, q.r.ids[:q.n]...)
			case "pos":
				v = appendRange(v, at, q.n)
			case "seq":
				v = appendSame(v, int32(q.r.s.slot), q.n)
			case "rows":
				v = appendRange(v, first+int32(q.n-q.rows), q.rows)
			case "pos_r":
				v = appendRange(v, at+int32(q.n-q.rows), q.rows)
			case "seq_r":
				v = appendSame(v, int32(q.r.s.slot), q.rows)
			}
			first += int32(q.n)
		}
		if err := in.buffer.Write(0, in.bytes[:4*len(v)]); err != nil {
			return err
		}
	}
	return nil
}

// appendRange appends from, from+1, … to v, n values.
func appendRange(v []int32, from int32, n int) []int32 {
	for i := range int32(n) {
		v = append(v, from+i)
	}
	return v
}

// appendSame appends n times x to v.
func appendSame(v []int32, x int32, n int) []int32 {
	for range n {
		v = append(v, x)
	}
	return v
}

// answer copies the results of r's rows, which are those of the step from row at on.
func (r *request) answer(p *program, at int) error {
	if r.kind == stepLogits || r.kind == stepRows {
		cols := r.s.e.model.Config.Vocab
		if r.kind == stepRows {
			cols = r.s.e.model.Config.Width
		}
		all, err := p.fetch(0, (at+r.rows)*cols)
		if err != nil {
			return err
		}
		r.logits = append(r.logits[:0], all[at*cols:]...)
		return nil
	}
	K := p.graph.Nodes[p.graph.Outputs[0].Value].Type.Shape.Cols() / 2
	if p.chain > 0 {
		for step := range p.chain {
			for i := range r.k {
				pair := p.pairs[2*(step*K+i):]
				r.cands = append(r.cands, Candidate{int32(pair[0]), pair[1]})
			}
		}
		r.s.ids = append(r.s.ids, p.chosen[:p.chain-1]...)
		return nil
	}
	all, err := p.fetch(0, (at+r.rows)*2*K)
	for row := at; err == nil && row < at+r.rows; row++ {
		pairs := all[row*2*K:]
		for i := range r.k {
			r.cands = append(r.cands, Candidate{int32(pairs[2*i]), pairs[2*i+1]})
		}
	}
	return err
}
