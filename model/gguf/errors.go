package gguf

import (
	"errors"
	"fmt"
)

// ErrNoKey is what a KeyError wraps when the file has no such key.
var ErrNoKey = errors.New("no such key")

// A FormatError reports a file that is not valid GGUF. It wraps io.ErrUnexpectedEOF where the file ends
// before something that it announces.
type FormatError struct {
	Offset int64 // of the offending field, in bytes from the start of the file
	What   string
	Err    error // may be nil
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("gguf: at byte %d: %s", e.Offset, e.What)
}

func (e *FormatError) Unwrap() error { return e.Err }

// A TypeError reports a tensor of an element type that GGUF defines and this module does not read.
type TypeError struct {
	Tensor string
	Type   string // as GGUF tools spell it
}

func (e *TypeError) Error() string {
	return fmt.Sprintf("gguf: tensor %s: element type %s is not supported", quote(e.Tensor), e.Type)
}

// A KeyError reports a metadata key that is missing or holds something else than was asked for.
type KeyError struct {
	Key  string
	Want string
	Have string // empty if the key is missing
}

func (e *KeyError) Error() string {
	if e.Have == "" {
		return fmt.Sprintf("gguf: metadata %s: no such key, want %s", quote(e.Key), e.Want)
	}
	return fmt.Sprintf("gguf: metadata %s: is %s, want %s", quote(e.Key), e.Have, e.Want)
}

func (e *KeyError) Unwrap() error {
	if e.Have == "" {
		return ErrNoKey
	}
	return nil
}

// quote makes a name from a file fit for one line of an error.
func quote(name string) string {
	const longest = 80 // a tensor name has at most 64 bytes; a key may have 65535
	if len(name) > longest {
		return fmt.Sprintf("%q…", name[:longest])
	}
	return fmt.Sprintf("%q", name)
}
