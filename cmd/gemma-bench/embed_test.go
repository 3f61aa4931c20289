package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/stretchr/testify/require"
)

func TestEmbed(t *testing.T) {
	dir := tinymodel.EmbeddingFolder(t)
	lines := strings.Split(strings.TrimSpace(succeed(t, "a cab\nbade\n", "embed", "-m", dir)), "\n")
	require.Len(t, lines, 2)
	var first, second, prompted embedded
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &first))
	require.NoError(t, json.Unmarshal([]byte(lines[1]), &second))
	require.Equal(t, "a cab", first.Text)
	require.Len(t, first.Embedding, 48)
	require.NotEqual(t, first.Embedding, second.Embedding)
	require.NoError(t, json.Unmarshal([]byte(succeed(t, "cab\n", "embed", "-m", dir, "-prompt", "a ")), &prompted))
	require.Equal(t, first.Embedding, prompted.Embedding)
	var reference embedded
	require.NoError(t, json.Unmarshal([]byte(succeed(t, "a cab\n", "embed", "-m", dir, "-backend", "ref")), &reference))
	for i, x := range reference.Embedding {
		require.InDelta(t, x, first.Embedding[i], 1e-3)
	}
	for want, args := range map[int][]string{2: {"embed"}, 1: {"embed", "-m", tinymodel.Path(t)}} {
		code, _, errs := runCommand(t, "", args...)
		require.Equal(t, want, code, errs)
	}
	code, _, errs := runCommand(t, "", "generate", "-m", dir, "-p", "a")
	require.Equal(t, 1, code, errs)
	require.Contains(t, errs, "embedding model")
}
