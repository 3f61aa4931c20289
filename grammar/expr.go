package grammar

import (
	"slices"
	"unicode/utf8"
)

// A kind is the kind of an expression.
type kind uint8

const (
	kText   kind = iota // the bytes of text, possibly none
	kChars              // one character of a set
	kSeq                // kids one after the other
	kAlt                // one of kids; none of them: nothing matches
	kRepeat             // kids[0] min to max times; max −1: without end
	kRef                // rule
	kAuto               // a text that auto accepts
	kList               // members of an object
	kBegin              // nothing, at the beginning of a regular expression's text
	kEnd                // nothing, at its end
)

// An expr is an expression over characters. Expressions are immutable and may be shared.
type expr struct {
	kind     kind
	text     string
	chars    charset
	kids     []*expr
	min, max int
	rule     int
	auto     *dfa
	list     *list
}

// A list is a sequence of kids in order, separated by sep, of which those that are not required may be left
// out; extra, if there is one, follows any number of times.
type list struct {
	required []bool
	sep      *expr
	extra    *expr
}

// A rule is a named expression.
type rule struct {
	name   string
	body   *expr
	always bool // called even where it could be inlined
}

var empty = &expr{kind: kText}

func text(s string) *expr         { return &expr{kind: kText, text: s} }
func class(set charset) *expr     { return &expr{kind: kChars, chars: set} }
func ref(rule int) *expr          { return &expr{kind: kRef, rule: rule} }
func alt(kids ...*expr) *expr     { return &expr{kind: kAlt, kids: kids} }
func automaton(a *dfa) *expr      { return &expr{kind: kAuto, auto: a} }
func optional(e *expr) *expr      { return repeat(e, 0, 1) }
func charRange(lo, hi rune) *expr { return class(charset{lo, hi}) }

func seq(kids ...*expr) *expr {
	if len(kids) == 1 {
		return kids[0]
	}
	return &expr{kind: kSeq, kids: kids}
}

func repeat(e *expr, min, max int) *expr {
	return &expr{kind: kRepeat, kids: []*expr{e}, min: min, max: max}
}

// size estimates the states that an expression needs before determinisation, references not followed.
func (e *expr) size() int {
	n := 1
	switch e.kind {
	case kText:
		n += len(e.text)
	case kChars:
		n += 1 + len(e.chars)
	case kAuto:
		n += len(e.auto.states)
	case kRepeat:
		n += times(e.kids[0].size(), max(e.min, e.max, 1))
	case kSeq, kAlt, kList:
		for _, k := range e.kids {
			n = min(n+k.size(), maxNFA)
		}
	}
	return min(n, maxNFA)
}

// times multiplies without overflow, up to maxNFA.
func times(a, b int) int {
	if a > 0 && b > maxNFA/a {
		return maxNFA
	}
	return a * b
}

// A charset is a set of characters as pairs lo, hi, in order, with gaps between them.
type charset []rune

// anyChar is every character that UTF-8 can encode.
var anyChar = charset{0, 0xD7FF, 0xE000, utf8.MaxRune}

// normal sorts and joins ranges and leaves out surrogates and whatever else is no character.
func normal(ranges []rune) charset {
	var pairs [][2]rune
	for i := 0; i+1 < len(ranges); i += 2 {
		lo, hi := max(ranges[i], 0), min(ranges[i+1], utf8.MaxRune)
		for _, part := range [][2]rune{{lo, min(hi, 0xD7FF)}, {max(lo, 0xE000), hi}} {
			if part[0] <= part[1] {
				pairs = append(pairs, part)
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]rune) int { return int(a[0] - b[0]) })
	var out charset
	for _, p := range pairs {
		if n := len(out); n > 0 && p[0] <= out[n-1]+1 {
			out[n-1] = max(out[n-1], p[1])
		} else {
			out = append(out, p[0], p[1])
		}
	}
	return out
}

// not returns the characters that are not in s.
func (s charset) not() charset {
	var out []rune
	next := rune(0)
	for i := 0; i < len(s); i += 2 {
		if next < s[i] {
			out = append(out, next, s[i]-1)
		}
		next = s[i+1] + 1
	}
	return normal(append(out, next, utf8.MaxRune))
}

// and returns the characters that are in both.
func (s charset) and(t charset) charset {
	var out charset
	for i, j := 0, 0; i < len(s) && j < len(t); {
		if lo, hi := max(s[i], t[j]), min(s[i+1], t[j+1]); lo <= hi {
			out = append(out, lo, hi)
		}
		if s[i+1] < t[j+1] {
			i += 2
		} else {
			j += 2
		}
	}
	return out
}

// has reports whether c is in s.
func (s charset) has(c rune) bool {
	lo, hi := 0, len(s)/2
	for lo < hi {
		if mid := (lo + hi) / 2; s[2*mid+1] < c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return 2*lo < len(s) && s[2*lo] <= c
}

// A span is a range of bytes.
type span struct{ lo, hi byte }

// appendUTF8 calls emit with the sequences of byte ranges that together encode the characters lo to hi.
//
// ref: https://www.rfc-editor.org/rfc/rfc3629, section 4
func appendUTF8(lo, hi rune, emit func([]span)) {
	for _, last := range []rune{0x7F, 0x7FF, 0xFFFF} {
		if lo <= last && last < hi {
			appendUTF8(lo, last, emit)
			appendUTF8(last+1, hi, emit)
			return
		}
	}
	for i := 1; i < utf8.RuneLen(lo); i++ {
		// Make the last i bytes of the range span all continuation bytes, or be single ones.
		m := rune(1)<<(6*i) - 1
		if lo&^m == hi&^m {
			continue
		}
		if lo&m != 0 {
			appendUTF8(lo, lo|m, emit)
			appendUTF8(lo|m+1, hi, emit)
			return
		}
		if hi&m != m {
			appendUTF8(lo, hi&^m-1, emit)
			appendUTF8(hi&^m, hi, emit)
			return
		}
	}
	var a, b [utf8.UTFMax]byte
	n := utf8.EncodeRune(a[:], lo)
	utf8.EncodeRune(b[:], hi)
	seq := make([]span, n)
	for i := range seq {
		seq[i] = span{a[i], b[i]}
	}
	emit(seq)
}
