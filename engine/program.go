package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/model/gemma3"
)

// A programKey names a compiled step.
type programKey struct {
	kind stepKind
	T    int // compiled tokens
	R    int // compiled rows of the head; 0 for kinds that have none, or all
	k    int // for top-k

	adapter *Adapter // nil: the model as it is
}

// A stepKind says what a step returns.
type stepKind uint8

const (
	stepFill   stepKind = iota // nothing: the step only fills the cache
	stepLogits                 // logits of R of the tokens
	stepTopK                   // top-k of R of the tokens
	stepHidden                 // hidden states of all tokens
	stepHead                   // logits of given hidden states
	stepTaps                   // logits and intermediate values of all tokens
	stepRows                   // hidden states of R of the tokens
	stepEmbed                  // hidden states of all tokens of a text of an embedding model
	stepDense                  // its dense layers for a given mean
)

// A program is a compiled step with its own input and output buffers.
type program struct {
	backend.Program
	graph   *graph.Graph
	bind    backend.Bindings
	index   []indexInput // in the order of bind.Inputs; empty for stepHead
	outputs []output
	rows    int // compiled rows along graph.AxisR

	chain  int                // steps that the last run chained; 0: it was a single one
	chosen [shortTokens]int32 // after each of them
	pairs  []float32          // candidates of each of them, in pairs (id, logit)

	used int // Engine.clock at its last use
}

func (p *program) close() error {
	var errs []error
	if p.Program != nil {
		errs = append(errs, p.Program.Close())
	}
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

// headBucket returns the compiled number of rows for n of them in a step compiled for T tokens: 1, 4, 16 or 64.
func headBucket(n, T int) int {
	for _, size := range [...]int{1, 4, 16, maxRows} {
		if n <= size {
			return min(size, T)
		}
	}
	panic("BUG: engine: more rows than a step has")
}

// program returns the compiled step, compiling it at its first use. The caller has the turn.
func (e *Engine) program(key programKey) (*program, error) {
	e.clock++
	if p, ok := e.programs[key]; ok {
		p.used = e.clock
		return p, nil
	}
	if key.adapter != nil {
		if key.adapter.closed {
			return nil, backend.ErrClosed
		}
		if err := e.makeRoom(); err != nil {
			return nil, err
		}
	}
	if key.kind == stepTopK && (key.T == 1 || key.R > 1) { // a step of decoding
		e.startScreen()
	}
	g, err := e.build(key)
	if err != nil {
		return nil, err
	}
	p, err := e.compile(g, key.adapter)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	p.used = e.clock
	e.programs[key] = p
	return p, nil
}

func (e *Engine) build(key programKey) (*graph.Graph, error) {
	s := gemma3.Spec{
		T: key.T, Seqs: e.opts.Sequences, Context: e.opts.Context, LocalRows: e.local, KV: e.opts.KV, K: key.k,
	}
	switch key.kind {
	case stepEmbed:
		return gemma3.BuildEmbed(e.model, key.T, e.opts.KV)
	case stepDense:
		return gemma3.BuildDense(e.model)
	case stepHead:
		return gemma3.BuildHead(e.model, headRows, gemma3.HeadLogits, 0)
	case stepLogits:
		s.Head, s.R = gemma3.HeadLogits, key.R
	case stepTopK:
		s.Head, s.R = gemma3.HeadTopK, key.R
	case stepHidden:
		s.Head, s.AllRows = gemma3.HeadHidden, true
	case stepRows:
		s.Head, s.R = gemma3.HeadHidden, key.R
	case stepTaps:
		s.Head, s.AllRows, s.Taps = gemma3.HeadLogits, true, true
	}
	if s.T == 1 && s.R == 1 {
		s.R, s.AllRows = 0, true // one token: nothing to prune
	}
	return gemma3.Build(e.modelOf(key.adapter), s)
}

// checkCache reports a cache type that the model's heads or the backend cannot have. Every backend has the plain ones.
func (e *Engine) checkCache() error {
	if !e.opts.KV.Quantised() {
		return nil
	}
	g, err := e.build(programKey{kind: stepFill, T: 1})
	if err != nil {
		return fmt.Errorf("engine: cache type %v: %w", e.opts.KV, err)
	}
	for v := range g.Nodes {
		if n := &g.Nodes[v]; n.Op == graph.OpKVWrite {
			if err := e.backend.Supports(g, n); err != nil {
				return fmt.Errorf("engine: cache type %v: %w", e.opts.KV, err)
			}
		}
	}
	return nil
}

func (e *Engine) compile(g *graph.Graph, a *Adapter) (*program, error) {
	var weights []backend.Buffer
	for _, v := range g.Weights() {
		w, err := e.weightOf(a, &g.Nodes[v])
		if err != nil {
			return nil, err
		}
		weights = append(weights, w)
	}
	p := &program{graph: g, rows: headRowsOf(g)}
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
	err := p.allocate(e.backend)
	if err == nil {
		p.Program, err = e.backend.Compile(g, weights, backend.Options{NoFusion: e.opts.NoFusion, Profile: e.opts.Profile})
	}
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// weight uploads a parameter once, without a copy where the backend can use the file's memory.
func (e *Engine) weight(n *graph.Node) (backend.Buffer, error) {
	return e.upload(e.weights, e.model, n)
}

// upload is weight for the parameters of m that are in all.
func (e *Engine) upload(all map[string]backend.Buffer, m *gemma3.Model, n *graph.Node) (backend.Buffer, error) {
	if w := all[n.Name]; w != nil {
		return w, nil
	}
	data := m.Tensors[n.Name].Data
	var w backend.Buffer
	var err error
	if im, ok := e.backend.(backend.Importer); ok && aligned(data) {
		w, err = im.ImportBuffer(n.Type, data)
	} else if w, err = e.backend.NewBuffer(n.Type, backend.UsageWeight); err == nil {
		if err = w.Write(0, data); err != nil {
			err = errors.Join(err, w.Close())
		}
	}
	if err != nil {
		return nil, fmt.Errorf("weight %s: %w", n.Name, err)
	}
	all[n.Name] = w
	return w, nil
}

// Stats returns the totals of every program, by kind and size. It waits for the step that runs.
func (e *Engine) Stats() []ProgramStats {
	e.turn <- struct{}{}
	defer e.leave()
	var all []ProgramStats
	for key, p := range e.programs {
		all = append(all, ProgramStats{Step: key.String(), Stats: p.Stats()})
	}
	slices.SortFunc(all, func(a, b ProgramStats) int { return strings.Compare(a.Step, b.Step) })
	return all
}

// ProgramStats are the totals of one compiled step.
type ProgramStats struct {
	Step  string // such as "top_k 1×64": kind, tokens, candidates; "top_k 64/16×64" for 16 rows
	Stats backend.Stats
}

// String names the step.
func (k programKey) String() string {
	s := [...]string{"fill", "logits", "top_k", "hidden", "head", "taps", "rows", "embed", "dense"}[k.kind]
	s = fmt.Sprintf("%s %d", s, k.T)
	if k.R > 1 {
		s = fmt.Sprintf("%s/%d", s, k.R)
	}
	if k.k > 0 {
		s = fmt.Sprintf("%s×%d", s, k.k)
	}
	if k.adapter != nil {
		s += fmt.Sprintf(" adapter %x", k.adapter.sum[:4])
	}
	return s
}

// run executes p with T tokens and R rows. The caller has the turn.
func (p *program) run(ctx context.Context, T, R int) error {
	p.bind.T, p.bind.R, p.chain = T, R, 0
	return p.Program.Run(ctx, &p.bind)
}

// headRowsOf returns the compiled number of rows along graph.AxisR.
func headRowsOf(g *graph.Graph) int {
	for v := range g.Nodes {
		if n := &g.Nodes[v]; n.Op == graph.OpInput && n.Axis == graph.AxisR {
			return n.Type.Shape.Dim(0)
		}
	}
	return 0
}
