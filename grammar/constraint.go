package grammar

import (
	"sync"
	"sync/atomic"
)

// A Constraint is a grammar over a vocabulary. It is safe for concurrent use.
type Constraint struct {
	g      *Grammar
	v      *Vocab
	locals []atomic.Pointer[local] // [states]
	bytes  atomic.Int64            // of locals
	err    atomic.Pointer[error]   // the first limit that a state hit

	mu   sync.Mutex // guards what follows
	m    *machine   // runs states without their callers
	u    union
	path []int32 // [maxToken+1] config at each depth

	pool sync.Pool // of *machine
}

// A local is what a state says about tokens whatever its callers are.
type local struct {
	mask    *Mask
	tree    *trie
	escapes []int32 // nodes of tree with children at which the rule may have ended
}

// eager is the number of states whose masks NewConstraint computes; the others follow when they are reached.
const eager = 512

// NewConstraint puts a grammar and a vocabulary together.
func NewConstraint(g *Grammar, v *Vocab) *Constraint {
	c := &Constraint{g: g, v: v, locals: make([]atomic.Pointer[local], g.States()), m: newMachine(g), path: make([]int32, maxToken+1)}
	for s := range min(eager, g.States()) {
		c.local(int32(s))
	}
	return c
}

// Vocab returns the constraint's vocabulary.
func (c *Constraint) Vocab() *Vocab { return c.v }

// Grammar returns the constraint's grammar.
func (c *Constraint) Grammar() *Grammar { return c.g }

// local returns a state's part of the masks.
func (c *Constraint) local(s int32) *local {
	if l := c.locals[s].Load(); l != nil {
		return l
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.locals[s].Load(); l != nil {
		return l
	}
	if len(c.m.confs) > maxConfigs {
		c.m.flush()
	}
	l := c.look(s)
	if err := c.m.err; err != nil {
		c.err.CompareAndSwap(nil, &err)
	}
	if size := int64(l.mask.bytes() + 4*len(l.escapes)); c.bytes.Add(size) > maxMasks {
		for i := range c.locals {
			c.locals[i].Store(nil)
		}
		c.bytes.Store(size)
	}
	c.locals[s].Store(l)
	return l
}

// look computes a state's part of the masks.
func (c *Constraint) look(s int32) *local {
	below := int32(beyond)
	if int(s) < c.g.outer {
		below = bottom
	}
	start := c.m.config(c.m.frame(frame{s, below}))
	l := &local{tree: c.v.full}
	c.u.begin(c.v.size, nil, 0)
	if sl, k := c.repeats(start); sl != nil {
		bits, n := sl.mask(k, c.v.size)
		l.tree = sl.rest
		c.u.begin(c.v.size, bits, n)
	}
	l.escapes = c.m.walk(l.tree, 0, start, c.path, c.u.add, nil)
	l.mask = c.u.mask()
	return l
}

// repeats returns the slice of characters after which a config goes on as before, and for how many of them
// it does: so many and no more, unless it is the longest token's length.
func (c *Constraint) repeats(conf int32) (*slice, int) {
	var best charMove
	most := 0
	if !c.m.wide(conf) {
		return nil, 0
	}
	for _, move := range c.m.moves(conf) {
		n := 0
		for i := 0; i < len(move.set); i += 2 {
			n += int(move.set[i+1]-move.set[i]) + 1
		}
		if n > most {
			best, most = move, n
		}
	}
	if most < minWide {
		return nil, 0
	}
	k := 0
	for at := conf; k < c.v.long; k++ {
		to, all, none := c.m.leads(at, best)
		switch {
		case none && k > 0:
			return c.worth(best.set, k)
		case !all || c.m.confs[to].escape && to != at:
			return nil, 0
		case to == at:
			return c.worth(best.set, c.v.long)
		}
		at = to
	}
	return c.worth(best.set, k)
}

func (c *Constraint) worth(set charset, k int) (*slice, int) {
	if sl := c.v.slice(set); sl != nil && sl.upTo[min(k, len(sl.upTo)-1)] >= minSlice {
		return sl, k
	}
	return nil, 0
}

// leads reports whether all characters of a move's set lead to one config, or none of them to any.
func (m *machine) leads(conf int32, chars charMove) (to int32, all, none bool) {
	moves := m.moves(conf)
	for _, move := range moves {
		if move.key == chars.key {
			return move.to, true, false
		}
	}
	none = true
	for _, move := range moves {
		switch both := move.set.and(chars.set); {
		case len(both) == 0:
		case setKey(both) == chars.key:
			return move.to, true, false
		default:
			none = false
		}
	}
	return -1, false, none
}

// walk runs the tokens below node from, which config conf has consumed, and calls accept with those that
// fit. It returns the nodes with children at which a config has the escape flag, appended to escapes.
func (m *machine) walk(t *trie, from, conf int32, path []int32, accept func(...int32), escapes []int32) []int32 {
	nodes := t.nodes
	path[nodes[from].depth] = conf
	end := nodes[from].skip
	for i := from + 1; i < end; {
		n := &nodes[i]
		to := m.step(path[n.depth-1], n.byte)
		if to < 0 {
			i = n.skip
			continue
		}
		path[n.depth] = to
		if last := nodes[i+1].first; last > n.first {
			accept(t.ids[n.first:last]...)
		}
		i++
		if i < n.skip && m.confs[to].escape {
			escapes = append(escapes, i-1)
		}
	}
	return escapes
}

// machine returns a machine for a matcher. One that was used before knows more.
func (c *Constraint) machine() *machine {
	if m, ok := c.pool.Get().(*machine); ok {
		return m
	}
	return newMachine(c.g)
}

// mask returns the mask of a config of machine m.
func (c *Constraint) mask(m *machine, conf int32, s *scratch) *Mask {
	if mask := m.confs[conf].mask; mask != nil {
		return mask
	}
	kernel := m.confs[conf].kernel
	var mask *Mask
	if len(kernel) == 1 {
		if l := c.local(m.frames[kernel[0]].state); len(l.escapes) == 0 || m.frames[kernel[0]].parent < 0 {
			mask = l.mask
		}
	}
	if mask == nil {
		mask = c.combine(m, kernel, s)
	}
	m.confs[conf].mask = mask
	return mask
}

// A scratch is memory for computing masks.
type scratch struct {
	u      union
	path   []int32
	locals []*local
}

// combine joins the masks of several frames and of what their rules' ends lead to.
func (c *Constraint) combine(m *machine, kernel []int32, s *scratch) *Mask {
	var base *Mask
	s.locals = s.locals[:0]
	for _, f := range kernel {
		l := c.local(m.frames[f].state)
		s.locals = append(s.locals, l)
		if l.mask.base != nil && (base == nil || l.mask.n-len(l.mask.more) > base.n-len(base.more)) {
			base = l.mask
		}
	}
	if base == nil {
		base = &Mask{}
	}
	s.u.begin(c.v.size, base.base, base.n-len(base.more))
	for i, l := range s.locals {
		s.u.add(l.mask.more...)
		if l.mask.base != nil && &l.mask.base[0] != &base.base[0] {
			for id := range (&Mask{base: l.mask.base}).All() {
				s.u.add(id)
			}
		}
		parent := m.frames[kernel[i]].parent
		if parent < 0 || len(l.escapes) == 0 {
			continue
		}
		caller := m.config(parent)
		for _, node := range l.escapes {
			m.walk(l.tree, node, caller, s.path, s.u.add, nil)
		}
	}
	return s.u.mask()
}
