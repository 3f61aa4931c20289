package engine_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/cpu/csimd"
	"github.com/gemma-bench/gemma/backend/null"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/pages"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A cacheWatch is a backend that remembers the caches it was asked for.
type cacheWatch struct {
	backend.Backend
	plan   bool // caches need no memory
	caches []backend.Buffer
	bytes  int
}

// A planned cache has a type and no memory.
type planned struct{ typ tensor.Type }

func (p planned) Type() tensor.Type     { return p.typ }
func (planned) Write(int, []byte) error { return nil }
func (planned) Read(int, []byte) error  { return nil }
func (planned) Close() error            { return nil }

func (w *cacheWatch) NewBuffer(t tensor.Type, u backend.Usage) (backend.Buffer, error) {
	if u == backend.UsageState && w.plan {
		w.bytes += t.Bytes()
		return planned{t}, nil
	}
	b, err := w.Backend.NewBuffer(t, u)
	if u == backend.UsageState && err == nil {
		w.caches, w.bytes = append(w.caches, b), w.bytes+t.Bytes()
	}
	return b, err
}

// slim returns a model with the caches of a published one, and next to nothing else.
func slim(t *testing.T, name string) *gemma3.Model {
	all := gemma3.Presets()
	c := all[slices.IndexFunc(all, func(c gemma3.Config) bool { return c.Name == name })]
	c.Width, c.FFN, c.Vocab, c.Heads = 32, 32, 40, c.KVHeads
	m, err := gemma3.Random(c, 1)
	require.NoError(t, err)
	return m
}

// TestCacheMemory counts the bytes of the caches of contexts of 32,768 tokens: those of layers that see a window do not grow
// with the context.
func TestCacheMemory(t *testing.T) {
	const S = 32768
	for _, c := range []struct {
		model         string
		token, window int // bytes with F16: of a token in global layers, of a position in local layers
		rows          int // of local layers, for steps of 512
	}{
		{"gemma3 270M", 3 << 10, 15 << 10, 1024},
		{"gemma3 1B", 4 << 10, 22 << 10, 1024},
		{"gemma3 4B", 20 << 10, 116 << 10, 1536},
	} {
		for kv, size := range map[tensor.DType][2]int{tensor.F32: {2, 1}, tensor.F16: {1, 1}, tensor.Q8_0: {34, 64}} {
			for chunk, rows := range map[int]int{512: c.rows, 1: c.rows - 512} {
				name := fmt.Sprintf("%s %v, steps of %d", c.model, kv, chunk)
				b := &cacheWatch{Backend: null.New(), plan: true}
				e := newEngine(t, slim(t, c.model), b, engine.Options{Context: S, KV: kv, Chunk: chunk})
				require.Zero(t, b.bytes, "%s: nothing before the first step", name)
				require.NoError(t, newSequence(t, e).Append(context.Background(), []int32{1}))
				require.Equal(t, (c.token*S+c.window*rows)*size[0]/size[1], b.bytes, name)
			}
		}
	}
}

// TestUnusedCacheTakesNoMemory: a sequence that may grow to 32,768 tokens takes memory for those that it has, in pages of up
// to 2 MiB.
func TestUnusedCacheTakesNoMemory(t *testing.T) {
	if !csimd.Available {
		t.Skip("the Go engine's caches are in the Go heap, whose memory may have been used before")
	}
	b, ctx := &cacheWatch{Backend: openBackend(t, "cpu", 1)}, context.Background()
	e := newEngine(t, slim(t, "gemma3 270M"), b, engine.Options{Context: 32768, Sequences: 4})
	s := newSequence(t, e)
	require.NoError(t, s.Append(ctx, []int32{1, 2, 3}))
	_, err := s.TopK(ctx, nil, []int32{4}, 5)
	require.NoError(t, err)
	resident := 0
	for _, c := range b.caches {
		n, err := pages.Resident(c.(backend.Mapper).Map())
		if err != nil {
			t.Skip(err)
		}
		resident += n
	}
	t.Logf("%d of %d MiB", resident>>20, b.bytes>>20)
	require.Greater(t, b.bytes, 400<<20)
	require.Positive(t, resident)
	require.Less(t, resident, 80<<20) // seen with huge pages: 12 MiB
}
