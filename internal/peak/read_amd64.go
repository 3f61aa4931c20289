package peak

import "golang.org/x/sys/cpu"

//go:noescape
func sum512(p *uint64, n, ahead int) uint64

//go:noescape
func sum256(p *uint64, n, ahead int) uint64

// wide is the reading loop of the processor, nil if it has none. It takes a multiple of 32 words.
func wide() func(p *uint64, n, ahead int) uint64 {
	switch {
	case cpu.X86.HasAVX512F:
		return sum512
	case cpu.X86.HasAVX2:
		return sum256
	}
	return nil
}
