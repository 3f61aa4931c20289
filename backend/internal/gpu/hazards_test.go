package gpu

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHazards decides where barriers go. A software device runs one launch after the other and would
// not miss them, so nothing else here notices a missing one.
func TestHazards(t *testing.T) {
	at := func(buffer, off, n int) Range {
		return Range{Buffer: uint64(buffer), Off: uint64(off), Len: uint64(n)}
	}
	type launch struct {
		ranges []Range // the last one is written, with both the last two
		both   bool
	}
	for _, c := range []struct {
		name          string
		first, second launch
		wait          bool
	}{
		{"read after write", launch{[]Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]Range{at(1, 256, 64), at(1, 512, 64)}, false}, true},
		{"write after read", launch{[]Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]Range{at(1, 512, 64), at(1, 0, 64)}, false}, true},
		{"write after write", launch{[]Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]Range{at(1, 512, 64), at(1, 256, 64)}, false}, true},
		{"last byte", launch{[]Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]Range{at(1, 319, 64), at(1, 512, 64)}, false}, true},
		{"next byte", launch{[]Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]Range{at(1, 320, 64), at(1, 512, 64)}, false}, false},
		{"shared input", launch{[]Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]Range{at(1, 0, 64), at(1, 512, 64)}, false}, false},
		{"other buffer", launch{[]Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]Range{at(2, 256, 64), at(2, 0, 64)}, false}, false},
		{"second result", launch{[]Range{at(1, 0, 64), at(1, 256, 64), at(1, 512, 64)}, true}, launch{[]Range{at(1, 512, 64), at(1, 768, 64)}, false}, true},
		{"unused binding", launch{[]Range{{}, at(1, 0, 64)}, false}, launch{[]Range{{}, at(1, 64, 64)}, false}, false},
	} {
		var h Hazards
		launchOf := func(l launch) *Launch {
			d := &Launch{Result: len(l.ranges) - 1}
			if l.both {
				d.Result, d.More = len(l.ranges)-2, []int{len(l.ranges) - 1}
			}
			return d
		}
		require.False(t, h.Conflict(c.first.ranges, launchOf(c.first)), c.name)
		h.Add(c.first.ranges, launchOf(c.first))
		require.Equal(t, c.wait, h.Conflict(c.second.ranges, launchOf(c.second)), c.name)
		h.Clear()
		require.False(t, h.Conflict(c.second.ranges, launchOf(c.second)), c.name)
	}
}
