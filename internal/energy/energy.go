// Package energy reads what a machine's own meters say of the energy that it takes: RAPL counters below
// powercap, energy counters and power gauges below hwmon, batteries, NVIDIA's library, and macOS's
// powermetrics. It never guesses: where nothing can be read, Open says so and why.
package energy

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A source is one meter.
type source struct {
	name   string
	method string
	gauge  bool // read returns watts, otherwise joules since some time
	wrap   float64
	read   func() (float64, error)
}

// A Meter reads every source that adds to the machine's energy, each part of the machine once.
type Meter struct {
	sources []source
	close   func()
}

// Open finds the sources below root, "/" on Linux, and, if programs is true, those that libraries and programs
// read: NVIDIA's devices, and macOS's meters. The error says why there are none.
func Open(root string, programs bool) (*Meter, error) {
	m := &Meter{close: func() {}}
	host, why := hostSources(root)
	m.sources = append(m.sources, host...)
	m.sources = append(m.sources, gpuGauges(root)...)
	if programs {
		devices, close, err := openNVML()
		if err == nil {
			m.sources, m.close = append(m.sources, devices...), close
		}
	}
	if programs && runtime.GOOS == "darwin" {
		mac, done, err := macSources()
		if err == nil {
			m.sources, m.close = mac, done
			return m, nil
		}
		why = err.Error()
	}
	if len(m.sources) > 0 {
		return m, nil
	}
	if battery := batteries(root); len(battery) > 0 { // of the whole machine: only where nothing else is
		m.sources = battery
		return m, nil
	}
	return nil, fmt.Errorf("energy: unavailable: %s", why)
}

// Close releases the libraries.
func (m *Meter) Close() { m.close() }

// Method names the sources.
func (m *Meter) Method() string {
	var names []string
	for _, s := range m.sources {
		if !slices.Contains(names, s.method) {
			names = append(names, s.method)
		}
	}
	return strings.Join(names, " + ")
}

// number reads a file with one number.
func number(path string) (float64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var buf [64]byte
	n, err := f.Read(buf[:])
	if n == 0 && err != nil {
		return 0, err
	}
	return parse(string(buf[:n]))
}

// parse reads a number as the kernel prints it.
func parse(s string) (float64, error) {
	v, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return float64(v), err
}

func word(path string) string {
	b, err := os.ReadFile(path)
	if err != nil || len(b) > 4096 {
		return ""
	}
	return strings.TrimSpace(string(b))
}

func glob(root, pattern string) []string {
	found, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil {
		return nil
	}
	return found
}

// hostSources returns the counters of processors and memory, or why there are none.
// ref: https://docs.kernel.org/power/powercap/powercap.html
func hostSources(root string) (all []source, why string) {
	why = "no powercap, hwmon, battery or NVML meter on this machine"
	for _, zone := range glob(root, "sys/class/powercap/*:*") {
		name := word(filepath.Join(zone, "name"))
		// Core and uncore are parts of the package; psys is everything, and counted by the others.
		if !strings.HasPrefix(name, "package") && name != "dram" {
			continue
		}
		path := filepath.Join(zone, "energy_uj")
		if _, err := number(path); err != nil {
			if errors.Is(err, fs.ErrPermission) {
				why = "powercap counters can be read by root only"
			}
			continue
		}
		wrap, _ := number(filepath.Join(zone, "max_energy_range_uj")) // 0: does not wrap
		all = append(all, source{filepath.Base(zone) + " " + name, "powercap", false, wrap / 1e6, micro(path)})
	}
	if len(all) > 0 {
		return all, ""
	}
	for _, path := range glob(root, "sys/class/hwmon/hwmon*/energy*_input") {
		label := word(strings.TrimSuffix(path, "_input") + "_label")
		if strings.HasPrefix(label, "Ecore") { // counted by the socket
			continue
		}
		if _, err := number(path); err == nil {
			all = append(all, source{word(filepath.Join(filepath.Dir(path), "name")) + " " + label, "hwmon", false, 0, micro(path)})
		}
	}
	return all, why
}

// micro returns a reader of millionths.
func micro(path string) func() (float64, error) {
	return func() (float64, error) {
		v, err := number(path)
		return v / 1e6, err
	}
}

// gpuGauges returns the power of AMD GPUs. ref: https://docs.kernel.org/gpu/amdgpu/thermal.html
func gpuGauges(root string) (all []source) {
	for _, dir := range glob(root, "sys/class/hwmon/hwmon*") {
		if word(filepath.Join(dir, "name")) != "amdgpu" {
			continue
		}
		for _, file := range []string{"power1_average", "power1_input"} {
			if path := filepath.Join(dir, file); readable(path) {
				all = append(all, source{"amdgpu", "amdgpu hwmon", true, 0, micro(path)})
				break
			}
		}
	}
	return all
}

func readable(path string) bool {
	_, err := number(path)
	return err == nil
}

// batteries returns the power that discharging batteries give. ref: Documentation/ABI/testing/sysfs-class-power
func batteries(root string) (all []source) {
	for _, dir := range glob(root, "sys/class/power_supply/*") {
		file := func(name string) string { return filepath.Join(dir, name) }
		if word(file("type")) != "Battery" || word(file("scope")) == "Device" || word(file("status")) != "Discharging" {
			continue
		}
		read := micro(file("power_now"))
		if !readable(file("power_now")) {
			if !readable(file("current_now")) || !readable(file("voltage_now")) {
				continue
			}
			read = func() (float64, error) { // Android and some laptops: the current's sign is the maker's choice
				a, err1 := number(file("current_now"))
				v, err2 := number(file("voltage_now"))
				return max(a, -a) / 1e6 * v / 1e6, errors.Join(err1, err2)
			}
		}
		all = append(all, source{filepath.Base(dir), "battery", true, 0, read})
	}
	return all
}

// A Reading is what one source counted.
type Reading struct {
	Name, Method string
	Joules       float64
}

// A Run adds up energy from Start to Stop.
type Run struct {
	m      *Meter
	mu     sync.Mutex
	last   []float64
	at     time.Time
	joules []float64
	err    error
	quit   chan struct{}
	done   sync.WaitGroup
}

// every is the time between readings: a RAPL counter of 32 bits wraps within a minute at the earliest.
const every = 100 * time.Millisecond

// Start begins a run.
func (m *Meter) Start() *Run {
	r := m.start(time.Now())
	r.quit = make(chan struct{})
	r.done.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case now := <-tick.C:
				r.sample(now)
			case <-r.quit:
				return
			}
		}
	})
	return r
}

func (m *Meter) start(now time.Time) *Run {
	r := &Run{m: m, last: make([]float64, len(m.sources)), joules: make([]float64, len(m.sources)), at: now}
	for i, s := range m.sources {
		v, err := s.read()
		r.last[i], r.err = v, errors.Join(r.err, err)
	}
	return r
}

// sample reads every source: counters by their difference, with wraps, gauges by the mean of the present
// and the last value over the time between.
func (r *Run) sample(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	seconds := now.Sub(r.at).Seconds()
	for i, s := range r.m.sources {
		v, err := s.read()
		if err != nil {
			r.err = errors.Join(r.err, err)
			continue
		}
		switch {
		case s.gauge:
			r.joules[i] += (v + r.last[i]) / 2 * seconds
		case v < r.last[i] && s.wrap > 0:
			r.joules[i] += v + s.wrap - r.last[i]
		default:
			r.joules[i] += v - r.last[i]
		}
		r.last[i] = v
	}
	r.at = now
}

// Stop ends the run and returns what each source counted.
func (r *Run) Stop() ([]Reading, error) {
	close(r.quit)
	r.done.Wait()
	r.sample(time.Now())
	return r.readings()
}

func (r *Run) readings() ([]Reading, error) {
	if r.err != nil {
		return nil, fmt.Errorf("energy: %w", r.err)
	}
	var all []Reading
	for i, s := range r.m.sources {
		all = append(all, Reading{s.name, s.method, r.joules[i]})
	}
	return all, nil
}

// Total sums readings.
func Total(rs []Reading) (joules float64) {
	for _, r := range rs {
		joules += r.Joules
	}
	return joules
}
