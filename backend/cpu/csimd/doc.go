// Package csimd runs graphs on the processor with kernels written in C: AMX, AVX-512 VNNI, AVX-VNNI, AVX2 and
// FMA, NEON with dot products, and portable C. One is chosen at run time; GEMMA_CPU names another.
//
// # One foreign call per step
//
// Compile lowers the graph to a flat program: an array of C structs that name their operands by slot.
// Run binds the slots and makes a single call; the calling thread and a pool of C threads go through the
// stages together and meet at a barrier between them. Row operations that follow each other form one
// stage, products of the same activation another, so a Gemma layer has ten.
//
// # Weights
//
// Float weights are streamed from where they are, except BF16 on processors with AMX. The other types are rearranged
// once into panels of 16 rows of the same size (repack.c), in huge pages, shared by all programs that use the same
// memory; a head of Q8_0 only after it was read a few times without a screen. Activations are rounded to 15 bits in
// blocks of 32 for quantised weights, in two int8 parts whose products are summed apart, and stay F32 for float ones.
// Blocks of values that the cache depends on keep the lower part only if they hold an outlier.
//
// # One result
//
// Every output is a sum in an order that depends on widths and positions alone: blocks of 32 in
// increasing order for quantised products, 16 lanes in increasing order and one tree for float ones,
// aligned blocks of 32 positions for attention, of 128 with tiles. Steps, threads and cache lengths change no bit within
// a tier; between tiers results differ by roundings, except that amx, which has other instructions for the same
// integers, equals avx512 in products of quantised weights. For BF16 weights and attention it has tiles of bf16.
package csimd
