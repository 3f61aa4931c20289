package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/stretchr/testify/require"
)

// A file is one text file of the module. Go files are parsed.
type file struct {
	path string // relative to the module's root, with slashes
	text string
	fset *token.FileSet
	ast  *ast.File // nil for other files
}

// dir returns the folder, "." for the module's root.
func (f *file) dir() string { return path.Dir(f.path) }

// test reports whether only go test compiles the file.
func (f *file) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// generated reports whether a program wrote the file.
func (f *file) generated() bool {
	return f.ast != nil && ast.IsGenerated(f.ast) || strings.HasPrefix(f.path, "shaders/gen/")
}

// line returns the line of a position in a Go file.
func (f *file) line(p token.Pos) int { return f.fset.Position(p).Line }

// extensions are the text files that the rules look at.
var extensions = map[string]bool{
	".go": true, ".c": true, ".h": true, ".comp": true, ".glsl": true, ".metal": true,
	".md": true, ".sh": true, ".py": true, ".mod": true,
}

func load(path, text string) (*file, error) {
	f := &file{path: path, text: text, fset: token.NewFileSet()}
	if !strings.HasSuffix(path, ".go") {
		return f, nil
	}
	var err error
	f.ast, err = parser.ParseFile(f.fset, path, text, parser.ParseComments)
	return f, err
}

// tree loads every text file of the module outside testdata and hidden folders, .ci excepted.
func tree(t *testing.T) []*file {
	t.Helper()
	var files []*file
	top := os.DirFS(golden.Root())
	err := fs.WalkDir(top, ".", func(p string, d fs.DirEntry, err error) error {
		name := d.Name()
		if err != nil {
			return err
		}
		if d.IsDir() {
			if p != "." && p != ".ci" && (name == "testdata" || name[0] == '.' || name[0] == '_') {
				return fs.SkipDir
			}
			return nil
		}
		if !extensions[path.Ext(p)] && name != "Makefile" && p != ".ci/run" {
			return nil
		}
		text, err := fs.ReadFile(top, p)
		if err != nil {
			return err
		}
		f, err := load(p, string(text))
		files = append(files, f)
		return err
	})
	require.NoError(t, err)
	return files
}

// rules are all rules by name. Each returns one line per violation.
var rules = map[string]func([]*file) []string{
	"imports":       badImports,
	"dependencies":  badDependencies,
	"requirements":  badRequirements,
	"build tags":    badTags,
	"package docs":  missingDocs,
	"line counts":   longFiles,
	"machine paths": machinePaths,
	"unsafe":        unexplainedUnsafe,
	"output":        outputOutsideCommands,
	"leftovers":     leftovers,
	"references":    brokenReferences,
}

func TestTree(t *testing.T) {
	files := tree(t)
	require.Greater(t, len(files), 100)
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			for _, problem := range rule(files) {
				t.Error(problem)
			}
		})
	}
}
