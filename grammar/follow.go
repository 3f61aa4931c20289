package grammar

import "slices"

// A byteSet is a set of byte classes.
type byteSet [4]uint64

func (s *byteSet) add(class uint8)      { s[class>>6] |= 1 << (class & 63) }
func (s *byteSet) has(class uint8) bool { return s[class>>6]&(1<<(class&63)) != 0 }

// join adds t to s and reports whether that changed s.
func (s *byteSet) join(t *byteSet) bool {
	before := *s
	for i := range s {
		s[i] |= t[i]
	}
	return *s != before
}

// maxPasses is the number of passes over all states after which sets of bytes are taken to hold all of them. Two or
// three do for grammars that people write.
const maxPasses = 64

// findFollow finds, for every rule, the bytes that may come after a text of it, and for every state whether no
// call can be reached from it within its rule. owner is the rule of each state.
func (g *Grammar) findFollow(owner []int32) {
	g.owner, g.follow = owner, make([]byteSet, len(g.start))
	first := make([]byteSet, len(g.accept))
	var calling []int32
	for s := range first {
		for class := range g.classes {
			if g.next[s*g.classes+class] >= 0 {
				first[s].add(uint8(class))
			}
		}
		if len(g.calls[s]) > 0 {
			calling = append(calling, int32(s))
		}
	}
	slices.Reverse(calling) // what is called stands behind its callers, most often
	settled := g.settle(func() (changed bool) {
		for _, s := range calling {
			for _, c := range g.calls[s] {
				changed = first[s].join(&first[g.start[c.rule]]) || changed
				if g.nullable[g.start[c.rule]] {
					changed = first[s].join(&first[c.to]) || changed
				}
			}
		}
		return changed
	})
	slices.Reverse(calling)
	settled = settled && g.settle(func() (changed bool) {
		for _, s := range calling {
			for _, c := range g.calls[s] {
				changed = g.follow[c.rule].join(&first[c.to]) || changed
				if g.nullable[c.to] {
					changed = g.follow[c.rule].join(&g.follow[owner[s]]) || changed
				}
			}
		}
		return changed
	})
	if !settled {
		for r := range g.follow {
			g.follow[r] = byteSet{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
		}
	}
	g.findPure()
}

// settle repeats a pass until it changes nothing, and reports whether it came to that.
func (g *Grammar) settle(pass func() bool) bool {
	for range maxPasses {
		if !pass() {
			return true
		}
	}
	return false
}

// findPure finds the states from which no state with a call can be reached within the rule.
func (g *Grammar) findPure() {
	g.pure = make([]bool, len(g.accept))
	into := make([][]int32, len(g.accept))
	var stack []int32
	for s := range g.pure {
		g.pure[s] = len(g.calls[s]) == 0
		if !g.pure[s] {
			stack = append(stack, int32(s))
		}
	}
	if len(stack) == 0 {
		return
	}
	for s := range into {
		last := int32(-1)
		for _, to := range g.next[s*g.classes : (s+1)*g.classes] {
			if to >= 0 && to != last {
				into[to], last = append(into[to], int32(s)), to
			}
		}
		for _, c := range g.calls[s] {
			into[c.to] = append(into[c.to], int32(s))
		}
	}
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, u := range into[v] {
			if g.pure[u] {
				g.pure[u] = false
				stack = append(stack, u)
			}
		}
	}
}
