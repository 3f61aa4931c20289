// Package safetensors reads and writes safetensors files, the container in which Hugging Face
// repositories keep weights: the length of a JSON header, the header, and the tensors' data.
//
// # Trust
//
// A file is validated whole before any of it is handed out. Offsets must lie in the file, sizes must be
// what shapes and element types ask for, and the tensors must cover the data without overlap or gap,
// which is what the reference implementation asks for too. The header and the number of tensors are
// capped, and all arithmetic is checked. Errors are *FormatError or *TypeError.
//
// # Memory
//
// Open maps a file and OpenDir all parts of a sharded one; Bytes are windows into the mapping,
// read-only, dead after Close. What package gguf says about mappings holds here: use Parse or OpenFS for
// files that others may truncate.
//
// ref: https://github.com/huggingface/safetensors, README.md, "Format", and safetensors/src/tensor.rs.
package safetensors

import "fmt"

// A FormatError reports a file that is not valid.
type FormatError struct {
	What string
	Err  error // may be nil
}

func (e *FormatError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("safetensors: %s: %v", e.What, e.Err)
	}
	return "safetensors: " + e.What
}

func (e *FormatError) Unwrap() error { return e.Err }

func formatf(format string, args ...any) error {
	return &FormatError{What: fmt.Sprintf(format, args...)}
}

// A TypeError reports a tensor of a valid element type or shape that this module does not compute with.
type TypeError struct {
	Tensor string
	DType  string // as the file spells it
	Shape  []int
}

func (e *TypeError) Error() string {
	return fmt.Sprintf("safetensors: tensor %s: %s%v is not supported", quote(e.Tensor), e.DType, e.Shape)
}

// quote makes a name from a file fit for one line of an error.
func quote(name string) string {
	const longest = 80
	if len(name) > longest {
		return fmt.Sprintf("%q…", name[:longest])
	}
	return fmt.Sprintf("%q", name)
}
