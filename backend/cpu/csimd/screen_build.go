//go:build cgo

package csimd

// #include "screen.h"
import "C"

import (
	"errors"
	"fmt"
	"io"
	"math"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/internal/pages"
	"github.com/gemma-bench/gemma/internal/parallel"
)

// samples is the number of rows that the ranges of the axes are taken from.
const samples = 1024

// spans gives, for 2, 4 and 6 bits, the step between codes in standard deviations: near that of the best
// uniform rounding of normal values, a little more so that the second copy's finer codes reach further.
// ref: Max, Quantizing for minimum distortion, 1960, table II.
var spans = map[uint8]float64{2: 1.05, 4: 0.36, 6: 0.11}

var errNotFinite = errors.New("csimd: no screen: a row is not finite")

// BuildScreen rotates and rounds every row of w.
func (b *Backend) BuildScreen(w backend.Buffer, p backend.ScreenPlan, out io.Writer) error {
	h, err := screenHead(w.Type(), p.Bits)
	if err != nil {
		return err
	}
	K := int(h.k)
	if len(p.Basis) != K*K {
		return fmt.Errorf("csimd: a basis of %d values, want %d×%d", len(p.Basis), K, K)
	}
	h.skew = C.double(skewness(p.Basis, K))
	if !(h.skew < 0.01) {
		return errors.New("csimd: the basis of a screen is not orthonormal")
	}
	mem, err := alloc(int(C.csimd_screen_bytes(&h)))
	if err != nil {
		return err
	}
	defer mem.free()
	table := view[byte](mem, int(C.csimd_screen_bytes(&h)))
	// SAFETY: the head and the basis are plain numbers, viewed as bytes while they are copied.
	at := copy(table, unsafe.Slice((*byte)(unsafe.Pointer(&h)), unsafe.Sizeof(h)))
	at = (at + 63) &^ 63
	at += copy(table[at:], unsafe.Slice((*byte)(unsafe.Pointer(&p.Basis[0])), 4*K*K))
	// SAFETY: the means and the steps follow, 2·K values at a multiple of 8.
	axes := unsafe.Slice((*float64)(unsafe.Pointer(&table[at])), 2*K)
	if err := b.fillScreen(w, table, axes[:K], axes[K:]); err != nil {
		return err
	}
	_, err = out.Write(table)
	return err
}

// fillScreen writes the mean and the step of each axis, and then the copies of w's rows.
func (b *Backend) fillScreen(w backend.Buffer, table []byte, mean, step []float64) error {
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
	for i := range step {
		step[i] = 1 // until the ranges are known
	}
	s, err := b.open(w.Type(), table)
	if err != nil {
		return err
	}
	defer s.free()
	N, K := w.Type().Shape.Rows(), len(mean)
	var m [4]cmem
	for i, bytes := range [...]int{int(unsafe.Sizeof(C.csimd_screen_build{})), 4 * N * 2 * K / C.GROUP, 4 * N, 4 * K * samples} {
		if m[i], err = alloc(bytes); err != nil {
			return err
		}
		defer m[i].free()
	}
	build := &view[C.csimd_screen_build](m[0], 1)[0]
	build.s = *s.c
	build.norms, build.sizes, build.sample = (*C.float)(m[1].p), (*C.float)(m[2].p), (*C.float)(m[3].p)
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
	build.samples = C.int64_t(min(N, samples))
	C.csimd_run(b.pool, f.c)
	if err := ranges(mean, step, view[float32](m[3], int(build.samples)*K), s.c); err != nil {
		return err
	}
	build.samples = 0
	C.csimd_run(b.pool, f.c)
	pages.Drop(matrix)
	if build.bad != 0 {
		return errNotFinite
	}
	C.csimd_build_norms(build)
	return nil
}

// skewness returns the Frobenius norm of I − PᵀP, which is also that of I − PPᵀ, rounded up.
func skewness(P []float32, K int) float64 {
	sums := make([]float64, K) // of each row, so that the result is the same on any number of processors
	parallel.Each(K, func(i int) {
		a := P[i*K : (i+1)*K]
		for j := range i + 1 {
			d := dot(a, P[j*K:(j+1)*K])
			if i == j {
				sums[i] += (1 - d) * (1 - d)
			} else {
				sums[i] += 2 * d * d
			}
		}
	})
	sum := 0.0
	for _, v := range sums {
		sum += v
	}
	return math.Sqrt(sum)*(1+1e-9) + 1e-12
}

// dot returns a·b of vectors of a multiple of 4 values.
func dot(a, b []float32) float64 {
	var sum [4]float64
	for len(a) >= 4 && len(b) >= 4 {
		sum[0] += float64(a[0]) * float64(b[0])
		sum[1] += float64(a[1]) * float64(b[1])
		sum[2] += float64(a[2]) * float64(b[2])
		sum[3] += float64(a[3]) * float64(b[3])
		a, b = a[4:], b[4:]
	}
	return sum[0] + sum[1] + (sum[2] + sum[3])
}

// ranges sets the mean of each axis over sampled rows [T,K] and the step of its codes.
func ranges(mean, step []float64, sample []float32, s *C.csimd_screen) error {
	K, T := len(mean), float64(len(sample)/len(mean))
	clear(step)
	for ; len(sample) > 0; sample = sample[K:] {
		for i, z := range sample[:K] {
			mean[i] += float64(z)
			step[i] += float64(z) * float64(z)
		}
	}
	for i := range K {
		mean[i] /= T
		deviation := math.Sqrt(max(0, step[i]/T-mean[i]*mean[i]))
		step[i] = max(deviation*spans[uint8(s.head.bits[i/C.GROUP])], 1e-12)
		if math.IsNaN(step[i]) || math.IsInf(step[i], 0) {
			return errNotFinite
		}
	}
	return nil
}
