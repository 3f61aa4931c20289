// Package load drives an OpenAI-compatible server with many requests and measures what its users would see:
// the time to the first token, the time for each token after it, and how many requests meet both limits.
package load

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gemma-bench/gemma/internal/stats"
)

// Limits of what a server may answer.
const (
	maxEvent = 1 << 20
	maxError = 300
)

// Options say what load to make.
type Options struct {
	URL         string // of the server or its /v1; /v1/chat/completions is added
	Model       string
	Prompt      string
	MaxTokens   int
	Requests    int           // in all
	Concurrency int           // closed loop: requests at once
	Rate        float64       // open loop: requests a second, at random times, if positive; Concurrency is not a limit then
	Timeout     time.Duration // of one request
	TTFT        time.Duration // limits for goodput; 0: none
	TPOT        time.Duration
	Seed        uint64
	Key         string // bearer token, if any
}

// Check reports values that make no load.
func (o *Options) Check() error {
	u, err := url.Parse(o.URL)
	switch {
	case err != nil:
		return fmt.Errorf("load: %w", err)
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return fmt.Errorf("load: %q is no http or https URL", o.URL)
	case o.Requests < 1 || o.Requests > 1e6:
		return fmt.Errorf("load: %d requests, want 1 to 1,000,000", o.Requests)
	case o.Concurrency < 1 || o.Concurrency > 1e4:
		return fmt.Errorf("load: %d requests at once, want 1 to 10,000", o.Concurrency)
	case !(o.Rate >= 0 && o.Rate <= 1e5):
		return fmt.Errorf("load: %v requests a second, want 0 to 100,000", o.Rate)
	case o.MaxTokens < 1 || o.Timeout <= 0 || o.TTFT < 0 || o.TPOT < 0:
		return errors.New("load: tokens and times must be positive")
	}
	return nil
}

// A Request is how one went.
type Request struct {
	Err    error
	Start  time.Duration // after the beginning of the load
	TTFT   time.Duration
	Total  time.Duration
	Tokens int
}

// TPOT is the mean time of a token after the first.
func (r *Request) TPOT() time.Duration {
	if r.Tokens < 2 {
		return 0
	}
	return (r.Total - r.TTFT) / time.Duration(r.Tokens-1)
}

// A Distribution summarises times in milliseconds.
type Distribution struct {
	Mean float64 `json:"mean"`
	P50  float64 `json:"p50"`
	P90  float64 `json:"p90"`
	P99  float64 `json:"p99"`
	Max  float64 `json:"max"`
}

// A Summary is what a load showed.
type Summary struct {
	Requests  int          `json:"requests"`
	Failed    int          `json:"failed"`
	Error     string       `json:"first_error,omitempty"`
	Seconds   float64      `json:"seconds"`
	Tokens    int          `json:"output_tokens"`
	RequestS  float64      `json:"request_throughput"`
	TokenS    float64      `json:"output_throughput"`
	TTFT      Distribution `json:"ttft_ms"`
	TPOT      Distribution `json:"tpot_ms"`
	E2E       Distribution `json:"e2el_ms"`
	Good      int          `json:"good_requests"`
	Goodput   float64      `json:"request_goodput"` // requests a second that met the limits
	OpenLoop  bool         `json:"open_loop"`
	Limited   bool         `json:"limited"` // there were limits
	GoodShare float64      `json:"good_share"`
}

// Run makes the load. After an interruption it returns what was done.
func Run(ctx context.Context, o Options) (*Summary, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	begin := time.Now()
	var mu sync.Mutex
	var all []Request
	var wait sync.WaitGroup
	one := func() {
		r := o.send(ctx, time.Since(begin))
		mu.Lock()
		defer mu.Unlock()
		if ctx.Err() == nil || r.Err == nil {
			all = append(all, r)
		}
	}
	if o.Rate > 0 {
		rng := rand.New(rand.NewPCG(o.Seed, 7))
		at := begin
		for range o.Requests {
			// Exponential gaps: arrivals that know nothing of each other.
			at = at.Add(time.Duration(rng.ExpFloat64() / o.Rate * float64(time.Second)))
			if !sleepUntil(ctx, at) {
				break
			}
			wait.Go(one)
		}
	} else {
		jobs := make(chan struct{})
		for range min(o.Concurrency, o.Requests) {
			wait.Go(func() {
				for range jobs {
					one()
				}
			})
		}
		for i := 0; i < o.Requests && ctx.Err() == nil; i++ {
			select {
			case jobs <- struct{}{}:
			case <-ctx.Done():
			}
		}
		close(jobs)
	}
	wait.Wait()
	return summarise(&o, all, time.Since(begin)), ctx.Err()
}

func sleepUntil(ctx context.Context, at time.Time) bool {
	t := time.NewTimer(time.Until(at))
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// send makes one request and times its events.
func (o *Options) send(ctx context.Context, start time.Duration) (r Request) {
	r.Start = start
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	body, err := json.Marshal(map[string]any{
		"model": o.Model, "stream": true, "max_tokens": o.MaxTokens, "stream_options": map[string]any{"include_usage": true},
		"messages": []map[string]string{{"role": "user", "content": o.Prompt}},
	})
	if err != nil {
		r.Err = err
		return r
	}
	base := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(o.URL, "/"), "/chat/completions"), "/v1")
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/v1/chat/completions", bytes.NewReader(body))
	if err != nil {
		r.Err = err
		return r
	}
	req.Header.Set("Content-Type", "application/json")
	if o.Key != "" {
		req.Header.Set("Authorization", "Bearer "+o.Key)
	}
	began := time.Now()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.Err = err
		return r
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(resp.Body, maxError)) // what arrived of it is enough
		r.Err = fmt.Errorf("%s: %s", resp.Status, bytes.TrimSpace(text))
		return r
	}
	r.read(resp.Body, began)
	return r
}

// A chunk is one event of a stream, as far as it matters.
type chunk struct {
	Choices []struct {
		Delta struct {
			Content   string `json:"content"`
			Reasoning string `json:"reasoning_content"`
		} `json:"delta"`
	} `json:"choices"`
	Usage *struct {
		Completion int `json:"completion_tokens"`
	} `json:"usage"`
	Error *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// read follows the events of a stream. Without a usage at the end each event with text counts as a token.
func (r *Request) read(body io.Reader, began time.Time) {
	lines := bufio.NewScanner(body)
	lines.Buffer(make([]byte, 0, 4096), maxEvent)
	events, done := 0, false
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data:")
		if !ok {
			continue
		}
		if data = strings.TrimSpace(data); data == "[DONE]" {
			done = true
			break
		}
		var c chunk
		if err := json.Unmarshal([]byte(data), &c); err != nil {
			r.Err = fmt.Errorf("an event that is no JSON: %w", err)
			return
		}
		if c.Error != nil {
			r.Err = fmt.Errorf("the server says: %.300s", c.Error.Message)
			return
		}
		if c.Usage != nil && c.Usage.Completion > 0 {
			r.Tokens = c.Usage.Completion
		}
		if len(c.Choices) > 0 && c.Choices[0].Delta.Content+c.Choices[0].Delta.Reasoning != "" {
			if events++; events == 1 {
				r.TTFT = time.Since(began)
			}
			r.Total = time.Since(began)
		}
	}
	if r.Tokens == 0 {
		r.Tokens = events
	}
	switch {
	case lines.Err() != nil:
		r.Err = lines.Err()
	case !done:
		r.Err = errors.New("the stream ended before [DONE]")
	case events == 0:
		r.Err = errors.New("an answer without text")
	}
}

func summarise(o *Options, all []Request, took time.Duration) *Summary {
	s := &Summary{Requests: len(all), Seconds: took.Seconds(), OpenLoop: o.Rate > 0, Limited: o.TTFT > 0 || o.TPOT > 0}
	var ttft, tpot, e2e []float64
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	for i := range all {
		r := &all[i]
		if r.Err != nil {
			if s.Failed++; s.Failed == 1 {
				s.Error = r.Err.Error()
			}
			continue
		}
		s.Tokens += r.Tokens
		ttft, e2e = append(ttft, ms(r.TTFT)), append(e2e, ms(r.Total))
		if r.Tokens > 1 {
			tpot = append(tpot, ms(r.TPOT()))
		}
		if (o.TTFT == 0 || r.TTFT <= o.TTFT) && (o.TPOT == 0 || r.TPOT() <= o.TPOT) {
			s.Good++
		}
	}
	s.TTFT, s.TPOT, s.E2E = distribution(ttft), distribution(tpot), distribution(e2e)
	if s.Seconds > 0 {
		s.RequestS, s.TokenS = float64(len(e2e))/s.Seconds, float64(s.Tokens)/s.Seconds
		s.Goodput = float64(s.Good) / s.Seconds
	}
	if s.Requests > 0 {
		s.GoodShare = float64(s.Good) / float64(s.Requests)
	}
	return s
}

func distribution(v []float64) (d Distribution) {
	if len(v) == 0 {
		return d
	}
	d.Mean, _ = stats.MeanStdDev(v)
	d.P50, d.P90, d.P99, d.Max = stats.Quantile(v, 0.5), stats.Quantile(v, 0.9), stats.Quantile(v, 0.99), stats.Quantile(v, 1)
	return d
}
