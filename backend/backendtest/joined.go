package backendtest

import (
	"fmt"
	"testing"

	"github.com/gemma-bench/gemma/tensor"
)

// joinedNets are models of two layers, one for each type of weights, and some of mixed types: backends that decode with
// kernels for several nodes at once have such a kernel for each type.
func joinedNets() []net {
	var all []net
	add := func(attn, mixed tensor.DType) {
		n := net{L: 2, D: 256, F: 256, H: 4, G: 2, E: 64, V: 97, window: 8, embd: tensor.F32, attn: attn, ffn: attn, down: tensor.F32,
			mixed: mixed, cache: tensor.CacheTypes()[len(all)%len(tensor.CacheTypes())], B: 1, ring: 16, full: 16}
		n.name = fmt.Sprintf("joined_%v_%v_%v", attn, n.values(), n.cache)
		all = append(all, n)
	}
	for _, d := range []tensor.DType{tensor.F32, tensor.F16, tensor.BF16, tensor.Q8_0, tensor.Q4_0, tensor.Q5_0, tensor.Q4_K, tensor.Q6_K} {
		add(d, tensor.Invalid)
	}
	add(tensor.Q5_0, tensor.Q8_0)
	add(tensor.Q4_K, tensor.Q6_K)
	add(tensor.Q8_0, tensor.BF16)
	return all
}

// joined compares what backends may compute with kernels for several nodes, a step of one token, with the reference,
// and bit for bit with the same token in a step for more.
func (s *suite) joined(t *testing.T) {
	for i, n := range joinedNets() {
		if s.o.Sample && i%4 != int(seed(s.root).Uint64()%4) {
			continue
		}
		t.Run("joined/"+n.name, func(t *testing.T) {
			c := n.wholeCase("decode", span{1, 1}, span{1, 1}, from(10, 1), nil)
			p, err := prepare(&c)
			s.fatal(t, err)
			_, err = p.check(s.b, s.o)
			s.fatal(t, err)
			s.alone(t, n)
		})
	}
}

// alone compares single tokens in the program for one token with the program for several.
func (s *suite) alone(t *testing.T, n net) {
	ids := make([]int32, 12)
	rng := seed(n.name)
	for i := range ids {
		ids[i] = rng.Int32N(int32(n.V))
	}
	p, err := newPlayer(s.b, n, ids)
	s.fatal(t, err)
	defer func() { s.fatal(t, p.close()) }()
	want, states, err := p.play(6, 8)
	s.fatal(t, err)
	s.replay(t, p, "single tokens", 1, 1, want, states)
}
