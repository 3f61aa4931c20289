package screen

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"github.com/gemma-bench/gemma/internal/pages"
	"github.com/gemma-bench/gemma/tensor"
)

// The file: a head of one page, then the table. Numbers are little-endian.
//
//	 0  magic [8]
//	 8  version u32
//	12  CRC-32C of bytes 16 to 95
//	16  bytes of the table u64
//	24  digest of the table u64
//	32  digest of the weights u64
//	64  key [32]
const (
	magic    = "gemmascr"
	version  = 1
	pageSize = 4096
	headEnd  = 96
	maxTable = 1 << 34
)

// ErrForeign is returned for a screen that belongs to other weights.
var ErrForeign = errors.New("screen: the file belongs to other weights")

// A FormatError says what is wrong with a file.
type FormatError struct{ Problem string }

func (e *FormatError) Error() string { return "screen: " + e.Problem }

// A Key tells weights apart by their type and by pieces of them. It is cheap, and only says where to look:
// Verify compares all of them.
type Key [32]byte

// KeyOf returns the key of a matrix.
func KeyOf(t tensor.Type, data []byte) Key {
	const pieces, size = 64, 512
	h := sha256.New()
	fmt.Fprintf(h, "%d %v %d\n", version, t, len(data))
	for i := range pieces {
		at := max(0, len(data)-size) / pieces * i
		h.Write(data[at:min(at+size, len(data))])
	}
	h.Write(data[max(0, len(data)-size):])
	return Key(h.Sum(nil))
}

// Path returns where in dir the screen of a key lies.
func Path(dir string, k Key) string { return filepath.Join(dir, hex.EncodeToString(k[:10])+".screen") }

// Dir returns the folder of screens: $GEMMA_SCREENS, or gemma-bench/screens in the user's cache folder.
func Dir() (string, error) {
	if dir := os.Getenv("GEMMA_SCREENS"); dir != "" {
		return dir, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("screen: no folder for screens: %w (set GEMMA_SCREENS)", err)
	}
	return filepath.Join(dir, "gemma-bench", "screens"), nil
}

// digest is two checksums that are fast on every processor. Pages of a mapped file are given back behind it: whoever
// only checks a file does not need them all in memory at once.
func digest(data []byte) uint64 {
	const piece = 4 << 20
	var a, b uint32
	for len(data) > 0 {
		part := data[:min(piece, len(data))]
		a = crc32.Update(a, crc32.MakeTable(crc32.Castagnoli), part)
		b = crc32.Update(b, crc32.IEEETable, part)
		pages.Drop(part)
		data = data[len(part):]
	}
	return uint64(a)<<32 | uint64(b)
}

// Save writes the table of weights data with key k to dir, through a temporary file: readers see all of it or nothing.
func Save(dir string, k Key, data, table []byte) (path string, err error) {
	head := make([]byte, pageSize)
	copy(head, magic)
	binary.LittleEndian.PutUint32(head[8:], version)
	binary.LittleEndian.PutUint64(head[16:], uint64(len(table)))
	binary.LittleEndian.PutUint64(head[24:], digest(table))
	binary.LittleEndian.PutUint64(head[32:], digest(data))
	copy(head[64:], k[:])
	binary.LittleEndian.PutUint32(head[12:], crc32.Checksum(head[16:headEnd], crc32.MakeTable(crc32.Castagnoli)))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("screen: %w", err)
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return "", fmt.Errorf("screen: %w", err)
	}
	path = Path(dir, k)
	_, err = io.Copy(f, io.MultiReader(bytes.NewReader(head), bytes.NewReader(table)))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("screen: %w", err), os.Remove(f.Name()))
	}
	return path, nil
}

// A File is an open screen. Its table is mapped where the system can.
type File struct {
	Table   []byte
	table   uint64 // digest
	weights uint64 // digest
	release func() error
}

// Open opens the screen of key k in dir and checks its head. Without the file the error is fs.ErrNotExist; a
// damaged one gives a *FormatError, that of another key ErrForeign.
func Open(dir string, k Key) (*File, error) {
	data, release, err := mapFile(Path(dir, k))
	if err != nil {
		return nil, fmt.Errorf("screen: %w", err)
	}
	f, err := parse(data, k)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", Path(dir, k), err), release())
	}
	f.release = release
	return f, nil
}

func parse(data []byte, k Key) (*File, error) {
	if len(data) < pageSize || string(data[:8]) != magic {
		return nil, &FormatError{"not a screen"}
	}
	if v := binary.LittleEndian.Uint32(data[8:]); v != version {
		return nil, &FormatError{fmt.Sprintf("version %d, want %d", v, version)}
	}
	if crc32.Checksum(data[16:headEnd], crc32.MakeTable(crc32.Castagnoli)) != binary.LittleEndian.Uint32(data[12:]) {
		return nil, &FormatError{"the head is damaged"}
	}
	if n := binary.LittleEndian.Uint64(data[16:]); n > maxTable || n != uint64(len(data)-pageSize) {
		return nil, &FormatError{fmt.Sprintf("%d bytes of table, the head says %d", len(data)-pageSize, n)}
	}
	if Key(data[64:headEnd]) != k {
		return nil, ErrForeign
	}
	return &File{Table: data[pageSize:], table: binary.LittleEndian.Uint64(data[24:]), weights: binary.LittleEndian.Uint64(data[32:])}, nil
}

// Verify compares the whole table and the whole matrix with what the file says of them. A screen must not be used before.
func (f *File) Verify(data []byte) error {
	if digest(f.Table) != f.table {
		return &FormatError{"the table is damaged"}
	}
	if digest(data) != f.weights {
		return ErrForeign
	}
	return nil
}

// Close unmaps the table, which must not be in use.
func (f *File) Close() error {
	if f.release == nil {
		return nil
	}
	r := f.release
	f.release, f.Table = nil, nil
	return r()
}
