package config

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSaveAndLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "config.json")
	got, err := Load(path)
	require.NoError(t, err)
	require.Equal(t, Config{}, got)
	want := Config{Backend: "vulkan:1", Threads: 3, Chunk: 256, Decode: 90.5}
	require.NoError(t, want.Save(path))
	got, err = Load(path)
	require.NoError(t, err)
	require.Equal(t, want, got)
	t.Setenv("GEMMA_CONFIG", path)
	p, err := Path()
	require.NoError(t, err)
	require.Equal(t, path, p)
	for _, text := range []string{"", "{", `{"thread": 1}`, `{"threads": -1}`, `{"chunk": 99999999}`} {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		_, err = Load(path)
		require.ErrorContains(t, err, path)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"backend": "cpu", "threads": 2}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := parse(data); err == nil {
			require.GreaterOrEqual(t, c.Threads, 0)
		}
	})
}
