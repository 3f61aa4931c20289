package peak

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// A run takes some 5 ms, short enough that a loaded machine leaves one of them alone.
const (
	opsRuns   = 24
	opsRounds = 1 << 20
)

// Ops returns the int8 operations per second of the given number of threads, a multiply-add counting as two,
// and the instruction that made them: the best of several short runs, after one that wakes the processors up.
// It returns 0 where there is no loop for the processor.
func Ops(ctx context.Context, threads int) (perSecond float64, method string, err error) {
	run, each, method := chains()
	if run == nil {
		return 0, "", nil
	}
	threads = max(threads, 1)
	for i := range opsRuns {
		if err := ctx.Err(); err != nil {
			return 0, "", err
		}
		took := together(threads, func() { run(opsRounds) })
		if rate := each * opsRounds * float64(threads) / max(took.Seconds(), 1e-9); i > 0 {
			perSecond = max(perSecond, rate)
		}
	}
	return perSecond, method, nil
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
