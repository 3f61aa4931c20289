package engine_test

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/stretchr/testify/require"
)

// factors are the adapters of these tests: of several ranks, and of other matrices.
func factors(m *gemma3.Model) []*gemma3.Adapter {
	return []*gemma3.Adapter{
		adapter(m, 1, "blk.0.attn_q.weight", "blk.6.attn_v.weight", "blk.3.ffn_down.weight"),
		adapter(m, 2, "blk.0.attn_q.weight", "blk.6.attn_v.weight", "blk.3.ffn_down.weight"),
		adapter(m, 3, "blk.6.attn_q.weight", "blk.2.attn_k.weight", "blk.5.ffn_up.weight", "blk.1.ffn_gate.weight"),
	}
}

// apart returns m and m with each adapter, as models of their own.
func apart(t testing.TB, m *gemma3.Model) []*gemma3.Model {
	all := []*gemma3.Model{m}
	for _, f := range factors(m) {
		c, err := m.WithAdapter(f)
		require.NoError(t, err)
		all = append(all, c)
	}
	return all
}

// loadAll gives e every adapter; the first is none.
func loadAll(t testing.TB, e *engine.Engine) []*engine.Adapter {
	all := []*engine.Adapter{nil}
	for _, f := range factors(e.Model()) {
		a, err := e.NewAdapter(f)
		require.NoError(t, err)
		all = append(all, a)
	}
	return all
}

// TestAdaptersAtOnce: sequences with other adapters that run at the same time each get the tokens that a model
// with their adapter alone gives.
func TestAdaptersAtOnce(t *testing.T) {
	m := tiny(t)
	const each = 4 // sequences of an adapter
	for _, spec := range backends {
		all := talks(4*each, m.Config.Vocab)
		want := make([][]int32, len(all))
		for k, c := range apart(t, m) {
			e := newEngine(t, c, openBackend(t, spec, 1), engine.Options{Context: 96, Chunk: 16})
			for i := k; i < len(all); i += 4 {
				var err error
				want[i], err = speak(context.Background(), e, all[i])
				require.NoError(t, err)
			}
		}
		e := newEngine(t, m, openBackend(t, spec, 2), engine.Options{Context: 96, Chunk: 16, Sequences: len(all), Prefix: 1 << 20})
		adapters := loadAll(t, e)
		got, errs := make([][]int32, len(all)), make([]error, len(all))
		var wg sync.WaitGroup
		for i := range all {
			wg.Go(func() { got[i], errs[i] = speakWith(e, adapters[i%4], all[i]) })
		}
		wg.Wait()
		for i := range all {
			require.NoError(t, errs[i])
			require.Equal(t, want[i], got[i], "%s sequence %d", spec, i)
		}
	}
}

// speakWith is speak on a sequence with an adapter that reuses what it can.
func speakWith(e *engine.Engine, a *engine.Adapter, w talk) (ids []int32, err error) {
	ctx := context.Background()
	s, err := e.NewSequence()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if err := s.SetAdapter(a); err != nil {
		return nil, err
	}
	n, err := s.Reuse(ctx, w.prompt)
	if err != nil {
		return nil, err
	}
	g, err := s.Generate(w.prompt[n:], w.params, nil)
	if err != nil {
		return nil, err
	}
	g.Seen(w.prompt[:n])
	for tok, err := range g.Tokens(ctx) {
		if err != nil {
			return ids, err
		}
		ids = append(ids, tok.ID)
	}
	return ids, s.Keep(ctx)
}

// TestSwitchAdapter: at any point of a text another adapter gives what it would have given from the start, and so
// do kept prefixes, forks and saved sequences, which are only used with the adapter that computed them.
func TestSwitchAdapter(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 1), engine.Options{Chunk: 24, Sequences: 2, Prefix: 1 << 30})
		adapters := loadAll(t, e)
		ids := randomIDs(70, m.Config.Vocab)
		var want [][]float32
		for _, c := range apart(t, m) {
			want = append(want, logits(t, newSequence(t, newEngine(t, c, openBackend(t, spec, 1), engine.Options{Chunk: 24})), append(ids[:70:70], tail...)))
			for _, w := range want[:len(want)-1] {
				require.NotEqual(t, w, want[len(want)-1])
			}
		}
		s := newSequence(t, e)
		var saved [4]bytes.Buffer
		for round := range 2 {
			for k, a := range adapters {
				name := fmt.Sprintf("%s adapter %d round %d", spec, k, round)
				require.NoError(t, s.SetAdapter(a))
				require.Equal(t, a, s.Adapter())
				n, err := s.Reuse(ctx, ids) // an empty sequence in the first round of all
				require.NoError(t, err)
				require.Zero(t, n, name)
				if s.Len() == 0 {
					require.NoError(t, s.Append(ctx, ids))
				}
				f, err := s.Fork(ctx)
				require.NoError(t, err)
				require.Equal(t, want[k], logits(t, f, tail), name)
				require.NoError(t, f.Close())
				require.NoError(t, s.Keep(ctx))
				require.NoError(t, s.Save(ctx, &saved[k], nil))
			}
		}
		require.Equal(t, 4, e.PrefixStats().Kept)
		for k, a := range adapters {
			s.Reset()
			require.NoError(t, s.SetAdapter(a))
			n, err := s.Reuse(ctx, append(ids[:70:70], tail...))
			require.NoError(t, err)
			require.Equal(t, 70, n)
			require.Equal(t, want[k], logits(t, s, tail), "%s adapter %d reused", spec, k)
			for j := range saved {
				_, err := s.Load(ctx, bytes.NewReader(saved[j].Bytes()))
				if j != k {
					require.ErrorContains(t, err, "adapter")
					continue
				}
				require.NoError(t, err)
				require.Equal(t, want[k], logits(t, s, tail), "%s adapter %d loaded", spec, k)
			}
		}
	}
}

func TestAdapterClose(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	e := newEngine(t, m, openBackend(t, "cpu", 1), engine.Options{Sequences: 2, Prefix: 1 << 20})
	adapters, ids := loadAll(t, e), randomIDs(40, m.Config.Vocab)
	s := newSequence(t, e)
	require.NoError(t, s.SetAdapter(adapters[1]))
	first := logits(t, s, ids)
	require.NoError(t, s.Keep(ctx))
	require.NoError(t, adapters[1].Close())
	require.NoError(t, adapters[1].Close())
	require.Zero(t, e.PrefixStats().Bytes)
	_, err := s.Logits(ctx, tail)
	require.ErrorIs(t, err, backend.ErrClosed)
	require.Equal(t, 40, s.Len())
	again, err := e.NewAdapter(factors(m)[0])
	require.NoError(t, err)
	require.NoError(t, s.SetAdapter(again))
	require.NoError(t, s.Append(ctx, ids[:1])) // the text is still there
	s.Reset()
	require.Equal(t, first, logits(t, s, ids))

	other := newEngine(t, m, openBackend(t, "cpu", 1), engine.Options{})
	require.Error(t, newSequence(t, other).SetAdapter(again))
	_, err = e.NewAdapter(&gemma3.Adapter{})
	require.Error(t, err)
	bad := adapter(m, 1, "blk.0.attn_q.weight")
	bad.Modules["blk.9.attn_q.weight"] = bad.Modules["blk.0.attn_q.weight"]
	_, err = e.NewAdapter(bad)
	require.ErrorContains(t, err, "blk.9")
	require.NoError(t, s.Close())
	require.ErrorIs(t, s.SetAdapter(nil), backend.ErrClosed)
}

// TestManyAdapters: compiled steps of adapters do not pile up, and those that had to go come back.
func TestManyAdapters(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	e := newEngine(t, m, openBackend(t, "cpu", 1), engine.Options{Chunk: 16})
	s, ids := newSequence(t, e), randomIDs(12, m.Config.Vocab)
	var all []*engine.Adapter
	var want [][]float32
	for round := range 2 {
		for k := range 60 {
			if round == 0 {
				a, err := e.NewAdapter(adapter(m, uint64(k), "blk.6.attn_q.weight"))
				require.NoError(t, err)
				all = append(all, a)
			}
			s.Reset()
			require.NoError(t, s.SetAdapter(all[k]))
			got := logits(t, s, ids)
			if round == 0 {
				want = append(want, got)
			}
			require.Equal(t, want[k], got)
		}
		require.LessOrEqual(t, len(e.Stats()), 24)
	}
	require.NoError(t, e.Close())
	_, err := e.NewAdapter(factors(m)[0])
	require.ErrorIs(t, err, backend.ErrClosed)
	require.NoError(t, all[0].Close())
	_, err = s.Logits(ctx, ids)
	require.ErrorIs(t, err, backend.ErrClosed)
}

// TestAdapterOnLostDevice: factors are uploaded again with all else.
func TestAdapterOnLostDevice(t *testing.T) {
	m := tiny(t)
	ids := randomIDs(50, m.Config.Vocab)
	want := logits(t, newSequence(t, newEngine(t, apart(t, m)[1], openBackend(t, "cpu", 1), engine.Options{Chunk: 16})), append(ids[:50:50], tail...))
	for lose := 1; lose <= 5; lose++ {
		b := &lossy{Backend: openBackend(t, "cpu", 1), t: t, shared: &losses{lose: []int{lose}}}
		e := newEngine(t, m, b, engine.Options{Chunk: 16})
		s := newSequence(t, e)
		require.NoError(t, s.SetAdapter(loadAll(t, e)[1]))
		require.NoError(t, s.Append(context.Background(), ids))
		require.Equal(t, want, logits(t, s, tail), "lost in run %d", lose)
		require.Equal(t, 1, b.shared.opened)
	}
}
