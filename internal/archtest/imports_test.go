package archtest

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

const module = "github.com/gemma-bench/gemma"

// A layer says what the packages under a folder may import. Patterns are folders; "/..." adds what is
// below, and "$" stands for the second part of the importing package's path, so that "backend/$/..."
// is a backend's own subtree.
type layer struct {
	dir     string
	imports []string
}

// layers go from the bottom to the top. The last one that contains a package decides about it.
var layers = []layer{
	{"tensor/...", nil},
	{"graph/...", []string{"tensor"}},
	{"shaders/...", []string{"shaders"}},
	{"model/...", []string{"tensor", "graph", "model/...", "internal/pages"}},
	{"grammar", []string{"model/tokenizer"}},
	{"backend", []string{"tensor", "graph"}},
	{"backend/*/...", []string{"tensor", "graph", "shaders", "backend", "backend/internal/...", "backend/$/..."}},
	{"backend/cpu", []string{"tensor", "graph", "backend", "backend/internal/...", "backend/cpu/csimd", "internal/processors"}},
	{"backend/cpu/ref", []string{"tensor", "graph", "backend", "backend/internal/..."}},
	{"backend/cpu/csimd", []string{"tensor", "graph", "backend", "backend/internal/...", "internal/pages", "internal/parallel", "internal/processors"}},
	{"backend/internal/...", []string{"tensor", "graph", "backend", "backend/internal/..."}},
	{"backend/internal/gpu", []string{"tensor", "graph", "shaders", "backend", "backend/internal/..."}},
	{"backend/backendtest", []string{"tensor", "graph", "model/...", "backend", "backend/internal/...", "backend/cpu/ref"}},
	{"backend/all", []string{"backend/*/..."}},
	{"engine/...", []string{"tensor", "graph", "model/...", "grammar", "backend", "engine/...", "internal/pages", "internal/parallel"}},
	{".", []string{"tensor", "graph", "model/...", "grammar", "backend", "backend/*/...", "engine/...", "internal/config"}},
	{"cmd/...", []string{".", "tensor", "graph", "model/...", "grammar", "backend", "backend/all", "engine/...", "internal/...", "cmd/..."}},
	{"internal/...", []string{"tensor", "graph", "model/...", "internal/..."}},
	{"internal/modeltest", []string{"tensor", "model/...", "backend", "engine", "internal/golden", "internal/testmodel"}},
	{"internal/cmd/...", []string{"tensor", "graph", "model/...", "backend/...", "engine/...", "internal/..."}},
}

// testOnly are packages that non-test files outside of them must not import.
var testOnly = []string{"internal/golden", "internal/testmodel", "internal/modeltest", "internal/tinymodel", "internal/archtest", "backend/backendtest"}

// testImports are what tests may import on top of their layer. Backends appear in the tests of what
// runs them, never in those of tensor, graph and model.
var testImports = []layer{
	{"...", []string{"internal/golden", "internal/testmodel"}},
	{"model/...", []string{"internal/tinymodel"}},
	{"shaders/...", []string{"tensor", "graph"}},
	{"grammar", []string{"model/gguf"}},
	{"backend/...", []string{"backend/...", "model/...", "engine/...", "shaders", "internal/tinymodel", "internal/modeltest"}},
	{"engine/...", []string{"backend/...", "internal/tinymodel", "internal/modeltest"}},
	{".", []string{"backend/...", "internal/tinymodel"}},
	{"cmd/...", []string{"backend/...", "internal/tinymodel"}},
}

// within reports whether folder dir matches a pattern.
func within(dir, pattern string) bool {
	if pattern == "..." {
		return true
	}
	stem, below := strings.CutSuffix(pattern, "/...")
	want, have := strings.Split(stem, "/"), strings.Split(dir, "/")
	if len(have) < len(want) || len(have) > len(want) && !below {
		return false
	}
	for i, w := range want {
		if w != "*" && w != have[i] {
			return false
		}
	}
	return true
}

// allowed reports whether patterns, of a package in folder from, permit an import of folder to.
func allowed(from, to string, patterns []string) bool {
	part := strings.Split(from+"/", "/")[1]
	return slices.ContainsFunc(patterns, func(p string) bool { return within(to, strings.ReplaceAll(p, "$", part)) })
}

// paths returns the import paths of a Go file.
func (f *file) paths() []string {
	var all []string
	for _, spec := range f.ast.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			panic("BUG: archtest: the parser let " + spec.Path.Value + " pass")
		}
		all = append(all, p)
	}
	return all
}

// local returns the folder of an import path of this module.
func local(p string) (dir string, ok bool) {
	if p == module {
		return ".", true
	}
	return strings.CutPrefix(p, module+"/")
}

// badImports reports imports against the direction cmd → gemma → engine → {model, backend} → graph → tensor.
func badImports(files []*file) []string {
	var bad []string
	for _, f := range files {
		if f.ast == nil {
			continue
		}
		for _, p := range f.paths() {
			to, ours := local(p)
			if ours && to != f.dir() && !mayImport(f, to) {
				bad = append(bad, fmt.Sprintf("%s: package %s may not import %s", f.path, f.dir(), to))
			}
		}
	}
	return bad
}

func mayImport(f *file, to string) bool {
	own := -1
	for i, l := range layers {
		if within(f.dir(), l.dir) {
			own = i
		}
	}
	if own < 0 {
		return false // a new top-level folder needs a layer
	}
	if f.test() {
		for _, l := range testImports {
			if within(f.dir(), l.dir) && allowed(f.dir(), to, l.imports) {
				return true
			}
		}
	}
	command := within(f.dir(), "internal/cmd/...")
	if slices.Contains(testOnly, to) && !f.test() && !slices.Contains(testOnly, f.dir()) && !command {
		return false
	}
	return allowed(f.dir(), to, layers[own].imports)
}

// third are the only modules that may be imported, and where: docs/RATIONALE.md gives a reason for each.
var third = []struct {
	prefix string
	dirs   []string
	test   bool // only in tests and in packages for tests
}{
	{"github.com/ebitengine/purego", []string{"backend/...", "internal/energy"}, false},
	{"github.com/go-gl/gl", []string{"backend/opengl/..."}, false},
	{"github.com/x448/float16", []string{"tensor", "backend/..."}, false},
	{"github.com/stretchr/testify", []string{"..."}, true},
	{"golang.org/x/sys", []string{"..."}, false},
	{"golang.org/x/sync", []string{"..."}, false},
	{"golang.org/x/perf", []string{"cmd/...", "internal/cmd/..."}, false},
}

// badDependencies reports imports of other modules than those above, and cgo outside of the packages
// that are built without it as well.
func badDependencies(files []*file) []string {
	var bad []string
	for _, f := range files {
		if f.ast == nil {
			continue
		}
		for _, p := range f.paths() {
			_, ours := local(p)
			first, _, _ := strings.Cut(p, "/")
			switch {
			case ours || !strings.Contains(first, ".") && p != "C":
			case p == "C":
				if !within(f.dir(), "backend/cpu/csimd") && !within(f.dir(), "backend/opengl/...") {
					bad = append(bad, fmt.Sprintf("%s: cgo is for backend/cpu/csimd and backend/opengl alone", f.path))
				}
			case !permitted(f, p):
				bad = append(bad, fmt.Sprintf("%s: %s is no dependency that this package may have", f.path, p))
			}
		}
	}
	return bad
}

func permitted(f *file, p string) bool {
	for _, m := range third {
		if p == m.prefix || strings.HasPrefix(p, m.prefix+"/") {
			return allowed(f.dir(), f.dir(), m.dirs) && (!m.test || f.test() || slices.Contains(testOnly, f.dir()))
		}
	}
	return false
}

// badRequirements reports modules in go.mod that are neither on the list nor needed by one that is:
// the indirect ones are yaml, which testify's suite of assertions uses.
func badRequirements(files []*file) []string {
	var bad []string
	for _, f := range files {
		if path.Base(f.path) != "go.mod" {
			continue
		}
		for _, line := range strings.Split(f.text, "\n") {
			fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
			if len(fields) < 2 || !strings.HasPrefix(fields[1], "v") {
				continue
			}
			known := fields[0] == "go.yaml.in/yaml/v3" || fields[0] == "gopkg.in/yaml.v3"
			for _, m := range third {
				known = known || fields[0] == m.prefix || strings.HasPrefix(fields[0], m.prefix+"/")
			}
			if !known {
				bad = append(bad, fmt.Sprintf("%s: module %s is not on the list of dependencies", f.path, fields[0]))
			}
		}
	}
	return bad
}
