package vk

import (
	"errors"
	"sync"
	"unsafe"

	"github.com/ebitengine/purego"
)

// listeners finds the instance's function from the number that the layer hands back: Go pointers must
// not be given to C.
var listeners struct {
	sync.Mutex
	callback uintptr // one for the process: callbacks are never freed
	next     uintptr
	byID     map[uintptr]func(id, text string)
	ids      map[*Instance]uintptr
}

// listen registers message for the layer's warnings and errors.
func (in *Instance) listen(message func(id, text string)) error {
	a, c := in.arena, &in.caller
	a.Reset()
	create := c.call(loader.instanceProc, in.handle, a.String("vkCreateDebugUtilsMessengerEXT"))
	in.destroyMe = c.call(loader.instanceProc, in.handle, a.String("vkDestroyDebugUtilsMessengerEXT"))
	if create == 0 || in.destroyMe == 0 {
		return errors.New("vk: the loader has no VK_EXT_debug_utils")
	}
	l := &listeners
	l.Lock()
	if l.callback == 0 {
		l.callback = purego.NewCallback(onMessage)
		l.byID, l.ids = map[uintptr]func(id, text string){}, map[*Instance]uintptr{}
	}
	l.next++
	id := l.next
	l.byID[id], l.ids[in] = message, id
	l.Unlock()
	info := New[DebugUtilsMessengerCreateInfoEXT](a)
	*info = DebugUtilsMessengerCreateInfoEXT{
		SType: TypeOfDebugUtilsMessengerCreateInfoEXT, MessageSeverity: debugSeverityWarning | debugSeverityError,
		MessageType: debugTypeAll, PfnUserCallback: l.callback, PUserData: id,
	}
	out := New[uint64](a)
	if r := c.result(create, in.handle, addr(info), 0, addr(out)); r != Success {
		return r
	}
	in.messenger = *out
	return nil
}

func forget(in *Instance) {
	listeners.Lock()
	defer listeners.Unlock()
	delete(listeners.byID, listeners.ids[in])
	delete(listeners.ids, in)
}

// onMessage is called by the layer. It always returns VK_FALSE: the command goes on.
func onMessage(_, _ uintptr, data unsafe.Pointer, user uintptr) uintptr {
	listeners.Lock()
	f := listeners.byID[user]
	listeners.Unlock()
	if f != nil {
		// SAFETY: the layer passes a structure that is valid during the call.
		d := (*DebugUtilsMessengerCallbackDataEXT)(data)
		f(text(d.PMessageIdName), text(d.PMessage))
	}
	return 0
}
