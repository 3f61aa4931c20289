package backendtest

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/cpu/ref"
)

func TestParity(t *testing.T) {
	Run(t, ref.New(backend.Config{}), Options{Floor: 3700, Allocates: "the reference is written to be read"})
}
