package chat

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/gemma-bench/gemma/model/tokenizer"
)

// Developer gives instructions and declares tools in FunctionGemma's conversations; System is another word for it
// there. Function answers the calls of the message before it.
const (
	Developer Role = "developer"
	Function  Role = "tool"
)

// Trigger is the developer's message with which FunctionGemma was trained to call functions. Without a message
// in front of the others a conversation with tools begins with it.
const Trigger = "You are a model that can do function calling with the following functions"

// A Tool is a function that FunctionGemma may call.
type Tool struct {
	Name        string          // letters, digits, "_", "-" and "."
	Description string          // what it does and when to use it
	Parameters  json.RawMessage // a JSON Schema of an object; empty: no parameters
}

// A Call is a model's request to call a tool.
type Call struct {
	Name      string
	Arguments json.RawMessage // a JSON object
}

// A Response is what a tool returned.
type Response struct {
	Name  string
	Value json.RawMessage // a JSON object; any other value becomes the member "value" of one
}

// ErrNoTools is returned where a conversation has tools, calls or responses and the vocabulary does not.
var ErrNoTools = errors.New("chat: the model has no tokens for calling functions")

// A ToolError reports a tool, a call or a response that cannot be written.
type ToolError struct {
	Name   string
	Reason string
}

func (e *ToolError) Error() string { return fmt.Sprintf("chat: tool %q: %s", e.Name, e.Reason) }

const (
	startDeclaration = "<start_function_declaration>"
	endDeclaration   = "<end_function_declaration>"
	startCall        = "<start_function_call>"
	endCall          = "<end_function_call>"
	startResponse    = "<start_function_response>"
	endResponse      = "<end_function_response>"
	escapeToken      = "<escape>"
)

// CallsFunctions reports whether a vocabulary is FunctionGemma's.
func CallsFunctions(tok *tokenizer.Tokenizer) bool {
	for _, name := range []string{startDeclaration, endDeclaration, startCall, endCall, startResponse, endResponse, escapeToken} {
		if !tok.IsControl(tok.Find(name)) {
			return false
		}
	}
	return true
}

// A piece is a control token or text.
type piece struct {
	control bool
	text    string
}

// A script is a conversation in FunctionGemma's form. The first error sticks.
type script struct {
	pieces []piece
	err    error
}

func (s *script) control(name string) { s.pieces = append(s.pieces, piece{true, name}) }

// text adds text to the last piece, so that it is encoded with it.
func (s *script) text(t string) {
	if n := len(s.pieces); n > 0 && !s.pieces[n-1].control {
		s.pieces[n-1].text += t
	} else if t != "" {
		s.pieces = append(s.pieces, piece{false, t})
	}
}

func (s *script) fail(name, format string, args ...any) {
	if s.err == nil {
		s.err = &ToolError{name, fmt.Sprintf(format, args...)}
	}
}

// functionScript writes a conversation as the published template of FunctionGemma does.
//
// ref: https://ai.google.dev/gemma/docs/functiongemma/formatting-and-best-practices and the chat_template.jinja of
// https://huggingface.co/google/functiongemma-270m-it
func functionScript(messages []Message, o Options) (*script, error) {
	s := &script{}
	s.control("<bos>")
	if n := len(messages); n > 0 && (messages[0].Role == System || messages[0].Role == Developer) {
		s.developer(messages[0].Content, o.Tools)
		messages = messages[1:]
	} else if len(o.Tools) > 0 {
		s.developer(Trigger, o.Tools)
	}
	if len(messages) == 0 {
		return nil, ErrEmpty
	}
	called, responded := false, false // by the message before
	for i, m := range messages {
		role := m.Role
		if role == Assistant {
			role = Model
		}
		switch {
		case role == Function && !called && !responded:
			return nil, &OrderError{i, m.Role, User}
		case role != Function && called:
			return nil, &OrderError{i, m.Role, Function}
		case role == Function:
			s.responses(m)
			called, responded = false, true
			continue
		case role != Model && role != User && role != Developer:
			return nil, &RoleError{i, string(m.Role)}
		}
		if !responded {
			s.control(startOfTurn)
			s.text(string(role) + "\n")
		}
		s.text(strings.TrimFunc(m.Content, isSpace))
		called, responded = role == Model && len(m.Calls) > 0, false
		if !called {
			s.control(endOfTurn)
			s.text("\n")
			continue
		}
		s.calls(m.Calls)
		if i == len(messages)-1 {
			if !o.NoPrompt {
				return nil, &OrderError{i + 1, Model, Function}
			}
			s.control(startResponse)
		}
	}
	if !o.NoPrompt && !responded {
		s.control(startOfTurn)
		s.text(string(Model) + "\n")
	}
	return s, s.err
}

// developer writes the turn in front of all others.
func (s *script) developer(content string, tools []Tool) {
	s.control(startOfTurn)
	s.text(string(Developer) + "\n" + strings.TrimFunc(content, isSpace))
	for _, t := range tools {
		s.control(startDeclaration)
		s.declaration(t)
		s.control(endDeclaration)
	}
	s.control(endOfTurn)
	s.text("\n")
}

func (s *script) calls(calls []Call) {
	for _, c := range calls {
		s.control(startCall)
		s.text("call:" + s.name(c.Name))
		args, ok := s.json(c.Name, c.Arguments).(map[string]any)
		if !ok {
			s.fail(c.Name, "the arguments are not an object")
		}
		s.argument(args, false)
		s.control(endCall)
	}
}

func (s *script) responses(m Message) {
	if len(m.Responses) == 0 {
		s.fail("", "a message of the role %q without responses", Function)
	}
	for _, r := range m.Responses {
		s.control(startResponse)
		s.text("response:" + s.name(r.Name))
		value := s.json(r.Name, r.Value)
		if _, ok := value.(map[string]any); !ok {
			value = map[string]any{"value": value}
		}
		s.argument(value, false)
		s.control(endResponse)
	}
}

// name returns a tool's name if it is one.
func (s *script) name(name string) string {
	if !validName(name) {
		s.fail(name, "the name has other characters than letters, digits, _, - and .")
	}
	return name
}

func validName(name string) bool {
	other := func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-' || c == '.')
	}
	return name != "" && len(name) <= 256 && !strings.ContainsFunc(name, other)
}

// json parses JSON whose numbers keep their spelling.
func (s *script) json(name string, src json.RawMessage) any {
	if len(src) == 0 {
		return map[string]any{}
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		s.fail(name, "not JSON: %v", err)
	} else if _, err := d.Token(); err != io.EOF {
		s.fail(name, "not JSON: text after the value")
	} else if depth(v) > maxDepth {
		s.fail(name, "values within values beyond a depth of %d", maxDepth)
		return nil
	}
	return v
}

// maxDepth bounds values within values.
const maxDepth = 64

func depth(v any) int {
	most := 0
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			most = max(most, 1+depth(e))
		}
	case []any:
		for _, e := range v {
			most = max(most, 1+depth(e))
		}
	}
	return most
}

// keys returns the members' names in the order of the template's dictsort, which does not tell cases apart.
func keys(m map[string]any) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
	})
	return names
}

func (s *script) quoted(t string) {
	s.control(escapeToken)
	s.text(t)
	s.control(escapeToken)
}

// commas writes things with commas between them.
func commas[T any](s *script, open string, things []T, close string, write func(T)) {
	s.text(open)
	for i, t := range things {
		if i > 0 {
			s.text(",")
		}
		write(t)
	}
	s.text(close)
}

// bare reports whether a name can stand without marks. The template writes all names so; but one with characters
// of the notation would then say something else.
func bare(name string) bool {
	return name != "" && strings.TrimFunc(name, isSpace) == name && !strings.ContainsAny(name, notation)
}

// notation are the characters that mean something outside of strings.
const notation = "{}[],:"

// argument writes a value.
func (s *script) argument(v any, escapeKeys bool) {
	switch v := v.(type) {
	case string:
		s.quoted(v)
	case bool:
		s.text(strconv.FormatBool(v))
	case json.Number:
		s.text(number(v))
	case nil:
		s.text("None")
	case []any:
		commas(s, "[", v, "]", func(e any) { s.argument(e, escapeKeys) })
	case map[string]any:
		commas(s, "{", keys(v), "}", func(key string) {
			if escapeKeys || !bare(key) {
				s.quoted(key)
			} else {
				s.text(key)
			}
			s.text(":")
			s.argument(v[key], escapeKeys)
		})
	}
}

// number spells a number as Python does, in which the template runs.
func number(n json.Number) string {
	lit := n.String()
	if !strings.ContainsAny(lit, ".eE") {
		if lit == "-0" {
			return "0"
		}
		return lit
	}
	f, err := n.Float64()
	if err != nil {
		return lit
	}
	out := strconv.FormatFloat(f, 'e', -1, 64)
	_, exp, _ := strings.Cut(out, "e")
	if e, _ := strconv.Atoi(exp); e < -4 || e >= 16 {
		return out
	}
	if out = strconv.FormatFloat(f, 'f', -1, 64); !strings.Contains(out, ".") {
		out += ".0"
	}
	return out
}
