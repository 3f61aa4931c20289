package tensor_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/tensor"
)

func TestDTypeNames(t *testing.T) {
	require.Len(t, tensor.DTypes(), 16)
	for _, d := range tensor.DTypes() {
		require.True(t, d.Valid())
		require.Equal(t, d.BlockValues() > 1, d.Quantised(), d)
		parsed, err := tensor.ParseDType(d.String())
		require.NoError(t, err)
		require.Equal(t, d, parsed)
	}
	for _, name := range []string{"", "invalid", "q8_0", "Q9_K"} {
		_, err := tensor.ParseDType(name)
		require.Error(t, err, name)
	}
	require.False(t, tensor.Invalid.Valid())
	require.False(t, tensor.DType(200).Valid())
	require.Equal(t, "DType(200)", tensor.DType(200).String())
}

func TestShape(t *testing.T) {
	s := tensor.ShapeOf(4, 1, 2, 3)
	require.Equal(t, 24, s.Elems())
	require.Equal(t, 8, s.Rows())
	require.Equal(t, 3, s.Cols())
	require.Equal(t, 4, s.Dim(0))
	require.Equal(t, 3, s.Dim(-1))
	require.Equal(t, 4, s.Dim(-4))
	require.Equal(t, "[4,1,2,3]", s.String())
	require.True(t, s == tensor.ShapeOf(4, 1, 2, 3))
	scalar := tensor.ShapeOf()
	require.Equal(t, []int{1, 1, 1}, []int{scalar.Elems(), scalar.Rows(), scalar.Cols()})
	require.Panics(t, func() { s.Dim(4) })
	require.Panics(t, func() { tensor.ShapeOf(1, 1, 1, 1, 1) })
}

func TestTypeCheck(t *testing.T) {
	head := tensor.TypeOf(tensor.Q8_0, 262144, 640)
	require.NoError(t, head.Check())
	require.Equal(t, 178257920, head.Bytes())
	require.Equal(t, 680, head.RowBytes())
	require.Equal(t, "Q8_0[262144,640]", head.String())
	require.NoError(t, tensor.TypeOf(tensor.F32).Check())
	require.NoError(t, tensor.TypeOf(tensor.F32, tensor.MaxElems).Check())
	for want, bad := range map[string]tensor.Type{
		"invalid element type": tensor.TypeOf(tensor.Invalid, 1),
		"dimension 0 is not":   tensor.TypeOf(tensor.F32, 4, 0),
		"dimension -1 is not":  tensor.TypeOf(tensor.F32, -1),
		"more than":            tensor.TypeOf(tensor.F32, tensor.MaxElems, 2),
		"1099511627776 elem":   tensor.TypeOf(tensor.F32, math.MaxInt, math.MaxInt, math.MaxInt, math.MaxInt),
		"whole blocks of 256":  tensor.TypeOf(tensor.Q4_K, 256, 640),
	} {
		require.ErrorContains(t, bad.Check(), want)
	}
}
