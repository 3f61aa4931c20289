package load

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// server answers with n tokens; every failEvery-th request fails.
func server(t *testing.T, n int, failEvery int64) (url string, most *atomic.Int64) {
	var now, count atomic.Int64
	most = &atomic.Int64{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer now.Add(-1)
		for v := now.Add(1); v > most.Load(); {
			most.Store(v)
		}
		var body struct {
			Stream    bool `json:"stream"`
			MaxTokens int  `json:"max_tokens"`
		}
		if json.NewDecoder(r.Body).Decode(&body) != nil || !body.Stream || body.MaxTokens != 7 || r.URL.Path != "/v1/chat/completions" {
			http.Error(w, "bad request", http.StatusBadRequest)
			return
		}
		if failEvery > 0 && count.Add(1)%failEvery == 0 {
			http.Error(w, "overloaded", http.StatusServiceUnavailable)
			return
		}
		time.Sleep(10 * time.Millisecond)
		for range n {
			fmt.Fprint(w, "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n")
			w.(http.Flusher).Flush()
			time.Sleep(time.Millisecond)
		}
		fmt.Fprintf(w, "data: {\"choices\":[],\"usage\":{\"completion_tokens\":%d}}\n\ndata: [DONE]\n\n", n)
	}))
	t.Cleanup(s.Close)
	return s.URL, most
}

func options(url string) Options {
	return Options{URL: url, Prompt: "Hi", MaxTokens: 7, Requests: 12, Concurrency: 3, Timeout: time.Minute, Seed: 1}
}

func TestClosedLoop(t *testing.T) {
	url, most := server(t, 5, 0)
	s, err := Run(context.Background(), options(url+"/v1/"))
	require.NoError(t, err)
	require.Equal(t, []int{12, 0, 60, 12}, []int{s.Requests, s.Failed, s.Tokens, s.Good})
	require.LessOrEqual(t, most.Load(), int64(3), "never more at once than asked for")
	require.GreaterOrEqual(t, s.TTFT.P50, 10.0, "the first token came after 10 ms")
	require.GreaterOrEqual(t, s.TPOT.P50, 1.0, "others a millisecond apart")
	require.GreaterOrEqual(t, s.E2E.Max, s.TTFT.P50)
	require.InDelta(t, 60/s.Seconds, s.TokenS, 1e-9)
}

func TestOpenLoopAndGoodput(t *testing.T) {
	url, _ := server(t, 2, 3)
	o := options(url)
	o.Rate, o.TTFT = 500, time.Nanosecond // nobody is that fast
	s, err := Run(context.Background(), o)
	require.NoError(t, err)
	require.True(t, s.OpenLoop)
	require.Equal(t, []int{12, 4, 0}, []int{s.Requests, s.Failed, s.Good})
	require.Contains(t, s.Error, "overloaded")
	o.TTFT = time.Hour
	s, err = Run(context.Background(), o)
	require.NoError(t, err)
	require.Equal(t, 8, s.Good)
}

func TestMistakes(t *testing.T) {
	for _, change := range []func(*Options){
		func(o *Options) { o.URL = "localhost:80" }, func(o *Options) { o.URL = "ftp://x" }, func(o *Options) { o.Requests = 0 },
		func(o *Options) { o.Concurrency = 0 }, func(o *Options) { o.Rate = -1 }, func(o *Options) { o.Timeout = 0 },
	} {
		o := options("http://127.0.0.1:1")
		change(&o)
		_, err := Run(context.Background(), o)
		require.Error(t, err)
	}
	s, err := Run(context.Background(), options("http://127.0.0.1:1")) // nobody listens
	require.NoError(t, err)
	require.Equal(t, s.Requests, s.Failed)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Run(ctx, options("http://127.0.0.1:1"))
	require.ErrorIs(t, err, context.Canceled)
}

func TestStreams(t *testing.T) {
	for want, text := range map[string]string{
		"ended before": "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n", "no JSON": "data: {\n", "without text": "data: [DONE]\n",
		"the server says: no": "data: {\"error\":{\"message\":\"no\"}}\n",
	} {
		var r Request
		r.read(strings.NewReader(text), time.Now())
		require.ErrorContains(t, r.Err, want)
	}
}

func FuzzStream(f *testing.F) {
	f.Add([]byte("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]\n"))
	f.Add([]byte(": comment\ndata:{\"usage\":{\"completion_tokens\":-3}}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Request
		r.read(bytes.NewReader(data), time.Now())
		require.GreaterOrEqual(t, r.Tokens, 0)
	})
}
