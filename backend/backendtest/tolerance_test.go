package backendtest

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func normal(rng *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(rng.NormFloat64())
	}
	return v
}

func TestMeasureByHand(t *testing.T) {
	a, b := []float32{3, 4, 0, 1}, []float32{3, 4, 2, 1}
	d, err := measure(a, b, Tol{1, 0.5, 0.25}, 0)
	require.NoError(t, err)
	rms := math.Sqrt(float64(9+16+0+1+9+16+4+1) / 8)
	require.InDelta(t, rms, d.rms, 1e-12)
	require.InDelta(t, 4/(4*rms*rms), d.nmse, 1e-12)
	require.InDelta(t, 2/(0.5*rms+0.25*2), d.max, 1e-12)
	require.Equal(t, 2, d.at)

	d, err = measure(a, b, Tol{1, 0.5, 0.25}, 10)
	require.NoError(t, err)
	require.Equal(t, 10.0, d.rms)
	require.InDelta(t, 2/(0.5*10+0.25*2), d.max, 1e-12)
}

// TestMeasureIsSymmetric guards against formulas that forgive one sign of a difference, or that
// divide by whichever list is larger.
func TestMeasureIsSymmetric(t *testing.T) {
	rng := seed(t.Name())
	for range 100 {
		a, b := normal(rng, 9), normal(rng, 9)
		tol := Tol{1e-3, rng.Float64(), rng.Float64()}
		ab, err := measure(a, b, tol, 0)
		require.NoError(t, err)
		ba, err := measure(b, a, tol, 0)
		require.NoError(t, err)
		require.Equal(t, ab, ba)
		for i := range a {
			a[i], b[i] = -a[i], -b[i]
		}
		negative, err := measure(a, b, tol, 0)
		require.NoError(t, err)
		require.Equal(t, ab, negative)
	}
}

func TestCompareRefuses(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	loose, zero := Tol{1, 1, 1}, float32(math.Copysign(0, -1))
	for _, c := range []struct {
		name      string
		got, want []float32
		tol       Tol
		ok        bool
	}{
		{"equal", []float32{1, 2}, []float32{1, 2}, Tol{1e-9, 1e-9, 1e-9}, true},
		{"NaN", []float32{1, nan}, []float32{1, 2}, loose, false},
		{"NaN in both", []float32{1, nan}, []float32{1, nan}, loose, false},
		{"NaN wanted", []float32{1, 2}, []float32{1, nan}, loose, false},
		{"same infinity", []float32{1, inf}, []float32{1, inf}, loose, true},
		{"other infinity", []float32{1, -inf}, []float32{1, inf}, loose, false},
		{"infinity for a number", []float32{1, inf}, []float32{1, 2}, loose, false},
		{"number for infinity", []float32{1, 2}, []float32{1, -inf}, loose, false},
		{"only infinities", []float32{inf}, []float32{inf}, Tol{1e-9, 1e-9, 1e-9}, true},
		{"shorter", []float32{1}, []float32{1, 2}, loose, false},
		{"bit", []float32{1}, []float32{math.Nextafter32(1, 2)}, Tol{}, false},
		{"sign of zero", []float32{0}, []float32{zero}, Tol{}, false},
		{"sign of zero within tolerance", []float32{0}, []float32{zero}, Tol{1e-9, 1e-9, 1e-9}, true},
		{"nothing", nil, nil, Tol{1e-9, 1e-9, 1e-9}, true},
		{"something for zeros", []float32{1e-30, 0}, []float32{0, 0}, Tol{1e-3, 1e-3, 1e-3}, false},
	} {
		_, err := compare(c.got, c.want, c.tol, 0)
		require.Equal(t, c.ok, err == nil, "%s: %v", c.name, err)
	}
}

// TestCompareSeesSmallSpreadErrors: each value is inside the elementwise bound, but all lean one way.
func TestCompareSeesSmallSpreadErrors(t *testing.T) {
	rng := seed(t.Name())
	want := normal(rng, 4096)
	got := append([]float32(nil), want...)
	for i := range got {
		got[i] += 0.03
	}
	_, err := compare(got, want, tolerances[graph.TolMatMul][Int8], 1)
	require.ErrorContains(t, err, "NMSE")
}

// roundInt8 rounds x to int8 with one scale for each block.
func roundInt8(x []float32, block int) {
	for ; len(x) > 0; x = x[block:] {
		top := 0.0
		for _, v := range x[:block] {
			top = max(top, math.Abs(float64(v)))
		}
		for i, v := range x[:block] {
			x[i] = float32(math.Round(float64(v)/top*127) * top / 127)
		}
	}
}

// TestInt8Tolerance multiplies with rounded activations: the tolerance must hold, with no more than
// a factor of ten to spare, and must not hold when one of 640 terms is left out.
func TestInt8Tolerance(t *testing.T) {
	for _, block := range []int{32, 256} {
		rng := seed(t.Name())
		const T, N, K = 16, 256, 768
		w, x := normal(rng, N*K), normal(rng, T*K)
		rounded := append([]float32(nil), x...)
		roundInt8(rounded, block)
		product := func(x []float32, terms int) []float32 {
			y := make([]float32, T*N)
			for t := range T {
				for n := range N {
					sum := 0.0
					for k := range terms {
						sum += float64(x[t*K+k]) * float64(w[n*K+k])
					}
					y[t*N+n] = float32(sum / math.Sqrt(K))
				}
			}
			return y
		}
		tol := tolerances[graph.TolMatMul][Int8]
		used, err := compare(product(rounded, K), product(x, K), tol, 1)
		require.NoError(t, err)
		require.Greater(t, used, 0.1, "the tolerance is too loose to mean anything")
		_, err = compare(product(x, K-1), product(x, K), tol, 1)
		require.Error(t, err)
	}
}

func TestComparePairs(t *testing.T) {
	ref := []float32{7, 5, 3, 4, 1, 3.999, 0, 2, 9, 1} // columns 7, 3, 1, 0, 9 with values 5, 4, 3.999, 2, 1
	tol := Tol{1e-2, 1e-3, 1e-3}
	for _, c := range []struct {
		name string
		got  []float32
		tol  Tol
		ok   bool
	}{
		{"equal", []float32{7, 5, 3, 4, 1, 3.999}, Tol{}, true},
		{"near tie swapped", []float32{7, 5, 1, 4, 3, 3.999}, tol, true},
		{"near tie swapped, exact", []float32{7, 5, 1, 4, 3, 3.999}, Tol{}, false},
		{"near tie at the cut", []float32{7, 5, 1, 4}, tol, true},
		{"far columns swapped", []float32{3, 5, 7, 4, 1, 3.999}, tol, false},
		{"far column at the cut", []float32{7, 5, 3, 4, 0, 3.999}, tol, false},
		{"repeated", []float32{7, 5, 3, 4, 3, 3.999}, tol, false},
		{"unknown", []float32{7, 5, 3, 4, 6, 3.999}, tol, false},
		{"fraction", []float32{7, 5, 3, 4, 1.5, 3.999}, tol, false},
		{"NaN column", []float32{7, 5, float32(math.NaN()), 4}, tol, false},
		{"value off", []float32{7, 5, 3, 4.1, 1, 3.999}, tol, false},
	} {
		_, err := comparePairs(c.got, len(c.got)/2, ref, 5, c.tol, 0)
		require.Equal(t, c.ok, err == nil, "%s: %v", c.name, err)
	}
}

// TestCasesAreSound keeps names unique, because they seed the data, and overrides explained.
func TestCasesAreSound(t *testing.T) {
	names := map[string]bool{}
	for _, c := range Cases() {
		require.False(t, names[c.Name], "two cases are named %s", c.Name)
		names[c.Name] = true
		require.True(t, c.Tol == nil || c.Tol.Why != "", "%s loosens its tolerance without saying why", c.Name)
	}
}

// TestFloatTolerance sums 2048 terms one after the other in F32, which must pass without leaving the
// tolerance idle, and with activations rounded to F16, which must not.
func TestFloatTolerance(t *testing.T) {
	rng := seed(t.Name())
	const T, N, K = 8, 256, 2048
	w, x := normal(rng, N*K), normal(rng, T*K)
	for i := range w {
		w[i] /= float32(math.Sqrt(K))
	}
	want, got, half := make([]float32, T*N), make([]float32, T*N), make([]float32, T*N)
	for i := range want {
		sum := 0.0
		for k := range K {
			a, b := x[i/N*K+k], w[i%N*K+k]
			sum += float64(a) * float64(b)
			got[i] += a * b
			half[i] += tensor.F16ToF32(tensor.F32ToF16(a)) * b
		}
		want[i] = float32(sum)
	}
	tol := tolerances[graph.TolMatMul][Float]
	used, err := compare(got, want, tol, 1)
	require.NoError(t, err)
	require.Greater(t, used, 0.05, "the tolerance is too loose to mean anything")
	_, err = compare(half, want, tol, 1)
	require.Error(t, err)
}
