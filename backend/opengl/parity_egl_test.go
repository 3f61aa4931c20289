//go:build linux && cgo && egl

package opengl

import (
	"os"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/stretchr/testify/require"
)

// floor is the number of parity cases that must run: all of them.
const floor = 3752

// openTest opens the first device, or skips; GEMMA_REQUIRE=opengl turns that into a failure.
func openTest(t testing.TB, adjust func(*gpu.Limits)) backend.Backend {
	t.Helper()
	return openConfig(t, backend.Config{}, adjust)
}

func openConfig(t testing.TB, c backend.Config, adjust func(*gpu.Limits)) backend.Backend {
	t.Helper()
	b, err := openLimited(c, adjust)
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
	backendtest.Run(t, openTest(t, nil), backendtest.Options{Floor: floor})
}

// TestParityES runs the suite on OpenGL ES 3.1.
func TestParityES(t *testing.T) {
	b := openConfig(t, backend.Config{Device: gles}, nil)
	require.Contains(t, b.Device().Driver, "OpenGL ES 3")
	backendtest.Run(t, b, backendtest.Options{Floor: floor})
}

// TestMatrix compares the device with what docs/OPS.md says of every device.
func TestMatrix(t *testing.T) {
	want := backendtest.Matrix([]backendtest.Supporter{backendtest.Guaranteed(Name)})
	require.Equal(t, want, backendtest.Matrix([]backendtest.Supporter{openTest(t, nil)}))
}

func TestFaults(t *testing.T) {
	backendtest.RunFaults(t, openTest(t, nil), backendtest.Options{})
}

// TestParityOfVariants runs parts of the suite on stand-ins for devices with wide work groups and with
// limits that force every slicing.
func TestParityOfVariants(t *testing.T) {
	if os.Getenv("GEMMA_OPENGL_VARIANTS") != "1" {
		t.Skip("GEMMA_OPENGL_VARIANTS is not 1: twice the suite")
	}
	for name, adjust := range map[string]func(*gpu.Limits){
		"wide_groups":  func(l *gpu.Limits) { l.ReduceWG, l.NormWG, l.PlainWG, l.SelectWG, l.GemvRows = 32, 128, 64, 256, 4 },
		"small_limits": func(l *gpu.Limits) { l.StorageRange, l.Groups = 1<<21, [3]uint32{640, 640, 64} },
	} {
		t.Run(name, func(t *testing.T) {
			backendtest.Run(t, openTest(t, adjust), backendtest.Options{})
		})
	}
}

// TestParityOfTiles runs a sample of the suite with products in tiles, which no device does by itself, in both languages.
func TestParityOfTiles(t *testing.T) {
	for name, device := range map[string]string{"OpenGL": "", "OpenGL_ES": gles} {
		t.Run(name, func(t *testing.T) {
			b := openConfig(t, backend.Config{Device: device}, func(l *gpu.Limits) { l.TileT, l.TileWG = 2, 16 })
			backendtest.Run(t, b, backendtest.Options{Sample: true})
		})
	}
}
