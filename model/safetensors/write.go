package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"github.com/gemma-bench/gemma/tensor"
)

// A Tensor is what Write stores.
type Tensor struct {
	Name string
	Type tensor.Type // of F32, F16, BF16 or I32
	Data []byte
}

// Write writes a file with the given tensors in their order. Metadata may be nil.
func Write(w io.Writer, metadata map[string]string, tensors []Tensor) error {
	var head bytes.Buffer
	head.WriteByte('{')
	if metadata != nil {
		text, err := json.Marshal(metadata)
		if err != nil {
			return fmt.Errorf("safetensors: writing: %w", err)
		}
		fmt.Fprintf(&head, "%q:%s", metadataKey, text)
	}
	offset, seen := 0, map[string]bool{}
	for _, t := range tensors {
		dtype := t.Type.DType.String()
		if err := t.Type.Check(); err != nil || dtypes[dtype].dtype != t.Type.DType || len(t.Data) != t.Type.Bytes() || seen[t.Name] {
			return fmt.Errorf("safetensors: writing: tensor %s of type %v with %d bytes cannot be stored", quote(t.Name), t.Type, len(t.Data))
		}
		seen[t.Name] = true
		info := struct {
			DType   string `json:"dtype"`
			Shape   []int  `json:"shape"`
			Offsets [2]int `json:"data_offsets"`
		}{dtype, t.Type.Shape.Dims(), [2]int{offset, offset + len(t.Data)}}
		text, err := json.Marshal(map[string]any{t.Name: info})
		if err != nil {
			return fmt.Errorf("safetensors: writing: %w", err)
		}
		if head.Len() > 1 {
			head.WriteByte(',')
		}
		head.Write(text[1 : len(text)-1])
		offset += len(t.Data)
	}
	head.WriteByte('}')
	for head.Len()%8 != 0 {
		head.WriteByte(' ') // the data is aligned for every element type
	}
	out := append(binary.LittleEndian.AppendUint64(nil, uint64(head.Len())), head.Bytes()...)
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("safetensors: writing: %w", err)
	}
	for _, t := range tensors {
		if _, err := w.Write(t.Data); err != nil {
			return fmt.Errorf("safetensors: writing: %w", err)
		}
	}
	return nil
}
