package metal

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/internal/modeltest"
	"github.com/gemma-bench/gemma/shaders"
	"github.com/stretchr/testify/require"
)

// TestAdvance runs the kernel between two steps of a chain, which the backend does not use yet, on the soft device: it must
// choose as the engine's sampler does and keep the books of the chain.
func TestAdvance(t *testing.T) {
	const K, steps, head = 64, 8, 13
	dev := soft(t, nil)
	text, err := shaders.LoadMetal("advance")
	require.NoError(t, err)
	pipeline, err := dev.NewPipeline("#define SPIRV_CROSS_CONSTANT_ID_0 32u\n"+text, shaders.MetalFunction)
	require.NoError(t, err)
	sizes := []int{4, 8, 8 * K, 4, 4, 4 * (head + steps*(1+2*K))} // parameters, live counts, best, ids, pos, log
	var all [][]byte
	e := func() {
		enc, err := dev.Begin()
		require.NoError(t, err)
		enc.SetPipeline(pipeline)
		for i, n := range sizes {
			buf, err := dev.NewBuffer(n)
			require.NoError(t, err)
			defer buf.Release()
			copy(buf.Bytes(), all[i])
			enc.SetBuffer(buf, 0, n, i)
			defer func() { copy(all[i], buf.Bytes()) }()
		}
		enc.Dispatch([3]uint32{1, 1, 1}, [3]uint32{32, 1, 1})
		require.NoError(t, enc.Commit())
	}
	rng, drawn := rand.New(rand.NewPCG(7, 8)), map[int32]bool{}
	for n, p := range modeltest.ChainParams {
		for seed := range int64(4) {
			p.Seed = seed
			c, choose := modeltest.Chain(t, p)
			all = nil
			for _, n := range sizes {
				all = append(all, make([]byte, n))
			}
			word := func(buffer, i int) uint32 { return binary.LittleEndian.Uint32(all[buffer][4*i:]) }
			put := func(buffer, i int, w uint32) { binary.LittleEndian.PutUint32(all[buffer][4*i:], w) }
			put(0, 0, K)
			put(4, 0, 100)
			put(5, 1, uint32(c.TopK))
			if c.TopK == 0 {
				put(5, 1, math.MaxUint32)
			}
			for i, f := range append([]float32{c.Temperature, c.TopP, c.MinP}, c.Random[:]...) {
				put(5, 2+i, math.Float32bits(f))
			}
			for step := range steps {
				logits := make([]float32, K)
				for i := range logits {
					logits[i] = 1.5 * float32(rng.NormFloat64())
				}
				slices.SortFunc(logits, func(a, b float32) int { return int(math.Copysign(1, float64(b-a))) })
				var pairs []float32
				for i, l := range logits {
					pairs = append(pairs, float32(1000*step+i), l)
					put(2, 2*i, math.Float32bits(pairs[2*i]))
					put(2, 2*i+1, math.Float32bits(l))
				}
				e()
				want := choose(pairs)
				drawn[want%1000] = true
				at := head + step*(1+2*K)
				require.EqualValues(t, want, word(3, 0), "settings %d, seed %d, step %d", n, seed, step)
				require.EqualValues(t, want, word(5, at))
				require.EqualValues(t, 101+step, word(4, 0))
				require.EqualValues(t, step+1, word(5, 0))
				require.Equal(t, all[2], all[5][4*(at+1):4*(at+1+2*K)])
			}
		}
	}
	require.Greater(t, len(drawn), 10, "different places of the candidates")
	require.NoError(t, dev.Close())
}
