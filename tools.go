package gemma

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/gemma-bench/gemma/grammar"
	"github.com/gemma-bench/gemma/model/chat"
)

// A Tool is a function that FunctionGemma may call.
type Tool struct {
	chat.Tool // what the model is told

	// Call runs the tool with arguments that are a JSON object and returns what encoding/json can write.
	Call func(ctx context.Context, arguments json.RawMessage) (any, error)
}

// NewTool returns the tool that calls a function with a struct of arguments, whose schema is that of SchemaOf. The
// description says what the tool does and when it is of use: the model knows nothing else about it.
func NewTool[T any](name, description string, call func(ctx context.Context, arguments T) (any, error)) (Tool, error) {
	schema, err := grammar.SchemaOf(reflect.TypeFor[T]())
	if err != nil {
		return Tool{}, err
	}
	run := func(ctx context.Context, src json.RawMessage) (any, error) {
		var arguments T
		if err := json.Unmarshal(src, &arguments); err != nil {
			return nil, err
		}
		return call(ctx, arguments)
	}
	return Tool{chat.Tool{Name: name, Description: description, Parameters: schema}, run}, nil
}

// Calls returns the constraint of one or more calls of tools, with arguments that follow their schemas. Without it
// FunctionGemma may answer in words, or call what there is not. A model without tokens for calls is a chat.ErrNoTools.
func (m *Model) Calls(tools ...Tool) (*Constraint, error) {
	if !chat.CallsFunctions(m.Tokenizer()) {
		return nil, chat.ErrNoTools
	}
	functions := make([]grammar.Function, len(tools))
	for i, t := range tools {
		functions[i] = grammar.Function{Name: t.Name, Parameters: t.Schema()}
	}
	g, err := grammar.Calls(functions)
	if err != nil {
		return nil, err
	}
	m.words.callOnce.Do(func() { m.words.calls, m.words.callErr = grammar.CallVocab(m.Tokenizer(), m.Config().Vocab) })
	if m.words.callErr != nil {
		return nil, m.words.callErr
	}
	return grammar.NewConstraint(g, m.words.calls), nil
}

// Ask is Chat with tools that FunctionGemma may call: it returns the whole answer, which is text, calls, or both.
// Set p.Constraint to what Calls returns to have it call a tool in any case. An answer that begins a call and does not
// write it as calls are written is a *chat.CallError.
func (s *Session) Ask(ctx context.Context, messages []chat.Message, tools []Tool, p Params) (chat.Message, error) {
	declared := make([]chat.Tool, len(tools))
	for i, t := range tools {
		declared[i] = t.Tool
	}
	var ids []int32
	for tok, err := range s.chat(ctx, messages, chat.Options{Tools: declared}, p) {
		if err != nil {
			return chat.Message{}, err
		}
		ids = append(ids, tok.ID)
	}
	return chat.ParseAnswer(s.m.Tokenizer(), ids)
}

// Run asks the model in an empty session, calls the tools that it asks for, and has it answer with what they return.
// It returns the messages that this adds to the conversation: the answer alone, or calls, responses and the answer.
// p.Constraint holds for the calls only. A tool's error ends it, with the messages so far.
func (s *Session) Run(ctx context.Context, messages []chat.Message, tools []Tool, p Params) ([]chat.Message, error) {
	answer, err := s.Ask(ctx, messages, tools, p)
	if err != nil {
		return nil, err
	}
	added := []chat.Message{answer}
	if len(answer.Calls) == 0 {
		return added, nil
	}
	responses, err := respond(ctx, answer.Calls, tools)
	if err != nil {
		return added, err
	}
	added = append(added, chat.Message{Role: chat.Function, Responses: responses})
	s.Reset()
	p.Constraint = nil
	answer, err = s.Ask(ctx, slices.Concat(messages, added), tools, p)
	if err != nil {
		return added, err
	}
	return append(added, answer), nil
}

// respond calls tools, one after the other.
func respond(ctx context.Context, calls []chat.Call, tools []Tool) ([]chat.Response, error) {
	var responses []chat.Response
	for _, c := range calls {
		i := slices.IndexFunc(tools, func(t Tool) bool { return t.Name == c.Name })
		if i < 0 || tools[i].Call == nil {
			return nil, &chat.ToolError{Name: c.Name, Reason: "the model called it, and there is none of that name that can be called"}
		}
		v, err := tools[i].Call(ctx, c.Arguments)
		if err != nil {
			return nil, fmt.Errorf("gemma: tool %s: %w", c.Name, err)
		}
		value, err := json.Marshal(v)
		if err != nil {
			return nil, fmt.Errorf("gemma: tool %s: %w", c.Name, err)
		}
		responses = append(responses, chat.Response{Name: c.Name, Value: value})
	}
	return responses, nil
}
