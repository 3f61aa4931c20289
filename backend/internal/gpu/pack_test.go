package gpu

import (
	"math/rand/v2"
	"testing"

	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// TestPackingSizes pins the bytes per value of each format, which decide how fast a device decodes.
func TestPackingSizes(t *testing.T) {
	const rows, cols = 4, 2560
	for d, bits := range map[tensor.DType]float64{
		tensor.F32: 32, tensor.F16: 16, tensor.BF16: 16, tensor.Q8_0: 8.5, tensor.Q4_0: 4.5, tensor.Q5_0: 5.5,
		tensor.Q4_K: 4.625, tensor.Q6_K: 6.625, tensor.IQ4_NL: 8.5, tensor.Q5_K: 32,
	} {
		p, err := NewPacking(tensor.TypeOf(d, rows, cols))
		require.NoError(t, err)
		require.Equal(t, bits, float64(8*(p.Quants+p.Scales))/(rows*cols), d.String())
	}
	for _, d := range tensor.DTypes() {
		_, err := NewPacking(tensor.TypeOf(d, rows, cols))
		require.Equal(t, d == tensor.I32, err != nil, d.String())
	}
}

// TestPackingInPieces packs rows in pieces and at once.
func TestPackingInPieces(t *testing.T) {
	const rows, cols = 7, 768
	for d := range formats {
		p, err := NewPacking(tensor.TypeOf(d, rows, cols))
		require.NoError(t, err)
		src := tensor.Random(d, rows*cols, 1, rand.New(rand.NewPCG(1, 2)))
		q, s := p.RowBytes()
		// Memory that is reused holds what was there before.
		dirty := func(n int) []byte {
			b := make([]byte, n)
			for i := range b {
				b[i] = 0xaa
			}
			return b
		}
		quants, scales := dirty(rows*q), dirty(rows*s)
		p.PackRows(quants, scales, src, 0, rows)
		for from := 0; from < rows; from += 3 {
			n := min(3, rows-from)
			piece, scale := make([]byte, n*q), make([]byte, n*s)
			p.PackRows(piece, scale, src, from, from+n)
			require.Equal(t, quants[from*q:(from+n)*q], piece, d.String())
			require.Equal(t, scales[from*s:(from+n)*s], scale, d.String())
		}
	}
}
