// Package gguf reads and writes GGUF files, the container in which llama.cpp and most tools around it
// keep weights: little-endian, versions 2 and 3.
//
// # Trust
//
// A file is validated whole before any of it is handed out: every count, length, offset and size is
// compared with the bytes that exist, in arithmetic that cannot wrap, and memory allocated on the way
// stays within a small multiple of the file's size. What Open, Parse and Read accept can be indexed
// without further checks. Errors are *FormatError, *TypeError or *KeyError.
//
// # Memory
//
// Open maps the file and copies neither weights nor the long metadata arrays: File.Bytes and
// Strings.Bytes are windows into the mapping, read-only, dead after Close. The operating system keeps
// the promise that a mapping matches its file only while nobody truncates it: reading a page that
// has gone raises SIGBUS (an in-page error on Windows), which ends the process unless
// runtime/debug.SetPanicOnFault turns it into a panic. ReadFile and Read hold the file in memory
// instead; use them for files that others may write. Bytes that change under a mapping cannot lead
// out of it: lengths and offsets are kept from the one validated pass, never read again.
//
// # Shapes
//
// GGUF stores dimensions innermost first. They are reversed here, once: a TensorInfo has the row-major
// shape of package tensor.
//
// ref: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
package gguf
