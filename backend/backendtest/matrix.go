package backendtest

import (
	"fmt"
	"strings"

	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A matrixRow is one operation, with one type of weight or cache where that matters.
type matrixRow struct {
	op  graph.Op
	typ string
	c   Case
}

// matrixRows has a row for each operation, and for each type that its weight or cache may have.
func matrixRows() []matrixRow {
	one := span{1, 1}
	rope := graph.RoPEAttr{HeadDim: 256, Base: 1e6, Scale: 1}
	var all []matrixRow
	add := func(typ string, c Case) { all = append(all, matrixRow{c.Op, typ, c}) }
	for _, op := range graph.Ops() {
		switch op {
		case graph.OpEmbed, graph.OpMatMul, graph.OpMatMulGeGLU, graph.OpMatMulTopK:
			for _, d := range weightTypes() {
				add(d.String(), map[graph.Op]Case{
					graph.OpEmbed: embedCase(d, one, 64, 768), graph.OpMatMul: matmulCase(d, one, 64, 768),
					graph.OpMatMulGeGLU: geGLUCase(d, d, one, 64, 768), graph.OpMatMulTopK: matmulTopKCase(d, one, 64, 768, 8),
				}[op])
			}
		case graph.OpKVWrite, graph.OpAttention, graph.OpAttnScores, graph.OpAttnMix:
			for _, d := range tensor.CacheTypes() {
				a := attn{H: 4, G: 1, E: 256, window: 512, cache: d, B: 1, S: 512, s: one}
				add(d.String(), map[graph.Op]Case{
					graph.OpKVWrite: kvCase("", d, one, [3]int{1, 512, 256}, nil, nil), graph.OpAttention: a.fused(),
					graph.OpAttnScores: a.scores(), graph.OpAttnMix: a.mix(),
				}[op])
			}
		case graph.OpRMSNorm:
			add("", normCase(one, 640, 640))
		case graph.OpRMSNormAdd:
			add("", normAddCase(one, 640, 640))
		case graph.OpRoPE:
			add("", ropeCase(one, 4, rope, 0))
		case graph.OpRMSNormRoPE:
			add("", normRoPECase(one, 4, rope, 0))
		case graph.OpRows:
			add("", rowsCase(1, one, 640))
		case graph.OpSoftmax:
			add("", softmaxCase(one, 512, 4))
		case graph.OpTopK:
			add("", topKCase(one, 32768, 64))
		}
		for i, e := range elementwise {
			if e.op == op {
				add("", elementwiseCase(i, one, 2048))
			}
		}
	}
	return all
}

// A Supporter says what a backend can run. Every backend is one.
type Supporter interface {
	Name() string
	Supports(g *graph.Graph, n *graph.Node) error
}

// Guaranteed is what the named GPU backend supports on every device that it opens. A page that is made
// on a machine without such a device can speak of it; the backend's tests compare the two.
func Guaranteed(name string) Supporter { return &planned{name, gpu.Guaranteed()} }

type planned struct {
	name   string
	limits gpu.Limits
}

func (p *planned) Name() string { return p.name }

func (p *planned) Supports(g *graph.Graph, n *graph.Node) error {
	return p.limits.Supports(p.name, g, n)
}

// Matrix returns a Markdown table of what each backend does with each operation: "kernel" if
// Supports accepts a node of it, "parts" if it accepts the node's decomposition, and "no" otherwise.
// Every entry is asked of the backend about a real node.
func Matrix(backends []Supporter) string {
	var out strings.Builder
	out.WriteString("| operation | weights or cache |")
	rule := "|---|---|"
	for _, b := range backends {
		fmt.Fprintf(&out, " %s |", b.Name())
		rule += "---|"
	}
	out.WriteString("\n" + rule + "\n")
	for _, row := range matrixRows() {
		fmt.Fprintf(&out, "| %s | %s |", row.op, row.typ)
		g, err := row.c.graph()
		for _, b := range backends {
			entry := "no"
			if err == nil {
				entry = support(b, g, row.op)
			}
			fmt.Fprintf(&out, " %s |", entry)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// support asks b about the nodes of op in g.
func support(b Supporter, g *graph.Graph, op graph.Op) string {
	for v := range g.Nodes {
		if n := &g.Nodes[v]; n.Op == op && b.Supports(g, n) == nil {
			return "kernel"
		}
	}
	if _, err := graph.Lower(g, b.Supports, false); err == nil {
		return "parts"
	}
	return "no"
}
