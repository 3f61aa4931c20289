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

// mapTemp maps a new file that holds content.
func mapTemp(t *testing.T, content []byte) (data []byte, release func() error) {
	path := filepath.Join(t.TempDir(), "f")
	require.NoError(t, os.WriteFile(path, content, 0o600))
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	data, release, err = Map(f, int64(len(content)))
	require.NoError(t, err)
	return data, release
}

func TestDrop(t *testing.T) {
	if os.Getpagesize() != 4096 {
		t.Skip("pages of another size")
	}
	want := bytes.Repeat([]byte("gemma-bench "), 1<<16)
	b, release := mapTemp(t, want)
	require.Equal(t, want, b)
	require.Greater(t, resident(t, b), 100)
	Drop(b)
	require.Less(t, resident(t, b), 3)
	require.Equal(t, want, b)
	Drop(b[5:100]) // no whole page
	Drop(nil)
	require.NoError(t, release())
}

// Memory that Map did not map would lose what it holds: it is left alone.
func TestDropLeavesOtherMemory(t *testing.T) {
	want := bytes.Repeat([]byte("gemma-bench "), 1<<16)
	own := bytes.Clone(want)
	Drop(own)
	require.Equal(t, want, own)
	b, release := mapTemp(t, want)
	require.True(t, Mapped(b) && Mapped(b[7:9]))
	require.False(t, Mapped(own))
	require.NoError(t, release())
	anon, err := unix.Mmap(-1, 0, 1<<20, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	require.NoError(t, err) // likely where the mapping was
	defer func() { require.NoError(t, unix.Munmap(anon)) }()
	copy(anon, want)
	Drop(anon)
	require.True(t, bytes.HasPrefix(anon, want[:1000]))
	require.False(t, Mapped(anon))
}

// File gives what the mapping holds, at the offset of the part, as long as the mapping lives.
func TestFile(t *testing.T) {
	want := bytes.Repeat([]byte("gemma-bench "), 1<<10)
	b, release := mapTemp(t, want)
	fd, at := File(b[700:900])
	require.EqualValues(t, 700, at)
	got := make([]byte, 200)
	n, err := unix.Pread(fd, got, at)
	require.NoError(t, err)
	require.Equal(t, want[700:900], got[:n])
	flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
	require.NoError(t, err)
	require.NotZero(t, flags&unix.FD_CLOEXEC)
	fd, _ = File(bytes.Clone(want))
	require.Equal(t, -1, fd)
	require.NoError(t, release())
	fd, _ = File(b)
	require.Equal(t, -1, fd)
}
