// Package engine runs a model on a backend: it compiles the graph of a step for a few sizes, keeps
// the key/value caches of a number of sequences, feeds prompts in chunks, decodes, samples and
// measures. It runs one step at a time; an Engine may be used from many goroutines.
package engine
