package processors

import "golang.org/x/sys/unix"

// here counts the fast cores, where there are two kinds: the others would hold them up.
// ref: https://developer.apple.com/documentation/kernel/1387446-sysctlbyname/determining_system_capabilities
func here() Limits {
	for _, name := range []string{"hw.perflevel0.physicalcpu", "hw.physicalcpu"} {
		if n, err := unix.SysctlUint32(name); err == nil && n > 0 && n < maxProcessors {
			return Limits{Cores: int(n)}
		}
	}
	return Limits{}
}
