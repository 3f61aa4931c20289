package gemma_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// TestAdapters: sessions switch adapters, and each gives what it gives alone.
func TestAdapters(t *testing.T) {
	m := tiny(t, gemma.WithSessions(3))
	plain := collect(t, session(t, m), "a b c", ten)
	path := tinymodel.AdapterPath(t, 1)
	a, err := m.LoadAdapter(path)
	require.NoError(t, err)
	s := session(t, m)
	require.NoError(t, s.SetAdapter(a))
	changed := collect(t, s, "a b c", ten)
	require.NotEqual(t, plain, changed)
	for range 2 { // the second time from kept prefixes
		s.Reset()
		require.NoError(t, s.SetAdapter(nil))
		require.Equal(t, plain, collect(t, s, "a b c", ten))
		s.Reset()
		require.NoError(t, s.SetAdapter(a))
		require.Equal(t, changed, collect(t, s, "a b c", ten))
	}
	f, err := s.Fork(context.Background())
	require.NoError(t, err)
	require.Equal(t, collect(t, s, " more", ten), collect(t, f, " more", ten))
	require.NoError(t, f.Close())
	require.NoError(t, a.Close())
	s.Reset()
	for _, err := range s.Generate(context.Background(), "a b c", ten) {
		require.ErrorIs(t, err, gemma.ErrClosed)
	}
	_, err = m.LoadAdapter(filepath.Join(t.TempDir(), "absent"))
	require.ErrorIs(t, err, os.ErrNotExist)
}
