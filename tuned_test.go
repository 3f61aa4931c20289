package gemma

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTuned(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.json")
	t.Setenv("GEMMA_CONFIG", path)
	opts, err := Tuned()
	require.NoError(t, err)
	require.Empty(t, opts)
	require.NoError(t, os.WriteFile(path, []byte(`{"backend": "ref", "threads": 3, "chunk": 64}`), 0o600))
	opts, err = Tuned()
	require.NoError(t, err)
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	require.Equal(t, []any{"ref", 3, 64}, []any{o.backend, o.config.Threads, o.engine.Chunk})
	require.NoError(t, os.WriteFile(path, []byte(`{`), 0o600))
	_, err = Tuned()
	require.ErrorContains(t, err, path)
}
