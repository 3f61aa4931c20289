package engine

import (
	"context"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	_ "github.com/gemma-bench/gemma/backend/cpu/ref"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/model"
	"github.com/stretchr/testify/require"
)

// What a step waits for: sequences of the last one that may come back, for a moment that is measured by decoding.
func TestWhomAStepWaitsFor(t *testing.T) {
	m, err := model.Open(tinymodel.Path(t))
	require.NoError(t, err)
	defer func() { require.NoError(t, m.Close()) }()
	b, err := backend.Open("ref", backend.Config{})
	require.NoError(t, err)
	defer func() { require.NoError(t, b.Close()) }()
	e, err := New(m.Model, b, Options{Sequences: 2})
	require.NoError(t, err)
	defer func() { require.NoError(t, e.Close()) }()
	s, err := e.NewSequence()
	require.NoError(t, err)

	require.NoError(t, s.Append(context.Background(), make([]int32, shortTokens+1)))
	require.Zero(t, e.took, "a prompt says nothing about a decoding step's time")
	require.Equal(t, 1, e.expected)
	require.NoError(t, s.Append(context.Background(), make([]int32, shortTokens)))
	require.Positive(t, e.took)
	require.Equal(t, 1, e.expected)
	require.NoError(t, s.Close())
	require.Zero(t, e.expected, "a closed sequence does not come back")
}
