package vulkan

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
)

var _ backend.Screener = (*Backend)(nil)

// A screen is a table on the device.
type screen struct {
	*gpu.Screen
	region region
	always bool
	row    int64 // bytes of a row of the weight
	stats  backend.ScreenStats

	host.Cost     // of a step, in seconds
	timed     int // how many were
}

// SetScreen uploads table and makes programs that take the largest entries of one row's product with w use it.
func (b *Backend) SetScreen(buf backend.Buffer, table []byte, always bool) error {
	w, ok := buf.(*weight)
	if !ok || w.b != b || !w.region.valid() {
		return fmt.Errorf("vulkan: %v is no open weight of this device", buf.Type())
	}
	var s *screen
	if table != nil { // taking one away works on a lost device, too
		if err := b.check(); err != nil {
			return err
		}
		var err error
		if s, err = b.upload(w, table); err != nil {
			return err
		}
		s.always = always
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return backend.ErrClosed
	}
	if w.screen != nil && !b.hung.Load() {
		b.mem.free(w.screen.region)
	}
	w.screen = s
	return nil
}

// upload puts a table on the device.
func (b *Backend) upload(w *weight, table []byte) (*screen, error) {
	g, err := gpu.NewScreen(w.typ, table)
	if err != nil {
		return nil, fmt.Errorf("vulkan: %w", err)
	}
	s := &screen{Screen: g, row: int64(w.typ.RowBytes()), stats: backend.ScreenStats{Bytes: int64(g.Bytes())}}
	if s.region, err = b.mem.alloc(classDevice, g.Bytes(), "screen"); err != nil {
		return nil, err
	}
	err = g.Parts(func(off uint64, data []byte) error {
		if host := s.region.host(); host != nil {
			copy(host[off:], data)
			return nil
		}
		return b.stage(s.region, off, data, true)
	})
	if err != nil {
		b.mem.free(s.region)
		return nil, err
	}
	return s, nil
}

// screenOf returns the screen that is set for w.
func (b *Backend) screenOf(w *weight) *screen {
	b.mu.Lock()
	defer b.mu.Unlock()
	if w == nil {
		return nil
	}
	return w.screen
}

// ScreenStats returns the totals of w's screen.
func (b *Backend) ScreenStats(buf backend.Buffer) backend.ScreenStats {
	if w, ok := buf.(*weight); ok && w.b == b {
		if s := b.screenOf(w); s != nil {
			return s.stats
		}
	}
	return backend.ScreenStats{}
}

// head returns the weight that the program takes the largest products of one row with.
func (p *program) head() *weight {
	for v := range p.Graph.Nodes {
		if n := &p.Graph.Nodes[v]; n.Op == graph.OpMatMulTopK && n.Type.Shape.Dim(0) == 1 {
			return p.weights[n.In[1]]
		}
	}
	return nil
}

// choose returns the program that the next run replays: p, or its twin that uses the screen of its head, which is made
// when there is one. Without always, a screen that does not pay is left alone for a while.
func (p *program) choose() (*program, error) {
	s := p.b.screenOf(p.top)
	if p.twin != nil && p.twin.uses != s {
		if err := p.twin.Close(); err != nil {
			return nil, err
		}
		p.twin = nil
	}
	if s == nil || p.useless == s {
		return p, nil
	}
	if p.twin == nil {
		if err := p.double(s); err != nil {
			return nil, err
		}
		if p.twin == nil {
			p.useless = s
			return p, nil
		}
	}
	if !s.always && (s.timed < trials || s.Skip > 0) {
		return p, nil
	}
	return p.twin, nil
}

// double makes the twin that uses s, unless that is no use for the program.
func (p *program) double(s *screen) error {
	t := &program{b: p.b, checker: p.checker, profile: p.profile, stats: p.stats, uses: s}
	var err error
	o := gpu.Options{NoJoin: p.noJoin, Screens: map[graph.Value]*gpu.Screen{}}
	for v, w := range p.weights {
		if w == p.top {
			o.Screens[v] = s.Screen
		}
	}
	if t.Program, err = gpu.Lower(p.Graph, &p.b.limits.Limits, o); err != nil {
		return fmt.Errorf("vulkan: %w", err)
	}
	if t.Screened == nil {
		return nil
	}
	if t.counts, err = p.b.mem.alloc(classHost, 16, "counts"); err == nil {
		clear(t.counts.host())
		err = t.compile(p.bufferList)
	}
	if err != nil {
		return errors.Join(err, t.Close())
	}
	p.twin = t
	return nil
}

// learn books steps that q, p or its twin, has run in the given time.
func (p *program) learn(q *program, steps int, took time.Duration) {
	s := p.b.screenOf(p.top)
	if s == nil || p.useless == s {
		return
	}
	each := took.Seconds() / float64(steps)
	if q == p {
		s.stats.Skipped += int64(steps)
		s.Skipped()
		if s.timed++; s.timed > 1 { // the first may have recorded commands
			s.Whole = host.Average(s.Whole, each)
		}
		return
	}
	answered, fell, alive := q.count()
	s.stats.Steps += answered
	s.stats.Fallbacks += fell
	s.stats.Refined += alive
	s.stats.Exact += alive
	s.stats.Read += answered*s.ScanBytes() + alive*s.row
	q.runs++
	if s.always || q.runs == 1 {
		return
	}
	s.Judge(false, each)
}

// trials are the runs that are timed without the screen before the first with it.
const trials = 3

// count returns what the device has counted since the last call.
func (p *program) count() (answered, fell, alive int64) {
	now := p.counts.host()
	take := func(i int) int64 {
		n := binary.LittleEndian.Uint32(now[4*i:])
		binary.LittleEndian.PutUint32(now[4*i:], 0)
		return int64(n)
	}
	return take(0), take(1), take(2)
}
