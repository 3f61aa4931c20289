package hub

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Scheme is what references to the hub begin with.
const Scheme = "hf:"

// A Ref names a model on the hub.
type Ref struct {
	Owner, Name string
	Revision    string // branch, tag or commit; "main" by default
	File        string // a file, or the quantisation that its name has; "" for the repository's only model
}

// Repo returns "owner/name".
func (r Ref) Repo() string { return r.Owner + "/" + r.Name }

// folder returns the name of the repository's folder in the cache.
func (r Ref) folder() string { return "models--" + r.Owner + "--" + r.Name }

var (
	repoPart = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$`)
	commitID = regexp.MustCompile(`^[0-9a-f]{40}$`)
	hashID   = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)
)

// ParseRef parses "hf:owner/name[@revision][:file or quantisation]".
func ParseRef(s string) (Ref, error) {
	rest, ok := strings.CutPrefix(s, Scheme)
	if !ok {
		return Ref{}, fmt.Errorf("hub: %q does not begin with %s", s, Scheme)
	}
	r := Ref{Revision: "main"}
	rest, r.File, _ = strings.Cut(strings.TrimPrefix(rest, "//"), ":")
	repo, revision, ok := strings.Cut(rest, "@")
	if ok {
		r.Revision = revision
	}
	r.Owner, r.Name, _ = strings.Cut(repo, "/")
	for _, part := range []string{r.Owner, r.Name} {
		if !repoPart.MatchString(part) || strings.Contains(part, "..") || strings.Contains(part, "--") {
			return Ref{}, fmt.Errorf("hub: %q is not hf:owner/name[@revision][:file or quantisation]", s)
		}
	}
	if !localName(r.Revision) || r.File != "" && !localName(r.File) {
		return Ref{}, fmt.Errorf("hub: %q names a revision or file that cannot exist", s)
	}
	return r, nil
}

// localName reports whether a name from outside, with slashes, stays within a folder on every system.
func localName(name string) bool {
	if len(name) > 512 || name == "." || !filepath.IsLocal(filepath.FromSlash(name)) || strings.ContainsAny(name, "\\:*?\"<>|\x00") {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part == "." || part == ".." || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			return false
		}
	}
	return !strings.ContainsFunc(name, func(c rune) bool { return c < ' ' })
}

// A selection is what of a repository is needed.
type selection struct {
	files []string // all that must be there
	open  string   // what to open in the snapshot: a file, or "" for the folder itself
	index string   // the index of a sharded model, which names more files
}

// quantisation matches the type at the end of a GGUF file's name, such as "Q4_K_M" or "BF16".
var quantisation = regexp.MustCompile(`(?i)[-._]((?:UD-)?(?:I?Q\d\w*|BF16|F16|F32|qat))\.gguf$`)

// selectFiles decides which of a repository's files are wanted.
func (r Ref) selectFiles(have []string) (selection, error) {
	var ggufs []string
	for _, name := range have {
		if strings.HasSuffix(name, ".gguf") && !strings.HasPrefix(filepath.Base(name), "mmproj") {
			ggufs = append(ggufs, name)
		}
	}
	slices.Sort(ggufs)
	switch {
	case r.File == "":
		if s, ok := folderFiles(have); ok {
			return s, nil
		}
		if len(ggufs) == 1 {
			return selection{files: ggufs, open: ggufs[0]}, nil
		}
		return r.byType(ggufs, "Q4_K_M", have) // what llama.cpp takes by default
	case slices.Contains(have, r.File):
		if s, ok := folderFiles(have); ok && strings.HasSuffix(r.File, ".safetensors") {
			s.open = r.File
			return s, nil
		}
		return selection{files: []string{r.File}, open: r.File}, nil
	}
	return r.byType(ggufs, r.File, have)
}

// byType finds the one GGUF file of a quantisation.
func (r Ref) byType(ggufs []string, typ string, have []string) (selection, error) {
	var found []string
	for _, name := range ggufs {
		if m := quantisation.FindStringSubmatch(name); m != nil && strings.EqualFold(m[1], typ) {
			found = append(found, name)
		}
	}
	if len(found) != 1 {
		if len(found) > 1 {
			ggufs = found
		}
		if len(ggufs) == 0 {
			ggufs = have[:min(len(have), 20)]
		}
		return selection{}, &NotFoundError{Repo: r.Repo(), Revision: r.Revision, File: typ, Have: ggufs}
	}
	return selection{files: found, open: found[0]}, nil
}

// part matches the files of an embedding model's pooling and dense modules.
var part = regexp.MustCompile(`^\d_[A-Za-z]+/(config\.json|model\.safetensors)$`)

// folderFiles lists the files of a repository with safetensors, apart from shards.
func folderFiles(have []string) (selection, bool) {
	s := selection{files: []string{"config.json", "tokenizer.json"}}
	switch {
	case !slices.Contains(have, "config.json"):
		return s, false
	case slices.Contains(have, "model.safetensors.index.json"):
		s.index = "model.safetensors.index.json"
		s.files = append(s.files, s.index)
	case slices.Contains(have, "model.safetensors"):
		s.files = append(s.files, "model.safetensors")
	default:
		return s, false
	}
	for _, name := range have {
		if name == "generation_config.json" || name == "modules.json" || part.MatchString(name) {
			s.files = append(s.files, name)
		}
	}
	return s, true
}
