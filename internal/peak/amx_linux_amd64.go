package peak

import "golang.org/x/sys/unix"

// allowAMX asks the system for the tiles' registers, which it saves for processes alone that have asked.
// ref: https://docs.kernel.org/arch/x86/xstate.html
func allowAMX() bool {
	const requestPermission, tileData = 0x1023, 18
	_, _, errno := unix.RawSyscall(unix.SYS_ARCH_PRCTL, requestPermission, tileData, 0)
	return errno == 0
}
