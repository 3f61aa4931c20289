package bench

import (
	"fmt"
	"strconv"
	"strings"
)

// maxValues caps the values of one parameter.
const maxValues = 10_000

// Ints is a parameter with several values: numbers and ranges between commas, and the flag may be repeated.
// A range is first-last, first-last+step or first-last*factor, both ends included.
// ref: llama-bench.cpp, parse_int_range.
type Ints struct {
	Values   []int
	Negative bool // single numbers may be negative
}

// String formats the values as the flag takes them.
func (p *Ints) String() string {
	if p == nil {
		return ""
	}
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(p.Values), " ", ","), "[]")
}

// Set appends the values in s.
func (p *Ints) Set(s string) error {
	for part := range strings.SplitSeq(strings.TrimSuffix(s, ","), ",") {
		v, err := p.parse(part)
		if err != nil {
			return err
		}
		if p.Values = append(p.Values, v...); len(p.Values) > maxValues {
			return fmt.Errorf("more than %d values", maxValues)
		}
	}
	return nil
}

func (p *Ints) parse(s string) ([]int, error) {
	if v, err := strconv.ParseInt(s, 10, 32); err == nil {
		if v < 0 && !p.Negative {
			return nil, fmt.Errorf("%s: want no negative number", s)
		}
		return []int{int(v)}, nil
	}
	from, rest, isRange := strings.Cut(s, "-")
	to, op, by := rest, byte('+'), "1"
	if i := strings.IndexAny(rest, "+*"); i >= 0 {
		to, op, by = rest[:i], rest[i], rest[i+1:]
	}
	first, err1 := strconv.ParseInt(from, 10, 32)
	last, err2 := strconv.ParseInt(to, 10, 32)
	step, err3 := strconv.ParseInt(by, 10, 32)
	if !isRange || err1 != nil || err2 != nil || err3 != nil {
		return nil, fmt.Errorf("%.40q: want a number or a range such as 1-8, 0-512+128 or 1-64*2", s)
	}
	var v []int
	for i := first; i <= last; {
		if v = append(v, int(i)); len(v) > maxValues {
			return nil, fmt.Errorf("more than %d values", maxValues)
		}
		next := i + step
		if op == '*' {
			next = i * step
		}
		if next <= i {
			return nil, fmt.Errorf("%.40q: a range that does not grow", s)
		}
		i = next
	}
	return v, nil
}

// Or returns the values, or def if there are none.
func (p *Ints) Or(def ...int) []int {
	if len(p.Values) == 0 {
		return def
	}
	return p.Values
}

// Words is a parameter with several values that are text.
type Words struct {
	Values  []string
	Allowed []string // nil for any
}

// String formats the values as the flag takes them.
func (p *Words) String() string {
	if p == nil {
		return ""
	}
	return strings.Join(p.Values, ",")
}

// Set appends the values in s.
func (p *Words) Set(s string) error {
	for part := range strings.SplitSeq(s, ",") {
		if part == "" {
			return fmt.Errorf("%.40q: an empty value", s)
		}
		if p.Allowed != nil && !contains(p.Allowed, part) {
			return fmt.Errorf("%.40q: want one of %s", part, strings.Join(p.Allowed, ", "))
		}
		if p.Values = append(p.Values, part); len(p.Values) > maxValues {
			return fmt.Errorf("more than %d values", maxValues)
		}
	}
	return nil
}

// Or returns the values, or def if there are none.
func (p *Words) Or(def ...string) []string {
	if len(p.Values) == 0 {
		return def
	}
	return p.Values
}

// Pairs is the parameter -pg: a prompt and a number of tokens to decode after it, once for each flag.
type Pairs struct{ Values [][2]int }

// String formats the values.
func (p *Pairs) String() string {
	if p == nil {
		return ""
	}
	var s []string
	for _, v := range p.Values {
		s = append(s, fmt.Sprintf("%d,%d", v[0], v[1]))
	}
	return strings.Join(s, " ")
}

// Set appends the pair in s.
func (p *Pairs) Set(s string) error {
	a, b, ok := strings.Cut(s, ",")
	x, err1 := strconv.ParseUint(a, 10, 31)
	y, err2 := strconv.ParseUint(b, 10, 31)
	if !ok || err1 != nil || err2 != nil {
		return fmt.Errorf("%.40q: want two numbers, as in 512,128", s)
	}
	p.Values = append(p.Values, [2]int{int(x), int(y)})
	return nil
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
