package screen

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

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

// A digest is two checksums that are fast on every processor.
type digest struct{ a, b uint32 }

// Write adds p. Pages of a mapped file are given back behind it: whoever only checks a file does not need them all in
// memory at once.
func (d *digest) Write(p []byte) (int, error) {
	const piece = 1 << 20
	n := len(p)
	for len(p) > 0 {
		part := p[:min(piece, len(p))]
		d.a = crc32.Update(d.a, crc32.MakeTable(crc32.Castagnoli), part)
		d.b = crc32.Update(d.b, crc32.IEEETable, part)
		pages.Drop(part)
		p = p[len(part):]
	}
	return n, nil
}

func (d *digest) sum() uint64 { return uint64(d.a)<<32 | uint64(d.b) }

// digestOf returns the digest of data.
func digestOf(data []byte) uint64 {
	var d digest
	_, _ = d.Write(data)
	return d.sum()
}

// Save writes what table writes, the table of weights data with key k, to dir, through a temporary file: readers see all of
// it or nothing. It returns the file and the size of the table. What a system that crashes leaves of it, the digest tells.
func Save(dir string, k Key, data []byte, table func(io.Writer) error) (path string, size int, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", 0, fmt.Errorf("screen: %w", err)
	}
	sweep(dir)
	f, err := os.CreateTemp(dir, temporary+"*")
	if err != nil {
		return "", 0, fmt.Errorf("screen: %w", err)
	}
	path = Path(dir, k)
	size, err = write(f, k, data, table)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return "", 0, errors.Join(fmt.Errorf("screen: %w", err), os.Remove(f.Name()))
	}
	return path, size, nil
}

// temporary is how the names of files begin that are not complete.
const temporary = ".new-"

// sweep removes those that a killed process left behind.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if st, err := e.Info(); err == nil && strings.HasPrefix(e.Name(), temporary) && st.Mode().IsRegular() && time.Since(st.ModTime()) > abandoned {
			_ = os.Remove(filepath.Join(dir, e.Name())) // another process may be faster
		}
	}
}

// abandoned is the age of a file that nobody writes any more.
const abandoned = time.Hour

// write writes the table and then the head before it.
func write(f *os.File, k Key, data []byte, table func(io.Writer) error) (size int, err error) {
	var d digest
	if _, err := f.Seek(pageSize, io.SeekStart); err != nil {
		return 0, err
	}
	if err := table(io.MultiWriter(f, &d)); err != nil {
		return 0, err
	}
	end, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0, err
	}
	size = int(end - pageSize)
	head := make([]byte, pageSize)
	copy(head, magic)
	binary.LittleEndian.PutUint32(head[8:], version)
	binary.LittleEndian.PutUint64(head[16:], uint64(size))
	binary.LittleEndian.PutUint64(head[24:], d.sum())
	binary.LittleEndian.PutUint64(head[32:], digestOf(data))
	copy(head[64:], k[:])
	binary.LittleEndian.PutUint32(head[12:], crc32.Checksum(head[16:headEnd], crc32.MakeTable(crc32.Castagnoli)))
	_, err = f.WriteAt(head, 0)
	return size, err
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
	if digestOf(f.Table) != f.table {
		return &FormatError{"the table is damaged"}
	}
	if digestOf(data) != f.weights {
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
