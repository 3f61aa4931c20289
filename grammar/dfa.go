package grammar

import (
	"encoding/binary"
	"slices"
)

// A dfa is a deterministic automaton in which every state can be reached and can reach an accepting one.
// Without states it accepts nothing.
type dfa struct {
	start  int32
	states []dfaState
}

type dfaState struct {
	accept bool
	edges  []edge // by lo, without overlaps
	calls  []call // by rule, each at most once
}

// A budget is what a compilation may still spend, and what it shares.
type budget struct {
	work  int
	autos map[string]*dfa // of character sets
}

func newBudget() *budget { return &budget{work: maxWork, autos: map[string]*dfa{}} }

func (b *budget) spend(n int) error {
	if b.work -= n; b.work < 0 {
		return &LimitError{"steps of compilation", maxWork}
	}
	return nil
}

// charAuto returns the automaton of one character of set.
func (b *budget) charAuto(set charset) (*dfa, error) {
	key := setKey(set)
	if a := b.autos[key]; a != nil {
		return a, nil
	}
	n := &nfa{b: b}
	start := n.add()
	a, err := n.determinise(start, n.ranges(set, start))
	if err != nil {
		return nil, err
	}
	a, err = b.tidy(a, nil)
	b.autos[key] = a
	return a, err
}

func setKey(set charset) string {
	key := make([]byte, 0, 4*len(set))
	for _, c := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(c))
	}
	return string(key)
}

// regular returns the minimal automaton of an expression without references.
func (b *budget) regular(e *expr) (*dfa, error) {
	n := &nfa{b: b}
	start := n.add()
	a, err := n.determinise(start, n.build(e, start))
	if err != nil {
		return nil, err
	}
	return b.tidy(a, nil)
}

// A subset is a set of states of an nfa on the way to becoming one state.
type subsets struct {
	n      *nfa
	mark   []int32 // [states] last closure that a state was in
	round  int32
	stack  []int32
	ids    map[string]int32
	sets   [][]int32
	accept []bool
	final  int32
}

// determinise makes a deterministic automaton by the subset construction.
func (n *nfa) determinise(start, final int32) (*dfa, error) {
	if n.err != nil {
		return nil, n.err
	}
	s := &subsets{n: n, mark: make([]int32, len(n.states)), ids: map[string]int32{}, final: final}
	a := &dfa{start: s.intern([]int32{start}, true)}
	for i := 0; i < len(s.sets); i++ {
		if len(s.sets) > maxStates {
			return nil, &LimitError{"states", maxStates}
		}
		state := dfaState{accept: s.accept[i]}
		var edges []edge
		var calls []call
		for _, v := range s.sets[i] {
			edges = append(edges, n.states[v].edges...)
			calls = append(calls, n.states[v].calls...)
		}
		if err := s.edges(&state, edges); err != nil {
			return nil, err
		}
		slices.SortFunc(calls, func(a, b call) int { return a.rule - b.rule })
		for j := 0; j < len(calls); {
			k := j
			var to []int32
			for ; k < len(calls) && calls[k].rule == calls[j].rule; k++ {
				to = append(to, calls[k].to)
			}
			state.calls = append(state.calls, call{calls[j].rule, s.intern(to, false)})
			j = k
		}
		a.states = append(a.states, state)
	}
	return a, nil
}

// edges cuts the bytes where an edge begins or ends and joins what leads to the same subset.
func (s *subsets) edges(state *dfaState, edges []edge) error {
	if len(edges) == 0 {
		return nil
	}
	slices.SortFunc(edges, func(a, b edge) int { return int(a.lo) - int(b.lo) })
	var cut [257]bool
	for _, e := range edges {
		cut[e.lo], cut[int(e.hi)+1] = true, true
	}
	var to []int32
	first, live := 0, edges[:0:0]
	for lo := 0; lo < 256; {
		hi := lo + 1
		for hi < 256 && !cut[hi] {
			hi++
		}
		for ; first < len(edges) && int(edges[first].lo) <= lo; first++ {
			live = append(live, edges[first])
		}
		to, live = to[:0], slices.DeleteFunc(live, func(e edge) bool { return int(e.hi) < lo })
		for _, e := range live {
			to = append(to, e.to)
		}
		if err := s.n.b.spend(1 + len(live)); err != nil {
			return err
		}
		if len(to) > 0 {
			id := s.intern(to, false)
			if k := len(state.edges); k > 0 && state.edges[k-1].to == id && int(state.edges[k-1].hi) == lo-1 {
				state.edges[k-1].hi = byte(hi - 1)
			} else {
				state.edges = append(state.edges, edge{byte(lo), byte(hi - 1), id})
			}
		}
		lo = hi
	}
	return nil
}

// intern returns the number of the subset that from and the jumps from there make.
func (s *subsets) intern(from []int32, begin bool) int32 {
	set := s.closure(from, begin, false)
	accept := slices.Contains(set, s.final)
	if !accept {
		accept = slices.Contains(s.closure(from, begin, true), s.final)
	}
	// Only states with edges or calls decide what follows.
	kept := set[:0:0]
	for _, v := range set {
		if st := &s.n.states[v]; len(st.edges)+len(st.calls) > 0 {
			kept = append(kept, v)
		}
	}
	slices.Sort(kept)
	s.n.b.work -= len(set)
	key := make([]byte, 1, 1+4*len(kept))
	if accept {
		key[0] = 1
	}
	for _, v := range kept {
		key = binary.LittleEndian.AppendUint32(key, uint32(v))
	}
	id, ok := s.ids[string(key)]
	if !ok {
		id = int32(len(s.sets))
		s.ids[string(key)] = id
		s.sets, s.accept = append(s.sets, kept), append(s.accept, accept)
	}
	return id
}

// closure follows jumps, those of kBegin and kEnd only where begin and end are set.
func (s *subsets) closure(from []int32, begin, end bool) []int32 {
	s.round++
	var set []int32
	push := func(v int32) {
		if s.mark[v] != s.round {
			s.mark[v] = s.round
			set = append(set, v)
		}
	}
	for _, v := range from {
		push(v)
	}
	for i := 0; i < len(set); i++ {
		for _, j := range s.n.states[set[i]].jumps {
			if j.at == kText || j.at == kBegin && begin || j.at == kEnd && end {
				push(j.to)
			}
		}
	}
	return set
}

// tidy removes states that cannot be completed, then joins equal ones. productive says which rules can be
// completed; nil: all.
func (b *budget) tidy(a *dfa, productive []bool) (*dfa, error) {
	return b.minimise(a.trim(productive))
}

// completable returns which states can reach an accepting one.
func (a *dfa) completable(productive []bool) []bool {
	into := make([][]int32, len(a.states))
	var stack []int32
	ok := make([]bool, len(a.states))
	for i, s := range a.states {
		for _, e := range s.edges {
			into[e.to] = append(into[e.to], int32(i))
		}
		for _, c := range s.calls {
			if productive == nil || productive[c.rule] {
				into[c.to] = append(into[c.to], int32(i))
			}
		}
		if s.accept {
			ok[i] = true
			stack = append(stack, int32(i))
		}
	}
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, u := range into[v] {
			if !ok[u] {
				ok[u] = true
				stack = append(stack, u)
			}
		}
	}
	return ok
}

func (a *dfa) trim(productive []bool) *dfa {
	ok := a.completable(productive)
	if len(ok) == 0 || !ok[a.start] {
		return &dfa{}
	}
	at := make([]int32, len(a.states))
	order := []int32{a.start} // reachable
	seen := make([]bool, len(a.states))
	seen[a.start] = true
	visit := func(v int32) bool {
		if ok[v] && !seen[v] {
			seen[v], at[v] = true, int32(len(order))
			order = append(order, v)
		}
		return ok[v]
	}
	out := &dfa{}
	for i := 0; i < len(order); i++ {
		s := &a.states[order[i]]
		t := dfaState{accept: s.accept}
		for _, e := range s.edges {
			if visit(e.to) {
				t.edges = append(t.edges, edge{e.lo, e.hi, at[e.to]})
			}
		}
		for _, c := range s.calls {
			if (productive == nil || productive[c.rule]) && visit(c.to) {
				t.calls = append(t.calls, call{c.rule, at[c.to]})
			}
		}
		out.states = append(out.states, t)
	}
	return out
}
