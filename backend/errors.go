package backend

import (
	"errors"
	"fmt"

	"github.com/gemma-bench/gemma/graph"
)

// Errors that callers may act on.
var (
	ErrClosed     = errors.New("backend: closed")
	ErrDeviceLost = errors.New("backend: device lost")
)

// An UnsupportedError says that a backend has no kernel for a node.
type UnsupportedError struct {
	Backend string
	Op      graph.Op
	Reason  string
}

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("%s: %s: not supported: %s", e.Backend, e.Op, e.Reason)
}

// An UnavailableError says that a backend cannot be used on this machine, why, and what would help.
type UnavailableError struct {
	Backend string
	Reason  string
	Install string // what to install or enable; empty if nothing would help
	Err     error  // cause, may be nil
}

func (e *UnavailableError) Error() string {
	msg := fmt.Sprintf("%s: unavailable: %s", e.Backend, e.Reason)
	if e.Err != nil {
		msg += ": " + e.Err.Error()
	}
	if e.Install != "" {
		msg += "; " + e.Install
	}
	return msg
}

// Unwrap returns the cause.
func (e *UnavailableError) Unwrap() error { return e.Err }

// CheckOnlyDevice returns an *UnavailableError if device, of a backend with one device, is neither empty nor "0".
func CheckOnlyDevice(backend, device string) error {
	if device == "" || device == "0" {
		return nil
	}
	return &UnavailableError{Backend: backend, Reason: fmt.Sprintf("no device %q, there is only 0", device)}
}

// An InputError says that a bound input holds a value out of range.
type InputError struct {
	Input string // the input's name in the graph
	Row   int
	Value int32
	Limit int // the value must be in [0, Limit)
}

func (e *InputError) Error() string {
	return fmt.Sprintf("backend: input %s: row %d is %d, want 0 ≤ value < %d", e.Input, e.Row, e.Value, e.Limit)
}
