package tensor

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
)

// scaling says how to make random bits into a valid block of known spread. Uniform random quants and
// group scales have the standard deviation rms per unit of the half d stored at offset d; where the
// type has a second half, it is set to ratio·d, which centres the values on zero, and otherwise the
// sign of d is random.
type scaling struct {
	d      int
	rms    float64
	second int // offset of the second half, or 0
	ratio  float64
}

// The conversions below, and those of centred, keep arm64 from fusing products with sums: the last bit
// of a scale must not depend on the machine.

// spread returns the root mean square of the n consecutive integers from lo.
func spread(lo, n float64) float64 {
	mean := lo + (n-1)/2
	return math.Sqrt((float64(n*n)-1)/12 + float64(mean*mean))
}

// centred returns the deviation of s·q - ratio·m for uniform s and m in 0…scales-1, q in 0…quants-1
// and ratio = (quants-1)/2, the mean of q: E[s²]·E[q²] - (E[s]·E[q])² + ratio²·Var[m].
func centred(scales, quants float64) float64 {
	s, q, ratio := spread(0, scales), spread(0, quants), (quants-1)/2
	mean := (scales - 1) / 2 * ratio
	return math.Sqrt(float64(s*s*q*q) - float64(mean*mean) + ratio*ratio*(float64(scales*scales)-1)/12)
}

var scalings = func() [numDTypes]scaling {
	var levels float64
	for _, v := range iq4Levels {
		levels += float64(v) * float64(v) / 16
	}
	levels = math.Sqrt(levels)
	return [numDTypes]scaling{
		Q4_0:   {rms: spread(-8, 16)},
		Q4_1:   {rms: spread(-7.5, 16), second: 2, ratio: -7.5},
		Q5_0:   {rms: spread(-16, 32)},
		Q5_1:   {rms: spread(-15.5, 32), second: 2, ratio: -15.5},
		Q8_0:   {rms: spread(-128, 256)},
		Q2_K:   {d: 80, rms: centred(16, 4), second: 82, ratio: 1.5},
		Q3_K:   {d: 108, rms: spread(-32, 64) * spread(-4, 8)},
		Q4_K:   {rms: centred(64, 16), second: 2, ratio: 7.5},
		Q5_K:   {rms: centred(64, 32), second: 2, ratio: 15.5},
		Q6_K:   {d: 208, rms: spread(-128, 256) * spread(-32, 64)},
		IQ4_NL: {rms: levels},
		IQ4_XS: {rms: levels * spread(-32, 64)},
	}
}()

// Random returns n values of type d, a whole number of blocks, drawn from rng with mean 0 and standard
// deviation about std, never infinite or NaN. They are not independent: a block shares its scales. Every bit pattern of quants and group scales occurs, those
// included that quantisers do not write, such as -128 in Q8_0; block scales vary from half to one and a
// half times their mean. The same seed gives the same bytes on every machine.
// A d that is not valid, an n that is not whole blocks or a std that is not a finite number of at least
// 0 is a bug of the caller.
func Random(d DType, n int, std float32, rng *rand.Rand) []byte {
	if !d.Valid() || n < 0 || n%d.BlockValues() != 0 || !(std >= 0 && std <= math.MaxFloat32) {
		panic(fmt.Sprintf("BUG: tensor: random: %d values of %v with deviation %v", n, d, std))
	}
	out := make([]byte, d.RowBytes(n))
	if !d.Quantised() {
		fillPlain(d, out, std, rng)
		return out
	}
	fillBits(out, rng)
	fillScales(d, out, std, rng)
	return out
}

// fillBits overwrites b with random bits.
func fillBits(b []byte, rng *rand.Rand) {
	for len(b) >= 8 {
		binary.LittleEndian.PutUint64(b, rng.Uint64())
		b = b[8:]
	}
	if len(b) > 0 {
		var word [8]byte
		binary.LittleEndian.PutUint64(word[:], rng.Uint64())
		copy(b, word[:])
	}
}

// fillScales sets the halves of every block of b, so that the values deviate by std.
func fillScales(d DType, b []byte, std float32, rng *rand.Rand) {
	sc, size := scalings[d], d.BlockBytes()
	// A scale uniform in (½, 1½) times its mean has a mean square of 1 + 1/12.
	mean := float64(std) / sc.rms / math.Sqrt(1+1.0/12)
	// The largest half is 65504: neither scale may round to infinity.
	mean = min(mean, 65504/1.5/max(1, math.Abs(sc.ratio)))
	for ; len(b) > 0; b = b[size:] {
		u := rng.Uint64()
		scale := mean * (0.5 + float64(u>>40)*0x1p-24)
		if sc.second > 0 {
			binary.LittleEndian.PutUint16(b[sc.second:], F32ToF16(float32(scale*sc.ratio)))
		} else if u&1 != 0 {
			scale = -scale
		}
		binary.LittleEndian.PutUint16(b[sc.d:], F32ToF16(float32(scale)))
	}
}

// fillPlain draws uniform values of one of the plain types. I32 is rounded.
func fillPlain(d DType, b []byte, std float32, rng *rand.Rand) {
	// The uniform distribution on ±a deviates by a/√3. Its ends must stay finite.
	a := min(float64(std)*math.Sqrt(3), plainMax[d])
	if d == F16 {
		fillF16(b, a, rng)
		return
	}
	for size := d.BlockBytes(); len(b) > 0; b = b[size:] {
		v := a * (float64(int64(rng.Uint64())) * 0x1p-63)
		switch d {
		case F32:
			binary.LittleEndian.PutUint32(b, math.Float32bits(float32(v)))
		case BF16:
			binary.LittleEndian.PutUint16(b, F32ToBF16(float32(v)))
		case I32:
			binary.LittleEndian.PutUint32(b, uint32(int32(math.Round(v))))
		}
	}
}

// plainMax holds the largest finite value of each plain type.
var plainMax = [numDTypes]float64{F32: math.MaxFloat32, F16: 65504, BF16: 0x1.fep127, I32: math.MaxInt32}

// fillF16 draws from 4096 evenly spaced levels on ±a, rounded once: converting every value would take
// most of the time of filling a model.
func fillF16(b []byte, a float64, rng *rand.Rand) {
	var levels [4096]uint16
	for i := range levels {
		levels[i] = F32ToF16(float32(a * (float64(2*i+1)/4096 - 1)))
	}
	for len(b) > 0 {
		u := rng.Uint64()
		for range min(5, len(b)/2) { // a word holds five indices of twelve bits
			binary.LittleEndian.PutUint16(b, levels[u&4095])
			b, u = b[2:], u>>12
		}
	}
}
