package environment

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The limits beyond which a result is not valid.
const (
	maxSteal = 0.01 // of the time of all processors
	maxOther = 0.05 // of the time of all processors, spent in other processes
)

// ticks is the unit of times in /proc: USER_HZ is 100 on every architecture that Go supports.
const ticks = 100

// A Snapshot is the state of the counters that Check compares.
type Snapshot struct {
	at        time.Time
	watched   bool
	total     float64 // ticks of all processors
	busy      float64 // of them in processes
	steal     float64
	own       float64       // of this process
	swapped   int64         // pages
	throttled int64         // times that a processor was slowed down for its heat
	limited   int64         // times that the cgroup's quota held threads back
	gpu       time.Duration // that GPUs have worked for other processes
}

// Watched reports whether there was anything to look at.
func (s *Snapshot) Watched() bool { return s.watched }

// Snap reads the counters now.
func Snap(root Root) *Snapshot {
	s := &Snapshot{at: time.Now()}
	s.watched = s.stat(root.read("proc/stat"))
	s.own = ownTicks(root.read("proc/self/stat"))
	for line := range strings.Lines(root.read("proc/vmstat")) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "pswpin" || name == "pswpout" {
			n, _ := strconv.ParseInt(value, 10, 64)
			s.swapped += n
		}
	}
	for _, name := range []string{"core_throttle_count", "package_throttle_count"} {
		for _, p := range root.glob("sys/devices/system/cpu/cpu[0-9]*/thermal_throttle/" + name) {
			n, _ := root.number(p)
			s.throttled += n
		}
	}
	for _, p := range []string{"sys/fs/cgroup/cpu.stat", "sys/fs/cgroup/cpu/cpu.stat"} {
		for line := range strings.Lines(root.read(p)) {
			if n, ok := strings.CutPrefix(line, "nr_throttled "); ok {
				v, _ := strconv.ParseInt(strings.TrimSpace(n), 10, 64)
				s.limited += v
			}
		}
	}
	s.gpu = othersOnGPU(root)
	return s
}

// stat parses the first line of /proc/stat: cpu user nice system idle iowait irq softirq steal guest ….
func (s *Snapshot) stat(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	words := strings.Fields(line)
	if len(words) < 9 || words[0] != "cpu" {
		return false
	}
	for i, w := range words[1:9] {
		n, err := strconv.ParseUint(w, 10, 63)
		if err != nil {
			return false
		}
		v := float64(n)
		s.total += v
		switch i {
		case 0, 1, 2: // user, nice, system
			s.busy += v
		case 7:
			s.steal = v
		}
	}
	return true
}

// ownTicks returns utime + stime of /proc/self/stat, whose second field is a name that may hold spaces.
func ownTicks(text string) float64 {
	i := strings.LastIndexByte(text, ')')
	if i < 0 {
		return 0
	}
	words := strings.Fields(text[i+1:])
	if len(words) < 13 {
		return 0
	}
	u, _ := strconv.ParseUint(words[11], 10, 63)
	v, _ := strconv.ParseUint(words[12], 10, 63)
	return float64(u) + float64(v)
}

// Check returns why what ran between from and to, on the machine below root, is not a valid measurement.
func Check(root Root, from, to *Snapshot) []string {
	var why []string
	add := func(format string, args ...any) { why = append(why, fmt.Sprintf(format, args...)) }
	if total := to.total - from.total; total > 0 {
		if v := (to.steal - from.steal) / total; v > maxSteal {
			add("the hypervisor took %.1f %% of the time", 100*v)
		}
		if v := ((to.busy - from.busy) - (to.own - from.own)) / total; v > maxOther {
			add("other processes took %.0f %% of the processors", 100*v)
		}
	}
	if n := to.swapped - from.swapped; n > 0 {
		add("%d pages were swapped", n)
	}
	if n := to.throttled - from.throttled; n > 0 {
		add("processors were slowed down for their heat %d times", n)
	}
	if n := to.limited - from.limited; n > 0 {
		add("the cgroup's quota held threads back %d times", n)
	}
	if busy, took := to.gpu-from.gpu, to.at.Sub(from.at); took > 0 && float64(busy) > maxGPU*float64(took) {
		add("other programs took %.0f %% of a GPU", 100*float64(busy)/float64(took))
	}
	why = append(why, macReasons(pmset("therm"), pmset("batt"))...)
	var governors []string
	for _, p := range root.glob("sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor") {
		if g := root.read(p); g != "" && g != "performance" && !slices.Contains(governors, g) {
			governors = append(governors, g)
		}
	}
	if len(governors) > 0 {
		add("frequency governor %s, not performance", strings.Join(governors, " and "))
	}
	for _, dir := range root.glob("sys/class/power_supply/*") {
		if root.read(dir+"/type") == "Battery" && root.read(dir+"/scope") != "Device" && root.read(dir+"/status") == "Discharging" {
			add("on battery")
		}
	}
	if q := limits(root).Quota; q > 0 && q < float64(runtime.GOMAXPROCS(0)) {
		add("the cgroup's quota is %.2g processors for %d threads", q, runtime.GOMAXPROCS(0))
	}
	return why
}

// Temperature returns the hottest thermal zone in °C, 0 if there is none.
func Temperature(root Root) float64 {
	top := 0.0
	for _, p := range root.glob("sys/class/thermal/thermal_zone*/temp") {
		if n, ok := root.number(p); ok && n < 200_000 {
			top = max(top, float64(n)/1000)
		}
	}
	return top
}

// Resident returns the present and the highest resident memory of this process in bytes, 0 if unknown.
// Where only the peak is known, it is that since the process began.
func Resident(root Root) (now, peak int) {
	if now, peak = resident(root.read("proc/self/status")); peak == 0 && root == "/" {
		peak = processPeak()
	}
	return now, peak
}

func resident(status string) (now, peak int) {
	for line := range strings.Lines(status) {
		name, value, _ := strings.Cut(line, ":")
		n, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 40)
		if err != nil {
			continue
		}
		switch name {
		case "VmRSS":
			now = int(n) << 10
		case "VmHWM":
			peak = int(n) << 10
		}
	}
	return now, peak
}
