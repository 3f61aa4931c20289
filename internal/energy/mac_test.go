package energy

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Two samples of an Apple processor, recorded on 8 November 2025 by the author of a public analyser of such logs; the
// second block of a GPU sampler, which repeats a line, is as other public logs have it.
const appleLog = `Machine model: Mac16,1
*** Sampled system activity (Sat Nov  8 12:40:03 2025 -0700) (1012.83ms elapsed) ***

CPU Power: 9553 mW
GPU Power: 13 mW
ANE Power: 0 mW
Combined Power (CPU + GPU + ANE): 9566 mW

**** GPU usage ****
GPU Power: 13 mW
Combined Power (CPU + GPU + ANE): 9566 mW

*** Sampled system activity (Sat Nov  8 12:40:04 2025 -0700) (1015.22ms elapsed) ***

CPU Power: 100 mW
GPU Power: 900 mW
ANE Power: 0 mW
Combined Power (CPU + GPU + ANE): 1000 mW
`

// Of an Intel Mac with macOS 24H23, recorded on 29 September 2026 for a public bug report.
const intelLog = `OS version: 24H23
*** Sampled system activity (Tue Sep 29 19:44:14 2026 +0800) (1001.02ms elapsed) ***


**** Processor usage ****

Intel energy model derived package power (CPUs+GT+SA): 12.39W

LLC flushed residency: 12.5%
`

// Of a MacBook on battery, from Shu's article "Find out battery health by inspecting macOS battery data" (2017), shortened.
const batteryText = `+-o AppleSmartBattery  <class AppleSmartBattery, id 0x100000260, registered, matched, active, busy 0 (0 ms), retain 6>
    {
      "ExternalConnected" = No
      "CellVoltage" = (3994,4003,3978,0)
      "Voltage" = 11974
      "LegacyBatteryInfo" = {"Amperage"=18446744073709550563,"Flags"=4,"Capacity"=5889,"Current"=4761,"Voltage"=11974,"Cycle Count"=155}
      "InstantAmperage" = 18446744073709550524
      "Amperage" = 18446744073709550563
      "IsCharging" = No
    }
`

func logged(text string) *powerLog {
	p := &powerLog{first: make(chan struct{})}
	p.read(strings.NewReader(text))
	return p
}

func TestPowermetricsLogs(t *testing.T) {
	p := logged(appleLog)
	require.InDelta(t, 9.566*1.01283+1*1.01522, p.sum, 1e-9)
	require.ErrorContains(t, p.err, "ended", "a meter that goes away is no zero")
	require.InDelta(t, 12.39*1.00102, logged(intelLog).sum, 1e-9)
	require.Zero(t, logged("Combined Power (CPU + GPU + ANE): 1000 mW\n").sum, "a sample without a time")
}

func TestMacBattery(t *testing.T) {
	w, err := batteryPower(batteryText)
	require.NoError(t, err)
	require.InDelta(t, 11.974*1.092, w, 1e-9)
	_, err = batteryPower(strings.ReplaceAll(batteryText, `"ExternalConnected" = No`, `"ExternalConnected" = Yes`))
	require.ErrorContains(t, err, "not discharging")
	_, err = batteryPower(strings.ReplaceAll(batteryText, "18446744073709550524", "700"))
	require.Error(t, err)
	_, err = batteryPower("")
	require.Error(t, err)
}

// The program is read while it runs, and ends with the meter.
func TestPowermetricsProgram(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell to stand in for powermetrics")
	}
	path := filepath.Join(t.TempDir(), "log")
	require.NoError(t, os.WriteFile(path, []byte(appleLog), 0o600))
	s, stop, err := powermetrics(sh, "-c", `cat "$0"; exec sleep 1000`, path)
	require.NoError(t, err)
	const want = 9.566*1.01283 + 1*1.01522
	require.Eventually(t, func() bool {
		v, err := s.read()
		return err == nil && v > want-1e-9
	}, time.Minute, time.Millisecond)
	stop()
	_, err = s.read()
	require.Error(t, err)
	_, _, err = powermetrics(sh, "-c", "exit 1")
	require.ErrorContains(t, err, "without a sample")
	_, _, err = powermetrics(filepath.Join(t.TempDir(), "absent"))
	require.Error(t, err)

	require.NoError(t, os.WriteFile(path, []byte(batteryText), 0o600))
	b, err := macBattery(sh, "-c", `cat "$0"`, path)
	require.NoError(t, err)
	v, err := b.read()
	require.NoError(t, err)
	require.InDelta(t, 13.075608, v, 1e-9)
	require.True(t, b.gauge)
}

func FuzzMac(f *testing.F) {
	f.Add(appleLog)
	f.Add(intelLog)
	f.Add(batteryText)
	f.Add("*** Sampled system activity ms elapsed) ***\nCombined Power (CPU + GPU + ANE): NaN mW")
	f.Fuzz(func(t *testing.T, text string) {
		p := logged(text)
		require.GreaterOrEqual(t, p.sum, 0.0)
		if w, err := batteryPower(text); err == nil {
			require.GreaterOrEqual(t, w, 0.0)
		}
	})
}
