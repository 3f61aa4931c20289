package gemma3

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func everything(*graph.Graph, *graph.Node) error { return nil }

// shaped returns a model whose tensors have types and shapes but no data: enough to build graphs.
func shaped(c Config) *Model {
	m := &Model{Config: c, Tensors: map[string]Tensor{}}
	for _, s := range c.shapes() {
		t := tensor.Type{DType: tensor.F32, Shape: s.shape}
		if s.shape.Rank() > 1 {
			t.DType = c.mixedType(s)
		}
		m.Tensors[s.name] = Tensor{Type: t}
	}
	return m
}

func step(c *Config, T, R int) Spec {
	return Spec{T: T, R: R, Head: HeadTopK, K: 64, Seqs: 1, Context: 4096, LocalRows: c.LocalRows(512), KV: tensor.F16}
}

func TestEveryPublishedModelBuilds(t *testing.T) {
	for _, c := range Presets() {
		t.Run(c.Name, func(t *testing.T) {
			require.NoError(t, c.Check())
			m := shaped(c)
			for _, s := range []Spec{step(&c, 1, 1), step(&c, 512, 1), step(&c, 512, 0), {T: 1, AllRows: true, Head: HeadLogits, Seqs: 4,
				Context: c.Context, LocalRows: c.LocalRows(1), KV: tensor.F32, Taps: true}} {
				g, err := Build(m, s)
				require.NoError(t, err)
				low, err := graph.Lower(g, everything, true)
				require.NoError(t, err)
				require.Less(t, len(low.Nodes), len(g.Nodes))
				graph.PlanMemory(low)
			}
			g, err := BuildHead(m, 16, HeadLogits, 0)
			require.NoError(t, err)
			require.Equal(t, tensor.TypeOf(tensor.F32, 16, c.Vocab), g.Nodes[g.Outputs[0].Value].Type)
		})
	}
}

// Every pass's effect on the real model's graph is checked in: a change of either shows in a diff.
func TestGoldenGraphs(t *testing.T) {
	c := Presets()[0]
	m := shaped(c)
	for _, s := range []struct {
		name string
		T, R int
	}{{"decode", 1, 1}, {"prefill", 512, 1}, {"fill", 512, 0}} {
		g, err := Build(m, step(&c, s.T, s.R))
		require.NoError(t, err)
		golden.Text(t, fmt.Sprintf("testdata/270m-%s-0-built.txt", s.name), g.String())
		for i, p := range graph.Passes(everything, true) {
			before := g.String()
			g, err = p.Run(g)
			require.NoError(t, err)
			after := g.String()
			if after == before {
				after = "unchanged\n"
			}
			golden.Text(t, fmt.Sprintf("testdata/270m-%s-%d-%s.txt", s.name, i+1, p.Name), after)
		}
	}
}

// In prefill, only the rows that need logits go through the last layer's second half and the head.
func TestLastLayerIsPruned(t *testing.T) {
	c := Presets()[0]
	g, err := Build(shaped(c), step(&c, 512, 1))
	require.NoError(t, err)
	for _, n := range g.Nodes {
		if n.Op == graph.OpMatMul && strings.HasPrefix(n.Name, "blk.17.ffn") || n.Name == "logits" || n.Name == "blk.17.q" {
			require.Equal(t, 1, n.Type.Shape.Dim(0), n.Name)
			require.Equal(t, graph.AxisR, n.Axis, n.Name)
		}
		if n.Name == "blk.16.ffn" || n.Name == "blk.17.k" {
			require.Equal(t, 512, n.Type.Shape.Dim(0), n.Name)
		}
	}
	fill, err := Build(shaped(c), step(&c, 512, 0))
	require.NoError(t, err)
	require.Empty(t, fill.Outputs)
	low, err := graph.Lower(fill, everything, true)
	require.NoError(t, err)
	require.NotContains(t, low.String(), "blk.17.ffn", "nothing after the last cache write is needed")
}

func TestLayerPattern(t *testing.T) {
	c := Presets()[0]
	var global []int
	for l := range c.Layers {
		if c.Global(l) {
			global = append(global, l)
		}
	}
	require.Equal(t, []int{5, 11, 17}, global) // ref: design facts of the 270M model
	g, err := Build(shaped(c), step(&c, 512, 1))
	require.NoError(t, err)
	for _, n := range g.Nodes {
		switch n.Name {
		case "kv.5.k":
			require.Equal(t, tensor.TypeOf(tensor.F16, 1, 4096, 256), n.Type)
		case "kv.4.k":
			require.Equal(t, tensor.TypeOf(tensor.F16, 1, 1024, 256), n.Type, "window and step")
		case "blk.5.q_rope":
			require.Equal(t, graph.RoPEAttr{HeadDim: 256, Base: 1e6, Scale: 1}, n.Attr)
		case "blk.4.q_rope":
			require.Equal(t, graph.RoPEAttr{HeadDim: 256, Base: 1e4, Scale: 1}, n.Attr)
		case "blk.4.attn":
			require.Equal(t, graph.AttentionAttr{Heads: 4, KVHeads: 1, HeadDim: 256, Window: 512, Scale: 1.0 / 16}, n.Attr)
		case "blk.5.attn":
			require.Zero(t, n.Attr.(graph.AttentionAttr).Window)
		}
	}
}

func TestBuildRejectsImpossibleSteps(t *testing.T) {
	c := Presets()[0]
	m := shaped(c)
	for name, breakIt := range map[string]func(*Spec){
		"no tokens": func(s *Spec) { s.T = 0 }, "more rows than tokens": func(s *Spec) { s.R = 513 }, "no sequence": func(s *Spec) { s.Seqs = 0 },
		"no context": func(s *Spec) { s.Context = 0 }, "rows twice": func(s *Spec) { s.AllRows = true }, "short ring": func(s *Spec) { s.LocalRows = 1022 },
		"top-k": func(s *Spec) { s.K = 0 }, "cache type": func(s *Spec) { s.KV = tensor.Q4_0 },
	} {
		s := step(&c, 512, 1)
		breakIt(&s)
		_, err := Build(m, s)
		require.Error(t, err, name)
	}
	_, err := BuildHead(m, 1, HeadHidden, 0)
	require.Error(t, err)
}

func TestConfigCheckListsEverything(t *testing.T) {
	c := Config{Layers: -1, Width: 1 << 30, Heads: 3, KVHeads: 2}
	err := c.Check()
	for _, want := range []string{"layers is -1", "width", "head dimension", "vocabulary", "epsilon", "rope base"} {
		require.ErrorContains(t, err, want)
	}
	ok := Presets()[0]
	ok.KVHeads = 3
	require.ErrorContains(t, ok.Check(), "evenly")
}

func TestRealFile(t *testing.T) {
	f, err := gguf.Open(testmodel.Path(t))
	require.NoError(t, err)
	m, err := FromGGUF(f)
	require.NoError(t, err)
	want := Presets()[0]
	require.Equal(t, want, m.Config)
	require.Equal(t, 268098176, m.Params())
	require.True(t, m.Tied())
	// The random model stores each tensor in the real file's type.
	for _, s := range want.shapes() {
		if s.shape.Rank() > 1 {
			require.Equal(t, m.Tensors[s.name].Type.DType, want.mixedType(s), s.name)
		}
	}
	require.NoError(t, m.Close())
	require.NoError(t, m.Close())
}

// small is a model that is quick to write as a file.
func small() Config {
	return Config{Layers: 2, Width: 32, Heads: 2, KVHeads: 1, HeadDim: 16, FFN: 64, Vocab: 40, Context: 64, Window: 8,
		Pattern: 2, Eps: 1e-6, RoPEBase: 1e6, RoPELocal: 1e4, RoPEScale: 1, AttnScale: 0.25}
}
