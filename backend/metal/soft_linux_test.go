package metal

import (
	"os"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/metal/softmetal"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/shaders"
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

// TestParityOfMatrices runs products of the suite with the matrices of SIMD groups. With all checks, which
// TestMutations makes for one product in every run, it takes a minute longer.
func TestParityOfMatrices(t *testing.T) {
	o := softmetal.Options{Unchecked: os.Getenv("GEMMA_SLOW") == ""}
	kernels := map[string]bool{}
	o.Mutate = func(source string) string {
		if strings.Contains(source, "simdgroup_float8x8") {
			kernels[source] = true
		}
		return source
	}
	backendtest.Run(t, openSoft(t, o, matrices), backendtest.Options{
		Ops:       []graph.Op{graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpMatMulTopK},
		Floor:     1000,
		Allocates: allocates,
	})
	if !testing.Short() {
		require.Len(t, kernels, 2*len(shaders.Weights), "every type of weight, for matmul and matmul_geglu")
	}
}

// TestChunksOfMatrices cuts sequences into steps with the matrices of SIMD groups, whose sums have an order of their own:
// results must be near each other.
func TestChunksOfMatrices(t *testing.T) {
	backendtest.Run(t, openSoft(t, softmetal.Options{Unchecked: true}, matrices), backendtest.Options{
		Sample: true, Allocates: allocates, NotChunkExact: "matrices of a SIMD group sum in an order of their own",
	})
}

// matrices lets all products of several rows use the matrices of SIMD groups.
func matrices(l *gpu.Limits) { l.MatrixT = 2 }

// tiles lets all products of several rows use tiles, of one invocation in height.
func tiles(l *gpu.Limits) { l.TileT, l.TileWG = 2, 8 }

// TestParityOfTiles runs products of the suite in tiles, with all checks.
func TestParityOfTiles(t *testing.T) {
	kernels := map[string]bool{}
	o := softmetal.Options{Mutate: func(source string) string {
		if strings.Contains(source, shaders.TileSuffix+".metal") {
			kernels[source] = true
		}
		return source
	}}
	backendtest.Run(t, openSoft(t, o, tiles), backendtest.Options{Sample: true, Allocates: allocates})
	require.Len(t, kernels, 2*len(shaders.Weights), "every type of weight, for matmul and matmul_geglu")
}
