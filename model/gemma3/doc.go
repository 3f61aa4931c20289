// Package gemma3 is the model: its configuration, the tensors that it needs, and the graph of one step.
// It knows no backend; package engine compiles what Build returns.
//
// Gemma 3's text model is a pre- and post-norm transformer with grouped-query attention, normalised
// queries and keys, five layers of sliding-window attention for each layer of full attention, a
// GeGLU feed-forward network and an embedding that is also the output matrix.
//
// EmbeddingGemma is the same block without a head, whose tokens see both sides (embed.go).
//
// ref: Gemma Team, Gemma 3 Technical Report, 2025, section 2.
package gemma3
