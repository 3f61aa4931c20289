//go:build !amd64

package peak

// A chain is a loop of multiplications.
type chain struct {
	run    func(n int64)
	ops    float64
	method string
	tiers  []string
}

// chains has no loop for other processors yet.
func chains() []chain { return nil }
