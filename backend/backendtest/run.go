package backendtest

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/graph"
)

// Options say what a backend promises and how much of the suite must run on it.
type Options struct {
	// Floor is the number of cases that must have run. It is checked in with the backend's test so
	// that a case that starts to be skipped is noticed. -short and -run filters lift it.
	Floor int

	// Int8 says that products of quantised weights round the activations to int8 per block.
	Int8 bool

	// NotChunkExact is why results may depend on how a sequence is cut into steps; empty if they
	// may not. They are then compared within tolerance.
	NotChunkExact string

	// Allocates is why a steady-state Run may allocate; empty if it may not.
	Allocates string

	// Guard checks the memory around a buffer, if the backend can.
	Guard func(backend.Buffer) error

	// Sample runs one case for each operation and type with one row and one with several, chosen by the
	// test's name, instead of all, and cuts one model into steps: for stand-ins of devices.
	Sample bool

	// Ops limits the suite to the cases of these operations, for variants of their kernels alone.
	Ops []graph.Op

	imported bool   // pass weights through backend.Importer
	cases    []Case // instead of Cases()
}

// Run proves b against the reference: every case, the guards around it, fused against decomposed
// graphs, chunked against whole sequences, and hostile bindings.
func Run(t *testing.T, b backend.Backend, o Options) {
	t.Helper()
	s := &suite{b: b, o: &o, pkg: callerPackage(), root: t.Name(), skipped: map[string]int{}, nearest: map[graph.Op]margin{}}
	all := o.cases
	if all == nil {
		all = Cases()
	}
	if o.Sample {
		all = sample(all, t.Name())
	}
	if len(o.Ops) > 0 {
		all = slices.DeleteFunc(all, func(c Case) bool { return !slices.Contains(o.Ops, c.Op) })
	}
	for i := range all {
		t.Run(all[i].Name, func(t *testing.T) { s.one(t, &all[i]) })
	}
	if len(o.Ops) > 0 {
		s.floor(t, len(all))
		return
	}
	s.fused(t, all)
	s.joined(t)
	s.chunks(t)
	t.Run("hostile", s.hostile)
	t.Run("refusals", s.refusals)
	t.Run("steady", s.steady)
	t.Run("stats", s.stats)
	t.Run("concurrent", s.concurrent)
	s.coverage(t, all)
	s.floor(t, len(all))
}

// sample returns the cases of Options.Sample. Cases of one operation and type differ in the last part of
// their names.
func sample(all []Case, name string) []Case {
	type group struct {
		key string
		one bool
	}
	at := map[group]int{}
	rank := func(i int) uint64 { return seed(name + all[i].Name).Uint64() }
	for i := range all {
		if all[i].Large {
			continue
		}
		g := group{all[i].Name[:strings.LastIndexByte(all[i].Name, '/')+1], all[i].T <= 1}
		if old, ok := at[g]; !ok || rank(i) < rank(old) {
			at[g] = i
		}
	}
	var kept []Case
	for _, i := range slices.Sorted(maps.Values(at)) {
		kept = append(kept, all[i])
	}
	return kept
}

// suite counts what one call of Run did.
type suite struct {
	b       backend.Backend
	o       *Options
	pkg     string // such as "./backend/cpu"
	root    string // name of the outermost test
	ran     int
	skipped map[string]int // by reason
	nearest map[graph.Op]margin
}

// A margin is the case of an operation that came nearest to its tolerance.
type margin struct {
	used float64
	name string
}

// one runs a case as a subtest.
func (s *suite) one(t *testing.T, c *Case) {
	if c.Large && testing.Short() {
		s.skip(t, "large, and -short is set")
	}
	p, err := prepare(c)
	if err != nil {
		t.Fatal(err)
	}
	o := *s.o
	_, o.imported = s.b.(backend.Importer)
	o.imported = o.imported && len(p.d.Weights) > 0 && seed(c.Name).IntN(2) == 0
	got, err := p.check(s.b, &o)
	var no *backend.UnsupportedError
	if errors.As(err, &no) {
		s.skip(t, no.Error())
	}
	s.ran++
	if p.used > s.nearest[c.Op].used {
		s.nearest[c.Op] = margin{p.used, c.Name}
	}
	if err != nil {
		t.Errorf("%v\nreproduce: go test %s -run '%s$' -artifacts\ninputs and results: %s", err, s.pkg, t.Name(), dump(t, p, got))
	}
}

func (s *suite) skip(t *testing.T, why string) {
	s.skipped[why]++
	t.Skip(why)
}

// coverage fails if an operation has no case.
func (s *suite) coverage(t *testing.T, all []Case) {
	have := map[graph.Op]bool{}
	for i := range all {
		have[all[i].Op] = true
	}
	for _, op := range graph.Ops() {
		if !have[op] {
			t.Errorf("no parity case tests %s", op)
		}
	}
}

// floor prints the counts and fails if too few cases ran.
func (s *suite) floor(t *testing.T, total int) {
	skipped := 0
	for why, n := range s.skipped {
		skipped += n
		t.Logf("%s: %d cases skipped: %s", s.b.Name(), n, why)
	}
	for _, op := range append(graph.Ops(), graph.OpInvalid) {
		if m := s.nearest[op]; m.used > 0 {
			t.Logf("%s: at most %.2g of the tolerance used: %s", op, m.used, m.name)
		}
	}
	t.Logf("%s: %d of %d cases ran, %d skipped", s.b.Name(), s.ran, total, skipped)
	if filtered := s.ran+skipped < total; !filtered && !testing.Short() && s.ran < s.o.Floor {
		t.Errorf("%d cases ran, fewer than the floor of %d", s.ran, s.o.Floor)
	}
}

// callerPackage returns the directory of the package that called Run, as go test wants it.
func callerPackage() string {
	pc, _, _, ok := runtime.Caller(2)
	if !ok {
		return "."
	}
	name := runtime.FuncForPC(pc).Name() // such as github.com/gemma-bench/gemma/backend/cpu.TestParity
	rest, found := strings.CutPrefix(name, "github.com/gemma-bench/gemma/")
	if !found {
		return "."
	}
	dir, file := filepath.Split(rest)
	base, _, _ := strings.Cut(file, ".")
	return "./" + filepath.ToSlash(dir) + strings.TrimSuffix(base, "_test")
}

// maxDump bounds what a failing case writes.
const maxDump = 64 << 20

// dump writes the case's graph, data and results to the test's artifact directory and returns it.
func dump(t *testing.T, p *problem, got *result) string {
	dir, size := t.ArtifactDir(), 0
	write := func(name string, b []byte) {
		if size += len(b); size <= maxDump {
			if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, "/", "_")), b, 0o644); err != nil {
				t.Log(err)
			}
		}
	}
	g := p.d.Graph
	write("graph.txt", fmt.Appendf(nil, "%slive: T=%d R=%d\n", g, p.d.T, p.d.R))
	for i, v := range g.Inputs() {
		write("input."+g.Nodes[v].Name, p.d.Inputs[i])
	}
	for i, v := range g.States() {
		write("state."+g.Nodes[v].Name, p.d.States[i])
	}
	for i, o := range g.Outputs {
		write("want."+o.Name, p.want.outputs[i])
		if got != nil {
			write("got."+o.Name, got.outputs[i])
		}
	}
	for i, v := range g.Weights() {
		write("weight."+g.Nodes[v].Name, p.d.Weights[i])
	}
	return dir
}
