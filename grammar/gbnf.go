package grammar

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// GBNF returns the grammar of a source in llama.cpp's notation: rules "name ::= …" of texts in quotes,
// character sets in brackets, ".", names, groups, "|", "*", "+", "?", "{m,n}" and comments after "#". The
// text begins with the rule root.
//
// ref: https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md
func GBNF(source string) (*Grammar, error) {
	if len(source) > maxSource {
		return nil, &LimitError{"bytes of a source", maxSource}
	}
	if !utf8.ValidString(source) {
		return nil, &SyntaxError{"gbnf", -1, "not UTF-8"}
	}
	p := &gbnf{src: source, index: map[string]int{}}
	p.rule("root")
	for p.space(true); p.err == nil && p.at < len(p.src); p.space(true) {
		p.definition()
	}
	if p.err != nil {
		return nil, p.err
	}
	for _, r := range p.rules {
		if r.body == nil {
			return nil, &SyntaxError{"gbnf", -1, fmt.Sprintf("rule %q is not defined", r.name)}
		}
	}
	return newBudget().compile(p.rules)
}

// A gbnf is a parser. The first error sticks.
type gbnf struct {
	src   string
	at    int
	depth int
	rules []rule
	index map[string]int
	err   error
}

func (p *gbnf) fail(format string, args ...any) {
	if p.err == nil {
		p.err = &SyntaxError{"gbnf", p.at, fmt.Sprintf(format, args...)}
	}
	p.at = len(p.src)
}

// rule returns the number of a rule, which may not be defined yet.
func (p *gbnf) rule(name string) int {
	i, ok := p.index[name]
	if !ok {
		i = len(p.rules)
		p.index[name] = i
		p.rules = append(p.rules, rule{name: name})
	}
	return i
}

func (p *gbnf) peek() byte {
	if p.at < len(p.src) {
		return p.src[p.at]
	}
	return 0
}

// eat skips s if it comes next.
func (p *gbnf) eat(s string) bool {
	if len(p.src)-p.at >= len(s) && p.src[p.at:p.at+len(s)] == s {
		p.at += len(s)
		return true
	}
	return false
}

// space skips blanks and comments, and the ends of lines if newlines is set.
func (p *gbnf) space(newlines bool) {
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == '#':
			for p.at < len(p.src) && p.src[p.at] != '\n' && p.src[p.at] != '\r' {
				p.at++
			}
		case c == ' ' || c == '\t' || newlines && (c == '\n' || c == '\r'):
			p.at++
		default:
			return
		}
	}
}

func wordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

func (p *gbnf) name() string {
	start := p.at
	for wordByte(p.peek()) {
		p.at++
	}
	if p.at == start {
		p.fail("expected a name")
	}
	return p.src[start:p.at]
}

func (p *gbnf) definition() {
	name := p.name()
	p.space(false)
	if !p.eat("::=") {
		p.fail("expected ::= after %q", name)
	}
	p.space(true)
	body := p.alternatives()
	r := p.rule(name)
	if p.err == nil && p.rules[r].body != nil {
		p.fail("rule %q is defined twice", name)
	}
	p.rules[r].body = body
	p.space(false)
	if c := p.peek(); p.at < len(p.src) && c != '\n' && c != '\r' {
		p.fail("unexpected %q", string(c))
	}
}

func (p *gbnf) alternatives() *expr {
	if p.depth++; p.depth > maxNesting {
		p.err = &LimitError{"brackets within brackets", maxNesting}
		p.at = len(p.src)
	}
	defer func() { p.depth-- }()
	kids := []*expr{p.sequence()}
	for p.peek() == '|' {
		p.at++
		p.space(true)
		kids = append(kids, p.sequence())
	}
	if len(kids) == 1 {
		return kids[0]
	}
	return alt(kids...)
}

// sequence parses items up to the end of a line or, in brackets, of the bracket.
func (p *gbnf) sequence() *expr {
	kids := []*expr{}
	for p.err == nil && p.at < len(p.src) {
		var item *expr
		switch c := p.peek(); {
		case c == '"':
			item = p.literal()
		case c == '[':
			item = class(p.set())
		case c == '.':
			p.at++
			item = class(anyChar)
		case c == '(':
			p.at++
			p.space(true)
			item = p.alternatives()
			if !p.eat(")") {
				p.fail("expected )")
			}
		case wordByte(c):
			item = ref(p.rule(p.name()))
		default:
			return seq(kids...)
		}
		kids = append(kids, p.repeats(item))
		p.space(p.depth > 1)
	}
	return seq(kids...)
}

// repeats parses the operators after an item.
func (p *gbnf) repeats(item *expr) *expr {
	for n := 0; ; n++ {
		p.space(p.depth > 1)
		if n > maxNesting {
			p.fail("more than %d operators in a row", maxNesting)
		}
		switch {
		case p.eat("*"):
			item = repeat(item, 0, -1)
		case p.eat("+"):
			item = repeat(item, 1, -1)
		case p.eat("?"):
			item = optional(item)
		case p.eat("{"):
			lo := p.number()
			hi := lo
			if p.eat(",") {
				hi = -1
				if p.peek() != '}' {
					hi = p.number()
				}
			}
			if !p.eat("}") || hi >= 0 && hi < lo {
				p.fail("expected {m}, {m,} or {m,n} with m ≤ n")
				return item
			}
			item = repeat(item, lo, hi)
		default:
			return item
		}
	}
}

func (p *gbnf) number() int {
	start := p.at
	for c := p.peek(); '0' <= c && c <= '9'; c = p.peek() {
		p.at++
	}
	n, err := strconv.Atoi(p.src[start:p.at])
	if err != nil {
		p.fail("expected a number")
	} else if n > maxStates {
		p.err = &LimitError{"repetitions", maxStates}
		p.at = len(p.src)
	}
	return n
}

func (p *gbnf) literal() *expr {
	p.at++
	var out []byte
	for p.peek() != '"' {
		if p.at >= len(p.src) || p.peek() == '\n' {
			p.fail("text without an end")
			return empty
		}
		out = utf8.AppendRune(out, p.char())
	}
	p.at++
	return text(string(out))
}

// set parses a character set in brackets.
func (p *gbnf) set() charset {
	p.at++
	not := p.eat("^")
	var ranges []rune
	for p.peek() != ']' {
		if p.at >= len(p.src) || p.peek() == '\n' {
			p.fail("set without an end")
			return nil
		}
		lo := p.char()
		hi := lo
		if p.peek() == '-' && p.at+1 < len(p.src) && p.src[p.at+1] != ']' {
			p.at++
			hi = p.char()
		}
		if hi < lo {
			p.fail("range from %q to %q", lo, hi)
		}
		ranges = append(ranges, lo, hi)
	}
	p.at++
	set := normal(ranges)
	if not {
		set = set.not()
	}
	return set
}

// char parses one character, which may be escaped.
func (p *gbnf) char() rune {
	c, size := utf8.DecodeRuneInString(p.src[p.at:])
	p.at += size
	if c != '\\' {
		return c
	}
	e := p.peek()
	p.at++
	switch e {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case '\\', '"', '[', ']', '-', '^':
		return rune(e)
	case 'x':
		return p.hex(2)
	case 'u':
		return p.hex(4)
	case 'U':
		return p.hex(8)
	}
	p.at--
	p.fail("unknown escape")
	return 0
}

func (p *gbnf) hex(digits int) rune {
	if len(p.src)-p.at < digits {
		p.fail("expected %d hexadecimal digits", digits)
		return 0
	}
	n, err := strconv.ParseUint(p.src[p.at:p.at+digits], 16, 32)
	if err != nil || !utf8.ValidRune(rune(n)) || n > utf8.MaxRune {
		p.fail("expected %d hexadecimal digits of a character", digits)
		return 0
	}
	p.at += digits
	return rune(n)
}
