package gguf

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/gemma-bench/gemma/tensor"
)

const (
	magic       = "GGUF"
	headerBytes = 24 // magic, version u32, tensor count u64, metadata count u64

	// defaultAlignment and alignmentKey: ref: ggml/include/gguf.h, GGUF_DEFAULT_ALIGNMENT.
	defaultAlignment = 32
	alignmentKey     = "general.alignment"

	// maxAlignment is generous: files use 32, and huge pages have 2 MiB at an address, not in a file.
	maxAlignment = 1 << 20

	// maxKeys and maxTensors bound the maps that are built. The largest models have a few thousand
	// tensors and a hundred keys; vocabularies are single arrays.
	maxKeys    = 1 << 16
	maxTensors = 1 << 16

	// maxKey and maxName: ref: docs/gguf.md, gguf_metadata_kv_t and gguf_tensor_info_t.
	maxKey  = 1<<16 - 1
	maxName = 64

	// The fewest bytes that a key with its value (length, one byte of key, type, one byte of value) and
	// a tensor's description (length, one byte of name, rank, type, offset) can take in a file: no
	// count that these rule out is worth an allocation.
	minKeyBytes    = 8 + 1 + 4 + 1
	minTensorBytes = 8 + 1 + 4 + 4 + 8
)

// A decoder walks the part of a file before its tensor data. pos never exceeds len(data).
type decoder struct {
	data []byte
	pos  int
}

func (d *decoder) left() uint64 { return uint64(len(d.data) - d.pos) }

func (d *decoder) errorf(format string, args ...any) error {
	return &FormatError{Offset: int64(d.pos), What: fmt.Sprintf(format, args...)}
}

// short reports that n bytes of what are announced and fewer are left.
func (d *decoder) short(n uint64, what string) error {
	return &FormatError{
		Offset: int64(d.pos),
		What:   fmt.Sprintf("%s needs %d bytes, %d are left", what, n, d.left()),
		Err:    io.ErrUnexpectedEOF,
	}
}

// take returns the next n bytes and steps over them.
func (d *decoder) take(n uint64, what string) ([]byte, error) {
	if n > d.left() {
		return nil, d.short(n, what)
	}
	b := d.data[d.pos : d.pos+int(n)]
	d.pos += int(n)
	return b, nil
}

func (d *decoder) uint32(what string) (uint32, error) {
	b, err := d.take(4, what)
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint32(b), nil
}

func (d *decoder) uint64(what string) (uint64, error) {
	b, err := d.take(8, what)
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint64(b), nil
}

// name reads a string of 1 to longest bytes and copies it.
func (d *decoder) name(what string, longest uint64) (string, error) {
	start := d.pos
	n, err := d.uint64(what)
	if err != nil {
		return "", err
	}
	if n == 0 || n > longest {
		return "", &FormatError{Offset: int64(start), What: fmt.Sprintf("%s has %d bytes, want 1 to %d", what, n, longest)}
	}
	b, err := d.take(n, what)
	return string(b), err
}

// parseHeader reads the first headerBytes of a file of size bytes.
func parseHeader(b []byte, size int64) (version uint32, tensors, keys uint64, err error) {
	if len(b) < headerBytes {
		return 0, 0, 0, &FormatError{What: fmt.Sprintf("%d bytes cannot hold a GGUF file", len(b)), Err: io.ErrUnexpectedEOF}
	}
	if string(b[:4]) != magic {
		return 0, 0, 0, &FormatError{What: fmt.Sprintf("magic is %q, want %q", b[:4], magic)}
	}
	version = binary.LittleEndian.Uint32(b[4:])
	switch {
	case version == 2 || version == 3:
	case version&0xffff == 0 && version != 0:
		return 0, 0, 0, &FormatError{Offset: 4, What: "big-endian files are not supported"}
	default:
		return 0, 0, 0, &FormatError{Offset: 4, What: fmt.Sprintf("version %d is not supported, want 2 or 3", version)}
	}
	tensors, keys = binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint64(b[16:])
	if err := checkCount(8, "tensors", tensors, maxTensors, uint64(size)/minTensorBytes); err != nil {
		return 0, 0, 0, err
	}
	if err := checkCount(16, "metadata keys", keys, maxKeys, uint64(size)/minKeyBytes); err != nil {
		return 0, 0, 0, err
	}
	return version, tensors, keys, nil
}

// checkCount compares a count of the header with our limit and with how many the file has room for.
func checkCount(offset int64, what string, n, limit, room uint64) error {
	if n > limit {
		return &FormatError{Offset: offset, What: fmt.Sprintf("%d %s, want at most %d", n, what, limit)}
	}
	if n > room {
		return &FormatError{
			Offset: offset,
			What:   fmt.Sprintf("%d %s, want at most %d in a file of this size", n, what, room),
			Err:    io.ErrUnexpectedEOF,
		}
	}
	return nil
}

// parse validates f.data and fills the other fields.
func (f *File) parse() error {
	version, tensors, keys, err := parseHeader(f.data, f.Size)
	if err != nil {
		return err
	}
	f.Version = version
	d := &decoder{data: f.data, pos: headerBytes}
	if err := f.parseMetadata(d, int(keys)); err != nil {
		return err
	}
	if err := f.parseAlignment(d); err != nil {
		return err
	}
	if err := f.parseTensors(d, int(tensors)); err != nil {
		return err
	}
	return f.place(d)
}

func (f *File) parseMetadata(d *decoder, n int) error {
	f.keys, f.values = make([]string, 0, n), make(map[string]Value, n)
	for range n {
		start := d.pos
		key, err := d.name("metadata key", maxKey)
		if err != nil {
			return err
		}
		if _, ok := f.values[key]; ok {
			return &FormatError{Offset: int64(start), What: fmt.Sprintf("metadata key %s occurs twice", quote(key))}
		}
		v, err := d.value(key)
		if err != nil {
			return err
		}
		v.file = f
		f.keys, f.values[key] = append(f.keys, key), v
	}
	return nil
}

func (f *File) parseAlignment(d *decoder) error {
	f.Alignment = defaultAlignment
	v, ok := f.values[alignmentKey]
	if !ok {
		return nil
	}
	if v.typ != TypeUint32 {
		return d.errorf("%s is %v, want uint32", alignmentKey, v.describe())
	}
	if a := v.bits; a == 0 || a&(a-1) != 0 || a > maxAlignment {
		return d.errorf("%s is %d, want a power of two up to %d", alignmentKey, a, maxAlignment)
	}
	f.Alignment = int64(v.bits)
	return nil
}

// parseTensors reads the descriptions of n tensors. Offsets stay relative to the data section, which
// begins where the last description ends; place turns them into positions in the file.
func (f *File) parseTensors(d *decoder, n int) error {
	f.tensors, f.byName = make([]TensorInfo, 0, n), make(map[string]int, n)
	for i := range n {
		start := d.pos
		info, err := d.tensor()
		if err != nil {
			return err
		}
		if _, ok := f.byName[info.Name]; ok {
			return &FormatError{Offset: int64(start), What: fmt.Sprintf("tensor %s occurs twice", quote(info.Name))}
		}
		if info.Offset%f.Alignment != 0 {
			return &FormatError{Offset: int64(start), What: fmt.Sprintf(
				"tensor %s: offset %d is not a multiple of %d", quote(info.Name), info.Offset, f.Alignment)}
		}
		f.tensors, f.byName[info.Name] = append(f.tensors, info), i
	}
	return nil
}

// tensor reads one description: name, rank u32, dimensions u64 innermost first, type u32, offset u64.
func (d *decoder) tensor() (info TensorInfo, err error) {
	if info.Name, err = d.name("tensor name", maxName); err != nil {
		return info, err
	}
	rank, err := d.uint32("tensor rank")
	if err != nil {
		return info, err
	}
	if rank > tensor.MaxRank {
		return info, d.errorf("tensor %s has %d dimensions, want at most %d", quote(info.Name), rank, tensor.MaxRank)
	}
	dims := make([]int, rank)
	for i := range dims {
		ne, err := d.uint64("tensor dimension")
		if err != nil {
			return info, err
		}
		if ne == 0 || ne > tensor.MaxElems {
			return info, d.errorf("tensor %s: dimension %d is %d, want 1 to %d", quote(info.Name), i, ne, uint64(tensor.MaxElems))
		}
		dims[len(dims)-1-i] = int(ne)
	}
	dtype, err := d.dtype(info.Name)
	if err != nil {
		return info, err
	}
	info.Type = tensor.TypeOf(dtype, dims...)
	if err := info.Type.Check(); err != nil {
		return info, d.errorf("tensor %s: %v", quote(info.Name), err)
	}
	offset, err := d.uint64("tensor offset")
	if err != nil {
		return info, err
	}
	if offset > math.MaxInt64 {
		return info, d.errorf("tensor %s: offset %d lies beyond any file", quote(info.Name), offset)
	}
	info.Offset, info.Size = int64(offset), int64(info.Type.Bytes())
	return info, nil
}

func (d *decoder) dtype(name string) (tensor.DType, error) {
	id, err := d.uint32("tensor type")
	if err != nil {
		return tensor.Invalid, err
	}
	if id >= uint32(len(tensorTypes)) || tensorTypes[id].name == "" {
		return tensor.Invalid, d.errorf("tensor %s: there is no element type %d", quote(name), int32(id))
	}
	if tensorTypes[id].dtype == tensor.Invalid {
		return tensor.Invalid, &TypeError{Tensor: name, Type: tensorTypes[id].name}
	}
	return tensorTypes[id].dtype, nil
}

// place makes tensor offsets absolute, and checks that every tensor lies inside the file and that no
// two share a byte. d stands at the end of the descriptions.
func (f *File) place(d *decoder) error {
	if len(f.tensors) == 0 {
		return nil
	}
	// The sum cannot wrap: pos is a position in memory, Alignment is at most 2²⁰.
	base := (int64(d.pos) + f.Alignment - 1) &^ (f.Alignment - 1)
	if base > f.Size {
		return d.short(uint64(base)-uint64(d.pos), "padding before tensor data")
	}
	section := f.Size - base // not negative, and neither is an offset: their difference cannot wrap
	for i := range f.tensors {
		t := &f.tensors[i]
		if t.Size > section-t.Offset {
			return &FormatError{Offset: base, Err: io.ErrUnexpectedEOF, What: fmt.Sprintf(
				"tensor %s: %d bytes at offset %d do not fit the data section of %d bytes", quote(t.Name), t.Size, t.Offset, section)}
		}
		t.Offset += base
	}
	order := make([]int32, len(f.tensors))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(f.tensors[a].Offset, f.tensors[b].Offset) })
	for i := 1; i < len(order); i++ {
		a, b := &f.tensors[order[i-1]], &f.tensors[order[i]]
		if a.Offset+a.Size > b.Offset {
			return &FormatError{Offset: b.Offset, What: fmt.Sprintf("tensors %s and %s overlap", quote(a.Name), quote(b.Name))}
		}
	}
	return nil
}
