package engine_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// tail is what tests append to see whether a cache is right.
var tail = []int32{5, 6, 7, 300, 8}

// Texts of all lengths around the tiny model's window of 16 and its ring.
var lengths = []int{1, 15, 16, 17, 40, 63, 64, 65, 100, 150, 200}

func TestFork(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	for _, spec := range backends {
		for _, o := range []engine.Options{{Chunk: 8}, {Chunk: 50}, {FullCache: true}, {Context: 250}} {
			o.Sequences = 3
			e := newEngine(t, m, openBackend(t, spec, 0), o)
			s := newSequence(t, e)
			for _, n := range lengths {
				s.Reset()
				ids := randomIDs(n, m.Config.Vocab)
				require.NoError(t, s.Append(ctx, ids))
				f, err := s.Fork(ctx)
				require.NoError(t, err)
				require.Equal(t, ids, f.IDs())
				require.NoError(t, s.Append(ctx, []int32{9, 9, 9})) // must not change the fork
				g, err := f.Fork(ctx)                               // a fork of a fork, taken back a little
				require.NoError(t, err)
				if err := g.Truncate(n - 1); err == nil && n > 1 {
					require.Equal(t, alone(t, spec, append(ids[:n-1:n-1], tail...)), logits(t, g, tail), "%s/%v/%d", spec, o.Chunk, n)
				}
				require.Equal(t, alone(t, spec, append(ids, tail...)), logits(t, f, tail), "%s/%v/%d", spec, o.Chunk, n)
				require.NoError(t, f.Close())
				require.NoError(t, g.Close())
				_, err = f.Fork(ctx)
				require.ErrorIs(t, err, backend.ErrClosed)
			}
		}
	}
}

// What Reuse finds must be indistinguishable from computing it, whatever part of the kept text is shared.
func TestReuse(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	for _, spec := range backends {
		for _, o := range []engine.Options{{Chunk: 64}, {Chunk: 8}, {FullCache: true}} {
			o.Sequences, o.Prefix = 2, 1<<30
			e := newEngine(t, m, openBackend(t, spec, 0), o)
			a, b := newSequence(t, e), newSequence(t, e)
			kept := randomIDs(150, m.Config.Vocab)
			require.NoError(t, a.Append(ctx, kept))
			require.NoError(t, a.Keep(ctx))
			require.NoError(t, a.Keep(ctx)) // nothing new
			require.Equal(t, 1, e.PrefixStats().Kept)
			found := 0
			for _, shared := range []int{0, 20, 31, 32, 33, 60, 80, 100, 120, 135, 149, 150} {
				ids := append(kept[:shared:shared], 1, 2, 3)
				if shared < len(kept) {
					ids[shared] = (kept[shared] + 1) % int32(m.Config.Vocab)
				}
				b.Reset()
				n, err := b.Reuse(ctx, ids)
				require.NoError(t, err)
				require.LessOrEqual(t, n, shared)
				require.Equal(t, n, b.Len())
				if found += n; shared == 150 || shared >= 32 && o.FullCache {
					require.Equal(t, shared, n)
				}
				require.Equal(t, alone(t, spec, ids), logits(t, b, ids[n:]), "%s/%d/%d", spec, o.Chunk, shared)
			}
			require.Positive(t, found)
			b.Reset()
			n, err := b.Reuse(ctx, kept) // the last token is left to feed
			require.NoError(t, err)
			require.Equal(t, 149, n)
			n, err = b.Reuse(ctx, kept) // not into a text
			require.NoError(t, err)
			require.Zero(t, n)
		}
	}
}

func TestKeepStaysWithinItsBudget(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	b := openBackend(t, "cpu", 0)
	size := func(budget int64) engine.PrefixStats {
		e := newEngine(t, m, b, engine.Options{Prefix: budget})
		s := newSequence(t, e)
		for n := 100; n < 110; n++ {
			s.Reset()
			require.NoError(t, s.Append(ctx, randomIDs(n, m.Config.Vocab)))
			require.NoError(t, s.Keep(ctx))
		}
		s.Reset()
		n, err := s.Reuse(ctx, append(randomIDs(109, m.Config.Vocab), 1))
		require.NoError(t, err)
		if budget == 0 || budget == 1 {
			require.Zero(t, n)
		} else {
			require.Equal(t, 109, n, "the latest is kept")
		}
		return e.PrefixStats()
	}
	all := size(1 << 30)
	require.Equal(t, 10, all.Kept)
	require.Equal(t, engine.PrefixStats{}, size(0))
	require.Equal(t, engine.PrefixStats{}, size(1))
	half := size(all.Bytes / 2)
	require.LessOrEqual(t, half.Bytes, all.Bytes/2)
	require.Equal(t, 4, half.Kept)
}

func TestSaveAndLoad(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	for _, spec := range backends {
		from := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Chunk: 40})
		to := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Chunk: 9, Sequences: 2})
		s, l := newSequence(t, from), newSequence(t, to)
		for _, n := range append([]int{0}, lengths...) {
			s.Reset()
			ids := randomIDs(n, m.Config.Vocab)
			if n > 0 {
				require.NoError(t, s.Append(ctx, ids))
			}
			var file bytes.Buffer
			require.NoError(t, s.Save(ctx, &file, []int32{3, 4}[:n%3]))
			unfed, err := l.Load(ctx, bytes.NewReader(file.Bytes()))
			require.NoError(t, err)
			require.Equal(t, []int32{3, 4}[:n%3], unfed)
			if n > m.Config.Window { // no more than the next token's window was saved
				require.Error(t, l.Truncate(n-1), "%s/%d", spec, n)
			}
			require.Equal(t, alone(t, spec, append(ids, tail...)), logits(t, l, tail), "%s/%d", spec, n)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	b := openBackend(t, "cpu", 0)
	s := newSequence(t, newEngine(t, m, b, engine.Options{}))
	require.NoError(t, s.Append(ctx, randomIDs(70, m.Config.Vocab)))
	var buf bytes.Buffer
	require.NoError(t, s.Save(ctx, &buf, []int32{1}))
	file := buf.Bytes()
	refused := func(o engine.Options, r io.Reader, why string) {
		t.Helper()
		l := newSequence(t, newEngine(t, m, b, o))
		require.NoError(t, l.Append(ctx, []int32{7}))
		_, err := l.Load(ctx, r)
		var se *engine.SaveError
		require.ErrorAs(t, err, &se)
		require.ErrorContains(t, err, why)
		require.Equal(t, logitsWith(t, m, b, o, []int32{7, 8}), logits(t, l, []int32{8}), "the sequence changed")
	}
	for n := 0; n < len(file); n += 1 + n/3 {
		refused(engine.Options{}, bytes.NewReader(file[:n]), "EOF")
	}
	for at := 0; at < len(file); at += 1 + at/2 {
		broken := bytes.Clone(file)
		broken[at] ^= 0x40
		refused(engine.Options{}, bytes.NewReader(broken), "")
	}
	refused(engine.Options{Context: 64}, bytes.NewReader(file), "70 tokens")
	other := bytes.Clone(file)
	other[8] = 2
	refused(engine.Options{}, bytes.NewReader(other), "version 2")
	refused(engine.Options{KV: tensor.F32}, bytes.NewReader(file), "another model, adapter or cache type")
	broken := errors.New("broken")
	refused(engine.Options{}, io.MultiReader(bytes.NewReader(file[:99]), iotestErr{broken}), "broken")
}

// logitsWith computes logits on an engine with options o.
func logitsWith(t *testing.T, m *gemma3.Model, b backend.Backend, o engine.Options, ids []int32) []float32 {
	return logits(t, newSequence(t, newEngine(t, m, b, o)), ids)
}

type iotestErr struct{ err error }

func (r iotestErr) Read([]byte) (int, error) { return 0, r.err }

// FuzzLoad: a file is an error or a sequence that goes on, with caches of halves and of blocks. Files are tried as they
// are and with the checksum that they should have.
func FuzzLoad(f *testing.F) {
	m, ctx := tiny(f), context.Background()
	var into []*engine.Sequence
	for _, kv := range []tensor.DType{tensor.F16, tensor.Q8_0} {
		s := newSequence(f, newEngine(f, m, openBackend(f, "cpu", 1), engine.Options{KV: kv, Chunk: 8, Context: 64}))
		into = append(into, s)
		for _, n := range []int{1, 3} {
			s.Reset()
			require.NoError(f, s.Append(ctx, randomIDs(n, m.Config.Vocab)))
			var file bytes.Buffer
			require.NoError(f, s.Save(ctx, &file, []int32{5}[:n/3]))
			f.Add(file.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		body := file[:max(0, len(file)-sha256.Size)]
		sum := sha256.Sum256(body)
		for _, s := range into {
			for _, r := range []io.Reader{bytes.NewReader(file), io.MultiReader(bytes.NewReader(body), bytes.NewReader(sum[:]))} {
				if _, err := s.Load(ctx, r); err == nil && s.Len() < 60 {
					logits(t, s, tail[:1])
				}
			}
		}
	})
}
