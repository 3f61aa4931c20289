//go:build cgo

package csimd

import (
	"context"
	"sync/atomic"
)

// A watcher sets a run's cancel flag when its context is done. Its goroutine lives as long as the program,
// because starting one for each run would allocate.
type watcher struct {
	runs chan watched
	over chan struct{}
}

type watched struct {
	ctx  context.Context
	flag *int32
}

// begin starts watching and reports whether end must be called.
func (w *watcher) begin(ctx context.Context, flag *int32) bool {
	if ctx.Done() == nil {
		return false
	}
	if w.runs == nil {
		w.runs, w.over = make(chan watched), make(chan struct{})
		go w.loop(w.runs, w.over)
	}
	w.runs <- watched{ctx, flag}
	return true
}

// end returns when the flag will not be written any more.
func (w *watcher) end() { w.over <- struct{}{} }

func (w *watcher) close() {
	if w.runs != nil {
		close(w.runs)
		w.runs = nil
	}
}

func (w *watcher) loop(runs <-chan watched, over <-chan struct{}) {
	for r := range runs {
		select {
		case <-r.ctx.Done():
			atomic.StoreInt32(r.flag, 1)
			<-over
		case <-over:
		}
	}
}
