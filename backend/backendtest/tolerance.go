package backendtest

import (
	"fmt"
	"math"

	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A Tol bounds the distance between a result and the reference. The zero Tol asks for equal bits.
type Tol struct {
	NMSE float64 // mean square of the differences, in units of the mean square of the values
	Atol float64 // largest difference, in units of the root mean square of the values …
	Rtol float64 // … plus this times the value itself
}

// Exact reports whether t asks for equal bits.
func (t Tol) Exact() bool { return t == Tol{} }

// A Column of the tolerance table says how a result was computed.
type Column uint8

// The columns.
const (
	Float Column = iota // F32 activations, whatever the type of the weights
	Int8                // products of quantised weights with activations rounded to int8 per block, attention with rounded factors
	numColumns
)

// tolerances is the one table of how far a result may be from the float64 reference.
//
// Float: one rounding to F32 is 2⁻²⁴ ≈ 6e-8 of the value. Elementwise results take a few. A sum of
// 2048 terms rounded one after the other is off by about √2048 · 2⁻²⁵ ≈ 1.4e-6 of its standard
// deviation, and 4.5 times that in the worst of 10⁵ results; exp of a score s adds s·2⁻²⁴.
//
// Int8: rounding 32 normal values to multiples of max/127 = 2.1σ/127 has the variance
// (2.1/127)²/12 = 2.3e-5 σ²; over blocks of 256, where max is 2.8σ, it is 4.1e-5 σ². The error of a
// product has the same share of its variance, so σ ≤ 6.4e-3 of the root mean square, and 4.5σ =
// 0.029 in the worst of 10⁵ results. Leaving one of 640 terms out is an NMSE of 1.6e-3. Attention to a cache that
// is not F32 may take its factors in two bf16, which rounds to within 2⁻¹⁸ = 4e-6: a score of deviation 2 is then off by
// up to 4e-6 or so, of a weight of e to that score the same share is missing, and 4.5 times as much in the worst result.
var tolerances = [...][numColumns]Tol{
	graph.TolExact:       {Float: {}, Int8: {}},
	graph.TolElementwise: {Float: {1e-12, 2e-6, 1e-6}, Int8: {1e-12, 2e-6, 1e-6}},
	graph.TolReduce:      {Float: {1e-10, 2e-5, 2e-5}, Int8: {2e-10, 8e-5, 2e-5}},
	graph.TolMatMul:      {Float: {1e-11, 2e-5, 1e-5}, Int8: {1e-4, 5e-2, 1e-2}},
}

// halfTol is for values stored as F16: one unit in the last place is 2⁻¹⁰ of the value, and
// rounding towards zero, which GLSL's packHalf2x16 may do, has a mean square of at most 2⁻²⁰/3.
var halfTol = Tol{4e-7, 1e-6, 1e-3}

// q8Tol is for values stored as Q8_0. Where a quotient x/d is near a half, a backend may round it to the other
// side: by d, which is 1/127 of the largest of 32 values, near 2.1 and hardly ever over 4.5 times the root mean
// square. That happens to one value in 10⁵; one of the 64 values of the smallest cases makes an NMSE of 2e-5.
var q8Tol = Tol{5e-5, 3.6e-2, 1e-3}

// TolOf returns the tolerance of one node's result.
func TolOf(g *graph.Graph, n *graph.Node, int8 bool) Tol {
	col := Float
	if int8 {
		for i, a := range n.Op.Args() {
			if a.Kind == graph.ArgW && g.Nodes[n.In[i]].Type.DType.Quantised() {
				col = Int8
			}
		}
		if n.Op == graph.OpAttention && g.Nodes[n.In[1]].Type.DType != tensor.F32 {
			col = Int8
		}
	}
	t := tolerances[n.Op.Tolerance()][col]
	if n.Op == graph.OpKVWrite {
		switch n.Type.DType {
		case tensor.F16:
			return halfTol
		case tensor.Q8_0:
			return q8Tol
		}
		return Tol{} // storing an F32 value as F32 rounds nothing
	}
	return t
}

// tolAt returns the loosest tolerance among value v and all nodes that it depends on.
func tolAt(g *graph.Graph, v graph.Value, int8 bool) Tol {
	var t Tol
	for u := range ancestors(g, v) {
		if n := &g.Nodes[u]; !n.Op.Leaf() {
			o := TolOf(g, n, int8)
			t = Tol{max(t.NMSE, o.NMSE), max(t.Atol, o.Atol), max(t.Rtol, o.Rtol)}
		}
	}
	return t
}

// ancestors returns v and every value that it depends on.
func ancestors(g *graph.Graph, v graph.Value) map[graph.Value]bool {
	seen := map[graph.Value]bool{v: true}
	for u := v; u >= 0; u-- {
		if seen[u] {
			for _, in := range g.Nodes[u].In {
				seen[in] = true
			}
		}
	}
	return seen
}

// A distance says how far two lists of values are apart. It is symmetric in them.
type distance struct {
	n    int     // finite values
	nmse float64 // Σ(a−b)² / (n·rms²)
	max  float64 // the largest |a−b| / (Atol·rms + Rtol·max(|a|,|b|))
	at   int     // where that is
	rms  float64 // of both lists together, at least the floor
}

// measure returns the distance between a and b. rms is at least floor, which tests with few values
// set to the deviation that the values were drawn with. A NaN, and an infinity that the other list
// does not have in the same place with the same sign, is an error.
func measure(a, b []float32, t Tol, floor float64) (distance, error) {
	d := distance{at: -1}
	sum, diff := 0.0, 0.0
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		if math.IsNaN(x) || math.IsNaN(y) {
			return d, fmt.Errorf("element %d: %v against %v: NaN", i, a[i], b[i])
		}
		if math.IsInf(x, 0) || math.IsInf(y, 0) {
			if x != y {
				return d, fmt.Errorf("element %d: %v against %v: infinite", i, a[i], b[i])
			}
			continue
		}
		d.n++
		sum += x*x + y*y
		diff += (x - y) * (x - y)
	}
	if d.n == 0 {
		return d, nil
	}
	d.rms = max(math.Sqrt(sum/float64(2*d.n)), floor)
	if d.rms > 0 {
		d.nmse = diff / (float64(d.n) * d.rms * d.rms)
	}
	for i := range a {
		if delta := math.Abs(float64(a[i]) - float64(b[i])); delta > 0 && !math.IsInf(float64(a[i]), 0) {
			bound := t.Atol*d.rms + t.Rtol*max(math.Abs(float64(a[i])), math.Abs(float64(b[i])))
			if r := delta / bound; r > d.max || d.at < 0 {
				d.max, d.at = r, i
			}
		}
	}
	return d, nil
}

// limit widens the NMSE for few values: the mean of n squared normal errors deviates by √(2/n) of
// itself, of which this allows more than five.
func (t Tol) limit(n int) float64 { return t.NMSE * (1 + 8/math.Sqrt(float64(n))) }

// compare returns nil if got is within t of want, and which share of the tolerance was used.
func compare(got, want []float32, t Tol, floor float64) (used float64, err error) {
	if len(got) != len(want) {
		return 0, fmt.Errorf("%d values, want %d", len(got), len(want))
	}
	if t.Exact() {
		for i := range want {
			if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
				return 0, fmt.Errorf("element %d is %v (%#08x), want exactly %v (%#08x)",
					i, got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
			}
		}
		return 0, nil
	}
	d, err := measure(got, want, t, floor)
	if err != nil || d.n == 0 {
		return 0, err
	}
	used = max(d.max, math.Sqrt(d.nmse/t.limit(d.n)))
	if d.max > 1 {
		return used, fmt.Errorf("element %d is %v, want %v: off by %.3g times the tolerance (rms %.3g, NMSE %.3g)",
			d.at, got[d.at], want[d.at], d.max, d.rms, d.nmse)
	}
	if d.nmse > t.limit(d.n) {
		return used, fmt.Errorf("NMSE %.3g of %d values, want at most %.3g (rms %.3g)", d.nmse, d.n, t.limit(d.n), d.rms)
	}
	return used, nil
}

// comparePairs compares rows of k (column, value) pairs with the reference's rows of more, k ≤ more.
// The values must be within t of the reference's in order of size. A column other than the
// reference's is accepted only if the reference's values of both are within twice the tolerance,
// so that rounding may have swapped them. With an exact t neither may differ.
func comparePairs(got []float32, k int, ref []float32, more int, t Tol, floor float64) (used float64, err error) {
	ids, vals, wantVals := make([]float32, k), make([]float32, k), make([]float32, k)
	for r := 0; r*2*k < len(got); r++ {
		row, want := got[r*2*k:(r+1)*2*k], ref[r*2*more:(r+1)*2*more]
		for j := range k {
			ids[j], vals[j], wantVals[j] = row[2*j], row[2*j+1], want[2*j+1]
		}
		share, err := compare(vals, wantVals, t, floor)
		if err != nil {
			return share, fmt.Errorf("row %d: values: %w", r, err)
		}
		used = max(used, share)
		d, err := measure(vals, wantVals, t, floor)
		if err == nil {
			err = checkColumns(ids, want, t, max(d.rms, floor))
		}
		if err != nil {
			return used, fmt.Errorf("row %d: %w", r, err)
		}
	}
	return used, nil
}

// checkColumns compares columns in order of rank with the reference's (column, value) pairs.
func checkColumns(ids, want []float32, t Tol, rms float64) error {
	value, seen := map[float32]float32{}, map[float32]bool{}
	for j := 0; j < len(want); j += 2 {
		value[want[j]] = want[j+1]
	}
	for j, id := range ids {
		v, ok := value[id]
		if !ok || seen[id] {
			return fmt.Errorf("column %v at rank %d is repeated or not among the reference's %d largest", id, j, len(value))
		}
		seen[id] = true
		if id == want[2*j] {
			continue
		}
		gap, bound := math.Abs(float64(v)-float64(want[2*j+1])), 2*(t.Atol*rms+t.Rtol*math.Abs(float64(v)))
		if t.Exact() || gap > bound {
			return fmt.Errorf("column %v at rank %d, want %v: their values %v and %v are no near tie", id, j, want[2*j], v, want[2*j+1])
		}
	}
	return nil
}
