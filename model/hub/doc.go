// Package hub brings models from the Hugging Face hub into the cache that its own tools use, so that
// nothing is downloaded twice. Resolve turns "hf:owner/name[@revision][:file or quantisation]" into a path.
//
// # Environment
//
// HF_ENDPOINT is the hub, https://huggingface.co if unset. HF_TOKEN, or else the file token in HF_HOME, is
// the access token. HF_HUB_CACHE, or else hub in HF_HOME, is the cache; HF_HOME is ~/.cache/huggingface if
// unset. With HF_HUB_OFFLINE=1 nothing but the cache is asked.
//
// # Cache
//
// The folder models--OWNER--NAME has blobs by their hash, refs, which name the commit of a branch, and
// snapshots, a folder of links into blobs for each commit. A blob appears under its name only when it
// is complete and has that hash: until then it grows beside it, and a later call goes on where an
// earlier one stopped. A lock that Hugging Face's tools take too keeps two processes from writing one blob.
// Where links are not possible snapshots hold copies.
//
// # Trust
//
// Nothing that a server says is used as a path before it was checked: file names stay in their folder,
// commits and hashes are hexadecimal. Sizes are limits. The token goes to the hub's host alone, not
// along redirects to others.
//
// ref: https://huggingface.co/docs/huggingface_hub/guides/manage-cache
package hub

import (
	"fmt"
	"strings"
)

// A GatedError reports a repository whose terms must be accepted first.
type GatedError struct {
	Repo     string // "owner/name"
	Page     string // where the terms are
	HasToken bool   // a token was sent, of an account that has no access
}

func (e *GatedError) Error() string {
	if e.HasToken {
		return fmt.Sprintf("hub: %s is gated and the account of this token has no access: accept its terms at %s, signed in with that account", e.Repo, e.Page)
	}
	return fmt.Sprintf("hub: %s is gated: sign in, accept its terms at %s, and set HF_TOKEN to a token of that account", e.Repo, e.Page)
}

// A NotFoundError reports a repository, revision or file that does not exist, or is hidden from this account.
type NotFoundError struct {
	Repo, Revision string
	File           string   // "" if the repository or revision is missing
	Have           []string // files that could have been meant
}

func (e *NotFoundError) Error() string {
	switch {
	case e.File == "":
		return fmt.Sprintf("hub: there is no %s at revision %s, or it is private: check the name, or set HF_TOKEN", e.Repo, e.Revision)
	case len(e.Have) > 0:
		return fmt.Sprintf("hub: %s has no file or single quantisation %q; it has %s", e.Repo, e.File, strings.Join(e.Have, ", "))
	}
	return fmt.Sprintf("hub: %s has no file %q", e.Repo, e.File)
}

// A HashError reports a download whose bytes are not those that the hub announced. They were removed.
type HashError struct{ File, Want, Have string }

func (e *HashError) Error() string {
	return fmt.Sprintf("hub: %s has hash %s, want %s", e.File, e.Have, e.Want)
}

// A StatusError is an answer that is no success.
type StatusError struct {
	URL    string
	Status int
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("hub: %s answered with status %d", e.URL, e.Status)
}

// An OfflineError reports what the cache lacks while HF_HUB_OFFLINE is set.
type OfflineError struct{ Repo, What string }

func (e *OfflineError) Error() string {
	return fmt.Sprintf("hub: HF_HUB_OFFLINE is set and the cache has no %s of %s", e.What, e.Repo)
}
