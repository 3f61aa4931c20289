package grammar

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

const (
	intDigits  = 18 // digits in front of the point: what fits into an int64
	fracDigits = 17 // digits after it: what a float64 needs
)

var digit = charRange('0', '9')

// biggest is the largest number of intDigits digits.
var biggest, _ = new(big.Int).SetString(strings.Repeat("9", intDigits), 10)

// bounds are the limits of a number; nil: none.
type bounds struct {
	lo, hi         *big.Rat
	loOpen, hiOpen bool // the limit itself is excluded
	multiple       *big.Rat
}

// plainNumber is the expression of a number without bounds.
func plainNumber() *expr {
	whole := alt(text("0"), seq(charRange('1', '9'), repeat(digit, 0, intDigits-1)))
	exponent := seq(class(normal([]rune{'E', 'E', 'e', 'e'})), optional(class(normal([]rune{'+', '+', '-', '-'}))), repeat(digit, 1, 2))
	return seq(optional(text("-")), whole, optional(seq(text("."), repeat(digit, 1, fracDigits))), optional(exponent))
}

var decimal = regexp.MustCompile(`^-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?$`)

// rational returns the value of a number in a schema.
func rational(n json.Number) (*big.Rat, error) {
	if !decimal.MatchString(n.String()) {
		return nil, fmt.Errorf("the number has too many digits")
	}
	r, ok := new(big.Rat).SetString(n.String())
	if !ok {
		return nil, fmt.Errorf("%q is not a number", n)
	}
	return r, nil
}

// integers returns the automaton of the integers within bounds, of up to intDigits digits.
func (b *budget) integers(limit bounds) (*dfa, error) {
	lo, hi := new(big.Int).Neg(biggest), new(big.Int).Set(biggest)
	if limit.lo != nil {
		n := ceil(limit.lo)
		if limit.loOpen && limit.lo.IsInt() {
			n.Add(n, big.NewInt(1))
		}
		if n.Cmp(lo) > 0 {
			lo = n
		}
	}
	if limit.hi != nil {
		n := new(big.Int).Neg(ceil(new(big.Rat).Neg(limit.hi)))
		if limit.hiOpen && limit.hi.IsInt() {
			n.Sub(n, big.NewInt(1))
		}
		if n.Cmp(hi) < 0 {
			hi = n
		}
	}
	if lo.Cmp(hi) > 0 {
		return &dfa{}, nil
	}
	zero := new(big.Int)
	var kids []*expr
	if hi.Sign() >= 0 {
		kids = append(kids, between(maxInt(lo, zero).String(), hi.String()))
	}
	if lo.Sign() < 0 {
		top := new(big.Int).Neg(lo)
		least := big.NewInt(1)
		if hi.Sign() < 0 {
			least = new(big.Int).Neg(hi)
		}
		kids = append(kids, seq(text("-"), between(least.String(), top.String())))
	}
	a, err := b.regular(alt(kids...))
	if err != nil || limit.multiple == nil {
		return a, err
	}
	m, err := b.multiples(limit)
	if err != nil {
		return nil, err
	}
	return b.product(a, m, false)
}

func ceil(r *big.Rat) *big.Int {
	n := new(big.Int).Neg(r.Num())
	n.Div(n, r.Denom()) // Euclidean: the floor, as the denominator is positive
	return n.Neg(n)
}

func maxInt(a, b *big.Int) *big.Int {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

// between returns the numbers without sign from lo to hi, without leading zeros.
func between(lo, hi string) *expr {
	var kids []*expr
	for len(lo) < len(hi) {
		kids = append(kids, sameLength(lo, strings.Repeat("9", len(lo))))
		lo = "1" + strings.Repeat("0", len(lo))
	}
	return alt(append(kids, sameLength(lo, hi))...)
}

// sameLength returns the numbers from lo to hi, all three of the same number of digits.
func sameLength(lo, hi string) *expr {
	if lo == hi {
		return text(lo)
	}
	rest := len(lo) - 1
	if rest == 0 {
		return charRange(rune(lo[0]), rune(hi[0]))
	}
	zeros, nines := strings.Repeat("0", rest), strings.Repeat("9", rest)
	if lo[0] == hi[0] {
		return seq(text(lo[:1]), sameLength(lo[1:], hi[1:]))
	}
	var kids []*expr
	first, last := lo[0], hi[0]
	if lo[1:] != zeros {
		kids = append(kids, seq(text(lo[:1]), sameLength(lo[1:], nines)))
		first++
	}
	if hi[1:] != nines {
		kids = append(kids, seq(text(hi[:1]), sameLength(zeros, hi[1:])))
		last--
	}
	if first <= last {
		kids = append(kids, seq(charRange(rune(first), rune(last)), repeat(digit, rest, rest)))
	}
	return alt(kids...)
}

// maxMultiple is the largest integer that multipleOf may be: one state per remainder.
const maxMultiple = 4096

// multiples returns the automaton of the integers that a positive integer divides.
func (b *budget) multiples(limit bounds) (*dfa, error) {
	m := int(limit.multiple.Num().Int64())
	a := &dfa{states: make([]dfaState, m+2)} // remainders, the beginning, after the sign
	fill := func(at, rem int, first byte) {
		for d := first; d <= 9; d++ {
			a.states[at].edges = append(a.states[at].edges, edge{'0' + d, '0' + d, int32((10*rem + int(d)) % m)})
		}
	}
	for r := range m {
		fill(r, r, 0)
	}
	a.states[0].accept = true
	a.start = int32(m)
	a.states[m].edges = []edge{{'-', '-', int32(m + 1)}}
	fill(m, 0, 0)
	fill(m+1, 0, 0)
	return b.tidy(a, nil)
}

// numbers returns the automaton of the numbers within bounds, written without an exponent.
func (b *budget) numbers(limit bounds) (*dfa, error) {
	places := fracDigits
	if limit.multiple != nil {
		n, ok := decimalPlaces(limit.multiple)
		if !ok {
			return b.integers(limit)
		}
		places = n
	}
	var kids []*expr
	zero := new(big.Rat)
	lo, hi := limit.lo, limit.hi
	// Not negative.
	if hi == nil || hi.Sign() > 0 || hi.Sign() == 0 && !limit.hiOpen {
		e, err := b.magnitudes(lo, limit.loOpen, hi, limit.hiOpen, places)
		if err != nil {
			return nil, err
		}
		kids = append(kids, e)
	}
	// Negative: the same with limits exchanged; zero has no sign.
	if lo == nil || lo.Sign() < 0 {
		from, open := zero, true
		if hi != nil && hi.Sign() < 0 {
			from, open = new(big.Rat).Neg(hi), limit.hiOpen
		}
		var to *big.Rat
		if lo != nil {
			to = new(big.Rat).Neg(lo)
		}
		e, err := b.magnitudes(from, open, to, limit.loOpen, places)
		if err != nil {
			return nil, err
		}
		kids = append(kids, seq(text("-"), e))
	}
	return b.regular(alt(kids...))
}

// decimalPlaces returns k for 10^−k, k ≥ 0.
func decimalPlaces(r *big.Rat) (int, bool) {
	n, exact := r.FloatPrec()
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	return n, exact && r.Num().IsInt64() && r.Num().Int64() == 1 && r.Denom().Cmp(power) == 0
}

// magnitudes returns the numbers without sign within limits, with up to so many digits after the point.
func (b *budget) magnitudes(lo *big.Rat, loOpen bool, hi *big.Rat, hiOpen bool, places int) (*expr, error) {
	whole := alt(text("0"), seq(charRange('1', '9'), repeat(digit, 0, intDigits-1)))
	e := whole
	if places > 0 {
		e = seq(whole, optional(seq(text("."), repeat(digit, 1, places))))
	}
	a, err := b.regular(e)
	if err != nil {
		return nil, err
	}
	for _, side := range []struct {
		limit *big.Rat
		open  bool
		above bool
	}{{lo, loOpen, true}, {hi, hiOpen, false}} {
		if side.limit == nil || side.above && side.limit.Sign() < 0 || side.limit.Cmp(new(big.Rat).SetInt(biggest)) > 0 && !side.above {
			continue
		}
		digits, exact := side.limit.FloatPrec()
		if !exact || digits > fracDigits || side.limit.Cmp(new(big.Rat).SetInt(biggest)) > 0 {
			return nil, &LimitError{"digits before or " + strconv.Itoa(fracDigits) + " after the point of a limit", intDigits}
		}
		whole, frac, _ := strings.Cut(side.limit.FloatString(digits), ".")
		f, err := b.regular(compare(whole, frac, side.open, side.above))
		if err != nil {
			return nil, err
		}
		if a, err = b.product(a, f, false); err != nil {
			return nil, err
		}
	}
	return automaton(a), nil
}

// compare returns the numbers without sign above or below a limit.
func compare(whole, frac string, open, above bool) *expr {
	anyFrac := optional(seq(text("."), repeat(digit, 1, -1)))
	n, _ := new(big.Int).SetString(whole, 10)
	one := big.NewInt(1)
	var kids []*expr
	if above {
		kids = append(kids, seq(between(new(big.Int).Add(n, one).String(), biggest.String()+"9"), anyFrac))
	} else if n.Sign() > 0 {
		kids = append(kids, seq(between("0", new(big.Int).Sub(n, one).String()), anyFrac))
	}
	// The same whole part: what follows the point decides.
	kids = append(kids, seq(text(whole), seq(text("."), compareFrac(frac, open, above, true))))
	if zero := strings.Trim(frac, "0") == ""; above && zero && !open || !above && !(zero && open) {
		kids = append(kids, text(whole))
	}
	return alt(kids...)
}

// compareFrac returns the digits after the point of a number above or below a limit with the same whole
// part. first says that no digit was there yet: one must follow.
func compareFrac(frac string, open, above, first bool) *expr {
	least := 0
	if first {
		least = 1
	}
	zeros, digits := repeat(text("0"), least, -1), repeat(digit, 0, -1)
	if strings.Trim(frac, "0") == "" {
		nonzero := seq(repeat(text("0"), 0, -1), charRange('1', '9'), digits)
		switch {
		case above && open:
			return nonzero
		case above:
			return repeat(digit, least, -1)
		case open:
			return alt() // zeros, or nothing, are equal
		}
		return zeros
	}
	d := rune(frac[0])
	kids := []*expr{seq(charRange(d, d), compareFrac(frac[1:], open, above, false))}
	if above && d < '9' {
		kids = append(kids, seq(charRange(d+1, '9'), digits))
	}
	if !above {
		if d > '0' {
			kids = append(kids, seq(charRange('0', d-1), digits))
		}
		if !first {
			kids = append(kids, empty) // the digits end before the limit's do
		}
	}
	return alt(kids...)
}
