package energy

import (
	"errors"
	"fmt"
	"os"

	"github.com/ebitengine/purego"
)

// library is NVIDIA's management library; GEMMA_NVML names another file.
const library = "libnvidia-ml.so.1"

// maxDevices caps what a library may claim to have.
const maxDevices = 64

// openNVML returns the energy counters of every NVIDIA GPU, and the power of those that have none.
// ref: https://docs.nvidia.com/deploy/nvml-api/group__nvmlDeviceQueries.html, nvmlDeviceGetTotalEnergyConsumption:
// millijoules since the driver was loaded, from Volta on; nvmlDeviceGetPowerUsage: milliwatts, from Fermi on.
func openNVML() ([]source, func(), error) {
	name := os.Getenv("GEMMA_NVML")
	if name == "" {
		name = library
	}
	lib, err := purego.Dlopen(name, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, nil, err
	}
	var errs []error
	find := func(name string) uintptr {
		p, err := purego.Dlsym(lib, name)
		errs = append(errs, err)
		return p
	}
	var open, shut func() int32
	var count func(*uint32) int32
	var handle func(uint32, *uintptr) int32
	var energy func(uintptr, *uint64) int32
	var power func(uintptr, *uint32) int32
	for _, f := range []struct {
		name string
		to   any
	}{
		{"nvmlInit_v2", &open}, {"nvmlShutdown", &shut}, {"nvmlDeviceGetCount_v2", &count}, {"nvmlDeviceGetHandleByIndex_v2", &handle},
		{"nvmlDeviceGetTotalEnergyConsumption", &energy}, {"nvmlDeviceGetPowerUsage", &power},
	} {
		if p := find(f.name); p != 0 {
			purego.RegisterFunc(f.to, p)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	if rc := open(); rc != 0 {
		return nil, nil, fmt.Errorf("energy: nvmlInit returned %d", rc)
	}
	close := func() { shut() }
	var n uint32
	if rc := count(&n); rc != 0 || n == 0 || n > maxDevices {
		close()
		return nil, nil, fmt.Errorf("energy: nvmlDeviceGetCount returned %d and %d devices", rc, n)
	}
	var all []source
	for i := range n {
		var h uintptr
		if rc := handle(i, &h); rc != 0 {
			continue
		}
		read := func() (float64, error) {
			var mj uint64
			if rc := energy(h, &mj); rc != 0 {
				return 0, fmt.Errorf("nvmlDeviceGetTotalEnergyConsumption returned %d", rc)
			}
			return float64(mj) / 1e3, nil
		}
		watts := func() (float64, error) {
			var mw uint32
			if rc := power(h, &mw); rc != 0 {
				return 0, fmt.Errorf("nvmlDeviceGetPowerUsage returned %d", rc)
			}
			return float64(mw) / 1e3, nil
		}
		name := fmt.Sprintf("nvidia %d", i)
		if _, err := read(); err == nil {
			all = append(all, source{name, "NVML", false, 0, read})
		} else if _, err := watts(); err == nil {
			all = append(all, source{name, "NVML power", true, 0, watts})
		}
	}
	if len(all) == 0 {
		close()
		return nil, nil, errors.New("energy: no NVIDIA device tells its energy or power")
	}
	return all, close, nil
}
