package chat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// ParseMessages reads a JSON list of objects with exactly the fields "role" and "content", both strings, as
// chat APIs take it. It is strict: what it does not know, such as images or tool calls, is an error
// rather than left out of the prompt. Whether roles are in order is for Render to say.
func ParseMessages(data []byte) ([]Message, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("chat: messages are not valid UTF-8")
	}
	var list []json.RawMessage
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("chat: messages: %w", err)
	}
	if list == nil {
		return nil, errors.New("chat: messages are null")
	}
	out := make([]Message, len(list))
	for i, item := range list {
		var err error
		if out[i], err = parseMessage(item); err != nil {
			return nil, fmt.Errorf("chat: message %d: %w", i, err)
		}
		switch out[i].Role {
		case System, User, Assistant, Model:
		default:
			return nil, &RoleError{i, string(out[i].Role)}
		}
	}
	return out, nil
}

// parseMessage reads one object by its tokens, since decoding into a struct accepts repeated fields and
// fields in another case. data is known to be valid JSON.
func parseMessage(data []byte) (m Message, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return m, errors.New("not an object")
	}
	var seen [2]bool
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return m, err
		}
		i := 0
		switch key {
		case "role":
		case "content":
			i = 1
		default:
			return m, fmt.Errorf("unknown field %q", key)
		}
		if seen[i] {
			return m, fmt.Errorf("field %q appears twice", key)
		}
		seen[i] = true
		value, err := d.Token()
		text, ok := value.(string)
		if err != nil || !ok {
			return m, fmt.Errorf("field %q is not a string", key)
		}
		if i == 0 {
			m.Role = Role(text)
		} else {
			m.Content = text
		}
	}
	if !seen[0] || !seen[1] {
		return m, errors.New("needs the fields role and content")
	}
	return m, nil
}
