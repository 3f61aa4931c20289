package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/engine/screen"
	"github.com/gemma-bench/gemma/graph"
)

// A ScreenMode says whether decoding takes the most likely tokens by a screen of the head (package screen): the
// same candidates in every bit, found without computing every logit.
type ScreenMode string

// The modes.
const (
	ScreenOff  ScreenMode = "off"
	ScreenAuto ScreenMode = "auto" // if one was saved before, and in steps for which it pays
	ScreenOn   ScreenMode = "on"   // in every step; without a saved screen, New fails
)

// Check reports a mode that does not exist. The empty mode is ScreenOff.
func (m ScreenMode) Check() error {
	switch m {
	case "", ScreenOff, ScreenAuto, ScreenOn:
		return nil
	}
	return fmt.Errorf("engine: screen %q, want auto, on or off", string(m))
}

// ScreenStats are the totals of the screen of an engine.
type ScreenStats struct {
	State     string `json:"state"`     // "off", "none" (not saved, or the backend has no use for it), "waiting", "used", or why not
	Steps     int64  `json:"steps"`     // steps answered by the screen
	Fallbacks int64  `json:"fallbacks"` // steps for which too many rows survived, so that the whole head was computed
	Skipped   int64  `json:"skipped"`   // steps that computed the whole head because the screen had not paid before
	Refined   int64  `json:"refined"`   // rows that survived the first bound
	Exact     int64  `json:"exact"`     // rows that survived the second and were computed
	Bytes     int64  `json:"bytes"`     // memory that the screen takes, mapped from its file
	Read      int64  `json:"read"`      // bytes that Steps read in place of the head
}

// A screening is an engine's use of a screen.
type screening struct {
	file    *screen.File // nil if there is none
	always  bool
	started bool
	checked chan struct{} // closed when the file is checked; nil if that has not begun
	wg      sync.WaitGroup

	mu    sync.Mutex
	state string
}

func (s *screening) set(state string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = state
}

// findScreen opens the saved screen. With ScreenOn it is checked and used at once; with ScreenAuto that happens
// beside the first decoding steps, so that it delays no first token.
func (e *Engine) findScreen() error {
	s := &e.screening
	s.state = "off"
	if e.opts.Screen == "" || e.opts.Screen == ScreenOff {
		return nil
	}
	s.state = "none"
	s.always = e.opts.Screen == ScreenOn
	err := e.openScreen()
	if err == nil && s.always && s.file != nil {
		s.started = true
		err = e.useScreen(s.file.Verify(e.model.Output().Data))
	}
	if s.always && err != nil {
		return fmt.Errorf("engine: no screen: %w (gemma-bench prepare builds one)", errors.Join(err, e.closeScreen()))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.set(err.Error())
	}
	return nil
}

func (e *Engine) openScreen() error {
	if _, ok := e.backend.(backend.Screener); !ok {
		if e.screening.always {
			return fmt.Errorf("backend %s has no use for it", e.backend.Name())
		}
		return nil
	}
	dir, err := screen.Dir()
	if err != nil {
		return err
	}
	head := e.model.Output()
	if e.screening.file, err = screen.Open(dir, screen.KeyOf(head.Type, head.Data)); err == nil {
		e.screening.set("waiting")
	}
	return err
}

// startScreen checks the screen beside the step that runs. The caller has the turn.
func (e *Engine) startScreen() {
	s := &e.screening
	if s.file == nil || s.started {
		return
	}
	s.started = true
	if b, ok := e.backend.(backend.ScreenWaiter); ok {
		w, err := e.headWeight()
		if err == nil {
			err = b.ExpectScreen(w)
		}
		if err != nil {
			s.set(err.Error())
			return
		}
	}
	s.wg.Add(1)
	file, checked := s.file, make(chan struct{})
	s.checked = checked
	go func() {
		defer s.wg.Done()
		err := file.Verify(e.model.Output().Data)
		close(checked)
		e.turn <- struct{}{}
		defer e.leave()
		if s.file != file {
			return // the backend was replaced meanwhile
		}
		if err = e.useScreen(err); err != nil {
			s.set(err.Error())
		}
	}()
}

// useScreen gives the screen to the backend unless it was found bad. The caller has the turn.
func (e *Engine) useScreen(bad error) error {
	w, err := e.headWeight()
	if err == nil && bad == nil {
		err = e.backend.(backend.Screener).SetScreen(w, e.screening.file.Table, e.screening.always)
	}
	if err == nil && bad == nil {
		e.screening.set("used")
		return nil
	}
	if w != nil { // nor will there be one
		err = errors.Join(err, e.backend.(backend.Screener).SetScreen(w, nil, false))
	}
	return errors.Join(bad, err)
}

// headWeight returns the buffer of the output matrix.
func (e *Engine) headWeight() (backend.Buffer, error) {
	name := e.model.OutputName()
	return e.weight(&graph.Node{Op: graph.OpWeight, Name: name, Type: e.model.Tensors[name].Type})
}

// closeScreen takes the screen from the backend and unmaps it. The caller has the turn.
func (e *Engine) closeScreen() error {
	s := &e.screening
	if s.file == nil {
		return nil
	}
	var err error
	if s.checked != nil {
		<-s.checked // which waits for nothing
	}
	if w := e.weights[e.model.OutputName()]; w != nil {
		err = e.backend.(backend.Screener).SetScreen(w, nil, false)
	}
	err = errors.Join(err, s.file.Close())
	s.file, s.started, s.checked = nil, false, nil
	s.set("none")
	return err
}

// ScreenStats returns the totals of the screen. It waits for the step that runs.
func (e *Engine) ScreenStats() ScreenStats {
	e.turn <- struct{}{}
	defer e.leave()
	s := &e.screening
	s.mu.Lock()
	defer s.mu.Unlock()
	out := ScreenStats{State: s.state}
	if w := e.weights[e.model.OutputName()]; w != nil && s.file != nil {
		b := e.backend.(backend.Screener).ScreenStats(w)
		out.Steps, out.Fallbacks, out.Skipped, out.Refined, out.Exact = b.Steps, b.Fallbacks, b.Skipped, b.Refined, b.Exact
		out.Bytes, out.Read = b.Bytes, b.Read
	}
	return out
}

// PrepareScreen builds the screen of the model's head and saves it for later engines. Its axes are those of the
// hidden states of text that the model writes after each of starts, tokens of it each; Options.Sequences of
// them are written at a time. It returns the file and its size.
func (e *Engine) PrepareScreen(ctx context.Context, starts [][]int32, tokens int) (path string, size int, err error) {
	sc, ok := e.backend.(backend.ScreenBuilder)
	if !ok {
		return "", 0, fmt.Errorf("engine: backend %s builds no screens: the C engine of backend cpu does (CGO_ENABLED=1), for all backends", e.backend.Name())
	}
	dir, err := screen.Dir()
	if err != nil {
		return "", 0, err
	}
	w, done, err := e.expectScreen()
	if err != nil {
		return "", 0, err
	}
	defer done()
	states, err := e.textStates(ctx, starts, tokens)
	if err != nil {
		return "", 0, err
	}
	plan, err := screen.Plan(states, e.model.Config.Width)
	if err != nil {
		return "", 0, err
	}
	head := e.model.Output()
	return screen.Save(dir, screen.KeyOf(head.Type, head.Data), head.Data, func(out io.Writer) error {
		err := ctx.Err()
		if err == nil {
			err = sc.BuildScreen(w, plan, out)
		}
		return errors.Join(err, ctx.Err())
	})
}

// expectScreen returns the buffer of the output matrix, which the backend does not rearrange until done is called: a screen
// will make that a waste.
func (e *Engine) expectScreen() (w backend.Buffer, done func(), err error) {
	e.turn <- struct{}{}
	defer e.leave()
	b, waits := e.backend.(backend.ScreenWaiter)
	if w, err = e.headWeight(); err != nil || !waits || e.screening.file != nil {
		return w, func() {}, err
	}
	return w, func() {
		e.turn <- struct{}{}
		defer e.leave()
		_ = e.backend.(backend.Screener).SetScreen(w, nil, false) // fails only where nothing waits any more
	}, b.ExpectScreen(w)
}

// textStates returns the hidden states [T,D] of text that the model writes.
func (e *Engine) textStates(ctx context.Context, starts [][]int32, tokens int) ([]float32, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan int, len(starts))
	for i := range starts {
		work <- i
	}
	close(work)
	var mu sync.Mutex
	var wg sync.WaitGroup
	parts := make([][]float32, len(starts)) // in order, so that the same text gives the same screen
	for range min(e.opts.Sequences, len(starts)) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range work {
				h, err := e.stateOf(ctx, starts[i], int64(i), tokens)
				if err != nil {
					cancel(err)
					return
				}
				mu.Lock()
				parts[i] = h
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	var all []float32
	for _, p := range parts {
		all = append(all, p...)
	}
	return all, nil
}

func (e *Engine) stateOf(ctx context.Context, start []int32, seed int64, tokens int) ([]float32, error) {
	s, err := e.NewSequence()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	g, err := s.Generate(start, Params{Temperature: 1, TopK: DefaultTopK, Seed: seed, MaxTokens: tokens}, nil)
	if err != nil {
		return nil, err
	}
	for _, err := range g.Tokens(ctx) {
		if err != nil {
			return nil, err
		}
	}
	ids := append([]int32(nil), s.IDs()...)
	s.Reset()
	var h []float32
	for len(ids) > 0 { // in steps that sequences share
		n := min(len(ids), maxRows, e.opts.Chunk)
		if err := s.ask(ctx, ids[:n], stepRows, 0, n); err != nil {
			return nil, err
		}
		h, ids = append(h, s.request.logits...), ids[n:]
	}
	return h, nil
}
