package opengl_test

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/opengl"
	"github.com/stretchr/testify/require"
)

// TestAnswers opens the backend on whatever build and machine this is: it works, or says why not.
func TestAnswers(t *testing.T) {
	var found backend.Listing
	for _, l := range backend.List() {
		if l.Backend == opengl.Name {
			found = l
		}
	}
	if err := found.Err; err != nil {
		var no *backend.UnavailableError
		require.ErrorAs(t, err, &no)
		require.Equal(t, opengl.Name, no.Backend)
		require.NotEmpty(t, no.Install)
		_, err = backend.Open(opengl.Name, backend.Config{})
		require.ErrorAs(t, err, &no)
		return
	}
	require.NotEmpty(t, found.Devices)
	for _, name := range []string{"", "no such device", "-1", "77"} {
		b, err := backend.Open(opengl.Name, backend.Config{Device: name})
		if name == "" {
			require.NoError(t, err)
			require.NoError(t, b.Close())
			continue
		}
		var no *backend.UnavailableError
		require.ErrorAs(t, err, &no, name)
	}
}
