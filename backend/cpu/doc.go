// Package cpu runs graphs on the processor, in Go, with assembly for the hot loops where there is some.
//
// # Quantised weights
//
// Weights stay as the file stores them. A worker takes tiles of eight rows, unpacks each into signed
// bytes, one float32 scale per group of 16 or 32 values, and a minimum where the type has one, all in a
// scratch of a few kilobytes that stays in the first-level cache, and multiplies every row of the step
// with them before it moves on. Activations are rounded to 16-bit integers in blocks of 32 with one
// float32 scale each. So one pair of kernels serves all types:
//
//	y = Σ_g float(Σ_k q[k]·x[k]) · (d_g·dx_g) − m_g·s_g
//
// where the inner sum runs over the group in integers, which is exact, and the outer one goes through
// the groups in increasing order in float32, rounding after every operation. s_g is dx_g·Σ x[k].
//
// # One result
//
// The seam asks that a result not depend on how work was cut up. Every sum has one order:
//
//   - quantised products as above: the matrix-vector kernel has the eight rows in its lanes, the
//     matrix-matrix kernel sixteen tokens, and neither ever adds two groups in another order;
//   - other dot products and sums of squares run in 16 and 8 lanes, k mod 16 or k mod 8, that are added
//     in a tree: lane j to lane j + 8, + 4, + 2, + 1;
//   - attention visits blocks of 64 positions, aligned to position 0, oldest first, whatever the cache's
//     length, the step's size or the number of goroutines.
//
// No multiplication is fused with an addition: Go has no float32 form of it that all processors have,
// and a compiler may fuse x*y+z unless the product is converted explicitly, hence float32(x*y)+z.
// The assembly of each tier gives the bits of the Go code, which tests compare.
//
// # Engines and tiers
//
// In builds with cgo, opening "cpu" gives the C engine of package csimd, and this package's Go engine
// in builds without. GEMMA_CPU chooses among them: "go", or "go-base" (no assembly), "go-avx2" and
// "go-avx512" (VNNI) for the Go engine and one of its tiers; "base", "avx2", "avxvnni", "avx512", "amx",
// "neon", "dotprod" and "i8mm" for a tier of the C engine, or of the Go engine in a build without C. Unset means the best.
package cpu
