package vulkan

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
)

const installLoader = "install the Vulkan loader and a driver (Debian: libvulkan1 and mesa-vulkan-drivers; Windows: the GPU vendor's driver)"

// enumerate opens an instance and lists its devices, best kind first.
func enumerate(o vk.InstanceOptions) (*vk.Instance, []vk.PhysicalDevice, error) {
	in, err := vk.NewInstance(o)
	if err != nil {
		return nil, nil, unavailable(err, o.Message != nil)
	}
	list, err := in.PhysicalDevices()
	if err == nil && len(list) == 0 {
		err = errors.New("no driver for Vulkan 1.1 found a device")
	}
	if err != nil {
		in.Close()
		return nil, nil, unavailable(err, false)
	}
	rank := func(p *vk.PhysicalDevice) int {
		return slices.Index([]uint32{vk.DeviceTypeDiscreteGPU, vk.DeviceTypeIntegratedGPU, vk.DeviceTypeVirtualGPU, vk.DeviceTypeOther, vk.DeviceTypeCPU}, p.Properties.DeviceType)
	}
	slices.SortStableFunc(list, func(a, b vk.PhysicalDevice) int { return rank(&a) - rank(&b) })
	return in, list, nil
}

func unavailable(err error, validation bool) error {
	u := &backend.UnavailableError{Backend: Name, Reason: "no usable Vulkan", Install: installLoader, Err: err}
	var missing *vk.LoaderError
	switch {
	case errors.As(err, &missing) && len(missing.Tried) == 0:
		u.Install = "use the backend that is native here, such as metal on macOS"
	case validation:
		u.Install = "install the validation layer (Debian: vulkan-validationlayers) or unset " + ValidationEnv
	}
	return u
}

// devices lists the devices without opening one.
func devices() ([]backend.DeviceInfo, error) {
	in, list, err := enumerate(vk.InstanceOptions{})
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var all []backend.DeviceInfo
	for i := range list {
		l, _ := newLimits(&list[i].Properties) // what it lacks is reported when it is opened
		all = append(all, describe(&list[i].Properties, i, &l))
	}
	return all, nil
}

// choose finds the device that want names: an index, a UUID or a part of the name; the first if want is empty.
func choose(list []vk.PhysicalDevice, want string) (int, error) {
	if want == "" {
		return 0, nil
	}
	if i, err := strconv.Atoi(want); err == nil && i >= 0 && i < len(list) {
		return i, nil
	}
	var names []string
	for i := range list {
		p := &list[i].Properties
		if strings.EqualFold(strings.ReplaceAll(want, "-", ""), hex.EncodeToString(p.UUID[:])) || strings.EqualFold(want, p.Name) {
			return i, nil
		}
		names = append(names, fmt.Sprintf("%d: %s", i, p.Name))
	}
	for i := range list {
		if strings.Contains(strings.ToLower(list[i].Properties.Name), strings.ToLower(want)) {
			return i, nil
		}
	}
	return 0, &backend.UnavailableError{Backend: Name, Reason: fmt.Sprintf("no device %q among %s", want, strings.Join(names, ", "))}
}

// computeFamily finds a queue family for compute, rather one that does nothing else.
func computeFamily(p *vk.Properties) (uint32, error) {
	best, bits := -1, uint32(0)
	for i, q := range p.Queues {
		if q.QueueCount > 0 && q.QueueFlags&vk.QueueComputeBit != 0 && (best < 0 || q.QueueFlags&0xf < bits) {
			best, bits = i, q.QueueFlags&0xf
		}
	}
	if best < 0 {
		return 0, &backend.UnavailableError{Backend: Name, Reason: p.Name + " has no compute queue"}
	}
	return uint32(best), nil
}

// describe turns properties into plain data.
func describe(p *vk.Properties, index int, l *limits) backend.DeviceInfo {
	kinds := map[uint32]string{
		vk.DeviceTypeIntegratedGPU: "integrated-gpu", vk.DeviceTypeDiscreteGPU: "discrete-gpu",
		vk.DeviceTypeVirtualGPU: "virtual-gpu", vk.DeviceTypeCPU: "software",
	}
	d := backend.DeviceInfo{
		Backend: Name, Index: index, UUID: hex.EncodeToString(p.UUID[:]), Name: p.Name, Kind: kinds[p.DeviceType], Driver: strings.TrimSpace(p.DriverName + " " + p.DriverInfo),
		Limits: map[string]uint64{
			"storage_buffer_range": l.StorageRange, "allocation": l.maxAlloc, "work_group_count": uint64(l.Groups[0]), "shared_memory": uint64(l.Shared),
		},
	}
	if d.Kind == "" {
		d.Kind = "other"
	}
	if d.Driver == "" {
		d.Driver = fmt.Sprintf("%#x", p.DriverVersion)
	}
	for _, h := range p.Memory.MemoryHeaps[:min(p.Memory.MemoryHeapCount, 16)] {
		if h.Flags&vk.HeapDeviceLocalBit != 0 {
			d.Memory = max(d.Memory, h.Size)
		}
	}
	if l.Subgroup > 1 {
		d.Features = append(d.Features, fmt.Sprintf("subgroup-%d", l.Subgroup))
	}
	return d
}
