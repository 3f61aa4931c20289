package grammar_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/grammar"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/stretchr/testify/require"
)

var realTok struct {
	sync.Once
	tok   *tokenizer.Tokenizer
	vocab *grammar.Vocab
	err   error
}

// real returns the tokenizer of the real model and its vocabulary.
func real(t testing.TB) (*tokenizer.Tokenizer, *grammar.Vocab) {
	path := testmodel.Path(t)
	realTok.Do(func() {
		f, err := gguf.Open(path)
		if err != nil {
			realTok.err = err
			return
		}
		defer f.Close()
		if realTok.tok, realTok.err = tokenizer.FromGGUF(f); realTok.err == nil {
			realTok.vocab = grammar.TokenizerVocab(realTok.tok, 0)
		}
	})
	require.NoError(t, realTok.err)
	return realTok.tok, realTok.vocab
}

const person = `{
	"type": "object", "additionalProperties": false, "required": ["name", "age", "email", "tags", "address", "friends"],
	"properties": {
		"name": {"type": "string"},
		"age": {"type": "integer", "minimum": 0, "maximum": 150},
		"email": {"type": "string", "format": "email"},
		"tags": {"type": "array", "items": {"enum": ["a", "b", "c"]}, "maxItems": 5},
		"address": {"type": "object", "properties": {"street": {"type": "string", "maxLength": 40}, "zip": {"type": "string", "pattern": "^[0-9]{5}$"}}},
		"friends": {"type": "array", "items": {"$ref": "#"}}
	}
}`

const tree = `{"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["value", "children"],
	"properties": {"value": {"type": ["string", "number", "null"]}, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}`

const arithmetic = `
root ::= expr ("=" ws number)?
expr ::= term (("+" | "-") ws term)*
term ::= factor (("*" | "/") ws factor)*
factor ::= number | "(" ws expr ")" ws | name "(" ws (expr ("," ws expr)*)? ")" ws
number ::= [0-9]{1,12} ("." [0-9]{1,6})? ws
name ::= [a-z] [a-z0-9_]* ws
ws ::= [ \n]{0,2}
`

func grammars(t testing.TB) map[string]*grammar.Grammar {
	all := map[string]*grammar.Grammar{}
	add := func(name string, g *grammar.Grammar, err error) {
		require.NoError(t, err, name)
		all[name] = g
	}
	for name, src := range map[string]string{"person": person, "tree": tree, "any": `true`} {
		g, err := grammar.Schema([]byte(src), grammar.SchemaOptions{})
		add("schema/"+name, g, err)
	}
	for name, src := range map[string]string{"words": `(\w+ )+`, "letters": `\p{L}{1,60}`, "line": `[^\n]{1,200}`, "date": `\d{4}-\d\d-\d\d`} {
		g, err := grammar.Regex(src)
		add("regex/"+name, g, err)
	}
	g, err := grammar.GBNF(arithmetic)
	add("gbnf/arithmetic", g, err)
	return all
}

// walk follows a random text of up to n tokens and calls f before each.
func walk(t testing.TB, m *grammar.Matcher, rng *rand.Rand, n int, f func() *grammar.Mask) []int32 {
	var ids, text []int32
	for range n {
		mask := f()
		if ids = mask.AppendIDs(ids[:0]); len(ids) == 0 {
			break
		}
		id := ids[rng.IntN(len(ids))]
		if id2 := ids[rng.IntN(len(ids))]; rng.IntN(2) == 0 {
			id = min(id, id2)
		}
		require.NoError(t, m.Accept(id))
		text = append(text, id)
	}
	return text
}

// BenchmarkMask measures steps in positions that no text had before, and in positions that one had.
func BenchmarkMask(b *testing.B) {
	_, vocab := real(b)
	for name, g := range grammars(b) {
		b.Run(name, func(b *testing.B) {
			var fresh, known, build time.Duration
			var worst time.Duration
			steps := 0
			for b.Loop() {
				start := time.Now()
				c := grammar.NewConstraint(g, vocab)
				build += time.Since(start)
				m := c.NewMatcher()
				rng := rand.New(rand.NewPCG(uint64(steps), 7))
				text := walk(b, m, rng, 200, func() *grammar.Mask {
					start := time.Now()
					mask := m.Mask()
					d := time.Since(start)
					fresh += d
					worst = max(worst, d)
					return mask
				})
				steps += len(text) + 1
				require.NoError(b, m.Rollback(len(text)))
				start = time.Now()
				for _, id := range text {
					m.Mask()
					if m.Accept(id) != nil {
						b.Fatal("refused")
					}
				}
				known += time.Since(start)
			}
			b.ReportMetric(float64(fresh.Nanoseconds())/float64(steps), "new-ns/step")
			b.ReportMetric(float64(worst.Nanoseconds()), "worst-ns")
			b.ReportMetric(float64(known.Nanoseconds())/float64(steps), "known-ns/step")
			b.ReportMetric(float64(build.Nanoseconds())/float64(b.N)/1e6, "build-ms")
			b.ReportMetric(float64(g.States()), "states")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func BenchmarkVocab(b *testing.B) {
	tok, _ := real(b)
	for b.Loop() {
		grammar.TokenizerVocab(tok, 0)
	}
}

// On the real vocabulary, a token is in the mask if and only if the matcher accepts it.
func TestMaskOnRealVocabulary(t *testing.T) {
	tok, vocab := real(t)
	require.Equal(t, tok.Len(), vocab.Len())
	g, err := grammar.Regex(`(?s).*`)
	require.NoError(t, err)
	everything := grammar.NewConstraint(g, vocab).NewMatcher().Mask()
	control := 0
	for id := range int32(vocab.Len()) {
		if tok.IsControl(id) {
			control++
			require.False(t, everything.Allows(id), id)
		}
	}
	require.Greater(t, control, 5)
	require.Greater(t, everything.Len(), vocab.Len()-control-256)
	for name, g := range grammars(t) {
		m := grammar.NewConstraint(g, vocab).NewMatcher()
		rng := rand.New(rand.NewPCG(11, 7))
		step := 0
		walk(t, m, rng, 16, func() *grammar.Mask {
			mask := m.Mask()
			if step++; step%4 != 1 {
				return mask
			}
			for id := int32(rng.IntN(61)); int(id) < vocab.Len(); id += 61 {
				err := m.Accept(id)
				if mask.Allows(id) != (err == nil) {
					t.Fatalf("%s, step %d: token %d: in the mask: %v, accepted: %v", name, step, id, mask.Allows(id), err)
				}
				if err == nil {
					require.False(t, tok.IsControl(id))
					require.NoError(t, m.Rollback(1))
				}
			}
			require.Len(t, mask.AppendIDs(nil), mask.Len())
			return mask
		})
	}
}
