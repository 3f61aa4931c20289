package vulkan

import (
	"testing"

	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/stretchr/testify/require"
)

// TestHazards decides where barriers go. A software device runs one dispatch after the other and would
// not miss them, so nothing else here notices a missing one.
func TestHazards(t *testing.T) {
	at := func(buffer, off, n int) vk.Range {
		return vk.Range{Buffer: vk.Buffer(buffer), Off: uint64(off), Len: uint64(n)}
	}
	type launch struct {
		ranges []vk.Range // the last one is written, with both the last two
		both   bool
	}
	for _, c := range []struct {
		name          string
		first, second launch
		wait          bool
	}{
		{"read after write", launch{[]vk.Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]vk.Range{at(1, 256, 64), at(1, 512, 64)}, false}, true},
		{"write after read", launch{[]vk.Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]vk.Range{at(1, 512, 64), at(1, 0, 64)}, false}, true},
		{"write after write", launch{[]vk.Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]vk.Range{at(1, 512, 64), at(1, 256, 64)}, false}, true},
		{"last byte", launch{[]vk.Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]vk.Range{at(1, 319, 64), at(1, 512, 64)}, false}, true},
		{"next byte", launch{[]vk.Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]vk.Range{at(1, 320, 64), at(1, 512, 64)}, false}, false},
		{"shared input", launch{[]vk.Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]vk.Range{at(1, 0, 64), at(1, 512, 64)}, false}, false},
		{"other buffer", launch{[]vk.Range{at(1, 0, 64), at(1, 256, 64)}, false}, launch{[]vk.Range{at(2, 256, 64), at(2, 0, 64)}, false}, false},
		{"second result", launch{[]vk.Range{at(1, 0, 64), at(1, 256, 64), at(1, 512, 64)}, true}, launch{[]vk.Range{at(1, 512, 64), at(1, 768, 64)}, false}, true},
		{"unused binding", launch{[]vk.Range{{}, at(1, 0, 64)}, false}, launch{[]vk.Range{{}, at(1, 64, 64)}, false}, false},
	} {
		var h hazards
		dispatchOf := func(l launch) *dispatch {
			d := &dispatch{result: len(l.ranges) - 1}
			if l.both {
				d.result, d.second = len(l.ranges)-2, len(l.ranges)-1
			}
			return d
		}
		require.False(t, h.conflict(c.first.ranges, dispatchOf(c.first)), c.name)
		h.add(c.first.ranges, dispatchOf(c.first))
		require.Equal(t, c.wait, h.conflict(c.second.ranges, dispatchOf(c.second)), c.name)
		h.clear()
		require.False(t, h.conflict(c.second.ranges, dispatchOf(c.second)), c.name)
	}
}
