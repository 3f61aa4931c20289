package gemma_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/chat"
	"github.com/stretchr/testify/require"
)

func open(t testing.TB, opts ...gemma.Option) *gemma.Model {
	m, err := gemma.Open(context.Background(), testmodel.Path(t), opts...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	return m
}

func session(t testing.TB, m *gemma.Model) *gemma.Session {
	s, err := m.NewSession()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestGenerateIsGolden(t *testing.T) {
	cases := golden.LoadLogits(t).Cases
	m := open(t, gemma.WithSessions(len(cases)))
	for _, c := range cases {
		var text strings.Builder
		for tok, err := range session(t, m).Generate(context.Background(), c.Prompt, gemma.Params{MaxTokens: 12}) {
			require.NoError(t, err)
			text.WriteString(tok.Text)
		}
		clear := 0
		for clear < 12 && c.GreedyMargins[clear] > 0.3 {
			clear++
		}
		if clear == 12 {
			require.True(t, strings.HasPrefix(c.GreedyText, text.String()), "%q: %q", c.Prompt, text.String())
		}
	}
}

// A generation in two halves must give what one in one piece gives.
func TestGenerateGoesOn(t *testing.T) {
	m := open(t, gemma.WithSessions(2))
	collect := func(s *gemma.Session, prompt string, n int) string {
		var text strings.Builder
		for tok, err := range s.Generate(context.Background(), prompt, gemma.Params{MaxTokens: n}) {
			require.NoError(t, err)
			text.WriteString(tok.Text)
		}
		return text.String()
	}
	whole := collect(session(t, m), "Once upon a time", 20)
	s := session(t, m)
	require.Equal(t, whole, collect(s, "Once upon a time", 8)+collect(s, "", 12))
	s.Reset()
	require.Zero(t, s.Len())
	require.Equal(t, whole, collect(s, "Once upon a time", 20))
}

func TestChatNeedsAnEmptySession(t *testing.T) {
	s := session(t, open(t))
	hi := []chat.Message{{Role: chat.User, Content: "Hi"}}
	for _, err := range s.Chat(context.Background(), hi, gemma.Params{MaxTokens: 2}) {
		require.NoError(t, err)
	}
	for _, err := range s.Chat(context.Background(), hi, gemma.Params{}) {
		require.ErrorContains(t, err, "Reset")
	}
	s.Reset()
	for _, err := range s.Chat(context.Background(), nil, gemma.Params{}) {
		require.ErrorIs(t, err, chat.ErrEmpty)
	}
}

func TestOpenErrors(t *testing.T) {
	ctx := context.Background()
	_, err := gemma.Open(ctx, filepath.Join(t.TempDir(), "absent.gguf"))
	require.ErrorIs(t, err, os.ErrNotExist)
	short := filepath.Join(t.TempDir(), "short.gguf")
	require.NoError(t, os.WriteFile(short, []byte("GGUF"), 0o600))
	_, err = gemma.Open(ctx, short)
	require.Error(t, err)
	path := testmodel.Path(t)
	_, err = gemma.Open(ctx, path, gemma.WithBackend("abacus"))
	var ue *backend.UnavailableError
	require.ErrorAs(t, err, &ue, "a backend that was asked for is never replaced")
	_, err = gemma.Open(ctx, path, gemma.WithContext(1<<20))
	require.Error(t, err)
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	_, err = gemma.Open(cancelled, path)
	require.ErrorIs(t, err, context.Canceled)
}

func TestCloseTwiceAndUseAfterClose(t *testing.T) {
	m, err := gemma.Open(context.Background(), testmodel.Path(t))
	require.NoError(t, err)
	s, err := m.NewSession()
	require.NoError(t, err)
	require.NoError(t, m.Close())
	require.NoError(t, m.Close())
	for _, err := range s.Generate(context.Background(), "Hi", gemma.Params{}) {
		require.ErrorIs(t, err, backend.ErrClosed)
	}
	_, err = m.NewSession()
	require.ErrorIs(t, err, backend.ErrClosed)
}

// Opening reads tables, not weights: it must stay far below the 150 ms that the design allows. The
// bound here is for loaded test machines; BenchmarkOpen measures.
func TestOpenIsLazy(t *testing.T) {
	open(t) // warms the page cache
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	open(t)
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	t.Logf("opened in %v, %d KiB allocated", took, (after.TotalAlloc-before.TotalAlloc)>>10)
	require.Less(t, after.Mallocs-before.Mallocs, uint64(20_000), "no work per token of the vocabulary")
}

func BenchmarkOpen(b *testing.B) {
	path := testmodel.Path(b)
	for b.Loop() {
		m, err := gemma.Open(context.Background(), path)
		require.NoError(b, err)
		require.NoError(b, m.Close())
	}
}
