// Package tokenizer turns text into Gemma token ids and back: SentencePiece-style BPE with byte
// fallback, as Hugging Face tokenizers runs the published tokenizer.json and as llama.cpp runs the
// vocabulary of a GGUF file. FromGGUF, New and ParseJSON build a *Tokenizer, which is immutable, owns its
// memory (the file may be closed) and is safe for concurrent use.
//
// # Text to ids
//
//  1. Added tokens are cut out of the raw text, leftmost and longest first: control tokens
//     (<start_of_turn>, <unused7>, ...; only with EncodeOptions.Special) and user-defined tokens (runs
//     of newlines and of tabs, HTML tags; always, they are ordinary text to the model).
//  2. In what is left each space becomes "▁" (U+2581). No space is put in front.
//  3. Runs of two or more "▁" become the tokens for runs, longest first.
//  4. The rest starts as one symbol per character. Of all neighbours whose concatenation is a token the
//     pair of the highest score merges, then the pair with the longer left part, then the leftmost,
//     until none is left. From tokenizer.json the rank in the list of merges decides instead; that list
//     was made from the scores in this order, so both give the same ids.
//  5. A character that is no token becomes the tokens <0xNN> of its UTF-8 bytes. In text that is not
//     valid UTF-8 each offending byte becomes its byte token; Decode shows it as U+FFFD and AppendBytes
//     gives the byte back.
//
// llama.cpp differs in one corner: it never makes a token for a run from "▁" typed by the user, only from
// spaces. Here the published tokenizer.json is followed.
//
// # Plain text is inert
//
// Without EncodeOptions.Special no id for which IsControl holds can come out of Encode, whatever the
// text. That covers more than the type stored in the file: GGUF files declare <start_of_image>,
// <end_of_image>, [multimodal] and FunctionGemma's tokens as user-defined, which llama.cpp parses out of message content; here
// they count as control tokens.
//
// # Ids to text
//
// Decoding concatenates the tokens, reads "▁" as a space and <0xNN> as a byte, and leaves out control
// tokens unless asked. It returns valid UTF-8: each byte that is part of no character becomes one U+FFFD.
// For text x in valid UTF-8, Decode(Encode(x)) is x with each "▁" replaced by a space.
//
// # Cost
//
// No token may start before a "▁" and go on after it unless the vocabulary says so (Gemma's has one such
// token, ">▁</"), so text falls into independent words, and short words need no priority queue.
// Long words cost O(n log n). Scratch memory is a small multiple of the longest stretch between two
// added tokens; a word of more than maxWord bytes is encoded in parts of that size.
//
// ref: https://github.com/huggingface/tokenizers (models/bpe, added_vocabulary),
// https://github.com/google/sentencepiece (bpe_model.cc), https://github.com/ggml-org/llama.cpp (src/llama-vocab.cpp).
package tokenizer
