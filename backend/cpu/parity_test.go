package cpu

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/stretchr/testify/require"
)

// openTier opens the Go engine on one tier.
func openTier(t testing.TB, k *impl, threads int) *Backend {
	b, err := Open(backend.Config{Threads: threads}, k.name)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return b
}

// Every tier that the processor has must pass. The suite knows products of float32 and of int8
// activations; ours have 16 bits, and TestProductPrecision holds them to a bound of their own.
func TestParity(t *testing.T) {
	for _, k := range impls {
		t.Run(k.name, func(t *testing.T) {
			backendtest.Run(t, openTier(t, k, 2), backendtest.Options{Int8: true, Floor: 3700})
		})
	}
}
