package engine

import (
	"fmt"
	"unsafe"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/tensor"
)

// An indexInput is an I32 input with its host copy.
type indexInput struct {
	name   string
	values []int32
	bytes  []byte // the same memory
	buffer backend.Buffer
}

// An output is a result with a host view of it.
type output struct {
	name   string
	values []float32
	bytes  []byte // the same memory
	buffer backend.Buffer
	mapped bool // values are the buffer's own memory
}

// allocate makes the input and output buffers of a program and their host views.
func (p *program) allocate(b backend.Backend) error {
	for _, v := range p.graph.Inputs() {
		n := &p.graph.Nodes[v]
		buf, err := b.NewBuffer(n.Type, backend.UsageInput)
		if err != nil {
			return fmt.Errorf("input %s: %w", n.Name, err)
		}
		p.bind.Inputs = append(p.bind.Inputs, buf)
		if n.Type.DType == tensor.I32 {
			in := indexInput{name: n.Name, values: make([]int32, n.Type.Shape.Elems()), buffer: buf}
			// SAFETY: int32 values viewed as their bytes; the view lives as long as the slice.
			in.bytes = unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(in.values))), 4*len(in.values))
			p.index = append(p.index, in)
		}
	}
	for _, o := range p.graph.Outputs {
		t := p.graph.Nodes[o.Value].Type
		buf, err := b.NewBuffer(t, backend.UsageOutput)
		if err != nil {
			return fmt.Errorf("output %s: %w", o.Name, err)
		}
		p.bind.Outputs = append(p.bind.Outputs, buf)
		out := output{name: o.Name, buffer: buf}
		if m, ok := buf.(backend.Mapper); ok {
			out.bytes, out.mapped = m.Map(), true
			// SAFETY: a Mapper's memory is aligned for its element type, F32 here, and outlives the view.
			out.values = unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(out.bytes))), len(out.bytes)/4)
		} else {
			out.values = make([]float32, t.Shape.Elems())
			// SAFETY: float32 values viewed as their bytes; the view lives as long as the slice.
			out.bytes = unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(out.values))), 4*len(out.values))
		}
		p.outputs = append(p.outputs, out)
	}
	return nil
}

// fetch returns the first n values of output i.
func (p *program) fetch(i, n int) ([]float32, error) {
	o := &p.outputs[i]
	if !o.mapped {
		if err := o.buffer.Read(0, o.bytes[:4*n]); err != nil {
			return nil, err
		}
	}
	return o.values[:n], nil
}

// aligned reports whether a backend may view data as 4-byte words.
func aligned(data []byte) bool {
	// SAFETY: only the address is looked at.
	return uintptr(unsafe.Pointer(unsafe.SliceData(data)))%4 == 0
}
