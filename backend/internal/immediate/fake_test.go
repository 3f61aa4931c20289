package immediate

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A fake is a device that runs the kernels add and mul, notes what it is asked for, and fails on demand.
type fake struct {
	t        *testing.T
	hidden   bool // the host does not see memory
	failAt   int  // this allocation fails, counted from 1
	made     int  // allocations so far
	open     int  // not closed yet
	compiled []string
	runs     [][]Command
	err      error // of the next run
	closed   bool
}

func newFake(t *testing.T, hidden bool) (*fake, *Backend) {
	d := &fake{t: t, hidden: hidden}
	return d, New(backend.DeviceInfo{Backend: "fake"}, gpu.Guaranteed(), d)
}

type fakeMemory struct {
	d      *fake
	data   []byte
	closed bool
}

func (d *fake) Memory(n int) (Memory, error) {
	require.Zero(d.t, n%gpu.Align)
	if d.made++; d.made == d.failAt {
		return nil, errors.New("no room")
	}
	d.open++
	m := &fakeMemory{d: d, data: make([]byte, n)}
	for i := range m.data {
		m.data[i] = 0xff // undefined contents
	}
	return m, nil
}

func (m *fakeMemory) Map() []byte {
	if m.d.hidden {
		return nil
	}
	return m.data
}

func (m *fakeMemory) Write(off int, p []byte) error {
	require.LessOrEqual(m.d.t, off+len(p), len(m.data))
	copy(m.data[off:], p)
	return nil
}

func (m *fakeMemory) Read(off int, p []byte) error {
	require.LessOrEqual(m.d.t, off+len(p), len(m.data))
	copy(p, m.data[off:])
	return nil
}

func (m *fakeMemory) Close() {
	require.False(m.d.t, m.closed, "closed twice")
	m.closed = true
	m.d.open--
}

func (d *fake) Kernel(name string, spec []uint32) (Kernel, error) {
	if name == "broken" {
		return nil, errors.New("no such kernel")
	}
	d.compiled = append(d.compiled, name)
	return name, nil
}

func (d *fake) Close() error {
	require.False(d.t, d.closed, "closed twice")
	require.Zero(d.t, d.open, "memory is left")
	d.closed = true
	return nil
}

func (d *fake) Run(list []Command) error {
	d.runs = append(d.runs, append([]Command(nil), list...))
	if err := d.err; err != nil {
		d.err = nil
		return err
	}
	for i := range list {
		c := &list[i]
		for _, b := range c.Bind {
			if b.Memory != nil {
				require.LessOrEqual(d.t, b.Off+b.Len, len(b.Memory.(*fakeMemory).data))
				require.Zero(d.t, b.Off%gpu.Align)
			}
		}
		x, y, z := d.bytes(c.Bind[2]), d.bytes(c.Bind[3]), d.bytes(c.Bind[4])
		cols := binary.LittleEndian.Uint32(d.bytes(c.Bind[0]))
		for at := 0; at < int(4*cols*c.Grid[1]); at += 4 {
			a, b := f32At(x, at), f32At(y, at)
			switch c.Kernel {
			case "add":
				a += b
			case "mul":
				a *= b
			default:
				continue // noted only
			}
			binary.LittleEndian.PutUint32(z[at:], math.Float32bits(a))
		}
	}
	return nil
}

func (d *fake) bytes(b Binding) []byte {
	if b.Memory == nil {
		return nil
	}
	return b.Memory.(*fakeMemory).data[b.Off : b.Off+b.Len]
}

func f32At(b []byte, at int) float32 {
	if at+4 > len(b) {
		return 0
	}
	return math.Float32frombits(binary.LittleEndian.Uint32(b[at:]))
}

// floats encodes values.
func floats(values ...float32) []byte {
	b, err := binary.Append(nil, binary.LittleEndian, values)
	if err != nil {
		panic(err)
	}
	return b
}

// newBuffer makes a buffer that holds data.
func newBuffer(t *testing.T, b *Backend, u backend.Usage, typ tensor.Type, data []byte) backend.Buffer {
	buf, err := b.NewBuffer(typ, u)
	require.NoError(t, err)
	if data != nil {
		require.NoError(t, buf.Write(0, data))
	}
	return buf
}
