package engine

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/tensor"
)

// DefaultChunk is the number of prompt tokens that one step takes.
const DefaultChunk = 512

// DefaultContext is the longest sequence where Options do not say: enough for chats, and 12 MB of
// cache in the 270M model.
const DefaultContext = 4096

// DefaultTopK is the number of candidates that a step returns for sampling: Gemma's recommended top-k.
const DefaultTopK = 64

// headRows is the number of rows that go through the head at once when all logits are wanted: 16
// rows of the 270M model are 16 MB.
const headRows = 16

// Options configure an Engine. The zero value is ready to use.
type Options struct {
	Context   int          // longest sequence in tokens; DefaultContext, or the model's if that is shorter
	Chunk     int          // tokens per prefill step; DefaultChunk
	Sequences int          // sequences held at once; 1
	KV        tensor.DType // cache element type, one of tensor.CacheTypes; F16
	FullCache bool         // keep every position of local layers too, so that Truncate works at any length
	NoFusion  bool         // run the graph as the model states it
	Profile   bool         // record time per node
	Prefix    int64        // bytes of host memory for caches that Keep keeps for Reuse; 0: none
	Screen    ScreenMode   // how decoding finds the most likely tokens; ScreenOff
}

func (o *Options) fill(c *gemma3.Config) error {
	def := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	def(&o.Context, min(DefaultContext, c.Context))
	def(&o.Chunk, DefaultChunk)
	def(&o.Sequences, 1)
	if o.KV == tensor.Invalid {
		o.KV = tensor.F16
	}
	o.Chunk = min(o.Chunk, o.Context)
	if err := o.Screen.Check(); err != nil {
		return err
	}
	switch {
	case o.Context < 1 || o.Context > c.Context:
		return fmt.Errorf("engine: context of %d tokens, want 1 to %d", o.Context, c.Context)
	case o.Chunk < 1:
		return fmt.Errorf("engine: chunk of %d tokens, want at least 1", o.Chunk)
	case o.Sequences < 1 || o.Sequences > 1<<12:
		return fmt.Errorf("engine: %d sequences, want 1 to %d", o.Sequences, 1<<12)
	case o.Prefix < 0:
		return fmt.Errorf("engine: %d bytes for prefixes, want 0 or more", o.Prefix)
	case !o.KV.Cache():
		return fmt.Errorf("engine: cache type %v, want one of %v", o.KV, tensor.CacheTypes())
	}
	return nil
}

// An Engine is a model on a backend.
type Engine struct {
	model   *gemma3.Model
	backend backend.Backend
	opts    Options
	local   int // cache rows of local layers

	// turn is held, by a value in the channel, by the one goroutine that uses the device. It guards
	// weights, states, programs and the step's parts.
	turn     chan struct{}
	owned    bool // backend was opened here, in place of one that was lost
	weights  map[string]backend.Buffer
	states   map[string]backend.Buffer
	programs map[programKey]*program
	parts    []part
	kept     prefixes
	solo     [1]part       // of a step for one sequence, outside the queue
	fresh    time.Time     // when the last step ended
	took     time.Duration // of the last step without prompts
	linger   *time.Timer

	screening screening

	clock int // counts uses of programs

	mu       sync.Mutex // guards the rest, and the requests in queue; taken after turn
	closed   bool
	epoch    int   // how often the backend was replaced: sequences of an earlier epoch have lost their cache
	free     []int // cache slots that no sequence holds
	queue    []*request
	adapters []*Adapter
	base     int           // round of the last step without an adapter
	round    int           // of shared steps
	expected int           // sequences of the last round that did not ask again yet
	arrived  chan struct{} // tells a lingering leader about a new request
}

// New prepares model m on backend b. The engine does not own either: close it first.
func New(m *gemma3.Model, b backend.Backend, o Options) (*Engine, error) {
	if m.Config.Bidirectional {
		return nil, fmt.Errorf("engine: %w", gemma3.ErrEmbedding)
	}
	if err := o.fill(&m.Config); err != nil {
		return nil, err
	}
	e := blank(m, b, o)
	if o.FullCache {
		e.local = max(e.local, o.Context)
	}
	if err := e.checkCache(); err != nil {
		return nil, err
	}
	for s := range o.Sequences {
		e.free = append(e.free, o.Sequences-1-s)
	}
	if err := e.findScreen(); err != nil {
		return nil, errors.Join(err, e.release())
	}
	return e, nil
}

// blank returns an engine without room for sequences.
func blank(m *gemma3.Model, b backend.Backend, o Options) *Engine {
	e := &Engine{
		model: m, backend: b, opts: o, local: m.Config.LocalRows(o.Chunk),
		weights: map[string]backend.Buffer{}, states: map[string]backend.Buffer{}, programs: map[programKey]*program{},
		turn: make(chan struct{}, 1), arrived: make(chan struct{}, 1), linger: time.NewTimer(time.Hour),
	}
	e.linger.Stop()
	e.solo[0].r = &request{}
	return e
}

// Model returns the model.
func (e *Engine) Model() *gemma3.Model { return e.model }

// Backend returns the backend. If the one that New got lost its device, it is the one that took its place.
func (e *Engine) Backend() backend.Backend {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.backend
}

// Options returns the options with every default filled in.
func (e *Engine) Options() Options { return e.opts }

// Close waits for the step that runs and releases programs, caches and weights. Calls that wait for a
// step fail with backend.ErrClosed, and so does every later one. Closing twice is harmless.
func (e *Engine) Close() error {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	e.screening.wg.Wait()
	e.turn <- struct{}{}
	defer e.leave()
	err := e.release()
	e.kept = prefixes{}
	if e.owned {
		err = errors.Join(err, e.backend.Close())
		e.owned = false
	}
	return err
}

// release closes programs, caches and weights. The caller has the turn.
func (e *Engine) release() error {
	errs := []error{e.closeScreen()}
	for _, p := range e.programs {
		errs = append(errs, p.close())
	}
	for _, set := range []map[string]backend.Buffer{e.states, e.weights} {
		for _, b := range set {
			errs = append(errs, b.Close())
		}
		clear(set)
	}
	clear(e.programs)
	e.mu.Lock()
	adapters := slices.Clone(e.adapters)
	e.mu.Unlock()
	for _, a := range adapters {
		errs = append(errs, a.release())
	}
	return errors.Join(errs...)
}
