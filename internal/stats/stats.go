// Package stats summarises samples.
package stats

import (
	"math"
	"slices"
)

// MeanStdDev returns the mean and the sample standard deviation of v, 0 for a single value.
func MeanStdDev(v []float64) (mean, dev float64) {
	for _, x := range v {
		mean += x / float64(len(v))
	}
	if len(v) > 1 {
		for _, x := range v {
			dev += (x - mean) * (x - mean) / float64(len(v)-1)
		}
	}
	return mean, math.Sqrt(dev)
}

// Quantile returns the value below which the share q of v lies, interpolated between neighbours; NaN for
// no values. v is not changed.
func Quantile(v []float64, q float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	s := slices.Sorted(slices.Values(v))
	at := min(max(q, 0), 1) * float64(len(s)-1)
	i := int(at)
	if i+1 == len(s) {
		return s[i]
	}
	return s[i] + (at-float64(i))*(s[i+1]-s[i])
}

// Median returns the middle value of v.
func Median(v []float64) float64 { return Quantile(v, 0.5) }

// student holds the 0.975 quantiles of Student's t distribution for 1 to 30 degrees of freedom.
// ref: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
var student = [...]float64{
	12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
	2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
}

// MeanCI returns the 95 % confidence interval of the mean, mean ± t·s/√n. ok is false for fewer than two
// values, which have none.
func MeanCI(v []float64) (low, high float64, ok bool) {
	if len(v) < 2 {
		return 0, 0, false
	}
	t := 1.960 + 2.5/float64(len(v)-1) // within 0.1 % beyond the table
	if n := len(v) - 1; n <= len(student) {
		t = student[n-1]
	}
	mean, dev := MeanStdDev(v)
	half := t * dev / math.Sqrt(float64(len(v)))
	return mean - half, mean + half, true
}

// Floats converts whole numbers.
func Floats(v []int) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = float64(x)
	}
	return out
}
