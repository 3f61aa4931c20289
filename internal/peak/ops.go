package peak

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"
)

// A run takes some milliseconds, short enough that a loaded machine leaves one of them alone.
const (
	opsRuns = 24
	opsWork = 1 << 31
)

// Ops returns the int8 operations per second of the given number of threads, a multiply-add counting as two,
// and the instruction that made them: the best of several short runs, after one that wakes the processors up. The
// instruction is that of a tier of kernels, such as amx, avx512 or go-avx2, or with no tier the best. Ops
// returns 0 where there is no loop for the tier or the processor lacks it.
func Ops(ctx context.Context, threads int, tier string) (perSecond float64, method string, err error) {
	c, ok := choose(chains(), tier)
	if !ok {
		return 0, "", nil
	}
	threads = max(threads, 1)
	rounds := int64(opsWork / c.ops)
	for i := range opsRuns {
		if err := ctx.Err(); err != nil {
			return 0, "", err
		}
		took := together(threads, func() { c.run(rounds) })
		if rate := c.ops * float64(rounds) * float64(threads) / max(took.Seconds(), 1e-9); i > 0 {
			perSecond = max(perSecond, rate)
		}
	}
	return perSecond, c.method, nil
}

// choose returns the chain of a tier, the first with no tier.
func choose(have []chain, tier string) (chain, bool) {
	for _, c := range have {
		if tier == "" || slices.Contains(c.tiers, tier) {
			return c, true
		}
	}
	return chain{}, false
}

// together runs f on as many threads, begun at once, and returns the time until the last is done.
func together(threads int, f func()) time.Duration {
	var ready, done sync.WaitGroup
	begin := make(chan struct{})
	for range threads {
		ready.Add(1)
		done.Go(func() {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			ready.Done()
			<-begin
			f()
		})
	}
	ready.Wait()
	start := time.Now()
	close(begin)
	done.Wait()
	return time.Since(start)
}
