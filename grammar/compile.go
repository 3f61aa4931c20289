package grammar

import (
	"slices"
	"strconv"
)

// A Grammar is a compiled rule, for any vocabulary. It is immutable and may be shared.
type Grammar struct {
	class    [256]uint8 // bytes that no state tells apart have the same class
	classes  int
	next     []int32 // [states, classes]; −1: none
	accept   []bool  // [states] the rule that the state is of may end here
	nullable []bool  // [states] it may end here after nothing but calls that match nothing
	bytes    []bool  // [states] there is an edge
	calls    [][]call
	start    []int32   // [rules]; the first is where a text begins
	outer    int       // so many states, the first ones, are of a rule that no rule calls
	owner    []int32   // [states] the rule that the state is of
	follow   []byteSet // [rules] what may come after a text of the rule
	pure     []bool    // [states] no call can be reached within the rule
	flat     bool      // there are no calls
}

// States returns the number of states of the automata.
func (g *Grammar) States() int { return len(g.accept) }

// A compiler turns rules into a Grammar.
type compiler struct {
	*budget
	rules     []rule
	recursive []bool
	expanded  []int // size of a rule with what it refers to
	inlined   int   // size of all that was inlined
	needed    []int // rules to compile, in the order in which calls of them were found
	known     []bool
	total     int // states before determinisation
}

// compile returns the grammar that starts with the first rule.
func (b *budget) compile(rules []rule) (*Grammar, error) {
	c := &compiler{budget: b, rules: rules}
	if len(rules) > maxRules {
		return nil, &LimitError{"rules", maxRules}
	}
	c.analyse()
	c.known = make([]bool, len(rules))
	c.need(0)
	autos := map[int]*dfa{}
	for i := 0; i < len(c.needed); i++ {
		r := c.needed[i]
		n := &nfa{b: b, c: c}
		start := n.add()
		a, err := n.determinise(start, n.build(c.rules[r].body, start))
		if err != nil {
			return nil, err
		}
		if c.total += len(a.states); c.total > maxStates {
			return nil, &LimitError{"states", maxStates}
		}
		autos[r] = a
	}
	if err := c.prune(autos); err != nil {
		return nil, err
	}
	if len(autos[0].states) == 0 {
		return nil, ErrEmpty
	}
	return c.assemble(autos)
}

// analyse finds recursive rules and the sizes of the others.
func (c *compiler) analyse() {
	n := len(c.rules)
	c.recursive, c.expanded = make([]bool, n), make([]int, n)
	refs := make([][]int, n)
	for i, r := range c.rules {
		refs[i] = r.body.refs(nil)
	}
	// A rule is not recursive if all that it refers to is not: peel rules off from the leaves.
	users, open := make([][]int, n), make([]int, n)
	var ready []int
	for i := range c.rules {
		c.recursive[i] = true
		for _, r := range refs[i] {
			users[r] = append(users[r], i)
		}
		if open[i] = len(refs[i]); open[i] == 0 {
			ready = append(ready, i)
		}
	}
	for len(ready) > 0 {
		i := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		c.recursive[i] = false
		c.expanded[i] = c.rules[i].body.size()
		for _, r := range refs[i] {
			c.expanded[i] = min(c.expanded[i]+c.expanded[r], maxNFA)
		}
		for _, u := range users[i] {
			if open[u]--; open[u] == 0 {
				ready = append(ready, u)
			}
		}
	}
}

// refs appends the rules that e refers to.
func (e *expr) refs(to []int) []int {
	if e.kind == kRef {
		return append(to, e.rule)
	}
	for _, k := range e.kids {
		to = k.refs(to)
	}
	if e.kind == kList {
		to = e.list.sep.refs(to)
		if e.list.extra != nil {
			to = e.list.extra.refs(to)
		}
	}
	return to
}

const (
	inlineSize  = 1 << 11 // the largest rule that is inlined
	inlineTotal = 1 << 15 // all that is inlined
)

// inline reports whether a reference to a rule becomes a copy of it.
func (c *compiler) inline(r int) bool {
	if c.rules[r].always || c.recursive[r] || c.expanded[r] > inlineSize || c.inlined+c.expanded[r] > inlineTotal {
		return false
	}
	c.inlined += c.expanded[r]
	return true
}

// need makes sure that a rule is compiled.
func (c *compiler) need(r int) {
	if !c.known[r] {
		c.known[r] = true
		c.needed = append(c.needed, r)
	}
}

// hoist makes a rule of an expression.
func (c *compiler) hoist(e *expr) int {
	for i := len(c.rules) - 1; i >= 0; i-- {
		if c.rules[i].always && c.rules[i].body == e {
			return i
		}
	}
	c.rules = append(slices.Clip(c.rules), rule{"part-" + strconv.Itoa(len(c.rules)), e, true})
	c.recursive, c.expanded, c.known = append(c.recursive, true), append(c.expanded, maxNFA), append(c.known, false)
	return len(c.rules) - 1
}

// prune removes calls of rules that no text completes and minimises what is left.
func (c *compiler) prune(autos map[int]*dfa) error {
	productive := make([]bool, len(c.rules))
	for changed := true; changed; {
		changed = false
		for i := len(c.needed) - 1; i >= 0; i-- { // what is called was found later than its callers
			r := c.needed[i]
			if a := autos[r]; !productive[r] && a.completable(productive)[a.start] {
				productive[r], changed = true, true
			}
		}
	}
	for _, r := range c.needed {
		a, err := c.tidy(autos[r], productive)
		if err != nil {
			return err
		}
		autos[r] = a
	}
	return nil
}

// assemble puts all automata into one table.
func (c *compiler) assemble(autos map[int]*dfa) (*Grammar, error) {
	g := &Grammar{start: make([]int32, len(c.rules))}
	var cut [257]bool
	states := 0
	for _, r := range c.needed {
		if len(autos[r].states) == 0 {
			continue // no text completes it, so prune left no call of it
		}
		for _, s := range autos[r].states {
			for _, e := range s.edges {
				cut[e.lo], cut[int(e.hi)+1] = true, true
			}
		}
		g.start[r] = int32(states) + autos[r].start
		states += len(autos[r].states)
	}
	for b := 1; b < 256; b++ {
		g.class[b] = g.class[b-1]
		if cut[b] {
			g.class[b]++
		}
	}
	g.classes = int(g.class[255]) + 1
	if states*g.classes > maxTable {
		return nil, &LimitError{"transitions", maxTable}
	}
	g.next = make([]int32, states*g.classes)
	for i := range g.next {
		g.next[i] = -1
	}
	g.accept, g.bytes, g.calls = make([]bool, states), make([]bool, states), make([][]call, states)
	owner := make([]int32, states)
	base := 0
	for _, r := range c.needed {
		for i, s := range autos[r].states {
			at := base + i
			g.accept[at], g.bytes[at], owner[at] = s.accept, len(s.edges) > 0, int32(r)
			for _, e := range s.edges {
				for k := int(g.class[e.lo]); k <= int(g.class[e.hi]); k++ {
					g.next[at*g.classes+k] = int32(base) + e.to
				}
			}
			for _, call := range s.calls {
				call.to += int32(base)
				g.calls[at] = append(g.calls[at], call)
			}
		}
		base += len(autos[r].states)
	}
	if g.outer = len(autos[0].states); slices.ContainsFunc(g.calls, func(calls []call) bool {
		return slices.ContainsFunc(calls, func(c call) bool { return c.rule == 0 })
	}) {
		g.outer = 0
	}
	g.findNullable()
	if err := g.checkLeft(c.rules); err != nil {
		return nil, err
	}
	g.findFollow(owner)
	g.flat = !slices.Contains(g.pure, false)
	return g, nil
}

// findNullable finds the states whose rule may end without another byte.
func (g *Grammar) findNullable() {
	g.nullable = slices.Clone(g.accept)
	for changed := true; changed; {
		changed = false
		for s, calls := range g.calls {
			for _, c := range calls {
				if !g.nullable[s] && g.nullable[g.start[c.rule]] && g.nullable[c.to] {
					g.nullable[s], changed = true, true
				}
			}
		}
	}
}

// checkLeft reports a rule that calls itself before it has consumed a byte.
func (g *Grammar) checkLeft(rules []rule) error {
	const open, done = 1, 2
	mark := map[int32]int{} // by state
	var visit func(s int32, rule int, depth int) error
	visit = func(s int32, rule, depth int) error {
		if depth > maxStates {
			return &LimitError{"calls without a byte between them", maxStates}
		}
		mark[s] = open
		for _, c := range g.calls[s] {
			next := []int32{g.start[c.rule]}
			if g.nullable[g.start[c.rule]] {
				next = append(next, c.to)
			}
			for i, t := range next {
				if mark[t] == open && i == 0 {
					return &UnsupportedError{rules[c.rule].name, "left recursion", "the rule refers to itself before any text"}
				}
				if mark[t] == 0 {
					if err := visit(t, c.rule, depth+1); err != nil {
						return err
					}
				}
			}
		}
		mark[s] = done
		return nil
	}
	for _, s := range g.start {
		if mark[s] == 0 {
			if err := visit(s, 0, 0); err != nil {
				return err
			}
		}
	}
	return nil
}
