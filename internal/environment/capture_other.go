//go:build !darwin && !windows

package environment

// system has nothing to add where /proc and /sys say it, and nothing to ask elsewhere.
func (e *Environment) system() {}

// processPeak is not needed where /proc tells it.
func processPeak() int { return 0 }
