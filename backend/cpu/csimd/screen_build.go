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
	f, err := b.newBuild(entry, s, table)
	if err != nil {
		return err
	}
	defer f.free()
	build := f.build
	matrix := w.(backend.Mapper).Map() // weight has seen that it is one
	build.s.mapped = C.bool(pages.Mapped(matrix))
	if err := f.slack(len(mean)); err != nil {
		return err
	}
	C.csimd_run(b.pool, f.c)
	if err := ranges(mean, step, f.sample, s.c); err != nil {
		return err
	}
	build.phase = C.BUILD_ROUND
	C.csimd_run(b.pool, f.c)
	pages.Drop(matrix)
	if build.bad != 0 {
		return errNotFinite
	}
	C.csimd_build_head(build, C.int(b.threads))
	build.phase = C.BUILD_NORMS
	C.csimd_run(b.pool, f.c)
	return nil
}

// A build is the program that builds a screen, in its first phase.
type build struct {
	*flat
	build  *C.csimd_screen_build
	sample []float32 // [samples/16][K][16]
	rest   []float64 // [K,K]: what 15 bits leave of the basis
}

func (b *Backend) newBuild(w *weight, s *screen, table []byte) (*build, error) {
	N, K, groups := int(w.c.n), int(w.c.k), int(s.c.groups)
	count := min(N, samples)
	op := C.csimd_op{kind: C.K_SCREEN_BUILD, nw: 1, w: [C.MAX_W]*C.csimd_weight{w.c}}
	f, err := newFlat([]C.csimd_op{op}, []C.csimd_stage{{first: 0, count: 1}}, 1, b.threads)
	if err != nil {
		return nil, err
	}
	sample := (count + C.PANEL - 1) / C.PANEL * C.PANEL * K
	var p [6]unsafe.Pointer
	for i, bytes := range [...]int{int(unsafe.Sizeof(C.csimd_screen_build{})), 4 * s.n * 2 * groups, 4 * s.n, 4 * sample,
		8 * b.threads * 2 * groups, K * int(C.xq_stride(C.int64_t(K)))} {
		if p[i], err = f.add(bytes); err != nil {
			f.free()
			return nil, err
		}
	}
	// SAFETY: each part has as many bytes as were asked for, and lives as long as the program. open pinned the table, and
	// the C code is done with it before s is freed.
	c := (*C.csimd_screen_build)(p[0])
	c.s, c.table, c.samples = *s.c, (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(table))), C.int64_t(count)
	c.norms, c.sizes, c.sample = (*C.float)(p[1]), (*C.float)(p[2]), (*C.float)(p[3])
	// SAFETY: as above; low and high share one part.
	ranges := unsafe.Slice((*C.float)(p[4]), 2*b.threads*2*groups)
	c.low, c.high = &ranges[0], &ranges[b.threads*2*groups]
	for i := range b.threads * 2 * groups {
		ranges[i] = math.MaxFloat32
	}
	f.ops[0].dst, f.slots[0] = p[0], p[5]
	// SAFETY: as above.
	out := &build{f, c, unsafe.Slice((*float32)(p[3]), sample), make([]float64, K*K)}
	C.csimd_build_basis(kernels(b.tier), &c.s, w.c, (*C.int8_t)(p[5]), (*C.double)(unsafe.Pointer(&out.rest[0])))
	return out, nil
}

// slack bounds what a group of z is off for a row of length 1. What 15 bits leave of the basis' rows E of a group adds at most
// √(the largest sum of a row of |E·Eᵀ|), and each of the 64 sums has at most K/16 + 16 roundings, where w is decoded
// included, of values that together are no more than its row of the basis.
func (f *build) slack(K int) error {
	parallel.Each(K/C.GROUP, func(g int) {
		most := 0.0
		for i := g * C.GROUP; i < (g+1)*C.GROUP; i++ {
			sum := 0.0
			for j := g * C.GROUP; j < (g+1)*C.GROUP; j++ {
				sum += math.Abs(dot(f.rest[i*K:(i+1)*K], f.rest[j*K:(j+1)*K]))
			}
			most = max(most, sum)
		}
		f.build.slack[g] = C.double(math.Sqrt(most)*(1+1e-9) + 0x1p-23*(float64(K)/16+16)*8*1.02)
	})
	all := 0.0
	for _, v := range f.build.slack {
		all += float64(v * v)
	}
	if !(all < 0.01) {
		return errors.New("csimd: the basis of a screen is too coarse")
	}
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
func dot[T float32 | float64](a, b []T) float64 {
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

// ranges sets the mean of each axis over sampled rows, panels of [K][16], and the step of its codes. Both are floats.
func ranges(mean, step []float64, sample []float32, s *C.csimd_screen) error {
	K, count := len(mean), min(int(s.head.n), samples)
	parallel.Each(K, func(i int) {
		sum, squares := 0.0, 0.0 // rows beyond the last are zero
		for at := i * C.PANEL; at < len(sample); at += K * C.PANEL {
			for _, z := range sample[at : at+C.PANEL] {
				sum += float64(z)
				squares += float64(z) * float64(z)
			}
		}
		m := float32(sum / float64(count))
		deviation := math.Sqrt(max(0, squares/float64(count)-float64(m)*float64(m)))
		mean[i], step[i] = float64(m), float64(float32(max(deviation*spans[uint8(s.head.bits[i/C.GROUP])], 1e-12)))
	})
	for _, v := range step {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return errNotFinite
		}
	}
	return nil
}
