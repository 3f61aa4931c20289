package environment

import (
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

// pmset returns what macOS's pmset prints, empty elsewhere.
func pmset(arg string) string {
	if runtime.GOOS != "darwin" {
		return ""
	}
	out, err := exec.Command("/usr/bin/pmset", "-g", arg).Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// macReasons finds what spoils a measurement in the output of pmset -g therm and pmset -g batt.
func macReasons(therm, batt string) (why []string) {
	for line := range strings.Lines(therm) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && strings.TrimSpace(name) == "CPU_Speed_Limit" && n < 100 {
			why = append(why, "processors are held to "+strconv.Itoa(n)+" % of their speed for their heat")
		}
	}
	if strings.Contains(batt, "Now drawing from 'Battery Power'") {
		why = append(why, "on battery")
	}
	return why
}
