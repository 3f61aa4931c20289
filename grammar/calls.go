package grammar

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gemma-bench/gemma/model/tokenizer"
)

// A Function is a function that a text may call.
type Function struct {
	Name       string
	Parameters []byte // a JSON Schema of an object, as Schema takes it
}

// Marks are what the control tokens of calls are to a grammar of calls: bytes that do not occur in UTF-8.
const (
	markCall   = "\xF8"
	markEnd    = "\xF9"
	markEscape = "\xFA"
	firstMark  = 0xF8
)

// Calls returns the grammar of one or more calls of functions as FunctionGemma writes them, for a vocabulary made by
// CallVocab. Members come in the order of the alphabet, in which the model has seen them.
//
// ref: https://ai.google.dev/gemma/docs/functiongemma/formatting-and-best-practices
func Calls(functions []Function) (*Grammar, error) {
	s := &schema{budget: newBudget(), any: -1, space: empty, calls: true, rules: []rule{{name: "calls"}}}
	var kids []*expr
	for _, f := range functions {
		if f.Name == "" || strings.ContainsAny(f.Name, notation) || !utf8.ValidString(f.Name) {
			return nil, &UnsupportedError{f.Name, "name", "cannot be the name of a function"}
		}
		root, err := parseJSON(f.Parameters)
		if err != nil {
			return nil, err
		}
		if o, ok := root.(*object); !ok || o.values["type"] != "object" {
			return nil, &UnsupportedError{f.Name, "parameters", `want a schema of the type "object"`}
		}
		s.root, s.byPath = root, map[string]int{}
		args := s.rule("")
		if err := s.finish(); err != nil {
			return nil, err
		}
		kids = append(kids, seq(text("call:"+f.Name), ref(args)))
	}
	s.rules[0].body = repeat(seq(text(markCall), alt(kids...), text(markEnd)), 1, -1)
	return s.compile(s.rules)
}

// CallVocab is TokenizerVocab for grammars of calls, in which FunctionGemma's tokens for calls pass. A tokenizer
// without them is an error.
func CallVocab(t *tokenizer.Tokenizer, V int) (*Vocab, error) {
	marks := map[int32]string{}
	for name, mark := range map[string]string{"<start_function_call>": markCall, "<end_function_call>": markEnd, "<escape>": markEscape} {
		id := t.Find(name)
		if !t.IsControl(id) {
			return nil, errors.New("grammar: the vocabulary has no control token " + name)
		}
		marks[id] = mark
	}
	return tokenizerVocab(t, V, marks), nil
}

// notation are the characters that mean something in calls outside of strings.
const notation = "{}[],:"

// bare are the characters of names that nothing is known about.
var bare = charset{'-', '.', '0', '9', 'A', 'Z', '_', '_', 'a', 'z'}

// quoted returns the expression of a string with a certain content.
func (s *schema) quoted(content *expr) *expr {
	if s.calls {
		return seq(text(markEscape), content, text(markEscape))
	}
	return quoted(content)
}

// escaped returns the expression of one character of a set in a string.
func (s *schema) escaped(set charset) *expr {
	if s.calls {
		return class(set)
	}
	return escaped(set)
}

func (s *schema) anyEscaped() *expr {
	if s.calls {
		return class(anyChar)
	}
	return anyEscaped()
}

// write returns the text of a value.
func (s *schema) write(v value) string {
	if !s.calls {
		return writeJSON(v)
	}
	switch v := v.(type) {
	case nil:
		return "None" // as Python prints it, in which the model's template runs
	case string:
		return markEscape + v + markEscape
	case []value:
		items := make([]string, len(v))
		for i, e := range v {
			items[i] = s.write(e)
		}
		return "[" + strings.Join(items, ",") + "]"
	case *object:
		members := make([]string, len(v.names))
		for i, name := range s.order(v.names) {
			members[i] = s.name(name) + ":" + s.write(v.values[name])
		}
		return "{" + strings.Join(members, ",") + "}"
	}
	return writeJSON(v)
}

// name returns the text of a member's name.
func (s *schema) name(name string) string {
	if s.calls && name != "" && strings.TrimSpace(name) == name && !strings.ContainsAny(name, notation) {
		return name
	}
	return s.write(name)
}

// order returns members' names in the order in which they are written.
func (s *schema) order(names []string) []string {
	if !s.calls {
		return names
	}
	return slices.SortedFunc(slices.Values(names), func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
	})
}

// plainName returns the expression of names of plain characters.
func (s *schema) plainName() *expr {
	if s.calls {
		return repeat(class(bare), 1, -1)
	}
	return quoted(repeat(class(plain), 0, -1))
}

// anyName returns the expression of any name.
func (s *schema) anyName() *expr {
	if s.calls {
		return s.plainName()
	}
	return s.anyString()
}
