package grammar

// An edge leads to another state on any byte from lo to hi.
type edge struct {
	lo, hi byte
	to     int32
}

// A call leads to another state after a text of a rule.
type call struct {
	rule int
	to   int32
}

// A jump leads to another state on nothing, if at allows it.
type jump struct {
	at kind // kText: always; kBegin, kEnd
	to int32
}

type nfaState struct {
	edges []edge
	calls []call
	jumps []jump
}

// An nfa is a nondeterministic automaton under construction. The first error sticks.
type nfa struct {
	b      *budget
	c      *compiler // nil where calls are not possible
	states []nfaState
	depth  int // of inlined rules
	err    error
}

func (n *nfa) add() int32 {
	if len(n.states) >= maxNFA {
		n.fail(&LimitError{"states before determinisation", maxNFA})
		return 0
	}
	n.states = append(n.states, nfaState{})
	return int32(len(n.states) - 1)
}

func (n *nfa) fail(err error) {
	if n.err == nil {
		n.err = err
	}
}

func (n *nfa) jump(from, to int32) {
	n.states[from].jumps = append(n.states[from].jumps, jump{kText, to})
}

func (n *nfa) edge(from int32, s span, to int32) {
	n.states[from].edges = append(n.states[from].edges, edge{s.lo, s.hi, to})
}

// build adds e after state from and returns the state that follows it.
func (n *nfa) build(e *expr, from int32) int32 {
	if n.err != nil {
		return from
	}
	switch e.kind {
	case kText:
		for _, b := range []byte(e.text) {
			to := n.add()
			n.edge(from, span{b, b}, to)
			from = to
		}
	case kChars:
		return n.chars(e.chars, from)
	case kSeq:
		for _, k := range e.kids {
			from = n.build(k, from)
		}
	case kAlt:
		end := n.add()
		for _, k := range e.kids {
			n.jump(n.build(k, from), end)
		}
		return end
	case kRepeat:
		return n.repeat(e, from)
	case kRef:
		return n.ref(e.rule, from)
	case kAuto:
		return n.embed(e.auto, from)
	case kList:
		return n.list(e, from)
	case kBegin, kEnd:
		to := n.add()
		n.states[from].jumps = append(n.states[from].jumps, jump{e.kind, to})
		return to
	}
	return from
}

// chars adds the bytes of one character of set.
func (n *nfa) chars(set charset, from int32) int32 {
	if len(set) > 2 || len(set) == 2 && set[1] > 0x7F {
		a, err := n.b.charAuto(set)
		if err != nil {
			n.fail(err)
			return from
		}
		return n.embed(a, from)
	}
	return n.ranges(set, from)
}

func (n *nfa) ranges(set charset, from int32) int32 {
	end := n.add()
	for i := 0; i < len(set) && n.err == nil; i += 2 {
		appendUTF8(set[i], set[i+1], func(seq []span) {
			at := from
			for _, s := range seq[:len(seq)-1] {
				to := n.add()
				n.edge(at, s, to)
				at = to
			}
			n.edge(at, seq[len(seq)-1], end)
		})
	}
	return end
}

// repeat adds copies of a small expression, and calls of a large one.
func (n *nfa) repeat(e *expr, from int32) int32 {
	body := e.kids[0]
	copies := max(e.min, e.max, 1)
	if size := body.size(); n.c != nil && size > 4 && copies > 2 && times(size, copies) > 1<<11 {
		body = ref(n.c.hoist(body))
	}
	for range e.min {
		if from = n.build(body, from); n.err != nil {
			return from
		}
	}
	if e.max < 0 {
		loop, end := n.add(), n.add()
		n.jump(from, loop)
		n.jump(n.build(body, loop), loop)
		n.jump(loop, end)
		return end
	}
	end := n.add()
	n.jump(from, end)
	for range e.max - e.min {
		from = n.build(body, from)
		if n.err != nil {
			return from
		}
		n.jump(from, end)
	}
	return end
}

// ref adds a rule's body or a call of the rule.
func (n *nfa) ref(rule int, from int32) int32 {
	if n.c == nil {
		n.fail(&UnsupportedError{"rule", "reference", "not possible here"})
		return from
	}
	if n.depth < maxNesting && n.c.inline(rule) {
		n.depth++
		from = n.build(n.c.rules[rule].body, from)
		n.depth--
		return from
	}
	n.c.need(rule)
	to := n.add()
	n.states[from].calls = append(n.states[from].calls, call{rule, to})
	return to
}

// embed adds a copy of an automaton.
func (n *nfa) embed(a *dfa, from int32) int32 {
	end := n.add()
	if len(a.states) == 0 {
		return end // nothing matches, and nothing leads there
	}
	at := make([]int32, len(a.states))
	for i := range at {
		at[i] = n.add()
	}
	if n.err != nil {
		return end
	}
	n.jump(from, at[a.start])
	for i, s := range a.states {
		for _, e := range s.edges {
			n.edge(at[i], span{e.lo, e.hi}, at[e.to])
		}
		if s.accept {
			n.jump(at[i], end)
		}
	}
	return end
}

// list adds the members of an object: first[i] and rest[i] stand before member i, without and with
// members in front of it.
func (n *nfa) list(e *expr, from int32) int32 {
	first, rest, end := from, n.add(), n.add()
	for i, member := range e.kids {
		start := n.add()
		n.jump(first, start)
		n.jump(n.build(e.list.sep, rest), start)
		next := n.build(member, start)
		after, afterFirst := n.add(), n.add()
		n.jump(next, after)
		if !e.list.required[i] {
			n.jump(rest, after)
			n.jump(first, afterFirst)
		}
		first, rest = afterFirst, after
		if n.err != nil {
			return end
		}
	}
	if e.list.extra != nil {
		start := n.add()
		n.jump(first, start)
		n.jump(n.build(e.list.sep, rest), start)
		n.jump(n.build(e.list.extra, start), rest)
	}
	n.jump(first, end)
	n.jump(rest, end)
	return end
}
