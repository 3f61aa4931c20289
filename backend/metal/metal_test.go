package metal

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/metal/mtl"
	"github.com/stretchr/testify/require"
)

// TestAnswers opens the backend on whatever machine this is: it works, or says why not.
func TestAnswers(t *testing.T) {
	b, err := backend.Open(Name, backend.Config{})
	if err == nil {
		require.NoError(t, b.Close())
		return
	}
	var no *backend.UnavailableError
	require.ErrorAs(t, err, &no)
	require.Equal(t, Name, no.Backend)
	_, err = devices()
	require.ErrorAs(t, err, &no)
}

func TestChoose(t *testing.T) {
	names := []string{"Apple M1", "AMD Radeon"}
	for want, index := range map[string]int{"": 0, "1": 1, "radeon": 1, "M1": 0} {
		got, err := choose(names, want)
		require.NoError(t, err)
		require.Equal(t, index, got, want)
	}
	for _, want := range []string{"2", "-1", "NVIDIA"} {
		_, err := choose(names, want)
		require.ErrorContains(t, err, "Apple M1", want)
	}
	_, err := choose(nil, "")
	require.Error(t, err)
}

func TestLimits(t *testing.T) {
	good := mtl.Limits{BufferBytes: 1<<33 + 1, Threads: 1024, Shared: 32 << 10, Apple: true, Unified: true}
	l, err := limits(good)
	require.NoError(t, err)
	require.True(t, l.One)
	require.EqualValues(t, 1<<32, l.StorageRange)
	for want, change := range map[string]func(*mtl.Limits){
		"buffers of 65536 bytes":   func(l *mtl.Limits) { l.BufferBytes = 1 << 16 },
		"thread groups of 128":     func(l *mtl.Limits) { l.Threads = 128 },
		"thread group memory":      func(l *mtl.Limits) { l.Shared = 8 << 10 },
		"a GPU with memory of its": func(l *mtl.Limits) { l.Unified = false },
	} {
		bad := good
		change(&bad)
		_, err := limits(bad)
		require.ErrorContains(t, err, want)
	}
	good.Matrices = true
	for value, want := range map[string]uint32{"": 0, "1": matrixT} {
		t.Setenv(MatrixEnv, value)
		l, err := limits(good)
		require.NoError(t, err)
		require.Equal(t, want, l.MatrixT)
	}
}
