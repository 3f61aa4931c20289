package vulkan

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	_ "github.com/gemma-bench/gemma/backend/cpu/ref"
)

func TestParity(t *testing.T) {
	backendtest.Run(t, backendtest.Open(t, Name, backend.Config{}), backendtest.Options{})
}
