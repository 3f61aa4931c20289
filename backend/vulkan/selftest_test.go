package vulkan

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/selftest"
	"github.com/gemma-bench/gemma/graph"
	"github.com/stretchr/testify/require"
)

// swap makes every pipeline of one kernel that of another, as a driver that miscompiles would.
func swap(t *testing.T, b *Backend, kernel, by string, spec ...uint32) {
	_, err := b.pipeline(kernel, spec)
	require.NoError(t, err)
	wrong, err := b.pipeline(by, spec)
	require.NoError(t, err)
	for key, right := range b.pipelines {
		if strings.HasPrefix(key, kernel+"\x01") {
			b.pipelines[key] = wrong
			t.Cleanup(func() { b.pipelines[key] = right })
			return
		}
	}
	t.Fatal("no pipeline " + kernel)
}

// emptyCache gives the test a cache directory and nothing that passed. The driver keeps its own cache.
func emptyCache(t *testing.T) string {
	if dir, err := os.UserCacheDir(); err == nil {
		t.Setenv("MESA_SHADER_CACHE_DIR", dir)
	}
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	t.Setenv("LocalAppData", dir)
	t.Setenv(SelfTestEnv, "")
	passed.Clear()
	t.Cleanup(passed.Clear)
	return dir
}

// TestSelfTestRefuses swaps kernels of two operations; the first that a model meets is named.
func TestSelfTestRefuses(t *testing.T) {
	dir := emptyCache(t)
	b := openTest(t, func(*limits) {}) // not tested when opened
	swap(t, b, "rows", "gelu", b.limits.PlainWG)
	swap(t, b, "add", "mul", b.limits.PlainWG)
	err := b.selfTest()
	var no *backend.UnavailableError
	require.ErrorAs(t, err, &no)
	require.Contains(t, no.Reason, b.info.Name)
	require.Contains(t, no.Install, b.info.Driver)
	var wrong *selftest.Error
	require.ErrorAs(t, err, &wrong)
	require.Equal(t, graph.OpAdd, wrong.Op)
	require.ErrorContains(t, err, "add computes wrongly")
	files, err := filepath.Glob(filepath.Join(dir, "gemma-bench", "vulkan-selftest-*"))
	require.NoError(t, err)
	require.Empty(t, files, "a failure is not remembered")
	require.False(t, b.passedBefore())
	t.Setenv(SelfTestEnv, "off")
	require.True(t, b.passedBefore())
}

// TestSelfTestIsRemembered looks at what is on disk after a device was opened.
func TestSelfTestIsRemembered(t *testing.T) {
	dir := emptyCache(t)
	b := openTest(t, nil)
	key := b.selfTestKey()
	files, err := filepath.Glob(filepath.Join(dir, "gemma-bench", "vulkan-selftest-*.txt"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	raw, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.Equal(t, key, string(raw))

	// A broken kernel is not noticed while the pass is remembered, and is when the driver changes.
	broken := openTest(t, func(*limits) {})
	swap(t, broken, "add", "mul", broken.limits.PlainWG)
	passed.Clear()
	require.True(t, broken.passedBefore())
	passed.Clear()
	broken.props.DriverVersion++
	require.False(t, broken.passedBefore())
	require.ErrorContains(t, broken.selfTest(), "add computes wrongly")
}
