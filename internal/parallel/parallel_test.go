package parallel_test

import (
	"runtime"
	"testing"

	"github.com/gemma-bench/gemma/internal/parallel"
	"github.com/stretchr/testify/require"
)

func TestEach(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	for _, n := range []int{0, 1, 2, 3, 4, 1000} {
		calls := make([]int, n)
		parallel.Each(n, func(i int) { calls[i] += i + 1 })
		for i, c := range calls {
			require.Equal(t, i+1, c)
		}
	}
	parallel.Each(-1, func(int) { t.Error("called") })
}
