package energy

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// fake has three devices: one counts 1,500 mJ more at each reading, one can only tell that it takes 2 W, and one
// neither.
const fake = `
static unsigned long long mj = 1000;
int nvmlInit_v2(void) { return 0; }
int nvmlShutdown(void) { return 0; }
int nvmlDeviceGetCount_v2(unsigned *n) { *n = 3; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **h) { *h = (void *)(unsigned long)(i + 1); return 0; }
int nvmlDeviceGetTotalEnergyConsumption(void *h, unsigned long long *out) {
	if (h != (void *)1) return 3;
	*out = mj += 1500;
	return 0;
}
int nvmlDeviceGetPowerUsage(void *h, unsigned *out) {
	if (h != (void *)2) return 3;
	*out = 2000;
	return 0;
}
`

func TestNVML(t *testing.T) {
	cc, err := exec.LookPath("cc")
	if err != nil {
		t.Skip("no C compiler to make a library with")
	}
	dir := t.TempDir()
	src, lib := filepath.Join(dir, "fake.c"), filepath.Join(dir, "libfake.so")
	require.NoError(t, os.WriteFile(src, []byte(fake), 0o600))
	if out, err := exec.Command(cc, "-shared", "-fPIC", "-o", lib, src).CombinedOutput(); err != nil {
		t.Skipf("the C compiler makes no library: %v: %s", err, out)
	}
	t.Setenv("GEMMA_NVML", lib)
	m, err := Open(dir, true)
	require.NoError(t, err)
	defer m.Close()
	require.Equal(t, "NVML + NVML power", m.Method())
	now := time.Now()
	r := m.start(now)
	r.sample(now)
	r.sample(now.Add(3 * time.Second))
	got, err := r.readings()
	require.NoError(t, err)
	require.Equal(t, []Reading{{"nvidia 0", "NVML", 3}, {"nvidia 1", "NVML power", 6}}, got)
	t.Setenv("GEMMA_NVML", filepath.Join(dir, "absent.so"))
	_, err = Open(dir, true)
	require.ErrorContains(t, err, "unavailable")
}
