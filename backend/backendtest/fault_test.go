package backendtest

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/cpu/ref"
)

func TestFaults(t *testing.T) {
	RunFaults(t, ref.New(backend.Config{}), Options{})
}

// TestFaultsInt8 proves that the wider tolerances still notice.
func TestFaultsInt8(t *testing.T) {
	if testing.Short() {
		t.Skip("TestFaults covers all but the tolerances")
	}
	RunFaults(t, ref.New(backend.Config{}), Options{Int8: true})
}
