package selftest

import (
	"context"
	"flag"
	"os"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	_ "github.com/gemma-bench/gemma/backend/cpu"
	_ "github.com/gemma-bench/gemma/backend/cpu/ref"
	"github.com/gemma-bench/gemma/graph"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write expected.bin from the reference backend")

func open(t *testing.T, name string) backend.Backend {
	b, err := backend.Open(name, backend.Config{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.Close()) })
	return b
}

// TestReferencePasses fails when the stored results are not what the reference computes.
func TestReferencePasses(t *testing.T) {
	b := open(t, "ref")
	if *update {
		var all []byte
		for i := range cases {
			g, err := cases[i].graph()
			require.NoError(t, err)
			out, err := run(context.Background(), b, &cases[i], g)
			require.NoError(t, err, cases[i].name)
			all = append(all, out...)
		}
		require.NoError(t, os.WriteFile("expected.bin", all, 0o644))
		Expected = all
	}
	require.NoError(t, Run(context.Background(), b))
	total := 0
	for i := range cases {
		g, err := cases[i].graph()
		require.NoError(t, err)
		total += g.Nodes[g.Outputs[0].Value].Type.Bytes()
	}
	require.Len(t, Expected, total, "run go test ./backend/internal/selftest -update")
}

func TestCPUPasses(t *testing.T) { require.NoError(t, Run(context.Background(), open(t, "cpu"))) }

// A liar changes one value of every output of graphs that contain an operation.
type liar struct {
	backend.Backend
	op graph.Op
}

type lyingProgram struct {
	backend.Program
	g *graph.Graph
}

func (l liar) Compile(g *graph.Graph, w []backend.Buffer, o backend.Options) (backend.Program, error) {
	p, err := l.Backend.Compile(g, w, o)
	for _, n := range g.Nodes {
		if err == nil && n.Op == l.op {
			return lyingProgram{p, g}, nil
		}
	}
	return p, err
}

func (p lyingProgram) Run(ctx context.Context, b *backend.Bindings) error {
	if err := p.Program.Run(ctx, b); err != nil {
		return err
	}
	at := p.g.Nodes[p.g.Outputs[0].Value].Type.Bytes() - 4
	var last [4]byte
	if err := b.Outputs[0].Read(at, last[:]); err != nil {
		return err
	}
	last[3] ^= 0x40 // the top bit of the exponent
	return b.Outputs[0].Write(at, last[:])
}

// TestEveryOperationIsNamed injects a fault into each operation in turn.
func TestEveryOperationIsNamed(t *testing.T) {
	b := open(t, "ref")
	for _, op := range []graph.Op{
		graph.OpEmbed, graph.OpRMSNorm, graph.OpMatMul, graph.OpRMSNormRoPE, graph.OpAttention, graph.OpRMSNormAdd,
		graph.OpMatMulGeGLU, graph.OpAdd, graph.OpRows, graph.OpTopK, graph.OpMatMulTopK,
	} {
		var wrong *Error
		require.ErrorAs(t, Run(context.Background(), liar{b, op}), &wrong, op.String())
		require.Equal(t, op, wrong.Op)
		require.ErrorContains(t, wrong, op.String()+" computes wrongly")
	}
}
