package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gemma-bench/gemma/model/internal/mmap"
	"github.com/gemma-bench/gemma/model/safetensors"
)

// maxListing bounds the hub's answer about a repository.
const maxListing = 16 << 20

// A Client downloads into a cache. Its methods may be called from many goroutines and processes at once.
type Client struct {
	Endpoint string // such as "https://huggingface.co", without a slash at the end
	Token    string // "" for none
	Cache    string // folder
	Offline  bool
	HTTP     *http.Client

	// Progress, if set, is told how many bytes of a file are there, from time to time. total is its size.
	Progress func(file string, done, total int64)

	tries   int           // connections for one file before giving up
	stall   time.Duration // without a byte: the connection counts as cut
	copying bool          // snapshots hold copies, as where links are impossible
}

// FromEnv returns a client as the environment describes it (see the package documentation).
func FromEnv() (*Client, error) {
	c := &Client{Endpoint: "https://huggingface.co", Token: os.Getenv("HF_TOKEN"), Cache: os.Getenv("HF_HUB_CACHE")}
	if e := os.Getenv("HF_ENDPOINT"); e != "" {
		c.Endpoint = strings.TrimRight(e, "/")
	}
	switch strings.ToUpper(os.Getenv("HF_HUB_OFFLINE")) {
	case "1", "TRUE", "YES", "ON":
		c.Offline = true
	}
	home := os.Getenv("HF_HOME")
	if home == "" {
		cache := os.Getenv("XDG_CACHE_HOME")
		if cache == "" {
			user, err := os.UserHomeDir()
			if err != nil {
				return nil, fmt.Errorf("hub: %w", err)
			}
			cache = filepath.Join(user, ".cache")
		}
		home = filepath.Join(cache, "huggingface")
	}
	if c.Cache == "" {
		c.Cache = filepath.Join(home, "hub")
	}
	if c.Token == "" {
		if text, err := mmap.ReadFile(filepath.Join(home, "token"), 1<<12); err == nil {
			c.Token = strings.TrimSpace(string(text))
		}
	}
	return c, c.fill()
}

// fill sets what is unset and checks the rest.
func (c *Client) fill() error {
	u, err := url.Parse(c.Endpoint)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return fmt.Errorf("hub: endpoint %q is no http or https address", c.Endpoint)
	}
	if strings.ContainsAny(c.Token, "\r\n \t") {
		return errors.New("hub: the token has spaces or line breaks")
	}
	if c.HTTP == nil {
		c.HTTP = &http.Client{Transport: &http.Transport{
			Proxy:       http.ProxyFromEnvironment,
			DialContext: (&net.Dialer{Timeout: 30 * time.Second}).DialContext, TLSHandshakeTimeout: 30 * time.Second, ResponseHeaderTimeout: time.Minute,
		}}
	}
	if c.tries == 0 {
		c.tries, c.stall = 5, time.Minute
	}
	return nil
}

// Resolve returns the path of a source: itself, or of the files that a reference to the hub names, which
// it downloads if the cache lacks them.
func Resolve(ctx context.Context, source string) (string, error) {
	if !strings.HasPrefix(source, Scheme) {
		return source, nil
	}
	ref, err := ParseRef(source)
	if err != nil {
		return "", err
	}
	c, err := FromEnv()
	if err != nil {
		return "", err
	}
	return c.Fetch(ctx, ref)
}

// Fetch downloads what ref names, unless the cache has it, and returns its path there: a file, or the
// folder of a repository with safetensors.
func (c *Client) Fetch(ctx context.Context, ref Ref) (string, error) {
	if err := c.fill(); err != nil {
		return "", err
	}
	commit, have, err := c.list(ctx, ref)
	if err != nil {
		return "", err
	}
	snapshot := filepath.Join(c.Cache, ref.folder(), "snapshots", commit)
	s, err := ref.selectFiles(have)
	if e := new(NotFoundError); errors.As(err, &e) && c.Offline {
		return "", &OfflineError{ref.Repo(), fmt.Sprintf("model %q", ref.File)}
	}
	if err != nil {
		return "", err
	}
	if s.index != "" {
		if err := c.file(ctx, ref, commit, s.index); err != nil {
			return "", err
		}
		text, err := mmap.ReadFile(filepath.Join(snapshot, s.index), maxListing)
		if err != nil {
			return "", fmt.Errorf("hub: %w", err)
		}
		shards, err := safetensors.ParseIndex(text)
		if err != nil {
			return "", err
		}
		for _, name := range shards {
			s.files = append(s.files, name)
		}
	}
	slices.Sort(s.files)
	for _, name := range slices.Compact(s.files) {
		if err := c.file(ctx, ref, commit, name); err != nil {
			return "", err
		}
	}
	return filepath.Join(snapshot, filepath.FromSlash(s.open)), nil
}

// list returns the commit of ref's revision and the files that it has; offline, those in the cache.
func (c *Client) list(ctx context.Context, ref Ref) (commit string, files []string, err error) {
	if c.Offline {
		return c.cached(ref)
	}
	address := fmt.Sprintf("%s/api/models/%s/revision/%s", c.Endpoint, ref.Repo(), url.PathEscape(ref.Revision))
	res, err := c.do(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", nil, fmt.Errorf("hub: %w; with HF_HUB_OFFLINE=1 the cache alone is asked", err)
	}
	defer res.Body.Close()
	if err := c.status(res, ref, ""); err != nil {
		return "", nil, err
	}
	text, err := io.ReadAll(io.LimitReader(res.Body, maxListing))
	if err != nil {
		return "", nil, fmt.Errorf("hub: %s: %w", address, err)
	}
	var answer struct {
		SHA      string `json:"sha"`
		Siblings []struct {
			Name string `json:"rfilename"`
		} `json:"siblings"`
	}
	if err := json.Unmarshal(text, &answer); err != nil || !commitID.MatchString(answer.SHA) {
		return "", nil, errors.Join(fmt.Errorf("hub: %s: the answer names no commit", address), err)
	}
	for _, s := range answer.Siblings {
		if !localName(s.Name) {
			return "", nil, fmt.Errorf("hub: %s has a file %q, whose name is not allowed", ref.Repo(), s.Name)
		}
		files = append(files, s.Name)
	}
	if ref.Revision != answer.SHA {
		path := filepath.Join(c.Cache, ref.folder(), "refs", filepath.FromSlash(ref.Revision))
		if err := replace(path, func(w io.Writer) error { _, err := io.WriteString(w, answer.SHA); return err }); err != nil {
			return "", nil, err
		}
	}
	return answer.SHA, files, nil
}

// cached is list without the hub.
func (c *Client) cached(ref Ref) (commit string, files []string, err error) {
	dir := filepath.Join(c.Cache, ref.folder())
	commit = ref.Revision
	if !commitID.MatchString(commit) {
		text, err := mmap.ReadFile(filepath.Join(dir, "refs", filepath.FromSlash(ref.Revision)), 1<<10)
		if commit = strings.TrimSpace(string(text)); err != nil || !commitID.MatchString(commit) {
			return "", nil, &OfflineError{ref.Repo(), "revision " + ref.Revision}
		}
	}
	snapshot := filepath.Join(dir, "snapshots", commit)
	err = filepath.WalkDir(snapshot, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(snapshot, path)
		files = append(files, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		return "", nil, &OfflineError{ref.Repo(), "revision " + ref.Revision}
	}
	return commit, files, nil
}

// do sends a request. Redirects to other hosts are followed without the token.
func (c *Client) do(ctx context.Context, method, address string, header http.Header) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return nil, err
	}
	for key, values := range header {
		req.Header[key] = values
	}
	req.Header.Set("User-Agent", "gemma-bench")
	// What is compressed on the way cannot be continued, and hashes and sizes are of the plain file.
	req.Header.Set("Accept-Encoding", "identity")
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	client := *c.HTTP
	client.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		// net/http keeps the header where only the port or a subdomain is another.
		if first := via[0].URL; req.URL.Host != first.Host || req.URL.Scheme != first.Scheme {
			req.Header.Del("Authorization")
		}
		if len(via) > 10 {
			return errors.New("too many redirects")
		}
		if c.HTTP.CheckRedirect != nil {
			return c.HTTP.CheckRedirect(req, via)
		}
		return nil
	}
	return client.Do(req)
}

// status turns an answer that is no success into an error. file is "" for the repository itself.
func (c *Client) status(res *http.Response, ref Ref, file string) error {
	if res.StatusCode/100 == 2 {
		return nil
	}
	code := res.Header.Get("X-Error-Code")
	missing := &NotFoundError{Repo: ref.Repo(), Revision: ref.Revision, File: file}
	switch {
	case code == "GatedRepo":
		return &GatedError{Repo: ref.Repo(), Page: c.Endpoint + "/" + ref.Repo(), HasToken: c.Token != ""}
	case code == "RepoNotFound" || code == "RevisionNotFound" || res.StatusCode == http.StatusUnauthorized:
		missing.File = ""
		return missing
	case code == "EntryNotFound" || res.StatusCode == http.StatusNotFound:
		return missing
	case res.StatusCode == http.StatusForbidden:
		return &GatedError{Repo: ref.Repo(), Page: c.Endpoint + "/" + ref.Repo(), HasToken: c.Token != ""}
	}
	return &StatusError{URL: res.Request.URL.Redacted(), Status: res.StatusCode}
}
