package vk

import (
	"errors"
	"sync"
)

const (
	fnDestroyInstance = iota
	fnEnumeratePhysicalDevices
	fnGetPhysicalDeviceProperties2
	fnGetPhysicalDeviceMemoryProperties
	fnGetPhysicalDeviceQueueFamilyProperties
	fnEnumerateDeviceExtensionProperties
	fnCreateDevice
	fnGetDeviceProcAddr
	numInstanceCommands
)

var instanceCommands = [numInstanceCommands]string{
	"vkDestroyInstance",
	"vkEnumeratePhysicalDevices",
	"vkGetPhysicalDeviceProperties2",
	"vkGetPhysicalDeviceMemoryProperties",
	"vkGetPhysicalDeviceQueueFamilyProperties",
	"vkEnumerateDeviceExtensionProperties",
	"vkCreateDevice",
	"vkGetDeviceProcAddr",
}

// ValidationLayer is the layer that checks every use of the API.
const ValidationLayer = "VK_LAYER_KHRONOS_validation"

// InstanceOptions configure NewInstance.
type InstanceOptions struct {
	// Message, if set, turns the validation layer on and receives its warnings and errors. It may be
	// called from any thread inside any command.
	Message func(id, text string)
}

// An Instance is a connection to the loader.
type Instance struct {
	mu        sync.Mutex
	caller    caller
	arena     *Arena
	handle    uintptr
	fn        [numInstanceCommands]uintptr
	messenger uint64
	destroyMe uintptr // vkDestroyDebugUtilsMessengerEXT
}

// NewInstance creates an instance for Vulkan 1.1. A missing loader is a *LoaderError.
func NewInstance(o InstanceOptions) (*Instance, error) {
	if err := load(); err != nil {
		return nil, err
	}
	a, err := NewArena(arenaSize)
	if err != nil {
		return nil, err
	}
	in := &Instance{arena: a}
	if err := in.create(o); err != nil {
		in.Close()
		return nil, err
	}
	return in, nil
}

func (in *Instance) create(o InstanceOptions) error {
	a, c := in.arena, &in.caller
	create := c.call(loader.instanceProc, 0, a.String("vkCreateInstance"))
	if create == 0 {
		return errors.New("vk: the loader has no vkCreateInstance")
	}
	app := New[ApplicationInfo](a)
	*app = ApplicationInfo{SType: TypeOfApplicationInfo, PEngineName: a.String("gemma-bench"), ApiVersion: Version(1, 1, 0)}
	info := New[InstanceCreateInfo](a)
	*info = InstanceCreateInfo{SType: TypeOfInstanceCreateInfo, PApplicationInfo: addr(app)}
	if o.Message != nil {
		info.EnabledLayerCount, info.PpEnabledLayerNames = 1, a.Strings([]string{ValidationLayer})
		info.EnabledExtensionCount, info.PpEnabledExtensionNames = 1, a.Strings([]string{"VK_EXT_debug_utils"})
	}
	out := New[uintptr](a)
	if r := c.result(create, addr(info), 0, addr(out)); r != Success {
		return r
	}
	in.handle = *out
	if err := resolve(c, a, loader.instanceProc, in.handle, instanceCommands[:], in.fn[:]); err != nil {
		return err
	}
	if o.Message != nil {
		return in.listen(o.Message)
	}
	return nil
}

// Close destroys the instance. Devices must be closed before. Closing twice is harmless.
func (in *Instance) Close() {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.messenger != 0 {
		in.caller.call(in.destroyMe, in.handle, uintptr(in.messenger), 0)
		forget(in)
		in.messenger = 0
	}
	if in.handle != 0 && in.fn[fnDestroyInstance] != 0 {
		in.caller.call(in.fn[fnDestroyInstance], in.handle, 0)
	}
	in.handle = 0
	in.arena.Close()
}

// A PhysicalDevice is a device that the instance knows.
type PhysicalDevice struct {
	in         *Instance
	handle     uintptr
	Properties Properties
}

// Properties are what a driver says about a device.
type Properties struct {
	PhysicalDeviceProperties
	Name       string
	DriverName string
	DriverInfo string
	UUID       [16]uint8
	Subgroup   PhysicalDeviceSubgroupProperties
	MaxAlloc   uint64 // maxMemoryAllocationSize
	Memory     PhysicalDeviceMemoryProperties
	Queues     []QueueFamilyProperties
	Extensions []string
}

// PhysicalDevices lists the devices in the loader's order, those of Vulkan 1.0 left out.
func (in *Instance) PhysicalDevices() ([]PhysicalDevice, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.arena.Reset()
	n := New[uint32](in.arena)
	if r := in.caller.result(in.fn[fnEnumeratePhysicalDevices], in.handle, addr(n), 0); r != Success {
		return nil, r
	}
	*n = min(*n, 64)
	list := NewSlice[uintptr](in.arena, int(*n)+1)
	if r := in.caller.result(in.fn[fnEnumeratePhysicalDevices], in.handle, addr(n), addr(&list[0])); r != Success && r != Incomplete {
		return nil, r
	}
	handles := append([]uintptr(nil), list[:*n]...)
	var all []PhysicalDevice
	for _, h := range handles {
		p, err := in.properties(h)
		if err != nil {
			return nil, err
		}
		if p.ApiVersion >= Version(1, 1, 0) {
			all = append(all, PhysicalDevice{in, h, p})
		}
	}
	return all, nil
}

func (in *Instance) properties(h uintptr) (Properties, error) {
	a, c := in.arena, &in.caller
	a.Reset()
	p2 := New[PhysicalDeviceProperties2](a)
	sub, id := New[PhysicalDeviceSubgroupProperties](a), New[PhysicalDeviceIDProperties](a)
	m3, drv := New[PhysicalDeviceMaintenance3Properties](a), New[PhysicalDeviceDriverProperties](a)
	p2.SType, p2.PNext = TypeOfPhysicalDeviceProperties2, addr(sub)
	sub.SType, sub.PNext = TypeOfPhysicalDeviceSubgroupProperties, addr(id)
	id.SType, id.PNext = TypeOfPhysicalDeviceIDProperties, addr(m3)
	m3.SType = TypeOfPhysicalDeviceMaintenance3Properties
	ext, err := in.extensions(h)
	if err != nil {
		return Properties{}, err
	}
	for _, e := range ext {
		if e == "VK_KHR_driver_properties" {
			m3.PNext, drv.SType = addr(drv), TypeOfPhysicalDeviceDriverProperties
		}
	}
	c.call(in.fn[fnGetPhysicalDeviceProperties2], h, addr(p2))
	mem := New[PhysicalDeviceMemoryProperties](a)
	c.call(in.fn[fnGetPhysicalDeviceMemoryProperties], h, addr(mem))
	n := New[uint32](a)
	c.call(in.fn[fnGetPhysicalDeviceQueueFamilyProperties], h, addr(n), 0)
	*n = min(*n, 64)
	queues := NewSlice[QueueFamilyProperties](a, int(*n)+1)
	c.call(in.fn[fnGetPhysicalDeviceQueueFamilyProperties], h, addr(n), addr(&queues[0]))
	p := Properties{
		PhysicalDeviceProperties: p2.Properties, Name: name(p2.Properties.DeviceName[:]), UUID: id.DeviceUUID,
		DriverName: name(drv.DriverName[:]), DriverInfo: name(drv.DriverInfo[:]),
		Subgroup: *sub, MaxAlloc: m3.MaxMemoryAllocationSize, Memory: *mem,
		Queues: append([]QueueFamilyProperties(nil), queues[:*n]...), Extensions: ext,
	}
	p.Memory.MemoryTypeCount = min(p.Memory.MemoryTypeCount, uint32(len(p.Memory.MemoryTypes)))
	return p, nil
}

// extensions lists a device's extensions, outside of the arena's other contents.
func (in *Instance) extensions(h uintptr) ([]string, error) {
	a, err := NewArena(1 << 20)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	n := New[uint32](a)
	fn := in.fn[fnEnumerateDeviceExtensionProperties]
	if r := in.caller.result(fn, h, 0, addr(n), 0); r != Success {
		return nil, r
	}
	*n = min(*n, 3000) // of 260 bytes each, that fills the arena
	list := NewSlice[ExtensionProperties](a, int(*n)+1)
	if r := in.caller.result(fn, h, 0, addr(n), addr(&list[0])); r != Success && r != Incomplete {
		return nil, r
	}
	names := make([]string, *n)
	for i := range names {
		names[i] = name(list[i].ExtensionName[:])
	}
	return names, nil
}
