package gguf

import (
	"fmt"

	"github.com/gemma-bench/gemma/tensor"
)

// A ValueType is the type of a metadata value, numbered as in the file.
type ValueType uint32

// ref: ggml/include/gguf.h, enum gguf_type; gguf-py/gguf/constants.py, GGUFValueType.
const (
	TypeUint8 ValueType = iota
	TypeInt8
	TypeUint16
	TypeInt16
	TypeUint32
	TypeInt32
	TypeFloat32
	TypeBool
	TypeString
	TypeArray
	TypeUint64
	TypeInt64
	TypeFloat64
	numValueTypes
)

// size is the width in bytes of a value of fixed size; strings and arrays have 0.
var valueTypes = [numValueTypes]struct {
	name string
	size int
}{
	TypeUint8:   {"uint8", 1},
	TypeInt8:    {"int8", 1},
	TypeUint16:  {"uint16", 2},
	TypeInt16:   {"int16", 2},
	TypeUint32:  {"uint32", 4},
	TypeInt32:   {"int32", 4},
	TypeFloat32: {"float32", 4},
	TypeBool:    {"bool", 1},
	TypeString:  {"string", 0},
	TypeArray:   {"array", 0},
	TypeUint64:  {"uint64", 8},
	TypeInt64:   {"int64", 8},
	TypeFloat64: {"float64", 8},
}

// String returns the name of the type, such as "uint32".
func (t ValueType) String() string {
	if t >= numValueTypes {
		return fmt.Sprintf("ValueType(%d)", uint32(t))
	}
	return valueTypes[t].name
}

// A tensorType is one row of GGUF's list of element types. Types that this module does not read have a
// name only, for the error; numbers that GGUF does not define, or no longer does, have neither.
//
// ref: ggml/include/ggml.h, enum ggml_type; gguf-py/gguf/constants.py, GGMLQuantizationType.
var tensorTypes = [...]struct {
	name  string
	dtype tensor.DType
}{
	0:  {"F32", tensor.F32},
	1:  {"F16", tensor.F16},
	2:  {"Q4_0", tensor.Q4_0},
	3:  {"Q4_1", tensor.Q4_1},
	6:  {"Q5_0", tensor.Q5_0},
	7:  {"Q5_1", tensor.Q5_1},
	8:  {"Q8_0", tensor.Q8_0},
	9:  {"Q8_1", tensor.Invalid},
	10: {"Q2_K", tensor.Q2_K},
	11: {"Q3_K", tensor.Q3_K},
	12: {"Q4_K", tensor.Q4_K},
	13: {"Q5_K", tensor.Q5_K},
	14: {"Q6_K", tensor.Q6_K},
	15: {"Q8_K", tensor.Invalid},
	16: {"IQ2_XXS", tensor.Invalid},
	17: {"IQ2_XS", tensor.Invalid},
	18: {"IQ3_XXS", tensor.Invalid},
	19: {"IQ1_S", tensor.Invalid},
	20: {"IQ4_NL", tensor.IQ4_NL},
	21: {"IQ3_S", tensor.Invalid},
	22: {"IQ2_S", tensor.Invalid},
	23: {"IQ4_XS", tensor.IQ4_XS},
	24: {"I8", tensor.Invalid},
	25: {"I16", tensor.Invalid},
	26: {"I32", tensor.I32},
	27: {"I64", tensor.Invalid},
	28: {"F64", tensor.Invalid},
	29: {"IQ1_M", tensor.Invalid},
	30: {"BF16", tensor.BF16},
	34: {"TQ1_0", tensor.Invalid},
	35: {"TQ2_0", tensor.Invalid},
	39: {"MXFP4", tensor.Invalid},
	40: {"NVFP4", tensor.Invalid},
	41: {"Q1_0", tensor.Invalid},
}

// typeIDs is the inverse of tensorTypes.
var typeIDs = func() map[tensor.DType]uint32 {
	ids := make(map[tensor.DType]uint32)
	for id, t := range tensorTypes {
		if t.dtype != tensor.Invalid {
			ids[t.dtype] = uint32(id)
		}
	}
	return ids
}()
