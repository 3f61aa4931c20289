package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
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
	KV        tensor.DType // cache element type, F32 or F16; F16
	FullCache bool         // keep every position of local layers too, so that Truncate works at any length
	NoFusion  bool         // run the graph as the model states it
	Profile   bool         // record time per node
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
	switch {
	case o.Context < 1 || o.Context > c.Context:
		return fmt.Errorf("engine: context of %d tokens, want 1 to %d", o.Context, c.Context)
	case o.Chunk < 1:
		return fmt.Errorf("engine: chunk of %d tokens, want at least 1", o.Chunk)
	case o.Sequences < 1 || o.Sequences > 1<<12:
		return fmt.Errorf("engine: %d sequences, want 1 to %d", o.Sequences, 1<<12)
	case o.KV != tensor.F32 && o.KV != tensor.F16:
		return fmt.Errorf("engine: cache type %v, want F32 or F16", o.KV)
	}
	return nil
}

// An Engine is a model on a backend.
type Engine struct {
	model   *gemma3.Model
	backend backend.Backend
	opts    Options
	local   int // cache rows of local layers

	mu       sync.Mutex
	closed   bool
	owned    bool // backend was opened here, in place of one that was lost
	epoch    int  // how often that happened: sequences of an earlier epoch have lost their cache
	weights  map[string]backend.Buffer
	states   map[string]backend.Buffer
	programs map[programKey]*program
	free     []int // cache slots that no sequence holds
}

// New prepares model m on backend b. The engine does not own either: close it first.
func New(m *gemma3.Model, b backend.Backend, o Options) (*Engine, error) {
	if err := o.fill(&m.Config); err != nil {
		return nil, err
	}
	e := &Engine{
		model: m, backend: b, opts: o, local: m.Config.LocalRows(o.Chunk),
		weights: map[string]backend.Buffer{}, states: map[string]backend.Buffer{}, programs: map[programKey]*program{},
	}
	if o.FullCache {
		e.local = max(e.local, o.Context)
	}
	for s := range o.Sequences {
		e.free = append(e.free, o.Sequences-1-s)
	}
	return e, nil
}

// Model returns the model.
func (e *Engine) Model() *gemma3.Model { return e.model }

// Backend returns the backend. If the one that New got lost its device, it is the one that took its place.
func (e *Engine) Backend() backend.Backend { return e.backend }

// Options returns the options with every default filled in.
func (e *Engine) Options() Options { return e.opts }

// Close releases programs, caches and weights. Sequences cannot be used afterwards. Closing twice is harmless.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	err := e.release()
	if e.owned {
		err = errors.Join(err, e.backend.Close())
		e.owned = false
	}
	return err
}

// release closes programs, caches and weights.
func (e *Engine) release() error {
	var errs []error
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
	return errors.Join(errs...)
}

// A programKey names a compiled step.
type programKey struct {
	kind stepKind
	T    int // compiled tokens
	k    int // for top-k
}

// A stepKind says what a step returns.
type stepKind uint8

const (
	stepFill   stepKind = iota // nothing: the step only fills the cache
	stepLogits                 // logits of the last token
	stepTopK                   // top-k of the last token
	stepHidden                 // hidden states of all tokens
	stepHead                   // logits of given hidden states
	stepTaps                   // logits and intermediate values of all tokens
)

// A program is a compiled step with its own input and output buffers.
type program struct {
	backend.Program
	graph   *graph.Graph
	bind    backend.Bindings
	index   []indexInput // in the order of bind.Inputs; empty for stepHead
	outputs []output
}

func (p *program) close() error {
	errs := []error{p.Program.Close()}
	for _, b := range slices.Concat(p.bind.Inputs, p.bind.Outputs) {
		errs = append(errs, b.Close())
	}
	return errors.Join(errs...)
}

// bucket returns the compiled size for n tokens: 1, 8, 64 or the chunk.
func (e *Engine) bucket(n int) int {
	for _, size := range [...]int{1, 8, 64} {
		if n <= size && size < e.opts.Chunk {
			return size
		}
	}
	return e.opts.Chunk
}

// program returns the compiled step, compiling it at its first use.
func (e *Engine) program(key programKey) (*program, error) {
	if e.closed {
		return nil, backend.ErrClosed
	}
	if p, ok := e.programs[key]; ok {
		return p, nil
	}
	g, err := e.build(key)
	if err != nil {
		return nil, err
	}
	p, err := e.compile(g)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	e.programs[key] = p
	return p, nil
}

func (e *Engine) build(key programKey) (*graph.Graph, error) {
	s := gemma3.Spec{
		T: key.T, Seqs: e.opts.Sequences, Context: e.opts.Context, LocalRows: e.local, KV: e.opts.KV, K: key.k,
	}
	switch key.kind {
	case stepHead:
		return gemma3.BuildHead(e.model, headRows, gemma3.HeadLogits, 0)
	case stepLogits:
		s.Head, s.R = gemma3.HeadLogits, 1
	case stepTopK:
		s.Head, s.R = gemma3.HeadTopK, 1
	case stepHidden:
		s.Head, s.AllRows = gemma3.HeadHidden, true
	case stepTaps:
		s.Head, s.AllRows, s.Taps = gemma3.HeadLogits, true, true
	}
	if s.T == 1 && s.R == 1 {
		s.R, s.AllRows = 0, true // one token: nothing to prune
	}
	return gemma3.Build(e.model, s)
}

func (e *Engine) compile(g *graph.Graph) (*program, error) {
	var weights []backend.Buffer
	for _, v := range g.Weights() {
		w, err := e.weight(&g.Nodes[v])
		if err != nil {
			return nil, err
		}
		weights = append(weights, w)
	}
	p := &program{graph: g}
	for _, v := range g.States() {
		n := &g.Nodes[v]
		if e.states[n.Name] == nil {
			s, err := e.backend.NewBuffer(n.Type, backend.UsageState)
			if err != nil {
				return nil, fmt.Errorf("cache %s: %w", n.Name, err)
			}
			e.states[n.Name] = s
		}
		p.bind.States = append(p.bind.States, e.states[n.Name])
	}
	if err := p.allocate(e.backend); err != nil {
		return nil, err
	}
	var err error
	p.Program, err = e.backend.Compile(g, weights, backend.Options{NoFusion: e.opts.NoFusion, Profile: e.opts.Profile})
	return p, err
}

// weight uploads a parameter once, without a copy where the backend can use the file's memory.
func (e *Engine) weight(n *graph.Node) (backend.Buffer, error) {
	if w := e.weights[n.Name]; w != nil {
		return w, nil
	}
	data := e.model.Tensors[n.Name].Data
	var w backend.Buffer
	var err error
	if im, ok := e.backend.(backend.Importer); ok && aligned(data) {
		w, err = im.ImportBuffer(n.Type, data)
	} else if w, err = e.backend.NewBuffer(n.Type, backend.UsageWeight); err == nil {
		err = w.Write(0, data)
	}
	if err != nil {
		return nil, fmt.Errorf("weight %s: %w", n.Name, err)
	}
	e.weights[n.Name] = w
	return w, nil
}

// Stats returns the totals of every program, by kind and size.
func (e *Engine) Stats() []ProgramStats {
	e.mu.Lock()
	defer e.mu.Unlock()
	var all []ProgramStats
	for key, p := range e.programs {
		all = append(all, ProgramStats{Step: key.String(), Stats: p.Stats()})
	}
	slices.SortFunc(all, func(a, b ProgramStats) int { return strings.Compare(a.Step, b.Step) })
	return all
}

// ProgramStats are the totals of one compiled step.
type ProgramStats struct {
	Step  string // such as "top_k 1×64"
	Stats backend.Stats
}

// String names the step.
func (k programKey) String() string {
	s := [...]string{"fill", "logits", "top_k", "hidden", "head", "taps"}[k.kind]
	if k.k > 0 {
		return fmt.Sprintf("%s %d×%d", s, k.T, k.k)
	}
	return fmt.Sprintf("%s %d", s, k.T)
}

// run executes p under the lock.
func (p *program) run(ctx context.Context, T, R int) error {
	p.bind.T, p.bind.R = T, R
	return p.Program.Run(ctx, &p.bind)
}
