package backendtest

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

func TestGuarded(t *testing.T) {
	for _, n := range []int{1, 18, 31, 32, 33, 34, 64, 4095, 4096, 4097} {
		p := make([]byte, n)
		for i := range p {
			p[i] = byte(i)
		}
		g := newGuarded(p)
		require.Equal(t, p, g.data())
		at := uintptr(unsafe.Pointer(unsafe.SliceData(g.data())))
		require.EqualValues(t, importAlign, at%(2*importAlign))
		require.LessOrEqual(t, len(g.region)-g.to, 2*importAlign)
		require.NoError(t, g.intact())
		g.data()[0]++
		require.NoError(t, g.intact())
		for i := range g.region {
			if i >= g.from && i < g.to {
				continue
			}
			g.region[i]++
			require.Error(t, g.intact())
			g.region[i]--
		}
		require.NoError(t, g.close())
	}
}
