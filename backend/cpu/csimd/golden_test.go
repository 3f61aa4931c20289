//go:build cgo

package csimd

import (
	"context"
	"os"
	"testing"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/gemma-bench/gemma/model/tokenizer"
	"github.com/stretchr/testify/require"
)

// The project's bars for kernels that round activations: the 20 largest logits, and perplexity relative to the
// one that the reference backend computes for the first window of testdata/gpl-3.txt.
const (
	logitBar      = 0.25
	perplexityBar = 0.005
	firstWindow   = 12.8688
)

// The real model against transformers' float32 results, on the best tier and on avx2, which has other kernels. The
// base tier would take minutes; it rounds activations as the others do.
func TestGolden(t *testing.T) {
	for i, tier := range tiers() {
		if tier == "base" || (i > 0 && tier != "avx2") {
			continue
		}
		t.Run(tier, func(t *testing.T) {
			e, s := realSequence(t, openTier(t, tier, 2), engine.Options{Context: 2048})
			want, ctx := golden.LoadLogits(t), context.Background()
			near := func(name string, ids, top []int32, logits []float64) {
				s.Reset()
				modeltest.Near(t, s, name, ids, top, logits, logitBar)
			}
			for _, c := range want.Cases {
				near(c.Prompt, c.IDs, c.TopIDs, c.TopLogits)
			}
			near("long", want.Long.IDs, want.Long.TopIDs, want.Long.TopLogits)

			tok, err := tokenizer.FromGGUF(e.Model().File)
			require.NoError(t, err)
			text, err := os.ReadFile(golden.Path("gpl-3.txt"))
			require.NoError(t, err)
			ids := tok.Encode(nil, string(text), tokenizer.EncodeOptions{BOS: true})
			wantP := firstWindow
			if os.Getenv("GEMMA_SLOW") == "" {
				ids = ids[:512]
			} else {
				wantP = 13.829
			}
			s.Reset()
			r, err := s.Perplexity(ctx, ids, 512, tok.BOS(), nil)
			require.NoError(t, err)
			t.Logf("perplexity %.4f", r.Perplexity())
			require.InEpsilon(t, wantP, r.Perplexity(), perplexityBar)
		})
	}
}
