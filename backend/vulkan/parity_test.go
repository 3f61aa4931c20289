package vulkan

import (
	"os"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/stretchr/testify/require"
)

// floor is the number of parity cases that must run: all of them.
const floor = 3752

// openTest opens the first device, or skips; GEMMA_REQUIRE=vulkan turns that into a failure. With the
// validation layer on, its messages fail the test when the backend is closed.
func openTest(t testing.TB, adjust func(*limits)) *Backend {
	t.Helper()
	b, err := open(backend.Config{}, adjust)
	var no *backend.UnavailableError
	if err != nil && !backendtest.Required(Name) {
		require.ErrorAs(t, err, &no)
		t.Skip(err)
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return b
}

func TestParity(t *testing.T) {
	o := backendtest.Options{Floor: floor}
	if os.Getenv("GEMMA_VULKAN_SAMPLE") == "1" { // for a driver whose compiler takes minutes for all cases
		o = backendtest.Options{Sample: true}
	}
	backendtest.Run(t, openTest(t, nil), o)
}

// variants are devices that the first one stands in for.
var variants = map[string]func(*limits){
	"no subgroups": func(l *limits) { l.Subgroup, l.One = 1, false; l.ReduceWG, l.NormWG = 32, 32 },
	"wide groups": func(l *limits) {
		l.One, l.AttnTokens, l.NormFirst = false, 4, true
		l.ReduceWG, l.NormWG, l.PlainWG, l.SelectWG = 64, 64, 64, 256
	},
	"shared 64": func(l *limits) {
		l.Subgroup, l.One, l.AttnTokens, l.NormFirst = 1, false, 2, true
		l.ReduceWG, l.NormWG, l.PlainWG = 64, 64, 64
		l.Tiles()
	},
	"tiles":         func(l *limits) { l.TileT, l.TileWG = 2, 16 },
	"norms first":   func(l *limits) { l.NormFirst = true },
	"hidden memory": func(l *limits) { l.inPlace = false },
	"small limits": func(l *limits) {
		l.StorageRange, l.Groups, l.Bindings = 1<<21, [3]uint32{640, 640, 64}, gpu.MinBindings
	},
}

// TestParityOfVariants runs a sample of the suite, or with GEMMA_SLOW all of it, on stand-ins for devices
// without subgroups, with work groups of several subgroups, with memory that the host cannot see, with
// limits that force every slicing and forbid joined kernels, and whose products begin with norms, as those of GPUs
// do. No shader uses storage or arithmetic of 8 or 16 bits, so a device without
// them needs no stand-in: package shaders tests that.
func TestParityOfVariants(t *testing.T) {
	for name, adjust := range variants {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			backendtest.Run(t, openTest(t, adjust), backendtest.Options{Sample: os.Getenv("GEMMA_SLOW") == ""})
		})
	}
}

func TestFaults(t *testing.T) {
	backendtest.RunFaults(t, openTest(t, nil), backendtest.Options{})
}

// TestValidation runs under the validation layer what the other tests run without.
func TestValidation(t *testing.T) {
	if os.Getenv(ValidationEnv) != "1" {
		t.Skip(ValidationEnv + " is not 1")
	}
	b := openTest(t, nil)
	b.messages.add("VUID-test", "a message")
	require.ErrorContains(t, b.Close(), "VUID-test")
	b.messages.text = nil
}

func BenchmarkOps(b *testing.B) { backendtest.RunBenchmarks(b, openTest(b, nil)) }
