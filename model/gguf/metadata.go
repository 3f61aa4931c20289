package gguf

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"slices"
)

// Keys returns the metadata keys in file order. The slice belongs to the File.
func (f *File) Keys() []string { return f.keys }

// KV looks a metadata value up.
func (f *File) KV(key string) (Value, bool) {
	v, ok := f.values[key]
	return v, ok
}

// lookup returns the value at key if its type, or that of its elements, is one of those given.
func (f *File) lookup(key, want string, array bool, types ...ValueType) (Value, error) {
	v, ok := f.values[key]
	if !ok {
		return Value{}, &KeyError{Key: key, Want: want}
	}
	typ := v.typ
	if array {
		typ = v.elem
	}
	if array != (v.typ == TypeArray) || !slices.Contains(types, typ) {
		return Value{}, &KeyError{Key: key, Want: want, Have: v.describe()}
	}
	return v, nil
}

var (
	integers = []ValueType{TypeUint8, TypeInt8, TypeUint16, TypeInt16, TypeUint32, TypeInt32, TypeUint64, TypeInt64}
	floats   = []ValueType{TypeFloat32, TypeFloat64}
)

func (t ValueType) signed() bool {
	return t == TypeInt8 || t == TypeInt16 || t == TypeInt32 || t == TypeInt64
}

// Uint returns the integer at key, of whatever width; writers differ. A negative one is a KeyError.
func (f *File) Uint(key string) (uint64, error) {
	v, err := f.lookup(key, "an unsigned integer", false, integers...)
	if err == nil && v.typ.signed() && int64(v.bits) < 0 {
		err = &KeyError{Key: key, Want: "an unsigned integer", Have: fmt.Sprint(int64(v.bits))}
	}
	if err != nil {
		return 0, err
	}
	return v.bits, nil
}

// Int returns the integer at key, of whatever width. One of 2⁶³ or more is a KeyError.
func (f *File) Int(key string) (int64, error) {
	v, err := f.lookup(key, "an integer", false, integers...)
	if err == nil && v.typ == TypeUint64 && v.bits > math.MaxInt64 {
		err = &KeyError{Key: key, Want: "an integer", Have: fmt.Sprint(v.bits)}
	}
	if err != nil {
		return 0, err
	}
	return int64(v.bits), nil
}

// Float returns the float32 or float64 at key. It may be infinite or NaN.
func (f *File) Float(key string) (float64, error) {
	v, err := f.lookup(key, "a float", false, floats...)
	if err != nil {
		return 0, err
	}
	if v.typ == TypeFloat32 {
		return float64(math.Float32frombits(uint32(v.bits))), nil
	}
	return math.Float64frombits(v.bits), nil
}

// Bool returns the bool at key.
func (f *File) Bool(key string) (bool, error) {
	v, err := f.lookup(key, "a bool", false, TypeBool)
	return v.bits != 0, err
}

// String returns a copy of the string at key. Nothing guarantees that it is valid UTF-8.
func (f *File) String(key string) (string, error) {
	v, err := f.lookup(key, "a string", false, TypeString)
	if err != nil {
		return "", err
	}
	return string(v.raw()), nil
}

// Ints returns the integers of the array at key, of whatever width.
func (f *File) Ints(key string) ([]int64, error) {
	v, err := f.lookup(key, "an array of integers", true, integers...)
	if err != nil {
		return nil, err
	}
	out := make([]int64, v.n)
	b, size := v.raw(), valueTypes[v.elem].size
	for i := range out {
		bits := scalar(v.elem, b[i*size:])
		if v.elem == TypeUint64 && bits > math.MaxInt64 {
			return nil, &KeyError{Key: key, Want: "an array of integers", Have: fmt.Sprintf("%d at %d", bits, i)}
		}
		out[i] = int64(bits)
	}
	return out, nil
}

// Array returns a copy of the array at key, whose elements must have exactly the type T. It is a copy
// because arrays lie at any address in a file: a window would be possible for some files and not
// for others.
func Array[T uint8 | int8 | uint16 | int16 | uint32 | int32 | uint64 | int64 | float32 | float64 | bool](f *File, key string) ([]T, error) {
	var zero T
	elem := typeOf(zero)
	v, err := f.lookup(key, "an array of "+elem.String(), true, elem)
	if err != nil {
		return nil, err
	}
	out := make([]T, v.n)
	if _, err := binary.Decode(v.raw(), binary.LittleEndian, out); err != nil {
		panic("BUG: gguf: " + err.Error())
	}
	return out, nil
}

// typeOf returns the value type that stores a Go value, or numValueTypes if none does.
func typeOf(v any) ValueType {
	switch v.(type) {
	case uint8:
		return TypeUint8
	case int8:
		return TypeInt8
	case uint16:
		return TypeUint16
	case int16:
		return TypeInt16
	case uint32:
		return TypeUint32
	case int32:
		return TypeInt32
	case float32:
		return TypeFloat32
	case bool:
		return TypeBool
	case string:
		return TypeString
	case uint64:
		return TypeUint64
	case int64:
		return TypeInt64
	case float64:
		return TypeFloat64
	}
	return numValueTypes
}

// Strings returns the array of strings at key without copying it.
func (f *File) Strings(key string) (Strings, error) {
	v, err := f.lookup(key, "an array of strings", true, TypeString)
	return Strings{v}, err
}

// Strings is an array of strings that stays in the file. The zero value is empty.
type Strings struct{ v Value }

// Len returns the number of strings.
func (s Strings) Len() int { return s.v.n }

// Bytes returns string i without copying: read-only, valid until the file is closed. Nothing guarantees
// that it is valid UTF-8.
func (s Strings) Bytes(i int) []byte {
	b := s.v.raw()
	from, to := s.v.bounds[i]+8, s.v.bounds[i+1]
	return b[from:to:to]
}

// At returns a copy of string i.
func (s Strings) At(i int) string { return string(s.Bytes(i)) }

// All iterates over the strings as Bytes returns them.
func (s Strings) All() iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		for i := range s.v.n {
			if !yield(i, s.Bytes(i)) {
				return
			}
		}
	}
}
