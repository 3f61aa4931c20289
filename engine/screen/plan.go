package screen

import (
	"fmt"
	"math"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/internal/parallel"
)

// group is the number of axes that share a number of bits.
const group = 64

// meanBits is the average number of bits of an axis, in tenths: fewer leave more rows to be looked at again, more take
// longer to read (docs/RATIONALE.md has the table).
const meanBits = 38

// Plan returns the plan of a screen for inputs like states [T,K]: the axes of most energy first, and more bits for
// those that have more of it.
func Plan(states []float32, K int) (backend.ScreenPlan, error) {
	T := len(states) / max(K, 1)
	if K < group || K%group != 0 || T == 0 || T*K != len(states) {
		return backend.ScreenPlan{}, fmt.Errorf("screen: %d values of states of width %d, want whole states of a multiple of %d", len(states), K, group)
	}
	c := moments(states, K)
	trace := 0.0
	for i := range K {
		trace += c[i*K+i]
	}
	if math.IsNaN(trace) || math.IsInf(trace, 0) {
		return backend.ScreenPlan{}, fmt.Errorf("screen: states are not finite")
	}
	for i := range K { // inputs that these states do not span have some energy too
		c[i*K+i] += 0.05*trace/float64(K) + 1e-30
	}
	values, rows := eigen(c, K)
	p := backend.ScreenPlan{Basis: make([]float32, K*K), Bits: make([]uint8, K/group)}
	for i, r := range rows {
		for j, v := range r {
			p.Basis[i*K+j] = float32(v)
		}
	}
	allocate(p.Bits, values)
	return p, nil
}

// moments returns Σ h·hᵀ / T. Each entry is summed in the order of the states, on any number of processors.
func moments(states []float32, K int) []float64 {
	const share = 16 // rows of the result
	T := len(states) / K
	c, h := make([]float64, K*K), make([]float64, (T+1)&^1*K) // an even number of states, the last one of zeros
	for i, v := range states {
		h[i] = float64(v)
	}
	parallel.Each((K+share-1)/share, func(part int) {
		for t := 0; t < T; t += 2 {
			a, b := h[t*K:(t+1)*K], h[(t+1)*K:(t+2)*K]
			for i := part * share; i < min((part+1)*share, K); i++ {
				addTo(c[i*K:i*K+i+1], a, b, a[i]/float64(T), b[i]/float64(T))
			}
		}
	})
	for i := range K {
		for j := range i {
			c[j*K+i] = c[i*K+j]
		}
	}
	return c
}

// addTo adds x·a + y·b.
func addTo(to, a, b []float64, x, y float64) {
	a, b = a[:len(to)], b[:len(to)]
	for j := range to {
		to[j] += x*a[j] + y*b[j]
	}
}

// allocate gives each group 2, 4 or 6 bits, never increasing, of meanBits/10 on average: two more go where the bound
// Σ_g ‖h_g‖·‖what the code leaves‖ falls most. The errors are those of uniform codes of normal values.
func allocate(bits []uint8, values []float64) {
	left := map[uint8]float64{2: 0.345, 4: 0.107, 6: 0.033}
	size := make([]float64, len(bits))
	total := 0
	for g := range bits {
		bits[g] = 2
		total += 2
		for _, v := range values[g*group : (g+1)*group] {
			size[g] += max(v, 0)
		}
		size[g] = math.Sqrt(size[g])
	}
	for total+2 <= max(meanBits*len(bits)/10, 4) {
		best, gain := -1, 0.0
		for g := range bits {
			if bits[g] == 6 || g > 0 && bits[g-1] <= bits[g] {
				continue
			}
			if d := size[g] * (left[bits[g]] - left[bits[g]+2]); d > gain {
				best, gain = g, d
			}
		}
		if best < 0 {
			return
		}
		bits[best] += 2
		total += 2
	}
}
