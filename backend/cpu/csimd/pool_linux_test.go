//go:build cgo

package csimd

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/gemma-bench/gemma/tensor"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// Threads that have nothing to do take no time of the processors: a tenth of what one would that spins.
func TestThreadsSleep(t *testing.T) {
	m := newProduct(t, openTier(t, "", 2), tensor.Q8_0, 2, 640, 640)
	for range 10 {
		require.NoError(t, m.p.Run(context.Background(), m.b))
	}
	runtime.GC()
	used := func() time.Duration {
		var u unix.Rusage
		require.NoError(t, unix.Getrusage(unix.RUSAGE_SELF, &u))
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	least := time.Hour // something else may run in this process, but not all the time
	for range 5 {
		from := used()
		time.Sleep(100 * time.Millisecond)
		least = min(least, used()-from)
	}
	require.Less(t, least, 10*time.Millisecond)
}
