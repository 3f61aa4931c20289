//go:build cgo

package csimd

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/stretchr/testify/require"
)

// tiers lists the tiers that this machine has.
func tiers() []string {
	var have []string
	for _, name := range []string{"amx", "avx512", "avxvnni", "avx2", "neon", "base"} {
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

func TestParity(t *testing.T) {
	for _, tier := range tiers() {
		t.Run(tier, func(t *testing.T) {
			backendtest.Run(t, openTier(t, tier, 2), backendtest.Options{Int8: true})
		})
	}
}
