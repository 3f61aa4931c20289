package grammar_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/grammar"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/stretchr/testify/require"
)

// products returns n names of two to four words.
func products(n int) []string {
	rng := rand.New(rand.NewPCG(3, 5))
	words := strings.Fields("red green blue Steel wooden soft hard Ultra mini max Chair table lamp engine größe 机器 π screen cover " +
		"left right outer inner cable driver holder 12V 240V kit set pro classic series")
	out := make([]string, n)
	for i := range out {
		parts := []string{}
		for range 2 + rng.IntN(3) {
			parts = append(parts, words[rng.IntN(len(words))])
		}
		out[i] = fmt.Sprintf("%s %d", strings.Join(parts, " "), i)
	}
	return out
}

// fields returns the schema of an object of n members of seven kinds.
func fields(n int) string {
	kinds := []string{`{"type":"string"}`, `{"type":"integer"}`, `{"type":"boolean"}`, `{"type":"string","maxLength":40}`,
		`{"type":"array","items":{"type":"string"}}`, `{"enum":["a","b"]}`, `{"type":["string","null"]}`}
	var props, required []string
	for i := range n {
		props = append(props, fmt.Sprintf(`"field_%d":%s`, i, kinds[i%len(kinds)]))
		if i%3 == 0 {
			required = append(required, fmt.Sprintf(`"field_%d"`, i))
		}
	}
	return `{"type":"object","additionalProperties":false,"required":[` + strings.Join(required, ",") + `],"properties":{` + strings.Join(props, ",") + `}}`
}

// nested returns the schema of n objects within each other.
func nested(n int) string {
	s := `{"type":"string"}`
	for i := range n {
		s = fmt.Sprintf(`{"type":"object","required":["name","child"],"properties":{"name":{"type":"string","minLength":2,"maxLength":60},`+
			`"level_%d":{"type":"number"},"child":%s}}`, i, s)
	}
	return s
}

const jsonGBNF = `
root   ::= object
value  ::= object | array | string | number | ("true" | "false" | "null") ws
object ::= "{" ws (string ":" ws value ("," ws string ":" ws value)*)? "}" ws
array  ::= "[" ws (value ("," ws value)*)? "]" ws
string ::= "\"" ([^"\\\x7F\x00-\x1F] | "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4}))* "\"" ws
number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws
ws     ::= | " " | "\n" [ \t]{0,20}
`

const cGBNF = `
root ::= (declaration)*
declaration ::= dataType identifier "(" parameter? ")" "{" ws statement* "}" ws
dataType ::= "int" ws | "float" ws | "char" ws
identifier ::= [a-zA-Z_] [a-zA-Z_0-9]*
parameter ::= dataType identifier ("," ws dataType identifier)*
statement ::= dataType identifier ws "=" ws expression ";" ws | identifier ws "=" ws expression ";" ws |
  identifier ws "(" argList? ")" ";" ws | "return" ws expression ";" ws | "while" "(" condition ")" "{" ws statement* "}" ws |
  "for" "(" forInit ";" ws condition ";" ws forUpdate ")" "{" ws statement* "}" ws |
  "if" "(" condition ")" "{" ws statement* "}" ws ("else" "{" ws statement* "}" ws)? | singleLineComment | multiLineComment
forInit ::= dataType identifier ws "=" ws expression | identifier ws "=" ws expression
forUpdate ::= identifier ws "=" ws expression
condition ::= expression relationOperator expression
relationOperator ::= ("<=" | "<" | "==" | "!=" | ">=" | ">") ws
expression ::= term (("+" | "-") ws term)*
term ::= factor (("*" | "/") ws factor)*
factor ::= identifier ws | number ws | unaryTerm | funcCall | parenExpression
unaryTerm ::= "-" factor
funcCall ::= identifier "(" argList? ")" ws
parenExpression ::= "(" ws expression ws ")" ws
argList ::= expression ("," ws expression)*
number ::= [0-9]+
singleLineComment ::= "//" [^\n]* "\n" ws
multiLineComment ::= "/*" ([^*] | "*" [^/])* "*/" ws
ws ::= ([ \t\n]+)?
`

// recursiveGBNF needs a stack, and reads most texts in several ways.
const recursiveGBNF = `
root ::= doc
doc  ::= block*
block ::= "<" name ">" (block | text)* "</" name ">" | "(" doc ")" | "{{" expr "}}"
expr ::= name ("." name)* | "\"" [^"]* "\"" | name "(" (expr (", " expr)*)? ")" | "(" expr ")"
name ::= [a-zA-Z] [a-zA-Z0-9_-]{0,30}
text ::= [^<>(){}]+
`

// A task is a grammar whose steps are measured.
type task struct {
	name  string
	build func() (*grammar.Grammar, error)
}

var tasks = []task{
	{"choices/3000", func() (*grammar.Grammar, error) { return grammar.Choices(products(3000)) }},
	{"schema/240", func() (*grammar.Grammar, error) { return grammar.Schema([]byte(fields(240)), grammar.SchemaOptions{}) }},
	{"schema/nested30", func() (*grammar.Grammar, error) { return grammar.Schema([]byte(nested(30)), grammar.SchemaOptions{}) }},
	{"schema/any", func() (*grammar.Grammar, error) { return grammar.Schema([]byte(`true`), grammar.SchemaOptions{}) }},
	{"regex/counted", func() (*grammar.Grammar, error) {
		return grammar.Regex(`[^\n]{1,900}\n([a-z]{2,9} ){0,100}\p{L}{1,60}`)
	}},
	{"regex/fields", func() (*grammar.Grammar, error) { return grammar.Regex(`("[^"\n]*", ?){20}(\w+ )+[^a-z]*`) }},
	{"gbnf/json", func() (*grammar.Grammar, error) { return grammar.GBNF(jsonGBNF) }},
	{"gbnf/c", func() (*grammar.Grammar, error) { return grammar.GBNF(cGBNF) }},
	{"gbnf/recursive", func() (*grammar.Grammar, error) { return grammar.GBNF(recursiveGBNF) }},
}

// A picker picks tokens that are allowed: often one that ends a string or a line, which chance alone hardly does.
type picker struct {
	tok *tokenizer.Tokenizer
	rng *rand.Rand
	set []uint64
}

func (p *picker) any() int32 {
	for at := p.rng.IntN(len(p.set) * 64); ; at = (at&^63 + 64) % (len(p.set) * 64) {
		if word := p.set[at/64] >> (at % 64); word != 0 {
			return int32(at + bits.TrailingZeros64(word))
		}
	}
}

func (p *picker) pick(mask *grammar.Mask) int32 {
	p.set = mask.AppendBits(p.set[:0], p.tok.Len())
	id := p.any()
	switch p.rng.IntN(3) {
	case 0:
		return min(id, p.any())
	case 1:
		for range 200 {
			id := p.any()
			if t, err := p.tok.Token(id); err == nil && strings.ContainsAny(t.Text, "\"\n}]);>") {
				return id
			}
		}
	}
	return id
}

// BenchmarkSteps measures steps, which are a mask and the acceptance of a token, along random texts. A step counts
// as new when the text is new to its matcher, which is new as well.
func BenchmarkSteps(b *testing.B) {
	tok, vocab := real(b)
	for _, task := range tasks {
		b.Run(task.name, func(b *testing.B) {
			var took []time.Duration
			var compile, build time.Duration
			var g *grammar.Grammar
			var c *grammar.Constraint
			var before, after runtime.MemStats
			for b.Loop() {
				runtime.GC()
				runtime.ReadMemStats(&before)
				start := time.Now()
				var err error
				g, err = task.build()
				require.NoError(b, err)
				compile = time.Since(start)
				start = time.Now()
				c = grammar.NewConstraint(g, vocab)
				build = time.Since(start)
				runtime.GC()
				runtime.ReadMemStats(&after)
				took = took[:0]
				for pass := range 3 { // the least of three, because other processes and the collector interfere
					n := 0
					for seed := range uint64(40) {
						m := c.NewMatcher()
						p := &picker{tok: tok, rng: rand.New(rand.NewPCG(seed, 7))}
						for range 300 {
							start := time.Now()
							mask := m.Mask()
							step := time.Since(start)
							if mask.Len() == 0 {
								break
							}
							id := p.pick(mask)
							start = time.Now()
							err := m.Accept(id)
							if step += time.Since(start); pass == 0 {
								took = append(took, step)
							} else {
								took[n] = min(took[n], step)
							}
							n++
							if err != nil {
								break
							}
						}
					}
				}
			}
			slices.Sort(took)
			us := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }
			b.ReportMetric(us(took[len(took)/2]), "p50-µs")
			b.ReportMetric(us(took[len(took)*99/100]), "p99-µs")
			b.ReportMetric(us(took[len(took)-1]), "max-µs")
			b.ReportMetric(float64(len(took)), "steps")
			b.ReportMetric(float64(compile.Microseconds())/1e3, "compile-ms")
			b.ReportMetric(float64(build.Microseconds())/1e3, "masks-ms")
			b.ReportMetric(float64(g.States()), "states")
			b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(1<<20), "MiB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// Where texts can be read in more and more ways, a step does not walk the vocabulary for each of them, and masks are
// what tokens by themselves say.
func TestManyWays(t *testing.T) {
	tok, vocab := real(t)
	var probes []int32 // tokens of the letters that the rules have, which end them and go on with what called them
	for id := range int32(tok.Len()) {
		text, err := tok.AppendBytes(nil, id)
		if err == nil && len(text) > 0 && len(bytes.Trim(text, "abx")) == 0 {
			probes = append(probes, id)
		}
	}
	require.Greater(t, len(probes), 30)
	for src, most := range map[string]int{
		`root ::= . root . | ""`:               1 << 15,
		`root ::= [a-z ] root [a-z ] | ""`:     1 << 20,
		`root ::= . root . root? | "x"`:        1 << 15,
		`root ::= "a" root ("a" | "b") | "ab"`: 1 << 12,
	} {
		g, err := grammar.GBNF(src)
		require.NoError(t, err)
		c := grammar.NewConstraint(g, vocab)
		worst := 0
		for seed := range uint64(3) {
			m := c.NewMatcher()
			p := &picker{tok: tok, rng: rand.New(rand.NewPCG(seed, 7))}
			for step := range 60 {
				before := m.Work()
				mask := m.Mask()
				if step < 40 {
					worst = max(worst, m.Work()-before)
				}
				if mask.Len() == 0 {
					break
				}
				if step%10 == 0 {
					for i := range 200 + len(probes) {
						id := int32(p.rng.IntN(tok.Len()))
						switch {
						case i >= 200:
							id = probes[i-200]
						case p.rng.IntN(4) > 0:
							id = p.pick(mask)
						}
						err := m.Accept(id)
						var limit *grammar.LimitError
						if errors.As(err, &limit) {
							break // nothing is promised any more
						}
						require.Equal(t, mask.Allows(id), err == nil, "%s: token %d after %d", src, id, m.Len())
						if err == nil {
							require.NoError(t, m.Rollback(1))
						}
					}
				}
				if m.Accept(p.pick(mask)) != nil {
					break
				}
			}
		}
		t.Logf("%s: %d", src, worst)
		require.Less(t, worst, most, src)
	}
}

// No step looks at more than a small part of the vocabulary, also in positions that no text had before.
func TestStepsAreSmall(t *testing.T) {
	tok, vocab := real(t)
	for _, task := range tasks {
		if testing.Short() && task.name != "schema/any" {
			continue
		}
		g, err := task.build()
		require.NoError(t, err)
		c := grammar.NewConstraint(g, vocab)
		worst := 0
		for seed := range uint64(10) {
			m := c.NewMatcher()
			p := &picker{tok: tok, rng: rand.New(rand.NewPCG(seed, 7))}
			for range 100 {
				before := m.Work()
				mask := m.Mask()
				if mask.Len() == 0 || m.Accept(p.pick(mask)) != nil {
					break
				}
				worst = max(worst, m.Work()-before)
			}
		}
		t.Logf("%s: %d", task.name, worst)
		require.Less(t, worst, 8192, task.name)
	}
}
