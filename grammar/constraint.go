package grammar

import (
	"slices"
	"sync"
	"sync/atomic"
)

// A Constraint is a grammar over a vocabulary. It is safe for concurrent use.
type Constraint struct {
	g      *Grammar
	v      *Vocab
	locals []atomic.Pointer[local] // [states]
	pairs  sync.Map                // *local by pair
	bytes  atomic.Int64            // of locals and pairs
	err    atomic.Pointer[error]   // the first limit that a state hit

	mu sync.Mutex // guards what follows
	m  *machine   // runs states without their callers
	w  walker

	states *states // runs states within whose rule there are no calls

	pool sync.Pool // of *machine
}

// A local is what a state says about tokens whatever its callers are.
type local struct {
	mask  *Mask
	tails *trie // what is left of other tokens where the rule may have ended; nil: nothing
}

// maxEager is the number of steps that NewConstraint spends on the masks of states, about half a second; those of
// states that are left follow when they are reached.
const maxEager = 1 << 26

// NewConstraint puts a grammar and a vocabulary together.
func NewConstraint(g *Grammar, v *Vocab) *Constraint {
	c := &Constraint{g: g, v: v, locals: make([]atomic.Pointer[local], g.States()), m: newMachine(g), states: &states{g: g, known: map[int32][]charMove{}}}
	for s := 0; s < g.States() && c.eager(); s++ {
		c.local(int32(s))
	}
	c.pairUp()
	return c
}

// eager reports whether more may be made ahead.
func (c *Constraint) eager() bool { return c.w.work < maxEager && c.bytes.Load() < maxMasks*3/4 }

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
	if c.m.full() {
		c.m.flush()
	}
	c.look(s)
	return c.keep(&c.w, nil, func(l *local) { c.locals[s].Store(l) })
}

// keep makes a local of what a walker found and stores it. Tails of tokens that pass already, in it or in known, say
// nothing.
func (c *Constraint) keep(w *walker, known *Mask, store func(*local)) *local {
	if err := c.m.err; err != nil {
		c.err.CompareAndSwap(nil, &err)
	}
	l := &local{mask: w.u.mask()}
	size := int64(l.mask.bytes()) + 64
	if w.u.own != nil {
		size += int64(8 * len(w.u.own))
	}
	var ends []entry
	for _, e := range w.tails {
		if !l.mask.Allows(e.id) && (known == nil || !known.Allows(e.id)) {
			ends = append(ends, e)
		}
	}
	if len(ends) > 0 {
		c.v.sort(ends)
		w.work += 16 * len(ends)
		l.tails = c.v.tree(slices.Compact(ends))
		size += int64(l.tails.bytes())
	}
	if c.bytes.Add(size) > maxMasks {
		for i := range c.locals {
			c.locals[i].Store(nil)
		}
		c.pairs.Clear()
		c.bytes.Store(size)
	}
	store(l)
	return l
}

// maxMore is the number of tokens from which a state's bit set is better than a list.
const maxMore = 1 << 12

// look collects a state's part of the masks.
func (c *Constraint) look(s int32) {
	w := &c.w
	w.u.begin(c.v.size, maxMore)
	below := int32(beyond)
	w.follow, w.tails = nil, w.tails[:0]
	if int(s) < c.g.outer {
		below = bottom
	} else {
		w.follow = &c.g.follow[c.g.owner[s]]
	}
	explored := c.m.explored
	switch pure := c.g.pure[s]; {
	case pure && c.g.wide(s) && c.sliced(c.states, s, w):
	case pure:
		c.g.walk(c.v.full, s, w.all(), w)
	default:
		if conf := c.m.config(c.m.frame(frame{s, below})); !c.sliced(c.m, conf, w) {
			c.m.walk(c.v.full, conf, w.all(), w)
		}
	}
	w.work += exploring * (c.m.explored - explored)
}

// sliced collects the tokens of a place after which many characters lead back to it, or to others like it, and
// reports whether it is such a place.
func (c *Constraint) sliced(a automat, at int32, w *walker) bool {
	sl, chain, k := c.repeats(a, at)
	w.work += 64
	if sl == nil {
		return false
	}
	w.work += 1 << 12
	w.u.join(sl.mask(k, c.v.size))
	for from := 0; from < len(chain); {
		to := from
		for to+1 < len(chain) && alike(a, chain[from], chain[to+1], sl.set) {
			to++
		}
		r := span{byte(from), byte(to)}
		if to == len(chain)-1 && k == c.v.long {
			r.hi = maxToken
		}
		a.walk(sl.tails, chain[from], r, w)
		from = to + 1
	}
	return true
}

// repeats returns the slice of characters after which a place is as before, where so many of them lead, and
// for how many it does: so many and no more, unless it is the longest token's length.
func (c *Constraint) repeats(a automat, at int32) (sl *slice, chain []int32, k int) {
	var best charMove
	most := 0
	if !wide(a, at) {
		return nil, nil, 0
	}
	for _, move := range a.moves(at) {
		n := 0
		for i := 0; i < len(move.set); i += 2 {
			n += int(move.set[i+1]-move.set[i]) + 1
		}
		if n > most {
			best, most = move, n
		}
	}
	if most < minWide {
		return nil, nil, 0
	}
	chain = []int32{at}
	for k = 0; k < c.v.long; k++ {
		at := chain[k]
		to, all, none := leads(a, at, best)
		switch {
		case none && k > 0:
			return c.worth(best.set, chain, k)
		case !all || a.ends(to) && to != at:
			return nil, nil, 0
		case to == at:
			return c.worth(best.set, chain, c.v.long)
		}
		chain = append(chain, to)
	}
	return c.worth(best.set, chain, k)
}

func (c *Constraint) worth(set charset, chain []int32, k int) (*slice, []int32, int) {
	if sl := c.v.slice(set); sl != nil && sl.upTo[min(k, len(sl.upTo)-1)] >= minSlice {
		return sl, chain, k
	}
	return nil, nil, 0
}

// machine returns a machine for a matcher. One that was used before knows more.
func (c *Constraint) machine() *machine {
	if m, ok := c.pool.Get().(*machine); ok {
		return m
	}
	return newMachine(c.g)
}

// mask returns the mask of a config of machine m.
func (c *Constraint) mask(m *machine, conf int32, w *walker) *Mask {
	if mask := m.confs.at(conf).mask; mask != nil {
		return mask
	}
	kernel := m.confs.at(conf).kernel
	var mask *Mask
	if len(kernel) == 1 {
		f := m.frames.at(kernel[0])
		if l := c.local(f.state); l.tails == nil || f.parent < 0 {
			mask = l.mask
		}
	}
	if mask == nil {
		mask = c.combine(m, conf, w)
	}
	m.confs.at(conf).mask = mask
	return mask
}

// fewMore is the number of tokens from which a position's bit set is better than a list.
const fewMore = 1 << 8

// fewFrames is the number of frames up to which what callers make of tails is looked up and walked. Where a text can be read
// in more ways than that, most of them are the same state in stacks of different depths.
const fewFrames = 4

// combine joins the masks of several frames and of what their rules' ends lead to.
func (c *Constraint) combine(m *machine, conf int32, w *walker) *Mask {
	kernel := m.confs.at(conf).kernel
	w.follow, w.locals = nil, w.locals[:0]
	w.u.begin(c.v.size, fewMore)
	most := 0 // the frame with the largest bit set, which may make those of others and their tails needless
	for i, f := range kernel {
		l := c.local(m.frames.at(f).state)
		w.locals = append(w.locals, l)
		if l.mask.n-len(l.mask.more) > w.locals[most].mask.n-len(w.locals[most].mask.more) {
			most = i
		}
	}
	if len(kernel) > 0 {
		l := w.locals[most]
		w.u.join(l.mask.base, l.mask.n-len(l.mask.more))
	}
	for _, l := range w.locals {
		w.u.join(l.mask.base, l.mask.n-len(l.mask.more))
	}
	for i, l := range w.locals {
		w.u.addAll(l.mask.more)
		f := m.frames.at(kernel[i])
		if f.parent < 0 || l.tails == nil || w.u.covers(l.tails) {
			continue
		}
		if len(kernel) > fewFrames && c.sliced(m, m.config(kernel[i]), w) {
			continue
		}
		caller := m.frames.at(f.parent)
		p := c.pair(pair{f.state, caller.state}, l)
		w.u.join(p.mask.base, p.mask.n-len(p.mask.more))
		w.u.addAll(p.mask.more)
		if caller.parent >= 0 && p.tails != nil && !w.u.covers(p.tails) {
			m.walk(p.tails, m.config(caller.parent), w.all(), w)
		}
	}
	mask := w.u.mask()
	m.masks += mask.bytes()
	if w.u.own != nil {
		m.masks += 8 * len(w.u.own)
	}
	return mask
}
