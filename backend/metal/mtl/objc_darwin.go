package mtl

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"unsafe"

	"github.com/ebitengine/purego"
	"github.com/ebitengine/purego/objc"
)

// library holds what the package calls, looked up once.
type library struct {
	send       uintptr // objc_msgSend
	push, pop  uintptr // of autorelease pools
	copyAll    uintptr // MTLCopyAllDevices
	createOne  uintptr // MTLCreateSystemDefaultDevice
	selectors  map[string]uintptr
	dictionary uintptr
}

var load = sync.OnceValues(func() (*library, error) {
	l := &library{selectors: map[string]uintptr{}}
	for _, f := range []struct {
		path  string
		names map[string]*uintptr
	}{
		// ref: https://developer.apple.com/documentation/objectivec/objc_msgsend
		{"/usr/lib/libobjc.A.dylib", map[string]*uintptr{"objc_msgSend": &l.send, "objc_autoreleasePoolPush": &l.push, "objc_autoreleasePoolPop": &l.pop}},
		{"/System/Library/Frameworks/Foundation.framework/Foundation", nil},
		// MTLCreateSystemDefaultDevice finds nothing unless CoreGraphics is loaded.
		// ref: https://developer.apple.com/documentation/metal/mtlcreatesystemdefaultdevice()
		{"/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics", nil},
		{"/System/Library/Frameworks/Metal.framework/Metal", map[string]*uintptr{"MTLCopyAllDevices": &l.copyAll, "MTLCreateSystemDefaultDevice": &l.createOne}},
	} {
		h, err := purego.Dlopen(f.path, purego.RTLD_NOW|purego.RTLD_GLOBAL)
		if err != nil {
			return nil, fmt.Errorf("mtl: %w", err)
		}
		for name, to := range f.names {
			if *to, err = purego.Dlsym(h, name); err != nil {
				return nil, fmt.Errorf("mtl: %w", err)
			}
		}
	}
	for _, s := range []string{
		"addObject:", "barrier", "code", "commit", "computeCommandEncoderWithDispatchType:", "commandBufferWithUnretainedReferences",
		"contents", "count", "dispatchThreadgroups:threadsPerThreadgroup:", "endEncoding", "error", "hasUnifiedMemory", "init", "alloc",
		"length", "localizedDescription", "maxBufferLength", "maxThreadgroupMemoryLength", "maxTotalThreadsPerThreadgroup",
		"memoryBarrierWithScope:", "name", "newBufferWithBytesNoCopy:length:options:deallocator:", "newBufferWithLength:options:",
		"newCommandQueue", "newComputePipelineStateWithFunction:error:", "newFunctionWithName:", "newLibraryWithSource:options:error:",
		"objectAtIndex:", "recommendedMaxWorkingSetSize", "release", "retain", "setBuffer:offset:atIndex:", "setComputePipelineState:",
		"setFastMathEnabled:", "status", "supportsFamily:", "threadExecutionWidth", "UTF8String", "waitUntilCompleted",
		"initWithBytes:length:encoding:",
	} {
		l.selectors[s] = uintptr(objc.RegisterName(s))
	}
	return l, nil
})

// An id is an Objective-C object; 0 is nil.
type id uintptr

// msg sends a message whose arguments and result are words. Pointers among them are kept alive and in place
// for the call.
//
//go:uintptrescapes
func (l *library) msg(to id, selector string, args ...uintptr) uintptr {
	all := make([]uintptr, 2, 8)
	all[0], all[1] = uintptr(to), l.sel(selector)
	r, _, _ := purego.SyscallN(l.send, append(all, args...)...)
	return r
}

func (l *library) sel(name string) uintptr {
	s, ok := l.selectors[name]
	if !ok {
		panic("BUG: mtl: unknown selector " + name)
	}
	return s
}

// pool runs f on one thread with an autorelease pool, so that objects which the frameworks return
// without ownership are released when f returns.
// ref: https://developer.apple.com/documentation/foundation/nsautoreleasepool
func (l *library) pool(f func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	p, _, _ := purego.SyscallN(l.push)
	defer purego.SyscallN(l.pop, p)
	return f()
}

// class returns a class, to which messages can be sent.
func class(name string) id { return id(objc.GetClass(name)) }

// release gives up ownership.
func (l *library) release(o id) {
	if o != 0 {
		l.msg(o, "release")
	}
}

// text makes an NSString, which the caller owns.
// ref: https://developer.apple.com/documentation/foundation/nsstring/init(bytes:length:encoding:)
func (l *library) text(s string) id {
	const utf8 = 4 // NSUTF8StringEncoding
	b := []byte(s + "\x00")
	o := id(l.msg(class("NSString"), "alloc"))
	// SAFETY: the string copies the bytes during the call.
	r := l.msg(o, "initWithBytes:length:encoding:", uintptr(unsafe.Pointer(unsafe.SliceData(b))), uintptr(len(s)), utf8)
	runtime.KeepAlive(b)
	return id(r)
}

// goText copies an NSString.
// ref: https://developer.apple.com/documentation/foundation/nsstring/utf8string
func (l *library) goText(o id) string {
	if o == 0 {
		return ""
	}
	p := l.msg(o, "UTF8String")
	var b strings.Builder
	for i := uintptr(0); p != 0 && i < 1<<20; i++ {
		// SAFETY: p is zero-terminated and lives as long as the pool of the caller.
		c := *(*byte)(unsafe.Add(*(*unsafe.Pointer)(unsafe.Pointer(&p)), i))
		if c == 0 {
			break
		}
		b.WriteByte(c)
	}
	return b.String()
}

// failure turns an NSError into an error. A compiler's says the line of the source.
// ref: https://developer.apple.com/documentation/foundation/nserror
func (l *library) failure(what string, e id) error {
	if e == 0 {
		return errors.New("mtl: " + what)
	}
	return fmt.Errorf("mtl: %s: error %d: %s", what, int(l.msg(e, "code")), l.goText(id(l.msg(e, "localizedDescription"))))
}
