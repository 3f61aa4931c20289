package gguf

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/gemma-bench/gemma/internal/pages"
	"github.com/gemma-bench/gemma/model/internal/mmap"
	"github.com/gemma-bench/gemma/tensor"
)

// A File is a validated GGUF file. Its methods may be called from many goroutines at once, Close
// excepted.
type File struct {
	Version   uint32 // 2 or 3
	Size      int64  // of the whole file, in bytes
	Alignment int64  // of tensor data; a power of two

	data    []byte
	release func() error // nil where there is nothing to unmap
	keys    []string
	values  map[string]Value
	tensors []TensorInfo
	byName  map[string]int
}

// A TensorInfo describes one tensor.
type TensorInfo struct {
	Name   string
	Type   tensor.Type // row-major: Shape{N, K} for a matrix of N rows of K values
	Offset int64       // of the data, in bytes from the start of the file
	Size   int64       // of the data, in bytes; equals Type.Bytes()
}

// Open maps the file at path into memory and validates it. See the package comment for what a mapping
// asks of its file.
func Open(path string) (*File, error) {
	data, release, err := mmap.Open(path)
	if err != nil {
		return nil, fmt.Errorf("gguf: %w", err)
	}
	f, err := Parse(data)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), release())
	}
	f.release = release
	return f, nil
}

// ReadFile reads the whole file at path into memory and validates it. Unlike after Open, whatever
// becomes of the file on disk cannot reach the File.
func ReadFile(path string) (*File, error) {
	file, size, err := mmap.Regular(path)
	if err != nil {
		return nil, fmt.Errorf("gguf: %w", err)
	}
	defer file.Close()
	f, err := Read(file, size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// Read reads size bytes from r into memory and validates them. The first and last byte are read before
// memory for all of them is allocated.
func Read(r io.ReaderAt, size int64) (*File, error) {
	if size < headerBytes || size > math.MaxInt {
		return nil, &FormatError{What: fmt.Sprintf("%d bytes cannot hold a GGUF file", size), Err: io.ErrUnexpectedEOF}
	}
	var head [headerBytes]byte
	if err := readAt(r, head[:], 0); err != nil {
		return nil, err
	}
	if _, _, _, err := parseHeader(head[:], size); err != nil {
		return nil, err
	}
	if err := readAt(r, head[:1], size-1); err != nil {
		return nil, err
	}
	data := make([]byte, size)
	if err := readAt(r, data, 0); err != nil {
		return nil, err
	}
	return Parse(data)
}

func readAt(r io.ReaderAt, b []byte, off int64) error {
	n, err := r.ReadAt(b, off)
	if n == len(b) {
		return nil // io.ReaderAt may return io.EOF with the last bytes
	}
	if err == io.EOF || err == nil {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("gguf: reading %d bytes at byte %d: %w", len(b), off, err)
}

// Parse validates a file that is already in memory, such as one embedded in the program. The File refers
// to data, which must not change any more.
func Parse(data []byte) (*File, error) {
	f := &File{Size: int64(len(data)), data: data}
	if err := f.parse(); err != nil {
		return nil, err
	}
	return f, nil
}

// Close releases the mapping. Every slice obtained from the File is dead afterwards, and its methods
// that need file data panic. Closing again does nothing. Close must not run while another goroutine
// uses the File.
func (f *File) Close() error {
	f.data = nil
	if f.release == nil {
		return nil
	}
	err := f.release()
	f.release = nil
	return err
}

// DropMetadata gives the memory of a mapped file's metadata back: a reader that has copied what it needs, such
// as 262,144 tokens, calls it. Metadata can still be read, and then costs memory again.
func (f *File) DropMetadata() {
	if f.release == nil {
		return
	}
	end := f.Size
	for _, t := range f.tensors {
		end = min(end, t.Offset)
	}
	pages.Drop(f.data[:end])
}

// Tensors returns the tensors in file order. The slice belongs to the File.
func (f *File) Tensors() []TensorInfo { return f.tensors }

// Tensor looks a tensor up by name.
func (f *File) Tensor(name string) (TensorInfo, bool) {
	i, ok := f.byName[name]
	if !ok {
		return TensorInfo{}, false
	}
	return f.tensors[i], true
}

// Bytes returns the data of a tensor of this file without copying: info.Size bytes, read-only, valid
// until Close.
func (f *File) Bytes(info TensorInfo) []byte {
	if f.data == nil {
		panic("BUG: gguf: Bytes of a closed file")
	}
	if info.Offset < 0 || info.Size < 0 || info.Offset > f.Size || info.Size > f.Size-info.Offset {
		panic(fmt.Sprintf("BUG: gguf: tensor %q does not belong to this file", info.Name))
	}
	end := info.Offset + info.Size
	return f.data[info.Offset:end:end]
}
