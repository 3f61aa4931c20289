package archtest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each rule must report the broken file and pass the sound one beside it.
func TestRulesBite(t *testing.T) {
	importing := func(pkg, path string) string { return "package " + pkg + "\n\nimport _ \"" + path + "\"\n" }
	ours := func(pkg, dir string) string { return importing(pkg, module+"/"+dir) }
	marker, covered := "TO"+"DO", map[string]bool{}
	for _, c := range []struct {
		rule, path, broken, sound string
	}{
		{"imports", "tensor/x.go", ours("tensor", "graph"), importing("tensor", "math")},
		{"imports", "graph/x.go", ours("graph", "backend"), ours("graph", "tensor")},
		{"imports", "graph/x_test.go", ours("graph", "backend/cpu/ref"), ours("graph", "internal/golden")},
		{"imports", "graph/x.go", ours("graph", "model/gemma3"), ours("graph", "tensor")},
		{"imports", "model/gemma3/x.go", ours("gemma3", "backend"), ours("gemma3", "model/gguf")},
		{"imports", "model/gemma3/x.go", ours("gemma3", "engine"), ours("gemma3", "graph")},
		{"imports", "model/gemma3/x_test.go", ours("gemma3", "backend/cpu"), ours("gemma3", "internal/testmodel")},
		{"imports", "backend/x.go", ours("backend", "backend/cpu"), ours("backend", "graph")},
		{"imports", "backend/x.go", ours("backend", "model/gemma3"), ours("backend", "tensor")},
		{"imports", "backend/vulkan/x.go", ours("vulkan", "backend/cpu"), ours("vulkan", "backend/vulkan/vk")},
		{"imports", "backend/vulkan/x.go", ours("vulkan", "engine"), ours("vulkan", "shaders")},
		{"imports", "backend/vulkan/x.go", ours("vulkan", "backend/backendtest"), ours("vulkan", "backend/internal/host")},
		{"imports", "backend/cpu/x.go", ours("cpu", "backend/vulkan/vk"), ours("cpu", "backend/cpu/csimd")},
		{"imports", "backend/cpu/x.go", ours("cpu", "backend/cpu/ref"), ours("cpu", "backend/internal/host")},
		{"imports", "backend/cpu/ref/x.go", ours("ref", "backend/cpu"), ours("ref", "tensor")},
		{"imports", "backend/cpu/csimd/x.go", ours("csimd", "backend/vulkan"), ours("csimd", "backend")},
		{"imports", "backend/internal/host/x.go", ours("host", "backend/cpu"), ours("host", "backend")},
		{"imports", "backend/backendtest/x.go", ours("backendtest", "backend/cpu"), ours("backendtest", "backend/cpu/ref")},
		{"imports", "backend/all/x.go", ours("all", "engine"), ours("all", "backend/vulkan")},
		{"imports", "grammar/x.go", ours("grammar", "model/gemma3"), ours("grammar", "model/tokenizer")},
		{"imports", "grammar/x.go", ours("grammar", "engine"), importing("grammar", "math")},
		{"imports", "engine/x.go", ours("engine", "backend/cpu"), ours("engine", "grammar")},
		{"imports", "engine/x.go", ours("engine", "cmd/gemma-bench"), ours("engine", "model/gemma3")},
		{"imports", "engine/x.go", ours("engine", "internal/golden"), ours("engine", "tensor")},
		{"imports", "graph/x_test.go", ours("graph", "internal/tinymodel"), ours("graph", "tensor")},
		{"imports", "engine/x.go", ours("engine", "internal/tinymodel"), ours("engine", "model/gemma3")},
		{"imports", "engine/x.go", importing("engine", module), ours("engine", "graph")},
		{"imports", "x.go", ours("gemma", "cmd/gemma-bench"), ours("gemma", "backend/all")},
		{"imports", "cmd/gemma-bench/x.go", ours("main", "backend/cpu"), ours("main", "backend/all")},
		{"imports", "extra/x.go", ours("extra", "tensor"), importing("extra", "fmt")},
		{"dependencies", "engine/x.go", importing("engine", "github.com/pkg/errors"), importing("engine", "golang.org/x/sync/errgroup")},
		{"dependencies", "engine/x.go", importing("engine", "github.com/stretchr/testify/require"), importing("engine", "errors")},
		{"dependencies", "model/x.go", importing("model", "github.com/ebitengine/purego"), importing("model", "golang.org/x/sys/unix")},
		{"dependencies", "backend/vulkan/x.go", importing("vulkan", "github.com/go-gl/gl/v4.3-core/gl"), importing("vulkan", "github.com/ebitengine/purego")},
		{"dependencies", "backend/vulkan/x.go", importing("vulkan", "C"), importing("vulkan", "unsafe")},
		{"dependencies", "graph/x.go", importing("graph", "github.com/ebitengine/puregox"), importing("graph", "testing")},
		{"requirements", "go.mod", "module m\n\nrequire (\n\tgithub.com/pkg/errors v0.9.1\n)\n", "module m\n\ngo 1.26.0\n\nrequire golang.org/x/sys v0.49.0 // indirect\n"},
		{"build tags", "graph/x.go", "//go:build linux && !purego\n\npackage graph\n", "//go:build linux && !cgo\n\n// Package graph uses purego.\npackage graph\n"},
		{"package docs", "graph/x.go", "package graph\n", "// Package graph is a graph.\npackage graph\n"},
		{"package docs", "cmd/x/main.go", "// Package main runs.\npackage main\n", "// Command x runs.\npackage main\n"},
		{"line counts", "graph/x.go", "package graph\n" + strings.Repeat("\n", maxLines), "package graph\n" + strings.Repeat("\n", maxLines-1)},
		{"line counts", "backend/cpu/csimd/x.c", strings.Repeat("\n", maxLines+1), strings.Repeat("\n", maxLines)},
		{"line counts", "graph/x.go", "package graph\n" + strings.Repeat("\n", maxLines), "// Code generated by x; DO NOT EDIT.\n\npackage graph\n" + strings.Repeat("\n", maxLines)},
		{"machine paths", "graph/x.go", "package graph\n\n// See /wo" + "rk/notes.\n", "package graph\n\n// See net/work/notes and $x/root/y.\n"},
		{"machine paths", "README.md", "cd /ho" + "me/me/src", "cd home/me/src"},
		{"unsafe", "graph/x.go", "package graph\n\nimport \"unsafe\"\n\nvar x = unsafe.String(nil, 0)\n", "package graph\n\nimport \"unsafe\"\n\n// SAFETY: the string is empty.\nvar x = unsafe.String(nil, 0)\n"},
		{"unsafe", "graph/x.go", "package graph\n\nimport \"unsafe\"\n\n// SAFETY: too far away.\n" + strings.Repeat("\n", near) + "var x = unsafe.String(nil, 0)\n", "package graph\n\nimport \"unsafe\"\n\nvar x = unsafe.Sizeof(0)\n"},
		{"unsafe", "graph/x.go", "package graph\n\nimport \"unsafe\"\n\n// f views p.\nfunc f(p *int) *byte { return (*byte)(unsafe.Pointer(p)) }\n", "package graph\n\nimport \"unsafe\"\n\n// f views p. SAFETY: any memory is bytes.\nfunc f(p *int) *byte { return (*byte)(unsafe.Pointer(p)) }\n"},
		{"unsafe", "graph/x.go", "package graph\n\nimport \"unsafe\"\n\nvar x = *(*int)(unsafe.Pointer(uintptr(7)))\n", "package graph\n\nimport \"unsafe\"\n\nvar x = uintptr(unsafe.Pointer(&y)) % 4\n"},
		{"output", "graph/x.go", "package graph\n\nfunc f() { fmt.Println() }\n", "package graph\n\nfunc f() { fmt.Fprintln(w) }\n"},
		{"output", "graph/x.go", "package graph\n\nfunc f() { os.Exit(1) }\n", "package main\n\nfunc f() { os.Exit(1) }\n"},
		{"output", "graph/x.go", "package graph\n\nfunc f() { log.Fatal(1) }\n", "package graph\n\nfunc f() { catalog.Fatal(1) }\n"},
		{"leftovers", "graph/x.go", "package graph\n\n// " + marker + ": more.\n", "package graph\n\n// more.\n"},
		{"references", "engine/x.go", "package engine\n\n// See docs/NOWHERE.md.\n", "package engine\n\n// See docs/RATIONALE.md.\n"},
		{"references", "docs/RATIONALE.md", "# A\n\nSee docs/RATIONALE.md, \"B\".\n", "# A\n\nSee docs/RATIONALE.md, \"A\".\n"},
		{"references", "docs/X.md", "[a](../nowhere/a.go)", "[a](../graph/op.go) and [b](https://go.dev)"},
		{"references", "docs/X.md", "the file `graph/nowhere.go`", "the file `graph/op.go`, the folder `graph/`, all of `graph/*.go`"},
	} {
		name := c.rule + "/" + c.path
		covered[c.rule] = true
		broken, err := load(c.path, c.broken)
		require.NoError(t, err, name)
		require.Len(t, rules[c.rule]([]*file{broken}), 1, "%s passes:\n%s", name, c.broken)
		sound, err := load(c.path, c.sound)
		require.NoError(t, err, name)
		require.Empty(t, rules[c.rule]([]*file{sound}), "%s:\n%s", name, c.sound)
	}
	for name := range rules {
		require.True(t, covered[name], "rule %s has no example", name)
	}
}
