package safetensors_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
)

// raw builds a file from its header and data.
func raw(header string, data int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, data)...)
}

func sample() []safetensors.Tensor {
	return []safetensors.Tensor{
		{Name: "a", Type: tensor.TypeOf(tensor.F32, 2, 3), Data: []byte("abcdefghijklmnopqrstuvwx")},
		{Name: "b", Type: tensor.TypeOf(tensor.BF16, 4), Data: []byte("12345678")},
		{Name: "c", Type: tensor.TypeOf(tensor.F16, 1, 1), Data: []byte("xy")},
	}
}

func encode(t testing.TB, meta map[string]string, tensors []safetensors.Tensor) []byte {
	var buf bytes.Buffer
	require.NoError(t, safetensors.Write(&buf, meta, tensors))
	return buf.Bytes()
}

func TestRoundTrip(t *testing.T) {
	data := encode(t, map[string]string{"format": "pt"}, sample())
	path := filepath.Join(t.TempDir(), "x.safetensors")
	require.NoError(t, os.WriteFile(path, data, 0o600))
	f, err := safetensors.Open(path)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"format": "pt"}, f.Metadata())
	require.Len(t, f.Tensors(), 3)
	for _, want := range sample() {
		info, ok := f.Tensor(want.Name)
		require.True(t, ok)
		typ, err := info.Type()
		require.NoError(t, err)
		require.Equal(t, want.Type, typ)
		require.Equal(t, want.Data, f.Bytes(info))
		require.Equal(t, len(want.Data), cap(f.Bytes(info)), "nothing behind the slice can be reached")
	}
	_, ok := f.Tensor("d")
	require.False(t, ok)
	require.NoError(t, f.Close())
	require.NoError(t, f.Close())
	require.Panics(t, func() { f.Bytes(f.Tensors()[0]) })
}

func TestUnsupportedTypesAreOnlyRefusedOnUse(t *testing.T) {
	f, err := safetensors.Parse(raw(`{"n":{"dtype":"I64","shape":[2],"data_offsets":[0,16]},"r":{"dtype":"F32","shape":[1,1,1,1,1],"data_offsets":[16,20]},
		"e":{"dtype":"F32","shape":[0,7],"data_offsets":[20,20]}}`, 20))
	require.NoError(t, err)
	for _, info := range f.Tensors() {
		_, err := info.Type()
		var unsupported *safetensors.TypeError
		require.ErrorAs(t, err, &unsupported, info.Name)
		require.Equal(t, info.Name, unsupported.Tensor)
	}
}

// hostile are files that must be refused, by what is wrong with them.
var hostile = []struct {
	name, want string
	file       []byte
}{
	{"empty", "cannot hold", nil},
	{"seven bytes", "cannot hold", make([]byte, 7)},
	{"header beyond the file", "does not fit", binary.LittleEndian.AppendUint64(nil, 1)},
	{"header of 2⁶³ bytes", "at most", binary.LittleEndian.AppendUint64(nil, 1<<63)},
	{"header of 2⁶⁴−1 bytes", "at most", binary.LittleEndian.AppendUint64(nil, math.MaxUint64)},
	{"no object", "not an object", raw(`[]`, 0)},
	{"no JSON", "header", raw(`{`, 0)},
	{"no UTF-8", "UTF-8", raw("{\"\xff\":1}", 0)},
	{"two objects", "follows", raw(`{} {}`, 0)},
	{"duplicate tensor", "twice", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8)},
	{"duplicate field", "twice", raw(`{"a":{"dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,4]}}`, 4)},
	{"overlap", "before the end", raw(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8)},
	{"same place twice", "before the end", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4)},
	{"gap", "belong to no tensor", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8)},
	{"bytes at the end", "belong to no tensor", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 5)},
	{"truncated", "are left", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 3)},
	{"far offset", "belong to no tensor", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854770000,9223372036854770004]}}`, 4)},
	{"offset that wraps", "no range", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}`, 4)},
	{"negative offset", "no range", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}`, 4)},
	{"reversed offsets", "no range", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}`, 4)},
	{"one offset", "no range", raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}`, 4)},
	{"fraction", "tensor \"a\"", raw(`{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}`, 4)},
	{"negative dimension", "out of range", raw(`{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}`, 4)},
	{"size that wraps", "overflows", raw(`{"a":{"dtype":"F32","shape":[2147483647,2147483647,4],"data_offsets":[0,4]}}`, 4)},
	{"size 2⁶⁴ that wraps to 0", "overflows", raw(`{"a":{"dtype":"F32","shape":[65536,65536,65536,16384],"data_offsets":[0,0]}}`, 0)},
	{"wrong size", "not 4", raw(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, 4)},
	{"unknown type", "not supported", raw(`{"a":{"dtype":"F4","shape":[2],"data_offsets":[0,1]}}`, 1)},
	{"no type", "no dtype", raw(`{"a":{"shape":[1],"data_offsets":[0,4]}}`, 4)},
	{"no shape", "dimensions", raw(`{"a":{"dtype":"F32","shape":null,"data_offsets":[0,4]}}`, 4)},
	{"many dimensions", "dimensions", raw(`{"a":{"dtype":"U8","shape":[`+strings.Repeat("1,", 16)+`1],"data_offsets":[0,1]}}`, 1)},
	{"metadata that is no string", "metadata", raw(`{"__metadata__":{"a":1}}`, 0)},
	{"nameless", "name of 0", raw(`{"":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}`, 1)},
	{"deep nesting", "header", raw(`{"a":{"x":`+strings.Repeat("[", 20000)+strings.Repeat("]", 20000)+`}}`, 0)},
}

func TestHostile(t *testing.T) {
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			_, err := safetensors.Parse(h.file)
			require.ErrorContains(t, err, h.want)
			var format *safetensors.FormatError
			var typ *safetensors.TypeError
			require.True(t, errorAs(err, &format) || errorAs(err, &typ))
		})
	}
}

func TestManyTensorsAreRefusedEarly(t *testing.T) {
	var b strings.Builder
	b.WriteString("{")
	for i := range 1<<16 + 1 {
		fmt.Fprintf(&b, `"t%d":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},`, i)
	}
	_, err := safetensors.Parse(raw(strings.TrimSuffix(b.String(), ",")+"}", 0))
	require.ErrorContains(t, err, "more than 65536 tensors")
}

func TestSharded(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	write("m-1.safetensors", encode(t, nil, sample()[:2]))
	write("m-2.safetensors", encode(t, nil, sample()[2:]))
	index := `{"metadata":{"total_size":34},"weight_map":{"a":"m-1.safetensors","b":"m-1.safetensors","c":"m-2.safetensors"}}`
	write(safetensors.IndexName, []byte(index))
	for _, open := range []func() (*safetensors.Set, error){
		func() (*safetensors.Set, error) { return safetensors.OpenDir(dir) },
		func() (*safetensors.Set, error) { return safetensors.OpenFS(os.DirFS(dir)) },
	} {
		s, err := open()
		require.NoError(t, err)
		require.Equal(t, []string{"a", "b", "c"}, s.Names())
		_, data, ok := s.Tensor("c")
		require.True(t, ok)
		require.Equal(t, "xy", string(data))
		require.NoError(t, s.Close())
	}
	for _, c := range []struct{ want, index string }{
		{"which the index puts into", strings.Replace(index, `"b":"m-1`, `"b":"m-2`, 1)},
		{"lacks tensor", strings.Replace(index, `"c":`, `"d":"m-1.safetensors","c":`, 1)},
		{"which the index puts into", strings.Replace(index, `"b":"m-1.safetensors",`, ``, 1)},
		{"no such file", strings.Replace(index, "m-2", "m-3", 1)},
		{"no .safetensors file of the folder", strings.Replace(index, "m-2", "../m-2", 1)},
		{"no .safetensors file of the folder", strings.Replace(index, "m-2", "/m-2", 1)},
		{"no .safetensors file of the folder", strings.Replace(index, "m-2", `..\\m-2`, 1)},
		{"no .safetensors file of the folder", strings.Replace(index, "m-2", `C:m-2`, 1)},
		{"no .safetensors file of the folder", strings.Replace(index, "m-2.safetensors", "m-2.bin", 1)},
		{"0 tensors", `{}`},
		{"index", `[]`},
	} {
		write(safetensors.IndexName, []byte(c.index))
		_, err := safetensors.OpenDir(dir)
		require.ErrorContains(t, err, c.want, c.index)
	}
	_, err := safetensors.OpenFS(fstest.MapFS{})
	require.ErrorContains(t, err, "model.safetensors")
}

func TestWriteRefusesWhatItCannotStore(t *testing.T) {
	for _, tensors := range [][]safetensors.Tensor{
		{{Name: "a", Type: tensor.TypeOf(tensor.Q8_0, 32), Data: make([]byte, 34)}},
		{{Name: "a", Type: tensor.TypeOf(tensor.F32, 2), Data: make([]byte, 4)}},
		{sample()[0], sample()[0]},
	} {
		require.Error(t, safetensors.Write(&bytes.Buffer{}, nil, tensors))
	}
}
