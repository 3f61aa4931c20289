//go:build cgo

package csimd

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
)

// defaultThreads is the number of physical cores, limited by GOMAXPROCS, which the runtime sets to what
// the affinity mask and the cgroup's quota allow. Threads of one core share its multipliers.
func defaultThreads() int {
	n := min(runtime.GOMAXPROCS(0), 256)
	if cores := physicalCores("/sys/devices/system/cpu"); cores > 0 {
		n = min(n, cores)
	}
	return n
}

// physicalCores counts the distinct sets of sibling threads below dir, 0 where the system does not tell.
func physicalCores(dir string) int {
	cores := map[string]bool{}
	for cpu := range runtime.NumCPU() {
		b, err := os.ReadFile(fmt.Sprintf("%s/cpu%d/topology/thread_siblings_list", dir, cpu))
		if err != nil {
			return 0
		}
		cores[strings.TrimSpace(string(b))] = true
	}
	return len(cores)
}

// processorName returns the model name that Linux reports, or the architecture.
func processorName() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if key, value, ok := strings.Cut(s.Text(), ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
