//go:build cgo

package csimd

import (
	"bufio"
	"os"
	"runtime"
	"strings"

	"github.com/gemma-bench/gemma/internal/processors"
)

// defaultThreads is what the machine, the affinity mask and the quota allow, and GOMAXPROCS.
func defaultThreads() int { return min(processors.Default(), maxThreads) }

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
