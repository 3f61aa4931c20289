//go:build !linux && !darwin

package backendtest

import "errors"

// guardedPages is not available.
func guardedPages(int) ([]byte, func() error, error) { return nil, nil, errors.ErrUnsupported }
