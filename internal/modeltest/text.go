package modeltest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/engine"
)

// Text returns the tokens that a new sequence of e writes after ids.
func Text(t testing.TB, e *engine.Engine, ids []int32, p engine.Params) (text []int32) {
	t.Helper()
	s, err := e.NewSequence()
	require.NoError(t, err)
	g, err := s.Generate(ids, p, nil)
	require.NoError(t, err)
	for tok, err := range g.Tokens(context.Background()) {
		require.NoError(t, err)
		text = append(text, tok.ID)
	}
	require.NoError(t, s.Close())
	return text
}
