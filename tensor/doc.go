// Package tensor defines the element types, shapes and quantised block codecs that every other
// package shares. It does no I/O and knows no operations.
//
// # Layout
//
// Tensors are row-major with the last dimension contiguous: a weight of Shape{N, K} holds N rows of
// K values, each row a whole number of blocks of its DType. GGUF stores dimensions in the reverse
// order; package model/gguf converts once, nothing else in the module ever sees that order.
//
// # Dimensions
//
// One capital letter stands for one dimension throughout the module, in comments and in code:
//
//	T  tokens in this step       H  query heads      F  feed-forward width
//	D  model width               G  key/value heads  V  vocabulary
//	R  rows that need logits     E  head dimension   S  cache rows per sequence
//	B  sequences in a cache      L  layers           K, N  inner and outer size of a matrix
package tensor
