package environment

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// plant writes files below a new root.
func plant(t testing.TB, root Root, files map[string]string) Root {
	t.Helper()
	if root == "" {
		root = Root(t.TempDir())
	}
	for name, text := range files {
		path := filepath.Join(string(root), name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	return root
}

func TestCapture(t *testing.T) {
	root := plant(t, "", map[string]string{
		"proc/sys/kernel/osrelease":                  "6.1.0\n",
		"etc/os-release":                             "NAME=x\nPRETTY_NAME=\"Debian 12\"\n",
		"proc/cpuinfo":                               "processor : 0\nmodel name\t: A CPU\ncpu MHz : 2500.5\nflags : fpu avx2 avx512_vnni hypervisor\n\nprocessor : 1\nmodel name : B\nflags : avx\n",
		"proc/meminfo":                               "MemTotal:       1024 kB\nMemFree: 1 kB\n",
		"proc/self/cgroup":                           "0::/\n",
		"proc/self/mountinfo":                        "29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
		"sys/fs/cgroup/cpu.max":                      "150000 100000\n",
		"sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never\n",
		"sys/devices/system/cpu/cpu0/topology/thread_siblings_list": "0,2\n",
		"sys/devices/system/cpu/cpu2/topology/thread_siblings_list": "0,2\n",
		"sys/devices/system/cpu/cpu1/topology/thread_siblings_list": "1\n",
		"sys/devices/system/cpu/cpu0/cache/index0/level":            "1\n",
		"sys/devices/system/cpu/cpu0/cache/index0/type":             "Data\n",
		"sys/devices/system/cpu/cpu0/cache/index0/size":             "48K\n",
		"sys/devices/system/cpu/cpu0/cpufreq/scaling_governor":      "powersave\n",
		"sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq":      "3500000\n",
	})
	e := Capture(root)
	require.Equal(t, Environment{
		OS: runtime.GOOS, Arch: runtime.GOARCH, Go: runtime.Version(), CPUs: runtime.NumCPU(), MaxProcs: runtime.GOMAXPROCS(0), Kernel: "6.1.0",
		System: "Debian 12", CPU: "A CPU", Cores: 2, MHz: 2500.5, MaxMHz: 3500, Governor: "powersave", Flags: []string{"avx2", "avx512_vnni"},
		Virtual: true, Caches: []Cache{{1, "Data", 48 << 10}}, Memory: 1 << 20, Huge: "madvise", Quota: 1.5,
	}, e)
	Capture(Root(t.TempDir())) // nothing there
	Capture("/")
}

const (
	stat0 = "cpu  1000 0 100 5000 0 0 0 10 0 0\ncpu0 1 1\n"
	stat1 = "cpu  1080 0 120 5090 0 0 0 20 0 0\n" // of 200 ticks 100 in processes, 10 stolen
	self0 = "7 (a ) b) R 1 1 1 0 -1 0 0 0 0 0 300 50 0 0 20"
	self1 = "7 (a ) b) R 1 1 1 0 -1 0 0 0 0 0 360 60 0 0 20" // 70 more
)

func TestCheck(t *testing.T) {
	root := plant(t, "", map[string]string{"proc/stat": stat0, "proc/self/stat": self0})
	a := Snap(root)
	require.True(t, a.Watched())
	require.Empty(t, Check(root, a, Snap(root)))
	for want, files := range map[string]map[string]string{
		"the hypervisor took 5.0 % of the time":              {"proc/stat": stat1, "proc/self/stat": "7 (a) R 1 1 1 0 -1 0 0 0 0 0 400 50 0 0 20"},
		"other processes took 15 % of the processors":        {"proc/stat": "cpu  1080 0 120 5100 0 0 0 10 0 0\n", "proc/self/stat": self1},
		"7 pages were swapped":                               {"proc/vmstat": "nr_free 5\npswpin 3\npswpout 4\n"},
		"processors were slowed down for their heat 2 times": {"sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count": "2\n"},
		"the cgroup's quota held threads back 4 times":       {"sys/fs/cgroup/cpu.stat": "usage_usec 1\nnr_throttled 4\n"},
		"frequency governor powersave, not performance":      {"sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "powersave\n"},
		"on battery": {"sys/class/power_supply/BAT0/type": "Battery\n", "sys/class/power_supply/BAT0/status": "Discharging\n"},
	} {
		root := plant(t, "", map[string]string{"proc/stat": stat0, "proc/self/stat": self0})
		a := Snap(root)
		plant(t, root, files)
		require.Equal(t, []string{want}, Check(root, a, Snap(root)))
	}
	quiet := plant(t, "", map[string]string{
		"sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "performance\n",
		"sys/class/power_supply/BAT0/type":                     "Battery\n", "sys/class/power_supply/BAT0/status": "Charging\n",
	})
	a = Snap(quiet)
	require.False(t, a.Watched())
	require.Empty(t, Check(quiet, a, Snap(quiet)))
}

// What other processes' clients of a GPU took counts once for each client, and this process's own does not.
func TestOtherClientsOfAGPU(t *testing.T) {
	client := func(id, ns string) string {
		return "pos:\t0\nflags:\t0100002\ndrm-driver:\tamdgpu\ndrm-pdev:\t0000:03:00.0\ndrm-client-id:\t" + id +
			"\ndrm-engine-gfx:\t7 ns\ndrm-engine-compute:\t" + ns + " ns\ndrm-engine-capacity-compute:\t99999999999\n"
	}
	self := fmt.Sprintf("proc/%d/fdinfo/3", os.Getpid())
	root := plant(t, "", map[string]string{
		"proc/stat": stat0, "proc/1/fdinfo/3": client("5", "1000"), "proc/1/fdinfo/4": client("5", "1000"), "proc/1/fdinfo/5": "pos: 0\n",
		"proc/2/fdinfo/9": client("6", "500"), self: client("7", "100"),
	})
	a := Snap(root)
	require.Equal(t, 1500*time.Nanosecond, a.gpu)
	plant(t, root, map[string]string{"proc/2/fdinfo/9": client("6", "200000500"), self: client("7", "9000000000")})
	b := Snap(root)
	b.at = a.at.Add(time.Second)
	require.Equal(t, []string{"other programs took 20 % of a GPU"}, Check(root, a, b))
}

// The texts are pmset's, in the form that its users publish.
func TestMacReasons(t *testing.T) {
	therm := "Note: No thermal warning level has been recorded\n2026-01-02 10:00:00 +0000 CPU Power notify\n\tCPU_Scheduler_Limit \t= 100\n" +
		"\tCPU_Available_CPUs \t= 8\n\tCPU_Speed_Limit \t= 63\n"
	batt := "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=4653155)\t71%; discharging; 4:31 remaining present: true\n"
	require.Equal(t, []string{"processors are held to 63 % of their speed for their heat", "on battery"}, macReasons(therm, batt))
	require.Empty(t, macReasons(strings.ReplaceAll(therm, "63", "100"), strings.ReplaceAll(batt, "Battery Power", "AC Power")))
}

func TestResident(t *testing.T) {
	now, peak := resident("Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n")
	require.Equal(t, []int{1 << 20, 2 << 20}, []int{now, peak})
	require.InDelta(t, 45.5, Temperature(plant(t, "", map[string]string{
		"sys/class/thermal/thermal_zone0/temp": "30000", "sys/class/thermal/thermal_zone1/temp": "45500\n", "sys/class/thermal/thermal_zone2/temp": "x"})), 0)
}

func FuzzFiles(f *testing.F) {
	f.Add(stat1)
	f.Add(self1)
	f.Add("model name : x\ncpu MHz : 1e999\nflags : avx\n")
	f.Add("VmHWM: 99999999999999999999 kB\n")
	f.Fuzz(func(t *testing.T, text string) {
		var s Snapshot
		s.stat(text)
		ownTicks(text)
		resident(text)
		cacheSize(text)
		fdinfo(text)
		macReasons(text, text)
		chosen(text)
		(&Environment{}).cpuinfo(text)
	})
}
