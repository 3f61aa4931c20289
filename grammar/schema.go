package grammar

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// SchemaOptions say how JSON is written. The zero value is ready to use.
type SchemaOptions struct {
	// Compact allows no white space. Otherwise there may be one space, or one line feed and up to 20
	// spaces, after "{", "[", "," and ":" and before "}" and "]", but neither before nor after the value.
	Compact bool
}

// Schema returns the grammar of the JSON texts that a schema describes. It takes what the structured
// outputs of OpenAI's interface name, and a little more:
//
//   - type, also a list of them; enum, const, anyOf; $ref to any part of the schema, recursion included,
//     $defs and definitions; allOf of a single schema
//   - properties, required, additionalProperties; items, minItems, maxItems
//   - minLength, maxLength, pattern, and the formats date-time, time, date, duration, email, hostname,
//     ipv4, ipv6 and uuid
//   - minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
//   - true and {} for any value; title, description, default, examples and other annotations, which say nothing
//
// Whatever else is an *UnsupportedError that names the keyword and where it stands. Every text of the
// grammar is valid, but not every valid text is one of the grammar:
//
//   - The members of an object come in the order in which properties names them. Without
//     additionalProperties there are no others; where it is given they come last, with names of plain
//     characters, and nothing keeps a name from occurring twice. An object without either may be any.
//   - Numbers have up to 18 digits before the point and 17 after it, exponents two; with bounds there is no
//     exponent. Integers are written without a point.
//   - With pattern, format, minLength or maxLength, and in const and enum, each character has one spelling:
//     only quotes, backslashes and control characters are escaped. A pattern is of Go's syntax, in which
//     what ECMA 262 has beyond it, such as look-ahead, is an error, and matches anywhere unless anchored.
//   - The 29th of February is no date. Times have an offset.
//
// ref: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas,
// https://json-schema.org/draft/2020-12/json-schema-validation
func Schema(src []byte, o SchemaOptions) (*Grammar, error) {
	root, err := parseJSON(src)
	if err != nil {
		return nil, err
	}
	s := &schema{budget: newBudget(), root: root, byPath: map[string]int{}, any: -1, space: empty}
	if !o.Compact {
		s.space = optional(alt(text(" "), seq(text("\n"), repeat(text(" "), 0, 20))))
	}
	s.rule("")
	if err := s.finish(); err != nil {
		return nil, err
	}
	return s.compile(s.rules)
}

// finish gives all rules bodies.
func (s *schema) finish() error {
	for len(s.pending) > 0 {
		p := s.pending[0]
		s.pending = s.pending[1:]
		if len(s.rules) > maxRules {
			return &LimitError{"rules", maxRules}
		}
		body, err := s.value(p.schema, p.path)
		if err != nil {
			return err
		}
		s.rules[p.rule].body = body
	}
	return nil
}

// A schema is a JSON Schema on its way to rules.
type schema struct {
	*budget
	root    value
	space   *expr
	rules   []rule
	byPath  map[string]int // rules by JSON pointer
	pending []pending
	any     int            // rule of any value, or −1
	calls   bool           // arguments of calls in FunctionGemma's notation rather than JSON
	strings map[string]int // rules by what keywords say
}

// A pending is a part of the schema whose rule has no body yet.
type pending struct {
	schema value
	path   string
	rule   int
}

// rule returns the rule of the part of the schema at a JSON pointer, or −1 if there is none.
func (s *schema) rule(path string) int {
	if r, ok := s.byPath[path]; ok {
		return r
	}
	part, ok := pointer(s.root, path)
	if !ok {
		return -1
	}
	r := len(s.rules)
	s.byPath[path] = r
	s.rules = append(s.rules, rule{name: "#" + path})
	s.pending = append(s.pending, pending{part, path, r})
	return r
}

// pointer returns the part of v that a JSON pointer names.
//
// ref: https://www.rfc-editor.org/rfc/rfc6901
func pointer(v value, path string) (value, bool) {
	if path == "" {
		return v, true
	}
	if path[0] != '/' {
		return nil, false
	}
	for _, name := range strings.Split(path[1:], "/") {
		name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		switch part := v.(type) {
		case *object:
			next, ok := part.values[name]
			if !ok {
				return nil, false
			}
			v = next
		case []value:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(part) {
				return nil, false
			}
			v = part[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// annotations are keywords that say nothing about what is valid.
var annotations = []string{"title", "description", "default", "examples", "example", "$schema", "$id", "$comment", "$defs", "definitions",
	"deprecated", "readOnly", "writeOnly", "strict"}

// byType are the keywords that are about one type, or about all of them.
var byType = map[string][]string{
	"":        {"type", "enum", "const", "anyOf", "allOf", "$ref"},
	"string":  {"minLength", "maxLength", "pattern", "format"},
	"integer": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
	"number":  {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
	"object":  {"properties", "required", "additionalProperties"},
	"array":   {"items", "minItems", "maxItems"},
	"boolean": nil,
	"null":    nil,
}

func unsupported(path, keyword, format string, args ...any) error {
	return &UnsupportedError{"#" + path, keyword, fmt.Sprintf(format, args...)}
}

// value returns the expression of the values that a schema describes.
func (s *schema) value(v value, path string) (*expr, error) {
	o, ok := v.(*object)
	if !ok {
		switch v {
		case true:
			return s.anyValue(), nil
		case false:
			return alt(), nil
		}
		return nil, unsupported(path, "schema", "is neither an object nor a boolean")
	}
	if err := known(o, path); err != nil {
		return nil, err
	}
	for _, word := range []string{"$ref", "anyOf", "allOf", "const", "enum"} {
		arg, ok := o.values[word]
		if !ok {
			continue
		}
		if err := s.alone(o, path, word); err != nil {
			return nil, err
		}
		switch word {
		case "$ref":
			return s.reference(arg, path)
		case "anyOf", "allOf":
			return s.anyOf(word, arg, path)
		case "const":
			arg = []value{arg}
		}
		return s.enum(arg, o, path, word)
	}
	types, err := s.types(o, path)
	if err != nil {
		return nil, err
	}
	if types == nil {
		return s.anyValue(), nil
	}
	if err := s.fitting(o, path, types); err != nil {
		return nil, err
	}
	var kids []*expr
	for _, t := range types {
		e, err := s.typed(t, o, path)
		if err != nil {
			return nil, err
		}
		kids = append(kids, e)
	}
	return alt(kids...), nil
}

// known reports a keyword that this package does not know.
func known(o *object, path string) error {
	for _, name := range o.names {
		ok := slices.Contains(annotations, name)
		for _, words := range byType {
			ok = ok || slices.Contains(words, name)
		}
		if !ok {
			return unsupported(path, name, "the keyword is not supported")
		}
	}
	return nil
}

// alone reports keywords beside one that decides everything. A type beside enum or const is allowed.
func (s *schema) alone(o *object, path, word string) error {
	for _, name := range o.names {
		typed := name == "type" && (word == "enum" || word == "const")
		if name != word && !typed && !slices.Contains(annotations, name) {
			return unsupported(path, name, "not supported beside %s", word)
		}
	}
	return nil
}

// types returns the types that a schema allows; nil: all.
func (s *schema) types(o *object, path string) ([]string, error) {
	var list []value
	switch t := o.values["type"].(type) {
	case nil:
		if _, ok := o.values["type"]; ok {
			return nil, unsupported(path, "type", "want a name or a list of names")
		}
		var found []string
		for _, name := range []string{"object", "array", "string", "number"} {
			if slices.ContainsFunc(byType[name], func(word string) bool { _, ok := o.values[word]; return ok }) {
				found = append(found, name)
			}
		}
		if len(found) > 0 {
			return nil, unsupported(path, "type", "must be given beside keywords about %s", strings.Join(found, " and "))
		}
		return nil, nil
	case string:
		list = []value{t}
	case []value:
		list = t
	}
	if len(list) == 0 {
		return nil, unsupported(path, "type", "want a name or a list of names")
	}
	var types []string
	for _, v := range list {
		name, ok := v.(string)
		if _, known := byType[name]; !ok || !known || name == "" {
			return nil, unsupported(path, "type", "%v is not a type", writeJSON(v))
		}
		types = append(types, name)
	}
	if slices.Contains(types, "number") {
		types = slices.DeleteFunc(types, func(t string) bool { return t == "integer" })
	}
	return types, nil
}

// fitting reports keywords about types that the schema does not allow: most likely a mistake.
func (s *schema) fitting(o *object, path string, types []string) error {
	for _, name := range o.names {
		ok := slices.Contains(annotations, name) || slices.Contains(byType[""], name)
		for _, t := range types {
			ok = ok || slices.Contains(byType[t], name)
		}
		if !ok {
			return unsupported(path, name, "does not apply to type %s", strings.Join(types, ", "))
		}
	}
	return nil
}

func (s *schema) typed(t string, o *object, path string) (*expr, error) {
	switch t {
	case "object":
		return s.object(o, path)
	case "array":
		return s.array(o, path)
	case "string":
		return s.string(o, path)
	case "integer", "number":
		return s.number(t, o, path)
	case "boolean":
		return alt(text("true"), text("false")), nil
	}
	return text(s.write(nil)), nil
}

// reference returns a reference to the rule of another part of the schema.
func (s *schema) reference(arg value, path string) (*expr, error) {
	target, ok := arg.(string)
	if !ok || !strings.HasPrefix(target, "#") {
		return nil, unsupported(path, "$ref", "want a reference within the schema, such as #/$defs/name")
	}
	r := s.rule(target[1:])
	if r < 0 {
		return nil, unsupported(path, "$ref", "the schema has no %q", target)
	}
	return ref(r), nil
}

func (s *schema) anyOf(word string, arg value, path string) (*expr, error) {
	list, ok := arg.([]value)
	if !ok || len(list) == 0 {
		return nil, unsupported(path, word, "want a list of schemas")
	}
	if word == "allOf" && len(list) > 1 {
		return nil, unsupported(path, word, "only a list of one schema is supported")
	}
	var kids []*expr
	for i, v := range list {
		e, err := s.value(v, fmt.Sprintf("%s/%s/%d", path, word, i))
		if err != nil {
			return nil, err
		}
		kids = append(kids, e)
	}
	return alt(kids...), nil
}

func (s *schema) enum(arg value, o *object, path, word string) (*expr, error) {
	list, ok := arg.([]value)
	if !ok || len(list) == 0 {
		return nil, unsupported(path, word, "want a list of values")
	}
	types, err := s.types(o, path)
	if err != nil {
		return nil, err
	}
	var kids []*expr
	for _, v := range list {
		if types == nil || slices.ContainsFunc(types, func(t string) bool { return hasType(v, t) }) {
			kids = append(kids, text(s.write(v)))
		}
	}
	return alt(kids...), nil
}

func hasType(v value, t string) bool {
	switch v := v.(type) {
	case nil:
		return t == "null"
	case bool:
		return t == "boolean"
	case string:
		return t == "string"
	case []value:
		return t == "array"
	case *object:
		return t == "object"
	case json.Number:
		if r, err := rational(v); t == "integer" {
			return err == nil && r.IsInt()
		}
		return t == "number"
	}
	return false
}
