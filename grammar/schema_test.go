package grammar

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// jsonTokens is a vocabulary with which random JSON comes to an end.
func jsonTokens() []string {
	return []string{"\"", "\"", "\",", "{", "}", "[", "]", "]", ",", ":", " ", "\n", "a", "b", "é", "漢", "\\", "n", "u", "t", "r", "ue", "f",
		"als", "e", "l", "0", "1", "2", "3", "12", "5", "9", "-", ".", "+", "E", "/", "@", "T", "Z", "P", "c", "D", "d", "00", "x", "y", "\": ", "Y",
		"M", "H", "S", "W", "p", "q", "g", "_", "s", "i", "o", "name", "4", "6", "7", "8", "h", "v", "k", "w", "m", "z", "A", "C", "F", "B", "(", ")", "10"}
}

// sample returns a random text of a grammar, or false if it did not end in time.
func sample(t testing.TB, c *Constraint, tokens []string, rng *rand.Rand) (string, bool) {
	m := c.NewMatcher()
	defer m.Close()
	var out strings.Builder
	for range 3000 {
		if m.CanStop() && (m.Done() || rng.IntN(3) == 0) {
			return out.String(), true
		}
		ids := m.Mask().AppendIDs(nil)
		require.NotEmpty(t, ids, "no way on after %q", out.String())
		id := ids[rng.IntN(len(ids))]
		if out.Len() > 200 { // towards the end
			id = ids[0]
		}
		require.NoError(t, m.Accept(id))
		out.WriteString(tokens[id])
	}
	return "", false
}

// valid checks a value against a schema: an independent reading of the keywords.
func valid(root, schema, v any) error {
	s, ok := schema.(map[string]any)
	if !ok {
		if schema == false {
			return fmt.Errorf("false")
		}
		return nil
	}
	fail := func(word string) error { return fmt.Errorf("%s: %v against %v", word, v, s[word]) }
	if r, ok := s["$ref"]; ok {
		at := root
		for _, part := range strings.Split(r.(string), "/")[1:] {
			at = at.(map[string]any)[part]
		}
		return valid(root, at, v)
	}
	if list, ok := s["anyOf"].([]any); ok {
		for _, sub := range list {
			if valid(root, sub, v) == nil {
				return nil
			}
		}
		return fail("anyOf")
	}
	same := func(x any) bool { return fmt.Sprint(x) == fmt.Sprint(v) }
	if c, ok := s["const"]; ok && !same(c) {
		return fail("const")
	}
	if list, ok := s["enum"].([]any); ok && !slices.ContainsFunc(list, same) {
		return fail("enum")
	}
	types, _ := s["type"].([]any)
	if t, ok := s["type"].(string); ok {
		types = []any{t}
	}
	if types != nil && !slices.ContainsFunc(types, func(t any) bool { return isType(v, t.(string)) }) {
		return fail("type")
	}
	switch v := v.(type) {
	case string:
		return validString(s, v)
	case json.Number:
		return validNumber(s, v)
	case []any:
		if n, ok := s["minItems"]; ok && float64(len(v)) < num(n) {
			return fail("minItems")
		}
		if n, ok := s["maxItems"]; ok && float64(len(v)) > num(n) {
			return fail("maxItems")
		}
		for _, item := range v {
			if sub, ok := s["items"]; ok {
				if err := valid(root, sub, item); err != nil {
					return err
				}
			}
		}
	case map[string]any:
		required, _ := s["required"].([]any)
		for _, name := range required {
			if _, ok := v[name.(string)]; !ok {
				return fail("required")
			}
		}
		properties, _ := s["properties"].(map[string]any)
		for name, member := range v {
			sub, ok := properties[name]
			if !ok {
				if sub, ok = s["additionalProperties"]; !ok {
					continue
				}
			}
			if err := valid(root, sub, member); err != nil {
				return err
			}
		}
	}
	return nil
}

func num(n any) float64 { f, _ := n.(json.Number).Float64(); return f }

func isType(v any, t string) bool {
	switch v := v.(type) {
	case nil:
		return t == "null"
	case bool:
		return t == "boolean"
	case string:
		return t == "string"
	case []any:
		return t == "array"
	case map[string]any:
		return t == "object"
	case json.Number:
		r, _ := new(big.Rat).SetString(v.String())
		return t == "number" || t == "integer" && r.IsInt()
	}
	return false
}

func validString(s map[string]any, v string) error {
	n := float64(utf8.RuneCountInString(v))
	if m, ok := s["minLength"]; ok && n < num(m) {
		return fmt.Errorf("minLength: %q", v)
	}
	if m, ok := s["maxLength"]; ok && n > num(m) {
		return fmt.Errorf("maxLength: %q", v)
	}
	if p, ok := s["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
		return fmt.Errorf("pattern %s: %q", p, v)
	}
	switch s["format"] {
	case "date":
		_, err := time.Parse(time.DateOnly, v)
		return err
	case "date-time":
		_, err := time.Parse(time.RFC3339, v)
		return err
	}
	return nil
}

func validNumber(s map[string]any, v json.Number) error {
	r, _ := new(big.Rat).SetString(v.String())
	for word, ok := range map[string]func(c int) bool{
		"minimum": func(c int) bool { return c >= 0 }, "maximum": func(c int) bool { return c <= 0 },
		"exclusiveMinimum": func(c int) bool { return c > 0 }, "exclusiveMaximum": func(c int) bool { return c < 0 },
	} {
		if limit, given := s[word].(json.Number); given {
			l, _ := new(big.Rat).SetString(limit.String())
			if !ok(r.Cmp(l)) {
				return fmt.Errorf("%s: %v", word, v)
			}
		}
	}
	if m, given := s["multipleOf"].(json.Number); given {
		l, _ := new(big.Rat).SetString(m.String())
		if !new(big.Rat).Quo(r, l).IsInt() {
			return fmt.Errorf("multipleOf: %v", v)
		}
	}
	return nil
}

// schemas are one or more examples of every keyword.
var schemas = []string{
	`true`, `{}`, `{"type":"object"}`, `{"type":"array"}`, `{"type":"string"}`, `{"type":"number"}`, `{"type":"integer"}`,
	`{"type":"boolean"}`, `{"type":"null"}`, `{"type":["string","null","integer"]}`,
	`{"enum":["a","b\n\"",1,null,[1,2],{"x":true}]}`, `{"const":{"a":[1,"é"]}}`, `{"type":"string","enum":["a",1]}`,
	`{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}},"required":["a","b"],"additionalProperties":false}`,
	`{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"null"},"c":{"const":1}},"required":["b"]}`,
	`{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"null"}}}`,
	`{"type":"object","additionalProperties":{"type":"integer"}}`,
	`{"type":"object","properties":{"ab":{"type":"null"}},"additionalProperties":{"type":"boolean"}}`,
	`{"type":"object","properties":{"ab":{"type":"null"}},"required":["ab"],"additionalProperties":true}`,
	`{"type":"object","properties":{},"additionalProperties":false}`,
	`{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":4}`, `{"type":"array","items":{"type":"boolean"},"maxItems":0}`,
	`{"type":"array","items":{"type":"null"},"minItems":1}`, `{"type":"array","items":{"enum":["a","b"]},"maxItems":1}`,
	`{"type":"string","minLength":2,"maxLength":5}`, `{"type":"string","minLength":3}`, `{"type":"string","pattern":"^[ab]+$"}`,
	`{"type":"string","pattern":"^a\"b\\\\n"}`, `{"type":"string","pattern":"^a|b$","maxLength":4}`, `{"type":"string","pattern":"^(a|é)*$","minLength":3,"maxLength":6}`,
	`{"type":"string","format":"date"}`, `{"type":"string","format":"date-time"}`,
	`{"type":"integer","minimum":7,"maximum":123}`, `{"type":"integer","minimum":-15,"exclusiveMaximum":1205}`, `{"type":"integer","maximum":-3}`,
	`{"type":"integer","exclusiveMinimum":99,"multipleOf":7}`, `{"type":"integer","multipleOf":5,"minimum":-20,"maximum":20}`, `{"type":"integer","minimum":1.5,"maximum":3.5}`,
	`{"type":"number","minimum":0,"maximum":1}`, `{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}`, `{"type":"number","minimum":-2.25,"maximum":10.125}`,
	`{"type":"number","exclusiveMaximum":-0.05}`, `{"type":"number","minimum":12.5}`, `{"type":"number","multipleOf":0.01,"minimum":-1,"maximum":100}`, `{"type":"number","multipleOf":3}`,
	`{"anyOf":[{"type":"integer"},{"type":"array","items":{"$ref":"#"}}]}`,
	`{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"v":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["v","next"],"additionalProperties":false}}}`,
	`{"type":"object","properties":{"x":{"allOf":[{"$ref":"#/definitions/y"}]}},"required":["x"],"definitions":{"y":{"type":"boolean"}}}`,
}

// What a schema's grammar lets through parses, is valid, and is a text of the grammar for any tokens.
func TestSchemaTextsAreValid(t *testing.T) {
	tokens := jsonTokens()
	vocab := vocabOf(tokens)
	for _, compact := range []bool{false, true} {
		for i, src := range schemas {
			g, err := Schema([]byte(src), SchemaOptions{Compact: compact})
			require.NoError(t, err, src)
			c := NewConstraint(g, vocab)
			var schema any
			require.NoError(t, decode(src, &schema))
			rng := rand.New(rand.NewPCG(uint64(i), 2))
			ended := 0
			for range 150 {
				text, ok := sample(t, c, tokens, rng)
				if !ok {
					continue
				}
				ended++
				var v any
				require.NoError(t, decode(text, &v), "%s: %s", src, text)
				require.NoError(t, valid(schema, schema, v), "%s: %s", src, text)
				if compact {
					require.NotContains(t, text, "\n")
				}
			}
			require.Greater(t, ended, 20, src)
		}
	}
}

func decode(src string, to any) error {
	d := json.NewDecoder(strings.NewReader(src))
	d.UseNumber()
	return d.Decode(to)
}

// takes reports whether a text belongs to a grammar.
func (g *Grammar) takes(s string) bool {
	m := newMachine(g)
	at := m.config(m.frame(frame{g.start[0], bottom}))
	for i := range len(s) {
		if at = m.step(at, s[i]); at < 0 {
			return false
		}
	}
	return m.confs.at(at).accept
}

// Valid texts in the form that the documentation describes are texts of the grammar.
func TestSchemaTakes(t *testing.T) {
	for _, c := range []struct {
		schema string
		yes    []string
		no     []string
	}{
		{`{"type":"integer","minimum":-15,"maximum":1205}`, []string{"-15", "-1", "0", "9", "10", "999", "1205"}, []string{"-16", "1206", "-0", "01", "1.0", "", "12050"}},
		{`{"type":"number","minimum":-2.25,"exclusiveMaximum":10.5}`, []string{"-2.25", "-2.250", "-2.2", "0", "0.0", "10", "10.49999", "3.14"}, []string{"-2.26", "10.5", "10.50", "11", "-3", "1e1", "-0"}},
		{`{"type":"integer","exclusiveMinimum":99,"exclusiveMaximum":101}`, []string{"100"}, []string{"99", "101"}},
		{`{"type":"number"}`, []string{"-0.5e+10", "0", "12E3", "1.25"}, []string{"1.", ".5", "01", "+1", "1e", "NaN"}},
		{`{"type":"string"}`, []string{`""`, `"😀"`, `"é\u00e9\ud83d\ude00\/"`, "\"\x7f\""}, []string{`"\ud83d"`, `"\ude00"`, "\"\n\"", `"\x"`, "\"\xff\"", `"a`}},
		{`{"type":"string","maxLength":2}`, []string{`""`, `"é漢"`, `"\n\\"`}, []string{`"abc"`, `"\u00e9"`}},
		{`{"type":"string","format":"ipv6"}`, []string{`"::"`, `"::1"`, `"1::"`, `"fe80::1:2"`, `"1:2:3:4:5:6:7:8"`, `"1::3:4:5:6:7"`}, []string{`"1:2:3"`, `":::"`, `"1::2::3"`, `"1:2:3:4:5:6:7:8:9"`, `"12345::"`}},
		{`{"type":"string","format":"ipv4"}`, []string{`"0.0.0.0"`, `"255.10.99.1"`}, []string{`"256.1.1.1"`, `"1.1.1"`, `"01.1.1.1"`}},
		{`{"type":"string","format":"uuid"}`, []string{`"123e4567-e89b-12d3-a456-426614174000"`}, []string{`"123e4567"`}},
		{`{"type":"string","format":"email"}`, []string{`"a.b@c.de"`}, []string{`"a@"`, `".a@b"`, `"a b@c"`}},
		{`{"type":"string","format":"hostname"}`, []string{`"example.com"`, `"a-b"`}, []string{`"-a"`, `"a..b"`, `""`}},
		{`{"type":"string","format":"duration"}`, []string{`"P1Y2M3DT4H5M6S"`, `"PT5S"`, `"P2W"`, `"P1D"`}, []string{`"P"`, `"PT"`, `"P1DT"`, `"1D"`}},
		{`{"type":"string","format":"time"}`, []string{`"23:59:59Z"`, `"00:00:00.5+01:30"`}, []string{`"24:00:00Z"`, `"12:00:00"`}},
		{`{"type":"string","format":"date"}`, []string{`"2024-02-28"`, `"1999-12-31"`}, []string{`"2024-02-30"`, `"2024-04-31"`, `"2024-13-01"`}},
		{`{"type":"object","properties":{"a":{"type":"null"},"b":{"type":"null"},"c":{"type":"null"}},"required":["b"]}`,
			[]string{`{"b":null}`, `{"a":null,"b":null}`, "{\n  \"a\": null,\n  \"b\": null,\n  \"c\": null\n}", `{ "b": null, "c":null }`}, []string{`{}`, `{"a":null}`, `{"b":null,"a":null}`, `{,"b":null}`, `{"b":null,}`, `{"b":null,"d":null}`, `{"b" :null}`, ` {"b":null}`}},
		{`{"type":"object","properties":{"ab":{"type":"null"}},"additionalProperties":{"const":1}}`, []string{`{}`, `{"ab":null}`, `{"abc":1,"a":1}`, `{"ab":null,"x":1}`}, []string{`{"ab":1}`, `{"x":null}`}},
		{`{"type":"array","items":{"const":1},"minItems":2,"maxItems":3}`, []string{`[1,1]`, `[1, 1, 1]`}, []string{`[]`, `[1]`, `[1,1,1,1]`, `[1,]`}},
		{`{"type":"string","pattern":"^\\u0041\\/\\d$"}`, []string{`"A/1"`}, []string{`"A1"`}},
		{`{"const":"\"\\\u0001\n/é"}`, []string{`"\"\\\u0001\n/é"`}, []string{`"\"\\\u0001\u000a/é"`}},
		{`{"properties":{"a":{"type":"null"}},"type":"object","required":["a"]}`, []string{`{"a":null}`}, nil},
	} {
		g, err := Schema([]byte(c.schema), SchemaOptions{})
		require.NoError(t, err, c.schema)
		for _, s := range c.yes {
			require.True(t, g.takes(s), "%s: %s", c.schema, s)
		}
		for _, s := range c.no {
			require.False(t, g.takes(s), "%s: %s", c.schema, s)
		}
	}
}

// What cannot be enforced is refused by name and place, and so is what would cost too much.
func TestSchemaErrors(t *testing.T) {
	for _, c := range []struct {
		schema, keyword, path string
	}{
		{`{"type":"object","properties":{"a":{"type":"string","contentEncoding":"base64"}}}`, "contentEncoding", "#/properties/a"},
		{`{"oneOf":[{"type":"null"}]}`, "oneOf", "#"},
		{`{"not":{}}`, "not", "#"},
		{`{"allOf":[{},{}]}`, "allOf", "#"},
		{`{"type":"object","patternProperties":{}}`, "patternProperties", "#"},
		{`{"type":"string","minimum":1}`, "minimum", "#"},
		{`{"minimum":1}`, "type", "#"},
		{`{"type":"text"}`, "type", "#"},
		{`{"type":[]}`, "type", "#"},
		{`{"$ref":"http://example.com"}`, "$ref", "#"},
		{`{"$ref":"#/$defs/a"}`, "$ref", "#"},
		{`{"anyOf":[{"type":"string","format":"color"}]}`, "format", "#/anyOf/0"},
		{`{"type":"string","pattern":"\\bword\\b"}`, `\b`, "#"},
		{`{"type":"object","properties":{"a":{}},"required":["b"]}`, "required", "#"},
		{`{"anyOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"},{"type":"null"}]},"b":{"$ref":"#/$defs/a"}}}`, "left recursion", "#/$defs/"},
		{`{"type":"number","multipleOf":0.3}`, "multipleOf", "#"},
		{`{"anyOf":[{"type":"null"}],"type":"null"}`, "type", "#"},
		{`[]`, "schema", "#"},
		{`{"type":"array","minItems":-1}`, "minItems", "#"},
	} {
		_, err := Schema([]byte(c.schema), SchemaOptions{})
		var bad *UnsupportedError
		require.ErrorAs(t, err, &bad, c.schema)
		require.Equal(t, c.keyword, bad.Keyword, c.schema)
		require.True(t, strings.HasPrefix(bad.Path, c.path), "%s: %s", c.schema, bad.Path)
	}
	var syntax *SyntaxError
	for _, src := range []string{``, `{`, `{"a":1}x`, `{"a":1,"a":2}`, "\"\xff\"", `{"type":"string","pattern":"("}`, `{"type":"string","pattern":"(?=a)"}`} {
		_, err := Schema([]byte(src), SchemaOptions{})
		require.ErrorAs(t, err, &syntax, src)
	}
	for _, src := range []string{`false`, `{"type":"integer","minimum":2,"maximum":1}`, `{"type":"string","minLength":2,"maxLength":1}`, `{"enum":["a"],"type":"integer"}`,
		`{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}`, `{"$ref":"#"}`} {
		_, err := Schema([]byte(src), SchemaOptions{})
		require.ErrorIs(t, err, ErrEmpty, src)
	}
	var limit *LimitError
	for _, src := range []string{`{"type":"array","maxItems":1000000}`, `{"type":"string","pattern":"((a{1000}){1000}){1000}"}`,
		strings.Repeat(`{"anyOf":[`, 200) + `true` + strings.Repeat(`]}`, 200), `{"type":"number","minimum":1e30}`,
		`{"type":"string","pattern":"(a|b)*a(a|b){20}"}`} {
		_, err := Schema([]byte(src), SchemaOptions{})
		require.ErrorAs(t, err, &limit, src)
	}
}
