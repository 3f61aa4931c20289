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
	start := len(ids)
	ids = slices.Grow(ids, m.n)
	for w, word := range m.base {
		for ; word != 0; word &= word - 1 {
			ids = append(ids, int32(w<<6+bits.TrailingZeros64(word)))
		}
	}
	ids = append(ids, m.more...)
	if m.base != nil && len(m.more) > 0 {
		slices.Sort(ids[start:])
	}
	return ids
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

// bytes returns the memory that a mask does not share.
func (m *Mask) bytes() int { return 64 + 4*cap(m.more) }

// maxMore is the number of tokens from which a bit set is smaller than a list.
const maxMore = 1 << 13

// A union collects tokens. Its memory is reused.
type union struct {
	base  []uint64
	baseN int
	seen  []uint64 // [(V+63)/64] the tokens of more
	more  []int32
}

// begin starts with a shared bit set.
func (u *union) begin(V int, base []uint64, n int) {
	if u.seen == nil {
		u.seen = make([]uint64, (V+63)/64)
	}
	u.base, u.baseN, u.more = base, n, u.more[:0]
}

func (u *union) add(ids ...int32) {
	for _, id := range ids {
		w, bit := id>>6, uint64(1)<<(id&63)
		if u.seen[w]&bit != 0 || u.base != nil && u.base[w]&bit != 0 {
			continue
		}
		u.seen[w] |= bit
		u.more = append(u.more, id)
	}
}

// mask returns what was collected.
func (u *union) mask() *Mask {
	m := &Mask{base: u.base, n: u.baseN + len(u.more)}
	if len(u.more) > maxMore {
		m.base = slices.Clone(u.seen)
		for w, word := range u.base {
			m.base[w] |= word
		}
	} else {
		m.more = slices.Clone(u.more)
		slices.Sort(m.more)
	}
	for _, id := range u.more {
		u.seen[id>>6] = 0
	}
	return m
}
