package grammar

import "slices"

// An arrow is an edge or a call seen from its target: label is a piece of the bytes, or 256 and a rule.
type arrow struct {
	label int
	from  int32
}

// arrows returns what leads to each state, with bytes cut into the pieces that this automaton tells apart.
func (a *dfa) arrows() [][]arrow {
	var cut [257]bool
	for _, s := range a.states {
		for _, e := range s.edges {
			cut[e.lo], cut[int(e.hi)+1] = true, true
		}
	}
	into := make([][]arrow, len(a.states))
	for i, s := range a.states {
		for _, e := range s.edges {
			for b := int(e.lo); b <= int(e.hi); b++ {
				if b == int(e.lo) || cut[b] {
					into[e.to] = append(into[e.to], arrow{b, int32(i)})
				}
			}
		}
		for _, c := range s.calls {
			into[c.to] = append(into[c.to], arrow{256 + c.rule, int32(i)})
		}
	}
	return into
}

// A partition divides states into blocks.
type partition struct {
	block  []int32   // of each state
	blocks [][]int32 // states of each block
	queued []bool
	queue  []int32
}

func (p *partition) enqueue(b int32) {
	if !p.queued[b] {
		p.queued[b] = true
		p.queue = append(p.queue, b)
	}
}

// minimise joins states that no text tells apart.
//
// ref: Hopcroft, An n log n algorithm for minimizing states in a finite automaton, 1971
func (b *budget) minimise(a *dfa) (*dfa, error) {
	if len(a.states) < 2 {
		return a, nil
	}
	into := a.arrows()
	p := &partition{block: make([]int32, len(a.states))}
	var sides [2][]int32
	for i, s := range a.states {
		if s.accept {
			sides[1] = append(sides[1], int32(i))
		} else {
			sides[0] = append(sides[0], int32(i))
		}
	}
	for _, side := range sides {
		if len(side) > 0 {
			for _, v := range side {
				p.block[v] = int32(len(p.blocks))
			}
			p.blocks, p.queued = append(p.blocks, side), append(p.queued, false)
			p.enqueue(int32(len(p.blocks) - 1))
		}
	}
	for len(p.queue) > 0 {
		splitter := p.queue[len(p.queue)-1]
		p.queue = p.queue[:len(p.queue)-1]
		p.queued[splitter] = false
		var all []arrow
		for _, v := range p.blocks[splitter] {
			all = append(all, into[v]...)
		}
		if err := b.spend(len(all)); err != nil {
			return nil, err
		}
		slices.SortFunc(all, func(x, y arrow) int { return x.label - y.label })
		for i := 0; i < len(all); {
			j := i
			for j < len(all) && all[j].label == all[i].label {
				j++
			}
			p.split(all[i:j])
			i = j
		}
	}
	return a.join(p), nil
}

// split divides every block into the states that arrows come from and the others.
func (p *partition) split(arrows []arrow) {
	hit := map[int32][]int32{} // states by block
	for _, r := range arrows {
		b := p.block[r.from]
		hit[b] = append(hit[b], r.from)
	}
	for b, in := range hit {
		old := p.blocks[b]
		if len(in) == len(old) {
			continue
		}
		fresh := int32(len(p.blocks))
		for _, v := range in {
			p.block[v] = fresh
		}
		out := make([]int32, 0, len(old)-len(in))
		for _, v := range old {
			if p.block[v] == b {
				out = append(out, v)
			}
		}
		// The larger part keeps its number.
		if len(in) > len(out) {
			for _, v := range in {
				p.block[v] = b
			}
			for _, v := range out {
				p.block[v] = fresh
			}
			in, out = out, in
		}
		p.blocks[b] = out
		p.blocks, p.queued = append(p.blocks, in), append(p.queued, false)
		p.enqueue(fresh)
	}
}

// join makes one state of each block, in the order in which they are reached.
func (a *dfa) join(p *partition) *dfa {
	at := make([]int32, len(p.blocks))
	for i := range at {
		at[i] = -1
	}
	order := []int32{}
	visit := func(v int32) int32 {
		b := p.block[v]
		if at[b] < 0 {
			at[b] = int32(len(order))
			order = append(order, v)
		}
		return at[b]
	}
	out := &dfa{start: visit(a.start)}
	for i := 0; i < len(order); i++ {
		s := &a.states[order[i]]
		t := dfaState{accept: s.accept}
		for _, e := range s.edges {
			to := visit(e.to)
			if k := len(t.edges); k > 0 && t.edges[k-1].to == to && int(t.edges[k-1].hi)+1 == int(e.lo) {
				t.edges[k-1].hi = e.hi
			} else {
				t.edges = append(t.edges, edge{e.lo, e.hi, to})
			}
		}
		for _, c := range s.calls {
			t.calls = append(t.calls, call{c.rule, visit(c.to)})
		}
		out.states = append(out.states, t)
	}
	return out
}

// product returns the automaton of the texts that both accept, or, with minus, that only a accepts. Neither
// may have calls.
func (b *budget) product(x, y *dfa, minus bool) (*dfa, error) {
	if len(x.states) == 0 || len(y.states) == 0 {
		if minus {
			return x, nil
		}
		return &dfa{}, nil
	}
	type pair struct{ x, y int32 } // y is −1 where y has failed
	ids := map[pair]int32{}
	var order []pair
	visit := func(p pair) int32 {
		id, ok := ids[p]
		if !ok {
			id = int32(len(order))
			ids[p] = id
			order = append(order, p)
		}
		return id
	}
	out := &dfa{start: visit(pair{x.start, y.start})}
	for i := 0; i < len(order); i++ {
		if len(order) > maxStates {
			return nil, &LimitError{"states", maxStates}
		}
		p := order[i]
		var other dfaState
		if p.y >= 0 {
			other = y.states[p.y]
		}
		t := dfaState{accept: x.states[p.x].accept && other.accept != minus}
		for _, e := range x.states[p.x].edges {
			if err := b.spend(1 + len(other.edges)); err != nil {
				return nil, err
			}
			next := int(e.lo) // first byte of e not yet dealt with
			gap := func(until int) {
				if minus && next <= until {
					t.edges = append(t.edges, edge{byte(next), byte(until), visit(pair{e.to, -1})})
				}
			}
			for _, f := range other.edges {
				if lo, hi := max(int(e.lo), int(f.lo)), min(int(e.hi), int(f.hi)); lo <= hi {
					gap(lo - 1)
					t.edges = append(t.edges, edge{byte(lo), byte(hi), visit(pair{e.to, f.to})})
					next = hi + 1
				}
			}
			gap(int(e.hi))
		}
		out.states = append(out.states, t)
	}
	return b.tidy(out, nil)
}
