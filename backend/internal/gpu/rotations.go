package gpu

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/gemma-bench/gemma/graph"
)

// Rotations identify a table of rotations.
type Rotations struct {
	half        int
	base, scale float32
}

// table returns the index of the table of a.
func (l *lowerer) table(a graph.RoPEAttr) int {
	key := Rotations{a.HeadDim / 2, a.Base, a.Scale}
	at := slices.Index(l.tables, key)
	if at < 0 {
		at = len(l.tables)
		l.tables = append(l.tables, key)
	}
	return at
}

// Bytes returns the table: (cos, sin) of pair j at position d·256ˡ as [4,256,E/2].
func (r Rotations) Bytes() []byte {
	data := make([]byte, 0, 4*256*r.half*8)
	for level := range 4 {
		for d := range 256 {
			for j := range r.half {
				freq := float64(r.scale) * math.Pow(float64(r.base), -2*float64(j)/float64(2*r.half))
				sin, cos := math.Sincos(float64(d<<(8*level)) * freq)
				data = binary.LittleEndian.AppendUint32(data, f32bits(float32(cos)))
				data = binary.LittleEndian.AppendUint32(data, f32bits(float32(sin)))
			}
		}
	}
	return data
}
