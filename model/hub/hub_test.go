package hub

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const commit = "0123456789abcdef0123456789abcdef01234567"

// A fake is a hub with one repository, a/b. Large files are served by another host, as the real hub's are.
type fake struct {
	*httptest.Server
	cdn   *httptest.Server
	files map[string]string

	mu       sync.Mutex
	requests []string // "METHOD path range"
	cut      int      // connections of the other host that break after 1,000 bytes
	lie      bool     // the other host serves other bytes than announced
	whole    bool     // the other host ignores ranges
	gated    string   // token that opens files; "" for any
	commit   string
	leaked   bool // the other host saw the token
}

func newFake(t *testing.T, files map[string]string) *fake {
	f := &fake{files: files, commit: commit}
	f.Server = httptest.NewServer(http.HandlerFunc(f.hub))
	f.cdn = httptest.NewServer(http.HandlerFunc(f.content))
	t.Cleanup(f.Server.Close)
	t.Cleanup(f.cdn.Close)
	return f
}

func (f *fake) note(r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests = append(f.requests, strings.TrimSpace(r.Method+" "+r.URL.Path+" "+r.Header.Get("Range")))
}

func large(name string) bool {
	return strings.HasSuffix(name, ".gguf") || strings.HasSuffix(name, ".safetensors")
}

func hashOf(name, text string) string {
	if large(name) {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	sum := sha1.Sum([]byte(fmt.Sprintf("blob %d\x00%s", len(text), text)))
	return hex.EncodeToString(sum[:])
}

func (f *fake) hub(w http.ResponseWriter, r *http.Request) {
	f.note(r)
	if rest, ok := strings.CutPrefix(r.URL.Path, "/api/models/"); ok {
		if !strings.HasPrefix(rest, "a/b/revision/") {
			w.Header().Set("X-Error-Code", "RepoNotFound")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var names []string
		for _, name := range slices.Sorted(maps.Keys(f.files)) {
			names = append(names, fmt.Sprintf(`{"rfilename":%q}`, name))
		}
		fmt.Fprintf(w, `{"sha":%q,"siblings":[%s]}`, f.commit, strings.Join(names, ","))
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, "/a/b/resolve/"+commit+"/")
	text, exists := f.files[name]
	switch {
	case f.gated != "" && r.Header.Get("Authorization") != "Bearer "+f.gated:
		w.Header().Set("X-Error-Code", "GatedRepo")
		w.WriteHeader(map[bool]int{true: 401, false: 403}[r.Header.Get("Authorization") == ""])
	case !ok || !exists:
		w.Header().Set("X-Error-Code", "EntryNotFound")
		w.WriteHeader(http.StatusNotFound)
	case large(name):
		w.Header().Set("X-Linked-Etag", `"`+hashOf(name, text)+`"`)
		w.Header().Set("X-Linked-Size", strconv.Itoa(len(text)))
		http.Redirect(w, r, f.cdn.URL+"/"+name, http.StatusFound)
	default:
		w.Header().Set("Etag", `W/"`+hashOf(name, text)+`"`)
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(text))
	}
}

func (f *fake) content(w http.ResponseWriter, r *http.Request) {
	f.note(r)
	f.mu.Lock()
	cut := f.cut > 0
	f.cut--
	f.leaked = f.leaked || r.Header.Get("Authorization") != ""
	f.mu.Unlock()
	text := f.files[strings.TrimPrefix(r.URL.Path, "/")]
	if f.lie {
		text = strings.Repeat("x", len(text))
	}
	if f.whole {
		r.Header.Del("Range")
	}
	if cut {
		from := 0
		fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from)
		w.Header().Set("Content-Length", strconv.Itoa(len(text)-from))
		if from > 0 {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(text)-1, len(text)))
			w.WriteHeader(http.StatusPartialContent)
		}
		w.Write([]byte(text[from:min(from+1000, len(text))]))
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(text))
}

func (f *fake) client(t *testing.T) *Client {
	return &Client{Endpoint: f.URL, Cache: t.TempDir(), tries: 3, stall: time.Minute}
}

func text(n int) string { return strings.Repeat("0123456789abcdef", n/16) }

func fetch(t *testing.T, c *Client, source string) (string, error) {
	t.Helper()
	ref, err := ParseRef(source)
	require.NoError(t, err)
	return c.Fetch(context.Background(), ref)
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(b)
}

func TestFetchFolder(t *testing.T) {
	files := map[string]string{
		"config.json": "{}", "tokenizer.json": "tok", "README.md": "no", "modules.json": "[]", "2_Dense/config.json": "d", "2_Dense/model.safetensors": "dense",
		"model.safetensors.index.json": `{"weight_map":{"a":"model-1.safetensors","b":"model-2.safetensors"}}`,
		"model-1.safetensors":          text(3200), "model-2.safetensors": "two", "pytorch_model.bin": "no",
	}
	for _, copying := range []bool{false, true} {
		f := newFake(t, files)
		c := f.client(t)
		c.copying = copying
		dir, err := fetch(t, c, "hf:a/b")
		require.NoError(t, err)
		require.Equal(t, filepath.Join(c.Cache, "models--a--b", "snapshots", commit), dir)
		for name, want := range files {
			if name == "README.md" || name == "pytorch_model.bin" {
				require.NoFileExists(t, filepath.Join(dir, name))
				continue
			}
			path := filepath.Join(dir, filepath.FromSlash(name))
			require.Equal(t, want, read(t, path))
			require.Equal(t, want, read(t, filepath.Join(c.Cache, "models--a--b", "blobs", hashOf(name, want))))
			if st, err := os.Lstat(path); !copying && runtime.GOOS != "windows" {
				require.NoError(t, err)
				require.NotZero(t, st.Mode()&fs.ModeSymlink)
				target, err := os.Readlink(path)
				require.NoError(t, err)
				require.True(t, strings.HasPrefix(target, ".."), "the cache can be moved")
			}
		}
		require.Equal(t, commit, read(t, filepath.Join(c.Cache, "models--a--b", "refs", "main")))
		n := len(f.requests)
		_, err = fetch(t, c, "hf:a/b")
		require.NoError(t, err)
		require.Len(t, f.requests, n+1, "the second time only the commit is asked for")
		c.Offline = true
		again, err := fetch(t, c, "hf:a/b@main")
		require.NoError(t, err)
		require.Equal(t, dir, again)
		require.Len(t, f.requests, n+1, "offline nothing is asked for")
		require.Empty(t, strays(t, c.Cache))
	}
}

// strays lists files that must not be left behind.
func strays(t *testing.T, dir string) (found []string) {
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if strings.Contains(path, ".new-") || strings.HasSuffix(path, ".link") || strings.HasSuffix(path, ".incomplete") {
			found = append(found, path)
		}
		return err
	}))
	return found
}

func TestFetchChoosesFiles(t *testing.T) {
	many := map[string]string{"m-Q8_0.gguf": "q8", "m-Q4_K_M.gguf": "q4km", "sub/m-BF16.gguf": "bf", "mmproj-m-f16.gguf": "v"}
	for _, c := range []struct{ source, want string }{
		{"hf:a/b", "q4km"}, {"hf:a/b:Q8_0", "q8"}, {"hf:a/b:q8_0", "q8"}, {"hf:a/b:bf16", "bf"}, {"hf:a/b:sub/m-BF16.gguf", "bf"}, {"hf:a/b@main:m-Q8_0.gguf", "q8"},
	} {
		f := newFake(t, many)
		path, err := fetch(t, f.client(t), c.source)
		require.NoError(t, err, c.source)
		require.Equal(t, c.want, read(t, path))
	}
	for _, source := range []string{"hf:a/b:Q4_0", "hf:a/b:nothing.gguf", "hf:a/b:K_M"} {
		_, err := fetch(t, newFake(t, many).client(t), source)
		var missing *NotFoundError
		require.ErrorAs(t, err, &missing, source)
		require.Contains(t, err.Error(), "m-Q8_0.gguf", "the error names what there is")
	}
	path, err := fetch(t, newFake(t, map[string]string{"only.gguf": "1"}).client(t), "hf:a/b")
	require.NoError(t, err)
	require.Equal(t, "1", read(t, path))
	_, err = fetch(t, newFake(t, map[string]string{"README.md": "1"}).client(t), "hf:a/b")
	require.ErrorContains(t, err, "README.md")
}

func TestCutConnectionsAreContinued(t *testing.T) {
	f := newFake(t, map[string]string{"m.gguf": text(4800)})
	f.cut = 4 // more than tries: what counts is whether bytes come
	path, err := fetch(t, f.client(t), "hf:a/b")
	require.NoError(t, err)
	require.Equal(t, text(4800), read(t, path))
	require.Contains(t, f.requests, "GET /m.gguf bytes=1000-")
	require.Contains(t, f.requests, "GET /m.gguf bytes=4000-")
}

func TestAnotherCallContinues(t *testing.T) {
	for _, whole := range []bool{false, true} {
		f := newFake(t, map[string]string{"m.gguf": text(3200)})
		c := f.client(t)
		c.tries, f.cut, f.whole = 1, 1, whole
		_, err := fetch(t, c, "hf:a/b")
		require.ErrorIs(t, err, errCut)
		require.Len(t, strays(t, c.Cache), 1)
		require.NoFileExists(t, filepath.Join(c.Cache, "models--a--b", "blobs", hashOf("m.gguf", text(3200))))
		path, err := fetch(t, c, "hf:a/b")
		require.NoError(t, err)
		require.Equal(t, text(3200), read(t, path))
		require.Equal(t, "GET /m.gguf bytes=1000-", f.requests[len(f.requests)-1])
		require.Empty(t, strays(t, c.Cache))
	}
}

func TestDamagedRemainsAreDownloadedAgain(t *testing.T) {
	f := newFake(t, map[string]string{"m.gguf": text(3200)})
	c := f.client(t)
	blob := filepath.Join(c.Cache, "models--a--b", "blobs", hashOf("m.gguf", text(3200)))
	require.NoError(t, os.MkdirAll(filepath.Dir(blob), 0o755))
	for _, n := range []int{16, 3200, 9999} {
		require.NoError(t, os.WriteFile(blob+".incomplete", []byte(strings.Repeat("?", n)), 0o600))
		path, err := fetch(t, c, "hf:a/b")
		require.NoError(t, err)
		require.Equal(t, text(3200), read(t, path))
		require.NoError(t, os.RemoveAll(filepath.Join(c.Cache, "models--a--b", "snapshots")))
		require.NoError(t, os.Remove(blob))
	}
}

func TestWrongHash(t *testing.T) {
	f := newFake(t, map[string]string{"m.gguf": text(3200)})
	f.lie = true
	c := f.client(t)
	_, err := fetch(t, c, "hf:a/b")
	var wrong *HashError
	require.ErrorAs(t, err, &wrong)
	require.Equal(t, hashOf("m.gguf", text(3200)), wrong.Want)
	require.Empty(t, strays(t, c.Cache))
	require.NoDirExists(t, filepath.Join(c.Cache, "models--a--b", "snapshots", commit, "m.gguf"))
	f.lie = false
	_, err = fetch(t, c, "hf:a/b")
	require.NoError(t, err)
}

func TestGated(t *testing.T) {
	f := newFake(t, map[string]string{"m.gguf": text(160)})
	f.gated = "secret"
	c := f.client(t)
	_, err := fetch(t, c, "hf:a/b")
	var gated *GatedError
	require.ErrorAs(t, err, &gated)
	require.False(t, gated.HasToken)
	require.Contains(t, err.Error(), f.URL+"/a/b")
	require.Contains(t, err.Error(), "HF_TOKEN")
	c.Token = "other"
	_, err = fetch(t, c, "hf:a/b")
	require.ErrorAs(t, err, &gated)
	require.True(t, gated.HasToken)
	require.NotContains(t, err.Error(), "other")
	c.Token = "secret"
	_, err = fetch(t, c, "hf:a/b")
	require.NoError(t, err)
	require.False(t, f.leaked, "the token stays with the hub's host")
}

func TestMissing(t *testing.T) {
	f := newFake(t, nil)
	c := f.client(t)
	var missing *NotFoundError
	_, err := fetch(t, c, "hf:a/absent")
	require.ErrorAs(t, err, &missing)
	require.Contains(t, err.Error(), "a/absent")
	c.Offline = true
	var offline *OfflineError
	_, err = fetch(t, c, "hf:a/b")
	require.ErrorAs(t, err, &offline)
	c = f.client(t)
	f.Server.Close()
	_, err = fetch(t, c, "hf:a/b")
	require.ErrorContains(t, err, "HF_HUB_OFFLINE")
}

func TestHostileServers(t *testing.T) {
	for _, name := range []string{"../x.gguf", "/x.gguf", `..\x.gguf`, "c:x.gguf", "a/../../x.gguf", "a//x.gguf", "a\nb.gguf", "x.gguf.", ""} {
		_, err := fetch(t, newFake(t, map[string]string{name: "x"}).client(t), "hf:a/b")
		require.ErrorContains(t, err, "not allowed", name)
	}
	for _, sha := range []string{"", "..", "../../x", strings.ToUpper(commit), commit + "0"} {
		f := newFake(t, map[string]string{"m.gguf": "x"})
		f.commit = sha
		_, err := fetch(t, f.client(t), "hf:a/b")
		require.ErrorContains(t, err, "no commit", sha)
	}
	answer := func(header map[string]string, body string) error {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/api") {
				fmt.Fprintf(w, `{"sha":%q,"siblings":[{"rfilename":"m.gguf"}]}`, commit)
				return
			}
			for k, v := range header {
				w.Header().Set(k, v)
			}
			if r.Method == http.MethodGet {
				w.Write([]byte(body))
			}
		}))
		defer server.Close()
		_, err := fetch(t, &Client{Endpoint: server.URL, Cache: t.TempDir(), tries: 1, stall: time.Minute}, "hf:a/b")
		return err
	}
	sum := hashOf("m.gguf", "hello")
	for _, c := range []struct {
		want   string
		header map[string]string
		body   string
	}{
		{"without a hash", map[string]string{"X-Linked-Size": "5"}, "hello"},
		{"without a hash", map[string]string{"Etag": `"../../x"`, "X-Linked-Size": "5"}, "hello"},
		{"usable size", map[string]string{"Etag": sum, "X-Linked-Size": "-5"}, "hello"},
		{"usable size", map[string]string{"Etag": sum, "X-Linked-Size": "9223372036854775807"}, "hello"},
		{"more than the 5 bytes", map[string]string{"Etag": sum, "X-Linked-Size": "5"}, "hello, world"},
		{"connection lost", map[string]string{"Etag": sum, "X-Linked-Size": "6"}, "hello"},
		{"has hash", map[string]string{"Etag": sum, "X-Linked-Size": "5"}, "hallo"},
	} {
		require.ErrorContains(t, answer(c.header, c.body), c.want)
	}
}

func TestCancelAndStall(t *testing.T) {
	hang := make(chan struct{})
	started := make(chan struct{}, 100)
	f := newFake(t, map[string]string{"m.gguf": text(160)})
	f.cdn.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "160")
		w.Write([]byte("0123"))
		w.(http.Flusher).Flush()
		started <- struct{}{}
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	defer close(hang)
	c := f.client(t)
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-started; cancel() }()
	ref, err := ParseRef("hf:a/b")
	require.NoError(t, err)
	_, err = c.Fetch(ctx, ref)
	require.ErrorIs(t, err, context.Canceled)
	c.stall, c.tries = 20*time.Millisecond, 1
	_, err = fetch(t, c, "hf:a/b")
	require.ErrorIs(t, err, errCut)
}

func TestManyAtOnce(t *testing.T) {
	f := newFake(t, map[string]string{"m.gguf": text(160000)})
	cache := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c := f.client(t)
			c.Cache = cache
			path, err := fetch(t, c, "hf:a/b")
			if err != nil || read(t, path) != text(160000) {
				t.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
	if runtime.GOOS == "linux" {
		gets := 0
		for _, r := range f.requests {
			if r == "GET /m.gguf" {
				gets++
			}
		}
		require.Equal(t, 1, gets, "the lock keeps all but one from downloading")
	}
}

func TestFromEnv(t *testing.T) {
	home := t.TempDir()
	for _, key := range []string{"HF_ENDPOINT", "HF_TOKEN", "HF_HUB_CACHE", "HF_HUB_OFFLINE", "XDG_CACHE_HOME"} {
		t.Setenv(key, "")
	}
	t.Setenv("HF_HOME", home)
	require.NoError(t, os.WriteFile(filepath.Join(home, "token"), []byte("hf_x\n"), 0o600))
	c, err := FromEnv()
	require.NoError(t, err)
	require.Equal(t, []any{"https://huggingface.co", "hf_x", filepath.Join(home, "hub"), false}, []any{c.Endpoint, c.Token, c.Cache, c.Offline})
	t.Setenv("HF_ENDPOINT", "http://127.0.0.1:1/")
	t.Setenv("HF_TOKEN", "hf_y")
	t.Setenv("HF_HUB_CACHE", "elsewhere")
	t.Setenv("HF_HUB_OFFLINE", "1")
	c, err = FromEnv()
	require.NoError(t, err)
	require.Equal(t, []any{"http://127.0.0.1:1", "hf_y", "elsewhere", true}, []any{c.Endpoint, c.Token, c.Cache, c.Offline})
	t.Setenv("HF_ENDPOINT", "file:///etc")
	_, err = FromEnv()
	require.ErrorContains(t, err, "endpoint")
	t.Setenv("HF_ENDPOINT", "")
	t.Setenv("HF_TOKEN", "a\r\nHost: b")
	_, err = FromEnv()
	require.ErrorContains(t, err, "token")
}

func TestResolveLeavesPathsAlone(t *testing.T) {
	path, err := Resolve(context.Background(), "some/folder")
	require.NoError(t, err)
	require.Equal(t, "some/folder", path)
}

var badRefs = []string{"", "hf:", "hf:a", "hf:a/", "hf:/b", "hf:../b", "hf:a/..", "hf:a/b/c", "hf:a--b/c", "hf:a/b@../x", "hf:a/b@", "hf:a/b:../x", "hf:a/b:/x", "hf:a/b:x/../../y", `hf:a/b:..\x`, "hf:a\x00/b", "a/b"}

func TestParseRef(t *testing.T) {
	r, err := ParseRef("hf:google/gemma-3-270m-it@refs/pr/1:Q8_0")
	require.NoError(t, err)
	require.Equal(t, Ref{"google", "gemma-3-270m-it", "refs/pr/1", "Q8_0"}, r)
	for _, s := range badRefs {
		_, err := ParseRef(s)
		require.Error(t, err, s)
	}
}

// FuzzParseRef: whatever is accepted stays in the cache.
func FuzzParseRef(f *testing.F) {
	f.Add("hf:google/gemma-3-270m-it@refs/pr/1:Q8_0")
	for _, s := range badRefs {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRef(s)
		if err != nil {
			return
		}
		for _, path := range []string{r.folder(), "refs/" + r.Revision, "snapshots/" + r.File} {
			require.True(t, filepath.IsLocal(path), path)
			require.NotContains(t, strings.Split(path, "/"), "..")
		}
	})
}
