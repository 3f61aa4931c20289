package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gemma-bench/gemma/grammar"
	"github.com/gemma-bench/gemma/tensor"
)

// ErrNoToken is returned when a constraint allows no token but the text is not complete either, which
// happens only in texts that are nested beyond package grammar's limit.
var ErrNoToken = errors.New("engine: the constraint allows no token")

// fewAllowed is the number of allowed tokens up to which their rows of the head are multiplied one by one in
// float64: 256 rows of the 270M model are 0.1 % of the head.
const fewAllowed = 256

// A constrained is what a generation under a constraint keeps.
type constrained struct {
	m     *grammar.Matcher
	cands []Candidate
	ids   []int32
	stops []int32
	row   []float32 // [D]
}

// constrain makes g follow c. Without a stop token a text that may go on would never end.
func (g *Generation) constrain(c *grammar.Constraint) error {
	if c == nil {
		return nil
	}
	if V := g.s.e.model.Config.Vocab; c.Vocab().Len() > V {
		return fmt.Errorf("engine: the constraint is for %d tokens, the model has %d", c.Vocab().Len(), V)
	}
	g.under = &constrained{m: c.NewMatcher()}
	return nil
}

// choose feeds next and picks the token after it. Under a constraint a token that is the only one to be
// allowed is picked without a step; what was to be fed is then fed with the next step.
func (g *Generation) choose(ctx context.Context, next []int32) (int32, error) {
	if g.under == nil {
		return g.chooseAny(ctx, next)
	}
	before := len(g.unfed)
	g.unfed = append(g.unfed, next...)
	id, err := g.chooseAllowed(ctx)
	if err != nil {
		g.unfed = g.unfed[:before]
		return 0, err
	}
	if !slices.Contains(g.p.StopIDs, id) {
		err = g.under.m.Accept(id)
	}
	return id, err
}

// room reports whether one more token than those not yet fed fits into the context.
func (g *Generation) room() bool { return g.s.Len()+len(g.unfed) < g.s.e.opts.Context }

// chooseAllowed feeds what was not fed and samples from the tokens that are allowed, as if the logits of all
// others were −∞.
func (g *Generation) chooseAllowed(ctx context.Context) (int32, error) {
	u, began := g.under, time.Now()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if id, ok := u.m.Forced(); ok && g.timings.Tokens > 0 && g.room() {
		return id, nil
	}
	mask := u.m.Mask()
	if err := u.m.Err(); err != nil {
		return 0, fmt.Errorf("engine: %w", err)
	}
	stops := g.stops(mask)
	n := mask.Len() + len(stops)
	if n == 0 {
		return 0, ErrNoToken
	}
	step := g.s.Logits
	few := n <= fewAllowed && !g.p.penalised()
	if few {
		step = g.s.hiddenRow
	}
	out, err := step(ctx, g.unfed)
	if err != nil {
		return 0, err
	}
	g.unfed = g.unfed[:0]
	g.split(began)
	defer g.sampled(time.Now())
	u.cands = u.cands[:0]
	if few {
		u.ids = append(mask.AppendIDs(u.ids[:0]), stops...)
		u.cands, u.row, err = g.s.e.headRows(u.cands, u.ids, out, u.row)
	} else {
		g.sampler.penalise(out)
		k := g.keep(n)
		for id := range mask.All() {
			u.cands = offer(u.cands, Candidate{id, out[id]}, k)
		}
		for _, id := range stops {
			u.cands = offer(u.cands, Candidate{id, out[id]}, k)
		}
	}
	slices.SortFunc(u.cands, before)
	return g.sampler.SampleTopK(u.cands), err
}

// stops returns the tokens beside mask that may end the text here.
func (g *Generation) stops(mask *grammar.Mask) []int32 {
	u := g.under
	u.stops = u.stops[:0]
	for _, id := range g.p.StopIDs {
		if u.m.CanStop() && id >= 0 && int(id) < g.s.e.model.Config.Vocab && !mask.Allows(id) && !slices.Contains(u.stops, id) {
			u.stops = append(u.stops, id)
		}
	}
	return u.stops
}

// keep returns how many of n candidates sampling looks at.
func (g *Generation) keep(n int) int {
	switch {
	case g.p.Temperature == 0:
		return 1
	case g.p.TopK > 0:
		return min(g.p.TopK, n)
	}
	return n
}

// offer keeps the k best candidates in a heap whose root is the worst of them.
func offer(heap []Candidate, c Candidate, k int) []Candidate {
	switch {
	case len(heap) < k:
		heap = append(heap, c)
		if len(heap) == k {
			for i := k/2 - 1; i >= 0; i-- {
				sink(heap, i)
			}
		}
	case k > 0 && before(c, heap[0]) < 0:
		heap[0] = c
		sink(heap, 0)
	}
	return heap
}

// hiddenRow adds ids and returns the normalised hidden state [D] of the last of them. The slice is valid until
// the sequence's next call.
func (s *Sequence) hiddenRow(ctx context.Context, ids []int32) ([]float32, error) {
	if err := s.ask(ctx, ids, stepRows, 0, 1); err != nil {
		return nil, err
	}
	return s.request.logits, nil
}

// headRows appends the logits of some tokens for a normalised hidden state [D], in float64 from the rows of
// the head as they are stored. Backends round their activations, so that their logits may differ slightly.
// row is scratch memory, returned for the next call.
func (e *Engine) headRows(dst []Candidate, ids []int32, hidden, row []float32) ([]Candidate, []float32, error) {
	D := len(hidden)
	if len(row) != D {
		row = make([]float32, D)
	}
	w := e.model.Output()
	size := w.Type.DType.RowBytes(D)
	for _, id := range ids {
		if err := tensor.Dequantise(w.Type.DType, row, w.Data[int(id)*size:(int(id)+1)*size]); err != nil {
			return dst, row, err
		}
		sum := 0.0
		for i, x := range row {
			sum += float64(x) * float64(hidden[i])
		}
		dst = append(dst, Candidate{id, float32(sum)})
	}
	return dst, row, nil
}

// complete reports whether the constraint's text is complete and cannot go on.
func (g *Generation) complete() bool { return g.under != nil && g.under.m.Done() }

// Unfed returns the chosen tokens that are not in the sequence: feed them first to go on. It is the pending
// token and, under a constraint, the tokens before it that were chosen without a step.
func (g *Generation) Unfed() []int32 {
	ids := slices.Clone(g.unfed)
	if g.pending >= 0 {
		ids = append(ids, g.pending)
	}
	return ids
}
