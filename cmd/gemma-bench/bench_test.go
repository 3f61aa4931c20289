package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/internal/environment"
	"github.com/gemma-bench/gemma/internal/results"
	"github.com/gemma-bench/gemma/internal/tinymodel"
	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
)

// onMachine makes commands see the given files of /proc and /sys.
func onMachine(t *testing.T, files map[string]string) {
	t.Helper()
	dir, old := t.TempDir(), system
	for name, text := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	system = environment.Root(dir)
	t.Cleanup(func() { system = old })
}

const idleStat = "cpu  1000 0 100 5000 0 0 0 10 0 0\n"

func TestBenchMeasures(t *testing.T) {
	onMachine(t, map[string]string{"proc/stat": idleStat, "proc/cpuinfo": "model name : A CPU\n", "proc/self/status": "VmHWM: 200 kB\nVmRSS: 100 kB\n"})
	path := tinymodel.Path(t)
	out := succeed(t, "", "-m", path, "-backend", "cpu", "-p", "60", "-n", "5", "-r", "2", "-o", "json")
	rs, err := results.Read([]byte(out))
	require.NoError(t, err)
	require.Len(t, rs, 2)
	for _, r := range rs {
		require.NotNil(t, r.Valid, "there was a /proc/stat to look at")
		require.Positive(t, r.LoadWarm)
		require.Positive(t, r.PeakHost)
		require.NotEmpty(t, r.Memory)
		require.Len(t, r.ModelHash, 64)
		require.Equal(t, "A CPU", r.Environment.(map[string]any)["cpu"])
		require.Equal(t, 32, r.Phases.Tokens)
		for _, ns := range []int{r.Phases.TokenizeNS, r.Phases.PrefillNS, r.Phases.DecodeNS, r.Phases.SampleNS, r.Phases.DetokenizeNS} {
			require.Positive(t, ns)
		}
		require.NotNil(t, r.Roofline)
		require.Positive(t, r.Roofline.GBs)
	}
	require.Positive(t, rs[1].Roofline.PeakGBs)
	require.Greater(t, rs[1].Roofline.BytesPerToken, rs[0].Roofline.BytesPerToken, "a prompt reads each weight once")
}

// A watched machine on which nothing else happens gives valid results, another one reasons and, with
// -strict, a failure. Repetitions of so small a model may vary by more than a tenth.
func TestBenchStrict(t *testing.T) {
	args := []string{"-m", tinymodel.Path(t), "-backend", "ref", "-p", "8", "-n", "0", "-r", "1", "-o", "jsonl", "-extras=false", "-strict"}
	onMachine(t, map[string]string{"proc/stat": idleStat})
	rs, err := results.Read([]byte(succeed(t, "", args...)))
	require.NoError(t, err)
	require.True(t, *rs[0].Valid)
	onMachine(t, map[string]string{"proc/stat": idleStat, "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "powersave\n"})
	code, out, errs := runCommand(t, "", args...)
	require.Equal(t, 1, code)
	require.Contains(t, errs, "1 of 1 results are not valid")
	require.Contains(t, errs, "pp8: not valid: frequency governor powersave, not performance")
	rs, err = results.Read([]byte(out))
	require.NoError(t, err)
	require.False(t, *rs[0].Valid)
	require.Equal(t, []string{"frequency governor powersave, not performance"}, rs[0].Reasons)
	onMachine(t, nil) // nothing can be watched
	rs, err = results.Read([]byte(succeed(t, "", args...)))
	require.NoError(t, err)
	require.Nil(t, rs[0].Valid)
}

// Without a meter nothing is claimed, -tdp is labelled as an estimate, and counters give joules per token.
func TestBenchEnergy(t *testing.T) {
	t.Setenv("GEMMA_NVML", filepath.Join(t.TempDir(), "absent"))
	args := []string{"-m", tinymodel.Path(t), "-backend", "cpu", "-p", "8", "-n", "0", "-r", "1", "-o", "jsonl", "-extras=false"}
	energy := func(more ...string) *results.Energy {
		rs, err := results.Read([]byte(succeed(t, "", append(args, more...)...)))
		require.NoError(t, err)
		return rs[0].Energy
	}
	onMachine(t, nil)
	e := energy()
	require.Contains(t, e.Method, "unavailable")
	require.Zero(t, e.Joules)
	e = energy("-tdp", "10", "-conversation") // 50 answers
	require.True(t, e.Estimate)
	require.Contains(t, e.Method, "estimate: 10 W")
	require.InDelta(t, 10*e.Seconds, e.Joules, 1e-9)
	require.InDelta(t, e.Joules/8, e.PerToken, 1e-9)
	require.Equal(t, 25, e.Conversations.Conversations)
	require.InDelta(t, 10*e.Conversations.Seconds, e.Conversations.Joules, 1e-9)
	require.InDelta(t, 100*e.Conversations.Joules/3600/18.3, e.Conversations.Percent, 1e-9)
	onMachine(t, map[string]string{
		"sys/class/powercap/intel-rapl:0/name": "package-0", "sys/class/powercap/intel-rapl:0/energy_uj": "5000000",
		"sys/class/powercap/intel-rapl:0/max_energy_range_uj": "262143328850",
	})
	e = energy()
	require.Equal(t, "powercap", e.Method)
	require.Len(t, e.Sources, 1)
	require.False(t, e.Estimate)
}

// A profile is complete: the shares of the operations add up to one, and so do those of what is read.
func TestBenchProfile(t *testing.T) {
	b, err := backend.Open("cpu", backend.Config{})
	require.NoError(t, err)
	defer b.Close()
	inC := !strings.HasPrefix(b.Device().Features[0], "go-")
	for _, backend := range []string{"ref", "cpu"} {
		want := 0 // threads that tell what they do
		if backend == "cpu" && inC {
			want = 2
		}
		out := succeed(t, "", "-m", tinymodel.Path(t), "-backend", backend, "-t", "2", "-p", "20", "-n", "2", "-r", "1", "-o", "json", "-profile", "-extras=false")
		rs, err := results.Read([]byte(out))
		require.NoError(t, err)
		for _, r := range rs {
			require.NotEmpty(t, r.Profile)
			share := 0.0
			for _, o := range r.Profile {
				share += o.Share
				require.Positive(t, o.NS)
			}
			require.InDelta(t, 1, share, 1e-9)
			require.NotEmpty(t, r.Tensors)
			share = 0
			for _, c := range r.Tensors {
				share += c.Share
				if c.Class != "rest" {
					require.Positive(t, c.BytesPerToken, c.Class)
				}
			}
			require.InDelta(t, 1, share, 1e-9)
			require.Len(t, r.Threading, want)
			work := 0 // of all: on a busy machine one may come too late for everything
			for _, thread := range r.Threading {
				work += thread.WorkNS
			}
			require.Equal(t, want > 0, work > 0)
		}
	}
}

// A text summary has one line a result, in order, and colours only for a terminal that wants them.
func TestReportText(t *testing.T) {
	path := resultFile(t, []float64{100, 100}, []float64{50, 50})
	rs, err := results.ReadFile(path)
	require.NoError(t, err)
	bad := *rs[0]
	bad.Wrong = "logits differs by 3"
	no := false
	rs[1].Valid, rs[1].Reasons = &no, []string{"on battery"}
	var plain, hued strings.Builder
	require.NoError(t, writeText(&plain, append(rs, &bad), false))
	require.NoError(t, writeText(&hued, append(rs, &bad), true))
	require.NotContains(t, plain.String(), "\x1b")
	lines := strings.Split(plain.String(), "\n")
	require.Len(t, lines, 4)
	require.Contains(t, lines[0], "cpu t2 pp512   "+strings.Repeat("█", 24)+"    100.00 ± 0.00 t/s")
	require.Contains(t, lines[1], "cpu t2 pp1024  "+strings.Repeat("█", 12)+strings.Repeat(" ", 12)+"     50.00")
	require.Contains(t, lines[1], "not valid: on battery")
	require.Equal(t, "cpu t2 pp512   WRONG: logits differs by 3", lines[2])
	require.Contains(t, hued.String(), "\x1b[31mWRONG: logits differs by 3\x1b[0m")
	require.Contains(t, hued.String(), "\x1b[33mnot valid: on battery\x1b[0m")
	require.NoError(t, keep(path, append(rs, &bad)))
	require.Equal(t, plain.String(), succeed(t, "", "report", "-text", path), "a buffer is no terminal")
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	require.True(t, colours())
	t.Setenv("NO_COLOR", "1")
	require.False(t, colours())
}

// A device's own memory is in the results, if its backend counts it.
func TestBenchDeviceMemory(t *testing.T) {
	backend.Register(backend.Driver{
		Name: "counting",
		Open: func(c backend.Config) (backend.Backend, error) {
			b, err := backend.Open("ref", c)
			return countingBackend{b}, err
		},
		Devices: func() ([]backend.DeviceInfo, error) { return nil, errors.New("counting: only by name") },
	})
	args := []string{"-m", tinymodel.Path(t), "-backend", "counting", "-p", "8", "-n", "0", "-r", "1", "-o", "jsonl", "-extras=false"}
	code, out, errs := runCommand(t, "", args...)
	require.Zero(t, code, errs)
	rs, err := results.Read([]byte(out))
	require.NoError(t, err)
	require.Equal(t, 7<<20, rs[0].PeakGPU)
	require.Contains(t, errs, "7.00 MiB on the device")
}

// countingBackend says that it has memory of its own.
type countingBackend struct{ backend.Backend }

func (countingBackend) Memory() (now, peak uint64) { return 5 << 20, 7 << 20 }

func (b countingBackend) ImportBuffer(t tensor.Type, data []byte) (backend.Buffer, error) {
	return b.Backend.(backend.Importer).ImportBuffer(t, data)
}

// A folder's hash is that of its weights, and each of its files leaves the page cache.
func TestModelFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"model-1.safetensors": "ab", "model-2.safetensors": "c", "config.json": "{}"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	files, err := modelFiles(t.Context(), dir)
	require.NoError(t, err)
	require.Len(t, files, 2)
	require.Equal(t, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", filesHash(files), "SHA-256 of abc")
	require.Empty(t, filesHash([]string{filepath.Join(dir, "absent")}))
	files, err = modelFiles(t.Context(), filepath.Join(dir, "config.json"))
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(dir, "config.json")}, files)
}
