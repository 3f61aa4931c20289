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

// A place is a frame that a machine has numbered.
type place struct {
	frame
	depth int32 // frames below
	mark  int32 // round in which it was last put into a set
}

// A config is a position in a text: all stacks that the text so far may have led to.
type config struct {
	next   []int32 // [classes]: unknown, dead, or config + 2
	kernel []int32 // frames after the last byte, and their callers where a rule may end
	open   []int32 // the frames of kernel and of rules that they call, as far as they have edges
	accept bool    // the text may end here
	escape bool    // a state without callers: its rule may end here
	mask   *Mask
	chars  []charMove // what single characters lead to; made when asked for
}

// A machine numbers frames and configs and remembers what bytes lead to. It is not safe for concurrent use.
type machine struct {
	g        *Grammar
	frames   paged[place]
	byKey    [shards]map[frame]int32
	confs    paged[config]
	ids      [shards]map[string]int32
	rows     []int32 // memory for config.next
	masks    int     // bytes of the configs' masks
	explored int     // transitions found
	age      int     // how often everything was forgotten
	err      error   // the first limit that was hit

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

// shards is the number of maps among which keys are divided: a map that grows moves all that it has, and a
// step must not wait for that.
const shards = 64

// flush forgets everything.
func (m *machine) flush() {
	m.age++
	m.frames, m.confs, m.rows, m.masks = paged[place]{}, paged[config]{}, nil, 0
	m.byKey, m.ids = [shards]map[frame]int32{}, [shards]map[string]int32{}
}

// full reports whether so much is remembered that it is time to flush.
func (m *machine) full() bool { return m.confs.n > maxConfigs || m.masks > maxMasks/4 }

// A paged is a list whose elements never move.
type paged[T any] struct {
	pages [][]T
	n     int
}

const pageSize = 128

func (p *paged[T]) at(i int32) *T { return &p.pages[i/pageSize][i%pageSize] }

func (p *paged[T]) add(v T) int32 {
	if p.n%pageSize == 0 {
		p.pages = append(p.pages, make([]T, pageSize))
	}
	p.n++
	*p.at(int32(p.n - 1)) = v
	return int32(p.n - 1)
}

// frame returns the number of a frame, or −1 if the stack would become too deep.
func (m *machine) frame(f frame) int32 {
	shard := &m.byKey[uint32(f.state^f.parent)%shards]
	if id, ok := (*shard)[f]; ok {
		return id
	}
	depth := int32(0)
	if f.parent >= 0 {
		depth = m.frames.at(f.parent).depth + 1
	}
	if depth > maxStack {
		return -1
	}
	id := m.frames.add(place{f, depth, 0})
	if *shard == nil {
		*shard = map[frame]int32{}
	}
	(*shard)[f] = id
	return id
}

// mark puts a frame into one of the sets unless it is in one of this round already.
func (m *machine) mark(set int, f int32) {
	if f < 0 {
		return
	}
	if p := m.frames.at(f); p.mark != m.round {
		p.mark = m.round
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
		f := m.frames.at(m.set[0][i])
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
		if s := m.frames.at(f).state; g.bytes[s] || len(g.calls[s]) > 0 {
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
	h := uint32(len(kernel))
	for _, f := range kernel {
		h = h*31 + uint32(f)
	}
	shard := &m.ids[h%shards]
	if id, ok := (*shard)[string(m.key)]; ok {
		return id
	}
	c := config{kernel: slices.Clone(kernel), accept: accept, escape: escape}
	c.open = m.calls(c.kernel)
	if len(m.rows) < m.g.classes {
		m.rows = make([]int32, 64*m.g.classes)
	}
	c.next, m.rows = m.rows[:m.g.classes:m.g.classes], m.rows[m.g.classes:]
	id := m.confs.add(c)
	if *shard == nil {
		*shard = map[string]int32{}
	}
	(*shard)[string(m.key)] = id
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
		f := m.frames.at(m.set[1][i]).frame
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
		if g.bytes[m.frames.at(f).state] {
			open = append(open, f)
		}
	}
	return open
}

// step returns the config after one more byte, or −1.
func (m *machine) step(conf int32, b byte) int32 {
	class := m.g.class[b]
	next := &m.confs.at(conf).next[class]
	if *next != unknown {
		return *next - 2
	}
	return m.explore(conf, next, class)
}

// explore finds what step does not know yet.
func (m *machine) explore(conf int32, next *int32, class uint8) int32 {
	m.explored++
	seeds := m.seeds[:0]
	for _, f := range m.confs.at(conf).open {
		fr := m.frames.at(f).frame
		if to := m.g.next[int(fr.state)*m.g.classes+int(class)]; to >= 0 {
			if id := m.frame(frame{to, fr.parent}); id >= 0 {
				seeds = append(seeds, id)
			}
		}
	}
	m.seeds = seeds
	if len(seeds) == 0 {
		*next = dead
		return -1
	}
	to := m.config(seeds...)
	*next = to + 2
	return to
}
