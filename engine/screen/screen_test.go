package screen

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func TestPlanFindsTheAxes(t *testing.T) {
	const K, T = 128, 400
	r := rand.New(rand.NewPCG(1, 2))
	states := make([]float32, T*K)
	for s := range T { // energy along (1,1,0…)/√2 and, less, along axis 9
		a, b := float32(r.NormFloat64()*10), float32(r.NormFloat64()*4)
		for i := range K {
			states[s*K+i] = float32(r.NormFloat64() * 0.1)
		}
		states[s*K] += a
		states[s*K+1] += a
		states[s*K+9] += b
	}
	p, err := Plan(states, K)
	require.NoError(t, err)
	require.Equal(t, []uint8{4, 2}, p.Bits)
	require.InDelta(t, math.Sqrt2, math.Abs(float64(p.Basis[0]+p.Basis[1])), 0.01)
	require.InDelta(t, 1, math.Abs(float64(p.Basis[K+9])), 0.01)
	for i := range K {
		for j := range i + 1 {
			dot := 0.0
			for k := range K {
				dot += float64(p.Basis[i*K+k]) * float64(p.Basis[j*K+k])
			}
			require.InDelta(t, map[bool]float64{true: 1}[i == j], dot, 1e-6, "rows %d and %d", i, j)
		}
	}
	_, err = Plan(states[:100], K)
	require.Error(t, err)
	states[5] = float32(math.NaN())
	_, err = Plan(states, K)
	require.ErrorContains(t, err, "finite")
}

// The same states give the same plan, whatever the number of processors; its rows are eigenvectors, by falling eigenvalue.
func TestPlanIsTheSameOnAnyProcessors(t *testing.T) {
	const K, T = 192, 331
	r := rand.New(rand.NewPCG(3, 2))
	states := make([]float32, T*K)
	for i := range states {
		states[i] = float32(r.NormFloat64() * math.Exp(-float64(i%K)/40))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want, err := Plan(states, K)
	require.NoError(t, err)
	for _, n := range []int{2, 3, 5} {
		runtime.GOMAXPROCS(n)
		p, err := Plan(states, K)
		require.NoError(t, err)
		require.Equal(t, want, p, n)
	}
	c := moments(states, K)
	values, rows := eigen(append([]float64(nil), c...), K)
	for i, v := range rows {
		for j := range K {
			sum := 0.0
			for k, x := range v {
				sum += c[j*K+k] * x
			}
			require.InDelta(t, values[i]*v[j], sum, 1e-12*values[0])
		}
		require.True(t, i == 0 || values[i] <= values[i-1])
	}
	for _, n := range []int{1, 2, 3} { // the last reflections have little to reflect
		values, rows := eigen([]float64{4, 0, 0, 0, 9, 0, 0, 0, 1}[:n*n], n)
		require.Len(t, rows, n)
		require.InDelta(t, map[int]float64{1: 4, 2: 4, 3: 9}[n], values[0], 1e-12)
	}
}

func TestAllocate(t *testing.T) {
	bits := make([]uint8, 10)
	values := make([]float64, 640)
	for i := range values {
		values[i] = math.Exp(-float64(i) / 80)
	}
	allocate(bits, values)
	total := 0
	for g, b := range bits {
		total += int(b)
		require.True(t, g == 0 || b <= bits[g-1])
	}
	require.Equal(t, 38, total)
	require.EqualValues(t, 6, bits[0])
}

func saved(t testing.TB, weights, size int) (dir string, k Key, data, table []byte) {
	dir = t.TempDir()
	data, table = make([]byte, weights), make([]byte, size)
	r := rand.New(rand.NewPCG(5, 2))
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	for i := range table {
		table[i] = byte(r.Uint32())
	}
	k = KeyOf(tensor.TypeOf(tensor.F32, 100, 100), data)
	path, n, err := Save(dir, k, data, writes(table))
	require.NoError(t, err)
	require.Equal(t, Path(dir, k), path)
	require.Equal(t, size, n)
	return dir, k, data, table
}

// writes returns a function that writes b in two pieces.
func writes(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b[:len(b)/3])
		if err == nil {
			_, err = w.Write(b[len(b)/3:])
		}
		return err
	}
}

// A table that cannot be written leaves the file that was there, and no other; what a killed process left goes.
func TestSaveFails(t *testing.T) {
	dir, k, data, table := saved(t, 40000, 9000)
	names := func() []string {
		entries, err := os.ReadDir(dir)
		require.NoError(t, err)
		var all []string
		for _, e := range entries {
			all = append(all, e.Name())
		}
		return all
	}
	for name, build := range map[string]func(io.Writer) error{
		"before": func(io.Writer) error { return io.ErrUnexpectedEOF },
		"after":  func(w io.Writer) error { return errors.Join(writes(table)(w), io.ErrUnexpectedEOF) },
		"half": func(w io.Writer) error {
			_, err := w.Write(table[:5000])
			require.Len(t, names(), 2, "the file that is being written, and the old one")
			require.NoError(t, err)
			return io.ErrUnexpectedEOF
		},
	} {
		_, _, err := Save(dir, k, data, build)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, name)
		require.Equal(t, []string{filepath.Base(Path(dir, k))}, names(), name)
		f, err := Open(dir, k)
		require.NoError(t, err)
		require.NoError(t, f.Verify(data))
		require.NoError(t, f.Close())
	}
	young, old := filepath.Join(dir, temporary+"1"), filepath.Join(dir, temporary+"2")
	require.NoError(t, os.WriteFile(young, table, 0o600))
	require.NoError(t, os.WriteFile(old, table, 0o600))
	require.NoError(t, os.Chtimes(old, time.Time{}, time.Now().Add(-2*abandoned)))
	_, _, err := Save(dir, k, data, writes(table))
	require.NoError(t, err)
	require.FileExists(t, young)
	require.NoFileExists(t, old)
}

func TestFile(t *testing.T) {
	dir, k, data, table := saved(t, 40000, 9000)
	f, err := Open(dir, k)
	require.NoError(t, err)
	require.Equal(t, table, f.Table)
	require.NoError(t, f.Verify(data))
	data[1234]++ // between the pieces that the key looks at
	require.ErrorIs(t, f.Verify(data), ErrForeign)
	data[1234]--
	require.NoError(t, f.Close())
	require.NoError(t, f.Close())
	data[3]++
	other := KeyOf(tensor.TypeOf(tensor.F32, 100, 100), data)
	require.NotEqual(t, k, other)
	_, err = Open(dir, other)
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NoError(t, os.Rename(Path(dir, k), Path(dir, other)))
	_, err = Open(dir, other)
	require.ErrorIs(t, err, ErrForeign)
}

// No damage goes unnoticed: each byte of the head, bytes of the table, and every shorter length.
func TestDamagedFile(t *testing.T) {
	dir, k, data, _ := saved(t, 40000, 9000)
	good, err := os.ReadFile(Path(dir, k))
	require.NoError(t, err)
	try := func(bad []byte) error {
		require.NoError(t, os.WriteFile(Path(dir, k), bad, 0o600))
		f, err := Open(dir, k)
		if err != nil {
			return err
		}
		defer f.Close()
		return f.Verify(data)
	}
	require.NoError(t, try(good))
	for at := 0; at < len(good); at += 1 + at/headEnd*997 {
		if at >= headEnd && at < pageSize {
			continue // unused
		}
		bad := append([]byte(nil), good...)
		bad[at] ^= 0x10
		require.Error(t, try(bad), at)
	}
	for n := 0; n < len(good); n += 501 {
		require.Error(t, try(good[:n]), n)
	}
	require.Error(t, try(append(good[:len(good):len(good)], 0)))
}

func FuzzParse(f *testing.F) {
	dir, k, data, _ := saved(f, 700, 96)
	good, err := os.ReadFile(Path(dir, k))
	require.NoError(f, err)
	f.Add(good)
	f.Add(good[:pageSize])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= pageSize { // a head that its checksum agrees with
			b = append([]byte(nil), b...)
			binary.LittleEndian.PutUint32(b[12:], crc32.Checksum(b[16:headEnd], crc32.MakeTable(crc32.Castagnoli)))
		}
		if s, err := parse(b, k); err == nil && s.Verify(data) == nil {
			require.Equal(t, good[pageSize:], s.Table)
		}
	})
}
