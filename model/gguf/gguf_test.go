package gguf_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/tensor"
)

// tiny returns a small valid file: scalars, arrays and three tensors of which the last ends the file.
func tiny(t testing.TB) []byte {
	var w gguf.Writer
	w.Set("general.architecture", "gemma3")
	w.Set("general.alignment", uint32(32))
	w.Set("gemma3.block_count", uint32(18))
	w.Set("is.bool", true)
	w.Set("scores", []float32{-1, 0.5, 2})
	w.Set("flags", []bool{true, false})
	w.Set("tokens", []string{"<pad>", "", "abc"})
	w.Add("a.weight", tensor.TypeOf(tensor.Q8_0, 2, 32), make([]byte, 2*34))
	w.Add("b.weight", tensor.TypeOf(tensor.F32, 3), make([]byte, 12))
	w.Add("c.weight", tensor.TypeOf(tensor.Q4_K, 2, 256), make([]byte, 2*144))
	return encode(t, &w)
}

func encode(t testing.TB, w *gguf.Writer) []byte {
	var b bytes.Buffer
	n, err := w.WriteTo(&b)
	require.NoError(t, err)
	require.EqualValues(t, b.Len(), n)
	return b.Bytes()
}

// contents are what testdata/gguf-py.bin was made of, in file order.
func contents(t testing.TB) *gguf.Writer {
	q8 := make([]byte, 3*2*34)
	golden, err := os.ReadFile("testdata/gguf-py.bin")
	require.NoError(t, err)
	copy(q8, golden[960:])
	var w gguf.Writer
	w.Set("general.architecture", "gemma3")
	w.Set("general.alignment", uint32(64))
	w.Set("v.uint8", uint8(200))
	w.Set("v.int8", int8(-100))
	w.Set("v.uint16", uint16(60000))
	w.Set("v.int16", int16(-30000))
	w.Set("v.uint32", uint32(4000000000))
	w.Set("v.int32", int32(-2000000000))
	w.Set("v.float32", float32(1e-6))
	w.Set("v.bool", true)
	w.Set("v.string", "naïve\n\"ok\"")
	w.Set("v.uint64", uint64(math.MaxUint64))
	w.Set("v.int64", int64(math.MinInt64))
	w.Set("v.float64", 0.1)
	w.Set("a.string", []string{"<pad>", "", "▁the"})
	w.Set("a.int32", []int32{1, -2, 3})
	w.Set("a.float32", []float32{0.5, -1.5})
	w.Set("a.bool", []bool{true, false, true})
	w.Add("f32.weight", tensor.TypeOf(tensor.F32, 2, 3), plain(t, tensor.F32, 6))
	w.Add("f16.weight", tensor.TypeOf(tensor.F16, 4), plain(t, tensor.F16, 4))
	w.Add("q8.weight", tensor.TypeOf(tensor.Q8_0, 3, 64), q8)
	w.Add("i32.ids", tensor.TypeOf(tensor.I32, 5), []byte{0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0})
	w.Add("conv.weight", tensor.TypeOf(tensor.F32, 2, 1, 2, 4), plain(t, tensor.F32, 16))
	return &w
}

// plain stores 0, 1, 2, … as type d.
func plain(t testing.TB, d tensor.DType, n int) []byte {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(i)
	}
	b := make([]byte, d.RowBytes(n))
	require.NoError(t, tensor.Quantise(d, b, x))
	return b
}

func TestWriterEqualsGGUFPy(t *testing.T) {
	golden, err := os.ReadFile("testdata/gguf-py.bin")
	require.NoError(t, err)
	require.Equal(t, golden, encode(t, contents(t)))
}

func TestReadsWhatGGUFPyWrites(t *testing.T) {
	f, err := gguf.Open("testdata/gguf-py.bin")
	require.NoError(t, err)
	defer f.Close()
	require.EqualValues(t, 3, f.Version)
	require.EqualValues(t, 64, f.Alignment)
	require.EqualValues(t, 1344, f.Size)
	require.Len(t, f.Keys(), 18)
	require.Equal(t, "general.architecture", f.Keys()[0])

	for key, want := range map[string]int64{"v.uint8": 200, "v.int8": -100, "v.uint16": 60000, "v.int16": -30000,
		"v.uint32": 4000000000, "v.int32": -2000000000, "v.int64": math.MinInt64} {
		got, err := f.Int(key)
		require.NoError(t, err)
		require.Equal(t, want, got)
		u, err := f.Uint(key)
		require.Equal(t, want >= 0, err == nil, key)
		require.Equal(t, uint64(max(want, 0)), u)
	}
	u, err := f.Uint("v.uint64")
	require.NoError(t, err)
	require.Equal(t, uint64(math.MaxUint64), u)
	_, err = f.Int("v.uint64")
	require.EqualError(t, err, `gguf: metadata "v.uint64": is 18446744073709551615, want an integer`)
	x, err := f.Float("v.float32")
	require.NoError(t, err)
	require.Equal(t, float64(float32(1e-6)), x)
	x, err = f.Float("v.float64")
	require.NoError(t, err)
	require.Equal(t, 0.1, x)
	b, err := f.Bool("v.bool")
	require.NoError(t, err)
	require.True(t, b)
	s, err := f.String("v.string")
	require.NoError(t, err)
	require.Equal(t, "naïve\n\"ok\"", s)
	testArrays(t, f)

	q8, ok := f.Tensor("q8.weight")
	require.True(t, ok)
	require.Equal(t, gguf.TensorInfo{Name: "q8.weight", Type: tensor.TypeOf(tensor.Q8_0, 3, 64), Offset: 960, Size: 204}, q8)
	require.Equal(t, f.Tensors()[2], q8)
	conv, ok := f.Tensor("conv.weight")
	require.True(t, ok)
	require.Equal(t, []int{2, 1, 2, 4}, conv.Type.Shape.Dims())
	require.Equal(t, plain(t, tensor.F32, 16), f.Bytes(conv))
	_, ok = f.Tensor("absent")
	require.False(t, ok)
}

func testArrays(t *testing.T, f *gguf.File) {
	list, err := f.Strings("a.string")
	require.NoError(t, err)
	require.Equal(t, 3, list.Len())
	for i, want := range []string{"<pad>", "", "▁the"} {
		require.Equal(t, want, list.At(i))
	}
	for i, b := range list.All() {
		require.Equal(t, list.At(i), string(b))
	}
	require.Panics(t, func() { list.Bytes(3) })
	ints, err := f.Ints("a.int32")
	require.NoError(t, err)
	require.Equal(t, []int64{1, -2, 3}, ints)
	int32s, err := gguf.Array[int32](f, "a.int32")
	require.NoError(t, err)
	require.Equal(t, []int32{1, -2, 3}, int32s)
	floats, err := gguf.Array[float32](f, "a.float32")
	require.NoError(t, err)
	require.Equal(t, []float32{0.5, -1.5}, floats)
	bools, err := gguf.Array[bool](f, "a.bool")
	require.NoError(t, err)
	require.Equal(t, []bool{true, false, true}, bools)
}

func TestKeyErrors(t *testing.T) {
	f, err := gguf.Parse(tiny(t))
	require.NoError(t, err)
	_, err = f.Uint("absent")
	require.ErrorIs(t, err, gguf.ErrNoKey)
	require.EqualError(t, err, `gguf: metadata "absent": no such key, want an unsigned integer`)
	var key *gguf.KeyError
	for want, err := range map[string]error{
		`"tokens": is an array of 3 string, want an unsigned integer`:   second(f.Uint("tokens")),
		`"is.bool": is bool, want an integer`:                           second(f.Int("is.bool")),
		`"gemma3.block_count": is uint32, want a float`:                 second(f.Float("gemma3.block_count")),
		`"gemma3.block_count": is uint32, want a bool`:                  second(f.Bool("gemma3.block_count")),
		`"is.bool": is bool, want a string`:                             second(f.String("is.bool")),
		`"general.architecture": is string, want an array of strings`:   second(f.Strings("general.architecture")),
		`"scores": is an array of 3 float32, want an array of integers`: second(f.Ints("scores")),
		`"scores": is an array of 3 float32, want an array of int32`:    second(gguf.Array[int32](f, "scores")),
	} {
		require.EqualError(t, err, "gguf: metadata "+want)
		require.ErrorAs(t, err, &key)
		require.NotErrorIs(t, err, gguf.ErrNoKey)
	}
}

func second[T any](_ T, err error) error { return err }

// TestEveryType writes and reads one tensor of each element type.
func TestEveryType(t *testing.T) {
	var w gguf.Writer
	for i, d := range tensor.DTypes() {
		typ := tensor.TypeOf(d, i+1, 256)
		w.Add(d.String(), typ, bytes.Repeat([]byte{byte(i)}, typ.Bytes()))
	}
	f, err := gguf.Parse(encode(t, &w))
	require.NoError(t, err)
	for i, d := range tensor.DTypes() {
		info, ok := f.Tensor(d.String())
		require.True(t, ok)
		require.Equal(t, tensor.TypeOf(d, i+1, 256), info.Type)
		require.Equal(t, bytes.Repeat([]byte{byte(i)}, info.Type.Bytes()), f.Bytes(info))
	}
}

// TestOffsetsInAnyOrder: tensors need not lie in the order in which they are described, nor without gaps.
func TestOffsetsInAnyOrder(t *testing.T) {
	p := &patch{t, tiny(t)}
	p.u64(p.at("a.weight")+offsetOf2, 32)
	p.u64(p.at("b.weight")+offsetOf2-8, 0)
	f, err := gguf.Parse(p.b)
	require.NoError(t, err)
	require.EqualValues(t, 32, f.Tensors()[0].Offset-f.Tensors()[1].Offset)
	p.u64(p.at("b.weight")+offsetOf2-8, 64)
	refuse(t, p.b, `tensors "a.weight" and "b.weight" overlap`)
}

func TestIntsOutOfRange(t *testing.T) {
	var w gguf.Writer
	w.Set("ids", []uint64{7, 1 << 63})
	f, err := gguf.Parse(encode(t, &w))
	require.NoError(t, err)
	_, err = f.Ints("ids")
	require.EqualError(t, err, `gguf: metadata "ids": is 9223372036854775808 at 1, want an array of integers`)
	ids, err := gguf.Array[uint64](f, "ids")
	require.NoError(t, err)
	require.Equal(t, []uint64{7, 1 << 63}, ids)
}

func TestWriterErrors(t *testing.T) {
	f32 := tensor.TypeOf(tensor.F32, 2)
	for name, write := range map[string]func(w *gguf.Writer){
		"set twice":              func(w *gguf.Writer) { w.Set("k", true); w.Set("k", true) },
		"0 bytes, want 1 to 655": func(w *gguf.Writer) { w.Set("", true) },
		"cannot be stored":       func(w *gguf.Writer) { w.Set("k", 1) },
		"a []int cannot":         func(w *gguf.Writer) { w.Set("k", []int{1}) },
		"a [][]int32 cannot":     func(w *gguf.Writer) { w.Set("k", [][]int32{{1}}) },
		"power of two":           func(w *gguf.Writer) { w.Set("general.alignment", uint32(48)) },
		"want a uint32":          func(w *gguf.Writer) { w.Set("general.alignment", uint64(32)) },
		"added twice":            func(w *gguf.Writer) { w.Add("t", f32, make([]byte, 8)); w.Add("t", f32, make([]byte, 8)) },
		"65 bytes, want 1 to 64": func(w *gguf.Writer) { w.Add(string(make([]byte, 65)), f32, make([]byte, 8)) },
		"has 8 bytes, not 9":     func(w *gguf.Writer) { w.Add("t", f32, make([]byte, 9)) },
		"not whole blocks":       func(w *gguf.Writer) { w.Add("t", tensor.TypeOf(tensor.Q8_0, 33), nil) },
	} {
		var w gguf.Writer
		write(&w)
		n, err := w.WriteTo(io.Discard)
		require.ErrorContains(t, err, name)
		require.Zero(t, n)
	}
	failing := errors.New("disk full")
	var w gguf.Writer
	w.Add("t", f32, make([]byte, 8))
	_, err := w.WriteTo(writerFunc(func([]byte) (int, error) { return 0, failing }))
	require.ErrorIs(t, err, failing)
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func TestCloseTwiceAndUseAfter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tiny")
	require.NoError(t, os.WriteFile(path, tiny(t), 0o600))
	for name, open := range map[string]func(string) (*gguf.File, error){"Open": gguf.Open, "ReadFile": gguf.ReadFile} {
		f, err := open(path)
		require.NoError(t, err, name)
		tokens, err := f.Strings("tokens")
		require.NoError(t, err)
		require.Equal(t, "abc", tokens.At(2))
		require.NoError(t, f.Close())
		require.NoError(t, f.Close())
		require.PanicsWithValue(t, "BUG: gguf: Bytes of a closed file", func() { f.Bytes(f.Tensors()[0]) })
		require.PanicsWithValue(t, "BUG: gguf: metadata of a closed file", func() { tokens.At(2) })
		require.Panics(t, func() { _, _ = f.String("general.architecture") })
	}
}

// TestReadFileSurvivesTruncation: what ReadFile promises and Open does not.
func TestReadFileSurvivesTruncation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tiny")
	require.NoError(t, os.WriteFile(path, tiny(t), 0o600))
	f, err := gguf.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.Truncate(path, 0))
	require.Equal(t, make([]byte, 288), f.Bytes(f.Tensors()[2]))
}

func TestBytesRefusesForeignTensors(t *testing.T) {
	f, err := gguf.Parse(tiny(t))
	require.NoError(t, err)
	for _, bad := range []gguf.TensorInfo{{Offset: -1}, {Size: -1}, {Offset: f.Size, Size: 1}, {Offset: math.MaxInt64, Size: math.MaxInt64}} {
		require.Panics(t, func() { f.Bytes(bad) })
	}
	whole := f.Bytes(f.Tensors()[0])
	require.Equal(t, len(whole), cap(whole), "appending must not reach the next tensor")
}

func TestRead(t *testing.T) {
	data := tiny(t)
	f, err := gguf.Read(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	require.Len(t, f.Tensors(), 3)
	// A size that the reader does not have must not be allocated.
	requireBounded(t, len(data), func() {
		_, err = gguf.Read(bytes.NewReader(data), 1<<50)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	})
	for _, size := range []int64{-1, 0, 23, math.MinInt64} {
		_, err = gguf.Read(bytes.NewReader(data), size)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	}
}

func TestVersion2(t *testing.T) {
	data := tiny(t)
	data[4] = 2
	f, err := gguf.Parse(data)
	require.NoError(t, err)
	require.EqualValues(t, 2, f.Version)
	require.Len(t, f.Tensors(), 3)
}

// requireBounded fails if run allocates more than a small multiple of a file of size bytes.
func requireBounded(t testing.TB, size int, run func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	require.LessOrEqual(t, after.TotalAlloc-before.TotalAlloc, uint64(32*size+64<<10))
}

func TestRealModel(t *testing.T) {
	path := testmodel.Path(t)
	f, err := gguf.Open(path)
	require.NoError(t, err)
	defer f.Close()
	sum := sha256.New()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	_, err = io.Copy(sum, file)
	require.NoError(t, err)
	require.Equal(t, "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818", hex.EncodeToString(sum.Sum(nil)))

	histogram := map[string]int{}
	for _, info := range f.Tensors() {
		histogram[info.Type.DType.String()]++
		require.Len(t, f.Bytes(info), int(info.Size))
	}
	require.Equal(t, map[string]int{"Q5_0": 81, "Q6_K": 9, "Q8_0": 10, "Q4_K": 27, "F32": 109}, histogram)
	embed, ok := f.Tensor("token_embd.weight")
	require.True(t, ok)
	require.Equal(t, tensor.TypeOf(tensor.Q8_0, 262144, 640), embed.Type)
	arch, err := f.String("general.architecture")
	require.NoError(t, err)
	require.Equal(t, "gemma3", arch)
	tokens, err := f.Strings("tokenizer.ggml.tokens")
	require.NoError(t, err)
	require.Equal(t, 262144, tokens.Len())
	require.Equal(t, "<start_of_turn>", tokens.At(105))
	require.Equal(t, "<unused6241>", tokens.At(262143))
	scores, err := gguf.Array[float32](f, "tokenizer.ggml.scores")
	require.NoError(t, err)
	require.Len(t, scores, 262144)

	// The embedding's norm: rows read from the right place have weights of a plausible size.
	row := make([]float32, 640)
	require.NoError(t, tensor.Dequantise(tensor.Q8_0, row, f.Bytes(embed)[105*680:106*680]))
	var squares float64
	for _, v := range row {
		squares += float64(v) * float64(v)
	}
	require.InDelta(t, 0.05, math.Sqrt(squares/640), 0.04)
	require.Equal(t, int64(0), slices.MaxFunc(f.Tensors(), func(a, b gguf.TensorInfo) int {
		return int(a.Offset - b.Offset)
	}).Offset%f.Alignment)
}

// TestRealModelOpensLazily: an open keeps one 4-byte offset per token and little else.
func TestRealModelOpensLazily(t *testing.T) {
	path := testmodel.Path(t)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := gguf.Open(path)
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20+256<<10))
	require.Less(t, after.Mallocs-before.Mallocs, uint64(1000))
}

func BenchmarkOpen(b *testing.B) {
	path := testmodel.Path(b)
	for b.Loop() {
		f, err := gguf.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		f.Close()
	}
}

func ExampleParse() {
	var w gguf.Writer
	w.Set("general.architecture", "gemma3")
	w.Set("tokenizer.ggml.tokens", []string{"<pad>", "<eos>"})
	w.Add("output_norm.weight", tensor.TypeOf(tensor.F32, 2), []byte{0, 0, 128, 63, 0, 0, 0, 64})
	var data bytes.Buffer
	if _, err := w.WriteTo(&data); err != nil {
		fmt.Println(err)
		return
	}

	f, err := gguf.Parse(data.Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	for _, info := range f.Tensors() {
		fmt.Println(info.Name, info.Type, len(f.Bytes(info)))
	}
	tokens, err := f.Strings("tokenizer.ggml.tokens")
	fmt.Println(tokens.Len(), tokens.At(1), err)
	_, err = f.Uint("gemma3.block_count")
	fmt.Println(err)
	// Output:
	// output_norm.weight F32[2] 8
	// 2 <eos> <nil>
	// gguf: metadata "gemma3.block_count": no such key, want an unsigned integer
}
