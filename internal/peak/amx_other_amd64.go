//go:build !linux

package peak

// allowAMX knows no system but Linux that lets tiles be used.
func allowAMX() bool { return false }
