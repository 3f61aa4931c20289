package tokenizer

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"sort"
)

// matcher finds the longest of a set of strings at the start of a text. The strings are sorted, so that
// those that share a prefix are neighbours: each byte of the text narrows a range.
type matcher struct {
	texts [][]byte
	ids   []int32
	first [256]bool      // bytes with which a string starts
	start [256][2]uint32 // range of those strings
}

type match struct {
	text []byte
	id   int32
}

func newMatcher(set []match) (*matcher, error) {
	slices.SortFunc(set, func(a, b match) int {
		return cmp.Or(bytes.Compare(a.text, b.text), cmp.Compare(a.id, b.id))
	})
	m := &matcher{texts: make([][]byte, len(set)), ids: make([]int32, len(set))}
	for i, s := range set {
		if i > 0 && bytes.Equal(s.text, set[i-1].text) {
			return nil, fmt.Errorf("%w: tokens %d and %d are both %q", ErrVocab, set[i-1].id, s.id, s.text)
		}
		m.texts[i], m.ids[i] = s.text, s.id
		b := s.text[0]
		if !m.first[b] {
			m.first[b], m.start[b][0] = true, uint32(i)
		}
		m.start[b][1] = uint32(i + 1)
	}
	return m, nil
}

// longest returns the id and the length of the longest string that text starts with, or None and 0.
func (m *matcher) longest(text string) (id int32, n int) {
	id = None
	if text == "" || !m.first[text[0]] {
		return id, 0
	}
	lo, hi := int(m.start[text[0]][0]), int(m.start[text[0]][1])
	for depth := 1; ; depth++ {
		if len(m.texts[lo]) == depth {
			id, n = m.ids[lo], depth
			lo++
		}
		if lo == hi || depth == len(text) {
			return id, n
		}
		// Now every string in lo:hi is longer than depth and shares text[:depth].
		b := text[depth]
		if m.texts[lo][depth] != b || m.texts[hi-1][depth] != b {
			lo, hi = m.narrow(lo, hi, depth, b)
			if lo == hi {
				return id, n
			}
		}
	}
}

// narrow returns the part of lo:hi whose strings have b at depth.
func (m *matcher) narrow(lo, hi, depth int, b byte) (int, int) {
	from := lo + sort.Search(hi-lo, func(i int) bool { return m.texts[lo+i][depth] >= b })
	to := from + sort.Search(hi-from, func(i int) bool { return m.texts[from+i][depth] > b })
	return from, to
}
