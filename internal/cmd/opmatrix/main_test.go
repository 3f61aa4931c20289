package main

import (
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/backendtest"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/stretchr/testify/require"
)

func TestPageIsUpToDate(t *testing.T) {
	var backends []backendtest.Supporter
	for _, spec := range specs {
		backends = append(backends, backendtest.Open(t, spec, backend.Config{}))
	}
	for _, name := range planned {
		backends = append(backends, backendtest.Guaranteed(name))
	}
	golden.Text(t, "../../../docs/OPS.md", document(backends))
}

func TestPageNamesEveryOperation(t *testing.T) {
	page := document(nil)
	for _, op := range graph.Ops() {
		require.Contains(t, page, "| `"+op.String()+"` | ")
	}
}
