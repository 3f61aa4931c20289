package main

import (
	"github.com/gemma-bench/gemma/grammar"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// maxGrammar bounds the files that say what a text must follow.
const maxGrammar = 1 << 24

// A constraintFlags is what the text of generate must follow.
type constraintFlags struct {
	schema, regex, gbnf string
	compact             bool
	choices             []string
}

func (c *constraintFlags) flags(fs *flagSet) {
	fs.StringVar(&c.schema, "schema", "", "generate JSON that follows the JSON Schema in `file`")
	fs.BoolVar(&c.compact, "compact", false, "with -schema: no white space")
	fs.StringVar(&c.regex, "regex", "", "generate a text that matches the whole of `expression`")
	fs.StringVar(&c.gbnf, "grammar", "", "generate a text of the GBNF grammar in `file`")
	fs.Func("choices", "generate one of several texts; repeat for each `text`", func(s string) error {
		c.choices = append(c.choices, s)
		return nil
	})
}

// check rejects combinations; files are read by grammar.
func (c *constraintFlags) check() error {
	n := 0
	for _, given := range []bool{c.schema != "", c.regex != "", c.gbnf != "", len(c.choices) > 0} {
		if given {
			n++
		}
	}
	switch {
	case n > 1:
		return usagef("-schema, -regex, -grammar and -choices exclude each other")
	case c.compact && c.schema == "":
		return usagef("-compact needs -schema")
	}
	return nil
}

// grammar compiles what the flags say; nil: nothing.
func (c *constraintFlags) grammar() (*grammar.Grammar, error) {
	switch {
	case c.schema != "":
		src, err := readFile(c.schema, maxGrammar)
		if err != nil {
			return nil, err
		}
		return grammar.Schema(src, grammar.SchemaOptions{Compact: c.compact})
	case c.gbnf != "":
		src, err := readFile(c.gbnf, maxGrammar)
		if err != nil {
			return nil, err
		}
		return grammar.GBNF(string(src))
	case c.regex != "":
		return grammar.Regex(c.regex)
	case len(c.choices) > 0:
		return grammar.Choices(c.choices)
	}
	return nil, nil
}

// constraint puts a grammar and a vocabulary of V tokens together; nil stays nil.
func constraint(g *grammar.Grammar, t *tokenizer.Tokenizer, V int) *grammar.Constraint {
	if g == nil {
		return nil
	}
	return grammar.NewConstraint(g, grammar.TokenizerVocab(t, V))
}
