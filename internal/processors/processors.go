package processors

import (
	"io/fs"
	"math"
	"runtime"
)

// Limits are what bounds the number of threads that run at once. A limit that is not known or does not exist is 0.
type Limits struct {
	Allowed int     // logical processors that the process may run on
	Cores   int     // physical cores of those
	Quota   float64 // processors' worth of time that it may take
}

// Here returns the limits of this process.
func Here() Limits {
	l := here()
	if n := runtime.NumCPU(); l.Allowed == 0 || n < l.Allowed {
		l.Allowed = n
	}
	return l
}

// Linux reads the limits of this process from proc and sys below root, such as os.DirFS("/").
func Linux(root fs.FS) Limits {
	var l Limits
	allowed := allowed(read(root, "proc/self/status"))
	if l.Allowed = len(allowed); l.Allowed == 0 {
		allowed = list(read(root, "sys/devices/system/cpu/online"))
	}
	l.Cores = cores(root, allowed)
	l.Quota = quota(root)
	return l
}

// slack is the part of a processor that a quota may fall short of a whole number of threads: it counts as the nearest. Threads that
// want more time than there is are all stopped for the rest of each period, of 100 ms as a rule, for 25 ms with one and a half
// processors for two; one thread less would leave the half unused, which costs more (docs/RATIONALE.md).
const slack = 0.5

// Busy returns how many threads may be busy at once without being stopped for it, 0 if that is not known and at least 1
// otherwise.
func (l Limits) Busy() int {
	if l.Quota > 0 && (l.Allowed == 0 || l.Quota+slack < float64(l.Allowed)) {
		return int(max(math.Min(l.Quota+slack, maxProcessors), 1))
	}
	return l.Allowed
}

// Threads returns how many threads to start: one for each core, as its threads share the multipliers, but not more
// than may be busy. It is at least 1.
func (l Limits) Threads() int {
	n := max(l.Busy(), 1)
	if l.Cores > 0 && (l.Busy() == 0 || l.Cores < n) {
		n = l.Cores
	}
	return n
}

// Default returns the number of threads to start on this machine: those of its limits, and not more than GOMAXPROCS,
// by which a program says how much of the machine is its own.
func Default() int { return min(Here().Threads(), runtime.GOMAXPROCS(0)) }
