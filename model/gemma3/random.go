package gemma3

import (
	"math"
	"math/rand/v2"
	"strings"

	"github.com/gemma-bench/gemma/tensor"
)

// Random returns a model of the given configuration with seeded random weights, stored in the types
// that llama.cpp's "Q4_K_M" gives each tensor. It computes nonsense at the speed of the real model.
func Random(c Config, seed uint64) (*Model, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	m := &Model{Config: c, Tensors: map[string]Tensor{}}
	rng := rand.New(rand.NewPCG(seed, 0))
	for _, s := range c.shapes() {
		t := tensor.Type{DType: tensor.F32, Shape: s.shape}
		if s.shape.Rank() == 1 {
			m.Tensors[s.name] = Tensor{t, normWeights(s.shape.Dim(0), rng)}
			continue
		}
		t.DType = c.mixedType(s)
		if err := t.Check(); err != nil {
			return nil, err
		}
		// Rows of unit norm keep activations near unit size through the layers.
		std := float32(1 / math.Sqrt(float64(s.shape.Cols())))
		m.Tensors[s.name] = Tensor{t, tensor.Random(t.DType, s.shape.Elems(), std, rng)}
	}
	return m, nil
}

// normWeights returns n values around 1.
func normWeights(n int, rng *rand.Rand) []byte {
	w := make([]float32, n)
	for i := range w {
		w[i] = 1 + 0.1*float32(rng.NormFloat64())
	}
	data := make([]byte, 4*n)
	if err := tensor.Quantise(tensor.F32, data, w); err != nil {
		panic("BUG: gemma3: " + err.Error())
	}
	return data
}

// mixedType returns the type that a "Q4_K_M" file gives a matrix: Q4_K, with Q6_K for some of the
// values and down projections; where rows are not whole blocks of 256, Q5_0 and Q8_0 instead.
// The 270M file's histogram, which a test compares, is 81 Q5_0, 27 Q4_K, 10 Q8_0 and 9 Q6_K.
func (c *Config) mixedType(s namedShape) tensor.DType {
	wide := s.shape.Cols()%tensor.Q4_K.BlockValues() == 0
	small, large := tensor.Q5_0, tensor.Q8_0
	if wide {
		small, large = tensor.Q4_K, tensor.Q6_K
	}
	if s.name == embedWeight {
		return tensor.Q8_0
	}
	kind := s.name[strings.LastIndex(strings.TrimSuffix(s.name, ".weight"), ".")+1:]
	if (kind == "attn_v.weight" || kind == "ffn_down.weight") && moreBits(s.layer, c.Layers) {
		return large
	}
	return small
}

// moreBits picks the layers whose sensitive matrices get the larger type: the first and last eighth,
// and every third between.
func moreBits(l, layers int) bool {
	eighth := layers / 8
	return l < eighth || l >= 7*layers/8 || (l-eighth)%3 == 2
}
