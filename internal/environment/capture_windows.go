package environment

import (
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// A memoryStatus is MEMORYSTATUSEX.
// ref: https://learn.microsoft.com/windows/win32/api/sysinfoapi/ns-sysinfoapi-memorystatusex
type memoryStatus struct {
	length, load                                                           uint32
	total, avail, totalPage, availPage, totalVirtual, availVirtual, extend uint64
}

// A memoryCounters is PROCESS_MEMORY_COUNTERS.
// ref: https://learn.microsoft.com/windows/win32/api/psapi/ns-psapi-process_memory_counters
type memoryCounters struct {
	size, faults         uint32
	peak, now            uintptr
	pools                [4]uintptr
	pagefile, peakPaging uintptr
}

var (
	kernel32     = windows.NewLazySystemDLL("kernel32.dll")
	globalMemory = kernel32.NewProc("GlobalMemoryStatusEx")
	ownMemory    = kernel32.NewProc("K32GetProcessMemoryInfo")
)

// system fills in what Windows says of the machine.
func (e *Environment) system() {
	if k, err := registry.OpenKey(registry.LOCAL_MACHINE, `HARDWARE\DESCRIPTION\System\CentralProcessor\0`, registry.QUERY_VALUE); err == nil {
		e.CPU, _, _ = k.GetStringValue("ProcessorNameString") // or it stays empty
		if mhz, _, err := k.GetIntegerValue("~MHz"); err == nil {
			e.MHz = float64(mhz)
		}
		_ = k.Close()
	}
	var m memoryStatus
	m.length = uint32(unsafe.Sizeof(m))
	if globalMemory.Find() == nil {
		// SAFETY: the call fills in m, whose size it has been told.
		if ok, _, _ := globalMemory.Call(uintptr(unsafe.Pointer(&m))); ok != 0 {
			e.Memory = int64(m.total)
		}
	}
}

// processPeak returns the highest resident memory of this process.
func processPeak() int {
	var m memoryCounters
	m.size = uint32(unsafe.Sizeof(m))
	if ownMemory.Find() != nil {
		return 0
	}
	// SAFETY: the call fills in m, whose size it has been told.
	ok, _, _ := ownMemory.Call(uintptr(windows.CurrentProcess()), uintptr(unsafe.Pointer(&m)), unsafe.Sizeof(m))
	if ok == 0 {
		return 0
	}
	return int(m.peak)
}
