// Package chat renders conversations as Gemma 3 was trained to read them:
//
//	<bos><start_of_turn>user
//	{system}
//
//	{user}<end_of_turn>
//	<start_of_turn>model
//	{assistant}<end_of_turn>
//	...
//	<start_of_turn>model
//
// The prompt is built from ids: control tokens are put in by id and everything that people wrote is encoded
// as plain text, so that a message that contains "<end_of_turn>" remains a message. A prompt must
// never be made by encoding what Text returns with control tokens parsed.
//
// As in the published template there is no system role: a leading system message goes, as it is, in front
// of the first user message. The content of the other messages loses white space at both ends. Roles
// alternate, beginning with the user. Each violation is an error: the model has seen no other form.
//
// FunctionGemma, which is known by its tokens, has a template of its own: a developer's turn that declares tools,
// calls in the model's turns, and responses to them.
//
// ref: https://ai.google.dev/gemma/docs/core/prompt-structure and the chat_template of
// https://huggingface.co/google/gemma-3-270m-it.
package chat

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/gemma-bench/gemma/model/tokenizer"
)

// Role says who speaks.
type Role string

const (
	System    Role = "system" // only as the first message
	User      Role = "user"
	Assistant Role = "assistant"
	Model     Role = "model" // Gemma's own word for the assistant
)

// Message is one turn.
type Message struct {
	Role      Role
	Content   string
	Calls     []Call     // of the assistant; FunctionGemma only
	Responses []Response // of the role Function, which has no content; FunctionGemma only
}

// Options change what is rendered. The zero value is a prompt for the next turn of the model.
type Options struct {
	// NoPrompt leaves out the beginning of the model's turn, as for a finished conversation.
	NoPrompt bool
	// Tools are declared in front of the conversation. Only FunctionGemma has them.
	Tools []Tool
	// Functions makes Text use FunctionGemma's template. Render uses it if the vocabulary is FunctionGemma's.
	Functions bool
}

// ErrEmpty reports a conversation without any user message.
var ErrEmpty = errors.New("chat: no user message")

// OrderError reports a role that must not stand where it stands.
type OrderError struct {
	Index int // of the message
	Role  Role
	Want  Role
}

func (e *OrderError) Error() string {
	return fmt.Sprintf("chat: message %d is from %q, want %q: roles alternate, user first, system only in front", e.Index, e.Role, e.Want)
}

// RoleError reports a role that Gemma 3 does not have.
type RoleError struct {
	Index int
	Role  string
}

func (e *RoleError) Error() string {
	return fmt.Sprintf("chat: message %d has unknown role %q", e.Index, e.Role)
}

const (
	startOfTurn = "<start_of_turn>"
	endOfTurn   = "<end_of_turn>"
)

// turn is what stands between <start_of_turn> and <end_of_turn>.
type turn struct {
	role Role // User or Model
	body string
}

// turns applies the template, up to the control tokens.
func turns(messages []Message, o Options) ([]turn, error) {
	if len(o.Tools) > 0 || slices.ContainsFunc(messages, func(m Message) bool { return len(m.Calls)+len(m.Responses) > 0 }) {
		return nil, ErrNoTools
	}
	prefix, first := "", 0
	if len(messages) > 0 && messages[0].Role == System {
		prefix, first = messages[0].Content+"\n\n", 1
	}
	if len(messages) == first {
		return nil, ErrEmpty
	}
	out := make([]turn, 0, len(messages))
	for i, m := range messages[first:] {
		want, role := User, m.Role
		if i%2 == 1 {
			want = Assistant
		}
		switch role {
		case System, User:
		case Assistant, Model:
			role = Assistant
		default:
			return nil, &RoleError{first + i, string(role)}
		}
		if role != want {
			return nil, &OrderError{first + i, m.Role, want}
		}
		if role == Assistant {
			role = Model
		}
		out = append(out, turn{role, prefix + strings.TrimFunc(m.Content, isSpace)})
		prefix = ""
	}
	return out, nil
}

// isSpace is what the template's trim removes: Python's str.strip, to which the four ASCII separators are
// white space as well. ref: https://docs.python.org/3/library/stdtypes.html#str.isspace
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// Render returns the ids of a conversation, BOS included. Errors are ErrEmpty, *OrderError, *RoleError, or a
// vocabulary without the tokens of turns.
func Render(tok *tokenizer.Tokenizer, messages []Message, o Options) ([]int32, error) {
	if CallsFunctions(tok) {
		s, err := functionScript(messages, o)
		if err != nil {
			return nil, err
		}
		return s.ids(tok)
	}
	turns, err := turns(messages, o)
	if err != nil {
		return nil, err
	}
	start, err := control(tok, startOfTurn)
	if err != nil {
		return nil, err
	}
	end, err := control(tok, endOfTurn)
	if err != nil {
		return nil, err
	}
	if tok.BOS() == tokenizer.None {
		return nil, errors.New("chat: the vocabulary has no begin-of-text token")
	}
	ids := []int32{tok.BOS()}
	plain := tokenizer.EncodeOptions{}
	for _, t := range turns {
		ids = append(ids, start)
		// Role and body in one piece: a system message that begins with newlines shares their token.
		ids = tok.Encode(ids, string(t.role)+"\n"+t.body, plain)
		ids = append(ids, end)
		ids = tok.Encode(ids, "\n", plain)
	}
	if !o.NoPrompt {
		ids = append(ids, start)
		ids = tok.Encode(ids, string(Model)+"\n", plain)
	}
	return ids, nil
}

// ids returns the ids of a conversation in FunctionGemma's form.
func (s *script) ids(tok *tokenizer.Tokenizer) ([]int32, error) {
	if tok.BOS() == tokenizer.None {
		return nil, errors.New("chat: the vocabulary has no begin-of-text token")
	}
	ids := []int32{tok.BOS()}
	for _, p := range s.pieces[1:] {
		if !p.control {
			ids = tok.Encode(ids, p.text, tokenizer.EncodeOptions{})
			continue
		}
		id, err := control(tok, p.text)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func control(tok *tokenizer.Tokenizer, name string) (int32, error) {
	id := tok.Find(name)
	if !tok.IsControl(id) {
		return id, fmt.Errorf("chat: the vocabulary has no control token %s", name)
	}
	return id, nil
}

// Text returns the conversation as the published template prints it, for display and comparison. It is no
// input for a tokenizer: see the package documentation.
func Text(messages []Message, o Options) (string, error) {
	var b strings.Builder
	if o.Functions {
		s, err := functionScript(messages, o)
		if err != nil {
			return "", err
		}
		for _, p := range s.pieces {
			b.WriteString(p.text)
		}
		return b.String(), nil
	}
	turns, err := turns(messages, o)
	if err != nil {
		return "", err
	}
	b.WriteString("<bos>")
	for _, t := range turns {
		b.WriteString(startOfTurn + string(t.role) + "\n" + t.body + endOfTurn + "\n")
	}
	if !o.NoPrompt {
		b.WriteString(startOfTurn + string(Model) + "\n")
	}
	return b.String(), nil
}

// StopIDs returns the ids that end the model's turn, in ascending order: the end of the turn and the end of
// the text, 1 and 106 for Gemma 3. Files name one or the other as "the" end; both stop. FunctionGemma also stops
// where the response to a call has to follow.
func StopIDs(tok *tokenizer.Tokenizer) []int32 {
	ids := []int32{tok.EOS(), tok.EOT()}
	for _, name := range []string{"<eos>", endOfTurn, startResponse} {
		if id := tok.Find(name); tok.IsControl(id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return slices.DeleteFunc(ids, func(id int32) bool { return id == tokenizer.None })
}
