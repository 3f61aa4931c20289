package pages

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// resident counts the pages of b that are in this process's memory.
func resident(t *testing.T, b []byte) int {
	n, err := Resident(b)
	if err != nil {
		t.Skip(err)
	}
	return n / os.Getpagesize()
}

func TestDrop(t *testing.T) {
	if os.Getpagesize() != 4096 {
		t.Skip("pages of another size")
	}
	path := filepath.Join(t.TempDir(), "f")
	want := bytes.Repeat([]byte("gemma-bench "), 1<<16)
	require.NoError(t, os.WriteFile(path, want, 0o600))
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	b, err := unix.Mmap(int(f.Fd()), 0, len(want), unix.PROT_READ, unix.MAP_PRIVATE)
	require.NoError(t, err)
	defer func() { require.NoError(t, unix.Munmap(b)) }()
	require.Equal(t, want, b)
	before := resident(t, b)
	require.Greater(t, before, 100)
	Drop(b)
	require.Less(t, resident(t, b), 3)
	require.Equal(t, want, b)
	Drop(b[5:100]) // no whole page
	Drop(nil)

	// Memory without a file would lose what it holds: it is left alone.
	own := bytes.Clone(want)
	Drop(own)
	require.Equal(t, want, own)
	anon, err := unix.Mmap(-1, 0, 1<<20, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	require.NoError(t, err)
	defer func() { require.NoError(t, unix.Munmap(anon)) }()
	copy(anon, want)
	Drop(anon)
	require.True(t, bytes.HasPrefix(anon, want[:1000]))
}
