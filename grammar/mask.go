package grammar

import (
	"iter"
	"math/bits"
	"slices"
)

// A Mask is a set of tokens. It is immutable.
type Mask struct {
	base []uint64 // bit set, shared between masks; nil: empty
	more []int32  // further tokens in order, none of them in base
	n    int
}

// Len returns the number of tokens in the mask.
func (m *Mask) Len() int { return m.n }

// Allows reports whether id is in the mask.
func (m *Mask) Allows(id int32) bool {
	if id < 0 {
		return false
	}
	if w := int(id >> 6); w < len(m.base) && m.base[w]&(1<<(id&63)) != 0 {
		return true
	}
	_, ok := slices.BinarySearch(m.more, id)
	return ok
}

// All returns the tokens of the mask, in no particular order.
func (m *Mask) All() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for _, id := range m.more {
			if !yield(id) {
				return
			}
		}
		for w, word := range m.base {
			for ; word != 0; word &= word - 1 {
				if !yield(int32(w<<6 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// AppendIDs appends the tokens of the mask in rising order.
func (m *Mask) AppendIDs(ids []int32) []int32 {
	ids = slices.Grow(ids, m.n)
	more := m.more
	for w, word := range m.base {
		for ; word != 0; word &= word - 1 {
			id := int32(w<<6 + bits.TrailingZeros64(word))
			for len(more) > 0 && more[0] < id {
				ids, more = append(ids, more[0]), more[1:]
			}
			ids = append(ids, id)
		}
	}
	return append(ids, more...)
}

// AppendBits appends the mask as a bit set of words of 64 tokens, the lowest bit first, for V tokens.
func (m *Mask) AppendBits(set []uint64, V int) []uint64 {
	start := len(set)
	n := (V + 63) / 64
	set = append(set, m.base...)
	for len(set) < start+n {
		set = append(set, 0)
	}
	for _, id := range m.more {
		set[start+int(id>>6)] |= 1 << (id & 63)
	}
	return set
}

// bytes returns the memory that a mask does not share, if it shares its bit set.
func (m *Mask) bytes() int { return 64 + 4*cap(m.more) }

// A union collects tokens. Its memory is reused.
type union struct {
	V     int
	limit int      // of more; beyond it a bit set is made
	base  []uint64 // a bit set that is shared
	baseN int
	own   []uint64 // if not nil, everything
	seen  []uint64 // [(V+63)/64] the tokens of more
	more  []int32
}

// begin starts anew. Beyond limit further tokens, the mask gets a bit set of its own.
func (u *union) begin(V, limit int) {
	if u.seen == nil {
		u.seen = make([]uint64, (V+63)/64)
	}
	u.V, u.limit, u.base, u.baseN, u.own, u.more = V, limit, nil, 0, nil, u.more[:0]
}

// join adds a bit set of n tokens.
func (u *union) join(set []uint64, n int) {
	switch {
	case set == nil || u.base != nil && (&set[0] == &u.base[0] || n <= u.baseN && within(set, u.base)):
	case u.base == nil && u.own == nil && len(u.more) == 0:
		u.base, u.baseN = set, n
	default:
		u.spill()
		for w, word := range set {
			u.own[w] |= word
		}
	}
}

// within reports whether a bit set holds nothing that another one does not.
func within(set, in []uint64) bool {
	for w, word := range set {
		if word&^in[w] != 0 {
			return false
		}
	}
	return true
}

// covers reports whether the shared bit set holds all tokens of a tree, as far as it is known or found cheaply: the
// tree remembers the last set that did.
func (u *union) covers(t *trie) bool {
	if u.base == nil || len(t.ends) > u.baseN {
		return false
	}
	if t.within.Load() == &u.base[0] {
		return true
	}
	for _, e := range t.ends {
		if u.base[e.id>>6]&(1<<(e.id&63)) == 0 {
			return false
		}
	}
	t.within.Store(&u.base[0])
	return true
}

// spill goes on in a bit set of the union's own.
func (u *union) spill() {
	if u.own != nil {
		return
	}
	u.own = make([]uint64, (u.V+63)/64)
	copy(u.own, u.base)
	for _, id := range u.more {
		u.seen[id>>6] = 0
		u.own[id>>6] |= 1 << (id & 63)
	}
	u.more = u.more[:0]
}

func (u *union) add(id int32) {
	w, bit := id>>6, uint64(1)<<(id&63)
	if u.own != nil {
		u.own[w] |= bit
		return
	}
	if u.seen[w]&bit != 0 || u.base != nil && u.base[w]&bit != 0 {
		return
	}
	u.seen[w] |= bit
	if u.more = append(u.more, id); len(u.more) > u.limit {
		u.spill()
	}
}

func (u *union) addAll(ids []int32) {
	if len(u.more)+len(ids) > u.limit {
		u.spill()
	}
	for _, id := range ids {
		u.add(id)
	}
}

// mask returns what was collected.
func (u *union) mask() *Mask {
	if u.own != nil {
		n := 0
		for _, word := range u.own {
			n += bits.OnesCount64(word)
		}
		return &Mask{base: u.own, n: n}
	}
	m := &Mask{base: u.base, n: u.baseN + len(u.more), more: slices.Clone(u.more)}
	slices.Sort(m.more)
	for _, id := range u.more {
		u.seen[id>>6] = 0
	}
	return m
}
