package backendtest

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/host"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
)

// A Fault is a way in which an injected backend is wrong.
type Fault uint8

// The faults. Each touches as little as the suite promises to notice.
const (
	FaultValue  Fault = iota // one live element is off by 20 times its tolerance; by one bit where it must be exact
	FaultColumn              // a top_k row has the columns of its first and last rank swapped
	FaultSkip                // one live element is not written
	FaultSpill               // one element beyond the live rows, or one cache row beyond the step's, is written
	FaultInput               // one bit of an input is changed
	FaultDrift               // from the second run on, one element differs by a bit
	numFaults
)

// String returns the fault's name.
func (f Fault) String() string {
	return [...]string{"value", "column", "skip", "spill", "input", "drift"}[f]
}

// faultFactor is how many tolerances FaultValue adds.
const faultFactor = 20

// Inject returns a backend that runs on b and then commits f wherever a graph contains op.
// int8 selects the column of the tolerance table as Options.Int8 does.
func Inject(b backend.Backend, op graph.Op, f Fault, int8 bool) backend.Backend {
	return &faulty{Backend: b, op: op, fault: f, tol: func(g *graph.Graph, v graph.Value) Tol { return tolAt(g, v, int8) }}
}

// faulty hides b's optional interfaces on purpose: only the six methods are passed through.
type faulty struct {
	backend.Backend
	op      graph.Op
	fault   Fault
	tol     func(*graph.Graph, graph.Value) Tol
	floor   float64
	applied bool // some run was changed
}

func (f *faulty) Compile(g *graph.Graph, weights []backend.Buffer, o backend.Options) (backend.Program, error) {
	p, err := f.Backend.Compile(g, weights, o)
	if err != nil {
		return nil, err
	}
	return &faultyProgram{Program: p, f: f, g: g}, nil
}

type faultyProgram struct {
	backend.Program
	f    *faulty
	g    *graph.Graph
	runs int
}

// Run runs the step and then breaks the first output, or else state, that depends on the operation.
func (p *faultyProgram) Run(ctx context.Context, b *backend.Bindings) error {
	if err := p.Program.Run(ctx, b); err != nil {
		return err
	}
	p.runs++
	if p.f.fault == FaultInput {
		return p.flipInput(b)
	}
	for i, o := range p.g.Outputs {
		if p.affected(o.Value) {
			return p.breakOutput(b.Outputs[i], o.Value, b)
		}
	}
	for i, v := range p.g.States() {
		for u := range p.g.Nodes {
			if p.g.Nodes[u].Op == graph.OpKVWrite && p.g.Root(graph.Value(u)) == v && p.affected(graph.Value(u)) {
				return p.breakState(b.States[i], graph.Value(u), b)
			}
		}
	}
	return nil
}

func (p *faultyProgram) affected(v graph.Value) bool {
	for u := range ancestors(p.g, v) {
		if p.g.Nodes[u].Op == p.f.op {
			return true
		}
	}
	return false
}

// breakOutput edits one element in the middle of the live rows, a value rather than a column of pairs.
func (p *faultyProgram) breakOutput(buf backend.Buffer, v graph.Value, b *backend.Bindings) error {
	n := &p.g.Nodes[v]
	live, cols := b.T, n.Type.Shape.Cols()
	if n.Axis == graph.AxisR {
		live = b.R
	}
	all, err := readAll([]backend.Buffer{buf})
	if err != nil {
		return err
	}
	data := host.F32(all[0])
	pairs := n.Op == graph.OpTopK || n.Op == graph.OpMatMulTopK
	at := live / 2 * cols
	if pairs {
		at++
	} else {
		at += cols / 2
	}
	switch {
	case p.f.fault == FaultSpill:
		if at = live * cols; at >= len(data) {
			return nil
		}
		data[at] = 0
	case live == 0:
		return nil
	case p.f.fault == FaultColumn:
		if !pairs || !p.swapColumns(data[at-1:at-1+cols], p.f.tol(p.g, v)) {
			return nil
		}
	default:
		if at = finiteFrom(data[:live*cols], at); at < 0 || !p.edit(data, at, live*cols, pairs, v) {
			return nil
		}
	}
	p.f.applied = true
	return buf.Write(0, all[0])
}

// finiteFrom returns the first finite element at or after at, or at -1 if there is none.
func finiteFrom(data []float32, at int) int {
	for i := range data {
		if j := (at + i) % len(data); !math.IsInf(float64(data[j]), 0) {
			return j
		}
	}
	return -1
}

// edit applies a fault of one element to data[at].
func (p *faultyProgram) edit(data []float32, at, live int, pairs bool, v graph.Value) bool {
	switch p.f.fault {
	case FaultSkip:
		data[at] = math.Float32frombits(poison)
	case FaultDrift:
		if p.runs == 1 {
			return false
		}
		data[at] = flip(data[at])
	case FaultValue:
		values := data[:live]
		if pairs {
			values = nil
			for i := 1; i < live; i += 2 {
				values = append(values, data[i])
			}
		}
		data[at] = perturb(data[at], values, p.f.tol(p.g, v), p.f.floor)
	default:
		return false
	}
	return true
}

// perturb moves v by faultFactor times its tolerance among values.
func perturb(v float32, values []float32, t Tol, floor float64) float32 {
	d, err := measure(values, values, t, floor)
	if t.Exact() || err != nil {
		return flip(v)
	}
	moved := v + float32(faultFactor*(t.Atol*d.rms+t.Rtol*math.Abs(float64(v))))
	if moved == v {
		return flip(v)
	}
	return moved
}

func flip(v float32) float32 { return math.Float32frombits(math.Float32bits(v) ^ 1) }

// swapColumns exchanges the first and last column of a row unless their values are nearly tied.
func (p *faultyProgram) swapColumns(row []float32, t Tol) bool {
	last := len(row) - 2
	bound := t.Atol*max(p.f.floor, math.Abs(float64(row[1]))) + t.Rtol*math.Abs(float64(row[1]))
	if last == 0 || !t.Exact() && float64(row[1])-float64(row[last+1]) < faultFactor*bound {
		return false
	}
	row[0], row[last] = row[last], row[0]
	return true
}

// breakState edits the cache row of the step's first token, or for FaultSpill another row.
func (p *faultyProgram) breakState(buf backend.Buffer, v graph.Value, b *backend.Bindings) error {
	n := &p.g.Nodes[v]
	if b.T == 0 {
		return nil
	}
	pos, seq := make([]byte, 4*b.T), make([]byte, 4*b.T)
	for i, in := range p.g.Inputs() {
		var err error
		switch in {
		case n.In[2]:
			err = b.Inputs[i].Read(0, pos)
		case n.In[3]:
			err = b.Inputs[i].Read(0, seq)
		}
		if err != nil {
			return err
		}
	}
	S, size := n.Type.Shape.Dim(1), n.Type.RowBytes()
	written := map[int]bool{}
	for t := range b.T {
		written[int(host.I32(seq)[t])*S+int(host.I32(pos)[t])%S] = true
	}
	r := int(host.I32(seq)[0])*S + int(host.I32(pos)[0])%S
	if p.f.fault == FaultSpill {
		for r = 0; written[r]; r++ {
		}
		if r >= n.Type.Shape.Rows() {
			return nil
		}
	}
	row := make([]byte, size)
	if err := buf.Read(r*size, row); err != nil {
		return err
	}
	if !p.editRow(row, n.Type.DType, p.f.tol(p.g, v)) {
		return nil
	}
	p.f.applied = true
	return buf.Write(r*size, row)
}

func (p *faultyProgram) editRow(row []byte, d tensor.DType, t Tol) bool {
	switch {
	case p.f.fault == FaultValue && !t.Exact():
		v := loadValues(d, row)
		v[0] = perturb(v[0], v, t, p.f.floor)
		storeRow(tensor.TypeOf(d, 1, len(v)), row, 0, v)
	case p.f.fault == FaultValue, p.f.fault == FaultSpill, p.f.fault == FaultDrift && p.runs > 1:
		row[0] ^= 1
	default:
		return false
	}
	return true
}

func (p *faultyProgram) flipInput(b *backend.Bindings) error {
	p.f.applied = true
	at := []byte{0}
	buf := b.Inputs[0]
	if err := buf.Read(0, at); err != nil {
		return err
	}
	at[0] ^= 1
	return buf.Write(0, at)
}

// RunFaults proves that the suite can fail on b: with a fault injected into an operation, every
// case of that operation must fail. FaultValue is tried on every case that is not large, the
// other faults on a few of each operation.
func RunFaults(t *testing.T, b backend.Backend, o Options) {
	const few = 8
	byOp := map[graph.Op][]*Case{}
	all := Cases()
	for i := range all {
		if c := &all[i]; !c.Large {
			byOp[c.Op] = append(byOp[c.Op], c)
		}
	}
	for _, op := range graph.Ops() {
		t.Run(op.String(), func(t *testing.T) {
			var caught [numFaults]int
			for i, c := range byOp[op] {
				p, err := prepare(c)
				if err != nil {
					t.Fatal(err)
				}
				for f := range numFaults {
					if f != FaultValue && (caught[f] == few || !p.offers(f, i%max(1, len(byOp[op])/few) == 0)) {
						continue
					}
					hit, err := p.noticed(b, f, &o)
					if err != nil {
						t.Errorf("%s: fault %v: %v", c.Name, f, err)
					}
					caught[f] += hit
				}
			}
			checkCaught(t, op, caught)
		})
	}
}

// offers reports whether f is worth trying: it needs rows to spill to or columns to swap, and
// otherwise any case that was sampled will do.
func (p *problem) offers(f Fault, sampled bool) bool {
	for i, o := range p.d.Graph.Outputs {
		switch t := p.d.Graph.Nodes[o.Value].Type.Shape; f {
		case FaultSpill:
			return p.liveRows(o.Value) < t.Dim(0)
		case FaultColumn:
			return p.more[i] > 0 && t.Cols() > 2
		}
	}
	return sampled && f != FaultColumn
}

// checkCaught fails if a fault that can happen to op was never tried.
func checkCaught(t *testing.T, op graph.Op, caught [numFaults]int) {
	for f := range numFaults {
		pairs := op == graph.OpTopK || op == graph.OpMatMulTopK
		if f == FaultColumn && !pairs || f == FaultSkip && op == graph.OpKVWrite {
			continue
		}
		if caught[f] == 0 {
			t.Errorf("fault %v was never tried on %v", f, op)
		}
	}
	t.Logf("caught by fault: value %d, column %d, skip %d, spill %d, input %d, drift %d",
		caught[FaultValue], caught[FaultColumn], caught[FaultSkip], caught[FaultSpill], caught[FaultInput], caught[FaultDrift])
}

// noticed returns 1 if the fault was committed and the case failed, 0 if the case gave no
// opportunity to commit it, and an error if it was committed and the case passed.
func (p *problem) noticed(b backend.Backend, f Fault, o *Options) (int, error) {
	bad := &faulty{Backend: b, op: p.c.Op, fault: f, floor: p.c.Scale, tol: func(_ *graph.Graph, v graph.Value) Tol { return p.tol(v, o) }}
	_, err := p.check(bad, o)
	switch {
	case !bad.applied:
		return 0, nil
	case err == nil:
		return 0, fmt.Errorf("the case passed all the same")
	}
	return 1, nil
}
