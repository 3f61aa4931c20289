package cpu

import (
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/tensor"
)

const (
	// tileRows is the number of weight rows that are unpacked and multiplied together: one lane each
	// in a 256-bit register of float32.
	tileRows = 8
	// tileTokens is the number of activation rows that a matrix-matrix kernel takes at once: one lane
	// each in a 512-bit register of float32.
	tileTokens = 16
	// minGEMM is the number of rows from which padding to tileTokens is worth it.
	minGEMM = 6
	// lanes is the number of partial sums of a float32 dot product.
	lanes = 16
)

// A tile is eight rows of a weight, unpacked. Rows beyond the weight's end hold stale values.
type tile struct {
	q    []byte    // [8][K] as int8
	d, m []float32 // [K/G][8], scales and minima
	w    []int16   // [8][K], q widened for gemm
	f    []float32 // [8][K], for float weights
}

// grow makes room for rows of K values.
func (t *tile) grow(K int, float bool) {
	if float {
		t.f = growF32(t.f, tileRows*K)
		return
	}
	if len(t.q) < tileRows*K {
		t.q = host.Alloc(tileRows * K)
	}
	t.d = growF32(t.d, tileRows*K/16)
	t.m = growF32(t.m, tileRows*K/16)
	if len(t.w) < tileRows*K {
		t.w = make([]int16, tileRows*K)
	}
}

// growF32 returns s or a longer slice; the contents are lost.
func growF32(s []float32, n int) []float32 {
	if len(s) >= n {
		return s
	}
	return host.F32(host.Alloc(4 * n))
}

// A product is the argument of gemv and gemm. The assembly reads its fields.
type product struct {
	y      []float32 // [tokens][8]
	q      []byte    // [8][K] as int8
	d, m   []float32 // [K/G][8]
	w      []int16   // [8][K], gemm only
	x      []int16   // gemv: [K]; gemm: [K/2][16][2]
	packed []int64   // gemv of the base tier: [K/2]
	dx     []float32 // gemv: [K/32]; gemm: [K/32][16]
	sx     []float32 // gemv: [K/G]; gemm: [K/G][16]; dx·Σx
	cx     []int32   // gemv: [K/G], −128·Σx
	acc    []float32 // [8][16], sums of gemm
	K, G   int
	mins   int // 1 if m counts
	rows   int // rows of the tile that count; kernels may compute all eight
}

// groupValues returns how many values of a weight share a scale.
func groupValues(d tensor.DType) int {
	switch d {
	case tensor.Q2_K, tensor.Q3_K, tensor.Q6_K:
		return 16
	}
	return 32
}

// hasMins reports whether a type subtracts a minimum from each group.
func hasMins(d tensor.DType) bool {
	switch d {
	case tensor.Q4_1, tensor.Q5_1, tensor.Q2_K, tensor.Q4_K, tensor.Q5_K:
		return true
	}
	return false
}

// A scratch is what one goroutine works in.
type scratch struct {
	id   int
	a, b tile // b for the second matrix of matmul_geglu
	row  []float32
	p    product
	acc  [tileTokens * tileRows]float32
	out  [2][tileTokens * tileRows]float32
	lane laneScratch
	attn attnScratch
}

// An unpackFunc expands row, K values, into row r of t: q, d, and m where the type has minima.
type unpackFunc func(t *tile, r, K int, row []byte)
