package grammar

import (
	"errors"
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// Regex returns the grammar of the texts that match the whole of a regular expression of Go's syntax, as in
// package regexp. Multi-line anchors and word boundaries are an *UnsupportedError.
func Regex(pattern string) (*Grammar, error) {
	b := newBudget()
	e, err := b.regex(pattern, &regexer{kind: "regex", leaf: class})
	if err != nil {
		return nil, err
	}
	a, err := b.regular(e)
	if err != nil {
		return nil, err
	}
	return b.compile([]rule{{name: "regex", body: automaton(a)}})
}

// Choices returns the grammar of a list of texts, which must be valid UTF-8 and not empty.
func Choices(choices []string) (*Grammar, error) {
	if len(choices) == 0 {
		return nil, ErrEmpty
	}
	size := 0
	kids := make([]*expr, len(choices))
	for i, s := range choices {
		if s == "" || !utf8.ValidString(s) {
			return nil, &SyntaxError{"choices", -1, "a choice is empty or not UTF-8"}
		}
		if size += len(s); size > maxSource {
			return nil, &LimitError{"bytes of choices", maxSource}
		}
		kids[i] = text(s)
	}
	b := newBudget()
	return b.compile([]rule{{name: "choices", body: alt(kids...)}})
}

// A regexer turns parsed regular expressions into expressions.
type regexer struct {
	kind string
	path string
	leaf func(charset) *expr // one character of a set, as it is written in the text
	ecma bool                // "." leaves out more than the line feed
}

// regex parses a pattern. The result may contain kBegin and kEnd: it needs regular.
func (b *budget) regex(pattern string, r *regexer) (*expr, error) {
	if len(pattern) > maxSource {
		return nil, &LimitError{"bytes of a pattern", maxSource}
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	var bad *syntax.Error
	switch {
	case errors.As(err, &bad) && (bad.Code == syntax.ErrNestingDepth || bad.Code == syntax.ErrLarge || bad.Code == syntax.ErrInvalidRepeatSize):
		return nil, &LimitError{"copies in a pattern", 1000}
	case err != nil:
		return nil, &SyntaxError{r.kind, -1, err.Error()}
	}
	return r.expr(re, 0)
}

func (r *regexer) expr(re *syntax.Regexp, depth int) (*expr, error) {
	if depth > 10*maxNesting {
		return nil, &LimitError{"brackets within brackets", maxNesting}
	}
	var kids []*expr
	for _, sub := range re.Sub {
		k, err := r.expr(sub, depth+1)
		if err != nil {
			return nil, err
		}
		kids = append(kids, k)
	}
	switch re.Op {
	case syntax.OpNoMatch:
		return alt(), nil
	case syntax.OpEmptyMatch:
		return empty, nil
	case syntax.OpLiteral:
		for _, c := range re.Rune {
			kids = append(kids, r.leaf(fold(c, re.Flags&syntax.FoldCase != 0)))
		}
		return seq(kids...), nil
	case syntax.OpCharClass:
		return r.leaf(normal(re.Rune)), nil
	case syntax.OpAnyCharNotNL:
		not := charset{'\n', '\n'}
		if r.ecma {
			not = charset{'\n', '\n', '\r', '\r', 0x2028, 0x2029}
		}
		return r.leaf(not.not()), nil
	case syntax.OpAnyChar:
		return r.leaf(anyChar), nil
	case syntax.OpBeginText:
		return &expr{kind: kBegin}, nil
	case syntax.OpEndText:
		return &expr{kind: kEnd}, nil
	case syntax.OpCapture:
		return kids[0], nil
	case syntax.OpStar:
		return repeat(kids[0], 0, -1), nil
	case syntax.OpPlus:
		return repeat(kids[0], 1, -1), nil
	case syntax.OpQuest:
		return optional(kids[0]), nil
	case syntax.OpRepeat:
		return repeat(kids[0], re.Min, re.Max), nil
	case syntax.OpConcat:
		return seq(kids...), nil
	case syntax.OpAlternate:
		return alt(kids...), nil
	}
	where := r.path
	if where == "" {
		where = "regex"
	}
	return nil, &UnsupportedError{where, re.String(), "only the beginning and the end of the text can be asserted"}
}

// fold returns a character, with its other cases if they count as well.
func fold(c rune, all bool) charset {
	ranges := []rune{c, c}
	if all {
		for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
			ranges = append(ranges, f, f)
		}
	}
	return normal(ranges)
}
