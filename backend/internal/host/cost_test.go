package host

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A screen that does not pay is left alone, for twice as long each time.
func TestScreenBacksOff(t *testing.T) {
	s := &Cost{Whole: 1}
	var tried []int
	for step := range 40 {
		if s.Skip > 0 {
			s.Skip--
			continue
		}
		tried = append(tried, step)
		s.Judge(true, 5)
	}
	require.Equal(t, []int{0, 2, 5, 10, 19, 36}, tried)
	s.Judge(false, 0.5)
	require.Zero(t, s.Backoff)
}
