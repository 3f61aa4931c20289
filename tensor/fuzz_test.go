package tensor_test

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/x448/float16"

	"github.com/gemma-bench/gemma/tensor"
)

// valueAt computes value i of a block on its own, from the bit addresses of the format, with none of the
// loops of the codecs.
func valueAt(d tensor.DType, b []byte, i int) float32 {
	half := func(at int) float32 { return float16.Frombits(binary.LittleEndian.Uint16(b[at:])).Float32() }
	bits := func(at, bit, n int) int { // n bits of the little-endian number that begins at byte at
		v := 0
		for k := range n {
			v |= int(b[at+(bit+k)/8]>>((bit+k)%8)&1) << k
		}
		return v
	}
	nibble := func(at, run int) int { return bits(at+i/(2*run)*run+i%run, i/run%2*4, 4) }
	scaleMin := func(at, g int) (int, int) {
		if g < 4 {
			return bits(at+g, 0, 6), bits(at+4+g, 0, 6)
		}
		return bits(at+4+g, 0, 4) + bits(at+g-4, 6, 2)*16, bits(at+4+g, 4, 4) + bits(at+g, 6, 2)*16
	}
	levels := tensor.IQ4Levels()
	switch d {
	case tensor.F32:
		return math.Float32frombits(binary.LittleEndian.Uint32(b))
	case tensor.F16:
		return half(0)
	case tensor.BF16:
		return math.Float32frombits(uint32(binary.LittleEndian.Uint16(b)) << 16)
	case tensor.Q4_0:
		return half(0) * float32(nibble(2, 16)-8)
	case tensor.Q4_1:
		return float32(half(0)*float32(nibble(4, 16))) + half(2)
	case tensor.Q5_0:
		return half(0) * float32(nibble(6, 16)+bits(2, i, 1)*16-16)
	case tensor.Q5_1:
		return float32(half(0)*float32(nibble(8, 16)+bits(4, i, 1)*16)) + half(2)
	case tensor.Q8_0:
		return half(0) * float32(int8(b[2+i]))
	case tensor.Q2_K:
		q := bits(16+i/128*32+i%32, i/32%4*2, 2)
		return float32(half(80)*float32(bits(i/16, 0, 4))*float32(q)) - float32(half(82)*float32(bits(i/16, 4, 4)))
	case tensor.Q3_K:
		q := bits(32+i/128*32+i%32, i/32%4*2, 2) + bits(i%32, i/32, 1)*4 - 4
		g := i / 16
		s := bits(96+g%8, g/8*4, 4) + bits(104+g%4, g/4*2, 2)*16 - 32
		return half(108) * float32(s) * float32(q)
	case tensor.Q4_K:
		s, m := scaleMin(4, i/32)
		return float32(half(0)*float32(s)*float32(nibble(16, 32))) - float32(half(2)*float32(m))
	case tensor.Q5_K:
		s, m := scaleMin(4, i/32)
		return float32(half(0)*float32(s)*float32(nibble(48, 32)+bits(16+i%32, i/32, 1)*16)) - float32(half(2)*float32(m))
	case tensor.Q6_K:
		q := bits(i/128*64+i%64, i/64%2*4, 4) + bits(128+i/128*32+i%32, i/32%4*2, 2)*16 - 32
		return half(208) * float32(int8(b[192+i/16])) * float32(q)
	case tensor.IQ4_NL:
		return half(0) * float32(levels[nibble(2, 16)])
	case tensor.IQ4_XS:
		s := bits(4, i/32*4, 4) + bits(2, i/32*2, 2)*16 - 32
		return half(0) * float32(s) * float32(levels[nibble(8, 16)])
	}
	panic("no such type")
}

// checkBlocks compares Dequantise with valueAt and checks that finite scales give finite values.
func checkBlocks(t *testing.T, d tensor.DType, src []byte) {
	n := len(src) / d.BlockBytes()
	src = src[:n*d.BlockBytes()]
	dst := make([]float32, n*d.BlockValues())
	if err := tensor.Dequantise(d, dst, src); err != nil {
		t.Fatal(err)
	}
	for i, got := range dst {
		block := src[i/d.BlockValues()*d.BlockBytes():]
		want := valueAt(d, block, i%d.BlockValues())
		if math.Float32bits(got) != math.Float32bits(want) && !(got != got && want != want) {
			t.Fatalf("%v value %d: %v, want %v", d, i, got, want)
		}
	}
}

func TestDequantiseAgainstBitAddresses(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 13))
	for _, d := range tensor.DTypes() {
		if d != tensor.I32 {
			checkBlocks(t, d, tensor.Random(d, 256*200, 1, rng))
		}
	}
}

func FuzzDequantise(f *testing.F) {
	rng := rand.New(rand.NewPCG(3, 5))
	for _, d := range tensor.DTypes() {
		f.Add(uint8(d), 0, tensor.Random(d, 512, 1, rng))
		f.Add(uint8(d), 1, make([]byte, d.BlockBytes()))
	}
	f.Fuzz(func(t *testing.T, id uint8, extra int, src []byte) {
		d := tensor.DType(id)
		if !d.Valid() || d == tensor.I32 {
			if tensor.Dequantise(d, make([]float32, len(src)), src) == nil {
				t.Fatal("accepted", d)
			}
			return
		}
		checkBlocks(t, d, src)
		n := len(src)/d.BlockBytes()*d.BlockValues() + extra%1024
		exact := n >= 0 && n%d.BlockValues() == 0 && d.RowBytes(n) == len(src)
		if n >= 0 && (tensor.Dequantise(d, make([]float32, n), src) == nil) != exact {
			t.Fatalf("%v: %d values from %d bytes: exact is %v", d, n, len(src), exact)
		}
	})
}

func FuzzQuantise(f *testing.F) {
	f.Add(uint8(tensor.Q4_0), make([]byte, 128))
	f.Add(uint8(tensor.Q8_0), tensor.Random(tensor.F32, 64, 1, rand.New(rand.NewPCG(1, 1))))
	f.Add(uint8(tensor.Q5_1), tensor.Random(tensor.F32, 64, math.MaxFloat32, rand.New(rand.NewPCG(1, 1))))
	f.Fuzz(func(t *testing.T, id uint8, raw []byte) {
		d := tensor.DType(id)
		if !d.Valid() || !d.Quantised() {
			return
		}
		x := make([]float32, len(raw)/4/32*32)
		if err := tensor.Dequantise(tensor.F32, x, raw[:4*len(x)]); err != nil {
			t.Fatal(err)
		}
		b := make([]byte, d.RowBytes(len(x)))
		if tensor.Quantise(d, b, x) != nil {
			return
		}
		if err := tensor.Dequantise(d, x, b); err != nil {
			t.Fatal(err)
		}
		for i, v := range x {
			if v != v || math.IsInf(float64(v), 0) {
				t.Fatalf("%v value %d was quantised to %v", d, i, v)
			}
		}
	})
}
