package mtl

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/ebitengine/purego"
	"github.com/stretchr/testify/require"
)

// TestABI passes two structures like MTLSize to a C function, whose calling convention is the one of macOS
// on the same processor.
func TestABI(t *testing.T) {
	clang, err := exec.LookPath("clang")
	if err != nil {
		t.Skip(err)
	}
	lib := filepath.Join(t.TempDir(), "abi.so")
	cmd := exec.Command(clang, "-x", "c", "-shared", "-fPIC", "-o", lib, "-")
	cmd.Stdin = strings.NewReader(`
		struct size { unsigned long w, h, d; };
		unsigned long f(void *self, void *cmd, struct size a, struct size b) {
			return (unsigned long)self + (unsigned long)cmd + a.w + 10 * a.h + 100 * a.d + 1000 * b.w + 10000 * b.h + 100000 * b.d;
		}`)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	h, err := purego.Dlopen(lib, purego.RTLD_NOW)
	require.NoError(t, err)
	f, err := purego.Dlsym(h, "f")
	require.NoError(t, err)
	args := [12]uintptr{1e6, 2e6}
	got, _, _ := purego.SyscallN(f, sizes(&args, runtime.GOARCH, &[3]uintptr{1, 2, 3}, &[3]uintptr{4, 5, 6})...)
	require.Equal(t, uintptr(3654321), got)
}
