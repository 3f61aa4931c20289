package vk

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestLayout compares every structure's size and offsets with testdata/layout.txt, which a C compiler
// printed from vulkan_core.h 1.3.239 with sizeof and offsetof.
func TestLayout(t *testing.T) {
	raw, err := os.ReadFile("testdata/layout.txt")
	require.NoError(t, err)
	types := map[string]reflect.Type{}
	for _, v := range structures {
		types[reflect.TypeOf(v).Name()] = reflect.TypeOf(v)
	}
	for line := range strings.Lines(string(raw)) {
		f := strings.Fields(line)
		typ, ok := types[f[0]]
		require.True(t, ok, f[0])
		delete(types, f[0])
		want := []string{strconv.Itoa(int(typ.Size()))}
		for i := range typ.NumField() {
			want = append(want, strconv.Itoa(int(typ.Field(i).Offset)))
		}
		require.Equal(t, f[1:], want, f[0])
	}
	require.Empty(t, types)
}

var structures = []any{
	ApplicationInfo{}, InstanceCreateInfo{}, LayerProperties{}, ExtensionProperties{}, PhysicalDeviceLimits{},
	PhysicalDeviceSparseProperties{}, PhysicalDeviceProperties{}, PhysicalDeviceProperties2{}, PhysicalDeviceSubgroupProperties{},
	PhysicalDeviceMaintenance3Properties{}, PhysicalDeviceDriverProperties{}, ConformanceVersion{}, PhysicalDeviceIDProperties{},
	MemoryType{}, MemoryHeap{}, PhysicalDeviceMemoryProperties{}, QueueFamilyProperties{}, Extent3D{}, DeviceQueueCreateInfo{},
	DeviceCreateInfo{}, DebugUtilsMessengerCreateInfoEXT{}, DebugUtilsMessengerCallbackDataEXT{}, MemoryAllocateInfo{},
	MappedMemoryRange{}, BufferCreateInfo{}, MemoryRequirements{}, ShaderModuleCreateInfo{}, DescriptorSetLayoutBinding{},
	DescriptorSetLayoutCreateInfo{}, DescriptorPoolSize{}, DescriptorPoolCreateInfo{}, DescriptorSetAllocateInfo{},
	DescriptorBufferInfo{}, WriteDescriptorSet{}, PushConstantRange{}, PipelineLayoutCreateInfo{}, PipelineCacheCreateInfo{},
	SpecializationMapEntry{}, SpecializationInfo{}, PipelineShaderStageCreateInfo{}, ComputePipelineCreateInfo{},
	CommandPoolCreateInfo{}, CommandBufferAllocateInfo{}, CommandBufferBeginInfo{}, MemoryBarrier{}, BufferCopy{},
	QueryPoolCreateInfo{}, FenceCreateInfo{}, SubmitInfo{},
}

// TestPointersBecomeNumbersInOneFile keeps the rule of the package comment: a helper that hides the
// conversion from the compiler let structures move during a call.
func TestPointersBecomeNumbersInOneFile(t *testing.T) {
	files, err := filepath.Glob("../**/*.go")
	require.NoError(t, err)
	more, err := filepath.Glob("../*.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range append(files, more...) {
		if strings.HasSuffix(f, "_test.go") || filepath.Base(f) == "arena.go" {
			continue
		}
		raw, err := os.ReadFile(f)
		require.NoError(t, err)
		require.NotContains(t, string(raw), "uintptr(unsafe.Pointer(", f)
		require.NotContains(t, string(raw), "runtime.Pinner", f)
	}
}

func TestLoaderNames(t *testing.T) {
	require.Equal(t, []string{"libvulkan.so.1", "libvulkan.so"}, loaderNames("linux"))
	require.Equal(t, []string{"libvulkan.so"}, loaderNames("android"))
	require.Equal(t, []string{"vulkan-1.dll"}, loaderNames("windows"))
	require.Empty(t, loaderNames("darwin"))
}

func TestMissingLoader(t *testing.T) {
	var missing *LoaderError
	require.ErrorAs(t, loadFrom([]string{"libno-such-loader.so.9"}), &missing)
	require.Equal(t, []string{"libno-such-loader.so.9"}, missing.Tried)
	require.ErrorContains(t, missing, "libno-such-loader.so.9")
	require.ErrorAs(t, loadFrom(nil), &missing)
	// A library without the entry point is refused, not called.
	if runtime.GOOS == "linux" {
		require.ErrorAs(t, loadFrom([]string{"libc.so.6"}), &missing)
	}
}

func TestResult(t *testing.T) {
	require.NoError(t, Success.err())
	require.EqualError(t, ErrorDeviceLost, "VK_ERROR_DEVICE_LOST")
	require.EqualError(t, Result(-77), "VkResult(-77)")
}

func TestArena(t *testing.T) {
	a, err := NewArena(4096)
	require.NoError(t, err)
	defer a.Close()
	s := NewSlice[uint32](a, 3)
	s[0], s[2] = 1, 3
	p := New[uint64](a)
	require.Zero(t, addr(p)%16)
	require.Equal(t, "hello", text(a.String("hello")))
	require.Equal(t, "", text(0))
	a.Reset()
	require.Equal(t, []uint32{0, 0, 0}, NewSlice[uint32](a, 3))
	require.Panics(t, func() { NewSlice[byte](a, 5000) })
}

// device opens the first device, or skips; GEMMA_REQUIRE=vulkan turns that into a failure.
func device(t *testing.T, o InstanceOptions) (*Device, PhysicalDevice) {
	in, err := NewInstance(o)
	var list []PhysicalDevice
	if err == nil {
		t.Cleanup(in.Close)
		list, err = in.PhysicalDevices()
	}
	if err != nil || len(list) == 0 {
		if strings.Contains(os.Getenv("GEMMA_REQUIRE"), "vulkan") {
			t.Fatal("no Vulkan device: ", err)
		}
		t.Skip("no Vulkan device: ", err)
	}
	d, err := list[0].NewDevice(0)
	require.NoError(t, err)
	t.Cleanup(d.Close)
	return d, list[0]
}

func TestProperties(t *testing.T) {
	_, p := device(t, InstanceOptions{})
	require.NotEmpty(t, p.Properties.Name)
	require.GreaterOrEqual(t, p.Properties.ApiVersion, Version(1, 1, 0))
	require.NotEmpty(t, p.Properties.Queues)
	require.NotZero(t, p.Properties.Memory.MemoryTypeCount)
	require.NotZero(t, p.Properties.MaxAlloc)
}

// copier records a copy of n bytes inside one host-visible buffer.
func copier(t *testing.T, d *Device, p PhysicalDevice, n int) (mapped []byte, run *Submission) {
	buf, req, err := d.NewBuffer(uint64(2*n), BufferStorageBit|BufferTransferSrcBit|BufferTransferDstBit)
	require.NoError(t, err)
	t.Cleanup(func() { d.DestroyBuffer(buf) })
	memoryType := -1
	for i, m := range p.Properties.Memory.MemoryTypes[:p.Properties.Memory.MemoryTypeCount] {
		const want = MemoryHostVisibleBit | MemoryHostCoherentBit
		if req.MemoryTypeBits>>i&1 == 1 && m.PropertyFlags&want == want {
			memoryType = i
		}
	}
	mem, err := d.AllocateMemory(req.Size, uint32(memoryType))
	require.NoError(t, err)
	t.Cleanup(func() { d.FreeMemory(mem) })
	require.NoError(t, d.BindBuffer(buf, mem))
	mapped, err = d.MapMemory(mem, uint64(2*n))
	require.NoError(t, err)
	pool, err := d.NewCommandPool(0)
	require.NoError(t, err)
	t.Cleanup(func() { d.DestroyCommandPool(pool) })
	cb, err := d.AllocateCommandBuffer(pool)
	require.NoError(t, err)
	r, err := d.Begin(cb)
	require.NoError(t, err)
	r.Copy(buf, uint64(n), buf, 0, uint64(n))
	r.Barrier(PipelineStageTransfer, PipelineStageHost, AccessTransferWrite, AccessHostRead)
	require.NoError(t, r.End())
	run, err = d.NewSubmission(cb)
	require.NoError(t, err)
	t.Cleanup(run.Close)
	return mapped, run
}

// TestCollectorStorm copies on four threads while the collector runs without pause: structures in Go
// memory would be moved or freed under the driver.
func TestCollectorStorm(t *testing.T) {
	d, p := device(t, InstanceOptions{})
	stop := make(chan struct{})
	var storm, work sync.WaitGroup
	storm.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				runtime.GC()
			}
		}
	})
	const n = 256
	for w := range 4 {
		mapped, run := copier(t, d, p, n)
		work.Go(func() {
			runtime.LockOSThread()
			for i := range 200 {
				for j := range n {
					mapped[j] = byte(w + i + j)
				}
				if err := run.Submit(); err != nil {
					t.Error(err)
					return
				}
				if err := run.Wait(10 * time.Second); err != nil {
					t.Error(err)
					return
				}
				if string(mapped[:n]) != string(mapped[n:]) {
					t.Errorf("thread %d: copy %d differs", w, i)
					return
				}
				f, err := d.NewFence()
				if err != nil {
					t.Error(err)
					return
				}
				d.DestroyFence(f)
			}
		})
	}
	work.Wait()
	close(stop)
	storm.Wait()
}

func TestSubmitAllocatesNothing(t *testing.T) {
	d, p := device(t, InstanceOptions{})
	_, run := copier(t, d, p, 64)
	require.Zero(t, testing.AllocsPerRun(20, func() {
		require.NoError(t, run.Submit())
		require.NoError(t, run.Wait(10*time.Second))
	}))
}

// TestValidationSpeaks proves that messages arrive: it binds the wrong kind of memory on purpose.
func TestValidationSpeaks(t *testing.T) {
	if os.Getenv("GEMMA_VULKAN_VALIDATION") != "1" {
		t.Skip("GEMMA_VULKAN_VALIDATION is not 1")
	}
	var mu sync.Mutex
	var ids []string
	d, _ := device(t, InstanceOptions{Message: func(id, _ string) {
		mu.Lock()
		defer mu.Unlock()
		ids = append(ids, id)
	}})
	_, _, err := d.NewBuffer(0, BufferStorageBit) // VUID-VkBufferCreateInfo-size-00912
	_ = err
	mu.Lock()
	defer mu.Unlock()
	require.NotEmpty(t, ids)
	require.Contains(t, ids[0], "VkBufferCreateInfo-size")
}
