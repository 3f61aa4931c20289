package vulkan

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gemma-bench/gemma/backend/vulkan/vk"
)

// maxCache bounds what is read from and written to disk.
const maxCache = 64 << 20

// A diskCache keeps compiled pipelines between processes. A cache that cannot be read or written only
// costs time, so no error of the file system stops anything.
type diskCache struct {
	cache vk.PipelineCache
	path  string // empty if there is no cache directory
	had   []byte
}

// openCache reads the device's cache.
func openCache(dev *vk.Device, p *vk.Properties) (*diskCache, error) {
	c := &diskCache{}
	if dir, err := os.UserCacheDir(); err == nil {
		c.path = filepath.Join(dir, "gemma-bench", "vulkan-"+hex.EncodeToString(p.PipelineCacheUUID[:])+".bin")
		if info, err := os.Stat(c.path); err == nil && info.Size() <= maxCache {
			if data, err := os.ReadFile(c.path); err == nil && ownCache(data, p) {
				c.had = data
			}
		}
	}
	var err error
	if c.cache, err = dev.NewPipelineCache(c.had); err != nil {
		return nil, fmt.Errorf("vulkan: pipeline cache: %w", err)
	}
	return c, nil
}

// ownCache reports whether data begins with the header that this driver writes. Drivers should check
// it themselves; a file that was damaged must not reach one that does not.
// ref: VkPipelineCacheHeaderVersionOne.
func ownCache(data []byte, p *vk.Properties) bool {
	const size = 32
	if len(data) < size {
		return false
	}
	word := func(i int) uint32 { return binary.LittleEndian.Uint32(data[4*i:]) }
	return word(0) == size && word(1) == 1 && word(2) == p.VendorID && word(3) == p.DeviceID && bytes.Equal(data[16:32], p.PipelineCacheUUID[:])
}

// close writes the cache if it grew and releases it.
func (c *diskCache) close(dev *vk.Device, lost bool) {
	if c == nil {
		return
	}
	defer dev.DestroyPipelineCache(c.cache)
	if c.path == "" || lost {
		return
	}
	data, err := dev.PipelineCacheData(c.cache, maxCache)
	if err != nil || len(data) == 0 || bytes.Equal(data, c.had) || os.MkdirAll(filepath.Dir(c.path), 0o755) != nil {
		return
	}
	replaceFile(c.path, data)
}

// replaceFile writes data to a new file that takes the place of path, or does nothing.
func replaceFile(path string, data []byte) {
	f, err := os.CreateTemp(filepath.Dir(path), "vulkan-*.tmp")
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if f.Close() != nil || err != nil || os.Rename(f.Name(), path) != nil {
		os.Remove(f.Name())
	}
}
