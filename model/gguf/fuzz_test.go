package gguf_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/model/gguf"
)

// FuzzParse: no input panics or allocates without bound, and what is accepted is whole: every tensor
// has its bytes, every accessor returns, and writing it again gives a file that says the same.
func FuzzParse(f *testing.F) {
	whole := tiny(f)
	f.Add(whole)
	for _, n := range []int{0, 4, 24, 100, len(whole) / 2, len(whole) - 1} {
		f.Add(whole[:n])
	}
	for _, h := range hostile {
		f.Add(craft(f, h.craft))
	}
	golden, err := os.ReadFile("testdata/gguf-py.bin")
	require.NoError(f, err)
	f.Add(golden)
	f.Fuzz(func(t *testing.T, data []byte) {
		var file *gguf.File
		var err error
		// The fuzzing engine allocates beside us.
		requireBounded(t, len(data)+64<<10, func() { file, err = gguf.Parse(data) })
		if err != nil {
			return
		}
		again, err := gguf.Parse(rewrite(t, file))
		require.NoError(t, err)
		require.Equal(t, file.Keys(), again.Keys())
		require.Equal(t, file.Alignment, again.Alignment)
		require.Len(t, again.Tensors(), len(file.Tensors()))
		for i, info := range file.Tensors() {
			require.Len(t, file.Bytes(info), int(info.Size))
			copied := again.Tensors()[i]
			require.Equal(t, info.Name, copied.Name)
			require.Equal(t, info.Type, copied.Type)
			require.True(t, bytes.Equal(file.Bytes(info), again.Bytes(copied)))
		}
		for _, key := range file.Keys() {
			compareKey(t, file, again, key)
		}
	})
}

// rewrite copies a file through a Writer.
func rewrite(t *testing.T, file *gguf.File) []byte {
	var w gguf.Writer
	for _, key := range file.Keys() {
		v, ok := file.KV(key)
		require.True(t, ok)
		w.Set(key, v)
	}
	for _, info := range file.Tensors() {
		w.Add(info.Name, info.Type, file.Bytes(info))
	}
	return encode(t, &w)
}

// compareKey calls every accessor on both files; exactly those of the value's own type succeed.
func compareKey(t *testing.T, a, b *gguf.File, key string) {
	v, _ := a.KV(key)
	equal := func(x any, errX error, y any, errY error) int {
		require.Equal(t, errX, errY)
		if errX != nil {
			return 0
		}
		require.Equal(t, x, y)
		return 1
	}
	hits := 0
	for _, get := range []func(f *gguf.File) (any, error){
		func(f *gguf.File) (any, error) { return f.Bool(key) },
		func(f *gguf.File) (any, error) { return f.String(key) },
		func(f *gguf.File) (any, error) { x, err := f.Float(key); return x != x || x > 0, err },
		func(f *gguf.File) (any, error) { return gguf.Array[bool](f, key) },
		func(f *gguf.File) (any, error) { x, err := gguf.Array[float32](f, key); return len(x), err },
		func(f *gguf.File) (any, error) { x, err := gguf.Array[float64](f, key); return len(x), err },
		func(f *gguf.File) (any, error) {
			x, err := f.Int(key)
			if u, errU := f.Uint(key); err != nil && errU == nil {
				return u, nil
			}
			return x, err
		},
		func(f *gguf.File) (any, error) {
			x, err := f.Ints(key)
			if u, errU := gguf.Array[uint64](f, key); err != nil && errU == nil {
				return u, nil
			}
			return x, err
		},
		func(f *gguf.File) (any, error) {
			list, err := f.Strings(key)
			var all []string
			for _, s := range list.All() {
				all = append(all, string(s))
			}
			require.Len(t, all, list.Len())
			return all, err
		},
	} {
		x, errX := get(a)
		y, errY := get(b)
		hits += equal(x, errX, y, errY)
	}
	require.Equal(t, 1, hits, "%s: %v of %v", key, v.Type(), v.Elem())
}
