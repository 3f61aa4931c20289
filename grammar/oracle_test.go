package grammar

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// A goal is a list of expressions still to be matched: the oracle's stack.
type goal struct {
	e    *expr
	next *goal
}

// An oracle matches bytes by taking expressions apart, without any automaton.
type oracle struct {
	rules []rule
	ids   map[*expr]int
}

func (o *oracle) key(g *goal) string {
	var b strings.Builder
	for ; g != nil; g = g.next {
		id, ok := o.ids[g.e]
		if !ok {
			id = len(o.ids)
			o.ids[g.e] = id
		}
		fmt.Fprintf(&b, "%d.", id)
	}
	return b.String()
}

// A spot is a set of goals, each of which begins with a text that is not empty or is nil: the end.
type spot map[string]*goal

// expand adds to out what g comes down to.
func (o *oracle) expand(g *goal, out spot, seen map[string]bool) {
	key := o.key(g)
	if seen[key] {
		return
	}
	seen[key] = true
	if g == nil {
		out[""] = nil
		return
	}
	switch e := g.e; e.kind {
	case kText:
		if e.text == "" {
			o.expand(g.next, out, seen)
		} else {
			out[key] = g
		}
	case kChars:
		out[key] = g
	case kSeq:
		next := g.next
		for i := len(e.kids) - 1; i >= 0; i-- {
			next = &goal{e.kids[i], next}
		}
		o.expand(next, out, seen)
	case kAlt:
		for _, k := range e.kids {
			o.expand(&goal{k, g.next}, out, seen)
		}
	case kRef:
		o.expand(&goal{o.rules[e.rule].body, g.next}, out, seen)
	case kRepeat:
		if e.min == 0 {
			o.expand(g.next, out, seen)
		}
		if e.max != 0 {
			o.expand(&goal{e.kids[0], &goal{o.fewer(e), g.next}}, out, seen)
		}
	default:
		panic("oracle: kind")
	}
}

var fewerOf = map[*expr]*expr{}

// fewer returns what is left of a repetition after one round.
func (o *oracle) fewer(e *expr) *expr {
	if e.min == 0 && e.max < 0 {
		return e
	}
	f, ok := fewerOf[e]
	if !ok {
		f = repeat(e.kids[0], max(e.min-1, 0), e.max-1)
		if e.max < 0 {
			f.max = -1
		}
		fewerOf[e] = f
	}
	return f
}

func (o *oracle) start() spot {
	s := spot{}
	o.expand(&goal{ref(0), nil}, s, map[string]bool{})
	return s
}

// restOf are the expressions of the rest of a text or character, made once.
var restOf = map[string]*expr{}

func restText(s string) *expr {
	if restOf[s] == nil {
		restOf[s] = text(s)
	}
	return restOf[s]
}

// step returns where one byte leads. Characters are tried one by one.
func (o *oracle) step(s spot, b byte) spot {
	out, seen := spot{}, map[string]bool{}
	for _, g := range s {
		if g == nil {
			continue
		}
		if g.e.kind == kText {
			if g.e.text[0] == b {
				o.expand(&goal{restText(g.e.text[1:]), g.next}, out, seen)
			}
			continue
		}
		for i := 0; i < len(g.e.chars); i += 2 {
			for c := g.e.chars[i]; c <= g.e.chars[i+1]; c++ {
				if t := string(c); t[0] == b {
					o.expand(&goal{restText(t[1:]), g.next}, out, seen)
				}
			}
		}
	}
	return out
}

func (o *oracle) accepts(s spot) bool { _, ok := s[""]; return ok }

// A maker makes random rules.
type maker struct {
	rng   *rand.Rand
	rules int
}

func (m *maker) expr(depth int, nullable bool) *expr {
	n := 8
	if depth == 0 {
		n = 3
	}
	switch m.rng.IntN(n) {
	case 0:
		return text([]string{"a", "b", "ab", "aa", "é", "éa", "\"", "ba\""}[m.rng.IntN(8)])
	case 1, 2:
		return class([]charset{{'a', 'c'}, {'a', 'b', 0xE0, 0x102}, {'b', 'b', 0x7FE, 0x803}, {'"', '"'}, {0xFFFE, 0x10001}}[m.rng.IntN(5)])
	case 3, 4:
		kids := make([]*expr, 1+m.rng.IntN(3))
		for i := range kids {
			kids[i] = m.expr(depth-1, nullable || i > 0)
		}
		return seq(kids...)
	case 5:
		kids := make([]*expr, 1+m.rng.IntN(3))
		for i := range kids {
			kids[i] = m.expr(depth-1, nullable)
		}
		if nullable && m.rng.IntN(4) == 0 {
			kids = append(kids, empty)
		}
		return alt(kids...)
	case 6:
		lo := m.rng.IntN(3)
		if !nullable {
			lo = 1
		}
		hi := lo + m.rng.IntN(3)
		if m.rng.IntN(2) == 0 {
			hi = -1
		}
		return repeat(m.expr(depth-1, false), lo, hi)
	}
	if !nullable { // a rule may only follow a text, or it could refer to itself before one
		return seq(m.expr(0, false), ref(m.rng.IntN(m.rules)))
	}
	return ref(m.rng.IntN(m.rules))
}

// random returns rules none of which refers to itself before a text, and each of which has an end.
func (m *maker) random() []rule {
	m.rules = 1 + m.rng.IntN(3)
	rules := make([]rule, m.rules)
	for i := range rules {
		body := alt(m.expr(0, false), m.expr(2, false), m.expr(3, false))
		if m.rng.IntN(3) == 0 {
			body.kids = append(body.kids, empty)
		}
		if m.rng.IntN(4) == 0 { // characters that a caller may go on with
			body = repeat(class(charset{'a', 'c'}), 0, 1+m.rng.IntN(3))
		}
		rules[i] = rule{name: fmt.Sprint(i), body: body, always: m.rng.IntN(2) == 0}
	}
	return rules
}

// layers returns rules each of which calls the next and may end after it or go on, so that one token ends several.
func (m *maker) layers() []rule {
	rules := make([]rule, 4)
	some := func() *expr {
		return []*expr{text("a"), text("b"), text("c"), class(charset{'a', 'c'}), text("ab"), text("\"")}[m.rng.IntN(6)]
	}
	for i := range rules {
		body := repeat(some(), 1, 1+m.rng.IntN(3))
		if i+1 < len(rules) {
			kids := []*expr{ref(i + 1), repeat(some(), 0, []int{-1, 1, 2}[m.rng.IntN(3)])}
			if m.rng.IntN(2) == 0 {
				kids = append([]*expr{some()}, kids...)
			}
			body = seq(kids...)
		}
		rules[i] = rule{name: fmt.Sprint(i), body: body, always: true}
	}
	return rules
}

// tokens is a small vocabulary with characters cut into bytes, the same text twice, and tokens of no text.
func tokens() []string {
	all := []string{"", "a", "a", "b", "c", "\"", "aa", "ab", "ba", "bb", "aaa", "aba", "\"a", "a\"", "b\"b", "\"\"", "é", "éa", "aé", "ééé", "ࠀ",
		"￿", "𐀀a", "", "d", "abcabc", "cc\"", "ba\"a", "bc", "cb", "ca", "ac", "à", "aàb"}
	for b := 0x80; b < 0x100; b++ {
		all = append(all, string([]byte{byte(b)}))
	}
	return all
}

func vocabOf(tokens []string) *Vocab {
	return NewVocab(len(tokens), func(id int32) []byte { return []byte(tokens[id]) })
}

func bruteMask(o *oracle, s spot, tokens []string) []int32 {
	ids := []int32{}
	for id, t := range tokens {
		at := s
		for i := 0; i < len(t) && len(at) > 0; i++ {
			at = o.step(at, t[i])
		}
		if t != "" && len(at) > 0 {
			ids = append(ids, int32(id))
		}
	}
	return ids
}

// The mask equals trying each token byte by byte, for random rules and random texts.
func TestMaskAgainstOracle(t *testing.T) {
	small, wide := minSlice, minWide
	minSlice, minWide = 3, 1
	defer func() { minSlice, minWide = small, wide }()
	words := tokens()
	vocab := vocabOf(words)
	tried := 0
	for seed := range uint64(250) {
		m := &maker{rng: rand.New(rand.NewPCG(seed, 1))}
		rules := m.random()
		if seed >= 150 {
			rules = m.layers()
		}
		if seed == 0 { // a chain of states within a rule whose caller goes on with the same characters
			letters := class(charset{'a', 'c'})
			rules = []rule{{name: "root", body: seq(ref(1), repeat(letters, 0, 1))}, {name: "w", body: repeat(letters, 1, 2), always: true}}
		}
		g, err := newBudget().compile(rules)
		require.NoError(t, err, "seed %d", seed)
		c := NewConstraint(g, vocab)
		o := &oracle{rules, map[*expr]int{}}
		walks := 3
		if seed == 0 {
			walks = 20
		}
		for range walks {
			at, matcher := o.start(), c.NewMatcher()
			for step := range 8 {
				want := bruteMask(o, at, words)
				got := matcher.Mask().AppendIDs([]int32{})
				require.Equal(t, want, got, "seed %d step %d", seed, step)
				require.Equal(t, len(want), matcher.Mask().Len())
				require.Equal(t, o.accepts(at), matcher.CanStop(), "seed %d step %d", seed, step)
				tried++
				if len(want) == 0 {
					break
				}
				id := want[m.rng.IntN(len(want))]
				for i := range len(words[id]) {
					at = o.step(at, words[id][i])
				}
				if err := matcher.Accept(id); err != nil {
					var limit *LimitError
					require.ErrorAs(t, err, &limit, "seed %d", seed)
					break // a rule that can be read in hundreds of ways
				}
			}
			matcher.Close()
		}
	}
	require.Greater(t, tried, 1000)
	require.Positive(t, vocab.large)
}

// Sequences of byte ranges cover exactly the characters of a range.
func TestUTF8Ranges(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	edges := []rune{0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, utf8.MaxRune}
	for i := range 200 {
		lo, hi := edges[i%len(edges)], rune(rng.IntN(utf8.MaxRune+1))
		if i > 100 {
			lo = rune(rng.IntN(utf8.MaxRune + 1))
		}
		set := normal([]rune{min(lo, hi), max(lo, hi)})
		a, err := newBudget().charAuto(set)
		require.NoError(t, err)
		for range 300 {
			c := rune(rng.IntN(utf8.MaxRune + 1))
			if rng.IntN(2) == 0 {
				c = set[rng.IntN(len(set))] + rune(rng.IntN(3)-1)
			}
			if utf8.ValidRune(c) {
				require.Equal(t, set.has(c), a.matches(string(c)), "%U in %U", c, set)
			}
		}
		for _, bad := range []string{"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xe0\x80\x80"} {
			require.False(t, a.matches(bad))
		}
	}
}

// matches runs an automaton without calls.
func (a *dfa) matches(s string) bool {
	if len(a.states) == 0 {
		return false
	}
	at := a.start
next:
	for i := range len(s) {
		for _, e := range a.states[at].edges {
			if e.lo <= s[i] && s[i] <= e.hi {
				at = e.to
				continue next
			}
		}
		return false
	}
	return a.states[at].accept
}
