package vulkan

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// A table is a screen of w [N,K] while it is built: what backend/cpu/csimd/screen_build.c writes, without second copies, which
// this backend does not read.
type table struct {
	N, K  int
	bits  []uint8
	basis []float32 // [K,K]
	raw   []byte
}

// newTable builds a screen along the axes as they are, turned a little in pairs so that rotation is tested.
func newTable(t testing.TB, w []float32, K int, bits ...uint8) *table {
	require.Len(t, bits, K/64)
	b := &table{N: len(w) / K, K: K, bits: bits, basis: make([]float32, K*K)}
	for i := 0; i < K; i += 2 {
		s, c := math.Sincos(float64(i) + 0.5)
		b.basis[i*K+i], b.basis[i*K+i+1] = float32(c), float32(s)
		b.basis[(i+1)*K+i], b.basis[(i+1)*K+i+1] = float32(-s), float32(c)
	}
	panel := 64 * ((len(bits) + 3) / 4)
	for _, n := range bits {
		panel += 128 * int(n)
	}
	blocks := (b.N + 15) / 16
	head := 576 + 4*K*K + 16*K
	b.raw = make([]byte, head+blocks*panel+16*blocks*(K/4+(len(bits)+15)&^15)+64)
	b.fill(w, head, panel)
	return b
}

// fill writes everything but the sizes of the parts, which it is given.
func (b *table) fill(w []float32, head, panel int) {
	K, G, le := b.K, len(b.bits), binary.LittleEndian
	le.PutUint64(b.raw, uint64(b.N))
	le.PutUint64(b.raw[8:], uint64(K))
	copy(b.raw[16:], b.bits)
	le.PutUint64(b.raw[560:], math.Float64bits(1e-5))
	for i, v := range b.basis {
		le.PutUint32(b.raw[576+4*i:], math.Float32bits(v))
	}
	z, longest := make([]float64, len(w)), 0.0
	for n := range b.N {
		size := 0.0
		for i := range K {
			size += float64(w[n*K+i]) * float64(w[n*K+i])
			for _, j := range [2]int{i &^ 1, i | 1} {
				z[n*K+i] += float64(b.basis[i*K+j]) * float64(w[n*K+j])
			}
		}
		longest = max(longest, math.Sqrt(size)*1.00001)
	}
	le.PutUint64(b.raw[568:], math.Float64bits(longest))
	left := make([]float64, b.N*G)
	for i := range K {
		mean, square := 0.0, 0.0
		for n := range b.N {
			mean += z[n*K+i] / float64(b.N)
			square += z[n*K+i] * z[n*K+i] / float64(b.N)
		}
		bits := b.bits[i/64]
		step := max(math.Sqrt(max(0, square-mean*mean))*map[uint8]float64{2: 1.05, 4: 0.36, 6: 0.11}[bits], 1e-12)
		le.PutUint64(b.raw[head-16*K+8*i:], math.Float64bits(mean))
		le.PutUint64(b.raw[head-8*K+8*i:], math.Float64bits(step))
		most := float64(int(1)<<bits - 1)
		for n := range b.N {
			q := min(max(math.Floor((z[n*K+i]-mean)/step+(most+1)/2), 0), most)
			d := z[n*K+i] - (mean + step*(q-most/2))
			left[n*G+i/64] += d * d
			b.put(b.raw[head+n/16*panel:], i, n%16, int(q))
		}
	}
	norms := panel - 64*((G+3)/4)
	for g := range G {
		low, high := math.Inf(1), 0.0
		for n := range b.N {
			left[n*G+g] = math.Sqrt(left[n*G+g])*1.00001 + 1e-5*longest
			low, high = min(low, left[n*G+g]), max(high, left[n*G+g])
		}
		unit := (high-low)/126 + 1e-9
		le.PutUint32(b.raw[48+4*g:], math.Float32bits(float32(low*1.000001)))
		le.PutUint32(b.raw[304+4*g:], math.Float32bits(float32(unit*1.000001)))
		for n := range b.N {
			at := head + n/16*panel + norms + 64*(g/4) + 4*(n%16) + g%4
			b.raw[at] = uint8(min(math.Ceil((left[n*G+g]-low)/unit), 127))
		}
	}
}

// put writes a code to a panel.
func (b *table) put(p []byte, axis, n, q int) {
	for _, bits := range b.bits[:axis/64] {
		p = p[128*int(bits):]
	}
	i := axis % 64
	j, at := i/4, 4*n+i%4
	bits := b.bits[axis/64]
	if bits != 2 {
		p[64*(j%8)+at] |= uint8(q&15) << (j / 8 * 4)
		p, q = p[512:], q>>4
	}
	if bits != 4 {
		p[64*(j/4)+at] |= uint8(q << (2 * (j % 4)))
	}
}

// norms are where the first copies' bounds lie: all lows, and 256 bytes behind them all units.
const normsAt, unitsAt = 48, 304

// loosen makes the table claim that its copies leave nothing out, which is wrong.
func (b *table) loosen() {
	clear(b.raw[normsAt : normsAt+128])
	clear(b.raw[unitsAt : unitsAt+128])
}

// exact makes a table of codes [N,K] for rows that these hold exactly, along the axes as they are, in steps of one size.
func (b *table) exact(step float64, codes []int) {
	le := binary.LittleEndian
	clear(b.raw[576 : 576+4*b.K*b.K+8*b.K]) // and the means
	for i := range b.K {
		le.PutUint32(b.raw[576+4*(i*b.K+i):], math.Float32bits(1))
		le.PutUint64(b.raw[576+4*b.K*b.K+8*(b.K+i):], math.Float64bits(step))
	}
	panels := b.raw[576+4*b.K*b.K+16*b.K:]
	clear(panels)
	panel := 64 * ((len(b.bits) + 3) / 4)
	for _, n := range b.bits {
		panel += 128 * int(n)
	}
	for at, q := range codes {
		n := at / b.K
		b.put(panels[n/16*panel:], at%b.K, n%16, q)
	}
	b.loosen()
}

// widen makes bounds so wide that every row survives.
func (b *table) widen() {
	for g := range b.bits {
		binary.LittleEndian.PutUint32(b.raw[normsAt+4*g:], math.Float32bits(1e5))
	}
}
