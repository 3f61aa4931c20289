package engine

import (
	"context"
	"time"

	"github.com/gemma-bench/gemma/backend"
)

// Sequences share steps. Whoever wants tokens fed puts a request into the queue and waits for the turn
// to use the device or for its answer, whichever comes first. Who gets the turn leads: it runs steps that
// serve as many waiting requests as fit, until its own is answered, and passes the turn on. There is no
// goroutine of the engine's own, so none can leak, and a sequence that is alone pays one uncontended
// channel operation.

const (
	maxRows     = 64 // rows of the head in one step
	logitRows   = 16 // the same where all logits are wanted: 16 rows of the 270M model are 16 MB
	shortTokens = 8  // requests up to this length are decoding, longer ones are prompts
	promptShare = 64 // tokens of prompts in a step in which others decode, so that these need not wait long
)

// A request is tokens that a sequence wants to have fed and what it wants to know after the last of them.
type request struct {
	s    *Sequence
	ctx  context.Context
	ids  []int32  // still to be fed
	kind stepKind // stepFill, stepLogits, stepRows or stepTopK
	k    int      // candidates for each row, for stepTopK
	rows int      // how many of the last tokens are asked about
	// steps is how many steps the device may run in one go, if the first has one token. What each but the last chose
	// is then in the sequence, and the candidates of each in cands.
	steps  int
	device *Sampler // how to choose

	cands  []Candidate // answer: k for each row in order
	logits []float32   // answer: [rows,V], or hidden states [rows,D]
	err    error
	done   bool
	inStep bool          // part of the step that runs
	wake   chan struct{} // receives a value when done
}

// A part is a request's share of one step.
type part struct {
	r    *request
	n    int // tokens
	rows int // of the head
}

// leave passes the turn on.
func (e *Engine) leave() { <-e.turn }

// take waits for the turn, as an operation that shares no step.
func (e *Engine) take(ctx context.Context) error {
	select {
	case e.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		e.leave()
		return backend.ErrClosed
	}
	return nil
}

// do has r answered. It returns within one step of ctx's end.
func (e *Engine) do(r *request) error {
	if err := r.s.check(r.ids); err != nil {
		return err
	}
	r.done, r.err = false, nil
	e.submit(r)
	select {
	case <-r.wake:
		return r.err
	case e.turn <- struct{}{}:
	case <-r.ctx.Done():
		if e.withdraw(r) {
			return r.ctx.Err()
		}
		select {
		case <-r.wake:
			return r.err
		case e.turn <- struct{}{}:
		}
	}
	e.lead(r)
	e.leave()
	<-r.wake
	return r.err
}

// submit puts r into the queue.
func (e *Engine) submit(r *request) {
	e.mu.Lock()
	e.queue = append(e.queue, r)
	e.unexpect(r.s)
	e.mu.Unlock()
}

// unexpect notes that s, which may have had a part in the last step, is back or will not come back. The caller
// holds mu.
func (e *Engine) unexpect(s *Sequence) {
	if s.round == e.round && e.expected > 0 {
		e.expected--
	}
	s.round = -1
	select {
	case e.arrived <- struct{}{}:
	default:
	}
}

// withdraw takes r out of the queue, unless it is part of the step that runs or is answered.
func (e *Engine) withdraw(r *request) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if r.inStep || r.done {
		return false
	}
	e.dequeue(r)
	return true
}

// dequeue takes r out of the queue. The caller holds mu.
func (e *Engine) dequeue(r *request) {
	kept := e.queue[:0]
	for _, q := range e.queue {
		if q != r {
			kept = append(kept, q)
		}
	}
	e.queue[len(e.queue)-1] = nil
	e.queue = kept
}

// finish answers r. The caller holds mu.
func (e *Engine) finish(r *request, err error) {
	e.dequeue(r)
	r.err, r.done, r.inStep = err, true, false
	r.wake <- struct{}{}
}

// lead runs steps until r is answered. The caller has the turn.
func (e *Engine) lead(r *request) {
	for !e.answered(r) {
		e.wait()
		if e.prepare() {
			e.share()
		}
	}
}

func (e *Engine) answered(r *request) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return r.done
}

// prepare answers requests that were cancelled and chooses the parts of the next step from the others. It
// reports whether there are any.
func (e *Engine) prepare() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i := len(e.queue) - 1; i >= 0; i-- {
		r := e.queue[i]
		if e.closed {
			e.finish(r, backend.ErrClosed)
		} else if err := r.ctx.Err(); err != nil {
			e.finish(r, err)
		}
	}
	e.gather()
	return len(e.parts) > 0
}

// wait gives the sequences of the last step a moment to come back with their next tokens: without it, the
// first to come back would run a step alone and the others the next one, in turns. The moment is an
// eighth of a decoding step's time, so one that does not come back delays the others little, and but once.
func (e *Engine) wait() {
	for limit := e.fresh.Add(e.took / 8); ; {
		e.mu.Lock()
		expected := e.expected
		if e.others() {
			expected = 0
		}
		e.mu.Unlock()
		left := time.Until(limit)
		if expected == 0 {
			return
		}
		if left <= 0 {
			e.mu.Lock()
			e.expected, e.round = 0, e.round+1
			e.mu.Unlock()
			return
		}
		e.linger.Reset(left)
		select {
		case <-e.arrived:
		case <-e.linger.C:
		}
	}
}

// gather chooses the parts of the next step, oldest request first, all with the same adapter. Requests that
// only fill the cache go with any others; of those that want an answer, all want the kind that the first of
// them wants. The caller holds mu.
func (e *Engine) gather() {
	e.parts = e.parts[:0]
	left, prompts, rows := e.opts.Chunk, e.opts.Chunk, maxRows
	for _, r := range e.queue {
		if len(r.ids) <= shortTokens && len(e.queue) > 1 {
			prompts = min(promptShare, (e.opts.Chunk+1)/2)
		}
	}
	if len(e.queue) == 0 {
		return
	}
	kind, a := stepFill, e.nextAdapter()
	for _, r := range e.queue {
		if r.s.adapter != a {
			continue
		}
		n := min(len(r.ids), left)
		if len(r.ids) > shortTokens {
			n = min(n, prompts)
		}
		if n < len(r.ids) {
			n = min(n, len(r.ids)-r.rows) // rows that are asked about stay together
		}
		p := part{r: r, n: n}
		if n == len(r.ids) && r.kind != stepFill {
			if kind != stepFill && kind != r.kind {
				continue
			}
			if r.kind == stepLogits {
				rows = min(rows, logitRows)
			}
			if p.rows = r.rows; p.rows > rows {
				continue
			}
			kind = r.kind
			rows -= p.rows
		}
		if n <= 0 {
			continue
		}
		if left -= n; len(r.ids) > shortTokens {
			prompts -= n
		}
		r.inStep = true
		e.parts = append(e.parts, p)
	}
}
