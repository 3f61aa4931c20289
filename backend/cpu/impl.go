package cpu

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/tensor"
)

// An impl is one implementation of the hot loops. All give the same bits.
type impl struct {
	name string

	// unpack expands one weight row into a tile, by type; nil for types whose weights are floats.
	unpack [tensor.IQ4_XS + 1]unpackFunc
	// quantise rounds row t of the step to integers.
	quantise func(a *act, t int, x []float32)
	// interleave lays a tile of rows out for gemm.
	interleave func(a, rows *act, t0, live int)
	// packed says that gemv reads act.packed rather than act.q.
	packed bool
	// gemv multiplies a tile with one row of activations.
	gemv func(p *product)
	// gemm multiplies a tile with tileTokens rows; nil if calling gemv for each is as good.
	gemm func(p *product)
	// widenTile converts signed bytes to words, for gemm.
	widenTile func(dst []int16, src []byte)

	// dot8 multiplies eight rows w[8][len(x)] of floats with x.
	dot8 func(y *[tileRows]float32, w, x []float32)
	// scores: s[i] = scale · q·k[i·stride:].
	scores func(s, q, k []float32, stride int, scale float32)
	// mix: o += Σ p[i]·v[i·stride:], i increasing.
	mix func(o, p, v []float32, stride int)
	// rescale: o *= c.
	rescale func(o []float32, c float32)
	// expSum: p[i] = exp(p[i]−top), and lane i mod 16 of sum grows by p[i]. first is i of p[0].
	expSum func(p []float32, top float32, sum *[lanes]float32, first int)
	// geglu: y = gelu(g)·u. y may be g.
	geglu func(y, g, u []float32)
	// sumSquares returns Σx² in 8 float64 lanes.
	sumSquares func(x []float32) float64
	// normalise: y = (x·inv)·w. y may be x.
	normalise func(y, x, w []float32, inv float32)
	// widen converts halves.
	widen func(dst []float32, src []uint16)
}

// impls lists what this processor can run, best last. Files of each architecture append to it in init.
var impls = []*impl{&base}

// choose returns the implementation of a tier, the best for the empty name.
func choose(tier string) (*impl, error) {
	if tier == "" {
		return impls[len(impls)-1], nil
	}
	var names []string
	for _, k := range impls {
		if k.name == tier {
			return k, nil
		}
		names = append(names, k.name)
	}
	return nil, &backend.UnavailableError{
		Backend: Name, Reason: fmt.Sprintf("GEMMA_CPU: no tier %q of the Go engine on this processor, which has %s", tier, strings.Join(names, ", ")),
	}
}

// processorName returns what the system calls the processor.
func processorName() string {
	f, err := os.Open("/proc/cpuinfo")
	if err == nil {
		defer f.Close()
		for s := bufio.NewScanner(f); s.Scan(); {
			if key, value, ok := strings.Cut(s.Text(), ":"); ok && strings.TrimSpace(key) == "model name" {
				return strings.TrimSpace(value)
			}
		}
	}
	return runtime.GOARCH + " processor"
}
