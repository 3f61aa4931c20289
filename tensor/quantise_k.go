package tensor

import (
	"encoding/binary"
	"fmt"
	"math"
)

// The quantisers of the 256-value types choose scales by alternating least squares: round the values to
// the grid of a scale, then take the scale that fits those integers best, until nothing changes. Several
// starting scales around the obvious one escape poor local optima. Errors are weighted, because large
// weights matter more: by x² in Q6_K, by |x| + √(mean x²) in Q4_K. All of it is in float64, and every
// product is rounded by an explicit conversion before it is added, so that all machines write the same bytes.

// rounds bounds the alternation; it settles after two or three.
const rounds = 4

// finite reports the first value that is no finite number.
func finite(x []float32, base int) error {
	for i, v := range x {
		if !(math.Abs(float64(v)) <= math.MaxFloat32) {
			return fmt.Errorf("value %d is %v", base+i, v)
		}
	}
	return nil
}

// clampRound rounds to the nearest integer within lo…hi.
func clampRound(v float64, lo, hi int) int {
	return int(max(float64(lo), min(float64(hi), math.RoundToEven(v))))
}

// fitScale returns the d for which d·q, q within -half…half-1, is nearest to x, errors weighted by w.
//
//	min over d, q of Σ w·(x - d·q)²;  for fixed q: d = Σwxq / Σwq², which lowers the sum by (Σwxq)²/Σwq²
func fitScale(x []float32, w []float64, half int) float64 {
	peak := 0.0
	for _, v := range x {
		if math.Abs(float64(v)) > math.Abs(peak) {
			peak = float64(v)
		}
	}
	best, gain := 0.0, 0.0
	if peak == 0 {
		return 0
	}
	for start := -10; start <= 10; start++ {
		d := -peak / (float64(half) + float64(start)/10)
		for range rounds {
			var xq, qq float64
			for i, v := range x {
				q := float64(clampRound(float64(v)/d, -half, half-1))
				xq += float64(float64(w[i]*float64(v)) * q)
				qq += float64(float64(w[i]*q) * q)
			}
			if qq == 0 || xq == 0 {
				break
			}
			if g := xq * xq / qq; g > gain {
				best, gain = xq/qq, g
			}
			if xq/qq == d {
				break
			}
			d = xq / qq
		}
	}
	return best
}

// fitAffine returns the d and m, both not negative, for which d·q - m, q within 0…top, is nearest to x.
func fitAffine(x []float32, w []float64, top int) (d, m float64) {
	lo, hi := 0.0, math.Inf(-1)
	for _, v := range x {
		lo, hi = min(lo, float64(v)), max(hi, float64(v))
	}
	if hi <= lo {
		return 0, -lo
	}
	best := math.Inf(1)
	for start := -10; start <= 10; start++ {
		tryD, tryM := (hi-lo)/(float64(top)+float64(start)/10), -lo
		for range rounds {
			var e, sw, sx, sq, qq, xq float64
			for i, v := range x {
				q := float64(clampRound((float64(v)+tryM)/tryD, 0, top))
				diff := float64(tryD*q) - tryM - float64(v)
				e += float64(float64(w[i]*diff) * diff)
				sw += w[i]
				sx += float64(w[i] * float64(v))
				sq += float64(w[i] * q)
				qq += float64(float64(w[i]*q) * q)
				xq += float64(float64(w[i]*q) * float64(v))
			}
			if e < best {
				best, d, m = e, tryD, tryM
			}
			// The normal equations of Σ w·(d·q - m - x)².
			det := float64(sw*qq) - float64(sq*sq)
			if det <= 0 {
				break
			}
			nextD := (float64(sw*xq) - float64(sx*sq)) / det
			nextM := (float64(sq*xq) - float64(qq*sx)) / det
			if nextM < 0 {
				nextD, nextM = xq/qq, 0
			}
			if !(nextD > 0) || nextD == tryD && nextM == tryM {
				break
			}
			tryD, tryM = nextD, nextM
		}
	}
	return d, m
}

// quantiseQ4_K: see dequantiseQ4_K for the layout.
func quantiseQ4_K(dst []byte, src []float32) error {
	for blk := range len(src) / 256 {
		x, b := src[256*blk:256*blk+256], (*[144]byte)(dst[144*blk:])
		if err := finite(x, 256*blk); err != nil {
			return err
		}
		var d, m [8]float64
		var w [32]float64
		for g := range 8 {
			weigh(x[32*g:32*g+32], &w)
			d[g], m[g] = fitAffine(x[32*g:32*g+32], w[:], 15)
		}
		sd, qd, err := groupScales(b[0:2], d[:], 63, blk)
		if err != nil {
			return err
		}
		sm, qm, err := groupScales(b[2:4], m[:], 63, blk)
		if err != nil {
			return err
		}
		packScaleMin((*[12]byte)(b[4:]), qd, qm)
		for g := range 8 {
			scale, minimum := sd*float64(qd[g]), sm*float64(qm[g])
			for l, v := range x[32*g : 32*g+32] {
				q := 0
				if scale > 0 {
					q = clampRound((float64(v)+minimum)/scale, 0, 15)
				}
				if g%2 == 0 {
					b[16+16*g+l] = byte(q)
				} else {
					b[l+16*g] |= byte(q) << 4 // the group before has the low nibbles
				}
			}
		}
	}
	return nil
}

// weigh sets the weights of the values of one group.
func weigh(x []float32, w *[32]float64) {
	var sum float64
	for _, v := range x {
		sum += float64(float64(v) * float64(v))
	}
	rms := math.Sqrt(sum / float64(len(x)))
	for i, v := range x {
		w[i] = rms + math.Abs(float64(v))
	}
}

// groupScales stores the half of which v are multiples by 0…top and returns its value and the multiples.
func groupScales(half []byte, v []float64, top, blk int) (unit float64, q []byte, err error) {
	largest := 0.0
	for _, s := range v {
		largest = max(largest, s)
	}
	if err := storeF16(half, float32(largest/float64(top)), blk); err != nil {
		return 0, nil, err
	}
	unit = float64(loadF16(half))
	q = make([]byte, len(v))
	if unit > 0 {
		for g, s := range v {
			q[g] = byte(clampRound(s/unit, 0, top))
		}
	}
	return unit, q, nil
}

// packScaleMin is the inverse of scaleMinK.
func packScaleMin(p *[12]byte, scale, minimum []byte) {
	for g := range 4 {
		p[g] = scale[g] | scale[g+4]>>4<<6
		p[g+4] = minimum[g] | minimum[g+4]>>4<<6
		p[g+8] = scale[g+4]&15 | minimum[g+4]<<4
	}
}

// quantiseQ6_K: see dequantiseQ6_K for the layout.
func quantiseQ6_K(dst []byte, src []float32) error {
	for blk := range len(src) / 256 {
		x, b := src[256*blk:256*blk+256], (*[210]byte)(dst[210*blk:])
		if err := finite(x, 256*blk); err != nil {
			return err
		}
		clear(b[:])
		var d [16]float64
		var w [16]float64
		peak := 0.0
		for g := range 16 {
			group := x[16*g : 16*g+16]
			for i, v := range group {
				w[i] = float64(v) * float64(v)
			}
			if d[g] = fitScale(group, w[:], 32); math.Abs(d[g]) > math.Abs(peak) {
				peak = d[g]
			}
		}
		if err := storeF16(b[208:], float32(peak/-128), blk); err != nil {
			return err
		}
		unit := float64(loadF16(b[208:]))
		for g := range 16 {
			s := 0
			if unit != 0 {
				s = clampRound(d[g]/unit, -128, 127)
			}
			b[192+g] = byte(int8(s))
			for l, v := range x[16*g : 16*g+16] {
				q := 0
				if s != 0 {
					q = clampRound(float64(v)/(unit*float64(s)), -32, 31)
				}
				packQ6(b, 16*g+l, byte(q+32))
			}
		}
	}
	return nil
}

// packQ6 stores the six bits of value i.
func packQ6(b *[210]byte, i int, q byte) {
	half, l := i/128, i%128
	b[64*half+l%64] |= q & 15 << (l / 64 * 4)
	b[128+32*half+l%32] |= q >> 4 << (l / 32 * 2)
}

// QuantiseQ4_0Grid stores values that already lie on a Q4_0 grid, as those of checkpoints trained for it,
// without loss: of every block it finds the step of which all values are multiples by -8…7, up to their
// own rounding. Plain Quantise assumes that the largest value is -8 steps, which is wrong where the
// training left that end of the grid unused. On other values the error is at most that of Quantise.
// len(dst) must be Q4_0.RowBytes(len(src)).
func QuantiseQ4_0Grid(dst []byte, src []float32) error {
	if err := checkLengths("quantise", Q4_0, len(src), len(dst)); err != nil {
		return err
	}
	for blk := range len(src) / 32 {
		if err := gridBlock((*[18]byte)(dst[18*blk:]), (*[32]float32)(src[32*blk:]), blk); err != nil {
			return fmt.Errorf("tensor: quantise: Q4_0: %w", err)
		}
	}
	return nil
}

// gridBlock tries the steps that make the peak -8, ±7, … ±1, each refined once by least squares.
func gridBlock(b *[18]byte, x *[32]float32, blk int) error {
	if err := quantiseQ4_0(b[:], x[:]); err != nil {
		return err
	}
	p, err := peak(x, blk)
	if err != nil || p == 0 {
		return err
	}
	var y [32]float32
	dequantiseQ4_0(y[:], b[:])
	best := squares(x, &y)
	for k := -7; k <= 7; k++ {
		if k == 0 {
			continue
		}
		d := float64(p) / float64(k)
		for range 2 {
			var q [32]byte
			var xq, qq float64
			for i, v := range x {
				n := clampRound(float64(v)/d, -8, 7)
				q[i] = byte(n + 8)
				xq += float64(float64(v) * float64(n))
				qq += float64(n * n)
			}
			half := F32ToF16(float32(d))
			for i := range y {
				y[i] = F16ToF32(half) * float32(int(q[i])-8)
			}
			if e := squares(x, &y); e < best && half&0x7c00 != 0x7c00 {
				best = e
				binary.LittleEndian.PutUint16(b[:], half)
				packNibbles((*[16]byte)(b[2:]), &q)
			}
			if qq == 0 || xq == 0 {
				break
			}
			d = xq / qq
		}
	}
	return nil
}

// squares returns the sum of squared differences.
func squares(x, y *[32]float32) (sum float64) {
	for i := range x {
		d := float64(x[i]) - float64(y[i])
		sum += float64(d * d)
	}
	return sum
}
