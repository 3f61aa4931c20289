package gemma

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/grammar"
	"github.com/gemma-bench/gemma/model/chat"
	"github.com/gemma-bench/gemma/model/tokenizer"
)

// A Constraint is what a generated text must follow: set Params.Constraint. It belongs to the model that made
// it, and any number of its sessions may use it at the same time.
type Constraint = grammar.Constraint

// ErrIncomplete is returned by Extract when the text ended before the value did: at Params.MaxTokens, at a
// stop text, or with the context.
var ErrIncomplete = errors.New("gemma: the value is incomplete")

// vocabulary is what constraints know of a model, made at the first one.
type vocabulary struct {
	once  sync.Once
	vocab *grammar.Vocab

	callOnce sync.Once
	calls    *grammar.Vocab // for calls of tools
	callErr  error

	types sync.Map // typed by reflect.Type
}

// A typed is a type's schema and constraint.
type typed struct {
	schema     []byte
	constraint *Constraint
}

// typed returns the schema and the constraint of a type, which are made once.
func (m *Model) typed(t reflect.Type) (typed, error) {
	if known, ok := m.words.types.Load(t); ok {
		return known.(typed), nil
	}
	src, err := grammar.SchemaOf(t)
	if err != nil {
		return typed{}, err
	}
	c, err := m.Schema(src)
	if err == nil {
		m.words.types.Store(t, typed{src, c})
	}
	return typed{src, c}, err
}

// constraint puts a grammar and the model's vocabulary together.
func (m *Model) constraint(g *grammar.Grammar, err error) (*Constraint, error) {
	if err != nil {
		return nil, err
	}
	m.words.once.Do(func() { m.words.vocab = grammar.TokenizerVocab(m.Tokenizer(), m.Config().Vocab) })
	return grammar.NewConstraint(g, m.words.vocab), nil
}

// Schema returns the constraint of the JSON texts that a JSON Schema describes. grammar.Schema says which
// keywords it takes; others are errors that name the keyword.
func (m *Model) Schema(src []byte) (*Constraint, error) {
	return m.constraint(grammar.Schema(src, grammar.SchemaOptions{}))
}

// SchemaOf returns the constraint of the JSON texts that encoding/json reads into a T. grammar.SchemaOf says
// how types become schemas.
func SchemaOf[T any](m *Model) (*Constraint, error) {
	t, err := m.typed(reflect.TypeFor[T]())
	return t.constraint, err
}

// Regex returns the constraint of the texts that match the whole of a regular expression of Go's syntax.
func (m *Model) Regex(pattern string) (*Constraint, error) {
	return m.constraint(grammar.Regex(pattern))
}

// Choices returns the constraint of a list of texts.
func (m *Model) Choices(choices ...string) (*Constraint, error) {
	return m.constraint(grammar.Choices(choices))
}

// GBNF returns the constraint of a grammar in llama.cpp's notation.
func (m *Model) GBNF(src string) (*Constraint, error) { return m.constraint(grammar.GBNF(src)) }

// A Label is a choice and its probability among all choices.
type Label struct {
	Text        string
	Probability float64
}

// Classify adds prompt to the session and returns the probability of each label as the text that follows
// it. Labels are taken as they are: after "Sentiment:" the label " positive" begins with a space.
//
// A label's probability is the product of the probabilities of its tokens, as the tokenizer divides it, and
// is divided by the sum over all labels. The shorter of two labels has an advantage in that; ClassifyMean
// takes the geometric mean of the tokens' probabilities instead. If every label is one token, one step
// decides, without the head but for the labels' rows. The session ends with prompt.
func (s *Session) Classify(ctx context.Context, prompt string, labels ...string) ([]Label, error) {
	return s.classify(ctx, prompt, labels, false)
}

// ClassifyMean is Classify with probabilities normalised by the number of tokens.
func (s *Session) ClassifyMean(ctx context.Context, prompt string, labels ...string) ([]Label, error) {
	return s.classify(ctx, prompt, labels, true)
}

func (s *Session) classify(ctx context.Context, prompt string, labels []string, mean bool) ([]Label, error) {
	tok := s.m.Tokenizer()
	ids := slices.Concat(s.pending(), tok.Encode(nil, prompt, tokenizer.EncodeOptions{BOS: s.empty()}))
	choices, out := make([][]int32, len(labels)), make([]Label, len(labels))
	for i, label := range labels {
		if label == "" {
			return nil, errors.New("gemma: a label is empty")
		}
		choices[i] = tok.Encode(nil, label, tokenizer.EncodeOptions{})
	}
	probabilities, err := s.seq.Choose(ctx, ids, choices, mean)
	if err != nil {
		return nil, err
	}
	s.last, s.unfed = nil, nil
	for i, p := range probabilities {
		out[i] = Label{labels[i], p}
	}
	return out, nil
}

// Choose is Classify that returns the most likely label alone; of equal ones, the first.
func (s *Session) Choose(ctx context.Context, prompt string, labels ...string) (string, error) {
	all, err := s.Classify(ctx, prompt, labels...)
	if err != nil {
		return "", err
	}
	return all[likeliest(all)].Text, nil
}

// likeliest returns the index of the first of the most likely labels.
func likeliest(labels []Label) int {
	best := 0
	for i, l := range labels {
		if l.Probability > labels[best].Probability {
			best = i
		}
	}
	return best
}

// A Destination is a place that Route may send a request to.
type Destination struct {
	Name        string
	Description string // one line: what the destination is for
	Handle      func(ctx context.Context, request string) error
}

// Route asks the model, in an empty session, which destination a request is for, and calls its Handle, if
// there is one. Names are compared by ClassifyMean, so that long ones are not at a disadvantage.
func (s *Session) Route(ctx context.Context, request string, to ...Destination) (Destination, error) {
	if !s.empty() {
		return Destination{}, errors.New("gemma: Route starts in an empty session; Reset it")
	}
	var question strings.Builder
	question.WriteString("Which of these should handle the request below? Answer with the name alone.\n\n")
	names := make([]string, len(to))
	for i, d := range to {
		fmt.Fprintf(&question, "%s: %s\n", d.Name, d.Description)
		names[i] = d.Name
	}
	fmt.Fprintf(&question, "\nRequest: %s", request)
	labels, err := s.ask(ctx, question.String(), names)
	if err != nil {
		return Destination{}, err
	}
	d := to[likeliest(labels)]
	if d.Handle == nil {
		return d, nil
	}
	return d, d.Handle(ctx, request)
}

// ask puts a question to the model as a user's message and compares answers.
func (s *Session) ask(ctx context.Context, question string, answers []string) ([]Label, error) {
	ids, err := chat.Render(s.m.Tokenizer(), []chat.Message{{Role: chat.User, Content: question}}, chat.Options{})
	if err != nil {
		return nil, err
	}
	choices, out := make([][]int32, len(answers)), make([]Label, len(answers))
	for i, a := range answers {
		choices[i] = s.m.Tokenizer().Encode(nil, a, tokenizer.EncodeOptions{})
	}
	probabilities, err := s.seq.Choose(ctx, ids, choices, true)
	for i, p := range probabilities {
		out[i] = Label{answers[i], p}
	}
	return out, err
}

// Extract asks the model, in an empty session, for a T: prompt is the user's message, followed by the
// schema of T, which the answer is bound to follow. p.Constraint is not used.
func Extract[T any](ctx context.Context, s *Session, prompt string, p Params) (T, error) {
	var v T
	t, err := s.m.typed(reflect.TypeFor[T]())
	if err != nil {
		return v, err
	}
	p.Constraint = t.constraint
	prompt += "\n\nAnswer with JSON that follows this schema:\n" + string(t.schema)
	var text strings.Builder
	for tok, err := range s.Chat(ctx, []chat.Message{{Role: chat.User, Content: prompt}}, p) {
		if err != nil {
			return v, err
		}
		text.WriteString(tok.Text)
	}
	if s.last.Finish() != engine.FinishStop {
		return v, fmt.Errorf("%w (%s): %s", ErrIncomplete, s.last.Finish(), text.String())
	}
	if err := json.Unmarshal([]byte(text.String()), &v); err != nil {
		return v, fmt.Errorf("%w: %w", ErrIncomplete, err)
	}
	return v, nil
}
