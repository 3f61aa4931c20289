package gemma_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gemma-bench/gemma"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/stretchr/testify/require"
)

// BenchmarkPrefixReuse measures the time to the first token of a question after a prefix of about 1,000
// tokens, when it is asked first and when another question follows in another session.
func BenchmarkPrefixReuse(b *testing.B) {
	prefix := strings.Repeat("The quick brown fox jumps over the lazy dog. ", 100)
	for b.Loop() {
		m, err := gemma.Open(context.Background(), testmodel.Path(b))
		require.NoError(b, err)
		var took []time.Duration
		for i, prompt := range []string{"Hi", prefix + "What jumps?", prefix + "Over what?"} { // the first compiles
			s, err := m.NewSession()
			require.NoError(b, err)
			began := time.Now()
			for _, err := range s.Generate(context.Background(), prompt, gemma.Params{MaxTokens: 1}) {
				require.NoError(b, err)
				if i > 0 {
					took = append(took, time.Since(began))
				}
			}
			require.NoError(b, s.Close())
		}
		b.ReportMetric(float64(m.Stats().ReusedTokens), "reused-tokens")
		b.ReportMetric(float64(took[0].Milliseconds()), "first-ms")
		b.ReportMetric(float64(took[1].Milliseconds()), "second-ms")
		require.NoError(b, m.Close())
	}
}
