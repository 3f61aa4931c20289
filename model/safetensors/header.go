package safetensors

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"unicode/utf8"
)

// metadataKey is the one key of the header that is no tensor.
const metadataKey = "__metadata__"

// parseHeader reads the header and sorts the tensors by their offset. base is where the data begins.
func (f *File) parseHeader(text []byte, base int64) error {
	if !utf8.Valid(text) {
		return formatf("the header is not valid UTF-8")
	}
	seen := map[string]bool{}
	d := json.NewDecoder(bytes.NewReader(text))
	err := object(d, func(key string) error {
		if seen[key] {
			return fmt.Errorf("%s occurs twice", quote(key))
		}
		seen[key] = true
		if key == metadataKey {
			return f.parseMetadata(d)
		}
		if key == "" || len(key) > maxName {
			return fmt.Errorf("a tensor name of %d bytes, want 1 to %d", len(key), maxName)
		}
		if len(f.tensors) == maxTensors {
			return fmt.Errorf("more than %d tensors", maxTensors)
		}
		info, err := parseTensor(d, key, base)
		f.tensors = append(f.tensors, info)
		return err
	})
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errors.New("something follows the object")
		}
	}
	if err != nil {
		if e := new(TypeError); errors.As(err, &e) {
			return err
		}
		return &FormatError{"header", err}
	}
	slices.SortStableFunc(f.tensors, func(a, b TensorInfo) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Size, b.Size))
	})
	return nil
}

// object reads an object of d and calls value at each key, whose value it must consume.
func object(d *json.Decoder, value func(key string) error) error {
	if open, err := d.Token(); err != nil {
		return err
	} else if open != json.Delim('{') {
		return errors.New("not an object")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if err := value(key.(string)); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (f *File) parseMetadata(d *json.Decoder) error {
	f.meta = map[string]string{}
	return object(d, func(key string) error {
		var value string
		if err := d.Decode(&value); err != nil {
			return fmt.Errorf("metadata %s: %w", quote(key), err)
		}
		f.meta[key] = value
		return nil
	})
}

// parseTensor reads one tensor's description.
func parseTensor(d *json.Decoder, name string, base int64) (TensorInfo, error) {
	info := TensorInfo{Name: name}
	var offsets, shape []int64
	seen := map[string]bool{}
	err := object(d, func(key string) error {
		if seen[key] {
			return fmt.Errorf("%s occurs twice", quote(key))
		}
		seen[key] = true
		switch key {
		case "dtype":
			return d.Decode(&info.DType)
		case "shape":
			return d.Decode(&shape)
		case "data_offsets":
			return d.Decode(&offsets)
		}
		var ignored json.RawMessage
		return d.Decode(&ignored)
	})
	if err == nil {
		err = info.set(shape, offsets, seen, base)
	}
	if e := new(TypeError); err != nil && !errors.As(err, &e) {
		err = fmt.Errorf("tensor %s: %w", quote(name), err)
	}
	return info, err
}

// set checks the fields and fills info.
func (i *TensorInfo) set(shape, offsets []int64, seen map[string]bool, base int64) error {
	for _, key := range []string{"dtype", "shape", "data_offsets"} {
		if !seen[key] {
			return fmt.Errorf("no %s", key)
		}
	}
	if shape == nil || len(shape) > maxRank {
		return fmt.Errorf("%d dimensions, want at most %d", len(shape), maxRank)
	}
	i.Shape = make([]int, len(shape))
	for k, dim := range shape {
		if dim < 0 || dim > math.MaxInt32 {
			return fmt.Errorf("dimension %d is out of range", dim)
		}
		i.Shape[k] = int(dim)
	}
	if len(offsets) != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > math.MaxInt64-base {
		return fmt.Errorf("data_offsets %v are no range", offsets)
	}
	want, err := bytesOf(i.Name, i.DType, i.Shape)
	if err != nil {
		return err
	}
	if i.Size = offsets[1] - offsets[0]; i.Size != want {
		return fmt.Errorf("%s%v has %d bytes, not %d", i.DType, i.Shape, want, i.Size)
	}
	i.Offset = base + offsets[0]
	return nil
}
