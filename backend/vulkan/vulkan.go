// Package vulkan runs graphs on any device with Vulkan 1.1, from a Raspberry Pi to a data-centre GPU,
// without cgo.
//
// A graph is lowered to dispatches of the kernels in package shaders. They are recorded into one command
// buffer at the first run and replayed at each further one; what varies between runs, the live counts
// and the grids that follow from them and from the positions, lies in a small mapped buffer that the
// command buffer reads when it executes. Weights stay quantised, repacked into words when they are
// loaded. Sums are taken in an order that depends on widths and positions alone, so a result does not
// depend on how a sequence was cut into steps.
//
// A device that fails a short self-test is refused when it is opened; a pass is remembered on disk.
//
// GEMMA_VULKAN_VALIDATION=1 turns the validation layer on; Close then returns its messages as an error.
package vulkan

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/gpu"
	"github.com/gemma-bench/gemma/backend/vulkan/vk"
	"github.com/gemma-bench/gemma/tensor"
)

// Name is the name under which the backend is registered.
const Name = "vulkan"

// ValidationEnv is the environment variable that turns the validation layer on.
const ValidationEnv = "GEMMA_VULKAN_VALIDATION"

func init() {
	backend.Register(backend.Driver{
		Name:    Name,
		Open:    func(c backend.Config) (backend.Backend, error) { return open(c, nil) },
		Devices: devices,
	})
}

// A Backend is one open device.
type Backend struct {
	info     backend.DeviceInfo
	config   backend.Config
	adjust   func(*limits)
	props    *vk.Properties
	limits   limits
	instance *vk.Instance
	dev      *vk.Device
	family   uint32
	mem      allocator
	cache    *diskCache
	lost     atomic.Bool // no further call but destruction makes sense
	hung     atomic.Bool // work never finished: nothing that it uses can be destroyed

	setLayout vk.DescriptorSetLayout
	layout    vk.PipelineLayout

	mu        sync.Mutex
	pipelines map[string]vk.Pipeline
	tables    map[gpu.Rotations]region
	copies    *copier
	closed    bool

	messages messages
}

var (
	_ backend.Backend       = (*Backend)(nil)
	_ backend.Importer      = (*Backend)(nil)
	_ backend.Reopener      = (*Backend)(nil)
	_ backend.MemoryCounter = (*Backend)(nil)
)

// open opens the device that c names, after a self-test if it has not passed one. adjust, if set, changes
// the limits: tests fake devices with it, which are not tested.
func open(c backend.Config, adjust func(*limits)) (*Backend, error) {
	b, err := openUntested(c, adjust)
	if err != nil || adjust != nil || b.passedBefore() {
		return b, err
	}
	if err := errors.Join(b.selfTest(), b.Close()); err != nil {
		return nil, err
	}
	return openUntested(c, nil) // without what the test left behind
}

func openUntested(c backend.Config, adjust func(*limits)) (*Backend, error) {
	b := &Backend{config: c, adjust: adjust, pipelines: map[string]vk.Pipeline{}, tables: map[gpu.Rotations]region{}}
	if err := b.start(c, adjust); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

func (b *Backend) start(c backend.Config, adjust func(*limits)) error {
	var o vk.InstanceOptions
	if os.Getenv(ValidationEnv) == "1" {
		o.Message = b.messages.add
	}
	in, list, err := enumerate(o)
	if err != nil {
		return err
	}
	b.instance = in
	at, err := choose(list, c.Device)
	if err != nil {
		return err
	}
	p := &list[at].Properties
	b.props = p
	if b.family, err = computeFamily(p); err != nil {
		return err
	}
	if b.limits, err = newLimits(p); err != nil {
		return &backend.UnavailableError{Backend: Name, Reason: p.Name + " offers too little", Err: err}
	}
	if p.Queues[b.family].TimestampValidBits == 0 {
		b.limits.period = 0
	}
	if adjust != nil {
		adjust(&b.limits)
	}
	b.info = describe(p, at, &b.limits)
	if b.dev, err = list[at].NewDevice(b.family); err != nil {
		return &backend.UnavailableError{Backend: Name, Reason: "cannot open " + p.Name, Err: err}
	}
	b.mem = allocator{dev: b.dev, limits: &b.limits, memory: p.Memory}
	if b.setLayout, err = b.dev.NewSetLayout(1, int(b.limits.Bindings)); err != nil {
		return fmt.Errorf("vulkan: %w", err)
	}
	if b.layout, err = b.dev.NewPipelineLayout(b.setLayout, gpu.MaxPush); err != nil {
		return fmt.Errorf("vulkan: %w", err)
	}
	b.cache, err = openCache(b.dev, p)
	return err
}

// Reopen opens the same device again, which works once its driver has recovered from a loss.
func (b *Backend) Reopen() (backend.Backend, error) {
	c := b.config
	if b.props.UUID != [16]uint8{} {
		c.Device = b.info.UUID // indices may have changed
	}
	return open(c, b.adjust)
}

// Name returns "vulkan".
func (b *Backend) Name() string { return Name }

// Device describes the device.
func (b *Backend) Device() backend.DeviceInfo { return b.info }

// Memory returns the bytes allocated on the device.
func (b *Backend) Memory() (now, peak uint64) { return b.mem.inUse() }

// Close releases the device. With the validation layer on, its messages are returned as an error.
func (b *Backend) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	if b.hung.Load() {
		return nil
	}
	if b.dev != nil {
		for _, p := range b.pipelines {
			b.dev.DestroyPipeline(p)
		}
		for _, t := range b.tables {
			b.mem.free(t)
		}
		b.copies.close(b)
		b.cache.close(b.dev, b.lost.Load())
		b.dev.DestroyPipelineLayout(b.layout)
		b.dev.DestroySetLayout(b.setLayout)
		b.dev.Close()
	}
	if b.instance != nil {
		b.instance.Close()
	}
	return b.messages.err()
}

// check reports a backend that can no longer be used.
func (b *Backend) check() error {
	if b.lost.Load() {
		return backend.ErrDeviceLost
	}
	return nil
}

// fail adds what was done to an error of package vk, and notes a lost device.
func (b *Backend) fail(what string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, vk.ErrorDeviceLost) {
		b.lost.Store(true)
		return fmt.Errorf("vulkan: %s: %w: %w", what, backend.ErrDeviceLost, err)
	}
	return fmt.Errorf("vulkan: %s: %w", what, err)
}

// NewBuffer allocates storage. Inputs and outputs are in memory that the host sees.
func (b *Backend) NewBuffer(t tensor.Type, u backend.Usage) (backend.Buffer, error) {
	if err := errors.Join(t.Check(), b.check()); err != nil {
		return nil, err
	}
	switch u {
	case backend.UsageWeight:
		return b.newWeight(t, make([]byte, t.Bytes()), true)
	case backend.UsageState:
		r, err := b.mem.alloc(classDevice, uint64(t.Bytes()), "state "+t.String())
		if err != nil {
			return nil, err
		}
		return &buffer{b: b, typ: t, region: r}, nil
	}
	r, err := b.mem.alloc(classHost, uint64(t.Bytes()), u.String()+" "+t.String())
	if err != nil {
		return nil, err
	}
	return &mapped{buffer{b: b, typ: t, region: r}}, nil
}

// ImportBuffer uploads a weight. The device has its own copy, but Read takes from data.
func (b *Backend) ImportBuffer(t tensor.Type, data []byte) (backend.Buffer, error) {
	if err := errors.Join(t.Check(), b.check()); err != nil {
		return nil, err
	}
	if len(data) != t.Bytes() {
		return nil, fmt.Errorf("vulkan: %v needs %d bytes, got %d", t, t.Bytes(), len(data))
	}
	w, err := b.newWeight(t, data, false)
	if err != nil {
		return nil, err
	}
	if err := w.upload(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// messages collects what the validation layer says.
type messages struct {
	mu   sync.Mutex
	text []string
}

func (m *messages) add(id, text string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.text) < 20 {
		m.text = append(m.text, id+": "+text)
	}
}

func (m *messages) err() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.text) == 0 {
		return nil
	}
	return fmt.Errorf("vulkan: validation: %s", strings.Join(m.text, "\n"))
}
