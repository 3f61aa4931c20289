package metal

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/metal/softmetal"
	"github.com/stretchr/testify/require"
)

// floor is the number of parity cases that must run: all of them.
const floor = 3752

// openSoft opens the backend on a soft device, or skips where there is no clang; GEMMA_REQUIRE=softmetal
// turns that into a failure.
func openSoft(t testing.TB, o softmetal.Options, adjust func(*gpu.Limits)) backend.Backend {
	t.Helper()
	dev, err := softmetal.Open(o)
	if err != nil && !backendtest.Required("softmetal") {
		t.Skip(err)
	}
	require.NoError(t, err)
	b, err := newBackend(dev, 0, adjust)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return b
}

const allocates = "the soft device keeps launches until they are committed"

// TestMatrix compares the device with what docs/OPS.md says of every device.
func TestMatrix(t *testing.T) {
	want := backendtest.Matrix([]backendtest.Supporter{backendtest.Guaranteed(Name)})
	require.Equal(t, want, backendtest.Matrix([]backendtest.Supporter{openSoft(t, softmetal.Options{Unchecked: true}, nil)}))
}

func TestFaults(t *testing.T) {
	backendtest.RunFaults(t, openSoft(t, softmetal.Options{}, nil), backendtest.Options{Allocates: allocates})
}

// TestParity runs the suite with all checks of the soft device.
func TestParity(t *testing.T) {
	backendtest.Run(t, openSoft(t, softmetal.Options{}, nil), backendtest.Options{Floor: floor, Allocates: allocates})
}
