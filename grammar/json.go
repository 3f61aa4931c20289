package grammar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A value is a JSON value whose members keep their order: null, bool, json.Number, string, []value or
// *object.
type value any

// An object is a JSON object.
type object struct {
	names  []string
	values map[string]value
}

// parseJSON parses one JSON value. Names that occur twice in an object, nesting beyond the limit and bytes
// that are not UTF-8 are errors.
func parseJSON(src []byte) (value, error) {
	if len(src) > maxSource {
		return nil, &LimitError{"bytes of a source", maxSource}
	}
	if !utf8.Valid(src) {
		return nil, &SyntaxError{"schema", -1, "not UTF-8"}
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	v, err := parseValue(d, 0)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errors.New("text after the value")
		}
	}
	var limit *LimitError
	if err != nil && !errors.As(err, &limit) {
		return nil, &SyntaxError{"schema", int(d.InputOffset()), err.Error()}
	}
	return v, err
}

func parseValue(d *json.Decoder, depth int) (value, error) {
	if depth > maxNesting {
		return nil, &LimitError{"values within values", maxNesting}
	}
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('['):
		list := []value{}
		for d.More() {
			v, err := parseValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := d.Token()
		return list, err
	case json.Delim('{'):
		o := &object{values: map[string]value{}}
		for d.More() {
			t, err := d.Token()
			if err != nil {
				return nil, err
			}
			name, ok := t.(string)
			if !ok {
				return nil, fmt.Errorf("%v is not a name", t)
			}
			if _, ok := o.values[name]; ok {
				return nil, fmt.Errorf("%q occurs twice", name)
			}
			v, err := parseValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			o.names = append(o.names, name)
			o.values[name] = v
		}
		_, err := d.Token()
		return o, err
	}
	return t, nil
}

// writeJSON returns the compact form of a value, in which a string has one spelling only: "\"", "\\" and
// control characters are escaped and nothing else is.
func writeJSON(v value) string {
	var out strings.Builder
	appendJSON(&out, v)
	return out.String()
}

func appendJSON(out *strings.Builder, v value) {
	switch v := v.(type) {
	case nil:
		out.WriteString("null")
	case bool:
		fmt.Fprint(out, v)
	case json.Number:
		out.WriteString(v.String())
	case string:
		out.WriteByte('"')
		for _, c := range v {
			out.WriteString(escape(c))
		}
		out.WriteByte('"')
	case []value:
		out.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			appendJSON(out, e)
		}
		out.WriteByte(']')
	case *object:
		out.WriteByte('{')
		for i, name := range v.names {
			if i > 0 {
				out.WriteByte(',')
			}
			appendJSON(out, name)
			out.WriteByte(':')
			appendJSON(out, v.values[name])
		}
		out.WriteByte('}')
	}
}

// escape returns the one spelling of a character within a JSON string.
//
// ref: https://www.rfc-editor.org/rfc/rfc8259, section 7
func escape(c rune) string {
	switch c {
	case '"', '\\':
		return `\` + string(c)
	case '\b':
		return `\b`
	case '\f':
		return `\f`
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	if c < 0x20 {
		return fmt.Sprintf(`\u%04x`, c)
	}
	return string(c)
}

// plain are the characters that stand for themselves in a JSON string.
var plain = charset{0x20, 0x21, 0x23, 0x5B, 0x5D, 0xD7FF, 0xE000, utf8.MaxRune}

// escaped returns the expression of one character of a set in a JSON string, in its one spelling.
func escaped(set charset) *expr {
	kids := []*expr{class(set.and(plain))}
	for _, c := range []rune{'"', '\\'} {
		if set.has(c) {
			kids = append(kids, text(escape(c)))
		}
	}
	for c := range rune(0x20) {
		if set.has(c) {
			kids = append(kids, text(escape(c)))
		}
	}
	if len(kids) == 1 {
		return kids[0]
	}
	return alt(kids...)
}

// quoted returns the expression of a JSON string with a certain content.
func quoted(content *expr) *expr { return seq(text(`"`), content, text(`"`)) }

// anyEscaped returns the expression of one character of a JSON string in any spelling that stands for
// exactly one character: a surrogate only as a pair.
func anyEscaped() *expr {
	hex := class(normal([]rune{'0', '9', 'A', 'F', 'a', 'f'}))
	short := class(normal([]rune{'"', '"', '\\', '\\', '/', '/', 'b', 'b', 'f', 'f', 'n', 'n', 'r', 'r', 't', 't'}))
	other := class(normal([]rune{'0', '9', 'A', 'C', 'E', 'F', 'a', 'c', 'e', 'f'}))
	d := class(normal([]rune{'D', 'D', 'd', 'd'}))
	low := class(normal([]rune{'C', 'F', 'c', 'f'}))
	high := class(normal([]rune{'8', '9', 'A', 'B', 'a', 'b'}))
	unit := alt(seq(other, hex, hex, hex), seq(d, charRange('0', '7'), hex, hex),
		seq(d, high, hex, hex, text(`\u`), d, low, hex, hex))
	return alt(class(plain), seq(text(`\`), alt(short, seq(text("u"), unit))))
}
