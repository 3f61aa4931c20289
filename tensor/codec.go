package tensor

import (
	"encoding/binary"
	"fmt"
	"math"
)

// An UnsupportedError reports an operation that has no implementation for an element type.
type UnsupportedError struct {
	Op    string // "dequantise" or "quantise"
	DType DType
}

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("tensor: %s: %v is not supported", e.Op, e.DType)
}

// decoders expand whole blocks. Both slices are empty or hold the same number of blocks.
var decoders = [numDTypes]func(dst []float32, src []byte){
	F32:    dequantiseF32,
	F16:    dequantiseF16,
	BF16:   dequantiseBF16,
	Q4_0:   dequantiseQ4_0,
	Q4_1:   dequantiseQ4_1,
	Q5_0:   dequantiseQ5_0,
	Q5_1:   dequantiseQ5_1,
	Q8_0:   dequantiseQ8_0,
	Q2_K:   dequantiseQ2_K,
	Q3_K:   dequantiseQ3_K,
	Q4_K:   dequantiseQ4_K,
	Q5_K:   dequantiseQ5_K,
	Q6_K:   dequantiseQ6_K,
	IQ4_NL: dequantiseIQ4_NL,
	IQ4_XS: dequantiseIQ4_XS,
}

// Dequantise expands src, a whole number of blocks of type d, to len(dst) float32 values.
// len(src) must be exactly d.RowBytes(len(dst)). Results equal gguf-py's dequantize bit for bit;
// a block whose stored scale is infinite or NaN expands to what arithmetic makes of it.
// I32 holds no real numbers: it is an UnsupportedError.
func Dequantise(d DType, dst []float32, src []byte) error {
	if !d.Valid() || decoders[d] == nil {
		return &UnsupportedError{Op: "dequantise", DType: d}
	}
	if err := checkLengths("dequantise", d, len(dst), len(src)); err != nil {
		return err
	}
	decoders[d](dst, src)
	return nil
}

// checkLengths reports values that are not whole blocks of d, or bytes of a different number of blocks.
func checkLengths(op string, d DType, values, bytes int) error {
	if values%d.BlockValues() != 0 {
		return fmt.Errorf("tensor: %s: %v: %d values are not whole blocks of %d", op, d, values, d.BlockValues())
	}
	if bytes%d.BlockBytes() != 0 || bytes/d.BlockBytes() != values/d.BlockValues() {
		return fmt.Errorf("tensor: %s: %v: %d values do not fit %d bytes", op, d, values, bytes)
	}
	return nil
}

func dequantiseF32(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(src[4*i:]))
	}
}

func dequantiseF16(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = F16ToF32(binary.LittleEndian.Uint16(src[2*i:]))
	}
}

func dequantiseBF16(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = BF16ToF32(binary.LittleEndian.Uint16(src[2*i:]))
	}
}

// loadF16 reads the half stored at b[0:2].
func loadF16(b []byte) float32 { return F16ToF32(binary.LittleEndian.Uint16(b)) }
