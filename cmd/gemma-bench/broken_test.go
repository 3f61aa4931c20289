package main

import (
	"context"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// brokenBackend changes one value of every activation that its programs return, but for the first.
type brokenBackend struct{ backend.Backend }

func (b brokenBackend) ImportBuffer(t tensor.Type, data []byte) (backend.Buffer, error) {
	return b.Backend.(backend.Importer).ImportBuffer(t, data)
}

func (b brokenBackend) Compile(g *graph.Graph, w []backend.Buffer, o backend.Options) (backend.Program, error) {
	p, err := b.Backend.Compile(g, w, o)
	return brokenProgram{p, g}, err
}

type brokenProgram struct {
	backend.Program
	g *graph.Graph
}

func (p brokenProgram) Run(ctx context.Context, b *backend.Bindings) error {
	err := p.Program.Run(ctx, b)
	for i, o := range p.g.Outputs {
		if err == nil && o.Name != "embed_scaled" {
			err = b.Outputs[i].Write(0, []byte{0, 0, 0xc8, 0x42}) // 100
		}
	}
	return err
}
