package tensor_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/x448/float16"

	"github.com/gemma-bench/gemma/tensor"
)

type hexBytes []byte

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

type goldenBlock struct {
	Bytes  hexBytes  `json:"bytes"`
	Values []float32 `json:"values"`
}

type goldenType struct {
	BlockValues int           `json:"block_values"`
	BlockBytes  int           `json:"block_bytes"`
	Blocks      []goldenBlock `json:"blocks"`
}

func readGolden(t testing.TB) map[string]goldenType {
	f, err := os.Open("testdata/dequantize.json.gz")
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	var golden struct{ Types map[string]goldenType }
	require.NoError(t, json.NewDecoder(z).Decode(&golden))
	return golden.Types
}

func float32Bits(values []float32) []uint32 {
	bits := make([]uint32, len(values))
	for i, v := range values {
		bits[i] = math.Float32bits(v)
	}
	return bits
}

func TestDequantiseGolden(t *testing.T) {
	golden := readGolden(t)
	for _, d := range tensor.DTypes() {
		if d == tensor.F32 || d == tensor.I32 {
			continue // no golden blocks: TestQuantiseGolden covers F32, I32 is not a real type
		}
		t.Run(d.String(), func(t *testing.T) {
			g, ok := golden[d.String()]
			require.True(t, ok, "no golden blocks")
			require.Equal(t, g.BlockValues, d.BlockValues())
			require.Equal(t, g.BlockBytes, d.BlockBytes())
			require.NotEmpty(t, g.Blocks)
			var src []byte
			var want []float32
			for _, b := range g.Blocks {
				src, want = append(src, b.Bytes...), append(want, b.Values...)
			}
			got := make([]float32, len(want))
			require.NoError(t, tensor.Dequantise(d, got, src))
			require.Equal(t, float32Bits(want), float32Bits(got))
		})
	}
}

func TestQuantiseGolden(t *testing.T) {
	text, err := os.ReadFile("testdata/quantise.json")
	require.NoError(t, err)
	var golden struct {
		Values hexBytes
		Types  map[string]hexBytes
	}
	require.NoError(t, json.Unmarshal(text, &golden))
	require.Len(t, golden.Types, 8)
	x := make([]float32, len(golden.Values)/4)
	require.NoError(t, tensor.Dequantise(tensor.F32, x, golden.Values))
	for name, want := range golden.Types {
		t.Run(name, func(t *testing.T) {
			d, err := tensor.ParseDType(name)
			require.NoError(t, err)
			got := make([]byte, d.RowBytes(len(x)))
			require.NoError(t, tensor.Quantise(d, got, x))
			require.Equal(t, []byte(want), got)
		})
	}
}

// TestQuantiseRoundTrip checks, on values the golden file does not hold, that the error of each value
// is at most half a quantisation step, and a whole step where the peak's opposite is clipped.
func TestQuantiseRoundTrip(t *testing.T) {
	steps := map[tensor.DType]float32{tensor.Q4_0: 8, tensor.Q4_1: 7, tensor.Q5_0: 16, tensor.Q5_1: 15, tensor.Q8_0: 127}
	rng := rand.New(rand.NewPCG(1, 2))
	for d, n := range steps {
		x, y := make([]float32, 32*100), make([]float32, 32*100)
		for i := range x {
			x[i] = float32(rng.NormFloat64())
		}
		q := make([]byte, d.RowBytes(len(x)))
		require.NoError(t, tensor.Quantise(d, q, x))
		require.NoError(t, tensor.Dequantise(d, y, q))
		for b := 0; b < len(x); b += 32 {
			var peak float32
			for _, v := range x[b : b+32] {
				peak = max(peak, v, -v)
			}
			for i := b; i < b+32; i++ {
				require.InDelta(t, x[i], y[i], float64(1.01*peak/n), "%v value %d", d, i)
			}
		}
	}
}

func TestCodecErrors(t *testing.T) {
	var unsupported *tensor.UnsupportedError
	for _, d := range []tensor.DType{tensor.Invalid, tensor.I32, 200} {
		require.ErrorAs(t, tensor.Dequantise(d, nil, nil), &unsupported)
		require.Equal(t, d, unsupported.DType)
	}
	for _, d := range []tensor.DType{tensor.Invalid, tensor.I32, tensor.Q5_K, tensor.IQ4_NL, 200} {
		require.ErrorAs(t, tensor.Quantise(d, nil, nil), &unsupported)
	}
	require.ErrorContains(t, tensor.Dequantise(tensor.Q8_0, make([]float32, 33), make([]byte, 34)), "33 values are not whole blocks")
	for _, n := range []int{0, 33, 35, 68} {
		require.ErrorContains(t, tensor.Dequantise(tensor.Q8_0, make([]float32, 32), make([]byte, n)), "do not fit")
		require.ErrorContains(t, tensor.Quantise(tensor.Q8_0, make([]byte, n), make([]float32, 32)), "do not fit")
	}
	require.ErrorContains(t, tensor.Dequantise(tensor.Q8_0, nil, make([]byte, 1)), "do not fit")
	for _, d := range tensor.DTypes() {
		if d != tensor.I32 {
			require.NoError(t, tensor.Dequantise(d, nil, nil))
		}
	}
}

func TestQuantiseRefusesWhatItCannotStore(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	for _, d := range []tensor.DType{tensor.Q4_0, tensor.Q4_1, tensor.Q5_0, tensor.Q5_1, tensor.Q8_0} {
		for _, bad := range []float32{nan, inf, math.MaxFloat32} {
			x := make([]float32, 64)
			x[40] = bad
			require.Error(t, tensor.Quantise(d, make([]byte, d.RowBytes(64)), x), "%v %v", d, bad)
		}
		for _, tiny := range []float32{math.SmallestNonzeroFloat32, 1e-42, 1e-38} {
			x, y := make([]float32, 32), make([]float32, 32)
			x[3], x[4] = tiny, -tiny
			b := make([]byte, d.RowBytes(32))
			require.NoError(t, tensor.Quantise(d, b, x))
			require.NoError(t, tensor.Dequantise(d, y, b))
			for _, v := range y {
				require.Zero(t, v)
			}
			if d == tensor.Q4_0 { // all quants at zero's, none made of 0·∞
				require.Equal(t, bytes.Repeat([]byte{0x88}, 16), b[2:])
			}
		}
	}
}

func TestF16EveryValue(t *testing.T) {
	for h := range 1 << 16 {
		want := float16.Frombits(uint16(h)).Float32()
		got := tensor.F16ToF32(uint16(h))
		if math.Float32bits(want) != math.Float32bits(got) {
			t.Fatalf("half %#04x: %#08x, want %#08x", h, math.Float32bits(got), math.Float32bits(want))
		}
		if want == want && tensor.F32ToF16(got) != uint16(h) {
			t.Fatalf("half %#04x does not survive a round trip", h)
		}
	}
}

func TestBF16Rounding(t *testing.T) {
	for h := range 1 << 16 {
		f := tensor.BF16ToF32(uint16(h))
		if f != f {
			require.True(t, math.IsNaN(float64(tensor.BF16ToF32(tensor.F32ToBF16(f)))))
			continue
		}
		require.Equal(t, uint16(h), tensor.F32ToBF16(f))
		if h&0x7fff == 0x7f80 {
			continue
		}
		// Halfway to the next bfloat16 goes to the even one; one bit either way decides.
		bits := uint32(h)<<16 | 0x8000
		require.Equal(t, uint16(h+h&1), tensor.F32ToBF16(math.Float32frombits(bits)))
		require.Equal(t, uint16(h), tensor.F32ToBF16(math.Float32frombits(bits-1)))
		require.Equal(t, uint16(h+1), tensor.F32ToBF16(math.Float32frombits(bits+1)))
	}
	require.True(t, math.IsNaN(float64(tensor.BF16ToF32(tensor.F32ToBF16(math.Float32frombits(0x7f800001))))))
}

func TestRandom(t *testing.T) {
	const n = 1 << 16
	for _, d := range tensor.DTypes() {
		if d == tensor.I32 {
			continue
		}
		for _, std := range []float32{0.02, 1, 0} {
			t.Run(fmt.Sprintf("%v/%v", d, std), func(t *testing.T) {
				b := tensor.Random(d, n, std, rand.New(rand.NewPCG(7, 9)))
				require.Equal(t, b, tensor.Random(d, n, std, rand.New(rand.NewPCG(7, 9))), "the same seed gives the same bytes")
				x := make([]float32, n)
				require.NoError(t, tensor.Dequantise(d, x, b))
				var sum, squares float64
				for _, v := range x {
					sum += float64(v)
					squares += float64(v) * float64(v)
				}
				require.InDelta(t, 0, sum/n, 0.1*float64(std)+1e-30)
				require.InDelta(t, float64(std), math.Sqrt(squares/n), 0.05*float64(std)+1e-30)
			})
		}
	}
}

// TestRandomIsPinned: the bytes are part of the contract, so that a seed names one model everywhere.
func TestRandomIsPinned(t *testing.T) {
	sum := sha256.New()
	for _, d := range tensor.DTypes() {
		sum.Write(tensor.Random(d, 1<<14, 0.02, rand.New(rand.NewPCG(uint64(d), 270))))
	}
	require.Equal(t, "7563eafd49ce53bc49d8423eebeaac2753999fe6993e965b8f87c33a84a15d75", hex.EncodeToString(sum.Sum(nil)))
}

func TestRandomNeverOverflows(t *testing.T) {
	for _, d := range tensor.DTypes() {
		if d == tensor.I32 {
			continue
		}
		x := make([]float32, 256*64)
		b := tensor.Random(d, len(x), math.MaxFloat32, rand.New(rand.NewPCG(1, 1)))
		require.NoError(t, tensor.Dequantise(d, x, b))
		for _, v := range x {
			require.False(t, math.IsNaN(float64(v)) || math.IsInf(float64(v), 0), d)
		}
	}
	require.Len(t, tensor.Random(tensor.I32, 10, 100, rand.New(rand.NewPCG(1, 1))), 40)
	require.Panics(t, func() { tensor.Random(tensor.Q8_0, 33, 1, rand.New(rand.NewPCG(1, 1))) })
}

func ExampleDequantise() {
	weights := []float32{-1, -0.5, 0, 0.5, 1, 1.5, 2, 127}
	row := make([]float32, 32)
	copy(row, weights)

	block := make([]byte, tensor.Q8_0.RowBytes(len(row)))
	if err := tensor.Quantise(tensor.Q8_0, block, row); err != nil {
		fmt.Println(err)
	}
	if err := tensor.Dequantise(tensor.Q8_0, row, block); err != nil {
		fmt.Println(err)
	}
	fmt.Println(len(block), row[:len(weights)])

	err := tensor.Quantise(tensor.Q5_K, nil, nil)
	var unsupported *tensor.UnsupportedError
	fmt.Println(errors.As(err, &unsupported), err)
	// Output:
	// 34 [-1 -1 0 1 1 2 2 127]
	// true tensor: quantise: Q5_K is not supported
}

func BenchmarkDequantise(b *testing.B) {
	const n = 1 << 16
	for _, d := range tensor.DTypes() {
		if d == tensor.I32 {
			continue
		}
		b.Run(d.String(), func(b *testing.B) {
			src := tensor.Random(d, n, 0.02, rand.New(rand.NewPCG(1, 2)))
			dst := make([]float32, n)
			b.SetBytes(4 * n)
			for b.Loop() {
				if err := tensor.Dequantise(d, dst, src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRandom fills as many bytes of each type as the real model's file has.
func BenchmarkRandom(b *testing.B) {
	for _, d := range tensor.DTypes() {
		b.Run(d.String(), func(b *testing.B) {
			n := 240 << 20 / d.BlockBytes() * d.BlockValues()
			rng := rand.New(rand.NewPCG(1, 2))
			b.SetBytes(240 << 20)
			for b.Loop() {
				tensor.Random(d, n, 0.02, rng)
			}
		})
	}
}
