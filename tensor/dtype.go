package tensor

import "fmt"

// A DType is the storage type of a tensor's elements. Values are our own, not GGUF's type ids;
// package model/gguf maps between them.
type DType uint8

// The element types that real Gemma files hold, and I32 for token ids and positions.
const (
	Invalid DType = iota
	F32
	F16
	BF16
	I32
	Q4_0
	Q4_1
	Q5_0
	Q5_1
	Q8_0
	Q2_K
	Q3_K
	Q4_K
	Q5_K
	Q6_K
	IQ4_NL
	IQ4_XS
	numDTypes
)

// ref: ggml-common.h, block_q4_0 … block_iq4_xs: values and bytes of one block of each type.
var dtypes = [numDTypes]struct {
	name        string
	blockValues int
	blockBytes  int
}{
	Invalid: {"invalid", 1, 0},
	F32:     {"F32", 1, 4},
	F16:     {"F16", 1, 2},
	BF16:    {"BF16", 1, 2},
	I32:     {"I32", 1, 4},
	Q4_0:    {"Q4_0", 32, 2 + 16},
	Q4_1:    {"Q4_1", 32, 4 + 16},
	Q5_0:    {"Q5_0", 32, 2 + 4 + 16},
	Q5_1:    {"Q5_1", 32, 4 + 4 + 16},
	Q8_0:    {"Q8_0", 32, 2 + 32},
	Q2_K:    {"Q2_K", 256, 16 + 64 + 4},
	Q3_K:    {"Q3_K", 256, 32 + 64 + 12 + 2},
	Q4_K:    {"Q4_K", 256, 4 + 12 + 128},
	Q5_K:    {"Q5_K", 256, 4 + 12 + 32 + 128},
	Q6_K:    {"Q6_K", 256, 128 + 64 + 16 + 2},
	IQ4_NL:  {"IQ4_NL", 32, 2 + 16},
	IQ4_XS:  {"IQ4_XS", 256, 2 + 2 + 4 + 128},
}

// DTypes lists every valid element type in declaration order.
func DTypes() []DType {
	all := make([]DType, 0, numDTypes-1)
	for d := F32; d < numDTypes; d++ {
		all = append(all, d)
	}
	return all
}

// ParseDType is the inverse of String.
func ParseDType(name string) (DType, error) {
	for _, d := range DTypes() {
		if dtypes[d].name == name {
			return d, nil
		}
	}
	return Invalid, fmt.Errorf("tensor: unknown element type %q", name)
}

// Valid reports whether d is one of the declared types.
func (d DType) Valid() bool { return d > Invalid && d < numDTypes }

// String returns the type's name as GGUF tools spell it, such as "Q4_K".
func (d DType) String() string {
	if d >= numDTypes {
		return fmt.Sprintf("DType(%d)", uint8(d))
	}
	return dtypes[d].name
}

// BlockValues returns how many values one block holds: 1 for plain types, 32 or 256 for quantised ones.
func (d DType) BlockValues() int { return dtypes[d].blockValues }

// BlockBytes returns the size of one block in bytes.
func (d DType) BlockBytes() int { return dtypes[d].blockBytes }

// Quantised reports whether values are stored in blocks with shared scales.
func (d DType) Quantised() bool { return d >= Q4_0 && d < numDTypes }

// Float reports whether d is F32, F16 or BF16.
func (d DType) Float() bool { return d == F32 || d == F16 || d == BF16 }

// RowBytes returns the size of a row of n values in bytes.
// n must be a whole number of blocks; Type.Check reports a shape for which it is not.
func (d DType) RowBytes(n int) int { return n / dtypes[d].blockValues * dtypes[d].blockBytes }
