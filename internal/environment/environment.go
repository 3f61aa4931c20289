// Package environment describes the machine that a benchmark ran on and watches, while it runs, for what
// makes its numbers say less: stolen time, other programs, throttling, swapping, quotas, batteries.
package environment

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/gemma-bench/gemma/internal/processors"
)

// maxRead caps a file of /proc or /sys: /proc/cpuinfo of 256 processors is 400 kB.
const maxRead = 4 << 20

// A Root is the folder that holds proc and sys: "/" on Linux, a made-up tree in tests.
type Root string

// read returns a file's text without the space around it, empty if it cannot be read.
func (r Root) read(path string) string {
	f, err := os.Open(filepath.Join(string(r), path))
	if err != nil {
		return ""
	}
	defer f.Close()
	buf := make([]byte, 0, 4096)
	for len(buf) < maxRead {
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, len(buf))
		}
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err != nil {
			break
		}
	}
	return strings.TrimSpace(string(buf))
}

// number returns the whole number in a file.
func (r Root) number(path string) (int64, bool) {
	n, err := strconv.ParseInt(r.read(path), 10, 64)
	return n, err == nil
}

// glob returns the paths below the root that match, in order.
func (r Root) glob(pattern string) []string {
	found, err := filepath.Glob(filepath.Join(string(r), pattern))
	if err != nil {
		return nil
	}
	for i, p := range found {
		if rel, err := filepath.Rel(string(r), p); err == nil {
			found[i] = rel
		}
	}
	return found
}

// An Environment is what can be known of the machine. Empty fields could not be found out.
type Environment struct {
	OS       string   `json:"os"`
	Arch     string   `json:"arch"`
	Kernel   string   `json:"kernel,omitempty"`
	System   string   `json:"system,omitempty"` // the distribution
	Product  string   `json:"product,omitempty"`
	Virtual  bool     `json:"virtual,omitempty"` // a hypervisor is announced
	Go       string   `json:"go"`
	CPU      string   `json:"cpu,omitempty"`
	CPUs     int      `json:"logical_cpus"`
	Cores    int      `json:"physical_cores,omitempty"`
	MaxProcs int      `json:"gomaxprocs"`
	MHz      float64  `json:"mhz,omitempty"`     // of the first processor, now
	MaxMHz   float64  `json:"max_mhz,omitempty"` //
	Governor string   `json:"governor,omitempty"`
	Flags    []string `json:"cpu_flags,omitempty"` // those that kernels are made for
	Caches   []Cache  `json:"caches,omitempty"`    // of the first processor
	Memory   int64    `json:"memory_bytes,omitempty"`
	Huge     string   `json:"huge_pages,omitempty"`
	Quota    float64  `json:"cgroup_cpus,omitempty"` // processors that the cgroup may use
}

// A Cache is one cache of a processor.
type Cache struct {
	Level int    `json:"level"`
	Type  string `json:"type"`
	Bytes int64  `json:"bytes"`
}

// flags are the instruction sets that kernels of this kind of program use.
var flags = []string{
	"avx", "avx2", "fma", "f16c", "avx_vnni", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8",
	"amx_bf16", "asimd", "asimddp", "asimdhp", "i8mm", "bf16", "sve", "sve2",
}

// Capture describes the machine below root.
func Capture(root Root) Environment {
	e := Environment{OS: runtime.GOOS, Arch: runtime.GOARCH, Go: runtime.Version(), CPUs: runtime.NumCPU(), MaxProcs: runtime.GOMAXPROCS(0)}
	e.Kernel = root.read("proc/sys/kernel/osrelease")
	e.Product = root.read("sys/class/dmi/id/product_name")
	for line := range strings.Lines(root.read("etc/os-release")) {
		if name, ok := strings.CutPrefix(line, "PRETTY_NAME="); ok {
			e.System = strings.Trim(strings.TrimSpace(name), `"`)
		}
	}
	e.cpuinfo(root.read("proc/cpuinfo"))
	for line := range strings.Lines(root.read("proc/meminfo")) {
		if kb, ok := strings.CutPrefix(line, "MemTotal:"); ok {
			n, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(kb), " kB"), 10, 64)
			e.Memory = n << 10
		}
	}
	cores := map[string]bool{}
	for _, p := range root.glob("sys/devices/system/cpu/cpu[0-9]*/topology/thread_siblings_list") {
		cores[root.read(p)] = true
	}
	e.Cores = len(cores)
	for _, dir := range root.glob("sys/devices/system/cpu/cpu0/cache/index[0-9]*") {
		level, ok := root.number(dir + "/level")
		if size := cacheSize(root.read(dir + "/size")); ok && size > 0 {
			e.Caches = append(e.Caches, Cache{int(level), root.read(dir + "/type"), size})
		}
	}
	e.Governor = root.read("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
	if khz, ok := root.number("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq"); ok {
		e.MaxMHz = float64(khz) / 1000
	}
	e.Huge = chosen(root.read("sys/kernel/mm/transparent_hugepage/enabled"))
	e.Quota = limits(root).Quota
	if root == "/" {
		e.system()
	}
	return e
}

// cpuinfo fills in what /proc/cpuinfo says of the first processor.
func (e *Environment) cpuinfo(text string) {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "model name", "Model", "Hardware":
			if e.CPU == "" {
				e.CPU = value
			}
		case "cpu MHz":
			if e.MHz == 0 {
				e.MHz, _ = strconv.ParseFloat(value, 64)
			}
		case "flags", "Features":
			if e.Flags != nil {
				continue
			}
			have := strings.Fields(value)
			for _, f := range flags {
				if slices.Contains(have, f) {
					e.Flags = append(e.Flags, f)
				}
			}
			e.Virtual = slices.Contains(have, "hypervisor")
		}
	}
}

// cacheSize parses a size such as "2048K".
func cacheSize(s string) int64 {
	shift := 0
	switch {
	case strings.HasSuffix(s, "K"):
		shift = 10
	case strings.HasSuffix(s, "M"):
		shift = 20
	}
	n, err := strconv.ParseInt(strings.TrimRight(s, "KM"), 10, 64)
	if err != nil || n < 0 || n > 1<<40 {
		return 0
	}
	return n << shift
}

// chosen returns the word in brackets, as in "always [madvise] never".
func chosen(s string) string {
	_, rest, _ := strings.Cut(s, "[")
	word, _, ok := strings.Cut(rest, "]")
	if !ok {
		return ""
	}
	return word
}

// limits returns what bounds the threads of this process.
func limits(root Root) processors.Limits { return processors.Linux(os.DirFS(string(root))) }
