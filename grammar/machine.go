package grammar

import (
	"encoding/binary"
	"slices"
)

// A frame is a place in a stack: the state of a rule's automaton and the frame of the rule that called it,
// in which state already stands where the caller goes on.
type frame struct{ state, parent int32 }

const (
	bottom = -1 // below the first rule: when it ends, so does the text
	beyond = -2 // below a state that is looked at without its callers
)

// A config is a position in a text: all stacks that the text so far may have led to.
type config struct {
	kernel []int32 // frames after the last byte, and their callers where a rule may end
	open   []int32 // the frames of kernel and of rules that they call, as far as they have edges
	accept bool    // the text may end here
	escape bool    // a state without callers: its rule may end here
	mask   *Mask
	chars  []charMove // what single characters lead to; made when asked for
}

// A machine numbers frames and configs and remembers what bytes lead to. It is not safe for concurrent use.
type machine struct {
	g      *Grammar
	frames []frame
	depth  []int32 // of each frame
	byKey  map[frame]int32
	confs  []config
	ids    map[string]int32
	age    int     // how often everything was forgotten
	trans  []int32 // [configs, classes]: unknown, dead, or config + 2
	err    error   // the first limit that was hit

	marks []int32 // [frames] round in which a frame was last put into a set
	round int32
	set   [2][]int32 // scratch: kernel and open
	seeds []int32
	key   []byte
}

const (
	unknown = 0
	dead    = 1
)

func newMachine(g *Grammar) *machine {
	m := &machine{g: g}
	m.flush()
	return m
}

// flush forgets everything.
func (m *machine) flush() {
	m.age++
	m.frames, m.depth, m.confs, m.trans, m.marks = nil, nil, nil, nil, nil
	m.byKey, m.ids = map[frame]int32{}, map[string]int32{}
}

// frame returns the number of a frame, or −1 if the stack would become too deep.
func (m *machine) frame(f frame) int32 {
	if id, ok := m.byKey[f]; ok {
		return id
	}
	depth := int32(0)
	if f.parent >= 0 {
		depth = m.depth[f.parent] + 1
	}
	if depth > maxStack {
		return -1
	}
	id := int32(len(m.frames))
	m.frames, m.depth, m.marks = append(m.frames, f), append(m.depth, depth), append(m.marks, 0)
	m.byKey[f] = id
	return id
}

// mark puts a frame into one of the sets unless it is in one of this round already.
func (m *machine) mark(set int, f int32) {
	if f >= 0 && m.marks[f] != m.round {
		m.marks[f] = m.round
		m.set[set] = append(m.set[set], f)
	}
}

// config returns the number of the config that frames lead to without another byte.
func (m *machine) config(frames ...int32) int32 {
	g := m.g
	var flags [2]bool // accept, escape
	m.round++
	m.set[0], m.set[1] = m.set[0][:0], m.set[1][:0]
	for _, f := range frames {
		m.mark(0, f)
	}
	for i := 0; i < len(m.set[0]); i++ {
		f := m.frames[m.set[0][i]]
		switch {
		case !g.nullable[f.state]:
		case f.parent < 0:
			flags[-1-f.parent] = true
		default:
			m.mark(0, f.parent)
		}
	}
	kernel := m.set[0][:0]
	for _, f := range m.set[0] {
		if s := m.frames[f].state; g.bytes[s] || len(g.calls[s]) > 0 {
			kernel = append(kernel, f)
		}
	}
	return m.intern(kernel, flags[0], flags[1])
}

// intern returns the number of the config with a kernel, which it sorts.
func (m *machine) intern(kernel []int32, accept, escape bool) int32 {
	slices.Sort(kernel)
	m.key = m.key[:0]
	for _, f := range kernel {
		m.key = binary.LittleEndian.AppendUint32(m.key, uint32(f))
	}
	for _, f := range [...]bool{accept, escape} {
		if f {
			m.key = append(m.key, 1)
		} else {
			m.key = append(m.key, 0)
		}
	}
	if id, ok := m.ids[string(m.key)]; ok {
		return id
	}
	c := config{kernel: slices.Clone(kernel), accept: accept, escape: escape}
	c.open = m.calls(c.kernel)
	id := int32(len(m.confs))
	m.ids[string(m.key)] = id
	m.confs = append(m.confs, c)
	m.trans = append(m.trans, make([]int32, m.g.classes)...)
	return id
}

// calls returns the frames with edges among kernel and those of the rules that these call.
func (m *machine) calls(kernel []int32) []int32 {
	g := m.g
	m.round++
	m.set[1] = m.set[1][:0]
	for _, f := range kernel {
		m.mark(1, f)
	}
	for i := 0; i < len(m.set[1]); i++ {
		if len(m.set[1]) > maxSet {
			if m.err == nil {
				m.err = &LimitError{"ways to read a text at once", maxSet}
			}
			break
		}
		f := m.frames[m.set[1][i]]
		for _, c := range g.calls[f.state] {
			back := f.parent
			if g.bytes[c.to] || len(g.calls[c.to]) > 0 { // otherwise the caller has nothing left to do
				back = m.frame(frame{c.to, f.parent})
				if back < 0 {
					continue
				}
			}
			m.mark(1, m.frame(frame{g.start[c.rule], back}))
		}
		if g.accept[f.state] && f.parent >= 0 {
			m.mark(1, f.parent)
		}
	}
	var open []int32
	for _, f := range m.set[1] {
		if g.bytes[m.frames[f].state] {
			open = append(open, f)
		}
	}
	return open
}

// step returns the config after one more byte, or −1.
func (m *machine) step(conf int32, b byte) int32 {
	at := int(conf)*m.g.classes + int(m.g.class[b])
	if t := m.trans[at]; t != unknown {
		return t - 2
	}
	return m.explore(conf, at, m.g.class[b])
}

// explore finds what step does not know yet.
func (m *machine) explore(conf int32, at int, class uint8) int32 {
	seeds := m.seeds[:0]
	for _, f := range m.confs[conf].open {
		fr := m.frames[f]
		if to := m.g.next[int(fr.state)*m.g.classes+int(class)]; to >= 0 {
			if id := m.frame(frame{to, fr.parent}); id >= 0 {
				seeds = append(seeds, id)
			}
		}
	}
	m.seeds = seeds
	if len(seeds) == 0 {
		m.trans[at] = dead
		return -1
	}
	to := m.config(seeds...)
	m.trans[at] = to + 2
	return to
}

// A charMove says where the characters of a set lead.
type charMove struct {
	set charset
	key string // setKey(set)
	to  int32
}

// wide reports whether many characters may follow.
func (m *machine) wide(conf int32) bool {
	count := 0
	for b := range 0x80 {
		if m.step(conf, byte(b)) >= 0 {
			count++
		}
	}
	return count >= minWide || m.step(conf, 0xC3) >= 0
}

// minWide is the number of characters from which a set may be worth a slice; a variable for tests.
var minWide = 8

// moves returns where single characters lead.
func (m *machine) moves(conf int32) []charMove {
	if moves := m.confs[conf].chars; moves != nil {
		return moves
	}
	ranges := map[int32][]rune{}
	for _, r := range m.runes(conf) {
		ranges[r.to] = append(ranges[r.to], r.lo, r.hi)
	}
	moves := []charMove{}
	for to, r := range ranges {
		set := normal(r)
		moves = append(moves, charMove{set, setKey(set), to})
	}
	m.confs[conf].chars = moves
	return moves
}

// A runeSpan is a range of characters that lead to one config.
type runeSpan struct {
	lo, hi rune
	to     int32
}

// runes returns where characters lead, in their order.
func (m *machine) runes(conf int32) []runeSpan {
	known := map[tailKey][]runeSpan{}
	var out []runeSpan
	for _, lead := range []struct {
		lo, hi byte
		mask   rune
		more   int
	}{{0, 0x7F, 0x7F, 0}, {0xC2, 0xDF, 0x1F, 1}, {0xE0, 0xEF, 0x0F, 2}, {0xF0, 0xF4, 0x07, 3}} {
		for b := int(lead.lo); b <= int(lead.hi); b++ {
			if to := m.step(conf, byte(b)); to >= 0 {
				out = shift(out, m.tails(to, lead.more, known), rune(b)&lead.mask<<(6*lead.more))
			}
		}
	}
	return out
}

type tailKey struct {
	conf int32
	more int
}

// tails returns where the last continuation bytes of a character lead, with the bits that they carry.
func (m *machine) tails(conf int32, more int, known map[tailKey][]runeSpan) []runeSpan {
	if more == 0 {
		return []runeSpan{{0, 0, conf}}
	}
	key := tailKey{conf, more}
	if out, ok := known[key]; ok {
		return out
	}
	var out []runeSpan
	for b := range rune(0x40) {
		if to := m.step(conf, byte(0x80|b)); to >= 0 {
			out = shift(out, m.tails(to, more-1, known), b<<(6*(more-1)))
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
