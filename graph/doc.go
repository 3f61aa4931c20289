// Package graph is the intermediate representation between the model and the backends: a list of
// SSA nodes, built once per shape bucket, checked once, and handed whole to a backend.
//
// One table (op.go) describes every operation: its name, arguments, shape inference, decomposition
// into simpler operations, fusion pattern and tolerance class. Everything that must agree on what
// an operation is reads that table: the Builder, Verify, the passes, the parity suite and
// docs/OPS.md.
//
// # Rows
//
// Activations are matrices of F32, one row per token. How many rows a step really has varies, so a
// graph is compiled for a bucket and each node says along which Axis its rows run: AxisT for the
// tokens of the step, AxisR for the rows that need logits. A Run gives the live count of both;
// rows beyond it are neither computed nor read.
//
// # State
//
// The key/value cache is explicit: State declares it, KVWrite returns its new value, Attention
// reads that value. Verify rejects a graph that reads a cache value after it was overwritten, which
// is what lets backends write it in place.
package graph
