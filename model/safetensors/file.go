package safetensors

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/gemma-bench/gemma/model/internal/mmap"
	"github.com/gemma-bench/gemma/tensor"
)

const (
	// maxHeader is far above any real header: the largest models have a few thousand tensors at some
	// 120 bytes each. The reference implementation allows 100 MB.
	maxHeader  = 16 << 20
	maxTensors = 1 << 16
	maxName    = 1 << 10
	maxRank    = 16

	// lengthBytes is the size of the field in front of the header.
	lengthBytes = 8
)

// dtypes are the element types of the format: bytes of an element, and ours where there is one.
// ref: safetensors/src/tensor.rs, enum Dtype; types of less than a byte are left out.
var dtypes = map[string]struct {
	size  int64
	dtype tensor.DType
}{
	"BOOL": {1, tensor.Invalid}, "U8": {1, tensor.Invalid}, "I8": {1, tensor.Invalid},
	"F8_E5M2": {1, tensor.Invalid}, "F8_E4M3": {1, tensor.Invalid}, "F8_E8M0": {1, tensor.Invalid},
	"U16": {2, tensor.Invalid}, "I16": {2, tensor.Invalid}, "F16": {2, tensor.F16}, "BF16": {2, tensor.BF16},
	"U32": {4, tensor.Invalid}, "I32": {4, tensor.I32}, "F32": {4, tensor.F32},
	"U64": {8, tensor.Invalid}, "I64": {8, tensor.Invalid}, "F64": {8, tensor.Invalid}, "C64": {8, tensor.Invalid},
}

// A TensorInfo describes one tensor.
type TensorInfo struct {
	Name   string
	DType  string // as the file spells it
	Shape  []int  // outermost first
	Offset int64  // of the data, in bytes from the start of the file
	Size   int64  // of the data, in bytes
}

// Type returns the tensor's type, or a *TypeError if this module has none for it.
func (i TensorInfo) Type() (tensor.Type, error) {
	d := dtypes[i.DType].dtype
	if d != tensor.Invalid && len(i.Shape) <= tensor.MaxRank {
		if t := tensor.TypeOf(d, i.Shape...); t.Check() == nil {
			return t, nil
		}
	}
	return tensor.Type{}, &TypeError{i.Name, i.DType, i.Shape}
}

// A File is a validated file. Its methods may be called from many goroutines at once, Close excepted.
type File struct {
	data    []byte
	release func() error // nil where there is nothing to unmap
	meta    map[string]string
	tensors []TensorInfo // in the order of their data
	byName  map[string]int
}

// Open maps the file at path and validates it.
func Open(path string) (*File, error) {
	data, release, err := mmap.Open(path)
	if err != nil {
		return nil, fmt.Errorf("safetensors: %w", err)
	}
	f, err := Parse(data)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), release())
	}
	f.release = release
	return f, nil
}

// Parse validates a file that is in memory. The File refers to data, which must not change any more.
func Parse(data []byte) (*File, error) {
	if len(data) < lengthBytes {
		return nil, &FormatError{fmt.Sprintf("%d bytes cannot hold the length of a header", len(data)), io.ErrUnexpectedEOF}
	}
	n := binary.LittleEndian.Uint64(data)
	switch {
	case n > maxHeader:
		return nil, formatf("a header of %d bytes, want at most %d", n, maxHeader)
	case n > uint64(len(data)-lengthBytes):
		return nil, &FormatError{fmt.Sprintf("a header of %d bytes does not fit the %d left", n, len(data)-lengthBytes), io.ErrUnexpectedEOF}
	}
	f := &File{data: data, byName: map[string]int{}}
	base := lengthBytes + int64(n)
	if err := f.parseHeader(data[lengthBytes:base], base); err != nil {
		return nil, err
	}
	return f, f.place(base)
}

// place checks that the tensors cover the data from base on, without overlap or gap.
func (f *File) place(base int64) error {
	end := base
	for i, t := range f.tensors {
		switch {
		case t.Offset < end:
			return formatf("tensor %s begins at byte %d, before the end of %s at %d", quote(t.Name), t.Offset, quote(f.tensors[max(i-1, 0)].Name), end)
		case t.Offset > end:
			return formatf("%d bytes before tensor %s belong to no tensor", t.Offset-end, quote(t.Name))
		case t.Size > int64(len(f.data))-t.Offset:
			return &FormatError{fmt.Sprintf("tensor %s needs %d bytes, %d are left", quote(t.Name), t.Size, int64(len(f.data))-t.Offset), io.ErrUnexpectedEOF}
		}
		end = t.Offset + t.Size
		f.byName[t.Name] = i
	}
	if end != int64(len(f.data)) {
		return formatf("%d bytes at the end belong to no tensor", int64(len(f.data))-end)
	}
	return nil
}

// bytesOf returns the size of a tensor of this shape and element type.
func bytesOf(name, dtype string, shape []int) (int64, error) {
	d, ok := dtypes[dtype]
	if !ok {
		return 0, &TypeError{name, dtype, shape}
	}
	n := d.size
	for _, dim := range shape {
		if dim != 0 && n > math.MaxInt64/int64(dim) {
			return 0, formatf("tensor %s: the size of %s%v overflows", quote(name), dtype, shape)
		}
		n *= int64(dim)
	}
	return n, nil
}

// Close releases the mapping. Slices obtained from the File are dead afterwards. Closing again does
// nothing. Close must not run while another goroutine uses the File.
func (f *File) Close() error {
	f.data = nil
	if f.release == nil {
		return nil
	}
	err := f.release()
	f.release = nil
	return err
}

// Metadata returns the header's free-form strings. The map belongs to the File.
func (f *File) Metadata() map[string]string { return f.meta }

// Tensors returns the tensors in the order of their data. The slice belongs to the File.
func (f *File) Tensors() []TensorInfo { return f.tensors }

// Tensor looks a tensor up by name.
func (f *File) Tensor(name string) (TensorInfo, bool) {
	i, ok := f.byName[name]
	if !ok {
		return TensorInfo{}, false
	}
	return f.tensors[i], true
}

// Bytes returns the data of a tensor of this file without copying: info.Size bytes, read-only, valid
// until Close.
func (f *File) Bytes(info TensorInfo) []byte {
	if f.data == nil {
		panic("BUG: safetensors: Bytes of a closed file")
	}
	if i, ok := f.byName[info.Name]; !ok || f.tensors[i].Offset != info.Offset || f.tensors[i].Size != info.Size {
		panic(fmt.Sprintf("BUG: safetensors: tensor %q does not belong to this file", info.Name))
	}
	end := info.Offset + info.Size
	return f.data[info.Offset:end:end]
}
