// Package ref is the oracle: scalar pure Go that accumulates in float64 and does one thing after
// the other, written to be compared with the formulas and never to be fast. Every other backend is
// proved against it; it is itself pinned by values that other implementations computed.
//
// Weights stay as they are in the file; a row is expanded to float32 when it is used, bit for bit as
// gguf-py does. Rows of a matrix product are shared out over goroutines, which changes no result.
package ref
