package grammar

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Package regexp is the oracle for regular expressions.
func TestRegex(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	letters := []string{"a", "b", "c", "é", "漢", "\n", "1", "A", "_", " ", "\xff"}
	for _, pattern := range []string{``, `a`, `a*b+c?`, `(ab|a)(bc|c)`, `[^a]*`, `[a-c\d]{2,3}`, `.*`, `(?s).*`, `(?i)aB`, `^a$|^b`, `a|b$`, `(^a|b)*`, `a*$b*`,
		`\pL+`, `\w+ \S`, `(?:a{2}){2}`, `(a|b)*a(a|b){3}`, `[éa]+1`, `x^`, `()`, `(|a)*`, `[[:alpha:]]+`, `\x{6f22}?`} {
		re := regexp.MustCompile(`\A(?:` + pattern + `)\z`)
		g, err := Regex(pattern)
		if err == ErrEmpty {
			require.Equal(t, `x^`, pattern)
			continue
		}
		require.NoError(t, err, pattern)
		for range 3000 {
			var s strings.Builder
			for range rng.IntN(7) {
				s.WriteString(letters[rng.IntN(len(letters))])
			}
			want := re.MatchString(s.String()) && !strings.Contains(s.String(), "\xff")
			require.Equal(t, want, g.takes(s.String()), "%s: %q", pattern, s.String())
		}
	}
	var unsupported *UnsupportedError
	for _, pattern := range []string{`\ba`, `(?m)^a`, `a\B`} {
		_, err := Regex(pattern)
		require.ErrorAs(t, err, &unsupported, pattern)
	}
	var syntax *SyntaxError
	_, err := Regex(`(a`)
	require.ErrorAs(t, err, &syntax)
	var limit *LimitError
	for _, pattern := range []string{`(a|b)*a(a|b){200}`, `a{1001}`, strings.Repeat("(", 2000) + strings.Repeat(")", 2000), strings.Repeat("a", maxSource+1)} {
		_, err := Regex(pattern)
		require.ErrorAs(t, err, &limit, pattern[:min(len(pattern), 20)])
	}
}

func TestChoices(t *testing.T) {
	g, err := Choices([]string{"yes", "no", "not sure", "é", "no"})
	require.NoError(t, err)
	for s, want := range map[string]bool{"yes": true, "no": true, "not sure": true, "é": true, "": false, "not": false, "yesno": false} {
		require.Equal(t, want, g.takes(s), s)
	}
	many := make([]string, 20000)
	for i := range many {
		many[i] = strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/1000)
	}
	_, err = Choices(many)
	require.NoError(t, err)
	_, err = Choices(nil)
	require.ErrorIs(t, err, ErrEmpty)
	var syntax *SyntaxError
	for _, bad := range []string{"", "\xff"} {
		_, err = Choices([]string{"a", bad})
		require.ErrorAs(t, err, &syntax)
	}
}

func TestGBNF(t *testing.T) {
	for _, c := range []struct {
		src     string
		yes, no []string
	}{
		{`root ::= "a" | "b" root`, []string{"a", "bba"}, []string{"", "ab"}},
		{"# comment\nroot ::= (\n \"x\" # one\n | item{2,3} )+\n\nitem ::= [0-9] .?", []string{"x", "12", "1x2y", "xx11"}, []string{"1", "y"}},
		{`root ::= "\"\\\n\t\x41\u00e9\U0001F600" [^\]\-a-c\n]`, []string{"\"\\\n\tAé😀d"}, []string{"\"\\\n\tAé😀a", "\"\\\n\tAé😀]"}},
		{`root ::= "(" root ")" | ""`, []string{"", "()", "((()))"}, []string{"(", ")(", "(()"}},
		{`root ::= pair{3}` + "\n" + `pair ::= [a-b]{2,} "-" [-x]? ` + "\n", []string{"ab-ab-xaaa--"}, []string{"a-ab-ab-"}},
		{`root ::= a b` + "\n" + `a ::= "x" a | ""` + "\n" + `b ::= "y"*`, []string{"", "xx", "xyy", "y"}, []string{"yx"}},
		{"root ::= x |\n  \"q\"\nx ::= [漢-漣]", []string{"漢", "q"}, []string{"a"}},
	} {
		g, err := GBNF(c.src)
		require.NoError(t, err, c.src)
		for _, s := range c.yes {
			require.True(t, g.takes(s), "%s: %q", c.src, s)
		}
		for _, s := range c.no {
			require.False(t, g.takes(s), "%s: %q", c.src, s)
		}
	}
	var syntax *SyntaxError
	for _, src := range []string{``, `root`, `root ::= "a`, `root ::= [a`, `root ::= (a`, `root ::= b`, "root ::= \"a\"\nroot ::= \"b\"", `root ::= "a"{3,2}`, `root ::= "a"{`,
		`root ::= "\q"`, `root ::= [z-a]`, `root ::= "a" ]`, "root ::= \"\xff\"", `root ::= "\ud800"`, `a ::= "b"`, `::= "b"`} {
		_, err := GBNF(src)
		require.ErrorAs(t, err, &syntax, src)
	}
	var unsupported *UnsupportedError
	for _, src := range []string{`root ::= root "a" | "b"`, "root ::= n root | \"b\"\nn ::= \"x\"?", "root ::= \"z\" a\na ::= b \"x\" | \"q\"\nb ::= a | \"y\""} {
		_, err := GBNF(src)
		require.ErrorAs(t, err, &unsupported, src)
	}
	var limit *LimitError
	for _, src := range []string{`root ::= [a-z]{70000}`, `root ::= ` + strings.Repeat("(", 500) + `"a"` + strings.Repeat(")", 500), strings.Repeat(" ", maxSource+1)} {
		_, err := GBNF(src)
		require.ErrorAs(t, err, &limit, src[:min(30, len(src))])
	}
	_, err := GBNF(`root ::= "a" root`)
	require.ErrorIs(t, err, ErrEmpty)
}

// Repetitions within repetitions and chains of rules cost no more than the limits allow.
func TestHostileSources(t *testing.T) {
	var chain strings.Builder
	chain.WriteString("root ::= r0\n")
	for i := range 4000 {
		chain.WriteString("r" + strconv.Itoa(i) + " ::= r" + strconv.Itoa(i+1) + " r" + strconv.Itoa(i+1) + "\n")
	}
	chain.WriteString("r4000 ::= \"x\"\n")
	try := func(g *Grammar, err error) error {
		if err == nil {
			fuzz(t, g, nil, 1) // what compiles can be followed
		}
		return err
	}
	gbnf := func(src string) func() error { return func() error { return try(GBNF(src)) } }
	regex := func(src string) func() error { return func() error { return try(Regex(src)) } }
	schema := func(src string) func() error {
		return func() error { return try(Schema([]byte(src), SchemaOptions{})) }
	}
	var manyRules strings.Builder
	manyRules.WriteString("root ::= r0\n")
	for i := range 20000 {
		fmt.Fprintf(&manyRules, "r%d ::= \"(\" r%d \")\" | r%d\n", i, (i*7)%20000, (i*11)%20000)
	}
	anyOf := `{"type":"null"}`
	for range 14 {
		anyOf = `{"anyOf":[` + anyOf + `,{"type":"array","items":` + anyOf + `}]}`
	}
	for name, f := range map[string]func() error{
		"doubling": func() error { _, err := GBNF(chain.String()); return err },
		"powers":   func() error { _, err := GBNF(`root ::= (("ab"{1000}){1000}){1000}`); return err },
		"stars":    func() error { _, err := GBNF(`root ::= (((("a"*)*)*)* "b"?)* `); return err },
		"sets": func() error {
			_, err := GBNF(`root ::= ` + strings.Repeat(`[^a\u0100-\u2000]{50} | `, 300) + `"a"`)
			return err
		},
		"brackets":   gbnf("root ::= " + strings.Repeat("(", 100000)),
		"ambiguous":  gbnf(`root ::= (("a" | "a" | "a"?){0,40} ("a"* "a"*){0,40}){0,40} "b"`),
		"palindrome": gbnf(`root ::= . root . | ""`),
		"everywhere": gbnf("root ::= item*\nitem ::= \"(\" root \")\" | [^()]"),
		"left":       gbnf("root ::= a\na ::= b? c\nc ::= b? a | \"x\"\nb ::= \"\""),
		"rules":      gbnf(manyRules.String()),
		"counted":    regex(`((a{1000}){1000}){1000}`),
		"unions":     regex(`(` + strings.Repeat(`[a-c]*x?`, 200) + `){900}`),
		"powerset":   regex(`(?s).*a.{24}`),
		"ends":       regex(`(a*)*(a*)*(a*)*$`),
		"lengths":    schema(`{"type":"string","minLength":100000000,"maxLength":1000000000}`),
		"items":      schema(`{"type":"array","items":{"type":"array","items":{"type":"string","maxLength":1000},"maxItems":1000},"minItems":1000,"maxItems":100000}`),
		"pattern":    schema(`{"type":"string","pattern":"(a|b)*a(a|b){300}$"}`),
		"product":    schema(`{"type":"string","pattern":"^(a{1,99}b){1,9}$","format":"email","minLength":70,"maxLength":900}`),
		"numbers":    schema(`{"type":"number","minimum":0.00000000000000001,"maximum":99999999999999999,"multipleOf":0.00000000000000003}`),
		"nesting":    schema(strings.Repeat(`{"type":"array","items":`, 20000) + `true` + strings.Repeat(`}`, 20000)),
		"anyOf":      schema(anyOf),
		"enum":       schema(`{"enum":[` + strings.Repeat(`"`+strings.Repeat("ab", 400)+`",`, 1000) + `1]}`),
		"defs": func() error {
			src := `{"$ref":"#/$defs/a0","$defs":{`
			for i := range 1000 {
				next := `{"$ref":"#/$defs/a` + strconv.Itoa(i+1) + `"}`
				src += `"a` + strconv.Itoa(i) + `":{"type":"object","properties":{"x":` + next + `,"y":` + next + `}},`
			}
			_, err := Schema([]byte(src+`"a1000":{"type":"null"}}}`), SchemaOptions{})
			return err
		},
	} {
		start := time.Now()
		err := f()
		var limit *LimitError
		var unsupported *UnsupportedError
		var syntax *SyntaxError
		if err != nil {
			known := errors.As(err, &limit) || errors.As(err, &unsupported) || errors.As(err, &syntax) || errors.Is(err, ErrEmpty)
			require.True(t, known, "%s: %v", name, err)
			require.Less(t, len(err.Error()), 300, name)
		}
		t.Logf("%s: %v, %v", name, err, time.Since(start).Round(time.Millisecond))
	}
}

// Matchers of one constraint work at the same time and see the same masks.
func TestConcurrentMatchers(t *testing.T) {
	g, err := Schema([]byte(`{"type":"array","items":{"type":"array"}}`), SchemaOptions{})
	require.NoError(t, err)
	words := jsonTokens()
	c := NewConstraint(g, vocabOf(words))
	var all sync.WaitGroup
	texts := make([]string, 8)
	for i := range texts {
		all.Go(func() { texts[i], _ = sample(t, c, words, rand.New(rand.NewPCG(uint64(i%2), 7))) })
	}
	all.Wait()
	for i, s := range texts {
		require.Equal(t, texts[i%2], s)
	}
}

// fuzz compiles a source and follows a random text of its grammar.
func fuzz(t *testing.T, g *Grammar, err error, seed uint64) {
	if err != nil {
		return
	}
	words := jsonTokens()
	m := NewConstraint(g, vocabOf(words)).NewMatcher()
	rng := rand.New(rand.NewPCG(seed, 9))
	for range 30 {
		ids := m.Mask().AppendIDs(nil)
		if m.Err() != nil || len(ids) == 0 {
			break
		}
		if id, ok := m.Forced(); ok && (len(ids) != 1 || ids[0] != id) {
			t.Fatalf("forced %d, allowed %v", id, ids)
		}
		if err := m.Accept(ids[rng.IntN(len(ids))]); err != nil && m.Err() == nil {
			t.Fatal(err)
		}
	}
}

func FuzzSchema(f *testing.F) {
	for _, src := range schemas {
		f.Add(src, uint64(1))
	}
	f.Fuzz(func(t *testing.T, src string, seed uint64) {
		g, err := Schema([]byte(src), SchemaOptions{})
		fuzz(t, g, err, seed)
	})
}

func FuzzRegex(f *testing.F) {
	for _, src := range []string{`a*b+c?`, `(?i)[^a-z]{2,3}|^x$`, `\pL+\d`, `((a{30}){30}){2}`} {
		f.Add(src, uint64(1))
	}
	f.Fuzz(func(t *testing.T, src string, seed uint64) {
		g, err := Regex(src)
		fuzz(t, g, err, seed)
	})
}

func FuzzGBNF(f *testing.F) {
	for _, src := range []string{`root ::= "a" | "b" root`, "root ::= (x | [^a-z]{2,3})+ # c\nx ::= .? \"\\u00e9\"", `root ::= "(" root ")" | ""`} {
		f.Add(src, uint64(1))
	}
	f.Fuzz(func(t *testing.T, src string, seed uint64) {
		g, err := GBNF(src)
		fuzz(t, g, err, seed)
	})
}
