package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

func TestPull(t *testing.T) {
	data := tinymodel.Bytes(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/api/models/a/b/revision/main":
			fmt.Fprintf(w, `{"sha":"%040d","siblings":[{"rfilename":"m.gguf"}]}`, 1)
		case r.URL.Path == fmt.Sprintf("/a/b/resolve/%040d/m.gguf", 1):
			w.Header().Set("Etag", fmt.Sprintf(`"%x"`, sha256.Sum256(data)))
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		default:
			w.Header().Set("X-Error-Code", "GatedRepo")
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	defer server.Close()
	for key, value := range map[string]string{
		"HF_ENDPOINT": server.URL, "HF_HUB_CACHE": t.TempDir(), "HF_TOKEN": "", "HF_HOME": t.TempDir(), "HF_HUB_OFFLINE": "",
	} {
		t.Setenv(key, value)
	}
	path := strings.TrimSpace(succeed(t, "", "pull", "a/b"))
	require.Equal(t, path, strings.TrimSpace(succeed(t, "", "pull", "hf:a/b")))
	direct := succeed(t, "a b", "tokenize", "-m", "hf:a/b")
	require.Equal(t, succeed(t, "a b", "tokenize", "-m", path), direct)
	code, _, errs := runCommand(t, "", "pull", "hf:a/gated")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "accept its terms at "+server.URL+"/a/gated")
	for _, args := range [][]string{{"pull"}, {"pull", "hf:a"}, {"pull", "hf:a/b", "more"}} {
		code, _, _ := runCommand(t, "", args...)
		require.Equal(t, 2, code, args)
	}
}
