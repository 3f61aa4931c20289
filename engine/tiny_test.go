package engine_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/backend"
	_ "github.com/gemma-bench/gemma/backend/all" // every backend of the build
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// backends are the specs that every test of this package runs on.
var backends = []string{"ref", "cpu"}

func tiny(t testing.TB) *gemma3.Model { return tinymodel.New(t) }

func openBackend(t testing.TB, spec string, threads int) backend.Backend {
	b, err := backend.Open(spec, backend.Config{Threads: threads})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return b
}

func newEngine(t testing.TB, m *gemma3.Model, b backend.Backend, o engine.Options) *engine.Engine {
	e, err := engine.New(m, b, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}

func newSequence(t testing.TB, e *engine.Engine) *engine.Sequence {
	s, err := e.NewSequence()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func randomIDs(n, vocab int) []int32 {
	rng := rand.New(rand.NewPCG(uint64(n), 3))
	ids := make([]int32, n)
	for i := range ids {
		ids[i] = int32(rng.IntN(vocab))
	}
	return ids
}

// logits returns a copy of the logits after ids.
func logits(t testing.TB, s *engine.Sequence, ids []int32) []float32 {
	l, err := s.Logits(context.Background(), ids)
	require.NoError(t, err)
	return append([]float32(nil), l...)
}

// The bits of the logits may depend on the text alone: not on the chunk, the threads, the cache's
// kind, or the way the text was appended.
func TestSameBitsHoweverComputed(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		for _, n := range []int{1, 15, 16, 17, 31, 33, 100} {
			ids := randomIDs(n, m.Config.Vocab)
			want := logits(t, newSequence(t, newEngine(t, m, openBackend(t, spec, 1), engine.Options{FullCache: true})), ids)
			for _, o := range []engine.Options{{Chunk: 1}, {Chunk: 3}, {Chunk: 7}, {Chunk: 16}, {Chunk: 64, FullCache: true}, {Context: 128}} {
				for _, threads := range []int{1, 2, 3} {
					name := fmt.Sprintf("%s/%d/chunk=%d/full=%v/threads=%d", spec, n, o.Chunk, o.FullCache, threads)
					e := newEngine(t, m, openBackend(t, spec, threads), o)
					require.Equal(t, want, logits(t, newSequence(t, e), ids), name)
				}
			}
			e := newEngine(t, m, openBackend(t, spec, 2), engine.Options{Chunk: 8})
			s := newSequence(t, e)
			var got []float32
			for i := range ids {
				got = logits(t, s, ids[i:i+1])
			}
			require.Equal(t, want, got, "%s/%d/one by one", spec, n)
		}
	}
}

func TestContextShorterThanWindow(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		ids := randomIDs(9, m.Config.Vocab)
		want := logits(t, newSequence(t, newEngine(t, m, openBackend(t, spec, 0), engine.Options{})), ids)
		for _, context := range []int{9, 12, 16, 17} {
			got := logits(t, newSequence(t, newEngine(t, m, openBackend(t, spec, 0), engine.Options{Context: context})), ids)
			require.Equal(t, want, got, "%s/%d", spec, context)
		}
	}
}

func TestSequencesDoNotSeeEachOther(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Sequences: 3, Chunk: 16})
		var want [][]float32
		for i := range 3 {
			s, err := e.NewSequence()
			require.NoError(t, err)
			want = append(want, logits(t, s, randomIDs(40+i, m.Config.Vocab)))
			require.NoError(t, s.Close())
		}
		seqs := []*engine.Sequence{newSequence(t, e), newSequence(t, e), newSequence(t, e)}
		_, err := e.NewSequence()
		require.ErrorContains(t, err, "in use")
		for at := 0; at < 40; at += 5 {
			for i, s := range seqs {
				require.NoError(t, s.Append(context.Background(), randomIDs(40+i, m.Config.Vocab)[at:at+5-min(1, (at+5)/40)]))
			}
		}
		for i, s := range seqs {
			ids := randomIDs(40+i, m.Config.Vocab)
			require.Equal(t, want[i], logits(t, s, ids[39:]), "%s/%d", spec, i)
		}
	}
}

func TestTruncate(t *testing.T) {
	m := tiny(t)
	ids := randomIDs(120, m.Config.Vocab)
	for _, spec := range backends {
		for _, full := range []bool{false, true} {
			e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{FullCache: full, Chunk: 32})
			s := newSequence(t, e)
			for _, n := range []int{119, 110, 60, 20, 1, 0} {
				s.Reset()
				require.NoError(t, s.Append(context.Background(), ids))
				err := s.Truncate(n)
				if err != nil {
					require.False(t, full, "%d", n)
					require.Equal(t, len(ids), s.Len())
					require.Less(t, n, 100)
					continue
				}
				want := alone(t, spec, append(ids[:n:n], 5, 6, 7))
				require.Equal(t, want, logits(t, s, []int32{5, 6, 7}), "%s/%v/%d", spec, full, n)
			}
			require.Error(t, s.Truncate(-1))
			require.Error(t, s.Truncate(s.Len()+1))
		}
	}
}

func TestAppendErrors(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Context: 20})
		s := newSequence(t, e)
		ctx := context.Background()
		var te *engine.TokenError
		require.ErrorAs(t, s.Append(ctx, []int32{1, int32(m.Config.Vocab)}), &te)
		require.Equal(t, 1, te.Index)
		require.ErrorAs(t, s.Append(ctx, []int32{-1}), &te)
		require.Error(t, s.Append(ctx, nil))
		require.ErrorIs(t, s.Append(ctx, make([]int32, 21)), engine.ErrContext)
		require.NoError(t, s.Append(ctx, make([]int32, 20)))
		require.ErrorIs(t, s.Append(ctx, make([]int32, 1)), engine.ErrContext)
		require.Equal(t, 20, s.Len())
		require.NoError(t, e.Close())
		s.Reset()
		require.ErrorIs(t, s.Append(ctx, []int32{1}), backend.ErrClosed)
	}
}

func TestOptionErrors(t *testing.T) {
	m := tiny(t)
	for _, o := range []engine.Options{{Context: -1}, {Context: 513}, {Chunk: -1}, {Sequences: -1}, {Sequences: 1 << 20}, {KV: tensor.BF16}, {KV: tensor.Q4_0}} {
		_, err := engine.New(m, openBackend(t, "ref", 0), o)
		require.Error(t, err, "%+v", o)
	}
}

// A cancelled step must leave the sequence usable and its later results unchanged.
func TestCancellation(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Chunk: 64})
		s, ids := newSequence(t, e), randomIDs(200, m.Config.Vocab)
		want := logits(t, s, ids)
		for delay := range 8 {
			s.Reset()
			ctx, cancel := context.WithTimeout(context.Background(), time.Duration(delay)*500*time.Microsecond)
			_, err := s.Logits(ctx, ids)
			cancel()
			if err == nil {
				continue
			}
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Equal(t, want, logits(t, s, ids[s.Len():]), "%s after %d tokens", spec, s.Len())
		}
	}
}

func TestHiddenThroughHeadEqualsLogits(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Chunk: 16, Sequences: 2})
		s, step, ids := newSequence(t, e), newSequence(t, e), randomIDs(50, m.Config.Vocab)
		next := 5
		require.NoError(t, step.Append(context.Background(), ids[:5]))
		err := s.AllLogits(context.Background(), ids, 5, func(i int, got []float32) error {
			require.Equal(t, next, i)
			next++
			got = append([]float32(nil), got...) // the slice is gone after the next step
			require.Equal(t, alone(t, spec, ids[:i+1]), got, "%s/%d", spec, i)
			return nil
		})
		require.NoError(t, err)
		require.Equal(t, 50, next)
	}
}

// alone returns the logits of the tiny model after ids, computed by an engine that computes nothing else: the first
// time that a test asks for them.
func alone(t testing.TB, spec string, ids []int32) []float32 {
	key := fmt.Sprint(spec, ids)
	if l, ok := computed.Load(key); ok {
		return l.([]float32)
	}
	l := logits(t, newSequence(t, newEngine(t, tiny(t), openBackend(t, spec, 0), engine.Options{})), ids)
	computed.Store(key, l)
	return l
}

// computed holds what alone returned, by backend and text.
var computed sync.Map

func TestTopKEqualsLogits(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{})
		s, ids := newSequence(t, e), randomIDs(30, m.Config.Vocab)
		want := engine.Best(nil, logits(t, s, ids), 64)
		for _, k := range []int{1, 64} {
			s.Reset()
			got, err := s.TopK(context.Background(), nil, ids, k)
			require.NoError(t, err)
			require.Equal(t, want[:k], got, "%s/%d", spec, k)
		}
	}
}

// A decoding step allocates nothing once it has run before.
func TestDecodeDoesNotAllocate(t *testing.T) {
	m := tiny(t)
	e := newEngine(t, m, openBackend(t, "cpu", 2), engine.Options{})
	s := newSequence(t, e)
	ctx, one := context.Background(), []int32{3}
	cands := make([]engine.Candidate, 0, 64)
	step := func() {
		var err error
		cands, err = s.TopK(ctx, cands[:0], one, 64)
		require.NoError(t, err)
	}
	step()
	require.Zero(t, testing.AllocsPerRun(50, step))
}
