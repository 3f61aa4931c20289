//go:build cgo

package csimd

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/gemma-bench/gemma/internal/pages"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// Steps that compute rows all over a head that is mapped from a file, read by the file's descriptor and in the mapping,
// leave little of it in memory, and are right.
func TestScreenGivesTheHeadBack(t *testing.T) {
	const n, k = 120_000, 128
	r := rand.New(rand.NewPCG(4, 9))
	path := filepath.Join(t.TempDir(), "head")
	require.NoError(t, os.WriteFile(path, tensor.Random(tensor.F32, n*k, 0.05, r), 0o600))
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	data, release, err := pages.Map(file, 4*n*k)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, release()) })

	h := newHead(t, openTier(t, "", 2), tensor.F32, n, k, 64, data)
	table, err := buildScreen(h.be, h.w, turned(k, 4, 2))
	require.NoError(t, err)
	inputs := make([][]float32, 12)
	var want [][]uint32
	for i := range inputs {
		inputs[i] = make([]float32, k)
		for j := range inputs[i] {
			inputs[i][j] = float32(r.NormFloat64())
		}
		copy(h.x, inputs[i])
		want = append(want, h.run(t))
	}
	h.x[0] = 1e16 // too large for a screen
	whole := h.run(t)
	require.NoError(t, h.be.SetScreen(h.w, table, true))
	key, err := keyOf(h.w)
	require.NoError(t, err)
	least := len(data)
	for i, x := range inputs {
		if i == len(inputs)/3 { // as if there were no descriptor
			require.Positive(t, h.be.screens[key].c.file)
			h.be.screens[key].c.file = -1
		}
		copy(h.x, x)
		require.Equal(t, want[i], h.run(t), i)
		if i >= len(inputs)/2 { // a fault may bring 2 MiB at once, so single steps say little
			n, err := pages.Resident(data)
			if err != nil {
				t.Skip(err)
			}
			least = min(least, n)
		}
	}
	require.Less(t, least, len(data)/2)
	stats := h.be.ScreenStats(h.w)
	require.EqualValues(t, len(inputs), stats.Steps)
	require.Greater(t, stats.Exact, int64(2000), "rows of pages that would be most of the head")

	h.x[0] = 1e16
	require.Equal(t, whole, h.run(t))
	require.EqualValues(t, 1, h.be.ScreenStats(h.w).Fallbacks)
	left, err := pages.Resident(data)
	require.NoError(t, err)
	require.Less(t, left, len(data)/2, "after a step that read all of it")
}
