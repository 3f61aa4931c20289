//go:build cgo

package csimd

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A screen that most steps cannot use makes room for its head's panels, comes back when most can, and no answer differs.
func TestScreenPutAside(t *testing.T) {
	const n, k, topk, rows = 40_000, 128, 64, 4
	be := openTier(t, "", 2)
	r := rand.New(rand.NewPCG(8, 9))
	h := newHeadOf(t, be, rows, tensor.Q8_0, n, k, topk, tensor.Random(tensor.Q8_0, n*k, 0.05, r))
	table, err := buildScreen(be, h.w, turned(k, 4, 2))
	require.NoError(t, err)
	key, err := keyOf(h.w)
	require.NoError(t, err)
	for i := range h.x {
		h.x[i] = float32(r.NormFloat64())
	}
	h.x[3*k] = 1e16 // too large for a screen: steps of several rows fall back
	many := h.run(t)
	h.b.T = 1
	one := h.run(t)

	require.NoError(t, be.SetScreen(h.w, table, false))
	s, w := be.screens[key], be.weights[key]
	worth := math.MaxFloat64 // it pays, for one row
	steps := func(count, T int) {
		h.b.T = T
		for range count {
			s.costs[0].Cost = host.Cost{Whole: worth}
			require.Equal(t, map[bool][]uint32{true: one, false: many}[T == 1], h.run(t))
		}
	}
	steps(mostLost/2-1, rows)
	require.EqualValues(t, mostLost/2-1, s.stats.Fallbacks)
	require.False(t, s.shelf.aside)
	require.True(t, w.c.rows == w.c.data)
	inScreen := inUse.Load()
	steps(10, 1) // both kinds of steps: it stays
	steps(5, rows)
	require.False(t, s.shelf.aside)
	tries := func() int64 { return s.stats.Steps + s.stats.Fallbacks }
	used := tries()
	require.EqualValues(t, mostLost/2+14, used)

	steps(1, rows)
	require.True(t, s.shelf.aside && w.aside)
	steps(1, rows) // repacks
	require.False(t, w.c.rows == w.c.data)
	require.Nil(t, s.copies.p)
	steps(firstPatience-1, 1)
	require.True(t, s.shelf.aside)
	require.Equal(t, used+1, tries())
	steps(1, 1)
	require.False(t, s.shelf.aside || w.aside)
	require.True(t, w.c.rows == w.c.data)
	require.Equal(t, inScreen, inUse.Load())
	steps(mostLost/2, rows)
	require.True(t, s.shelf.aside)
	used = tries()
	steps(2*firstPatience-1, 1) // the next time it takes twice as long
	require.True(t, s.shelf.aside)
	steps(1, 1)
	require.False(t, s.shelf.aside)
	steps(1, 1)
	require.Equal(t, used+1, tries())

	// Texts for which it does not pay.
	worth = 1
	steps(mostLost, 1)
	require.True(t, s.shelf.aside)
	require.EqualValues(t, longPatience, s.shelf.patience)

	// A new screen begins in use, and no screen leaves the panels.
	require.NoError(t, be.SetScreen(h.w, table, false))
	require.False(t, be.screens[key].shelf.aside || w.aside)
	require.True(t, w.c.rows == w.c.data)
	require.NoError(t, be.SetScreen(h.w, nil, false))
	h.b.T = 1
	require.Equal(t, one, h.run(t))
}
