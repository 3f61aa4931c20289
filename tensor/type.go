package tensor

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// MaxRank is the largest number of dimensions that a tensor may have.
const MaxRank = 4

// MaxElems caps the number of elements of one tensor: far above any Gemma weight, and low enough
// that byte sizes of every type stay far below the range of int64.
const MaxElems = 1 << 40

// A Shape is a list of dimensions, outermost first. It is comparable.
type Shape struct {
	rank int
	dims [MaxRank]int
}

// ShapeOf returns the shape with the given dimensions, outermost first.
// More than MaxRank dimensions is a bug of the caller; Type.Check reports sizes out of range.
func ShapeOf(dims ...int) Shape {
	if len(dims) > MaxRank {
		panic("BUG: tensor: more than MaxRank dimensions")
	}
	s := Shape{rank: len(dims)}
	copy(s.dims[:], dims)
	return s
}

// Rank returns the number of dimensions.
func (s Shape) Rank() int { return s.rank }

// Dim returns dimension i, counted from the outermost; a negative i counts from the innermost.
func (s Shape) Dim(i int) int {
	if i < 0 {
		i += s.rank
	}
	return s.dims[:s.rank][i]
}

// Dims returns a copy of the dimensions.
func (s Shape) Dims() []int { return append([]int(nil), s.dims[:s.rank]...) }

// Elems returns the number of elements. The shape must have passed Type.Check.
func (s Shape) Elems() int {
	n := 1
	for _, d := range s.dims[:s.rank] {
		n *= d
	}
	return n
}

// Rows returns the number of innermost rows: Elems divided by the last dimension.
func (s Shape) Rows() int {
	n := 1
	for _, d := range s.dims[:max(s.rank-1, 0)] {
		n *= d
	}
	return n
}

// Cols returns the last dimension, or 1 for a scalar.
func (s Shape) Cols() int {
	if s.rank == 0 {
		return 1
	}
	return s.dims[s.rank-1]
}

// String formats the shape as "[7,640]".
func (s Shape) String() string {
	var b strings.Builder
	b.WriteByte('[')
	for i, d := range s.dims[:s.rank] {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(d))
	}
	b.WriteByte(']')
	return b.String()
}

// A Type is an element type and a shape. It is comparable.
type Type struct {
	DType DType
	Shape Shape
}

// TypeOf returns the Type with the given element type and dimensions.
func TypeOf(d DType, dims ...int) Type { return Type{DType: d, Shape: ShapeOf(dims...)} }

// String formats the type as "Q8_0[262144,640]".
func (t Type) String() string { return t.DType.String() + t.Shape.String() }

// Bytes returns the storage size in bytes. The type must have passed Check.
func (t Type) Bytes() int { return t.Shape.Rows() * t.DType.RowBytes(t.Shape.Cols()) }

// RowBytes returns the size of one innermost row in bytes.
func (t Type) RowBytes() int { return t.DType.RowBytes(t.Shape.Cols()) }

// Check reports whether the type can exist: a valid element type, every dimension positive, at most
// MaxElems elements (checked without overflow) and rows of whole blocks.
func (t Type) Check() error {
	if !t.DType.Valid() {
		return fmt.Errorf("tensor: invalid element type %v", t.DType)
	}
	n := uint64(1)
	for _, d := range t.Shape.dims[:t.Shape.rank] {
		if d <= 0 {
			return fmt.Errorf("tensor: %v: dimension %d is not positive", t, d)
		}
		hi, lo := bits.Mul64(n, uint64(d))
		if hi != 0 || lo > MaxElems {
			return fmt.Errorf("tensor: %v: more than %d elements", t, uint64(MaxElems))
		}
		n = lo
	}
	if bv := t.DType.BlockValues(); t.Shape.Cols()%bv != 0 {
		return fmt.Errorf("tensor: %v: rows of %d are not whole blocks of %d", t, t.Shape.Cols(), bv)
	}
	return nil
}
