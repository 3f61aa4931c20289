package stats

import (
	"math"
	"slices"
)

// exactBelow is the largest n₁·n₂ for which the distribution of U is counted out; beyond it the normal
// approximation is within a thousandth.
const exactBelow = 2500

// MannWhitney returns the two-sided probability that samples as far apart as a and b come from one
// distribution: Mann and Whitney's U test, exact for small samples without ties, otherwise the normal
// approximation with corrections for ties and continuity. It is 1 for an empty sample.
//
// ref: H. B. Mann, D. R. Whitney, On a test of whether one of two random variables is stochastically larger
// than the other, Annals of Mathematical Statistics 18 (1947).
func MannWhitney(a, b []float64) float64 {
	n, m := len(a), len(b)
	if n == 0 || m == 0 {
		return 1
	}
	// U = Σ over pairs of 1 where a > b and ½ where they are equal.
	u := 0.0
	for _, x := range a {
		for _, y := range b {
			switch {
			case x > y:
				u++
			case x == y:
				u += 0.5
			}
		}
	}
	ties := tieSum(append(slices.Clone(a), b...))
	if ties == 0 && n*m <= exactBelow {
		return exact(n, m, int(math.Min(u, float64(n*m)-u)))
	}
	N := float64(n + m)
	mean := float64(n*m) / 2
	variance := float64(n*m) / 12 * (N + 1 - ties/(N*(N-1)))
	if variance <= 0 {
		return 1 // all values are equal
	}
	z := math.Max(0, math.Abs(u-mean)-0.5) / math.Sqrt(variance)
	return math.Erfc(z / math.Sqrt2)
}

// LeastP returns the smallest probability that MannWhitney can give for n and m values without ties:
// 2/(n+m choose n), when every value of one is above every value of the other.
func LeastP(n, m int) float64 {
	if n == 0 || m == 0 {
		return 1
	}
	p := 2.0
	for i := 1; i <= min(n, m); i++ {
		p *= float64(i) / float64(max(n, m)+i)
	}
	return math.Min(1, p)
}

// tieSum returns Σ (t³ − t) over groups of t equal values.
func tieSum(v []float64) (sum float64) {
	slices.Sort(v)
	for i := 0; i < len(v); {
		j := i
		for j < len(v) && v[j] == v[i] {
			j++
		}
		t := float64(j - i)
		sum += t*t*t - t
		i = j
	}
	return sum
}

// exact returns 2·P(U ≤ u), at most 1. The number of arrangements of n and m values with a given U is
// c(n, m, u) = c(n−1, m, u−m) + c(n, m−1, u); shares of all arrangements are kept, so that they do not overflow:
// p(n, m, u) = n/(n+m)·p(n−1, m, u−m) + m/(n+m)·p(n, m−1, u).
func exact(n, m, u int) float64 {
	p := make([][]float64, m+1) // p[j][u] for the present number of values in the first sample
	for j := range p {
		p[j] = make([]float64, u+1)
		p[j][0] = 1
	}
	for i := 1; i <= n; i++ {
		next := make([][]float64, m+1)
		for j := range next {
			next[j] = make([]float64, u+1)
			if j == 0 {
				next[j][0] = 1
				continue
			}
			for k := range next[j] {
				v := float64(j) / float64(i+j) * next[j-1][k]
				if k >= j {
					v += float64(i) / float64(i+j) * p[j][k-j]
				}
				next[j][k] = v
			}
		}
		p = next
	}
	sum := 0.0
	for _, v := range p[m] {
		sum += v
	}
	return math.Min(1, 2*sum)
}

// MedianCI returns an interval that holds the median with at least 95 % probability, from order statistics,
// as benchstat does without assumptions. ok is false if there are too few values: fewer than six.
func MedianCI(v []float64) (low, high float64, ok bool) {
	s := slices.Sorted(slices.Values(v))
	n := len(s)
	// The interval from the k-th smallest to the k-th largest misses the median with probability
	// 2·P(Binomial(n, ½) < k).
	best, tail, p := 0, 0.0, math.Pow(0.5, float64(n))
	for k := 1; k <= n/2; k++ {
		tail += p // P(Binomial = k−1)
		p *= float64(n-k+1) / float64(k)
		if 2*tail > 0.05 {
			break
		}
		best = k
	}
	if best == 0 {
		return 0, 0, false
	}
	return s[best-1], s[n-best], true
}
