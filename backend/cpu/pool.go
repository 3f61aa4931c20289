package cpu

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// A job is work that falls into independent units.
type job interface {
	// do computes one unit. Any goroutine may call it, for different units at once.
	do(w *scratch, unit int)
}

// A task is a job on its way through the pool. The indirection lets goroutines read it atomically.
type task struct{ job job }

// ticket packs the number of the current task, its number of units, and the next unit to be taken.
// Whoever wants a unit increments it with compare-and-swap, which fails if the task has changed: a
// goroutine that was late for a task can then neither take a unit of the next one nor run an old job.
const (
	unitBits = 20
	maxUnits = 1<<unitBits - 1
)

// spins bounds how long a goroutine looks for work before it sleeps, about 20 µs: longer than the
// serial nodes between two parallel ones, shorter than anyone would notice on a battery.
const spins = 20000

// A pool runs jobs on several goroutines, one job at a time.
type pool struct {
	mu     sync.Mutex // held during run
	spin   int
	ws     []*worker // the goroutines besides the caller of run
	own    scratch   // the caller's
	closed atomic.Bool

	_      [64]byte // each of the following on its own cache line
	ticket atomic.Uint64
	task   atomic.Pointer[task]
	_      [64]byte
	done   atomic.Int64 // finished units of the current task
	_      [64]byte
}

// A worker is one goroutine of a pool.
type worker struct {
	scratch scratch
	asleep  atomic.Bool
	wake    chan struct{}
	_       [64]byte
}

// newPool starts threads−1 goroutines.
func newPool(threads int) *pool {
	p := &pool{}
	if threads <= runtime.GOMAXPROCS(0) {
		p.spin = spins // otherwise a goroutine that looks for work keeps one that has some from running
	}
	for id := 1; id < threads; id++ {
		w := &worker{wake: make(chan struct{}, 1)}
		w.scratch.id = id
		p.ws = append(p.ws, w)
		go p.loop(w)
	}
	return p
}

// close ends the goroutines. No job may be running.
func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed.Store(true)
	for _, w := range p.ws {
		p.rouse(w)
	}
}

// threads returns the number of goroutines that work on a job.
func (p *pool) threads() int { return len(p.ws) + 1 }

// each calls f on every goroutine's scratch, while no job is running.
func (p *pool) each(f func(*scratch)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f(&p.own)
	for _, w := range p.ws {
		f(&w.scratch)
	}
}

// run computes units 0 to units−1 of t and returns when all are done.
func (p *pool) run(t *task, units int) {
	if units <= 0 {
		return
	}
	if units > maxUnits {
		panic("BUG: cpu: too many units")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if units == 1 || len(p.ws) == 0 {
		for u := range units {
			t.job.do(&p.own, u)
		}
		return
	}
	p.done.Store(0)
	p.task.Store(t)
	number := p.ticket.Load()>>(2*unitBits) + 1
	p.ticket.Store(number<<(2*unitBits) | uint64(units)<<unitBits)
	for _, w := range p.ws[:min(len(p.ws), units-1)] {
		p.rouse(w)
	}
	p.work(&p.own)
	for i := 0; p.done.Load() < int64(units); i++ {
		if i >= p.spin {
			runtime.Gosched()
		}
	}
}

// rouse wakes w if it sleeps.
func (p *pool) rouse(w *worker) {
	if w.asleep.Load() && w.asleep.CompareAndSwap(true, false) {
		w.wake <- struct{}{}
	}
}

// work computes units of the current task until none is left to take.
func (p *pool) work(s *scratch) {
	for {
		ticket := p.ticket.Load()
		unit, units := int(ticket&maxUnits), int(ticket>>unitBits&maxUnits)
		if unit >= units {
			return
		}
		t := p.task.Load()
		if p.ticket.CompareAndSwap(ticket, ticket+1) {
			t.job.do(s, unit)
			p.done.Add(1)
		}
	}
}

// loop is the life of a worker: look for work, then sleep.
func (p *pool) loop(w *worker) {
	for !p.closed.Load() {
		p.work(&w.scratch)
		if p.look() {
			continue
		}
		w.asleep.Store(true)
		// Whoever published work before the line above has not seen it: look once more.
		if (p.available() || p.closed.Load()) && w.asleep.CompareAndSwap(true, false) {
			continue
		}
		<-w.wake
	}
}

// look waits a little for work to turn up.
func (p *pool) look() bool {
	for range p.spin {
		if p.available() {
			return true
		}
	}
	return p.available()
}

func (p *pool) available() bool {
	ticket := p.ticket.Load()
	return ticket&maxUnits < ticket>>unitBits&maxUnits
}
