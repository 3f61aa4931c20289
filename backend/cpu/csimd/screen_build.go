//go:build cgo

package csimd

// #include "screen.h"
import "C"

import (
	"errors"
	"fmt"
	"math"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/internal/pages"
	"github.com/gemma-bench/gemma/tensor"
)

// samples is the number of rows that the ranges of the axes are taken from.
const samples = 1024

// spans gives, for 2, 4 and 6 bits, the step between codes in standard deviations: near that of the best
// uniform rounding of normal values, a little more so that the second copy's finer codes reach further.
// ref: Max, Quantizing for minimum distortion, 1960, table II.
var spans = map[uint8]float64{2: 1.05, 4: 0.36, 6: 0.11}

// BuildScreen rotates and rounds every row of w.
func (b *Backend) BuildScreen(w backend.Buffer, p backend.ScreenPlan) ([]byte, error) {
	t := w.Type()
	h, err := screenHead(t, p.Bits)
	if err != nil {
		return nil, err
	}
	N, K := int(h.n), int(h.k)
	if len(p.Basis) != K*K {
		return nil, fmt.Errorf("csimd: a basis of %d values, want %d×%d", len(p.Basis), K, K)
	}
	h.skew = C.double(skewness(p.Basis, K))
	if !(h.skew < 0.01) {
		return nil, errors.New("csimd: the basis of a screen is not orthonormal")
	}
	mean, step, err := ranges(w, p)
	if err != nil {
		return nil, err
	}
	// The table is a slice of words so that it is aligned as its parts ask.
	words := make([]uint64, (int(C.csimd_screen_bytes(&h))+7)/8)
	// SAFETY: words viewed as bytes; the view lives as long as the slice.
	table := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), C.csimd_screen_bytes(&h))
	// SAFETY: the head, the basis, the means and the steps are plain numbers, viewed as bytes while they are copied.
	at := copy(table, unsafe.Slice((*byte)(unsafe.Pointer(&h)), unsafe.Sizeof(h)))
	at = (at + 63) &^ 63
	at += copy(table[at:], unsafe.Slice((*byte)(unsafe.Pointer(&p.Basis[0])), 4*K*K))
	at += copy(table[at:], unsafe.Slice((*byte)(unsafe.Pointer(&mean[0])), 8*K))
	copy(table[at:], unsafe.Slice((*byte)(unsafe.Pointer(&step[0])), 8*K))
	return table, b.fillScreen(w, table, N, K)
}

// fillScreen writes the copies of w's rows.
func (b *Backend) fillScreen(w backend.Buffer, table []byte, N, K int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return backend.ErrClosed
	}
	entry, err := b.weight(w)
	if err != nil {
		return err
	}
	defer b.release(entry)
	entry.unpack() // a screen will make the panels a waste
	s, err := b.open(w.Type(), table)
	if err != nil {
		return err
	}
	defer s.free()
	var m [3]cmem
	for i, bytes := range [...]int{int(unsafe.Sizeof(C.csimd_screen_build{})), 4 * N * 2 * K / C.GROUP, 4 * N} {
		if m[i], err = alloc(bytes); err != nil {
			return err
		}
		defer m[i].free()
	}
	build := &view[C.csimd_screen_build](m[0], 1)[0]
	build.s = *s.c
	build.norms, build.sizes = (*C.float)(m[1].p), (*C.float)(m[2].p)
	matrix := w.(backend.Mapper).Map() // weight has seen that it is one
	build.s.mapped = C.bool(pages.Mapped(matrix))
	// SAFETY: open pinned the table, and the C code is done with it before s is freed.
	build.table = (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(table)))
	op := C.csimd_op{kind: C.K_SCREEN_BUILD, nw: 1, w: [C.MAX_W]*C.csimd_weight{entry.c}, dst: m[0].p}
	f, err := newFlat([]C.csimd_op{op}, []C.csimd_stage{{first: 0, count: 1}}, 0, b.threads)
	if err != nil {
		return err
	}
	defer f.free()
	C.csimd_run(b.pool, f.c)
	pages.Drop(matrix)
	if build.bad != 0 {
		return errors.New("csimd: no screen: a row is not finite")
	}
	C.csimd_build_norms(build)
	return nil
}

// skewness returns the Frobenius norm of I − PᵀP, which is also that of I − PPᵀ, rounded up.
func skewness(P []float32, K int) float64 {
	sum := 0.0
	for i := range K {
		a := P[i*K : (i+1)*K]
		for j := range i + 1 {
			dot := 0.0
			for k, v := range P[j*K : (j+1)*K] {
				dot += float64(v) * float64(a[k])
			}
			if i == j {
				sum += (1 - dot) * (1 - dot)
			} else {
				sum += 2 * dot * dot
			}
		}
	}
	return math.Sqrt(sum)*(1+1e-9) + 1e-12
}

// ranges returns the mean of each axis over a sample of rows and the step of its codes.
func ranges(w backend.Buffer, p backend.ScreenPlan) (mean, step []float64, err error) {
	t := w.Type()
	N, K := t.Shape.Rows(), t.Shape.Cols()
	m, ok := w.(backend.Mapper)
	if !ok || len(m.Map()) != t.Bytes() {
		return nil, nil, backend.ErrClosed
	}
	data, count := m.Map(), min(N, samples)
	mean, step = make([]float64, K), make([]float64, K)
	row := make([]float32, K)
	for r := range count {
		at := r * N / count * t.RowBytes()
		if err := tensor.Dequantise(t.DType, row, data[at:at+t.RowBytes()]); err != nil {
			return nil, nil, err
		}
		for i := range K {
			var z float32
			for j, v := range p.Basis[i*K : (i+1)*K] {
				z += v * row[j]
			}
			mean[i] += float64(z)
			step[i] += float64(z) * float64(z)
		}
	}
	for i := range K {
		mean[i] /= float64(count)
		variance := max(0, step[i]/float64(count)-mean[i]*mean[i])
		step[i] = max(math.Sqrt(variance)*spans[p.Bits[i/C.GROUP]], 1e-12)
		if math.IsNaN(mean[i]) || math.IsInf(mean[i], 0) || math.IsInf(step[i], 0) {
			return nil, nil, errors.New("csimd: no screen: a row is not finite")
		}
	}
	return mean, step, nil
}
