package vk

import "golang.org/x/sys/windows"

// openLibrary looks in the system's directory alone, so that no file next to a document is loaded.
func openLibrary(name string) (uintptr, error) {
	h, err := windows.LoadLibraryEx(name, 0, windows.LOAD_LIBRARY_SEARCH_SYSTEM32)
	return uintptr(h), err
}

func librarySymbol(lib uintptr, symbol string) (uintptr, error) {
	return windows.GetProcAddress(windows.Handle(lib), symbol)
}
