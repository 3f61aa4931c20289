package backendtest

import (
	"errors"
	"fmt"

	"github.com/gemma-bench/gemma/backend/internal/host"
)

// canary fills the bytes around a guarded copy.
const canary = 0xa5

// importAlign is the alignment of a tensor in a mapped GGUF file.
// ref: GGUF specification, general.alignment, whose default is 32.
const importAlign = 32

// A guarded copy of a weight lies where a mapped file may put it: aligned to importAlign but to no
// more, with canaries before and after. Where the system allows, the page behind it is not mapped,
// so that a kernel which reads far beyond a weight crashes here and not at the end of a file.
type guarded struct {
	region   []byte
	from, to int // the copy in region
	free     func() error
}

func newGuarded(p []byte) *guarded {
	room := len(p) + 3*importAlign
	region, free, err := guardedPages(room)
	if err != nil {
		region, free = host.Alloc((room+2*importAlign-1)&^(2*importAlign-1)), func() error { return nil }
	}
	for i := range region {
		region[i] = canary
	}
	// The region's length is a multiple of 2·importAlign, so the copy starts on an odd multiple.
	from := (len(region)-len(p))/importAlign*importAlign - importAlign
	if from/importAlign%2 == 0 {
		from += importAlign
	}
	copy(region[from:], p)
	return &guarded{region, from, from + len(p), free}
}

// data returns the copy.
func (g *guarded) data() []byte { return g.region[g.from:g.to:g.to] }

// intact reports a dead canary.
func (g *guarded) intact() error {
	for i, b := range g.region {
		if b != canary && (i < g.from || i >= g.to) {
			return fmt.Errorf("byte %d of an imported weight of %d bytes was overwritten", i-g.from, g.to-g.from)
		}
	}
	return nil
}

// close frees the copy. Nothing may use data afterwards.
func (g *guarded) close() error {
	err := g.intact()
	return errors.Join(err, g.free())
}
