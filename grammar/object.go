package grammar

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// anyValue returns a reference to the rule of any JSON value.
func (s *schema) anyValue() *expr {
	if s.any < 0 {
		s.any = len(s.rules)
		s.rules = append(s.rules, rule{name: "any value"})
		s.rules[s.any].body = alt(s.anyObject(), s.list(ref(s.any), 0, -1), s.anyString(), plainNumber(),
			text("true"), text("false"), text(s.write(nil)))
	}
	return ref(s.any)
}

func (s *schema) anyObject() *expr {
	return s.members(nil, nil, s.member(s.anyName(), s.anyValue()))
}

// member returns the expression of a name and a value.
func (s *schema) member(name, v *expr) *expr { return seq(name, text(":"), s.space, v) }

// members returns the expression of an object.
func (s *schema) members(kids []*expr, required []bool, extra *expr) *expr {
	inside := &expr{kind: kList, kids: kids, list: &list{required: required, sep: seq(text(","), s.space), extra: extra}}
	return seq(text("{"), s.space, inside, s.space, text("}"))
}

// list returns the expression of an array of min to max items.
func (s *schema) list(item *expr, least, most int) *expr {
	between := s.space
	if most != 0 {
		rest := -1
		if most > 0 {
			rest = most - 1
		}
		items := seq(item, repeat(seq(text(","), s.space, item), max(least-1, 0), rest))
		if least == 0 {
			items = optional(items)
		}
		between = seq(s.space, items, s.space)
	}
	return seq(text("["), between, text("]"))
}

func (s *schema) object(o *object, path string) (*expr, error) {
	properties, declared := o.values["properties"].(*object)
	if _, ok := o.values["properties"]; ok && !declared {
		return nil, unsupported(path, "properties", "want an object")
	}
	required, err := s.required(o, properties, path)
	if err != nil {
		return nil, err
	}
	more, given := o.values["additionalProperties"]
	if !declared && (!given || more == true) {
		return s.anyObject(), nil
	}
	if !declared {
		properties = &object{}
	}
	var kids []*expr
	var need []bool
	for _, name := range s.order(properties.names) {
		at := path + "/properties/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
		v, err := s.value(properties.values[name], at)
		if err != nil {
			return nil, err
		}
		kids = append(kids, s.member(text(s.name(name)), v))
		need = append(need, slices.Contains(required, name))
	}
	var extra *expr
	if given && more != false {
		v, err := s.value(more, path+"/additionalProperties")
		if err != nil {
			return nil, err
		}
		name, err := s.otherNames(properties.names)
		if err != nil {
			return nil, err
		}
		extra = s.member(name, v)
	}
	return s.members(kids, need, extra), nil
}

func (s *schema) required(o, properties *object, path string) ([]string, error) {
	v, ok := o.values["required"]
	if !ok {
		return nil, nil
	}
	list, ok := v.([]value)
	if !ok {
		return nil, unsupported(path, "required", "want a list of names")
	}
	var names []string
	for _, v := range list {
		name, ok := v.(string)
		if !ok {
			return nil, unsupported(path, "required", "want a list of names")
		}
		if properties == nil || properties.values[name] == nil && !slices.Contains(properties.names, name) {
			return nil, unsupported(path, "required", "%q is not among properties", name)
		}
		names = append(names, name)
	}
	return names, nil
}

// otherNames returns the names of plain characters that are not in the list.
func (s *schema) otherNames(names []string) (*expr, error) {
	all := s.plainName()
	if len(names) == 0 {
		return all, nil
	}
	var kids []*expr
	for _, name := range names {
		kids = append(kids, text(s.name(name)))
	}
	x, err := s.regular(all)
	if err != nil {
		return nil, err
	}
	y, err := s.regular(alt(kids...))
	if err != nil {
		return nil, err
	}
	a, err := s.product(x, y, true)
	return automaton(a), err
}

func (s *schema) array(o *object, path string) (*expr, error) {
	least, most, err := s.counts(o, path, "minItems", "maxItems")
	if err != nil {
		return nil, err
	}
	item := s.anyValue
	if v, ok := o.values["items"]; ok {
		e, err := s.value(v, path+"/items")
		if err != nil {
			return nil, err
		}
		item = func() *expr { return e }
	}
	if most >= 0 && least > most {
		return alt(), nil
	}
	return s.list(item(), least, most), nil
}

// counts returns two counts; most is −1 if it is not given.
func (s *schema) counts(o *object, path, minWord, maxWord string) (least, most int, err error) {
	most = -1
	for _, side := range []struct {
		word string
		to   *int
	}{{minWord, &least}, {maxWord, &most}} {
		v, ok := o.values[side.word]
		if !ok {
			continue
		}
		n, ok := v.(json.Number)
		if !ok {
			return 0, 0, unsupported(path, side.word, "want a number")
		}
		r, err := rational(n)
		if err != nil || !r.IsInt() || r.Sign() < 0 {
			return 0, 0, unsupported(path, side.word, "want an integer, 0 or more")
		}
		if !r.Num().IsInt64() || r.Num().Int64() > maxStates/4 {
			return 0, 0, &LimitError{"items or characters in " + side.word, maxStates / 4}
		}
		*side.to = int(r.Num().Int64())
	}
	return least, most, nil
}

func (s *schema) number(t string, o *object, path string) (*expr, error) {
	var limit bounds
	given := false
	for _, w := range []string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"} {
		v, ok := o.values[w]
		if !ok {
			continue
		}
		given = true
		n, ok := v.(json.Number)
		if !ok {
			return nil, unsupported(path, w, "want a number")
		}
		r, err := rational(n)
		if err != nil {
			return nil, unsupported(path, w, "%v", err)
		}
		switch w {
		case "minimum":
			limit.lo = r
		case "maximum":
			limit.hi = r
		case "exclusiveMinimum":
			if limit.lo == nil || r.Cmp(limit.lo) >= 0 {
				limit.lo, limit.loOpen = r, true
			}
		case "exclusiveMaximum":
			if limit.hi == nil || r.Cmp(limit.hi) <= 0 {
				limit.hi, limit.hiOpen = r, true
			}
		case "multipleOf":
			_, tenth := decimalPlaces(r)
			whole := r.IsInt() && r.Sign() > 0 && r.Num().IsInt64() && r.Num().Int64() <= maxMultiple
			if !whole && !tenth {
				return nil, unsupported(path, w, "want an integer up to %d, or 0.1, 0.01, …", maxMultiple)
			}
			if places, _ := decimalPlaces(r); tenth && places > fracDigits {
				return nil, &LimitError{"digits after the point of multipleOf", fracDigits}
			}
			if limit.multiple = r; t == "integer" && tenth {
				limit.multiple = nil // every integer is a multiple
			}
		}
	}
	var a *dfa
	var err error
	switch {
	case t == "integer":
		a, err = s.integers(limit)
	case !given:
		return plainNumber(), nil
	default:
		a, err = s.numbers(limit)
	}
	if err != nil {
		return nil, err
	}
	return automaton(a), nil
}

// shared returns a reference to the rule of a kind of string, made once: a rule that many members call has one
// set of states, of which all but the last are the same for all of them.
func (s *schema) shared(kind string, body func() (*expr, error)) (*expr, error) {
	if r, ok := s.strings[kind]; ok {
		return ref(r), nil
	}
	e, err := body()
	if err != nil {
		return nil, err
	}
	if s.strings == nil {
		s.strings = map[string]int{}
	}
	s.strings[kind] = len(s.rules)
	s.rules = append(s.rules, rule{"string " + kind, e, true})
	return ref(s.strings[kind]), nil
}

func (s *schema) anyString() *expr {
	e, _ := s.shared("", func() (*expr, error) { return s.quoted(repeat(s.anyEscaped(), 0, -1)), nil })
	return e
}

// string returns the expression of a string.
func (s *schema) string(o *object, path string) (*expr, error) {
	var kind strings.Builder
	for _, word := range byType["string"] {
		if v, ok := o.values[word]; ok {
			kind.WriteString(word + ":" + writeJSON(v) + " ")
		}
	}
	if kind.Len() == 0 {
		return s.anyString(), nil
	}
	return s.shared(kind.String(), func() (*expr, error) { return s.bounded(o, path) })
}

// bounded returns the expression of a string with bounds. Pattern, format and length are automata over the
// characters in their one spelling, so that they can be combined.
func (s *schema) bounded(o *object, path string) (*expr, error) {
	least, most, err := s.counts(o, path, "minLength", "maxLength")
	if err != nil {
		return nil, err
	}
	var parts []*dfa
	for _, word := range []string{"pattern", "format"} {
		v, ok := o.values[word]
		if !ok {
			continue
		}
		source, ok := v.(string)
		if !ok {
			return nil, unsupported(path, word, "want a string")
		}
		if word == "format" {
			pattern, ok := formats[source]
			if !ok {
				return nil, unsupported(path, word, "%q is not supported", source)
			}
			source = "^(?:" + pattern + ")$"
		}
		a, err := s.pattern(source, path)
		if err != nil {
			return nil, err
		}
		parts = append(parts, a)
	}
	if len(parts) == 0 && least == 0 && most < 0 {
		return s.quoted(repeat(s.anyEscaped(), 0, -1)), nil
	}
	if len(parts) == 0 {
		if most >= 0 && least > most {
			return alt(), nil
		}
		return s.quoted(repeat(s.escaped(anyChar), least, most)), nil
	}
	if least > 0 || most >= 0 {
		if most >= 0 && least > most {
			return alt(), nil
		}
		a, err := s.regular(repeat(s.escaped(anyChar), least, most))
		if err != nil {
			return nil, err
		}
		parts = append(parts, a)
	}
	a := parts[0]
	for _, p := range parts[1:] {
		if a, err = s.product(a, p, false); err != nil {
			return nil, err
		}
	}
	return s.quoted(automaton(a)), nil
}

// pattern returns the automaton of the strings in which a pattern matches somewhere.
func (s *schema) pattern(source, path string) (*dfa, error) {
	r := &regexer{kind: "pattern", path: "#" + path, leaf: s.escaped, ecma: true}
	e, err := s.regex(ecma(source), r)
	if err != nil {
		return nil, err
	}
	around := repeat(s.escaped(anyChar), 0, -1)
	return s.regular(seq(around, e, around))
}

// ecma rewrites escapes that ECMA 262 and Go spell differently.
func ecma(source string) string {
	var out strings.Builder
	for i := 0; i < len(source); i++ {
		if source[i] != '\\' || i+1 == len(source) {
			out.WriteByte(source[i])
			continue
		}
		i++
		if n, err := strconv.ParseUint(source[i+1:min(i+5, len(source))], 16, 16); source[i] == 'u' && i+5 <= len(source) && err == nil {
			out.WriteString(`\x{` + strconv.FormatUint(n, 16) + `}`)
			i += 4
			continue
		}
		out.WriteByte('\\')
		out.WriteByte(source[i])
	}
	return out.String()
}

const (
	month31 = `(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])`
	month30 = `(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)`
	month28 = `02-(?:0[1-9]|1[0-9]|2[0-8])`
	dates   = `[0-9]{4}-(?:` + month31 + `|` + month30 + `|` + month28 + `)`
	timeOf  = `(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])`
	label   = `[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?`
	octet   = `(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])`
	group   = `[0-9A-Fa-f]{1,4}`
	clock   = `T(?:[0-9]{1,9}H(?:[0-9]{1,9}M)?(?:[0-9]{1,9}S)?|[0-9]{1,9}M(?:[0-9]{1,9}S)?|[0-9]{1,9}S)`
	host    = label + `(?:\.` + label + `){0,3}`
)

// formats are patterns of the formats that are supported; each matches only valid values.
//
// ref: https://json-schema.org/draft/2020-12/json-schema-validation, section 7.3
var formats = map[string]string{
	"date":      dates,
	"time":      timeOf,
	"date-time": dates + `T` + timeOf,
	"duration": `P(?:[0-9]{1,9}W|(?:[0-9]{1,9}Y(?:[0-9]{1,9}M)?(?:[0-9]{1,9}D)?|[0-9]{1,9}M(?:[0-9]{1,9}D)?|[0-9]{1,9}D)(?:` + clock + `)?|` +
		clock + `)`,
	"email":    `[A-Za-z0-9_+-]{1,32}(?:\.[A-Za-z0-9_+-]{1,15}){0,2}@` + host,
	"hostname": host,
	"ipv4":     octet + `(?:\.` + octet + `){3}`,
	"ipv6":     ipv6(),
	"uuid":     `[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`,
}

// ipv6 returns the pattern of eight groups, or of up to six with "::" for two or more that are zero.
func ipv6() string {
	kinds := []string{`(?:` + group + `:){7}` + group, `::`}
	for before := range 7 {
		head := ""
		if before > 0 {
			head = group + `(?::` + group + `){` + strconv.Itoa(before-1) + `}`
		}
		for after := range 7 - before {
			switch {
			case after > 0:
				kinds = append(kinds, head+`::`+group+`(?::`+group+`){`+strconv.Itoa(after-1)+`}`)
			case before > 0:
				kinds = append(kinds, head+`::`)
			}
		}
	}
	out := kinds[0]
	for _, k := range kinds[1:] {
		out += `|` + k
	}
	return out
}
