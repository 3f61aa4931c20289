package gemma

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/gemma-bench/gemma/backend"
	_ "github.com/gemma-bench/gemma/backend/all" // WithBackend takes any backend of the build
)

// Auto is the backend that stands for the first GPU that is not emulated, otherwise the CPU.
const Auto = "auto"

// Backends returns the names that WithBackend takes in this build.
func Backends() []string { return append([]string{Auto}, backend.Names()...) }

// Devices lists the devices of every backend of this build, with the reason where one has none.
func Devices() []backend.Listing { return backend.List() }

// BackendFlag declares the flag -backend in fs and returns the option that its value stands for. Use the
// option after fs was parsed.
func BackendFlag(fs *flag.FlagSet) Option {
	spec := "cpu"
	fs.Func("backend", "`backend`, with an optional device, such as vulkan:1; one of "+strings.Join(Backends(), ", ")+" (default cpu)",
		func(s string) error {
			name, _, _ := strings.Cut(s, ":")
			if !slices.Contains(Backends(), name) || strings.HasPrefix(s, Auto+":") {
				return fmt.Errorf("no such backend in this build, which has %s", strings.Join(Backends(), ", "))
			}
			spec = s
			return nil
		})
	return func(o *options) { o.backend = spec }
}

// openBackend opens a backend by name.
func openBackend(spec string, c backend.Config) (backend.Backend, error) {
	if spec == Auto {
		spec = choose(backend.List())
	}
	b, err := backend.Open(spec, c)
	if err != nil {
		return nil, fmt.Errorf("gemma: %w", err)
	}
	return b, nil
}

// choose returns the first GPU of a list, discrete ones before integrated ones, otherwise the CPU.
func choose(list []backend.Listing) string {
	for _, kind := range []string{"discrete-gpu", "integrated-gpu"} {
		for _, l := range list {
			for _, d := range l.Devices {
				if d.Kind == kind {
					return fmt.Sprintf("%s:%d", d.Backend, d.Index)
				}
			}
		}
	}
	return "cpu"
}
