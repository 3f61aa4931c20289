package grammar

// A pair is a state and the one in which its rule's caller goes on.
type pair struct{ state, caller int32 }

// pair returns what a caller makes of the tails of a state, whoever has called the caller: tokens, and what is left
// of others where the caller's rule may have ended as well.
func (c *Constraint) pair(p pair, l *local) *local {
	if known, ok := c.pairs.Load(p); ok {
		return known.(*local)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if known, ok := c.pairs.Load(p); ok {
		return known.(*local)
	}
	if c.m.full() {
		c.m.flush()
	}
	w, below := &c.w, int32(beyond)
	w.u.begin(c.v.size, maxMore)
	w.follow, w.tails = nil, w.tails[:0]
	if int(p.caller) < c.g.outer {
		below = bottom
	} else {
		w.follow = &c.g.follow[c.g.owner[p.caller]]
	}
	explored := c.m.explored
	conf := c.m.config(c.m.frame(frame{p.caller, below}))
	if w.follow != nil && c.m.confs.at(conf).escape {
		w.end(c.g, l.tails, 0, w.all())
	}
	c.m.walk(l.tails, conf, w.all(), w)
	w.work += exploring * (c.m.explored - explored)
	return c.keep(w, l.mask, func(l *local) { c.pairs.Store(p, l) })
}

// exploring is the work of a transition that a machine did not know.
const exploring = 16

// pairUp makes the pairs of all states with tails, as far as the bounds on work and memory allow.
func (c *Constraint) pairUp() {
	g := c.g
	states := make([][]int32, len(g.start)) // with tails, by rule
	for s := range g.accept {
		if l := c.locals[s].Load(); l != nil && l.tails != nil {
			states[g.owner[s]] = append(states[g.owner[s]], int32(s))
		}
	}
	for _, calls := range g.calls {
		for _, call := range calls {
			if !g.bytes[call.to] && len(g.calls[call.to]) == 0 {
				continue // the caller's caller goes on
			}
			for _, s := range states[call.rule] {
				if !c.eager() {
					return
				}
				c.pair(pair{s, call.to}, c.locals[s].Load())
			}
		}
	}
}
