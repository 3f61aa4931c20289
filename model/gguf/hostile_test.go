package gguf_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/tensor"
)

// A patch overwrites fields of the tiny file. at returns the position after the only occurrence of a
// name: a tensor's name is followed by its rank u32, dimensions u64, type u32 and offset u64; a key
// by its type u32 and value; an array's value is element type u32, count u64, elements.
type patch struct {
	t testing.TB
	b []byte
}

func (p *patch) at(name string) int {
	i := bytes.Index(p.b, []byte(name))
	require.True(p.t, i >= 0 && i == bytes.LastIndex(p.b, []byte(name)), name)
	return i + len(name)
}

func (p *patch) u32(at int, v uint32) { binary.LittleEndian.PutUint32(p.b[at:], v) }
func (p *patch) u64(at int, v uint64) { binary.LittleEndian.PutUint64(p.b[at:], v) }

const (
	dim0, dim1, typeOf2, offsetOf2 = 4, 12, 20, 24 // after the name of a tensor of two dimensions
	elemType, count, elements      = 4, 8, 16      // after the key of an array
)

// hostile are the files that must be refused, by what the error says.
var hostile = []struct {
	name  string // of the field that lies
	want  string // in the error
	craft func(p *patch)
}{
	{"magic", "magic is", func(p *patch) { p.b[3] = 'f' }},
	{"version 1", "version 1 is not supported", func(p *patch) { p.u32(4, 1) }},
	{"version 4", "version 4 is not supported", func(p *patch) { p.u32(4, 4) }},
	{"version 0", "version 0 is not supported", func(p *patch) { p.u32(4, 0) }},
	{"big-endian", "big-endian", func(p *patch) { p.u32(4, 3<<24) }},
	{"tensor count", "tensors, want at most", func(p *patch) { p.u64(8, 1<<62) }},
	{"tensor count of size", "tensors, want at most", func(p *patch) { p.u64(8, 1000) }},
	{"tensor count by one", "tensor name", func(p *patch) { p.u64(8, 4) }},
	{"key count", "metadata keys, want at most", func(p *patch) { p.u64(16, 1<<40) }},
	{"key count by one", "tensor name has", func(p *patch) { p.u64(16, 8) }},
	{"key length", "metadata key has", func(p *patch) { p.u64(24, math.MaxUint64) }},
	{"key length zero", "metadata key has 0 bytes", func(p *patch) { p.u64(24, 0) }},
	{"duplicate key", `metadata key "flag1" occurs twice`, nil},
	{"duplicate tensor", `tensor "a.weight" occurs twice`, func(p *patch) { copy(p.b[p.at("b.weight")-8:], "a") }},
	{"value type", "no value type 13", func(p *patch) { p.u32(p.at("block_count"), 13) }},
	{"value type negative", "no value type", func(p *patch) { p.u32(p.at("block_count"), math.MaxUint32) }},
	{"bool", "2 is not a bool", func(p *patch) { p.b[p.at("is.bool")+4] = 2 }},
	{"bool in array", "element 1: 7 is not a bool", func(p *patch) { p.b[p.at("flags")+elements+1] = 7 }},
	{"string length", "string needs", func(p *patch) { p.u64(p.at("architecture")+4, math.MaxUint64) }},
	{"array element type", "no value type 99", func(p *patch) { p.u32(p.at("scores")+elemType, 99) }},
	{"nested array", "arrays of arrays", func(p *patch) { p.u32(p.at("scores")+elemType, 9) }},
	{"array count", "does not fit", func(p *patch) { p.u64(p.at("scores")+count, 1<<62+1) }},
	{"string array count", "does not fit", func(p *patch) { p.u64(p.at("tokens")+count, 1<<61) }},
	{"string array count by some", "string", func(p *patch) { p.u64(p.at("tokens")+count, 40) }},
	{"string in array", "string needs", func(p *patch) { p.u64(p.at("tokens")+elements, 1<<63) }},
	{"alignment zero", "general.alignment is 0", func(p *patch) { p.u32(p.at("general.alignment")+4, 0) }},
	{"alignment not a power", "general.alignment is 48", func(p *patch) { p.u32(p.at("general.alignment")+4, 48) }},
	{"alignment huge", "general.alignment is 1073741824", func(p *patch) { p.u32(p.at("general.alignment")+4, 1<<30) }},
	{"alignment past end", "padding before tensor data", func(p *patch) { p.u32(p.at("general.alignment")+4, 1<<20); zeroOffsets(p) }},
	{"alignment type", "general.alignment is float32", func(p *patch) { p.u32(p.at("general.alignment"), 6) }},
	{"tensor name length", "tensor name has 65 bytes", func(p *patch) { p.u64(p.at("a.weight")-16, 65) }},
	{"rank", "has 5 dimensions", func(p *patch) { p.u32(p.at("a.weight"), 5) }},
	{"rank huge", "has 4294967295 dimensions", func(p *patch) { p.u32(p.at("a.weight"), math.MaxUint32) }},
	{"dimension zero", "dimension 0 is 0", func(p *patch) { p.u64(p.at("a.weight")+dim0, 0) }},
	{"dimension negative", "dimension 1 is 18446744073709551615", func(p *patch) { p.u64(p.at("a.weight")+dim1, math.MaxUint64) }},
	{"product wraps", "more than", func(p *patch) {
		p.u64(p.at("a.weight")+dim0, 1<<40)
		p.u64(p.at("a.weight")+dim1, 1<<40)
	}},
	{"part of a block", "not whole blocks", func(p *patch) { p.u64(p.at("a.weight")+dim0, 33) }},
	{"tensor type removed", "no element type 4", func(p *patch) { p.u32(p.at("a.weight")+typeOf2, 4) }},
	{"tensor type past end", "no element type 42", func(p *patch) { p.u32(p.at("a.weight")+typeOf2, 42) }},
	{"tensor type negative", "no element type -1", func(p *patch) { p.u32(p.at("a.weight")+typeOf2, math.MaxUint32) }},
	{"offset unaligned", "not a multiple of 32", func(p *patch) { p.u64(p.at("a.weight")+offsetOf2, 1) }},
	{"offset past end", "do not fit the data section", func(p *patch) { p.u64(p.at("c.weight")+offsetOf2, 1<<20) }},
	{"offset by one unit", "do not fit the data section", func(p *patch) { p.u64(p.at("c.weight")+offsetOf2, 128+32) }},
	{"offset wraps", "beyond any file", func(p *patch) { p.u64(p.at("c.weight")+offsetOf2, 1<<64-32) }},
	{"offset and base wrap", "do not fit the data section", func(p *patch) { p.u64(p.at("c.weight")+offsetOf2, 1<<63-32) }},
	{"size past end", "do not fit the data section", func(p *patch) { p.u64(p.at("c.weight")+dim1, 3) }},
	{"size huge", "do not fit the data section", func(p *patch) { p.u64(p.at("c.weight")+dim1, 1<<32) }},
	{"overlap", `tensors "a.weight" and "b.weight" overlap`, func(p *patch) { p.u64(p.at("a.weight")+dim1, 3); p.u64(p.at("a.weight")+dim1, 4) }},
	{"same place", "overlap", func(p *patch) { p.u64(p.at("c.weight")+offsetOf2, 0) }},
}

func zeroOffsets(p *patch) {
	p.u64(p.at("a.weight")+offsetOf2, 0)
	p.u64(p.at("b.weight")+offsetOf2-8, 0)
	p.u64(p.at("c.weight")+offsetOf2, 0)
}

// craft returns the tiny file with the lie of one row of hostile.
func craft(t testing.TB, fn func(p *patch)) []byte {
	if fn == nil { // a second key of the same name, which no patch in place can make
		var w gguf.Writer
		w.Set("flag0", true)
		w.Set("flag1", true)
		b := encode(t, &w)
		b[bytes.Index(b, []byte("flag0"))+4] = '1'
		return b
	}
	p := &patch{t, tiny(t)}
	fn(p)
	return p.b
}

// refuse checks that b is refused with a FormatError that contains want, within bounded memory.
func refuse(t testing.TB, b []byte, want string) {
	t.Helper()
	var err error
	requireBounded(t, len(b), func() { _, err = gguf.Parse(b) })
	var format *gguf.FormatError
	require.ErrorAs(t, err, &format)
	require.ErrorContains(t, err, want)
	require.NotContains(t, err.Error(), "\n")
	_, err = gguf.Read(bytes.NewReader(b), int64(len(b)))
	require.ErrorAs(t, err, &format)
}

func TestHostile(t *testing.T) {
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) { refuse(t, craft(t, h.craft), h.want) })
	}
}

// CVE-2026-7482, Ollama: offset and size of a tensor were not compared with the length of the file.
func TestCVE_2026_7482_TensorPastEnd(t *testing.T) {
	refuse(t, craft(t, func(p *patch) { p.u64(p.at("c.weight")+offsetOf2, 1<<30) }), "do not fit the data section")
	refuse(t, craft(t, func(p *patch) { p.u64(p.at("c.weight")+dim1, 1<<20) }), "do not fit the data section")
	// An upload cut short: every byte of the last tensor counts.
	whole := tiny(t)
	refuse(t, whole[:len(whole)-1], "do not fit the data section")
}

// CVE-2026-33298, llama.cpp: the byte size of exabytes of logical tensor wrapped to a few megabytes.
func TestCVE_2026_33298_ByteSizeWraps(t *testing.T) {
	for _, dims := range [][2]uint64{{1 << 40, 1 << 24}, {1 << 32, 1 << 32}, {1 << 63, 2}, {math.MaxUint64, math.MaxUint64}, {1 << 40, 1 << 23}} {
		refuse(t, craft(t, func(p *patch) {
			p.u64(p.at("a.weight")+dim0, dims[0])
			p.u64(p.at("a.weight")+dim1, dims[1])
		}), `tensor "a.weight"`)
	}
}

// CVE-2026-27940, llama.cpp: adding padding to a size, or a size to an offset, overflowed.
func TestCVE_2026_27940_SizeAdditionOverflow(t *testing.T) {
	for _, offset := range []uint64{1<<64 - 32, 1<<64 - 288, 1<<63 - 32, 1 << 63, 1<<63 - 320} {
		refuse(t, craft(t, func(p *patch) { p.u64(p.at("c.weight")+offsetOf2, offset) }), `tensor "c.weight"`)
	}
}

// CVE-2025-53630, llama.cpp: the sum of the sizes of all tensors overflowed, each being small enough.
func TestCVE_2025_53630_SumOfSizesOverflows(t *testing.T) {
	refuse(t, craft(t, func(p *patch) {
		for _, name := range []string{"a.weight", "c.weight"} {
			p.u64(p.at(name)+dim1, 1<<40/256)
			p.u32(p.at(name)+typeOf2, 0)
			p.u64(p.at(name)+dim0, 256)
		}
	}), "do not fit the data section")
}

// CVE-2025-49847, llama.cpp: the length of a token from the file was cast to int32.
func TestCVE_2025_49847_TokenLength(t *testing.T) {
	for _, n := range []uint64{1 << 31, 1<<32 - 1, 1<<32 + 5, 1 << 63, math.MaxUint64 - 7} {
		refuse(t, craft(t, func(p *patch) { p.u64(p.at("tokens")+elements, n) }), "string needs")
	}
}

// CVE-2024-21802, Talos: the number of dimensions indexed a fixed array, and dimensions were multiplied unchecked.
func TestCVE_2024_21802_Dimensions(t *testing.T) {
	for _, rank := range []uint32{5, 1 << 16, 1 << 31, math.MaxUint32} {
		refuse(t, craft(t, func(p *patch) { p.u32(p.at("a.weight"), rank) }), "dimensions, want at most 4")
	}
	refuse(t, craft(t, func(p *patch) { p.u64(p.at("a.weight")+dim1, 1<<63) }), "dimension 1 is")
}

// CVE-2024-21825, Talos: count × element size of an array wrapped, and the allocation was too small.
func TestCVE_2024_21825_ArraySizeWraps(t *testing.T) {
	for _, n := range []uint64{1 << 62, 1<<62 + 1, math.MaxUint64/4 + 2, math.MaxUint64} {
		refuse(t, craft(t, func(p *patch) { p.u64(p.at("scores")+count, n) }), "does not fit")
		refuse(t, craft(t, func(p *patch) { p.u64(p.at("tokens")+count, n) }), "does not fit")
	}
}

// CVE-2024-21836, Talos: the number of tensors × the size of a description wrapped.
func TestCVE_2024_21836_TensorCount(t *testing.T) {
	for _, n := range []uint64{1 << 20, 1 << 40, 1 << 61, math.MaxUint64} {
		refuse(t, craft(t, func(p *patch) { p.u64(8, n) }), "tensors, want at most")
	}
	roomy := append(tiny(t), make([]byte, 4<<20)...)
	binary.LittleEndian.PutUint64(roomy[8:], 1<<16+1)
	refuse(t, roomy, "65537 tensors, want at most 65536")
}

// CVE-2024-23496, Talos: length + 1 of a string wrapped to zero.
func TestCVE_2024_23496_StringLengthWraps(t *testing.T) {
	for _, n := range []uint64{math.MaxUint64, math.MaxUint64 - 1, 1 << 63, 1 << 32} {
		refuse(t, craft(t, func(p *patch) { p.u64(p.at("architecture")+4, n) }), "string needs")
		refuse(t, craft(t, func(p *patch) { p.u64(24, n) }), "metadata key has")
		refuse(t, craft(t, func(p *patch) { p.u64(p.at("a.weight")-16, n) }), "tensor name has")
	}
}

// CVE-2024-23605, Talos: the number of metadata pairs × their size wrapped.
func TestCVE_2024_23605_KeyCount(t *testing.T) {
	for _, n := range []uint64{1 << 20, 1 << 40, 1 << 61, math.MaxUint64} {
		refuse(t, craft(t, func(p *patch) { p.u64(16, n) }), "metadata keys, want at most")
	}
	roomy := append(tiny(t), make([]byte, 4<<20)...)
	binary.LittleEndian.PutUint64(roomy[16:], 1<<16+1)
	refuse(t, roomy, "65537 metadata keys, want at most 65536")
	refuse(t, append([]byte("GGUF\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00"), make([]byte, 76)...),
		"metadata keys, want at most")
}

// CVE-2024-32878, llama.cpp: an early error freed what had not been set. Every prefix is such an error.
func TestCVE_2024_32878_EarlyErrors(t *testing.T) {
	whole := tiny(t)
	for n := range whole {
		var format *gguf.FormatError
		_, err := gguf.Parse(whole[:n])
		require.ErrorAs(t, err, &format, "%d bytes", n)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, "%d bytes", n)
	}
}

// CVE-2024-39720, Ollama: a file of four bytes was read out of bounds.
func TestCVE_2024_39720_FourByteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "four")
	for _, text := range []string{"", "G", "GGUF", "GGUF\x03\x00\x00\x00"} {
		refuse(t, []byte(text), "cannot hold a GGUF file")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		for _, open := range []func(string) (*gguf.File, error){gguf.Open, gguf.ReadFile} {
			_, err := open(path)
			require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		}
	}
}

// CVE-2024-39721, Ollama: opening a device never ended.
func TestCVE_2024_39721_Device(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs /dev/zero")
	}
	start := time.Now()
	for _, path := range []string{"/dev/zero", "/dev/random", t.TempDir()} {
		for _, open := range []func(string) (*gguf.File, error){gguf.Open, gguf.ReadFile} {
			_, err := open(path)
			require.ErrorContains(t, err, "not a regular file")
		}
	}
	require.Less(t, time.Since(start), 10*time.Second)
}

// CVE-2024-12055 and CVE-2025-1975, Ollama: an index from the file went past a table.
func TestCVE_2025_1975_TableIndex(t *testing.T) {
	for _, id := range []uint32{4, 5, 31, 33, 36, 38, 42, 1000, 1 << 31, math.MaxUint32} {
		refuse(t, craft(t, func(p *patch) { p.u32(p.at("a.weight")+typeOf2, id) }), "no element type")
	}
	for _, id := range []uint32{13, 1 << 31, math.MaxUint32} {
		refuse(t, craft(t, func(p *patch) { p.u32(p.at("block_count"), id) }), "no value type")
		refuse(t, craft(t, func(p *patch) { p.u32(p.at("scores")+elemType, id) }), "no value type")
	}
}

// CVE-2025-0312, Ollama: a key that was missing, or of another type, was dereferenced as nil.
func TestCVE_2025_0312_MissingKeys(t *testing.T) {
	f, err := gguf.Parse([]byte("GGUF\x03\x00\x00\x00" + strings.Repeat("\x00", 16)))
	require.NoError(t, err, "a file of nothing is a file")
	for _, err := range []error{
		second(f.Uint("k")), second(f.Int("k")), second(f.Float("k")), second(f.Bool("k")), second(f.String("k")),
		second(f.Ints("k")), second(f.Strings("k")), second(gguf.Array[float32](f, "k")),
	} {
		require.ErrorIs(t, err, gguf.ErrNoKey)
	}
	tokens, _ := f.Strings("k")
	require.Zero(t, tokens.Len())
	for range tokens.All() {
		t.Fatal("an array that is missing has an element")
	}
	_, ok := f.Tensor("k")
	require.False(t, ok)
}

// CVE-2025-0315, Ollama: an allocation as large as a count in the file.
func TestCVE_2025_0315_UnboundedAllocation(t *testing.T) {
	var w gguf.Writer
	w.Set("tokens", make([]string, 10_000))
	for i := range 5 {
		w.Add(string(rune('a'+i)), tensor.TypeOf(tensor.F32, 1), make([]byte, 4))
	}
	b := encode(t, &w)
	at := bytes.Index(b, []byte("tokens")) + len("tokens")
	binary.LittleEndian.PutUint64(b[at+count:], 10_010)
	refuse(t, b, "string needs")
	for _, n := range []uint64{20_000, 1 << 20, 1 << 40} { // each string has a length field of 8 bytes
		binary.LittleEndian.PutUint64(b[at+count:], n)
		refuse(t, b, "does not fit")
	}
	requireBounded(t, 100, func() {
		_, err := gguf.Read(bytes.NewReader(b[:30]), math.MaxInt64)
		require.Error(t, err)
	})
}

// CVE-2025-0317 and CVE-2024-8063, Ollama: division by a zero from the file, alignment or dimension.
func TestCVE_2025_0317_DivideByZero(t *testing.T) {
	refuse(t, craft(t, func(p *patch) { p.u32(p.at("general.alignment")+4, 0) }), "general.alignment is 0")
	refuse(t, craft(t, func(p *patch) { p.u64(p.at("a.weight")+dim0, 0) }), "dimension 0 is 0")
	refuse(t, craft(t, func(p *patch) { p.u64(p.at("a.weight")+dim1, 0) }), "dimension 1 is 0")
}

func TestUnsupportedType(t *testing.T) {
	_, err := gguf.Parse(craft(t, func(p *patch) { p.u32(p.at("a.weight")+typeOf2, 16) }))
	var unsupported *gguf.TypeError
	require.True(t, errors.As(err, &unsupported))
	require.Equal(t, gguf.TypeError{Tensor: "a.weight", Type: "IQ2_XXS"}, *unsupported)
	require.EqualError(t, err, `gguf: tensor "a.weight": element type IQ2_XXS is not supported`)
}
