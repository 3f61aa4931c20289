package hub

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// maxFile bounds what one file may announce: the largest published file has 50 GB.
const maxFile = 1 << 40

// A remote is what the hub says of one file.
type remote struct {
	url, hash string
	size      int64
}

// file puts one file into the snapshot, downloading its blob if the cache lacks it.
func (c *Client) file(ctx context.Context, ref Ref, commit, name string) error {
	repo := filepath.Join(c.Cache, ref.folder())
	link := filepath.Join(repo, "snapshots", commit, filepath.FromSlash(name))
	if st, err := os.Stat(link); err == nil && st.Mode().IsRegular() {
		return nil
	}
	if c.Offline {
		return &OfflineError{ref.Repo(), name}
	}
	r, err := c.head(ctx, ref, commit, name)
	if err != nil {
		return err
	}
	blob := filepath.Join(repo, "blobs", r.hash)
	for _, dir := range []string{filepath.Dir(blob), filepath.Dir(link), filepath.Join(c.Cache, ".locks", ref.folder())} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("hub: %w", err)
		}
	}
	unlock, err := lock(ctx, filepath.Join(c.Cache, ".locks", ref.folder(), r.hash+".lock"))
	if err != nil {
		return fmt.Errorf("hub: locking %s: %w", name, err)
	}
	defer unlock()
	if st, err := os.Stat(blob); err != nil || !st.Mode().IsRegular() {
		if err := c.download(ctx, ref, name, r, blob); err != nil {
			return err
		}
	}
	return c.link(blob, link)
}

// head asks for a file's hash and size.
func (c *Client) head(ctx context.Context, ref Ref, commit, name string) (remote, error) {
	parts := strings.Split(name, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	r := remote{url: fmt.Sprintf("%s/%s/resolve/%s/%s", c.Endpoint, ref.Repo(), commit, strings.Join(parts, "/"))}
	// The hash is on the hub's own answer, before a redirect to where the bytes are.
	direct := *c.HTTP
	direct.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if req.URL.Host != via[0].URL.Host || len(via) > 5 {
			return http.ErrUseLastResponse
		}
		return nil
	}
	client := *c
	client.HTTP = &direct
	res, err := client.do(ctx, http.MethodHead, r.url, nil)
	if err != nil {
		return r, fmt.Errorf("hub: %w", err)
	}
	res.Body.Close()
	if res.StatusCode/100 != 3 {
		if err := c.status(res, ref, name); err != nil {
			return r, err
		}
	}
	field := func(linked, plain string) string {
		if v := res.Header.Get(linked); v != "" {
			return v
		}
		return res.Header.Get(plain)
	}
	r.hash = strings.Trim(strings.TrimPrefix(field("X-Linked-Etag", "Etag"), "W/"), `"`)
	if !hashID.MatchString(r.hash) {
		return r, fmt.Errorf("hub: %s of %s comes without a hash to check it by", name, ref.Repo())
	}
	if r.size, err = strconv.ParseInt(field("X-Linked-Size", "Content-Length"), 10, 64); err != nil || r.size < 0 || r.size > maxFile {
		return r, fmt.Errorf("hub: %s of %s comes without a usable size", name, ref.Repo())
	}
	return r, nil
}

// download writes the blob: to a file beside it, from where an earlier attempt stopped, renamed when its
// hash is right. What an earlier attempt left may be damaged, so it gets a second chance from the start.
func (c *Client) download(ctx context.Context, ref Ref, name string, r remote, blob string) error {
	part := blob + ".incomplete"
	resumed := size(part) > 0
	if err := c.fetchAll(ctx, ref, name, r, part); err != nil {
		return err
	}
	have, err := hashFile(part, r)
	if err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	if have != r.hash {
		if err := os.Remove(part); err != nil {
			return fmt.Errorf("hub: %w", err)
		}
		if resumed {
			return c.download(ctx, ref, name, r, blob)
		}
		return &HashError{name, r.hash, have}
	}
	if err := os.Rename(part, blob); err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	return nil
}

// fetchAll fetches until the file is whole. A connection that breaks is made anew as long as bytes come.
func (c *Client) fetchAll(ctx context.Context, ref Ref, name string, r remote, part string) error {
	for failed := 0; ; {
		before := size(part)
		err := c.fetch(ctx, ref, name, r, part)
		if err == nil {
			return nil
		}
		var status *StatusError
		transient := errors.As(err, &status) && (status.Status >= 500 || status.Status == http.StatusTooManyRequests) || errors.Is(err, errCut)
		if failed++; size(part) > before {
			failed = 1
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !transient || failed >= c.tries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(min(time.Duration(1<<failed)*50*time.Millisecond, 5*time.Second)):
		}
	}
}

func size(path string) int64 {
	st, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return st.Size()
}

// errCut is wrapped by errors of connections that broke.
var errCut = errors.New("connection lost")

// fetch appends to part what is missing of it.
func (c *Client) fetch(ctx context.Context, ref Ref, name string, r remote, part string) error {
	f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	defer f.Close()
	at := size(part)
	if at > r.size {
		at = 0
	}
	if at == r.size && at > 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	header := http.Header{}
	if at > 0 {
		header.Set("Range", fmt.Sprintf("bytes=%d-", at))
	}
	res, err := c.do(ctx, http.MethodGet, r.url, header)
	if err != nil {
		return fmt.Errorf("hub: %s: %w: %w", name, errCut, err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusPartialContent:
		if !strings.HasPrefix(res.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", at)) {
			return fmt.Errorf("hub: %s: asked for bytes from %d on, got %q", name, at, res.Header.Get("Content-Range"))
		}
	case res.StatusCode == http.StatusOK:
		at = 0 // the server does not continue
	default:
		if err := c.status(res, ref, name); err != nil {
			return err
		}
		return &StatusError{URL: r.url, Status: res.StatusCode}
	}
	if err := f.Truncate(at); err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	if _, err := f.Seek(at, io.SeekStart); err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	if err := c.copy(f, res.Body, cancel, name, at, r.size); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	return f.Close()
}

// copy writes body to f, whose first at bytes are there, and cancels the request if nothing comes for a while.
func (c *Client) copy(f *os.File, body io.Reader, cancel func(), name string, at, size int64) error {
	idle := time.AfterFunc(c.stall, cancel)
	defer idle.Stop()
	buf := make([]byte, 1<<20)
	var told time.Time
	for {
		n, err := body.Read(buf)
		idle.Reset(c.stall)
		if int64(n) > size-at {
			return fmt.Errorf("hub: %s has more than the %d bytes that were announced", name, size)
		}
		if _, err := f.Write(buf[:n]); err != nil {
			return fmt.Errorf("hub: %w", err)
		}
		at += int64(n)
		if now := time.Now(); c.Progress != nil && (now.Sub(told) > 200*time.Millisecond || err != nil) {
			told = now
			c.Progress(name, at, size)
		}
		switch {
		case err == io.EOF && at == size:
			return nil
		case err == io.EOF:
			return fmt.Errorf("hub: %s: %w after %d of %d bytes", name, errCut, at, size)
		case err != nil:
			return fmt.Errorf("hub: %s: %w after %d of %d bytes: %w", name, errCut, at, size, err)
		}
	}
}

// hashFile returns the hash of a file of the kind that the hub announced: SHA-256 for large files, git's
// SHA-1 of a blob for others.
func hashFile(path string, r remote) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var h hash.Hash = sha256.New()
	if len(r.hash) == 2*sha1.Size {
		h = sha1.New()
		fmt.Fprintf(h, "blob %d\x00", r.size)
	}
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}

// link makes the snapshot's entry for a blob: a relative link, or a copy.
func (c *Client) link(blob, link string) error {
	target, err := filepath.Rel(filepath.Dir(link), blob)
	if err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	if !c.copying {
		temp := fmt.Sprintf("%s.%d.link", link, os.Getpid())
		if err = os.Symlink(target, temp); err == nil {
			if err = os.Rename(temp, link); err == nil {
				return nil
			}
			os.Remove(temp)
		}
	}
	return replace(link, func(w io.Writer) error {
		f, err := os.Open(blob)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	})
}

// replace writes a file beside path and renames it when it is complete.
func replace(path string, write func(w io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	err = write(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("hub: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
