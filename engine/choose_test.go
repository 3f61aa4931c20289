package engine_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/engine"
	"github.com/stretchr/testify/require"
)

// Probabilities of choices are products of softmax probabilities, token by token, of the whole vocabulary.
func TestChoose(t *testing.T) {
	m := tiny(t)
	for _, spec := range backends {
		e := newEngine(t, m, openBackend(t, spec, 0), engine.Options{Context: 64, Sequences: 2})
		prompt := randomIDs(30, m.Config.Vocab)
		for _, choices := range [][][]int32{{{7}, {300}, {12}}, {{7, 8}, {7, 9, 10, 11}, {12}, {400, 401}}, {{5, 6, 7}}} {
			for _, mean := range []bool{false, true} {
				want := make([]float64, len(choices))
				sum := 0.0
				for i, c := range choices {
					all := slices.Concat(prompt, c)
					s := newSequence(t, e)
					nll, _, err := s.NLL(context.Background(), all)
					require.NoError(t, err)
					require.NoError(t, s.Close())
					for _, x := range nll[len(prompt)-1:] {
						want[i] -= x
					}
					if mean {
						want[i] /= float64(len(c))
					}
					want[i] = math.Exp(want[i])
					sum += want[i]
				}
				s := newSequence(t, e)
				got, err := s.Choose(context.Background(), prompt, choices, mean)
				require.NoError(t, err)
				for i := range want {
					require.InDelta(t, want[i]/sum, got[i], 2e-3, "%s %v %v", spec, choices, mean)
				}
				require.Equal(t, prompt, s.IDs())
				require.NoError(t, s.Close())
			}
		}
	}
	s := newSequence(t, newEngine(t, m, openBackend(t, "cpu", 0), engine.Options{Context: 64}))
	for _, bad := range [][][]int32{nil, {{1}, {}}, {{1}, {9999}}, {{-1}}} {
		_, err := s.Choose(context.Background(), []int32{2}, bad, false)
		require.Error(t, err)
	}
}
