package archtest

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"path"
	"regexp"
	"slices"
	"strings"
)

// badTags reports the build tag purego: elsewhere it means "without assembly", here it would be read
// as "through ebitengine/purego".
func badTags(files []*file) []string {
	var bad []string
	for _, f := range files {
		if f.ast == nil {
			continue
		}
		for _, group := range f.ast.Comments {
			for _, c := range group.List {
				expr, err := constraint.Parse(c.Text)
				if err != nil {
					continue // not a build constraint
				}
				expr.Eval(func(tag string) bool {
					if tag == "purego" {
						bad = append(bad, fmt.Sprintf("%s:%d: build tag purego", f.path, f.line(c.Pos())))
					}
					return true
				})
			}
		}
	}
	return bad
}

// missingDocs reports packages without a package comment in the usual form.
func missingDocs(files []*file) []string {
	seen, documented := map[string]bool{}, map[string]bool{}
	for _, f := range files {
		if f.ast == nil || f.test() {
			continue
		}
		seen[f.dir()] = true
		start := "Package " + f.ast.Name.Name + " "
		if f.ast.Name.Name == "main" {
			start = "Command " + path.Base(f.dir()) + " "
		}
		documented[f.dir()] = documented[f.dir()] || strings.HasPrefix(f.ast.Doc.Text(), start)
	}
	var bad []string
	for dir := range seen {
		if !documented[dir] {
			bad = append(bad, fmt.Sprintf("%s: no file has a package comment", dir))
		}
	}
	slices.Sort(bad)
	return bad
}

// maxLines is what can be read in one sitting.
const maxLines = 500

// longFiles reports sources that should be split.
func longFiles(files []*file) []string {
	var bad []string
	for _, f := range files {
		if n := strings.Count(f.text, "\n"); n > maxLines && !f.generated() && path.Ext(f.path) != ".md" {
			bad = append(bad, fmt.Sprintf("%s: %d lines, want at most %d", f.path, n, maxLines))
		}
	}
	return bad
}

// machinePath matches absolute paths that exist on one machine only.
var machinePath = regexp.MustCompile(`(^|[^\w.\-)}*])/(work|root|farm|home/\w+|Users/\w+)/`)

func machinePaths(files []*file) []string {
	var bad []string
	for _, f := range files {
		for i, line := range strings.Split(f.text, "\n") {
			if machinePath.MatchString(line) {
				bad = append(bad, fmt.Sprintf("%s:%d: path of one machine: %s", f.path, i+1, strings.TrimSpace(line)))
			}
		}
	}
	return bad
}

// near is how many lines above a use of unsafe its reason may start.
const near = 8

// unexplainedUnsafe reports conversions and calls of package unsafe without a comment "SAFETY: …" in the
// lines above them or in the doc comment of their function. Sizes and offsets are constants, and
// looking at an address or freeing a C string reads no memory: these need none.
func unexplainedUnsafe(files []*file) []string {
	var bad []string
	for _, f := range files {
		if f.ast == nil || !slices.Contains(f.paths(), "unsafe") {
			continue
		}
		reasons := map[int]bool{} // lines on which a comment with a reason ends
		for _, group := range f.ast.Comments {
			if strings.Contains(group.Text(), "SAFETY:") {
				reasons[f.line(group.End())] = true
			}
		}
		for _, decl := range f.ast.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && strings.Contains(fn.Doc.Text(), "SAFETY:") {
				continue
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				if harmless(call.Fun) {
					return false
				}
				name := unsafeName(call.Fun)
				if name == "" {
					return true
				}
				at := f.line(call.Pos())
				for line := at; line >= at-near; line-- {
					if reasons[line] {
						return true
					}
				}
				bad = append(bad, fmt.Sprintf("%s:%d: unsafe.%s without a SAFETY comment", f.path, at, name))
				return true
			})
		}
	}
	return bad
}

// unsafeName returns which function or conversion of package unsafe an expression calls, if any.
func unsafeName(e ast.Expr) string {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	pkg, ok := sel.X.(*ast.Ident)
	if !ok || pkg.Name != "unsafe" || slices.Contains([]string{"Sizeof", "Alignof", "Offsetof"}, sel.Sel.Name) {
		return ""
	}
	return sel.Sel.Name
}

// harmless reports whether a called expression is uintptr or C.free.
func harmless(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "uintptr"
	case *ast.SelectorExpr:
		pkg, ok := e.X.(*ast.Ident)
		return ok && pkg.Name == "C" && e.Sel.Name == "free"
	}
	return false
}

// outputOutsideCommands reports calls that print or end the process in a library.
func outputOutsideCommands(files []*file) []string {
	var bad []string
	for _, f := range files {
		if f.ast == nil || f.test() || f.ast.Name.Name == "main" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				if pkg, ok := fun.X.(*ast.Ident); ok {
					name = pkg.Name + "." + fun.Sel.Name
				}
			}
			if slices.Contains([]string{"print", "println", "fmt.Print", "fmt.Printf", "fmt.Println", "os.Exit"}, name) ||
				strings.HasPrefix(name, "log.") {
				bad = append(bad, fmt.Sprintf("%s:%d: %s in a library", f.path, f.line(call.Pos()), name))
			}
			return true
		})
	}
	return bad
}

// leftover matches marks of unfinished work. The brackets keep this line from matching itself.
var leftover = regexp.MustCompile(`\b([T]ODO|[F]IXME|[X]XX)\b`)

func leftovers(files []*file) []string {
	var bad []string
	for _, f := range files {
		for i, line := range strings.Split(f.text, "\n") {
			if leftover.MatchString(line) {
				bad = append(bad, fmt.Sprintf("%s:%d: unfinished: %s", f.path, i+1, strings.TrimSpace(line)))
			}
		}
	}
	return bad
}
