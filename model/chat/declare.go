package chat

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// declaration writes what a tool is.
func (s *script) declaration(t Tool) {
	s.text("declaration:" + s.name(t.Name) + "{description:")
	s.quoted(t.Description)
	params, ok := s.json(t.Name, t.Parameters).(map[string]any)
	if !ok {
		s.fail(t.Name, "the parameters are not a schema of an object")
	}
	if len(params) > 0 {
		if params["type"] != "object" {
			s.fail(t.Name, `the parameters' schema is not of the type "object"`)
		}
		s.text(",parameters:{")
		if properties, ok := params["properties"].(map[string]any); ok && len(properties) > 0 {
			s.text("properties:{")
			s.parameters(t.Name, properties)
			s.text("},")
		}
		if names, ok := params["required"].([]any); ok && len(names) > 0 {
			s.required(t.Name, names)
			s.text(",")
		}
		s.text("type:")
		s.quoted("OBJECT")
		s.text("}")
	}
	s.text("}")
}

func (s *script) required(tool string, names []any) {
	commas(s, "required:[", names, "]", func(v any) { s.quoted(s.word(tool, "required", v)) })
}

// word returns a string; anything else is an error.
func (s *script) word(tool, what string, v any) string {
	t, ok := v.(string)
	if !ok {
		s.fail(tool, "%s: want a string", what)
	}
	return t
}

// keywords are names of parameters that the template takes for keywords and leaves out.
var keywords = []string{"description", "type", "properties", "required", "nullable"}

// parameters writes the members of an object.
func (s *script) parameters(tool string, properties map[string]any) {
	names := slices.DeleteFunc(keys(properties), func(name string) bool {
		if slices.Contains(keywords, name) {
			s.fail(tool, "a parameter cannot be called %q: the model would not see it", name)
		}
		return slices.Contains(keywords, name)
	})
	commas(s, "", names, "", func(name string) {
		p, ok := properties[name].(map[string]any)
		if !ok {
			s.fail(tool, "%s: want a schema", name)
			return
		}
		p = notNull(p)
		if !bare(name) {
			s.fail(tool, "the parameter %q has a character of the notation in its name", name)
		}
		s.text(name + ":{description:")
		if d, ok := p["description"]; ok {
			s.quoted(s.word(tool, name+": description", d))
		} else {
			s.quoted("")
		}
		kind := s.kind(tool, name, p)
		switch kind {
		case "STRING":
			if enum, ok := p["enum"].([]any); ok && len(enum) > 0 {
				s.text(",enum:")
				s.argument(enum, true)
			}
		case "OBJECT":
			s.text(",properties:{")
			if inner, ok := p["properties"].(map[string]any); ok {
				s.parameters(tool, inner)
			}
			s.text("}")
			if required, ok := p["required"].([]any); ok && len(required) > 0 {
				s.text(",")
				s.required(tool, required)
			}
		case "ARRAY":
			if items, ok := p["items"].(map[string]any); ok && len(items) > 0 {
				s.items(tool, items)
			}
		}
		s.text(",type:")
		s.quoted(kind)
		s.text("}")
	})
}

// notNull returns the schema of a value that may also be null without that: what makes schemas of Python's
// functions for the model writes so.
func notNull(p map[string]any) map[string]any {
	choices, ok := p["anyOf"].([]any)
	if !ok || len(choices) != 2 {
		return p
	}
	for i, c := range choices {
		other, ok := choices[1-i].(map[string]any)
		if null, is := c.(map[string]any); is && ok && null["type"] == "null" {
			out := maps.Clone(p)
			delete(out, "anyOf")
			maps.Copy(out, other)
			return out
		}
	}
	return p
}

// kind returns the type of a parameter in capitals.
func (s *script) kind(tool, name string, p map[string]any) string {
	switch t := p["type"].(type) {
	case string:
		return strings.ToUpper(t)
	case []any: // as the template prints a list
		words := make([]string, len(t))
		for i, v := range t {
			words[i] = "'" + strings.ToUpper(s.word(tool, name+": type", v)) + "'"
		}
		return "[" + strings.Join(words, ", ") + "]"
	}
	s.fail(tool, "%s: want a type; references and choices between schemas have none that the model knows", name)
	return ""
}

// items writes the schema of an array's items.
func (s *script) items(tool string, items map[string]any) {
	names := slices.DeleteFunc(keys(items), func(name string) bool { return items[name] == nil })
	commas(s, ",items:{", names, "}", func(name string) {
		switch v := items[name]; name {
		case "properties":
			s.text("properties:{")
			if inner, ok := v.(map[string]any); ok {
				s.parameters(tool, inner)
			}
			s.text("}")
		case "required":
			names, _ := v.([]any)
			s.required(tool, names)
		case "type":
			s.text("type:")
			if list, ok := v.([]any); ok {
				upper := make([]any, len(list))
				for i, e := range list {
					upper[i] = strings.ToUpper(s.word(tool, "items: type", e))
				}
				s.argument(upper, true)
			} else {
				s.quoted(strings.ToUpper(s.word(tool, "items: type", v)))
			}
		default:
			s.text(name + ":")
			s.argument(v, true)
		}
	})
}

// Schema returns the parameters of a tool; without any, a schema of an object without members.
func (t Tool) Schema() json.RawMessage {
	if len(t.Parameters) == 0 {
		return json.RawMessage(`{"type":"object","properties":{},"additionalProperties":false}`)
	}
	return t.Parameters
}
