package mtl

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSizes pins how structures are passed. Only a Mac can prove that it is right.
func TestSizes(t *testing.T) {
	a, b := &[3]uintptr{1, 2, 3}, &[3]uintptr{4, 5, 6}
	args := [12]uintptr{100, 101}
	require.Len(t, sizes(&args, "arm64", a, b), 4)
	args = [12]uintptr{100, 101}
	require.Equal(t, []uintptr{100, 101, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6}, sizes(&args, "amd64", a, b))
}

func TestExcerpt(t *testing.T) {
	const source = "#define A 1u\n#line 1 \"add.metal\"\nfirst\nsecond\nthird"
	require.Equal(t, "2: second", excerpt(source, "add.metal:2:5: error: use of undeclared identifier"))
	require.Equal(t, "", excerpt(source, "no such thing"))
	require.Equal(t, "", excerpt(source, "x:77:1: error: beyond"))
	require.Equal(t, "1: first", excerpt("first\nsecond", "program_source:1:1: error: x"))
}
