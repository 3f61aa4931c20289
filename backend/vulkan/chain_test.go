package vulkan

import (
	"context"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/internal/golden"
	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// chained stands for a device that runs up to n steps in one submission.
func chained(n int) func(*limits) { return func(l *limits) { l.chain = n } }

// generate returns greedy ids after a prompt, the ids that the sequence holds then, and its next logits.
func generate(t *testing.T, e *engine.Engine, p engine.Params, during func(i int)) (ids, held []int32, logits []float32) {
	t.Helper()
	ctx := context.Background()
	s, err := e.NewSequence()
	require.NoError(t, err)
	g, err := s.Generate([]int32{2, 5, 9, 11, 7}, p, nil)
	require.NoError(t, err)
	for tok, err := range g.Tokens(ctx) {
		require.NoError(t, err)
		ids = append(ids, tok.ID)
		if during != nil {
			during(len(ids))
		}
	}
	held = append(held, s.IDs()...)
	all, err := s.Logits(ctx, []int32{3})
	require.NoError(t, err)
	logits = append(logits, all...)
	require.NoError(t, s.Close())
	return ids, held, logits
}

// TestChainGivesTheSameTokens generates past the window, with texts that end anywhere in a chain, in several
// steps at once and in single ones.
func TestChainGivesTheSameTokens(t *testing.T) {
	m := tinymodel.New(t)
	open := func(n int) *engine.Engine {
		e, err := engine.New(m, openTest(t, chained(n)), engine.Options{Chunk: 16})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, e.Close()) })
		return e
	}
	single, several := open(0), open(maxChain)
	// Without anything to take back, chained steps are as many as single ones, with a dispatch more in each.
	defer func() {
		for i, one := range single.Stats() {
			if strings.HasPrefix(one.Step, "top_k 1×") {
				all := several.Stats()[i]
				t.Logf("%s: %d steps, in chains %d", one.Step, one.Stats.Steps, all.Stats.Steps)
				require.Equal(t, one.Step, all.Step)
				require.Greater(t, all.Stats.Dispatches*int64(one.Stats.Steps), one.Stats.Dispatches*int64(all.Stats.Steps))
				require.Less(t, all.Stats.Steps, one.Stats.Steps+8*maxChain)
			}
		}
	}()
	long, _, _ := generate(t, single, engine.Params{MaxTokens: 90}, nil)
	require.Len(t, long, 90)
	for _, p := range []engine.Params{
		{MaxTokens: 90}, {MaxTokens: 1}, {MaxTokens: 2}, {MaxTokens: 13},
		{MaxTokens: 40, StopIDs: long[9:10]}, {MaxTokens: 40, StopIDs: long[17:18]},
		{MaxTokens: 90, Temperature: 1, TopK: 8, Seed: 3}, {MaxTokens: 40, Temperature: 2, TopK: 64, TopP: 0.7, Seed: 4},
		{MaxTokens: 40, Temperature: 0.7, TopK: 20, MinP: 0.1, Seed: 5},
	} {
		ids, held, logits := generate(t, single, p, nil)
		gotIDs, gotHeld, gotLogits := generate(t, several, p, nil)
		require.Equal(t, ids, gotIDs)
		require.Equal(t, held, gotHeld)
		require.Equal(t, logits, gotLogits)
	}
}

// TestChainOfRealModel compares greedy ids that the device chose itself with the reference's.
func TestChainOfRealModel(t *testing.T) {
	if testing.Short() {
		t.Skip("-short is set")
	}
	e := modeltest.Open(t, func() backend.Backend { return openTest(t, chained(maxChain)) }, engine.Options{Context: 256, Chunk: 16})
	c := golden.LoadLogits(t).Cases[0]
	s := modeltest.Sequence(t, e)
	g, err := s.Generate(c.IDs, engine.Params{MaxTokens: 17}, nil)
	require.NoError(t, err)
	var ids []int32
	for tok, err := range g.Tokens(context.Background()) {
		require.NoError(t, err)
		ids = append(ids, tok.ID)
	}
	for i, id := range ids {
		if c.GreedyMargins[i] < 0.02 {
			break // a tie within the tolerance of TestGolden
		}
		require.Equal(t, c.GreedyIDs[i], id, "token %d", i)
	}
}

// TestChainOutlivesDevice loses the device between two chains.
func TestChainOutlivesDevice(t *testing.T) {
	m := tinymodel.New(t)
	run := func(lose bool) []int32 {
		b := openTest(t, chained(4))
		e, err := engine.New(m, b, engine.Options{Chunk: 8})
		require.NoError(t, err)
		defer func() { require.NoError(t, e.Close()) }()
		ids, _, _ := generate(t, e, engine.Params{MaxTokens: 20}, func(i int) {
			if lose && i == 9 {
				require.ErrorIs(t, e.Backend().(*Backend).fail("submit", vk.ErrorDeviceLost), backend.ErrDeviceLost)
			}
			if i == 15 { // the next chain noticed, not only a step after it
				require.Equal(t, lose, e.Backend() != backend.Backend(b))
			}
		})
		require.Equal(t, lose, e.Backend() != backend.Backend(b))
		return ids
	}
	require.Equal(t, run(false), run(true))
}

// TestChainRefuses asks for chains that a program cannot run.
func TestChainRefuses(t *testing.T) {
	b := openTest(t, chained(maxChain))
	g := projection(t, tensor.F32, 4, 16)
	weights, bindings, closeAll := bind(t, b, g)
	defer closeAll()
	p, err := b.Compile(g, weights, backend.Options{})
	require.NoError(t, err)
	defer p.Close()
	ctx, c, ids, pairs := context.Background(), p.(backend.Chainer), make([]int32, maxChain+1), make([]float32, 64)
	require.Equal(t, maxChain, c.MaxChain())
	require.ErrorContains(t, c.RunChain(ctx, bindings, backend.Chain{}, ids[:2], pairs), "one token")
	require.ErrorContains(t, c.RunChain(ctx, bindings, backend.Chain{Token: -1, Position: math.MaxInt}, ids[:2], pairs), "one token")
	require.ErrorContains(t, c.RunChain(ctx, bindings, backend.Chain{}, ids, pairs), "9 steps")
	require.ErrorContains(t, c.RunChain(ctx, bindings, backend.Chain{}, nil, pairs), "0 steps")
	require.NoError(t, p.Close())
	require.ErrorIs(t, c.RunChain(ctx, bindings, backend.Chain{}, ids[:2], pairs), backend.ErrClosed)
}

// TestChainSamplesLikeTheHost compares each id that the device chooses with the engine's sampler's choice from what the
// device found, and that with what single steps find.
func TestChainSamplesLikeTheHost(t *testing.T) {
	const V, D, K = 300, 64, 64
	b := graph.NewBuilder()
	table := b.Weight("table", tensor.TypeOf(tensor.F32, V, D))
	ids := b.Input("ids", tensor.TypeOf(tensor.I32, 1), graph.AxisT)
	pos := b.Input("pos", tensor.TypeOf(tensor.I32, 1), graph.AxisT)
	x := b.RoPE(b.Embed(table, ids, 0.05), pos, graph.RoPEAttr{HeadDim: D, Base: 1e4, Scale: 1})
	b.Output("best", b.TopK(b.MatMul(x, table), K))
	g, err := b.Finish()
	require.NoError(t, err)
	dev := openTest(t, chained(maxChain))
	weights, bindings, closeAll := bind(t, dev, g)
	defer closeAll()
	p, err := dev.Compile(g, weights, backend.Options{})
	require.NoError(t, err)
	defer p.Close()
	feed := func(id, pos int32) {
		require.NoError(t, bindings.Inputs[0].Write(0, binary.LittleEndian.AppendUint32(nil, uint32(id))))
		require.NoError(t, bindings.Inputs[1].Write(0, binary.LittleEndian.AppendUint32(nil, uint32(pos))))
	}
	ctx, places := context.Background(), map[int]bool{}
	for n, params := range modeltest.ChainParams {
		for seed := range int64(4) {
			params.Seed = seed
			c, choose := modeltest.Chain(t, params)
			c.Token, c.Position = 0, 1
			got, pairs := make([]int32, maxChain), make([]float32, 2*K*maxChain)
			feed(5, 17)
			require.NoError(t, p.(backend.Chainer).RunChain(ctx, bindings, c, got, pairs))
			id := int32(5)
			for step := range got {
				feed(id, int32(17+step))
				require.NoError(t, p.Run(ctx, bindings))
				found := host.F32(bindings.Outputs[0].(backend.Mapper).Map())
				require.Equal(t, found, pairs[2*K*step:2*K*(step+1)])
				id = choose(found)
				require.Equal(t, id, got[step], "settings %d, seed %d, step %d", n, seed, step)
				places[slices.Index(found, float32(id))/2] = true
			}
		}
	}
	require.Greater(t, len(places), 10, "different places of the candidates")
	require.ErrorIs(t, dev.fail("submit", vk.ErrorDeviceLost), backend.ErrDeviceLost)
	err = p.(backend.Chainer).RunChain(ctx, bindings, backend.Chain{Token: 0, Position: 1}, make([]int32, 2), make([]float32, 4*K))
	require.ErrorIs(t, err, backend.ErrDeviceLost)
}
