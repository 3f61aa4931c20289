package gemma_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/grammar"
	"github.com/stretchr/testify/require"
)

// written generates to the end and returns the text.
func written(t testing.TB, s *gemma.Session, prompt string, p gemma.Params) string {
	t.Helper()
	var text strings.Builder
	for tok, err := range s.Generate(context.Background(), prompt, p) {
		require.NoError(t, err)
		text.WriteString(tok.Text)
	}
	return text.String()
}

// A structure is a schema whose texts are short, and what holds for each of its values.
type structure struct {
	schema string
	holds  func(v any) bool
}

func field(v any, name string) any { m, _ := v.(map[string]any); return m[name] }
func text(v any) string            { s, _ := v.(string); return s }
func matches(v any, pattern string) bool {
	s, ok := v.(string)
	return ok && regexp.MustCompile(pattern).MatchString(s)
}
func within(v any, lo, hi float64) bool { f, ok := v.(float64); return ok && f >= lo && f <= hi }
func length(v any, lo, hi int) bool     { l, ok := v.([]any); return ok && len(l) >= lo && len(l) <= hi }

var structures = []structure{
	{`{"type":"boolean"}`, func(v any) bool { _, ok := v.(bool); return ok }},
	{`{"type":"null"}`, func(v any) bool { return v == nil }},
	{`{"type":"integer","minimum":1,"maximum":10}`, func(v any) bool { return within(v, 1, 10) && v == math.Trunc(v.(float64)) }},
	{`{"type":"integer","minimum":0,"maximum":1000,"multipleOf":25}`, func(v any) bool { return within(v, 0, 1000) && math.Mod(v.(float64), 25) == 0 }},
	{`{"type":"number","minimum":-1,"maximum":1}`, func(v any) bool { return within(v, -1, 1) }},
	{`{"type":"number","exclusiveMinimum":0,"maximum":5,"multipleOf":0.1}`, func(v any) bool { return within(v, 0.1, 5) }},
	{`{"enum":["red","green","blue",7]}`, func(v any) bool { return v == "red" || v == "green" || v == "blue" || v == 7.0 }},
	{`{"const":{"ok":true}}`, func(v any) bool { return field(v, "ok") == true }},
	{`{"type":"string","maxLength":20}`, func(v any) bool { return len([]rune(text(v))) <= 20 }},
	{`{"type":"string","pattern":"^[A-Z][a-z]{2,8}$"}`, func(v any) bool { return matches(v, `^[A-Z][a-z]{2,8}$`) }},
	{`{"type":"string","format":"date"}`, func(v any) bool { _, err := time.Parse(time.DateOnly, text(v)); return err == nil }},
	{`{"type":"string","format":"date-time"}`, func(v any) bool { _, err := time.Parse(time.RFC3339, text(v)); return err == nil }},
	{`{"type":"string","format":"uuid"}`, func(v any) bool { return matches(v, `^[0-9A-Fa-f-]{36}$`) }},
	{`{"type":"string","format":"ipv4"}`, func(v any) bool { return matches(v, `^(\d{1,3}\.){3}\d{1,3}$`) }},
	{`{"type":"array","items":{"type":"integer","minimum":0,"maximum":99},"minItems":3,"maxItems":3}`, func(v any) bool { return length(v, 3, 3) }},
	{`{"type":"array","items":{"enum":["a","b"]},"maxItems":4}`, func(v any) bool { return length(v, 0, 4) }},
	{`{"type":["string","null"],"maxLength":9}`, func(v any) bool { return v == nil || len([]rune(text(v))) <= 9 }},
	{`{"anyOf":[{"type":"integer","minimum":5,"maximum":6},{"type":"boolean"}]}`, func(v any) bool { _, ok := v.(bool); return ok || within(v, 5, 6) }},
	{`{"type":"object","properties":{"name":{"type":"string","maxLength":15},"age":{"type":"integer","minimum":0,"maximum":120}},"required":["name","age"],"additionalProperties":false}`,
		func(v any) bool { return within(field(v, "age"), 0, 120) && len(v.(map[string]any)) == 2 }},
	{`{"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"null"},"c":{"const":1}},"required":["b"],"additionalProperties":false}`,
		func(v any) bool { _, ok := v.(map[string]any)["b"]; return ok }},
	{`{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{"v":{"enum":[1,2]},"next":{"anyOf":[{"type":"null"},{"type":"object","properties":{"end":{"type":"boolean"}},"required":["end"]}]}},"required":["v","next"]}}}`,
		func(v any) bool { return within(field(v, "v"), 1, 2) }},
	{`{"type":"object","properties":{"point":{"$ref":"#/$defs/p"},"tags":{"type":"array","items":{"type":"string","maxLength":6},"maxItems":2}},"required":["point","tags"],"$defs":{"p":{"type":"object","properties":{"x":{"type":"integer","minimum":-9,"maximum":9},"y":{"type":"integer","minimum":-9,"maximum":9}},"required":["x","y"]}}}`,
		func(v any) bool {
			return within(field(field(v, "point"), "x"), -9, 9) && length(field(v, "tags"), 0, 2)
		}},
}

func testStructures(t *testing.T, m *gemma.Model, params ...gemma.Params) {
	for i, st := range structures {
		c, err := m.Schema([]byte(st.schema))
		require.NoError(t, err, st.schema)
		for _, p := range params {
			p.Constraint, p.Seed = c, int64(i)
			s := session(t, m)
			out := written(t, s, "JSON: ", p)
			require.NoError(t, s.Close())
			var v any
			require.NoError(t, json.Unmarshal([]byte(out), &v), "%s: %q", st.schema, out)
			require.True(t, st.holds(v), "%s: %s", st.schema, out)
		}
	}
}

func TestStructuredTiny(t *testing.T) {
	testStructures(t, tiny(t, gemma.WithSessions(4)), gemma.Params{}, gemma.Params{Temperature: 1})
}

func TestStructuredReal(t *testing.T) {
	testStructures(t, open(t), gemma.Params{Temperature: 1, TopK: 64, TopP: 0.95})
}

type reading struct {
	City string  `json:"city" schema:"maxLength=20"`
	Temp float64 `json:"temp" schema:"minimum=-60;maximum=60"`
	Sky  string  `json:"sky" schema:"enum=clear|cloudy|rain"`
}

func TestExtract(t *testing.T) {
	m := tiny(t, gemma.WithSessions(4))
	v, err := gemma.Extract[reading](context.Background(), session(t, m), "Rain in Oslo, 4 degrees.", gemma.Params{})
	require.NoError(t, err)
	require.Contains(t, []string{"clear", "cloudy", "rain"}, v.Sky)
	require.InDelta(t, 0, v.Temp, 60)
	_, err = gemma.Extract[reading](context.Background(), session(t, m), "Oslo", gemma.Params{MaxTokens: 5})
	require.ErrorIs(t, err, gemma.ErrIncomplete)
	var unsupported *grammar.UnsupportedError
	_, err = gemma.Extract[func()](context.Background(), session(t, m), "Oslo", gemma.Params{})
	require.ErrorAs(t, err, &unsupported)
}

func TestConstraintsOfEveryKind(t *testing.T) {
	m := tiny(t, gemma.WithSessions(4))
	for _, c := range []struct {
		make    func() (*gemma.Constraint, error)
		pattern string
	}{
		{func() (*gemma.Constraint, error) { return m.Regex(`[a-c]{3}-\d+!`) }, `^[a-c]{3}-\d+!$`},
		{func() (*gemma.Constraint, error) { return m.Choices("north", "south", "north-east") }, `^(north|south|north-east)$`},
		{func() (*gemma.Constraint, error) { return m.GBNF("root ::= \"(\" [xy]{2,4} \")\"") }, `^\([xy]{2,4}\)$`},
		{func() (*gemma.Constraint, error) { return gemma.SchemaOf[bool](m) }, `^(true|false)$`},
	} {
		constraint, err := c.make()
		require.NoError(t, err)
		for seed := range int64(4) {
			s := session(t, m)
			require.Regexp(t, c.pattern, written(t, s, "a", gemma.Params{Temperature: 1, Seed: seed, Constraint: constraint, MaxTokens: 200}))
			require.NoError(t, s.Close())
		}
	}
	_, err := m.Regex(`(`)
	require.Error(t, err)
}

// What was chosen without a step is part of what the session goes on with.
func TestGoesOnAfterConstraint(t *testing.T) {
	m := tiny(t, gemma.WithSessions(4))
	c, err := m.Regex(`[ab]#!%&`)
	require.NoError(t, err)
	s := session(t, m)
	first := 0
	for _, err := range s.Generate(context.Background(), "hi", gemma.Params{Constraint: c}) {
		require.NoError(t, err)
		first++
	}
	require.Equal(t, 5, first)
	require.Less(t, s.Len(), 1+2+first-1, "nothing was chosen without a step")
	written(t, s, "xyz", gemma.Params{MaxTokens: 4})
	require.Equal(t, 1+2+first+3+3, s.Len())
}

func TestClassify(t *testing.T) {
	m := tiny(t, gemma.WithSessions(4))
	s := session(t, m)
	for _, labels := range [][]string{{"a", "b", "c"}, {"a", "bcd", "long label"}} {
		for _, classify := range []func(context.Context, string, ...string) ([]gemma.Label, error){s.Classify, s.ClassifyMean} {
			s.Reset()
			got, err := classify(context.Background(), "x:", labels...)
			require.NoError(t, err)
			sum := 0.0
			for i, l := range got {
				require.Equal(t, labels[i], l.Text)
				sum += l.Probability
			}
			require.InDelta(t, 1, sum, 1e-9)
		}
	}
	_, err := s.Classify(context.Background(), "x:", "a", "")
	require.Error(t, err)
	s.Reset()
	called := ""
	handle := func(name string) func(context.Context, string) error {
		return func(_ context.Context, request string) error { called = name + request; return errors.New("handled") }
	}
	to, err := s.Route(context.Background(), "!", gemma.Destination{Name: "bills", Handle: handle("bills")}, gemma.Destination{Name: "repairs", Handle: handle("repairs")})
	require.ErrorContains(t, err, "handled")
	require.Equal(t, to.Name+"!", called)
	_, err = s.Route(context.Background(), "!", to)
	require.ErrorContains(t, err, "empty session")
}

// On the real model the sensible label wins.
func TestClassifyReal(t *testing.T) {
	m := open(t)
	for prompt, want := range map[string]string{
		"The capital of France is": " Paris", "Two plus two is four. Three plus three is": " six", "The opposite of hot is": " cold",
	} {
		s := session(t, m)
		got, err := s.Choose(context.Background(), prompt, " Paris", " six", " cold")
		require.NoError(t, err)
		require.Equal(t, want, got, prompt)
		require.NoError(t, s.Close())
	}
	s := session(t, m)
	labels, err := s.Classify(context.Background(), "The first president of the United States was", " George Washington", " Albert Einstein")
	require.NoError(t, err)
	require.Greater(t, labels[0].Probability, 0.9, fmt.Sprint(labels))
}
