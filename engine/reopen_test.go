package engine_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// A lossy backend loses its device in the runs that lose names, counted over all its successors. Its
// buffers are overwritten when that happens, so that nothing of them can be used.
type lossy struct {
	backend.Backend
	t      *testing.T
	shared *losses
	lost   bool
	all    []backend.Buffer
}

type losses struct {
	runs   int
	lose   []int
	opened int
	fail   error // of Reopen
}

type lossyProgram struct {
	backend.Program
	b *lossy
}

func (l *lossy) NewBuffer(t tensor.Type, u backend.Usage) (backend.Buffer, error) {
	if l.lost {
		return nil, backend.ErrDeviceLost
	}
	buf, err := l.Backend.NewBuffer(t, u)
	l.all = append(l.all, buf)
	return buf, err
}

func (l *lossy) Compile(g *graph.Graph, w []backend.Buffer, o backend.Options) (backend.Program, error) {
	if l.lost {
		return nil, backend.ErrDeviceLost
	}
	p, err := l.Backend.Compile(g, w, o)
	return lossyProgram{p, l}, err
}

func (p lossyProgram) Run(ctx context.Context, b *backend.Bindings) error {
	l := p.b
	l.shared.runs++
	if l.lost = l.lost || slices.Contains(l.shared.lose, l.shared.runs); l.lost {
		for _, buf := range append(l.all, b.Outputs...) {
			_ = buf.Write(0, slices.Repeat([]byte{0x7f}, buf.Type().Bytes())) // closed ones fail
		}
		return backend.ErrDeviceLost
	}
	return p.Program.Run(ctx, b)
}

func (l *lossy) Reopen() (backend.Backend, error) {
	if l.shared.fail != nil {
		return nil, l.shared.fail
	}
	l.shared.opened++
	return &lossy{Backend: openBackend(l.t, "cpu", 1), t: l.t, shared: l.shared}, nil
}

// A script is what is done with an engine; it returns all logits that it saw.
func script(t *testing.T, e *engine.Engine) (seen [][]float32, err error) {
	ctx, vocab := context.Background(), e.Model().Config.Vocab
	a, b := newSequence(t, e), newSequence(t, e)
	keep := func(l []float32, err error) error {
		seen = append(seen, slices.Clone(l))
		return err
	}
	for i, s := range []*engine.Sequence{a, b, a} { // prompts of several chunks
		if err := keep(s.Logits(ctx, randomIDs(21+i, vocab))); err != nil {
			return nil, err
		}
	}
	if err := a.Truncate(40); err != nil {
		return nil, err
	}
	for i := range 3 {
		for _, s := range []*engine.Sequence{a, b} {
			if err := keep(s.Logits(ctx, []int32{int32(i)})); err != nil {
				return nil, err
			}
		}
	}
	return seen, b.AllLogits(ctx, randomIDs(20, vocab), 1, func(_ int, l []float32) error { return keep(l, nil) })
}

// TestDeviceLost loses the device in each run of a script in turn. Every logit must be what it is without.
func TestDeviceLost(t *testing.T) {
	m, o := tiny(t), engine.Options{Chunk: 8, Sequences: 2}
	count := &losses{}
	want, err := script(t, newEngine(t, m, &lossy{Backend: openBackend(t, "cpu", 1), t: t, shared: count}, o))
	require.NoError(t, err)
	require.Greater(t, count.runs, 20)
	for run := 1; run <= count.runs; run++ {
		l := &losses{lose: []int{run, run + 30}}
		e := newEngine(t, m, &lossy{Backend: openBackend(t, "cpu", 1), t: t, shared: l}, o)
		got, err := script(t, e)
		require.NoError(t, err, "run %d", run)
		require.Equal(t, want, got, "run %d", run)
		require.GreaterOrEqual(t, l.opened, 1)
		require.NoError(t, e.Close())
	}
}

// TestDeviceLostForGood checks that a device that is lost again at once, or that cannot be opened, or whose
// backend cannot open it, is an error and changes no sequence.
func TestDeviceLostForGood(t *testing.T) {
	m, ctx := tiny(t), context.Background()
	for _, l := range []*losses{{lose: []int{2, 3, 4}}, {lose: []int{2}, fail: errors.New("no driver")}} {
		e := newEngine(t, m, &lossy{Backend: openBackend(t, "cpu", 1), t: t, shared: l}, engine.Options{Chunk: 8})
		s := newSequence(t, e)
		require.NoError(t, s.Append(ctx, []int32{1, 2, 3}))
		_, err := s.Logits(ctx, []int32{4})
		require.ErrorIs(t, err, backend.ErrDeviceLost)
		require.Equal(t, []int32{1, 2, 3}, s.IDs())
		if l.fail != nil {
			require.ErrorIs(t, err, l.fail)
			continue
		}
		got := logits(t, s, []int32{4}) // the third device stays
		require.Equal(t, logits(t, newSequence(t, newEngine(t, m, openBackend(t, "cpu", 1), engine.Options{Chunk: 8})), []int32{1, 2, 3, 4}), got)
	}
}
