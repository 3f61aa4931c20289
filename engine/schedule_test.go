package engine_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/stretchr/testify/require"
)

// A talk is what one of many concurrent sequences does: prompts of odd lengths, then tokens.
type talk struct {
	prompt []int32
	params engine.Params
}

func talks(n, vocab int) []talk {
	rng := rand.New(rand.NewPCG(5, 6))
	all := make([]talk, n)
	for i := range all {
		p := engine.Params{MaxTokens: 3 + rng.IntN(8)}
		switch i % 4 {
		case 1:
			p = engine.Params{MaxTokens: p.MaxTokens, Temperature: 1, TopK: 40, Seed: int64(i)}
		case 2:
			p.RepeatPenalty = 1.3 // needs every logit
		}
		all[i] = talk{randomIDs(1+rng.IntN(50), vocab), p}
	}
	return all
}

// speak generates on a new sequence and returns the ids.
func speak(ctx context.Context, e *engine.Engine, w talk) (ids []int32, err error) {
	s, err := e.NewSequence()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	g, err := s.Generate(w.prompt, w.params, nil)
	if err != nil {
		return nil, err
	}
	for tok, err := range g.Tokens(ctx) {
		if err != nil {
			return ids, err
		}
		ids = append(ids, tok.ID)
	}
	return ids, nil
}

// sequential returns what each talk says when it is alone.
func sequential(t *testing.T, m *gemma3.Model, spec string, all []talk) [][]int32 {
	e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{})
	want := make([][]int32, len(all))
	for i, w := range all {
		var err error
		want[i], err = speak(context.Background(), e, w)
		require.NoError(t, err)
	}
	return want
}

// Sequences that share steps say what each says alone, whoever is cancelled meanwhile, and nothing stays
// behind.
func TestSharedStepsChangeNothing(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		all := talks(64, m.Config.Vocab)
		want := sequential(t, m, spec, all)
		options := []engine.Options{{}, {Chunk: 16}, {Chunk: 5}}
		if spec == "ref" {
			options = options[1:2] // it is slow
		}
		for _, o := range options {
			before := runtime.NumGoroutine()
			b := openBackend(t, spec, 0)
			o.Sequences = len(all)
			e := newEngine(t, m, b, o)
			var wg sync.WaitGroup
			rng := rand.New(rand.NewPCG(1, uint64(o.Chunk)))
			for i := range all {
				after := time.Duration(rng.IntN(200)) * time.Millisecond
				cancelled := rng.IntN(3) == 0
				wg.Go(func() {
					ctx, cancel := context.WithCancel(context.Background())
					defer cancel()
					if cancelled {
						time.AfterFunc(after, cancel)
					}
					got, err := speak(ctx, e, all[i])
					if err != nil && !(cancelled && errors.Is(err, context.Canceled)) {
						t.Errorf("%s/%d/%d: %v", spec, o.Chunk, i, err)
					}
					if err == nil && len(got) != len(want[i]) {
						t.Errorf("%s/%d/%d: %d tokens, want %d", spec, o.Chunk, i, len(got), len(want[i]))
					}
					for j, id := range got {
						if id != want[i][j] {
							t.Errorf("%s/%d/%d: token %d is %d, alone %d", spec, o.Chunk, i, j, id, want[i][j])
							return
						}
					}
				})
			}
			wg.Wait()
			shared := 0
			for _, s := range e.Stats() {
				if strings.Contains(s.Step, "/") {
					shared += s.Stats.Steps
				}
			}
			require.Positive(t, shared, "%s/%d: no step was shared", spec, o.Chunk)
			for range 2 { // closing again is harmless
				require.NoError(t, e.Close())
				require.NoError(t, b.Close())
			}
			requireGoroutines(t, before)
		}
	}
}

// requireGoroutines waits until no more than n goroutines are left.
func requireGoroutines(t *testing.T, n int) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); runtime.NumGoroutine() > n; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, want %d:\n%s", runtime.NumGoroutine(), n, buf[:runtime.Stack(buf, true)])
		}
	}
}

// Logits of sequences that share steps are the bits that each has alone.
func TestSharedLogits(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Sequences: 10, Chunk: 32})
		var wg sync.WaitGroup
		got := make([][]float32, 10)
		for i := range got {
			s := newSequence(t, e)
			ids := randomIDs(5+2*i, m.Config.Vocab)
			wg.Go(func() {
				for at := range 4 { // three single tokens and the rest
					part := ids[at : at+1]
					if at == 3 {
						part = ids[3:]
					}
					l, err := s.Logits(context.Background(), part)
					if err != nil {
						t.Error(err)
						return
					}
					got[i] = append(got[i][:0], l...)
				}
			})
		}
		wg.Wait()
		for i := range got {
			require.Equal(t, alone(t, spec, randomIDs(5+2*i, m.Config.Vocab)), got[i], "%s/%d", spec, i)
		}
	}
}

func TestTopKEachEqualsOneByOne(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Chunk: 10})
		s, ids := newSequence(t, e), randomIDs(37, m.Config.Vocab)
		var want []engine.Candidate
		for i := range ids {
			var err error
			want, err = s.TopK(context.Background(), want, ids[i:i+1], 3)
			require.NoError(t, err)
		}
		for rows := 1; rows <= engine.MaxEach; rows++ {
			s.Reset()
			got, err := s.TopKEach(context.Background(), nil, ids, 3, rows)
			require.NoError(t, err)
			require.Equal(t, want[3*(len(ids)-rows):], got, "%s/%d", spec, rows)
		}
		for _, rows := range []int{-1, 0, engine.MaxEach + 1} {
			_, err := s.TopKEach(context.Background(), nil, ids, 3, rows)
			require.Error(t, err)
		}
		_, err := s.TopKEach(context.Background(), nil, ids[:2], 3, 3)
		require.Error(t, err)
		for _, k := range []int{-1, 0, m.Config.Vocab + 1} {
			_, err := s.TopK(context.Background(), nil, ids, k)
			require.Error(t, err)
		}
	}
}

// Close fails the calls that wait and those that come later, and does not wait for them.
func TestCloseWhileOthersWait(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Sequences: 8, Chunk: 8})
		var wg sync.WaitGroup
		for range 8 {
			s := newSequence(t, e)
			wg.Go(func() {
				for {
					if err := s.Append(context.Background(), randomIDs(100, m.Config.Vocab)); err != nil {
						if !errors.Is(err, backend.ErrClosed) {
							t.Errorf("%s: %v", spec, err)
						}
						return
					}
					s.Reset()
				}
			})
		}
		time.Sleep(20 * time.Millisecond)
		require.NoError(t, e.Close())
		wg.Wait()
	}
}

// A call that waits for the device returns when its context ends, however long the device is taken.
func TestCancelWhileWaiting(t *testing.T) {
	m := tiny(t)
	e := newEngine(t, m, openBackend(t, "ref", 0), engine.Options{Sequences: 2})
	long, s := newSequence(t, e), newSequence(t, e)
	require.NoError(t, long.Hidden(context.Background(), []int32{1}, func(int, []float32) error {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
		defer cancel()
		require.ErrorIs(t, s.Append(ctx, []int32{1}), context.DeadlineExceeded)
		require.ErrorIs(t, s.Hidden(ctx, []int32{1}, nil), context.DeadlineExceeded)
		return nil
	}))
	require.Equal(t, alone(t, "ref", []int32{4}), logits(t, s, []int32{4}))
}
