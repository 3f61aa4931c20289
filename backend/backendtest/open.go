package backendtest

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gemma-bench/gemma/backend"
)

// RequireEnv names the environment variable that lists, separated by commas, the backends that must
// be there. A test of any other backend is skipped where it is not.
const RequireEnv = "GEMMA_REQUIRE"

// Open opens the backend that spec names and closes it when the test ends. On a machine without one
// it skips the test with the reason, or fails it if GEMMA_REQUIRE lists the backend.
func Open(t testing.TB, spec string, c backend.Config) backend.Backend {
	t.Helper()
	b, err := backend.Open(spec, c)
	var no *backend.UnavailableError
	switch {
	case err == nil:
		t.Cleanup(func() {
			for range 2 {
				if err := b.Close(); err != nil {
					t.Errorf("%s: close: %v", spec, err)
				}
			}
		})
		return b
	case errors.As(err, &no) && !Required(spec):
		t.Skip(err)
	case errors.As(err, &no):
		t.Fatalf("%v (%s=%s demands it)", err, RequireEnv, os.Getenv(RequireEnv))
	default:
		t.Fatal(err)
	}
	return nil
}

// Required reports whether GEMMA_REQUIRE lists the backend of spec, with or without its device.
func Required(spec string) bool {
	name, _, _ := strings.Cut(spec, ":")
	list := strings.Split(os.Getenv(RequireEnv), ",")
	return slices.Contains(list, name) || slices.Contains(list, spec)
}
