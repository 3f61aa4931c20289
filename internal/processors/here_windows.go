package processors

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

var coresProc = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetLogicalProcessorInformationEx")

// here counts the cores that the affinity mask leaves and reads the rate that a job caps.
func here() Limits {
	var l Limits
	var process, system uintptr
	self := windows.CurrentProcess()
	// SAFETY: the function writes two words, of which both are here.
	if r, _, _ := affinityProc.Call(uintptr(self), uintptr(unsafe.Pointer(&process)), uintptr(unsafe.Pointer(&system))); r == 0 {
		process = 0 // several groups of processors, or none: all
	}
	var size uint32
	const relationCore = 0
	// SAFETY: without a buffer the function writes the size that it wants.
	coresProc.Call(relationCore, 0, uintptr(unsafe.Pointer(&size)))
	if size > 0 && size < 1<<24 {
		buf := make([]byte, size)
		// SAFETY: the buffer has the size that is passed and outlives the call.
		if r, _, _ := coresProc.Call(relationCore, uintptr(unsafe.Pointer(&buf[0])), uintptr(unsafe.Pointer(&size))); r != 0 {
			l.Cores = windowsCores(buf[:min(int(size), len(buf))], uint64(process))
		}
	}
	var rate struct{ flags, rate uint32 } // JOBOBJECT_CPU_RATE_CONTROL_INFORMATION
	const enabled, hard = 1, 4
	// SAFETY: the structure is what the class JobObjectCpuRateControlInformation is read into; 0 is the job of this process.
	err := windows.QueryInformationJobObject(0, jobCPURate, uintptr(unsafe.Pointer(&rate)), uint32(unsafe.Sizeof(rate)), nil)
	if err == nil && rate.flags&(enabled|hard) == enabled|hard && rate.rate > 0 && rate.rate < 10_000 {
		l.Quota = float64(rate.rate) / 10_000 * float64(runtime.NumCPU())
	}
	return l
}

const jobCPURate = 15 // JobObjectCpuRateControlInformation

var affinityProc = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetProcessAffinityMask")
