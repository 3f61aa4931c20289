package shaders

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// A Layout is what a caller must know of a module's interface.
type Layout struct {
	Bindings  []int `json:"bindings"`   // of storage buffers
	PushBytes int   `json:"push_bytes"` // size of the push constants
	Specs     []int `json:"specs"`      // ids of the specialisation constants
}

// SPIR-V enumerators. ref: SPIR-V specification 1.3, sections 3.20 and 3.32.
const (
	spirvMagic         = 0x07230203
	opTypePointer      = 32
	opVariable         = 59
	opDecorate         = 71
	opMemberDecorate   = 72
	decorationSpecID   = 1
	decorationBinding  = 33
	decorationOffset   = 35
	storagePushPointer = 9
)

// Reflect reads a module's interface from its SPIR-V. Push constants are 32-bit scalars throughout.
func Reflect(spirv []byte) (Layout, error) {
	var l Layout
	words := make([]uint32, len(spirv)/4)
	for i := range words {
		words[i] = binary.LittleEndian.Uint32(spirv[4*i:])
	}
	if len(words) < 5 || len(spirv)%4 != 0 || words[0] != spirvMagic {
		return l, errors.New("shaders: not a SPIR-V module")
	}
	ends, pointers := map[uint32]int{}, map[uint32]uint32{} // struct → bytes, pointer → struct
	for at := 5; at < len(words); {
		n, op := int(words[at]>>16), words[at]&0xffff
		if n == 0 || n > len(words)-at {
			return l, fmt.Errorf("shaders: instruction at word %d is broken", at)
		}
		in := words[at : at+n]
		switch {
		case op == opDecorate && n >= 4 && in[2] == decorationBinding:
			l.Bindings = append(l.Bindings, int(in[3]))
		case op == opDecorate && n >= 4 && in[2] == decorationSpecID:
			l.Specs = append(l.Specs, int(in[3]))
		case op == opMemberDecorate && n >= 5 && in[3] == decorationOffset:
			ends[in[1]] = max(ends[in[1]], int(in[4])+4)
		case op == opTypePointer && n >= 4 && in[2] == storagePushPointer:
			pointers[in[1]] = in[3]
		case op == opVariable && n >= 4 && in[3] == storagePushPointer:
			l.PushBytes = ends[pointers[in[1]]]
		}
		at += n
	}
	slices.Sort(l.Bindings)
	slices.Sort(l.Specs)
	l.Specs = slices.Compact(l.Specs)
	return l, nil
}
