package engine_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/stretchr/testify/require"
)

// screenable returns an engine whose backend can use screens, or skips t.
func screenable(t *testing.T, m *gemma3.Model, o engine.Options) *engine.Engine {
	b := openBackend(t, "cpu", 0)
	if _, ok := b.(backend.Screener); !ok {
		t.Skip("this build's cpu backend has no use for a screen")
	}
	return newEngine(t, m, b, o)
}

// prepare builds the tiny model's screen in a folder of the test and returns its file.
func prepare(t *testing.T, m *gemma3.Model) string {
	t.Setenv("GEMMA_SCREENS", t.TempDir())
	e := screenable(t, m, engine.Options{Sequences: 3})
	path, size, err := e.PrepareScreen(context.Background(), [][]int32{{1}, {2, 3}, {4}, {9}}, 40)
	require.NoError(t, err)
	st, err := os.Stat(path)
	require.NoError(t, err)
	require.Greater(t, st.Size(), int64(size))
	return path
}

func TestScreenChangesNoToken(t *testing.T) {
	m := tiny(t)
	prepare(t, m)
	for _, p := range []engine.Params{{MaxTokens: 100}, {MaxTokens: 100, Temperature: 1, TopK: 40, TopP: 0.95, Seed: 2}} {
		want, _, _ := generateIDs(t, newSequence(t, screenable(t, m, engine.Options{})), randomIDs(20, m.Config.Vocab), p)
		for _, mode := range []engine.ScreenMode{engine.ScreenOn, engine.ScreenAuto} {
			e := screenable(t, m, engine.Options{Screen: mode})
			got, _, _ := generateIDs(t, newSequence(t, e), randomIDs(20, m.Config.Vocab), p)
			require.Equal(t, want, got, mode)
			if stats := e.ScreenStats(); mode == engine.ScreenOn {
				require.Equal(t, "used", stats.State)
				require.EqualValues(t, 100, stats.Steps+stats.Fallbacks)
			}
		}
	}
}

// A damaged or foreign file is named and never used.
func TestScreenFiles(t *testing.T) {
	m := tiny(t)
	path := prepare(t, m)
	good, err := os.ReadFile(path)
	require.NoError(t, err)
	b := openBackend(t, "cpu", 0)
	for name, damage := range map[string]func([]byte){
		"head":  func(b []byte) { b[20] ^= 1 },
		"table": func(b []byte) { b[len(b)-9] ^= 1 },
	} {
		bad := append([]byte(nil), good...)
		damage(bad)
		require.NoError(t, os.WriteFile(path, bad, 0o600))
		_, err = engine.New(m, b, engine.Options{Screen: engine.ScreenOn})
		require.ErrorContains(t, err, "damaged", name)
	}
	require.NoError(t, os.WriteFile(path, good, 0o600))
	other, err := gemma3.Random(m.Config, 8)
	require.NoError(t, err)
	_, err = engine.New(other, b, engine.Options{Screen: engine.ScreenOn})
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.ErrorContains(t, err, "prepare")
	require.Len(t, must(filepath.Glob(filepath.Join(filepath.Dir(path), "*"))), 1)
	_, err = engine.New(m, b, engine.Options{Screen: "maybe"})
	require.ErrorContains(t, err, "auto, on or off")
	_, err = engine.New(m, openBackend(t, "ref", 0), engine.Options{Screen: engine.ScreenOn})
	require.ErrorContains(t, err, "ref has no use")
}

func must[T any](v T, _ error) T { return v }
