package vulkan

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/gemma-bench/gemma/backend"
	"github.com/gemma-bench/gemma/backend/internal/selftest"
	"github.com/gemma-bench/gemma/shaders"
)

// SelfTestEnv is the environment variable that, set to off, opens a device without a self-test. It is
// meant for finding out what a refused device does wrong.
const SelfTestEnv = "GEMMA_VULKAN_SELFTEST"

// passed holds the keys of devices that passed in this process.
var passed sync.Map

// passedBefore reports whether the device need not be tested: it passed with the same driver, shaders and
// build of this program, or SelfTestEnv is off.
func (b *Backend) passedBefore() bool {
	if os.Getenv(SelfTestEnv) == "off" {
		return true
	}
	key := b.selfTestKey()
	if _, ok := passed.Load(key); ok {
		return true
	}
	old, err := os.ReadFile(b.selfTestPath())
	if err != nil || string(old) != key {
		return false
	}
	passed.Store(key, true)
	return true
}

// selfTest refuses a device that computes wrongly. A pass is remembered on disk, a failure is not.
func (b *Backend) selfTest() error {
	err := selftest.Run(context.Background(), b)
	var wrong *selftest.Error
	if errors.As(err, &wrong) {
		return &backend.UnavailableError{
			Backend: Name, Reason: fmt.Sprintf("%s failed its self-test", b.info.Name), Err: wrong,
			Install: fmt.Sprintf("update its driver, which is %s", b.info.Driver),
		}
	}
	if err != nil {
		return fmt.Errorf("vulkan: self-test of %s: %w", b.info.Name, err)
	}
	key := b.selfTestKey()
	passed.Store(key, true)
	if path := b.selfTestPath(); path != "" && os.MkdirAll(filepath.Dir(path), 0o755) == nil {
		replaceFile(path, []byte(key)) // without it the next process tests again
	}
	return nil
}

// selfTestPath returns the file that remembers a pass, "" if there is no place for it.
func (b *Backend) selfTestPath() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "gemma-bench", "vulkan-selftest-"+hex.EncodeToString(b.props.UUID[:])+".txt")
}

// selfTestKey identifies all that a pass depends on.
func (b *Backend) selfTestKey() string {
	h, p := sha256.New(), b.props
	fmt.Fprintln(h, p.VendorID, p.DeviceID, p.DriverVersion, p.DriverName, p.DriverInfo, p.UUID, p.PipelineCacheUUID)
	fmt.Fprintln(h, shaders.ManifestHash(), runtime.Version())
	h.Write(selftest.Expected)
	// The program's own file stands for its build: versions are not set in builds from a working tree.
	if path, err := os.Executable(); err == nil {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintln(h, path, info.Size(), info.ModTime().UnixNano())
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
