package environment

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// maxGPU is the share of a GPU's time that other programs may take.
const maxGPU = 0.05

// othersOnGPU returns how long GPUs have worked for other processes, as far as their drivers tell it to this user.
// ref: https://docs.kernel.org/gpu/drm-usage-stats.html
func othersOnGPU(root Root) (busy time.Duration) {
	self := strconv.Itoa(os.Getpid())
	seen := map[string]bool{}
	for _, p := range root.glob("proc/[0-9]*/fdinfo/*") {
		if words := strings.Split(p, "/"); len(words) != 4 || words[1] == self {
			continue
		}
		client, ns := fdinfo(root.read(p))
		if client == "" || seen[client] { // a client may have several descriptors
			continue
		}
		seen[client] = true
		busy += ns
	}
	return busy
}

// fdinfo returns what names a DRM client, empty for other files, and how long its busiest engine has worked.
func fdinfo(text string) (client string, busiest time.Duration) {
	device, id := "", ""
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch {
		case name == "drm-pdev" || name == "drm-driver" && device == "":
			device = value
		case name == "drm-client-id":
			id = value
		case strings.HasPrefix(name, "drm-engine-") && !strings.HasPrefix(name, "drm-engine-capacity-"):
			if n, err := strconv.ParseUint(strings.TrimSuffix(value, " ns"), 10, 62); err == nil {
				busiest = max(busiest, time.Duration(n))
			}
		}
	}
	if id == "" {
		return "", 0
	}
	return device + " " + id, busiest
}
