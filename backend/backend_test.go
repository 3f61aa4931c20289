package backend_test

import (
	"errors"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/stretchr/testify/require"
)

func driver(name string, err error) backend.Driver {
	return backend.Driver{
		Name: name,
		Open: func(c backend.Config) (backend.Backend, error) {
			return nil, errors.Join(err, errors.New("asked for "+c.Device))
		},
		Devices: func() ([]backend.DeviceInfo, error) { return nil, err },
	}
}

func TestRegistry(t *testing.T) {
	backend.Register(driver("zeta", errors.New("no zeta here")))
	backend.Register(driver("alpha", nil))
	require.Equal(t, []string{"alpha", "zeta"}, backend.Names())
	require.PanicsWithValue(t, `BUG: backend: driver "alpha" is incomplete or registered twice`, func() { backend.Register(driver("alpha", nil)) })
	require.Panics(t, func() { backend.Register(backend.Driver{Name: "half"}) })

	_, err := backend.Open("alpha:3", backend.Config{Device: "1"})
	require.EqualError(t, err, "asked for 3")
	_, err = backend.Open("alpha", backend.Config{Device: "1"})
	require.EqualError(t, err, "asked for 1")
	var ue *backend.UnavailableError
	_, err = backend.Open("beta", backend.Config{})
	require.ErrorAs(t, err, &ue)
	require.EqualError(t, err, "beta: unavailable: no such backend in this build, which has alpha, zeta")

	list := backend.List()
	require.Len(t, list, 2)
	require.NoError(t, list[0].Err)
	require.EqualError(t, list[1].Err, "no zeta here")
}

func TestErrorTexts(t *testing.T) {
	cause := errors.New("dlopen failed")
	err := &backend.UnavailableError{Backend: "vulkan", Reason: "no loader", Install: "install libvulkan1", Err: cause}
	require.EqualError(t, err, "vulkan: unavailable: no loader: dlopen failed; install libvulkan1")
	require.ErrorIs(t, err, cause)
	require.EqualError(t, &backend.UnsupportedError{Backend: "gl", Op: graph.OpRoPE, Reason: "no kernel"}, "gl: rope: not supported: no kernel")
	require.EqualError(t, &backend.InputError{Input: "ids", Row: 2, Value: -1, Limit: 9}, "backend: input ids: row 2 is -1, want 0 ≤ value < 9")
}
