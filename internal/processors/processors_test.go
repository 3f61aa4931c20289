package processors

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// tree is a made-up proc and sys.
func tree(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text + "\n")}
	}
	return m
}

const (
	v2Mount  = "29 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev shared:4 - cgroup2 cgroup2 rw,nsdelegate"
	v1Mount  = "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct"
	setMount = "33 31 0:30 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset"
)

// Quotas in trees of control groups as systems make them.
func TestQuota(t *testing.T) {
	const cg, v1 = "sys/fs/cgroup", "sys/fs/cgroup/cpu,cpuacct"
	for name, c := range map[string]struct {
		groups, mounts string
		files          map[string]string
		want           float64
	}{
		"nothing at all":    {},
		"no mount":          {groups: "0::/", files: map[string]string{cg + "/cpu.max": "50000 100000"}},
		"v2, the root":      {"0::/", v2Mount, nil, 0},
		"v2, a container":   {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "250000 100000"}, 2.5},
		"v2, max":           {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "max 100000"}, 0},
		"v2, below one":     {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "12500 50000"}, 0.25},
		"v2, systemd slice": {"0::/system.slice/gemma.service", v2Mount, map[string]string{cg + "/system.slice/gemma.service/cpu.max": "150000 100000", cg + "/system.slice/cpu.max": "max 100000"}, 1.5},
		"v2, the least of the ancestors": {"0::/a.slice/b.scope/c", v2Mount, map[string]string{cg + "/a.slice/cpu.max": "100000 100000",
			cg + "/a.slice/b.scope/cpu.max": "400000 100000", cg + "/a.slice/b.scope/c/cpu.max": "max 100000"}, 1},
		"v2, a group whose files are not there": {"0::/x/y", v2Mount, map[string]string{cg + "/x/cpu.max": "300000 100000"}, 3},
		"v2, docker with the host's names": {"0::/docker/0a1b", strings.Replace(v2Mount, " / ", " /docker/0a1b ", 1),
			map[string]string{cg + "/cpu.max": "200000 100000"}, 2},
		"v2, a group outside of the namespace": {"0::/../../other", v2Mount, map[string]string{cg + "/cpu.max": "200000 100000", "other/cpu.max": "1000 100000"}, 2},
		"v2, names that need escapes": {`0::/my group`, strings.Replace(v2Mount, "/sys/fs/cgroup", `/mnt/c\040g`, 1),
			map[string]string{"mnt/c g/my group/cpu.max": "75000 100000"}, 0.75},
		"v2, a name that begins as another": {"0::/dock", strings.Replace(v2Mount, " / ", " /do ", 1), map[string]string{cg + "/cpu.max": "200000 100000", cg + "ck/cpu.max": "1000 100000"}, 2},
		"v1": {"4:cpu,cpuacct:/job\n3:cpuset:/", v1Mount + "\n" + setMount, map[string]string{
			v1 + "/job/cpu.cfs_quota_us": "350000", v1 + "/job/cpu.cfs_period_us": "100000", v1 + "/cpu.cfs_quota_us": "-1", v1 + "/cpu.cfs_period_us": "100000"}, 3.5},
		"v1, none":            {"4:cpu,cpuacct:/", v1Mount, map[string]string{v1 + "/cpu.cfs_quota_us": "-1", v1 + "/cpu.cfs_period_us": "100000"}, 0},
		"v1, above the group": {"4:cpu,cpuacct:/a/b", v1Mount, map[string]string{v1 + "/a/cpu.cfs_quota_us": "50000", v1 + "/a/cpu.cfs_period_us": "100000"}, 0.5},
		"v1, docker": {"4:cpu,cpuacct:/docker/0a1b", strings.Replace(v1Mount, " / ", " /docker/0a1b ", 1), map[string]string{
			v1 + "/cpu.cfs_quota_us": "100000", v1 + "/cpu.cfs_period_us": "100000"}, 1},
		"v1, docker whose mount says nothing of it": {"4:cpu,cpuacct:/docker/0a1b", v1Mount, map[string]string{
			v1 + "/cpu.cfs_quota_us": "100000", v1 + "/cpu.cfs_period_us": "100000"}, 1},
		"v1, a period without a quota": {"4:cpu,cpuacct:/", v1Mount, map[string]string{v1 + "/cpu.cfs_period_us": "100000"}, 0},
		"hybrid": {"4:cpu,cpuacct:/job\n0::/user.slice", v1Mount + "\n" + strings.Replace(v2Mount, "/sys/fs/cgroup", "/sys/fs/cgroup/unified", 1), map[string]string{
			v1 + "/job/cpu.cfs_quota_us": "300000", v1 + "/job/cpu.cfs_period_us": "100000"}, 3},
		"hybrid, both": {"4:cpu,cpuacct:/\n0::/u", v1Mount + "\n" + strings.Replace(v2Mount, "/sys/fs/cgroup", "/sys/fs/cgroup/unified", 1), map[string]string{
			v1 + "/cpu.cfs_quota_us": "300000", v1 + "/cpu.cfs_period_us": "100000", cg + "/unified/u/cpu.max": "200000 100000"}, 2},
		"other controllers alone": {"3:cpuset:/", setMount, map[string]string{cg + "/cpuset/cpu.cfs_quota_us": "1000", cg + "/cpuset/cpu.cfs_period_us": "100000"}, 0},
		"malformed":               {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "many 100000"}, 0},
		"malformed, one word":     {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "100000"}, 0},
		"malformed, a fraction":   {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "1e5 100000"}, 0},
		"malformed, no period":    {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "100000 0"}, 0},
		"malformed, negative":     {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "-5 100000"}, 0},
		"beyond 64 bits":          {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "99999999999999999999 100000"}, 0},
		"as large as can be":      {"0::/", v2Mount, map[string]string{cg + "/cpu.max": "9223372036854775807 1"}, 9223372036854775807},
		"malformed lines":         {"::\n0\n0:\n:::/\nx", "a b c - cgroup2\n- - -\n29 23 0:26 / /sys/fs/cgroup rw -\n" + v2Mount, nil, 0},
		"relative nonsense":       {"0::../../../etc", v2Mount, map[string]string{cg + "/cpu.max": "100000 100000"}, 1},
	} {
		files := map[string]string{"proc/self/cgroup": c.groups, "proc/self/mountinfo": c.mounts}
		for name, text := range c.files {
			files[name] = text
		}
		require.InDelta(t, c.want, quota(tree(files)), 1e-9, name)
	}
}

func TestThreads(t *testing.T) {
	for _, c := range []struct {
		Limits
		want int
	}{
		{Limits{}, 1},
		{Limits{Allowed: 8}, 8},
		{Limits{Allowed: 8, Cores: 4}, 4},
		{Limits{Allowed: 2, Cores: 4}, 2},
		{Limits{Allowed: 8, Cores: 8, Quota: 0.1}, 1},
		{Limits{Allowed: 8, Cores: 8, Quota: 1.49}, 1},
		{Limits{Allowed: 8, Cores: 8, Quota: 1.5}, 2},
		{Limits{Allowed: 8, Cores: 8, Quota: 2.4}, 2},
		{Limits{Allowed: 8, Cores: 8, Quota: 8}, 8},
		{Limits{Allowed: 8, Cores: 8, Quota: 7.99}, 8},
		{Limits{Allowed: 8, Cores: 8, Quota: 1e18}, 8},
		{Limits{Quota: 3}, 3},
		{Limits{Quota: 1e18}, maxProcessors},
		{Limits{Cores: 6}, 6},
	} {
		require.Equal(t, c.want, c.Threads(), "%+v", c.Limits)
	}
}

// Threads that wait may spin as long as all of them can be busy.
func TestBusy(t *testing.T) {
	require.Zero(t, Limits{Cores: 4}.Busy())
	require.Equal(t, 8, Limits{Allowed: 8, Cores: 4}.Busy())
	require.Equal(t, 1, Limits{Allowed: 8, Quota: 0.5}.Busy())
	require.Equal(t, 2, Limits{Allowed: 8, Quota: 2.4}.Busy())
	require.Equal(t, 3, Limits{Allowed: 8, Quota: 2.5}.Busy())
	require.Equal(t, 8, Limits{Allowed: 8, Quota: 12}.Busy())
}

// Cores are those of the processors that the process may run on, wherever these begin.
func TestLinux(t *testing.T) {
	files := map[string]string{"proc/self/status": "Name:\tgemma\nCpus_allowed:\tff\nCpus_allowed_list:\t4-6,12", "sys/devices/system/cpu/online": "0-15"}
	for n := range 16 {
		files[fmt.Sprintf("sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", n)] = fmt.Sprintf("%d,%d", n%8, n%8+8)
	}
	require.Equal(t, Limits{Allowed: 4, Cores: 3}, Linux(tree(files)))
	delete(files, "proc/self/status")
	require.Equal(t, Limits{Cores: 8}, Linux(tree(files)))
	files["proc/self/cgroup"], files["proc/self/mountinfo"], files["sys/fs/cgroup/cpu.max"] = "0::/", v2Mount, "150000 100000"
	require.Equal(t, Limits{Cores: 8, Quota: 1.5}, Linux(tree(files)))
	delete(files, "sys/devices/system/cpu/cpu3/topology/thread_siblings_list")
	require.Equal(t, Limits{Quota: 1.5}, Linux(tree(files)))
	require.Equal(t, Limits{}, Linux(tree(nil)))
}

func TestList(t *testing.T) {
	require.Equal(t, []int{0, 1, 2, 5, 7}, list("0-2,5,7,1"))
	for _, bad := range []string{"", ",", "1,", "-1", "3-1", "0-99999999", "a-b", "1--2", "0-18446744073709551615"} {
		require.Empty(t, list(bad), bad)
	}
}

// The machine that runs the tests has some answer.
func TestHere(t *testing.T) {
	l := Here()
	t.Logf("%+v: %d threads", l, l.Threads())
	require.Positive(t, l.Allowed)
	require.LessOrEqual(t, l.Allowed, runtime.NumCPU())
	require.LessOrEqual(t, l.Cores, l.Allowed)
	require.GreaterOrEqual(t, Default(), 1)
	require.LessOrEqual(t, Default(), l.Threads())
}

func TestWindowsCores(t *testing.T) {
	core := func(mask uint64, group uint16) []byte {
		b := make([]byte, 48)
		binary.LittleEndian.PutUint32(b[4:], 48)
		binary.LittleEndian.PutUint64(b[32:], mask)
		binary.LittleEndian.PutUint16(b[40:], group)
		return b
	}
	pack := core(0xff, 0)
	pack[0] = 3 // a package
	all := append(append(append(core(3, 0), core(12, 0)...), pack...), core(3, 1)...)
	require.Equal(t, 3, windowsCores(all, 0))
	require.Equal(t, 1, windowsCores(all, 3))
	require.Equal(t, 2, windowsCores(all, 9))
	require.Zero(t, windowsCores(all[:120], 0))
	require.Zero(t, windowsCores(nil, 0))
	for n := range len(all) {
		windowsCores(all[:n], 3)
	}
}

func FuzzQuota(f *testing.F) {
	f.Add("0::/a", v2Mount, "100000 100000")
	f.Add("4:cpu,cpuacct:/a/../b", v1Mount, "9999999999 1")
	f.Add("0::/", `1 2 3:4 /\057 /\134 rw - cgroup2 x rw`, "max 1")
	f.Fuzz(func(t *testing.T, groups, mounts, text string) {
		q := quota(tree(map[string]string{"proc/self/cgroup": groups, "proc/self/mountinfo": mounts, "sys/fs/cgroup/cpu.max": text}))
		if n := (Limits{Allowed: 4, Quota: q}).Threads(); q < 0 || n < 1 || n > 4 {
			t.Fatal(q, n)
		}
		list(text)
		windowsCores([]byte(groups), 1)
	})
}
