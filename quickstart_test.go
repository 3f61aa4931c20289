package gemma_test

import (
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

// The quick start of README.md must build and run as it stands, in a module that knows this one only as a
// requirement. Nothing is downloaded: what this module was built from is there. Without cgo it builds quickly.
func TestQuickStart(t *testing.T) {
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command")
	}
	if runtime.GOOS == "js" || testing.Short() {
		t.Skip("builds a program")
	}
	root, err := os.Getwd()
	require.NoError(t, err)
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Skip("not run in its source folder")
	}
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	_, code, found := strings.Cut(string(readme), "```go\n")
	require.True(t, found)
	code, _, found = strings.Cut(code, "```")
	require.True(t, found)
	require.LessOrEqual(t, strings.Count(code, "\n"), 20)
	code = strings.ReplaceAll(code, "gemma-3-270m-it.gguf", filepath.ToSlash(tinymodel.Path(t)))
	code = strings.ReplaceAll(code, "gemma.Recommended()", "gemma.Params{MaxTokens: 3}")
	source, err := format.Source([]byte("package main\n\nimport (\"context\"; \"fmt\"; \"log\"; \"github.com/gemma-bench/gemma\")\n\nfunc main() {\n" + code + "}\n"))
	require.NoError(t, err)

	mod, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	_, requirements, found := strings.Cut(string(mod), "\ngo ")
	require.True(t, found)
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("main.go", string(source))
	write("go.mod", "module quickstart\n\ngo "+requirements+
		"\nrequire github.com/gemma-bench/gemma v0.0.0\n\nreplace github.com/gemma-bench/gemma => "+filepath.ToSlash(root)+"\n")
	sum, err := os.ReadFile("go.sum")
	require.NoError(t, err)
	write("go.sum", string(sum))

	run := func(name string, args ...string) string {
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=-mod=mod", "CGO_ENABLED=0", "PWD="+dir)
		out, err := cmd.CombinedOutput()
		if err != nil && strings.Contains(string(out), "GOPROXY=off") {
			t.Skipf("the module cache lacks what another module needs: %s", out)
		}
		require.NoError(t, err, "%s %v: %s", name, args, out)
		return string(out)
	}
	program := filepath.Join(dir, "quickstart.exe")
	run(tool, "build", "-trimpath", "-o", program, ".")
	require.NotEmpty(t, run(program))
}
