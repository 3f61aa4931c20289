package main

import (
	"testing"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/stretchr/testify/require"
)

func TestPageIsUpToDate(t *testing.T) { golden.Text(t, "../../../docs/OPS.md", document()) }

func TestPageNamesEveryOperation(t *testing.T) {
	page := document()
	for _, op := range graph.Ops() {
		require.Contains(t, page, "| `"+op.String()+"` | ")
	}
}
