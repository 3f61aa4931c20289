package testmodel

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// recorder stands in for a *testing.T so that skipping and failing can be observed.
type recorder struct {
	testing.TB
	skipped, failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Skipf(string, ...any)  { r.skipped = true }
func (r *recorder) Fatalf(string, ...any) { r.failed = true }

func TestPath(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "m.gguf")
	require.NoError(t, os.WriteFile(file, []byte("x"), 0o600))
	cached := filepath.Join(dir, "gemma-bench", FileName)
	require.NoError(t, os.Mkdir(filepath.Dir(cached), 0o700))
	require.NoError(t, os.WriteFile(cached, []byte("x"), 0o600))

	for _, tc := range []struct {
		name, model, cache, require string
		want                        string
		skipped, failed             bool
	}{
		{name: "env", model: file, want: file},
		{name: "cache", cache: dir, want: cached},
		{name: "absent", model: filepath.Join(dir, "none"), skipped: true},
		{name: "folder", model: dir, skipped: true},
		{name: "required", model: filepath.Join(dir, "none"), require: "cpu, model", failed: true},
		{name: "other required", model: filepath.Join(dir, "none"), require: "models,cpu", skipped: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Setenv("GEMMA_MODEL", tc.model)
			t.Setenv("XDG_CACHE_HOME", tc.cache)
			t.Setenv("GEMMA_REQUIRE", tc.require)
			r := &recorder{}
			require.Equal(t, tc.want, Path(r))
			require.Equal(t, tc.skipped, r.skipped)
			require.Equal(t, tc.failed, r.failed)
		})
	}
}
