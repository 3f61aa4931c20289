package hub

import (
	"context"
	"os"
	"time"
)

// lock takes the exclusive lock on the file at path, which it makes if need be, and waits for it until ctx
// ends. The file stays: removing it would let two processes hold "the" lock.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	for {
		if held, err := tryLock(f); err != nil {
			f.Close()
			return nil, err
		} else if held {
			return func() { f.Close() }, nil // closing releases it
		}
		select {
		case <-ctx.Done():
			f.Close()
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}
