//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly || windows)

package hub

import "os"

// tryLock does nothing: this system has no such locks. A blob that two processes write at once fails
// the check of its hash and is written again.
func tryLock(*os.File) (bool, error) { return true, nil }
