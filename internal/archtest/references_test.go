package archtest

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/gemma-bench/gemma/internal/golden"
)

var (
	// docMention is a mention of a document, with a heading if one is quoted after it.
	docMention = regexp.MustCompile(`\b(docs/[A-Z_]+\.md)(?:, "([^"]+)")?`)
	// link is a Markdown link to a file of the tree.
	link = regexp.MustCompile(`\]\(([^)#:\s]+)(?:#[^)]*)?\)`)
	// codePath is a path in backquotes that starts with a folder of the tree.
	codePath = regexp.MustCompile("`((?:tensor|graph|model|backend|engine|cmd|shaders|ci|docs|internal|testdata|\\.ci)/[\\w./*-]*)`")
)

// brokenReferences reports documents, headings, links and paths that the text names but the tree lacks.
func brokenReferences(files []*file) []string {
	var bad []string
	for _, f := range files {
		if f.dir() == "internal/archtest" {
			continue // examples of broken references
		}
		for i, line := range strings.Split(f.text, "\n") {
			at := fmt.Sprintf("%s:%d: ", f.path, i+1)
			for _, m := range docMention.FindAllStringSubmatch(line, -1) {
				if !exists(files, m[1]) {
					bad = append(bad, at+"no document "+m[1])
				} else if m[2] != "" && !headed(files, m[1], m[2]) {
					bad = append(bad, fmt.Sprintf("%s%s has no heading %q", at, m[1], m[2]))
				}
			}
			if path.Ext(f.path) != ".md" {
				continue
			}
			for _, m := range link.FindAllStringSubmatch(line, -1) {
				if !exists(files, path.Join(f.dir(), m[1])) {
					bad = append(bad, at+"broken link "+m[1])
				}
			}
			for _, m := range codePath.FindAllStringSubmatch(line, -1) {
				if !exists(files, strings.TrimSuffix(m[1], "/")) {
					bad = append(bad, at+"no file or folder "+m[1])
				}
			}
		}
	}
	return bad
}

// exists reports whether a path or pattern names a file or folder, among files or on disk.
func exists(files []*file, pattern string) bool {
	if slices.ContainsFunc(files, func(f *file) bool {
		ok, err := path.Match(pattern, f.path)
		return err == nil && ok || strings.HasPrefix(f.path, pattern+"/")
	}) {
		return true
	}
	if found, err := filepath.Glob(filepath.Join(golden.Root(), filepath.FromSlash(pattern))); err == nil && len(found) > 0 {
		return true
	}
	_, err := os.Stat(filepath.Join(golden.Root(), filepath.FromSlash(pattern)))
	return err == nil
}

func headed(files []*file, doc, heading string) bool {
	return slices.ContainsFunc(files, func(f *file) bool {
		return f.path == doc && regexp.MustCompile(`(?m)^#+ `+regexp.QuoteMeta(heading)+`$`).MatchString(f.text)
	})
}
