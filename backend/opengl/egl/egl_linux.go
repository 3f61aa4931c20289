package egl

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unsafe"

	"github.com/ebitengine/purego"
)

// Enumerators. ref: https://registry.khronos.org/EGL/api/EGL/egl.h and eglext.h
const (
	none                = 0x3038
	extensions          = 0x3055
	openGLESAPI         = 0x30A0
	openGLAPI           = 0x30A2
	contextMajorVersion = 0x3098
	contextMinorVersion = 0x30FB
	contextProfileMask  = 0x30FD
	coreProfileBit      = 1
	platformDevice      = 0x313F
	platformSurfaceless = 0x31DD
	vendor              = 0x3053
	version             = 0x3054
)

// lib holds the functions of libEGL. Integer arguments and results are all that they need.
type lib struct {
	getProcAddress, getError, initialize, terminate, bindAPI, createContext, destroyContext, makeCurrent, queryString uintptr
	queryDevices, platformDisplay                                                                                     uintptr
}

var load = sync.OnceValues(func() (*lib, error) {
	var tried []error
	for _, name := range []string{"libEGL.so.1", "libEGL.so"} {
		h, err := purego.Dlopen(name, purego.RTLD_NOW|purego.RTLD_GLOBAL)
		if err != nil {
			tried = append(tried, err)
			continue
		}
		return functions(h)
	}
	return nil, fmt.Errorf("egl: %w", errors.Join(tried...))
})

func functions(h uintptr) (*lib, error) {
	l := &lib{}
	for name, to := range map[string]*uintptr{
		"eglGetProcAddress": &l.getProcAddress, "eglGetError": &l.getError, "eglInitialize": &l.initialize, "eglTerminate": &l.terminate,
		"eglBindAPI": &l.bindAPI, "eglCreateContext": &l.createContext, "eglDestroyContext": &l.destroyContext,
		"eglMakeCurrent": &l.makeCurrent, "eglQueryString": &l.queryString,
	} {
		var err error
		if *to, err = purego.Dlsym(h, name); err != nil {
			return nil, fmt.Errorf("egl: %w", err)
		}
	}
	l.queryDevices, l.platformDisplay = l.proc("eglQueryDevicesEXT"), l.proc("eglGetPlatformDisplayEXT")
	if l.platformDisplay == 0 {
		return nil, errors.New("egl: no EGL_EXT_platform_base")
	}
	return l, nil
}

func call(fn uintptr, args ...uintptr) uintptr {
	r, _, _ := purego.SyscallN(fn, args...)
	return r
}

// proc looks a function up; 0 if there is none.
func (l *lib) proc(name string) uintptr {
	text := append([]byte(name), 0)
	// SAFETY: SyscallN keeps its arguments alive and in place for the call, and EGL does not keep the name.
	r, _, _ := purego.SyscallN(l.getProcAddress, uintptr(unsafe.Pointer(unsafe.SliceData(text))))
	return r
}

// err describes the calling thread's last error.
func (l *lib) err(what string) error { return fmt.Errorf("egl: %s: error %#x", what, call(l.getError)) }

// text reads a C string of the driver.
func text(p uintptr) string {
	if p == 0 {
		return ""
	}
	var b strings.Builder
	for i := uintptr(0); i < 1<<16; i++ {
		// SAFETY: p is a string that the driver owns and never frees, and the loop ends with it.
		c := *(*byte)(unsafe.Add(*(*unsafe.Pointer)(unsafe.Pointer(&p)), i))
		if c == 0 {
			break
		}
		b.WriteByte(c)
	}
	return b.String()
}

// Displays returns how many devices there are: 1 where they cannot be listed.
func Displays() (int, error) {
	l, err := load()
	if err != nil {
		return 0, err
	}
	return max(1, len(l.devices())), nil
}

func (l *lib) devices() []uintptr {
	if l.queryDevices == 0 {
		return nil
	}
	var list [16]uintptr
	var n int32
	// SAFETY: EGL writes at most len(list) handles and one count, and keeps no pointer.
	ok, _, _ := purego.SyscallN(l.queryDevices, uintptr(len(list)), uintptr(unsafe.Pointer(&list)), uintptr(unsafe.Pointer(&n)))
	if ok&0xff == 0 || n < 0 || int(n) > len(list) {
		return nil
	}
	return list[:n]
}

// A Context is a context of OpenGL 4.3 core or of OpenGL ES 3.1 without a surface.
type Context struct {
	l                *lib
	display, context uintptr
	Version          string // of EGL
}

// New makes a context, of OpenGL ES if es is set, on the device at index and makes it current on the calling
// thread, which must be locked and stay the only one that uses it.
func New(index int, es bool) (*Context, error) {
	l, err := load()
	if err != nil {
		return nil, err
	}
	list := l.devices()
	switch {
	case index < 0 || index >= max(1, len(list)):
		return nil, fmt.Errorf("egl: no device %d of %d", index, max(1, len(list)))
	case len(list) == 0:
		return l.open(platformSurfaceless, 0, es)
	}
	return l.open(platformDevice, list[index], es)
}

func (l *lib) open(platform, native uintptr, es bool) (*Context, error) {
	c := &Context{l: l, display: call(l.platformDisplay, platform, native, 0)}
	if c.display == 0 {
		return nil, l.err("no display")
	}
	if call(l.initialize, c.display, 0, 0)&0xff == 0 {
		return nil, l.err("initialize")
	}
	c.Version = text(call(l.queryString, c.display, vendor)) + " " + text(call(l.queryString, c.display, version))
	have := strings.Fields(text(call(l.queryString, c.display, extensions)))
	for _, want := range []string{"EGL_KHR_surfaceless_context", "EGL_KHR_no_config_context", "EGL_KHR_create_context"} {
		if !contains(have, want) && !(want == "EGL_KHR_no_config_context" && contains(have, "EGL_MESA_configless_context")) {
			return nil, errors.Join(fmt.Errorf("egl: no %s", want), c.Close())
		}
	}
	if err := c.create(es); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	if call(l.makeCurrent, c.display, 0, 0, c.context)&0xff == 0 {
		return nil, errors.Join(l.err("make current"), c.Close())
	}
	return c, nil
}

// create makes the context.
func (c *Context) create(es bool) error {
	l, api, name := c.l, uintptr(openGLAPI), "OpenGL 4.3"
	attributes := [...]int32{contextMajorVersion, 4, contextMinorVersion, 3, contextProfileMask, coreProfileBit, none}
	if es {
		api, name = openGLESAPI, "OpenGL ES 3.1"
		attributes = [...]int32{contextMajorVersion, 3, contextMinorVersion, 1, none, none, none}
	}
	if call(l.bindAPI, api)&0xff == 0 {
		return l.err("no " + name)
	}
	// SAFETY: EGL reads the list up to its end and keeps no pointer.
	c.context, _, _ = purego.SyscallN(l.createContext, c.display, 0, 0, uintptr(unsafe.Pointer(&attributes)))
	if c.context == 0 {
		return l.err("no context for " + name)
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// Proc looks an OpenGL function up.
func Proc(name string) unsafe.Pointer {
	l, err := load()
	if err != nil {
		return nil
	}
	p := l.proc(name)
	// SAFETY: a function's address, which is no Go memory; the detour by its bits keeps vet from seeing a
	// conversion that the collector could not follow.
	return *(*unsafe.Pointer)(unsafe.Pointer(&p))
}

// Close destroys the context. The thread must be the one that made it. The display stays: EGL has one for
// each device in a process, and another context may use it.
func (c *Context) Close() error {
	if c.context == 0 {
		return nil
	}
	call(c.l.makeCurrent, c.display, 0, 0, 0)
	ok := call(c.l.destroyContext, c.display, c.context) & 0xff
	c.context = 0
	if ok == 0 {
		return c.l.err("destroy")
	}
	return nil
}
