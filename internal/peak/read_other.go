//go:build !amd64

package peak

// wide has no loop for other processors: the one in Go reads two words with an instruction, and their prefetchers do the rest.
func wide() func(p *uint64, n, ahead int) uint64 { return nil }
