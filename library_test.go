package gemma_test

import (
	"bytes"
	"context"
	"embed"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// tiny opens the tiny model.
func tiny(t testing.TB, opts ...gemma.Option) *gemma.Model {
	m, err := gemma.OpenBytes(context.Background(), tinymodel.Bytes(t), opts...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Close()) })
	return m
}

// collect generates to the end and returns the text.
func collect(t testing.TB, s *gemma.Session, prompt string, p gemma.Params) string {
	t.Helper()
	var text strings.Builder
	for tok, err := range s.Generate(context.Background(), prompt, p) {
		require.NoError(t, err)
		fmt.Fprintf(&text, "%d %s,", tok.ID, tok.Text)
	}
	return text.String()
}

var ten = gemma.Params{MaxTokens: 10}

//go:embed gemma.go
var embedded embed.FS // any file will do to see that an embed.FS is taken

func TestSources(t *testing.T) {
	ctx, data := context.Background(), tinymodel.Bytes(t)
	want := collect(t, session(t, tiny(t)), "a b c", ten)
	fsys := fstest.MapFS{"models/tiny.gguf": {Data: data}}
	for name, open := range map[string]func() (*gemma.Model, error){
		"path":   func() (*gemma.Model, error) { return gemma.Open(ctx, tinymodel.Path(t)) },
		"fs":     func() (*gemma.Model, error) { return gemma.OpenFS(ctx, fsys, "models/tiny.gguf") },
		"reader": func() (*gemma.Model, error) { return gemma.OpenReader(ctx, bytes.NewReader(data), int64(len(data))) },
		"part of a file": func() (*gemma.Model, error) {
			whole := bytes.NewReader(append([]byte("before"), data...))
			return gemma.OpenReader(ctx, io.NewSectionReader(whole, 6, int64(len(data))), int64(len(data)))
		},
	} {
		m, err := open()
		require.NoError(t, err, name)
		require.Equal(t, want, collect(t, session(t, m), "a b c", ten), name)
		require.NoError(t, m.Close())
	}
	_, err := gemma.OpenFS(ctx, embedded, "gemma.go")
	require.ErrorContains(t, err, "gemma.go")
	_, err = gemma.OpenFS(ctx, fsys, "absent")
	require.Error(t, err)
	_, err = gemma.OpenReader(ctx, bytes.NewReader(data[:1000]), int64(len(data)))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_, err = gemma.OpenBytes(ctx, data[:1000])
	require.Error(t, err)
	_, err = gemma.Open(ctx, "hf:nobody")
	require.ErrorContains(t, err, "nobody")
}

func TestBackendFlag(t *testing.T) {
	fs := flag.NewFlagSet("x", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	opt := gemma.BackendFlag(fs)
	require.Equal(t, "cpu", tiny(t, opt).Device().Backend)
	require.NoError(t, fs.Parse([]string{"-backend", "ref"}))
	require.Equal(t, "ref", tiny(t, opt).Device().Backend)
	require.NoError(t, fs.Parse([]string{"-backend", "auto"}))
	require.NotEmpty(t, tiny(t, opt).Device().Backend)
	for _, bad := range []string{"abacus", "", "auto:1"} {
		require.ErrorContains(t, fs.Parse([]string{"-backend", bad}), "auto, cpu", bad)
	}
	require.Contains(t, gemma.Backends(), "cpu")
	require.NotEmpty(t, gemma.Devices())
}

func TestErrorsHaveTypes(t *testing.T) {
	ctx := context.Background()
	m := tiny(t, gemma.WithContext(20))
	s := session(t, m)
	_, err := m.NewSession()
	require.ErrorIs(t, err, gemma.ErrSessions)
	for _, err = range s.Generate(ctx, strings.Repeat("a ", 50), ten) {
	}
	require.ErrorIs(t, err, gemma.ErrContext)
	var unavailable *gemma.UnavailableError
	_, err = gemma.OpenBytes(ctx, tinymodel.Bytes(t), gemma.WithBackend("abacus"))
	require.ErrorAs(t, err, &unavailable)
	require.NoError(t, s.Close())
	for _, err = range s.Generate(ctx, "a", ten) {
	}
	require.ErrorIs(t, err, gemma.ErrClosed)
	_, err = s.Embed(ctx, "a")
	require.ErrorIs(t, err, gemma.ErrClosed)
	require.ErrorIs(t, s.Save(ctx, io.Discard), gemma.ErrClosed)
	_, err = s.Fork(ctx)
	require.ErrorIs(t, err, gemma.ErrClosed)
}

// The log-probabilities of a text add up however it is cut, and are those of the tokens that follow.
func TestScore(t *testing.T) {
	ctx := context.Background()
	m := tiny(t, gemma.WithSessions(2))
	whole, err := session(t, m).Score(ctx, "abc def")
	require.NoError(t, err)
	require.Len(t, whole, m.CountTokens("abc def"))
	s := session(t, m)
	first, err := s.Score(ctx, "abc ")
	require.NoError(t, err)
	second, err := s.Score(ctx, "def")
	require.NoError(t, err)
	require.Equal(t, whole, append(first, second...))
	for _, x := range whole {
		require.Negative(t, x.LogProb)
	}
	// Greedy tokens are likelier than any other text, and the one that is not fed yet counts.
	s.Reset()
	var ids []int32
	for tok, err := range s.Generate(ctx, "abc", gemma.Params{MaxTokens: 1}) {
		require.NoError(t, err)
		ids = append(ids, tok.ID)
	}
	after, err := s.Score(ctx, "x")
	require.NoError(t, err)
	require.Len(t, ids, 1)
	require.Len(t, after, 1)
	require.Equal(t, 1+m.CountTokens("abc")+1+1, s.Len())
	_, err = s.Score(ctx, "")
	require.Error(t, err)
}

func TestEmbed(t *testing.T) {
	ctx := context.Background()
	s := session(t, tiny(t))
	a, err := s.Embed(ctx, "some text")
	require.NoError(t, err)
	require.Len(t, a, tinymodel.Config().Width)
	again, err := s.Embed(ctx, "some text")
	require.NoError(t, err)
	require.Equal(t, a, again)
	b, err := s.Embed(ctx, "other words")
	require.NoError(t, err)
	require.NotEqual(t, a, b)
	norm := 0.0
	for _, x := range a {
		norm += float64(x) * float64(x)
	}
	require.InDelta(t, 1, math.Sqrt(norm), 1e-5)
	collect(t, s, "a", ten)
	_, err = s.Embed(ctx, "b")
	require.ErrorIs(t, err, gemma.ErrNotEmpty)
}

func TestForkSaveLoad(t *testing.T) {
	ctx := context.Background()
	m := tiny(t, gemma.WithSessions(3))
	s := session(t, m)
	collect(t, s, "Once upon a time", ten)
	f, err := s.Fork(ctx)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	var file bytes.Buffer
	require.NoError(t, s.Save(ctx, &file))
	want := collect(t, s, "", ten)
	require.Equal(t, want, collect(t, f, "", ten), "a fork goes on as its source")
	l := session(t, tiny(t))
	require.NoError(t, l.Load(ctx, bytes.NewReader(file.Bytes())))
	require.Equal(t, want, collect(t, l, "", ten), "so does a saved session")
	var se *gemma.SaveError
	require.ErrorAs(t, l.Load(ctx, bytes.NewReader(file.Bytes()[:100])), &se)
}

// A prompt that starts like an earlier one, of any session, reuses it; the text is the same.
func TestPrefixReuse(t *testing.T) {
	prefix := strings.Repeat("the same words ", 20)
	ask := func(m *gemma.Model, question string, p gemma.Params) string {
		s := session(t, m)
		defer s.Close()
		return collect(t, s, prefix+question, p)
	}
	for _, p := range []gemma.Params{ten, {MaxTokens: 10, RepeatPenalty: 1.2}} {
		with, without := tiny(t), tiny(t, gemma.WithPrefixBytes(0))
		for i, q := range []string{"one?", "two?", "one? and more", "one?"} {
			require.Equal(t, ask(without, q, p), ask(with, q, p), q)
			if i > 0 {
				require.Greater(t, with.Stats().ReusedTokens, i*100)
			}
		}
		require.Zero(t, without.Stats().ReusedTokens)
		require.Positive(t, with.Stats().PrefixBytes)
	}
}

func TestStatsAndLog(t *testing.T) {
	var out bytes.Buffer
	m := tiny(t, gemma.WithLogger(slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	require.Contains(t, out.String(), `"msg":"model opened"`)
	s := session(t, m)
	collect(t, s, "a secret", ten)
	require.Contains(t, out.String(), `"msg":"generation ended"`)
	require.NotContains(t, out.String(), "secret")
	require.Equal(t, 10, s.Stats().Tokens)
	require.EqualValues(t, "length", s.Finish())
	stats := m.Stats()
	require.Equal(t, 1, stats.Generations)
	require.Equal(t, 10, stats.Tokens)
	require.Equal(t, 1+m.CountTokens("a secret"), stats.PromptTokens)
	require.Positive(t, stats.Decode)
}
