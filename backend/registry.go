package backend

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Driver makes backends of one kind.
type Driver struct {
	Name string
	// Open opens one device. It returns an *UnavailableError if the machine has none.
	Open func(Config) (Backend, error)
	// Devices lists what Open could open. The error says why there is none.
	Devices func() ([]DeviceInfo, error)
}

var registry struct {
	sync.Mutex
	drivers map[string]Driver
}

// Register makes a driver available to Open. Backends call it when their package is imported.
// Registering a name twice is a bug.
func Register(d Driver) {
	registry.Lock()
	defer registry.Unlock()
	if _, dup := registry.drivers[d.Name]; dup || d.Name == "" || d.Open == nil || d.Devices == nil {
		panic(fmt.Sprintf("BUG: backend: driver %q is incomplete or registered twice", d.Name))
	}
	if registry.drivers == nil {
		registry.drivers = map[string]Driver{}
	}
	registry.drivers[d.Name] = d
}

// Names returns the registered names in sorted order.
func Names() []string {
	registry.Lock()
	defer registry.Unlock()
	var names []string
	for name := range registry.drivers {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// lookup finds a driver by name.
func lookup(name string) (Driver, error) {
	registry.Lock()
	d, ok := registry.drivers[name]
	registry.Unlock()
	if !ok {
		return d, &UnavailableError{Backend: name, Reason: "no such backend in this build, which has " + strings.Join(Names(), ", ")}
	}
	return d, nil
}

// Open opens the backend that spec names: "cpu", or "vulkan:1" for a device other than the first.
// A device in spec takes precedence over c.Device. It never substitutes another backend.
func Open(spec string, c Config) (Backend, error) {
	name, device, found := strings.Cut(spec, ":")
	if found {
		c.Device = device
	}
	d, err := lookup(name)
	if err != nil {
		return nil, err
	}
	return d.Open(c)
}

// A Listing is what one driver has to offer.
type Listing struct {
	Backend string
	Devices []DeviceInfo
	Err     error // why there is no device, if there is none
}

// List asks every registered driver for its devices, in order of name.
func List() []Listing {
	var all []Listing
	for _, name := range Names() {
		d, err := lookup(name)
		l := Listing{Backend: name, Err: err}
		if err == nil {
			l.Devices, l.Err = d.Devices()
		}
		all = append(all, l)
	}
	return all
}
