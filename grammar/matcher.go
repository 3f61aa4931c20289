package grammar

import (
	"fmt"
	"math/bits"
)

// A Matcher follows a text token by token. It is not safe for concurrent use.
type Matcher struct {
	c    *Constraint
	m    *machine // nil if the grammar is flat
	conf int32    // config of m, or state of a flat grammar
	past []past
	w    walker
	err  error
}

// A past is a token that was accepted, with the position before it.
type past struct {
	id   int32
	conf int32
	age  int // of the machine that conf is of
}

// NewMatcher returns a matcher at the beginning of a text.
func (c *Constraint) NewMatcher() *Matcher {
	m := &Matcher{c: c}
	if !c.g.flat {
		m.m = c.machine()
	}
	m.restart()
	return m
}

// restart goes to the beginning of the text.
func (m *Matcher) restart() {
	if m.c.g.flat {
		m.conf = m.c.g.start[0]
		return
	}
	m.conf = m.m.config(m.m.frame(frame{m.c.g.start[0], bottom}))
}

// Close lets another matcher of the constraint reuse what this one has learnt. It may not be used afterwards.
func (m *Matcher) Close() {
	if m.m != nil && m.m.err == nil {
		m.c.pool.Put(m.m)
	}
	m.m = nil
}

// Mask returns the tokens after which the text can still be completed. It is empty when the text is
// complete and cannot go on, or if there is an Err. The mask stays valid.
func (m *Matcher) Mask() *Mask {
	if m.c.g.flat {
		return m.c.local(m.conf).mask
	}
	if m.m.full() {
		m.renew()
	}
	return m.c.mask(m.m, m.conf, &m.w)
}

// renew forgets positions that were remembered, except for the present one.
func (m *Matcher) renew() {
	kernel, accept := m.m.confs.at(m.conf).kernel, m.m.confs.at(m.conf).accept
	var stacks [][]int32 // states from the top
	for _, f := range kernel {
		var stack []int32
		for ; f >= 0; f = m.m.frames.at(f).parent {
			stack = append(stack, m.m.frames.at(f).state)
		}
		stacks = append(stacks, stack)
	}
	m.m.flush()
	var top []int32
	for _, stack := range stacks {
		f := int32(bottom)
		for i := len(stack) - 1; i >= 0; i-- {
			f = m.m.frame(frame{stack[i], f})
		}
		top = append(top, f)
	}
	m.conf = m.m.intern(top, accept, false)
}

// Accept moves on by a token. A token that is not allowed is a *TokenError and changes nothing; one that leads beyond a
// limit is a *LimitError.
func (m *Matcher) Accept(id int32) error {
	if m.err != nil {
		return m.err
	}
	if id < 0 || int(id) >= m.c.v.size || len(m.c.v.bytes(id)) == 0 {
		return &TokenError{id}
	}
	before := past{id, m.conf, 0}
	if !m.c.g.flat {
		if m.m.full() {
			m.renew()
		}
		before.conf, before.age = m.conf, m.m.age
	}
	if !m.consume(m.c.v.bytes(id)) {
		if err := m.Err(); err != nil {
			return err
		}
		if m.Mask().Allows(id) {
			return &LimitError{"calls within calls", maxStack}
		}
		return &TokenError{id}
	}
	m.past = append(m.past, before)
	return m.Err()
}

// consume moves on by bytes, all of them or none.
func (m *Matcher) consume(text []byte) bool {
	at, g := m.conf, m.c.g
	for _, b := range text {
		if g.flat {
			at = g.next[int(at)*g.classes+int(g.class[b])]
		} else {
			at = m.m.step(at, b)
		}
		if at < 0 {
			return false
		}
	}
	m.conf = at
	return true
}

// Err returns the limit that the text went beyond, if any: the masks may lack tokens.
func (m *Matcher) Err() error {
	if m.err == nil && m.m != nil {
		m.err = m.m.err
	}
	if err := m.c.err.Load(); m.err == nil && err != nil {
		m.err = *err
	}
	return m.err
}

// CanStop reports whether the text is complete as it is.
func (m *Matcher) CanStop() bool {
	if m.c.g.flat {
		return m.c.g.accept[m.conf]
	}
	return m.m.confs.at(m.conf).accept
}

// Done reports whether the text is complete and cannot go on.
func (m *Matcher) Done() bool {
	if m.c.g.flat {
		return m.CanStop() && !m.c.g.bytes[m.conf]
	}
	return m.CanStop() && len(m.m.confs.at(m.conf).open) == 0
}

// Forced returns the only token that may follow, if there is exactly one and the text cannot end here.
func (m *Matcher) Forced() (id int32, ok bool) {
	if m.CanStop() {
		return 0, false
	}
	mask := m.Mask()
	if mask.n != 1 {
		return 0, false
	}
	if len(mask.more) == 1 {
		return mask.more[0], true
	}
	for w, word := range mask.base {
		if word != 0 {
			return int32(w<<6 + bits.TrailingZeros64(word)), true
		}
	}
	return 0, false
}

// Len returns the number of tokens accepted.
func (m *Matcher) Len() int { return len(m.past) }

// Rollback forgets the last n tokens.
func (m *Matcher) Rollback(n int) error {
	if n < 0 || n > len(m.past) {
		return fmt.Errorf("grammar: cannot take back %d of %d tokens", n, len(m.past))
	}
	if n == 0 {
		return nil
	}
	rest := m.past[:len(m.past)-n]
	if last := m.past[len(rest)]; m.c.g.flat || last.age == m.m.age {
		m.conf, m.past = last.conf, rest
		return nil
	}
	m.restart()
	for i := range rest {
		rest[i].conf, rest[i].age = m.conf, m.m.age
		if !m.consume(m.c.v.bytes(rest[i].id)) {
			return fmt.Errorf("grammar: cannot follow the text again: %w", m.m.err)
		}
	}
	m.past = rest
	return nil
}
