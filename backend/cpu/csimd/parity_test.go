//go:build cgo

package csimd

import (
	"os"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/stretchr/testify/require"
)

// tiers lists the tiers that this machine has.
func tiers() []string {
	var have []string
	for _, name := range []string{"amx", "avx512", "avxvnni", "avx2", "i8mm", "dotprod", "neon", "base"} {
		if kernels(name) != nil {
			have = append(have, name)
		}
	}
	return have
}

func openTier(t testing.TB, tier string, threads int) *Backend {
	b, err := open(backend.Config{Threads: threads}, tier)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return b
}

// GEMMA_SAMPLE takes a sample of the cases, for processors that are emulated.
func TestParity(t *testing.T) {
	for _, tier := range tiers() {
		t.Run(tier, func(t *testing.T) {
			backendtest.Run(t, openTier(t, tier, 2), backendtest.Options{Int8: true, Sample: os.Getenv("GEMMA_SAMPLE") != ""})
		})
	}
}

// GEMMA_TIERS lists the tiers that a processor must have, from the best down: emulated ones are known.
func TestTiersOfThisProcessor(t *testing.T) {
	want := os.Getenv("GEMMA_TIERS")
	if want == "" {
		t.Skip("GEMMA_TIERS is not set")
	}
	require.Equal(t, want, strings.Join(tiers(), ","))
	best, err := tierName("")
	require.NoError(t, err)
	require.Equal(t, tiers()[0], best)
	for _, name := range tiers() {
		d, err := Device(name)
		require.NoError(t, err)
		require.Contains(t, d.Features, name)
	}
}
