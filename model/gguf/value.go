package gguf

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// A Value is one metadata value. Strings and arrays stay in the file until they are asked for.
type Value struct {
	file *File
	typ  ValueType
	elem ValueType // of an array
	n    int       // elements of an array
	// bits holds a scalar, sign-extended if it is a signed integer. Of a string or array it is the
	// position of the first byte in the file, and end is that after the last one.
	bits uint64
	end  int
	// bounds index an array of strings: element i, its length field included, spans
	// bounds[i]…bounds[i+1] from the position in bits.
	bounds []uint32
}

// Type returns the type of the value.
func (v Value) Type() ValueType { return v.typ }

// Elem returns the type of an array's elements. It means nothing for any other value.
func (v Value) Elem() ValueType { return v.elem }

// Len returns the number of elements of an array, and 0 for any other value.
func (v Value) Len() int { return v.n }

// describe names the value's type for an error.
func (v Value) describe() string {
	if v.typ == TypeArray {
		return fmt.Sprintf("an array of %d %v", v.n, v.elem)
	}
	return v.typ.String()
}

// raw returns the bytes of a string or array.
func (v Value) raw() []byte {
	if v.file.data == nil {
		panic("BUG: gguf: metadata of a closed file")
	}
	return v.file.data[v.bits:v.end]
}

// value reads the type and value that follow a key.
func (d *decoder) value(key string) (Value, error) {
	typ, err := d.valueType(key)
	if err != nil {
		return Value{}, err
	}
	switch typ {
	case TypeString:
		n, err := d.uint64("string length")
		if err != nil {
			return Value{}, err
		}
		start := d.pos
		_, err = d.take(n, "string")
		return Value{typ: typ, bits: uint64(start), end: d.pos}, err
	case TypeArray:
		return d.array(key)
	}
	b, err := d.take(uint64(valueTypes[typ].size), "metadata value")
	if err != nil {
		return Value{}, err
	}
	if typ == TypeBool && b[0] > 1 {
		return Value{}, d.errorf("metadata %s: %d is not a bool", quote(key), b[0])
	}
	return Value{typ: typ, bits: scalar(typ, b)}, nil
}

func (d *decoder) valueType(key string) (ValueType, error) {
	id, err := d.uint32("metadata type")
	if err != nil {
		return 0, err
	}
	if id >= uint32(numValueTypes) {
		return 0, d.errorf("metadata %s: there is no value type %d", quote(key), id)
	}
	return ValueType(id), nil
}

// array reads an array's element type, count and elements.
func (d *decoder) array(key string) (Value, error) {
	elem, err := d.valueType(key)
	if err != nil {
		return Value{}, err
	}
	n, err := d.uint64("array length")
	if err != nil {
		return Value{}, err
	}
	if elem == TypeArray {
		return Value{}, d.errorf("metadata %s: arrays of arrays are not supported", quote(key))
	}
	// A string takes at least its length field. Comparing by division cannot wrap.
	size := uint64(max(valueTypes[elem].size, 1))
	if elem == TypeString {
		size = 8
	}
	if n > d.left()/size {
		return Value{}, &FormatError{
			Offset: int64(d.pos),
			What:   fmt.Sprintf("metadata %s: an array of %d %v does not fit the %d bytes left", quote(key), n, elem, d.left()),
			Err:    io.ErrUnexpectedEOF,
		}
	}
	v := Value{typ: TypeArray, elem: elem, n: int(n), bits: uint64(d.pos)}
	switch elem {
	case TypeString:
		v.bounds, err = d.strings(key, v.n)
	case TypeBool:
		b, _ := d.take(n, "array")
		for i, x := range b {
			if x > 1 {
				return Value{}, d.errorf("metadata %s: element %d: %d is not a bool", quote(key), i, x)
			}
		}
	default:
		_, err = d.take(n*size, "array")
	}
	v.end = d.pos
	return v, err
}

// strings steps over n strings and returns where each begins, relative to the first.
func (d *decoder) strings(key string, n int) ([]uint32, error) {
	b, pos := d.data[d.pos:], uint64(0)
	bounds := make([]uint32, n+1)
	for i := range n {
		if uint64(len(b))-pos < 8 {
			d.pos += int(pos)
			return nil, d.short(8, "string length")
		}
		length := binary.LittleEndian.Uint64(b[pos:])
		pos += 8
		if length > uint64(len(b))-pos {
			d.pos += int(pos)
			return nil, d.short(length, "string")
		}
		if pos += length; pos > math.MaxUint32 {
			return nil, d.errorf("metadata %s: an array of strings of more than 4 GiB", quote(key))
		}
		bounds[i+1] = uint32(pos)
	}
	d.pos += int(pos)
	return bounds, nil
}

// scalar decodes one number of the given type; signed integers are sign-extended.
func scalar(typ ValueType, b []byte) uint64 {
	switch typ {
	case TypeInt8:
		return uint64(int8(b[0]))
	case TypeUint16:
		return uint64(binary.LittleEndian.Uint16(b))
	case TypeInt16:
		return uint64(int16(binary.LittleEndian.Uint16(b)))
	case TypeUint32, TypeFloat32:
		return uint64(binary.LittleEndian.Uint32(b))
	case TypeInt32:
		return uint64(int32(binary.LittleEndian.Uint32(b)))
	case TypeUint64, TypeInt64, TypeFloat64:
		return binary.LittleEndian.Uint64(b)
	}
	return uint64(b[0]) // uint8, bool
}
