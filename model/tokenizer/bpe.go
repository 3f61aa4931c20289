package tokenizer

import (
	"math"
	"unicode/utf8"
)

// noMerge is the order of a pair that makes no token.
const noMerge = math.MaxUint32

// scanMax is the number of symbols up to which looking at all pairs for the best beats a heap.
const scanMax = 48

// symbol is a piece of a word during merging: at first a character, in the end a token. Symbols form a
// list in the order of the text.
type symbol struct {
	at    uint32 // offset in the word
	chars uint32 // number of characters
	id    int32  // None if it is no token: a character to be spelled in bytes
	prev  int32
	next  int32

	order uint32 // of merging with next, lowest first; noMerge if that is no token
	made  int32  // the token it would make
}

// word is the memory in which one word is encoded.
type word struct {
	symbols []symbol
	heap    []uint64 // order<<32 | symbol; an entry counts while the symbol still has this order
}

// encodeWord appends the ids of text, which must not be empty.
func (s *state) encodeWord(text []byte) {
	c := s.lookup(text)
	if c != nil && c.holds(text) {
		s.out = append(s.out, c.ids[:c.n]...)
		return
	}
	before := len(s.out)
	s.split(text)
	if s.used != nil {
		s.mark()
	}
	if len(s.word.symbols) <= scanMax {
		s.mergeShort(text)
	} else {
		s.mergeLong(text)
	}
	s.emit(text)
	if c != nil {
		c.keep(text, s.out[before:])
	}
}

// split makes one symbol of each character, and of each byte that is part of none.
func (s *state) split(text []byte) {
	symbols := s.word.symbols[:0]
	if cap(symbols) < len(text) {
		// Growing step by step would need three times the memory of a long word for a while.
		symbols = make([]symbol, 0, utf8.RuneCount(text)+scanMax)
	}
	for at := 0; at < len(text); {
		id, size := None, 1
		if b := text[at]; b < utf8.RuneSelf {
			id = s.ascii[b]
		} else if _, size = utf8.DecodeRune(text[at:]); size > 1 {
			id = s.chars.find(s.Tokenizer, text[at:at+size])
		}
		i := int32(len(symbols))
		symbols = append(symbols, symbol{at: uint32(at), chars: 1, id: id, prev: i - 1, next: i + 1, order: noMerge})
		at += size
	}
	symbols[len(symbols)-1].next = None
	s.word.symbols = symbols
	for i := range symbols[:len(symbols)-1] {
		s.pair(text, int32(i))
	}
}

// mark notes the tokens of single characters.
func (s *state) mark() {
	for _, c := range s.word.symbols {
		if c.id != None {
			s.used[c.id] = true
		}
	}
}

// pair sets the order and the token of symbol i and its next.
func (s *state) pair(text []byte, i int32) {
	l := &s.word.symbols[i]
	l.order = noMerge
	if l.next == None || l.id == None {
		return
	}
	r := &s.word.symbols[l.next]
	if r.id == None {
		return
	}
	if s.pairs != nil {
		l.made, l.order = s.pairs.find(l.id, r.id)
		return
	}
	m := s.remembered(l.id, r.id)
	if key := pairKey(l.id, r.id); m.key != key {
		end := len(text)
		if r.next != None {
			end = int(s.word.symbols[r.next].at)
		}
		m.key = key
		m.made, m.order = s.concatenate(text[l.at:end], l.chars)
	}
	l.made, l.order = m.made, m.order
}

// concatenate returns the token with this text and the order of making it from a left part of so many
// characters, or None and noMerge.
func (s *state) concatenate(text []byte, chars uint32) (made int32, order uint32) {
	if len(text) > s.maxLen {
		return None, noMerge
	}
	if made = s.chars.find(s.Tokenizer, text); made == None {
		return None, noMerge
	}
	rank := uint32(made)
	if s.ranks != nil {
		rank = s.ranks[made]
	}
	// Ranks are below 1<<24. Of equals the longer left part goes first.
	return made, rank<<8 | (255 - min(chars, 255))
}

// merge joins symbol i and its next and sets the orders that this changes.
func (s *state) merge(text []byte, i int32) {
	l := &s.word.symbols[i]
	r := &s.word.symbols[l.next]
	l.id = l.made
	if s.used != nil {
		s.used[l.id] = true
	}
	l.chars += r.chars
	l.next = r.next
	r.order = noMerge
	if l.next != None {
		s.word.symbols[l.next].prev = i
	}
	s.pair(text, i)
	if l.prev != None {
		s.pair(text, l.prev)
	}
}

// mergeShort merges by looking for the lowest order, leftmost first, until there is none.
func (s *state) mergeShort(text []byte) {
	symbols := s.word.symbols
	for {
		best, order := None, uint32(noMerge)
		for i := int32(0); i != None; i = symbols[i].next {
			if symbols[i].order < order {
				best, order = i, symbols[i].order
			}
		}
		if best == None {
			return
		}
		s.merge(text, best)
	}
}

// mergeLong does what mergeShort does with a heap of the pairs.
func (s *state) mergeLong(text []byte) {
	symbols := s.word.symbols
	heap := s.word.heap[:0]
	if cap(heap) < len(symbols) {
		heap = make([]uint64, 0, len(symbols))
	}
	for i := range symbols {
		if symbols[i].order != noMerge {
			heap = append(heap, uint64(symbols[i].order)<<32|uint64(i))
		}
	}
	for i := (len(heap) - 2) / heapWay; i >= 0; i-- {
		siftDown(heap, i)
	}
	for len(heap) > 0 {
		top := heap[0]
		i, order := int32(uint32(top)), uint32(top>>32)
		if symbols[i].order != order {
			heap[0] = heap[len(heap)-1]
			heap = heap[:len(heap)-1]
			siftDown(heap, 0)
			continue
		}
		s.merge(text, i)
		// The new pair at i often takes the place of the entry that was used up.
		if symbols[i].order != noMerge {
			heap[0] = uint64(symbols[i].order)<<32 | uint64(i)
		} else {
			heap[0] = heap[len(heap)-1]
			heap = heap[:len(heap)-1]
		}
		siftDown(heap, 0)
		if p := symbols[i].prev; p != None && symbols[p].order != noMerge {
			heap = append(heap, uint64(symbols[p].order)<<32|uint64(p))
			siftUp(heap)
		}
	}
	s.word.heap = heap[:0]
}

// heapWay is the number of children of a heap node: four share a cache line.
const heapWay = 4

func siftDown(heap []uint64, i int) {
	if i >= len(heap) {
		return
	}
	v := heap[i]
	for {
		first := heapWay*i + 1
		if first >= len(heap) {
			break
		}
		least := first
		for c := first + 1; c < min(first+heapWay, len(heap)); c++ {
			if heap[c] < heap[least] {
				least = c
			}
		}
		if v <= heap[least] {
			break
		}
		heap[i] = heap[least]
		i = least
	}
	heap[i] = v
}

// siftUp moves the last entry to its place.
func siftUp(heap []uint64) {
	i := len(heap) - 1
	v := heap[i]
	for i > 0 && v < heap[(i-1)/heapWay] {
		heap[i] = heap[(i-1)/heapWay]
		i = (i - 1) / heapWay
	}
	heap[i] = v
}

// emit appends the ids of the symbols, with bytes for those that are no token.
func (s *state) emit(text []byte) {
	symbols := s.word.symbols
	for i := int32(0); i != None; i = symbols[i].next {
		if id := symbols[i].id; id != None {
			s.out = append(s.out, id)
			continue
		}
		end := len(text)
		if n := symbols[i].next; n != None {
			end = int(symbols[n].at)
		}
		for _, b := range text[symbols[i].at:end] {
			s.out = append(s.out, s.byteID[b])
		}
	}
}
