package vk

import "golang.org/x/sys/windows"

func mapMemory(n int) ([]byte, error) {
	p, err := windows.VirtualAlloc(0, uintptr(n), windows.MEM_COMMIT|windows.MEM_RESERVE, windows.PAGE_READWRITE)
	if err != nil {
		return nil, err
	}
	return foreign(p, uint64(n)), nil
}

func unmapMemory(b []byte) {
	if err := windows.VirtualFree(addr(&b[0]), 0, windows.MEM_RELEASE); err != nil {
		panic("BUG: vk: unmap: " + err.Error())
	}
}
