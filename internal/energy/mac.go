package energy

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// macSources returns the meters of macOS: powermetrics, which only root may run, or the battery.
func macSources() (all []source, done func(), err error) {
	if os.Geteuid() == 0 {
		s, done, err := powermetrics("/usr/bin/powermetrics", "--samplers", "cpu_power,gpu_power", "-i", "100", "-b", "1")
		if err == nil {
			return []source{s}, done, nil
		}
	}
	if s, err := macBattery("/usr/sbin/ioreg", "-rn", "AppleSmartBattery"); err == nil {
		return []source{s}, func() {}, nil
	}
	return nil, nil, errors.New("powermetrics must run as root, and no battery is discharging")
}

// firstSample is how long powermetrics may take to print something.
const firstSample = 20 * time.Second

// powermetrics starts a command that prints as powermetrics does, and adds up the energy of its samples. What
// the present sample, a tenth of a second, took is not counted yet.
func powermetrics(name string, args ...string) (source, func(), error) {
	cmd := exec.Command(name, args...)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return source{}, nil, err
	}
	p := &powerLog{first: make(chan struct{})}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.read(out)
		_ = cmd.Wait() // it is killed, or its output ended: read has noted that
	}()
	stop := func() {
		_ = cmd.Process.Kill() // it may have ended
		<-ended
	}
	select {
	case <-p.first:
		return source{"processor and GPU", "powermetrics", false, 0, p.joules}, stop, nil
	case <-ended:
		return source{}, nil, errors.New("powermetrics ended without a sample")
	case <-time.After(firstSample):
		stop()
		return source{}, nil, errors.New("powermetrics printed no sample")
	}
}

// A powerLog adds up samples.
type powerLog struct {
	mu    sync.Mutex
	sum   float64
	err   error
	seen  bool
	first chan struct{} // closed at the first sample
}

func (p *powerLog) joules() (float64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sum, p.err
}

// read parses samples until the output ends, which is an error for who reads the meter later.
func (p *powerLog) read(out io.Reader) {
	lines := bufio.NewScanner(out)
	var elapsed time.Duration
	for lines.Scan() {
		if d, ok := sampleTime(lines.Text()); ok {
			elapsed = d
			continue
		}
		watts, ok := packagePower(lines.Text())
		if !ok || elapsed == 0 { // the line may come twice in a sample
			continue
		}
		p.mu.Lock()
		p.sum += watts * elapsed.Seconds()
		if elapsed = 0; !p.seen {
			p.seen = true
			close(p.first)
		}
		p.mu.Unlock()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err = lines.Err(); p.err == nil {
		p.err = errors.New("powermetrics ended")
	}
}

// sampleTime parses the line that begins a sample:
// *** Sampled system activity (Sat Nov  8 12:40:03 2025 -0700) (1012.83ms elapsed) ***
func sampleTime(line string) (time.Duration, bool) {
	if !strings.HasPrefix(line, "*** Sampled system activity") {
		return 0, false
	}
	ms, ok := strings.CutSuffix(line, "ms elapsed) ***")
	i := strings.LastIndexByte(ms, '(')
	v, err := strconv.ParseFloat(ms[i+1:], 64)
	if !ok || i < 0 || err != nil || !(v > 0 && v < 1e7) {
		return 0, false
	}
	return time.Duration(v * float64(time.Millisecond)), true
}

// packagePower parses the line with the power of all parts, in watts: one for Apple's processors, one for Intel's.
func packagePower(line string) (watts float64, ok bool) {
	for _, name := range []string{"Combined Power (CPU + GPU + ANE):", "Intel energy model derived package power (CPUs+GT+SA):"} {
		s, found := strings.CutPrefix(strings.TrimSpace(line), name)
		if !found {
			continue
		}
		s, scale := strings.TrimSpace(s), 1.0
		if v, ok := strings.CutSuffix(s, "mW"); ok {
			s, scale = v, 1e-3
		} else {
			s = strings.TrimSuffix(s, "W")
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		return v * scale, err == nil && v >= 0 && v < 1e7
	}
	return 0, false
}

// batteryEvery is how long a reading of the battery is used: the battery renews its own numbers far less often, and each
// reading is a process.
const batteryEvery = 2 * time.Second

// macBattery returns the power that the battery gives, as a command that prints as ioreg does tells it.
func macBattery(name string, args ...string) (source, error) {
	var mu sync.Mutex
	var last float64
	var at time.Time
	read := func() (float64, error) {
		mu.Lock()
		defer mu.Unlock()
		if !at.IsZero() && time.Since(at) < batteryEvery {
			return last, nil
		}
		out, err := exec.Command(name, args...).Output()
		if err != nil {
			return 0, err
		}
		watts, err := batteryPower(string(out))
		if err == nil {
			last, at = watts, time.Now()
		}
		return watts, err
	}
	_, err := read()
	return source{"battery", "battery (ioreg)", true, 0, read}, err
}

// batteryPower parses ioreg's description of AppleSmartBattery: millivolts and milliamperes, a negative current, as a
// number of 64 bits without a sign, while the battery is discharged.
func batteryPower(text string) (watts float64, err error) {
	value := func(name string) (int64, bool) {
		_, rest, ok := strings.Cut(text, `"`+name+`" = `)
		word, _, _ := strings.Cut(rest, "\n")
		v, err := strconv.ParseUint(strings.TrimSpace(word), 10, 64)
		return int64(v), ok && err == nil
	}
	if !strings.Contains(text, `"ExternalConnected" = No`) {
		return 0, errors.New("the battery is not discharging")
	}
	mv, ok1 := value("Voltage")
	ma, ok2 := value("InstantAmperage")
	if !ok1 || !ok2 || mv <= 0 || mv > 1e6 || ma > 0 || ma < -1e6 {
		return 0, fmt.Errorf("the battery gives no voltage and current")
	}
	return float64(mv) * float64(-ma) / 1e6, nil
}
