package energy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func plant(t testing.TB, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
}

const rapl = "sys/class/powercap/intel-rapl:"

// Exactly the joules that went in come out: package and dram, not the core within the package, over a wrap.
func TestPowercap(t *testing.T) {
	root := t.TempDir()
	plant(t, root, map[string]string{
		rapl + "0/name": "package-0\n", rapl + "0/energy_uj": "262143000000\n", rapl + "0/max_energy_range_uj": "262143328850\n",
		rapl + "0:0/name": "core\n", rapl + "0:0/energy_uj": "5\n",
		rapl + "0:1/name": "dram\n", rapl + "0:1/energy_uj": "1000000\n", rapl + "0:1/max_energy_range_uj": "65712999613\n",
		"sys/class/hwmon/hwmon0/name": "amd_energy", "sys/class/hwmon/hwmon0/energy1_input": "77\n", // the same energy again
		"sys/class/power_supply/BAT0/type": "Battery", "sys/class/power_supply/BAT0/status": "Discharging", "sys/class/power_supply/BAT0/power_now": "9",
	})
	m, err := Open(root, false)
	require.NoError(t, err)
	require.Equal(t, "powercap", m.Method())
	now := time.Now()
	r := m.start(now)
	for _, step := range []struct{ pkg, dram string }{
		{"262143300000\n", "1500000\n"}, // 0.3 J, 0.5 J
		{"671150\n", "1500000\n"},       // over the wrap: 0.028850 + 0.671150 J = 0.7 J
		{"2671150\n", "4000000\n"},      // 2 J, 2.5 J
	} {
		plant(t, root, map[string]string{rapl + "0/energy_uj": step.pkg, rapl + "0:1/energy_uj": step.dram})
		now = now.Add(time.Second)
		r.sample(now)
	}
	got, err := r.readings()
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.InDelta(t, 3, got[0].Joules, 1e-6)
	require.InDelta(t, 3, got[1].Joules, 1e-9)
	require.InDelta(t, 6, Total(got), 1e-6)
}

// Counters below hwmon, where there is no powercap: sockets, not the cores in them.
func TestHwmonCounters(t *testing.T) {
	root, dir := t.TempDir(), "sys/class/hwmon/hwmon0/"
	plant(t, root, map[string]string{
		dir + "name": "amd_energy\n", dir + "energy1_label": "Ecore000\n", dir + "energy1_input": "5\n",
		dir + "energy17_label": "Esocket0\n", dir + "energy17_input": "1000000\n",
	})
	m, err := Open(root, false)
	require.NoError(t, err)
	require.Equal(t, "hwmon", m.Method())
	r := m.start(time.Now())
	plant(t, root, map[string]string{dir + "energy1_input": "9000000\n", dir + "energy17_input": "3500000\n"})
	r.sample(time.Now())
	got, err := r.readings()
	require.NoError(t, err)
	require.Equal(t, []Reading{{"amd_energy Esocket0", "hwmon", 2.5}}, got)
}

// A processor and a GPU add up: host and device.
func TestHostAndDevice(t *testing.T) {
	root := t.TempDir()
	plant(t, root, map[string]string{
		rapl + "0/name": "package-0\n", rapl + "0/energy_uj": "1000000\n",
		"sys/class/hwmon/hwmon3/name": "amdgpu\n", "sys/class/hwmon/hwmon3/power1_input": "5000000\n",
	})
	m, err := Open(root, false)
	require.NoError(t, err)
	require.Equal(t, "powercap + amdgpu hwmon", m.Method())
	now := time.Now()
	r := m.start(now)
	plant(t, root, map[string]string{rapl + "0/energy_uj": "4000000\n"})
	r.sample(now.Add(2 * time.Second))
	got, err := r.readings()
	require.NoError(t, err)
	require.InDelta(t, 3+10, Total(got), 1e-9)
}

func TestGaugesAndBattery(t *testing.T) {
	root := t.TempDir()
	plant(t, root, map[string]string{"sys/class/hwmon/hwmon3/name": "amdgpu\n", "sys/class/hwmon/hwmon3/power1_average": "10000000\n"})
	m, err := Open(root, false)
	require.NoError(t, err)
	require.Equal(t, "amdgpu hwmon", m.Method())
	now := time.Now()
	r := m.start(now)
	plant(t, root, map[string]string{"sys/class/hwmon/hwmon3/power1_average": "30000000\n"})
	r.sample(now.Add(2 * time.Second)) // 10 W to 30 W in 2 s
	r.sample(now.Add(3 * time.Second)) // 30 W for 1 s
	got, err := r.readings()
	require.NoError(t, err)
	require.InDelta(t, 70, Total(got), 1e-9)

	root = t.TempDir()
	bat := "sys/class/power_supply/battery/"
	plant(t, root, map[string]string{bat + "type": "Battery\n", bat + "status": "Discharging\n", bat + "current_now": "-500000\n", bat + "voltage_now": "4000000\n"})
	m, err = Open(root, false)
	require.NoError(t, err)
	require.Equal(t, "battery", m.Method())
	r = m.start(now)
	r.sample(now.Add(10 * time.Second))
	got, err = r.readings()
	require.NoError(t, err)
	require.InDelta(t, 20, Total(got), 1e-9)
	plant(t, root, map[string]string{bat + "status": "Charging\n"})
	_, err = Open(root, false)
	require.ErrorContains(t, err, "unavailable")
}

func TestUnavailable(t *testing.T) {
	_, err := Open(t.TempDir(), false)
	require.ErrorContains(t, err, "unavailable: no powercap, hwmon, battery or NVML meter")
	root := t.TempDir()
	plant(t, root, map[string]string{rapl + "0/name": "package-0\n", rapl + "0/energy_uj": "1\n"})
	m, err := Open(root, false)
	require.NoError(t, err)
	r := m.Start()
	require.NoError(t, os.Remove(filepath.Join(root, rapl+"0/energy_uj")))
	_, err = r.Stop()
	require.Error(t, err, "a meter that goes away is no zero")
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"262143328850\n", "-1", "", "9999999999999999999", "1e9", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, err := parse(s); err == nil {
			require.Equal(t, v, v+0, strings.TrimSpace(s))
		}
	})
}
