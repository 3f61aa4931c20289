package gemma_test

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// The backend "tally:NAME" is NAME, and counts what of it is open.
func init() {
	backend.Register(backend.Driver{
		Name: "tally",
		Open: func(c backend.Config) (backend.Backend, error) {
			name := c.Device
			c.Device = ""
			b, err := backend.Open(name, c)
			if err != nil {
				return nil, err
			}
			tallies.Lock()
			defer tallies.Unlock()
			t := &tally{Backend: b, open: map[any]string{}}
			tallies.all = append(tallies.all, t)
			return t, nil
		},
		Devices: func() ([]backend.DeviceInfo, error) { return nil, nil },
	})
}

// tallies are the tallied backends of this process.
var tallies struct {
	sync.Mutex
	all  []*tally
	fail int // which call from now on fails that makes something; 0: none
}

// failing counts a call that makes something, and fails the one that tallies.fail says.
func failing() error {
	tallies.Lock()
	defer tallies.Unlock()
	if tallies.fail--; tallies.fail == 0 {
		return errFull
	}
	return nil
}

var errFull = errors.New("no memory is left")

// leaks returns what each tallied backend so far had open when it was closed, and forgets them.
func leaks() (all []string) {
	tallies.Lock()
	defer tallies.Unlock()
	for _, t := range tallies.all {
		if !t.closed {
			all = append(all, t.Name()+": the backend itself")
		}
		all = append(all, t.left...)
	}
	tallies.all = nil
	return all
}

type tally struct {
	backend.Backend
	mu     sync.Mutex
	open   map[any]string
	left   []string
	made   bool // anything
	closed bool
}

func (t *tally) add(x any, what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open[x], t.made = what, true
}

func (t *tally) remove(x any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.open, x)
}

func (t *tally) NewBuffer(typ tensor.Type, u backend.Usage) (backend.Buffer, error) {
	if err := failing(); err != nil {
		return nil, err
	}
	b, err := t.Backend.NewBuffer(typ, u)
	return t.buffer(b, err, u.String())
}

// ImportBuffer imports where the backend can, and copies where it cannot.
func (t *tally) ImportBuffer(typ tensor.Type, data []byte) (backend.Buffer, error) {
	if im, ok := t.Backend.(backend.Importer); ok {
		if err := failing(); err != nil {
			return nil, err
		}
		b, err := im.ImportBuffer(typ, data)
		return t.buffer(b, err, "import")
	}
	b, err := t.NewBuffer(typ, backend.UsageWeight)
	if err == nil {
		err = b.Write(0, data)
	}
	return b, err
}

func (t *tally) buffer(b backend.Buffer, err error, what string) (backend.Buffer, error) {
	if err != nil {
		return nil, err
	}
	c := &talliedBuffer{b, t}
	t.add(c, fmt.Sprintf("%s: %s buffer %v", t.Name(), what, b.Type()))
	if m, ok := b.(backend.Mapper); ok {
		return &talliedMapper{c, m}, nil
	}
	return c, nil
}

func (t *tally) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	if err := failing(); err != nil {
		return nil, err
	}
	p, err := t.Backend.Compile(g, untallied(weights), o)
	if err != nil {
		return nil, err
	}
	c := &talliedProgram{p, t}
	t.add(c, t.Name()+": a program")
	return c, nil
}

// Close notes what is still open, and what the device has of memory afterwards.
func (t *tally) Close() error {
	err := t.Backend.Close()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return err
	}
	t.closed = true
	for _, what := range t.open {
		t.left = append(t.left, what)
	}
	if m, ok := t.Backend.(backend.MemoryCounter); ok {
		if now, peak := m.Memory(); now > 0 || peak == 0 && t.made {
			t.left = append(t.left, fmt.Sprintf("%s: %d bytes on the device, at most %d", t.Name(), now, peak))
		}
	}
	return err
}

type talliedBuffer struct {
	backend.Buffer
	t *tally
}

func (b *talliedBuffer) Close() error {
	b.t.remove(b)
	return b.Buffer.Close()
}

func (b *talliedBuffer) inner() backend.Buffer { return b.Buffer }

type talliedMapper struct {
	*talliedBuffer
	backend.Mapper
}

func untallied(all []backend.Buffer) []backend.Buffer {
	inner := make([]backend.Buffer, len(all))
	for i, b := range all {
		inner[i] = b.(interface{ inner() backend.Buffer }).inner()
	}
	return inner
}

type talliedProgram struct {
	backend.Program
	t *tally
}

func (p *talliedProgram) Run(ctx context.Context, b *backend.Bindings) error {
	return p.Program.Run(ctx, &backend.Bindings{
		Inputs: untallied(b.Inputs), States: untallied(b.States), Outputs: untallied(b.Outputs), T: b.T, R: b.R,
	})
}

func (p *talliedProgram) Close() error {
	p.t.remove(p)
	return p.Program.Close()
}
