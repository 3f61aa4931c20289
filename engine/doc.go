// Package engine runs a model on a backend: it compiles the graph of a step for a few sizes, keeps
// the key/value caches of a number of sequences, feeds prompts in chunks, decodes, samples and
// measures.
//
// An Engine may be used from many goroutines, one for each Sequence. It runs one step at a time, which
// serves as many of them as wait, whether they feed prompts or decode.
package engine
