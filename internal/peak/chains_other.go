//go:build !amd64

package peak

// chains has no loop for other processors yet.
func chains() (run func(n int64), ops float64, method string) { return nil, 0, "" }
