package gguf

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"reflect"

	"github.com/gemma-bench/gemma/tensor"
)

// A Writer collects metadata and tensors and writes them as a GGUF file of version 3. The zero value is
// ready to use. The first error sticks and is what WriteTo returns.
type Writer struct {
	alignment int64 // 0 means defaultAlignment
	meta      []byte
	keys      map[string]bool
	tensors   []outTensor
	names     map[string]bool
	err       error
}

type outTensor struct {
	name string
	typ  tensor.Type
	data func() ([]byte, error)
}

func (w *Writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf("gguf: writing: "+format, args...)
	}
}

// Set appends a metadata value. It may be a bool, a string, a number of a type that GGUF has, a slice
// of one of these, or a Value of another file. Setting general.alignment, a uint32, sets the
// alignment of tensor data. Keys must be new, and have 1 to 65535 bytes.
func (w *Writer) Set(key string, value any) {
	if len(key) == 0 || len(key) > maxKey {
		w.fail("metadata key of %d bytes, want 1 to %d", len(key), maxKey)
		return
	}
	if w.keys[key] {
		w.fail("metadata key %s is set twice", quote(key))
		return
	}
	if w.keys == nil {
		w.keys = make(map[string]bool)
	}
	w.keys[key] = true
	if a, ok := value.(uint32); key == alignmentKey {
		if v, isValue := value.(Value); isValue && v.typ == TypeUint32 {
			a, ok = uint32(v.bits), true
		}
		if !ok || a == 0 || a&(a-1) != 0 || a > maxAlignment {
			w.fail("%s is %v, want a uint32 that is a power of two up to %d", key, value, maxAlignment)
			return
		}
		w.alignment = int64(a)
	}
	w.meta = appendString(w.meta, key)
	var err error
	if w.meta, err = appendValue(w.meta, value); err != nil {
		w.fail("metadata %s: %w", quote(key), err)
	}
}

// Add appends a tensor. data holds typ.Bytes() bytes and must not change before WriteTo has returned.
// Names must be new, and have 1 to 64 bytes.
func (w *Writer) Add(name string, typ tensor.Type, data []byte) {
	if typ.Check() == nil && len(data) != typ.Bytes() {
		w.fail("tensor %s: %v has %d bytes, not %d", quote(name), typ, typ.Bytes(), len(data))
		return
	}
	w.AddFunc(name, typ, func() ([]byte, error) { return data, nil })
}

// AddFunc appends a tensor whose data WriteTo asks for when it comes to it, so that a large file needs not
// be in memory whole. data returns typ.Bytes() bytes or an error, which WriteTo returns.
func (w *Writer) AddFunc(name string, typ tensor.Type, data func() ([]byte, error)) {
	if len(name) == 0 || len(name) > maxName {
		w.fail("tensor name of %d bytes, want 1 to %d", len(name), maxName)
		return
	}
	if w.names[name] {
		w.fail("tensor %s is added twice", quote(name))
		return
	}
	if err := typ.Check(); err != nil {
		w.fail("tensor %s: %w", quote(name), err)
		return
	}
	if w.names == nil {
		w.names = make(map[string]bool)
	}
	w.names[name] = true
	w.tensors = append(w.tensors, outTensor{name, typ, data})
}

// WriteTo writes the file to out and returns the number of bytes written.
func (w *Writer) WriteTo(out io.Writer) (int64, error) {
	if w.err == nil && (len(w.keys) > maxKeys || len(w.tensors) > maxTensors) {
		w.fail("%d metadata keys and %d tensors, want at most %d and %d", len(w.keys), len(w.tensors), maxKeys, maxTensors)
	}
	if w.err != nil {
		return 0, w.err
	}
	c := &countWriter{out: out}
	b := bufio.NewWriterSize(c, 1<<20) // its error sticks, and Flush returns it
	head := w.head()
	b.Write(head)
	pos, padding := int64(len(head)), make([]byte, w.align())
	for _, t := range w.tensors {
		b.Write(padding[:w.padded(pos)-pos])
		data, err := t.data()
		if err == nil && len(data) != t.typ.Bytes() {
			err = fmt.Errorf("%v has %d bytes, not %d", t.typ, t.typ.Bytes(), len(data))
		}
		if err != nil {
			return c.n, fmt.Errorf("gguf: writing: tensor %s: %w", quote(t.name), err)
		}
		if _, err := b.Write(data); err != nil {
			return c.n, fmt.Errorf("gguf: writing: %w", err) // such as a full disk: no use in computing the rest
		}
		pos = w.padded(pos) + int64(len(data))
	}
	// The last tensor is padded too: some readers expect whole units of alignment.
	b.Write(padding[:w.padded(pos)-pos])
	if err := b.Flush(); err != nil {
		return c.n, fmt.Errorf("gguf: writing: %w", err)
	}
	return c.n, nil
}

// head returns everything before the tensor data.
func (w *Writer) head() []byte {
	b := binary.LittleEndian.AppendUint32([]byte(magic), 3)
	b = binary.LittleEndian.AppendUint64(b, uint64(len(w.tensors)))
	b = binary.LittleEndian.AppendUint64(b, uint64(len(w.keys)))
	b = append(b, w.meta...)
	offset := int64(0)
	for _, t := range w.tensors {
		b = appendString(b, t.name)
		b = binary.LittleEndian.AppendUint32(b, uint32(t.typ.Shape.Rank()))
		for i := range t.typ.Shape.Rank() {
			b = binary.LittleEndian.AppendUint64(b, uint64(t.typ.Shape.Dim(-1-i)))
		}
		b = binary.LittleEndian.AppendUint32(b, typeIDs[t.typ.DType])
		b = binary.LittleEndian.AppendUint64(b, uint64(offset))
		offset = w.padded(offset + int64(t.typ.Bytes()))
	}
	return b
}

func (w *Writer) align() int64 {
	if w.alignment == 0 {
		return defaultAlignment
	}
	return w.alignment
}

// padded rounds n up to a multiple of the alignment.
func (w *Writer) padded(n int64) int64 { return (n + w.align() - 1) &^ (w.align() - 1) }

type countWriter struct {
	out io.Writer
	n   int64
}

func (c *countWriter) Write(b []byte) (int, error) {
	n, err := c.out.Write(b)
	c.n += int64(n)
	return n, err
}

func appendString(b []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint64(b, uint64(len(s))), s...)
}

// appendValue appends a value's type and the value.
func appendValue(b []byte, value any) ([]byte, error) {
	if v, ok := value.(Value); ok {
		return v.append(b), nil
	}
	if typ := typeOf(value); typ < numValueTypes {
		b = binary.LittleEndian.AppendUint32(b, uint32(typ))
		return appendElement(b, value), nil
	}
	list := reflect.ValueOf(value)
	if list.Kind() != reflect.Slice {
		return b, fmt.Errorf("a %T cannot be stored", value)
	}
	elem := typeOf(reflect.Zero(list.Type().Elem()).Interface())
	if elem == numValueTypes {
		return b, fmt.Errorf("a %T cannot be stored", value)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(TypeArray))
	b = binary.LittleEndian.AppendUint32(b, uint32(elem))
	b = binary.LittleEndian.AppendUint64(b, uint64(list.Len()))
	if list, ok := value.([]string); ok {
		for _, s := range list {
			b = appendString(b, s)
		}
		return b, nil
	}
	return binary.Append(b, binary.LittleEndian, value)
}

func appendElement(b []byte, value any) []byte {
	if s, ok := value.(string); ok {
		return appendString(b, s)
	}
	b, err := binary.Append(b, binary.LittleEndian, value)
	if err != nil {
		panic("BUG: gguf: " + err.Error())
	}
	return b
}

// append appends the value as it stands in its file.
func (v Value) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(v.typ))
	switch v.typ {
	case TypeString:
		b = binary.LittleEndian.AppendUint64(b, uint64(len(v.raw())))
		return append(b, v.raw()...)
	case TypeArray:
		b = binary.LittleEndian.AppendUint32(b, uint32(v.elem))
		b = binary.LittleEndian.AppendUint64(b, uint64(v.n))
		return append(b, v.raw()...)
	}
	bits := binary.LittleEndian.AppendUint64(nil, v.bits)
	return append(b, bits[:valueTypes[v.typ].size]...)
}
