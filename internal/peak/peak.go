// Package peak measures what a machine's memory and its int8 multipliers give at best: the scale of a roofline.
package peak

import (
	"context"
	"math"
	"sync/atomic"
	"time"

	"github.com/gemma-bench/gemma/internal/stats"
)

// Bandwidth reads the memory as decoding does: a block much larger than any cache, from its start to its
// end, in chunks that the threads take as they come. The median of the passes is the result.
const (
	blockBytes = 256 << 20
	chunkBytes = 512 << 10
	passes     = 9
)

// aheads are the distances of prefetches in bytes that Samples tries, the first one twice: it wakes the processors up.
var aheads = [...]int{0, 0, 512, 1 << 10, 2 << 10, 4 << 10}

// A Reader measures bandwidth with one block of memory.
type Reader struct {
	words []uint64
	free  func()
	sink  atomic.Uint64 // keeps the compiler from leaving the reading out
}

// NewReader takes and fills the memory. Close gives it back.
func NewReader() *Reader {
	r := &Reader{}
	r.words, r.free = allocate(blockBytes / 8)
	for i := range r.words {
		r.words[i] = uint64(i)
	}
	return r
}

// Close releases the memory.
func (r *Reader) Close() {
	r.free()
	r.words = nil
}

// Samples returns the bytes per second of each pass with the given number of threads, after passes that do not count
// and find out how far ahead it is best to prefetch.
func (r *Reader) Samples(ctx context.Context, threads int) ([]float64, error) {
	var all []float64
	best, fastest := 0, time.Duration(math.MaxInt64)
	for i := range len(aheads) + passes {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ahead := best
		if i < len(aheads) {
			ahead = aheads[i]
		}
		d := r.pass(max(threads, 1), ahead)
		if i >= len(aheads) {
			all = append(all, float64(8*len(r.words))/max(d.Seconds(), 1e-9))
		} else if d < fastest {
			best, fastest = ahead, d
		}
	}
	return all, nil
}

// pass reads the block once.
func (r *Reader) pass(threads, ahead int) time.Duration {
	const chunk = chunkBytes / 8
	var next atomic.Int64
	wide := wide()
	return together(threads, func() {
		sum := uint64(0)
		for {
			at := int(next.Add(chunk)) - chunk
			if at >= len(r.words) {
				break
			}
			w := r.words[at:min(at+chunk, len(r.words))]
			if n := len(w) &^ 31; wide != nil && n > 0 {
				sum += wide(&w[0], n, ahead) // prefetches beyond the end do nothing
				w = w[n:]
			}
			sum += add(w)
		}
		r.sink.Add(sum)
	})
}

// add sums w in eight independent chains, so that loads and not additions are the limit.
func add(w []uint64) uint64 {
	var a, b, c, d, e, f, g, h uint64
	for len(w) >= 8 {
		a += w[0]
		b += w[1]
		c += w[2]
		d += w[3]
		e += w[4]
		f += w[5]
		g += w[6]
		h += w[7]
		w = w[8:]
	}
	return a + b + c + d + e + f + g + h
}

// Summary returns the median of samples and half the distance of their quartiles as a share of it.
func Summary(samples []float64) (median, spread float64) {
	if len(samples) == 0 {
		return 0, 0
	}
	median = stats.Median(samples)
	return median, (stats.Quantile(samples, 0.75) - stats.Quantile(samples, 0.25)) / 2 / median
}
