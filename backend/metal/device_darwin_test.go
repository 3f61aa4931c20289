package metal

import (
	"os"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/gemma-bench/gemma/backend/metal/mtl"
	"github.com/stretchr/testify/require"
)

// TestParity runs the suite on the first device.
func TestParity(t *testing.T) {
	o := backendtest.Options{Floor: 3752}
	if os.Getenv(MatrixEnv) == "1" {
		o.NotChunkExact = "matrices of a SIMD group sum in an order of their own"
	}
	backendtest.Run(t, backendtest.Open(t, Name, backend.Config{}), o)
}

func TestFaults(t *testing.T) {
	backendtest.RunFaults(t, backendtest.Open(t, Name, backend.Config{}), backendtest.Options{})
}

// TestCompileError looks for the compiler's message and the line that it complains about.
func TestCompileError(t *testing.T) {
	backendtest.Open(t, Name, backend.Config{})
	dev, err := mtl.Open(0)
	require.NoError(t, err)
	_, err = dev.NewPipeline("#include <metal_stdlib>\nkernel void main0() { nothing(); }\n", "main0")
	require.ErrorContains(t, err, "2: kernel void main0() { nothing(); }")
	require.NoError(t, dev.Close())
}
