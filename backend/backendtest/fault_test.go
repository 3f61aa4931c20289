package backendtest

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/cpu/ref"
)

func TestFaults(t *testing.T) {
	RunFaults(t, ref.New(backend.Config{}), Options{})
}

func TestFaultsInt8(t *testing.T) {
	RunFaults(t, ref.New(backend.Config{}), Options{Int8: true})
}
