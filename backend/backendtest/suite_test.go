package backendtest

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/cpu/ref"
	"github.com/gemma-bench/gemma/graph"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

func init() {
	backend.Register(backend.Driver{
		Name: "absent",
		Open: func(backend.Config) (backend.Backend, error) {
			return nil, &backend.UnavailableError{Backend: "absent", Reason: "for this test"}
		},
		Devices: func() ([]backend.DeviceInfo, error) { return nil, errors.New("none") },
	})
}

func FuzzParity(f *testing.F) {
	Fuzz(f, func(t testing.TB) backend.Backend { return Open(t, "ref", backend.Config{}) }, Options{})
}

func BenchmarkRef(b *testing.B) { RunBenchmarks(b, Open(b, "ref", backend.Config{})) }

// child runs the named test of this binary in a process of its own and returns its output and
// whether it passed; scenario tells it to run at all.
func child(t *testing.T, test, scenario string, env ...string) (string, bool) {
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), "BACKENDTEST_SCENARIO="+scenario)
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

func TestOpenSkipsOrFails(t *testing.T) {
	if os.Getenv("BACKENDTEST_SCENARIO") == "open" {
		Open(t, "absent:0", backend.Config{})
		return
	}
	out, ok := child(t, t.Name(), "open", RequireEnv+"=")
	require.True(t, ok, out)
	require.Contains(t, out, "SKIP: TestOpenSkipsOrFails")
	require.Contains(t, out, "absent: unavailable: for this test")
	out, ok = child(t, t.Name(), "open", RequireEnv+"=ref,absent")
	require.False(t, ok, out)
	require.Contains(t, out, "absent: unavailable: for this test")
	out, ok = child(t, t.Name(), "open", RequireEnv+"=ref,absentee")
	require.True(t, ok, out)
}

// lame supports nothing quantised and gets one addition wrong.
type lame struct{ backend.Backend }

func (l lame) Supports(g *graph.Graph, n *graph.Node) error {
	for _, in := range n.In {
		if g.Nodes[in].Type.DType.Quantised() {
			return &backend.UnsupportedError{Backend: "lame", Op: n.Op, Reason: "no quantised weights"}
		}
	}
	return nil
}

func (l lame) Compile(g *graph.Graph, w []backend.Buffer, o backend.Options) (backend.Program, error) {
	low, err := graph.Lower(g, l.Supports, !o.NoFusion)
	if err != nil {
		return nil, err
	}
	return Inject(l.Backend, graph.OpAdd, FaultValue, false).Compile(low, w, o)
}

// TestFailuresAreReported runs the whole suite on a lame backend: it must fail, name the command that
// reproduces the failure, count what it skipped and miss its floor.
func TestFailuresAreReported(t *testing.T) {
	if os.Getenv("BACKENDTEST_SCENARIO") == "lame" {
		var some []Case
		for i, c := range Cases() {
			if i%20 == 0 || c.Op == graph.OpAdd || c.Op == graph.OpMul {
				some = append(some, c)
			}
		}
		Run(t, lame{ref.New(backend.Config{})}, Options{Floor: len(some), Allocates: "lame", cases: some})
		return
	}
	out, ok := child(t, t.Name(), "lame")
	require.False(t, ok)
	require.Contains(t, out, "reproduce: go test ./backend/backendtest -run 'TestFailuresAreReported/add/T1_D1$' -artifacts")
	require.Contains(t, out, "not supported: no quantised weights")
	require.Contains(t, out, "fewer than the floor of ")
	require.Contains(t, out, "--- PASS: TestFailuresAreReported/mul/T1_D1 ")
	require.Contains(t, out, "--- FAIL: TestFailuresAreReported/add/T1_D1 ")
}

func TestMatrixAsksTheBackend(t *testing.T) {
	table := Matrix([]Supporter{ref.New(backend.Config{}), lame{ref.New(backend.Config{})}, primitive{ref.New(backend.Config{})}})
	for _, row := range []string{
		"| operation | weights or cache | ref | ref | ref |",
		"| matmul | F16 | kernel | kernel | kernel |",
		"| matmul | Q4_K | kernel | no | kernel |",
		"| matmul_geglu | Q4_K | kernel | no | parts |",
		"| attention | F16 | kernel | kernel | parts |",
	} {
		require.Contains(t, table, row+"\n")
	}
	for _, op := range graph.Ops() {
		require.Contains(t, table, "| "+op.String()+" |")
	}
	require.Equal(t, strings.Count(table, "| matmul |"), len(weightTypes()))
	require.Len(t, weightTypes(), len(tensor.DTypes())-1) // all but I32
}

// primitive has no fused kernels.
type primitive struct{ backend.Backend }

func (primitive) Supports(_ *graph.Graph, n *graph.Node) error {
	if n.Op.Fused() {
		return errors.New("fused")
	}
	return nil
}
