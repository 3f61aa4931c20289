package vk

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"unsafe"

	"github.com/ebitengine/purego"
)

// A LoaderError says that this machine has no usable Vulkan loader.
type LoaderError struct {
	Tried []string // library names, in order
	Err   error    // why the last one failed
}

func (e *LoaderError) Error() string {
	if len(e.Tried) == 0 {
		return "vk: " + e.Err.Error()
	}
	return fmt.Sprintf("vk: no Vulkan loader (tried %s): %v", strings.Join(e.Tried, ", "), e.Err)
}

// Unwrap returns the cause.
func (e *LoaderError) Unwrap() error { return e.Err }

// loaderNames lists the loader's file names. macOS has none of its own: Metal is the native way there.
func loaderNames(goos string) []string {
	switch goos {
	case "windows":
		return []string{"vulkan-1.dll"}
	case "android":
		return []string{"libvulkan.so"}
	case "linux", "freebsd", "netbsd":
		return []string{"libvulkan.so.1", "libvulkan.so"}
	}
	return nil
}

var loader struct {
	once         sync.Once
	instanceProc uintptr
	err          error
}

// load opens the loader once; it stays open, as drivers do not survive being unloaded.
func load() error {
	loader.once.Do(func() { loader.err = loadFrom(loaderNames(runtime.GOOS)) })
	return loader.err
}

func loadFrom(names []string) error {
	if unsafe.Sizeof(uintptr(0)) != 8 {
		return &LoaderError{Err: errors.New("needs a 64-bit process")}
	}
	if len(names) == 0 {
		return &LoaderError{Err: errors.New("not used on " + runtime.GOOS)}
	}
	var lib uintptr
	var err error
	for _, n := range names {
		if lib, err = openLibrary(n); err == nil {
			break
		}
	}
	if err != nil {
		return &LoaderError{Tried: names, Err: err}
	}
	if loader.instanceProc, err = librarySymbol(lib, "vkGetInstanceProcAddr"); err != nil {
		return &LoaderError{Tried: names, Err: err}
	}
	return nil
}

// A caller makes foreign calls through one argument list: the list of a plain SyscallN call is
// allocated each time.
type caller struct{ args [12]uintptr }

func (c *caller) call(fn uintptr, args ...uintptr) uintptr {
	n := copy(c.args[:], args)
	r, _, _ := purego.SyscallN(fn, c.args[:n]...)
	return r
}

// result is call for commands that return a VkResult.
func (c *caller) result(fn uintptr, args ...uintptr) Result {
	return Result(int32(c.call(fn, args...)))
}

// resolve fills table with the addresses of the named commands.
func resolve(c *caller, a *Arena, proc, object uintptr, names []string, table []uintptr) error {
	for i, n := range names {
		a.Reset()
		table[i] = c.call(proc, object, a.String(n))
		if table[i] == 0 {
			return fmt.Errorf("vk: the driver has no %s", n)
		}
	}
	return nil
}
