package grammar

import "maps"

// An automat is what characters and tokens can be run along: configs of a machine, or states within whose rule there
// are no calls.
type automat interface {
	step(at int32, b byte) int32 // −1: none
	ends(at int32) bool          // the rule may end here
	moves(at int32) []charMove   // where single characters lead
	walk(t *trie, at int32, chars span, w *walker)
}

func (m *machine) ends(conf int32) bool { return m.confs.at(conf).escape }

func (m *machine) moves(conf int32) []charMove {
	c := m.confs.at(conf)
	if c.chars == nil {
		c.chars = charMoves(m, conf)
	}
	return c.chars
}

// states are the states of a grammar as an automat.
type states struct {
	g     *Grammar
	known map[int32][]charMove
}

func (s *states) step(at int32, b byte) int32 { return s.g.next[int(at)*s.g.classes+int(s.g.class[b])] }

func (s *states) ends(at int32) bool { return int(at) >= s.g.outer && s.g.accept[at] }

func (s *states) walk(t *trie, at int32, chars span, w *walker) { s.g.walk(t, at, chars, w) }

func (s *states) moves(at int32) []charMove {
	moves, ok := s.known[at]
	if !ok {
		if len(s.known) > maxStates/16 {
			clear(s.known)
		}
		moves = charMoves(s, at)
		s.known[at] = moves
	}
	return moves
}

// A charMove says where the characters of a set lead.
type charMove struct {
	set charset
	key string // setKey(set)
	to  int32
}

// minWide is the number of characters from which a set may be worth a slice; a variable for tests.
var minWide = 8

// wide reports whether many characters may follow.
func wide(a automat, at int32) bool {
	count := 0
	for b := range 0x80 {
		if a.step(at, byte(b)) >= 0 {
			count++
		}
	}
	return count >= minWide || a.step(at, 0xC3) >= 0
}

// wide reports whether many characters may follow a state within its rule.
func (g *Grammar) wide(state int32) bool {
	row := g.next[int(state)*g.classes : (int(state)+1)*g.classes]
	count := 0
	for b := range 0x80 {
		if row[g.class[b]] >= 0 {
			count++
		}
	}
	return count >= minWide || row[g.class[0xC3]] >= 0
}

// charMoves returns where single characters lead.
func charMoves(a automat, at int32) []charMove {
	ranges := map[int32][]rune{}
	for _, r := range runes(a, at) {
		ranges[r.to] = append(ranges[r.to], r.lo, r.hi)
	}
	moves := []charMove{}
	for to, r := range ranges {
		set := normal(r)
		moves = append(moves, charMove{set, setKey(set), to})
	}
	return moves
}

// A runeSpan is a range of characters that lead to one config.
type runeSpan struct {
	lo, hi rune
	to     int32
}

// runes returns where characters lead, in their order.
func runes(a automat, at int32) []runeSpan {
	known := map[tailKey][]runeSpan{}
	var out []runeSpan
	for _, lead := range []struct {
		lo, hi byte
		mask   rune
		more   int
	}{{0, 0x7F, 0x7F, 0}, {0xC2, 0xDF, 0x1F, 1}, {0xE0, 0xEF, 0x0F, 2}, {0xF0, 0xF4, 0x07, 3}} {
		for b := int(lead.lo); b <= int(lead.hi); b++ {
			if to := a.step(at, byte(b)); to >= 0 {
				out = shift(out, tails(a, to, lead.more, known), rune(b)&lead.mask<<(6*lead.more))
			}
		}
	}
	return out
}

type tailKey struct {
	at   int32
	more int
}

// tails returns where the last continuation bytes of a character lead, with the bits that they carry.
func tails(a automat, at int32, more int, known map[tailKey][]runeSpan) []runeSpan {
	if more == 0 {
		return []runeSpan{{0, 0, at}}
	}
	key := tailKey{at, more}
	if out, ok := known[key]; ok {
		return out
	}
	var out []runeSpan
	for b := range rune(0x40) {
		if to := a.step(at, byte(0x80|b)); to >= 0 {
			out = shift(out, tails(a, to, more-1, known), b<<(6*(more-1)))
		}
	}
	known[key] = out
	return out
}

// shift appends spans moved up by base, and joins neighbours.
func shift(out, spans []runeSpan, base rune) []runeSpan {
	for _, s := range spans {
		s.lo, s.hi = s.lo+base, s.hi+base
		if n := len(out); n > 0 && out[n-1].to == s.to && out[n-1].hi+1 == s.lo {
			out[n-1].hi = s.hi
		} else {
			out = append(out, s)
		}
	}
	return out
}

// leads reports whether all characters of a move's set lead to one config, or none of them to any.
func leads(a automat, at int32, chars charMove) (to int32, all, none bool) {
	moves := a.moves(at)
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

// alike reports whether two places go on in the same way, but for the characters of a set, all of which lead
// somewhere or none.
func alike(a automat, x, y int32, set charset) bool {
	if x == y {
		return true
	}
	if a.ends(x) != a.ends(y) {
		return false
	}
	not := set.not()
	outside := func(at int32) (moves map[int32]string, inside bool) {
		moves = map[int32]string{}
		for _, move := range a.moves(at) {
			if out := move.set.and(not); len(out) > 0 {
				moves[move.to] = setKey(out)
			}
			inside = inside || len(move.set.and(set)) > 0
		}
		return moves, inside
	}
	movesX, insideX := outside(x)
	movesY, insideY := outside(y)
	return insideX == insideY && maps.Equal(movesX, movesY)
}
