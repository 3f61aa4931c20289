package engine_test

import (
	"bytes"
	"context"
	"math"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A Q8_0 cache gives the same bits however a text gets into it: in steps of any size, in a ring or not, by fork, by
// reuse, from a file, after a truncation, and beside another sequence.
func TestQuantisedCache(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	for _, spec := range backends {
		b := openBackend(t, spec, 0)
		for _, n := range []int{1, 17, 33, 150} {
			ids := randomIDs(n, m.Config.Vocab)
			text := append(ids[:n:n], tail...)
			want := logitsWith(t, m, b, engine.Options{KV: tensor.Q8_0, FullCache: true}, text)
			for _, chunk := range []int{1, 3, 8, 64} {
				e := newEngine(t, m, b, engine.Options{KV: tensor.Q8_0, Chunk: chunk, Sequences: 3, Prefix: 1 << 30})
				s := newSequence(t, e)
				require.NoError(t, s.Append(ctx, ids))
				f, err := s.Fork(ctx)
				require.NoError(t, err)
				require.NoError(t, s.Keep(ctx))
				require.Equal(t, want, logits(t, f, tail), "%s/%d/%d: forked", spec, n, chunk)
				f.Reset()
				reused, err := f.Reuse(ctx, text)
				require.NoError(t, err)
				require.Equal(t, n >= 32, reused > 0)
				require.Equal(t, want, logits(t, f, text[reused:]), "%s/%d/%d: reused", spec, n, chunk)

				var file bytes.Buffer
				require.NoError(t, s.Save(ctx, &file, nil))
				_, err = f.Load(ctx, bytes.NewReader(file.Bytes()))
				require.NoError(t, err)
				require.Equal(t, want, logits(t, f, tail), "%s/%d/%d: loaded", spec, n, chunk)
				require.NoError(t, f.Truncate(n))
				require.Equal(t, want, logits(t, f, tail), "%s/%d/%d: truncated", spec, n, chunk)
				_, err = newSequence(t, newEngine(t, m, b, engine.Options{})).Load(ctx, bytes.NewReader(file.Bytes()))
				require.ErrorContains(t, err, "cache type")

				require.NoError(t, f.Append(ctx, []int32{9, 9})) // in another slot
				require.Equal(t, want, logits(t, s, tail), "%s/%d/%d", spec, n, chunk)
			}
			half := logitsWith(t, m, b, engine.Options{}, text)
			require.NotEqual(t, half, want)
			require.Less(t, distance(half, want), 0.1, "%s/%d", spec, n)
		}
	}
}

// distance returns the root of the mean square of a−b in units of that of b.
func distance(a, b []float32) float64 {
	diff, sum := 0.0, 0.0
	for i := range a {
		diff += float64(a[i]-b[i]) * float64(a[i]-b[i])
		sum += float64(b[i]) * float64(b[i])
	}
	return math.Sqrt(diff / sum)
}

// A plainCaches is a backend without kernels for quantised caches.
type plainCaches struct{ backend.Backend }

func (b plainCaches) Supports(g *graph.Graph, n *graph.Node) error {
	if n.Op == graph.OpKVWrite && n.Type.DType.Quantised() {
		return &backend.UnsupportedError{Backend: "plain", Op: n.Op, Reason: "a cache of " + n.Type.DType.String()}
	}
	return b.Backend.Supports(g, n)
}

func TestCacheTypeRefused(t *testing.T) {
	m := tiny(t)
	b := plainCaches{openBackend(t, "ref", 1)}
	var no *backend.UnsupportedError
	_, err := engine.New(m, b, engine.Options{KV: tensor.Q8_0})
	require.ErrorAs(t, err, &no)
	require.ErrorContains(t, err, "cache type Q8_0")
	require.NoError(t, newEngine(t, m, b, engine.Options{KV: tensor.F32}).Close())
}

// What a Q8_0 cache costs on the real model, by the same backend with F16: logits of the golden prompts, of the one of
// three windows too, and perplexity over 1,536 tokens.
func TestGoldenQuantisedCache(t *testing.T) {
	m, set := realModel(t), golden.LoadLogits(t)
	for _, spec := range backends {
		if spec == "ref" && !slow() {
			continue
		}
		b, worst := openBackend(t, spec, 0), 0.0
		half, q8 := newSequence(t, newEngine(t, m, b, engine.Options{})), newSequence(t, newEngine(t, m, b, engine.Options{KV: tensor.Q8_0}))
		for _, ids := range append([][]int32{set.Long.IDs}, prompts(set)...) {
			half.Reset()
			q8.Reset()
			want, got := logits(t, half, ids), logits(t, q8, ids)
			for _, c := range engine.Best(nil, want, 20) {
				worst = max(worst, math.Abs(float64(got[c.ID]-c.Logit)))
			}
		}
		ids, bos := gplIDs(t, m)
		var perplexity [2]float64
		for i, s := range []*engine.Sequence{half, q8} {
			s.Reset()
			r, err := s.Perplexity(context.Background(), ids[:3*512], 512, bos, nil)
			require.NoError(t, err)
			perplexity[i] = r.Perplexity()
		}
		t.Logf("%s: largest difference among the top 20 logits %.3f, perplexity %.4f, with F16 %.4f", spec, worst, perplexity[1], perplexity[0])
		require.Less(t, worst, 0.5)
		require.InEpsilon(t, perplexity[0], perplexity[1], 0.01) // over so few tokens engines differ by more than over all
	}
}

// prompts returns the short prompts of set.
func prompts(set *golden.Logits) (all [][]int32) {
	for _, c := range set.Cases {
		all = append(all, c.IDs)
	}
	return all
}
