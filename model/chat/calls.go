package chat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gemma-bench/gemma/model/tokenizer"
)

// A CallError reports a call that a model began and did not write as calls are written.
type CallError struct {
	Call   int // its number in the answer, from 0
	Reason string
	Text   string // of the call, as far as it goes
}

func (e *CallError) Error() string {
	return fmt.Sprintf("chat: call %d: %s in %q", e.Call, e.Reason, e.Text)
}

// Marks stand for control tokens in text that is parsed. They are bytes that do not occur in UTF-8.
const (
	markCall    = 0xF8
	markEnd     = 0xF9
	markEscape  = 0xFA
	markControl = 0xFB // any other
)

// ParseAnswer returns the message that FunctionGemma wrote as ids: text, calls, or both. It ends at the first token
// that ends a turn or begins a response. A call in another form is a *CallError; the message then holds the
// calls before it.
func ParseAnswer(tok *tokenizer.Tokenizer, ids []int32) (Message, error) {
	marks := map[int32]byte{}
	for name, mark := range map[string]byte{startCall: markCall, endCall: markEnd, escapeToken: markEscape} {
		marks[tok.Find(name)] = mark
	}
	delete(marks, tokenizer.None)
	var text []byte
	d := tok.Detokenizer(false)
	for _, id := range ids {
		if id == tok.EOS() || id == tok.Find(endOfTurn) || id == tok.Find(startResponse) {
			break
		}
		var err error
		if !tok.IsControl(id) {
			if text, err = d.Append(text, id); err != nil {
				return Message{Role: Assistant}, err
			}
			continue
		}
		text = d.AppendFlush(text)
		if mark, ok := marks[id]; ok {
			text = append(text, mark)
		} else {
			text = append(text, markControl)
		}
	}
	return parseAnswer(d.AppendFlush(text))
}

// ParseAnswerText is ParseAnswer for an answer in which control tokens stand by name, as other programs
// print them. A string that holds such a name cannot be told from one that ends there.
func ParseAnswerText(text string) (Message, error) {
	for _, end := range []string{"<eos>", endOfTurn, startResponse} {
		text, _, _ = strings.Cut(text, end)
	}
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	return parseAnswer([]byte(strings.NewReplacer(startCall, string([]byte{markCall}), endCall, string([]byte{markEnd}),
		escapeToken, string([]byte{markEscape})).Replace(text)))
}

// parseAnswer parses text with marks.
func parseAnswer(text []byte) (Message, error) {
	m := Message{Role: Assistant}
	var said []byte
	for len(text) > 0 {
		before, call, found := bytes.Cut(text, []byte{markCall})
		said = append(said, before...)
		if !found {
			break
		}
		p := &callParser{src: call}
		c, err := p.call()
		if err != "" {
			m.Content = plain(said)
			return m, &CallError{len(m.Calls), err, string(bytes.ToValidUTF8(call[:min(len(call), 200)], []byte("\"")))}
		}
		m.Calls = append(m.Calls, c)
		text = call[p.at:]
	}
	m.Content = plain(said)
	return m, nil
}

// plain returns what was said without marks.
func plain(said []byte) string {
	return strings.TrimFunc(string(bytes.ToValidUTF8(said, nil)), isSpace)
}

// A callParser parses one call. Reasons for failure are strings, empty if there is none.
type callParser struct {
	src []byte
	at  int
	out bytes.Buffer // JSON
}

func (p *callParser) peek() byte {
	if p.at < len(p.src) {
		return p.src[p.at]
	}
	return 0
}

func (p *callParser) eat(b byte) bool {
	if p.at < len(p.src) && p.src[p.at] == b {
		p.at++
		return true
	}
	return false
}

func (p *callParser) space() {
	for c := p.peek(); c == ' ' || c == '\n' || c == '\t' || c == '\r'; c = p.peek() {
		p.at++
	}
}

// bare returns the text up to a character of the notation.
func (p *callParser) bare() string {
	start := p.at
	for p.at < len(p.src) && p.src[p.at] < markCall && strings.IndexByte(notation, p.src[p.at]) < 0 {
		p.at++
	}
	return strings.TrimFunc(string(p.src[start:p.at]), isSpace)
}

func (p *callParser) call() (Call, string) {
	p.space()
	if word := p.bare(); word != "call" || !p.eat(':') {
		return Call{}, `no "call:"`
	}
	name := p.bare()
	if !validName(name) {
		return Call{}, "no name of a function"
	}
	if p.peek() != '{' {
		return Call{}, "no arguments"
	}
	if reason := p.value(0); reason != "" {
		return Call{}, reason
	}
	p.space()
	if !p.eat(markEnd) {
		return Call{}, "no end"
	}
	return Call{name, json.RawMessage(p.out.Bytes())}, ""
}

// value writes the next value as JSON.
func (p *callParser) value(depth int) string {
	if depth > maxDepth {
		return "values within values beyond the limit"
	}
	p.space()
	switch c := p.peek(); c {
	case '{':
		return p.members(depth)
	case '[':
		return p.items(depth)
	case markEscape:
		s, reason := p.escaped()
		p.write(s)
		return reason
	}
	word := p.bare()
	switch word {
	case "":
		return "no value"
	case "True", "False":
		p.out.WriteString(strings.ToLower(word))
	case "None":
		p.out.WriteString("null")
	default:
		if c := word[0]; (c == '-' || '0' <= c && c <= '9' || word == "true" || word == "false" || word == "null") && json.Valid([]byte(word)) {
			p.out.WriteString(word)
		} else {
			p.write(word) // a string without its marks: models that were not trained enough write that
		}
	}
	return ""
}

// escaped returns a string between marks.
func (p *callParser) escaped() (string, string) {
	p.at++
	n := bytes.IndexByte(p.src[p.at:], markEscape)
	if n < 0 {
		return "", "a string without an end"
	}
	s := p.src[p.at : p.at+n]
	p.at += n + 1
	if !utf8.Valid(s) {
		return "", "a control token within a string"
	}
	return string(s), ""
}

func (p *callParser) write(s string) {
	text, _ := json.Marshal(s) // a string always has a JSON text
	p.out.Write(text)
}

func (p *callParser) members(depth int) string {
	p.at++
	p.out.WriteByte('{')
	seen := map[string]bool{}
	for p.space(); !p.eat('}'); p.space() {
		if len(seen) > 0 {
			if !p.eat(',') {
				return `no "," or "}" after a member`
			}
			p.out.WriteByte(',')
			p.space()
		}
		name, reason := "", ""
		if p.peek() == markEscape {
			name, reason = p.escaped()
			p.space()
		} else {
			name = p.bare()
		}
		switch {
		case reason != "":
			return reason
		case name == "":
			return "no name of a member"
		case seen[name]:
			return fmt.Sprintf("two members %q", name)
		case !p.eat(':'):
			return `no ":" after a name`
		}
		seen[name] = true
		p.write(name)
		p.out.WriteByte(':')
		if reason := p.value(depth + 1); reason != "" {
			return reason
		}
	}
	p.out.WriteByte('}')
	return ""
}

func (p *callParser) items(depth int) string {
	p.at++
	p.out.WriteByte('[')
	p.space()
	for n := 0; !p.eat(']'); n++ {
		if n > 0 {
			if !p.eat(',') {
				return `no "," or "]" after an item`
			}
			p.out.WriteByte(',')
		}
		if reason := p.value(depth + 1); reason != "" {
			return reason
		}
		p.space()
	}
	p.out.WriteByte(']')
	return ""
}
