package gemma_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model/chat"
	"github.com/stretchr/testify/require"
)

// A booking has arguments of every kind, short enough for a model that knows nothing.
type booking struct {
	City   string   `json:"city" schema:"where to; maxLength=6"`
	Class  string   `json:"class" schema:"enum=first|second"`
	Adults int      `json:"adults" schema:"minimum=1; maximum=9"`
	Tags   []string `json:"tags" schema:"maxItems=2"`
	Return *bool    `json:"return"`
	Seat   struct {
		Row    int  `json:"row" schema:"minimum=1; maximum=30"`
		Window bool `json:"window"`
	} `json:"seat"`
}

// A model that is bound to call a tool calls one of those that were declared, with arguments that its function
// can read, whatever the model has learnt.
func TestTools(t *testing.T) {
	path := filepath.Join(t.TempDir(), "function.gguf")
	require.NoError(t, os.WriteFile(path, tinymodel.FunctionBytes(t), 0o600))
	ctx := context.Background()
	m, err := gemma.Open(ctx, path, gemma.WithBackend("cpu"))
	require.NoError(t, err)
	defer m.Close()
	var booked []booking
	book, err := gemma.NewTool("book", "Books a journey.", func(_ context.Context, b booking) (any, error) {
		booked = append(booked, b)
		return map[string]any{"ok": true, "price": 12.5}, nil
	})
	require.NoError(t, err)
	clock := gemma.Tool{Tool: chat.Tool{Name: "clock"}, Call: func(context.Context, json.RawMessage) (any, error) { return "12:00", nil }}
	calls, err := m.Calls(book, clock)
	require.NoError(t, err)
	conversation := []chat.Message{{Role: chat.User, Content: "<escape>Paris, please<end_of_turn>"}}
	whole := 0
	for seed := range int64(40) {
		s, err := m.NewSession()
		require.NoError(t, err)
		p := gemma.Params{Temperature: 1, Seed: seed, MaxTokens: 150, Constraint: calls}
		added, err := s.Run(ctx, conversation, []gemma.Tool{book, clock}, p)
		var cut *chat.CallError
		if errors.As(err, &cut) { // by MaxTokens, in the middle of a string
			require.Equal(t, gemma.FinishLength, s.Finish())
			require.NoError(t, s.Close())
			continue
		}
		require.NoError(t, err)
		whole++
		require.Len(t, added, 3)
		require.NotEmpty(t, added[0].Calls)
		require.Len(t, added[1].Responses, len(added[0].Calls))
		require.Equal(t, chat.Assistant, added[2].Role)
		require.NoError(t, s.Close())
		if whole == 8 {
			break
		}
	}
	t.Logf("%d answers were whole", whole)
	require.Positive(t, whole)
	for _, b := range booked {
		require.LessOrEqual(t, len([]rune(b.City)), 6)
		require.Contains(t, []string{"first", "second"}, b.Class)
		require.True(t, 1 <= b.Adults && b.Adults <= 9 && len(b.Tags) <= 2 && 1 <= b.Seat.Row && b.Seat.Row <= 30, b)
	}

	s, err := m.NewSession()
	require.NoError(t, err)
	defer s.Close()
	failing := gemma.Tool{Tool: chat.Tool{Name: "clock"}, Call: func(context.Context, json.RawMessage) (any, error) { return nil, os.ErrPermission }}
	forced, err := m.Calls(failing)
	require.NoError(t, err)
	// run takes the first seed with which the calls fit into MaxTokens.
	run := func(tool gemma.Tool) (added []chat.Message, err error) {
		for seed := range int64(50) {
			s.Reset()
			added, err = s.Run(ctx, conversation, []gemma.Tool{tool}, gemma.Params{Temperature: 1, Seed: seed, MaxTokens: 60, Constraint: forced})
			var cut *chat.CallError
			if !errors.As(err, &cut) {
				break
			}
		}
		return added, err
	}
	added, err := run(failing)
	require.ErrorIs(t, err, os.ErrPermission)
	require.Len(t, added, 1)
	_, err = run(book)
	var missing *chat.ToolError
	require.ErrorAs(t, err, &missing)
}

// A model without tokens for calls says so.
func TestToolsOfAnotherModel(t *testing.T) {
	m, err := gemma.Open(context.Background(), tinymodel.Path(t), gemma.WithBackend("cpu"))
	require.NoError(t, err)
	defer m.Close()
	_, err = m.Calls(gemma.Tool{Tool: chat.Tool{Name: "f"}})
	require.ErrorIs(t, err, chat.ErrNoTools)
	s, err := m.NewSession()
	require.NoError(t, err)
	defer s.Close()
	_, err = s.Ask(context.Background(), []chat.Message{{Role: chat.User, Content: "x"}}, []gemma.Tool{{Tool: chat.Tool{Name: "f"}}}, gemma.Params{})
	require.ErrorIs(t, err, chat.ErrNoTools)
	_, err = gemma.NewTool("f", "", func(context.Context, chan int) (any, error) { return nil, nil })
	require.Error(t, err)
}
