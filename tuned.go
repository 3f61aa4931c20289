package gemma

import (
	"fmt"

	"github.com/gemma-bench/gemma/internal/config"
)

// Tuned returns the options that `gemma-bench sweep` found best for this machine and wrote down, none if it
// never ran. The file is $GEMMA_CONFIG, or gemma-bench/config.json in the user's folder for configurations.
// Options given after these take precedence.
func Tuned() ([]Option, error) {
	path, err := config.Path()
	if err != nil {
		return nil, fmt.Errorf("gemma: %w", err)
	}
	c, err := config.Load(path)
	if err != nil {
		return nil, fmt.Errorf("gemma: %w", err)
	}
	var opts []Option
	if c.Backend != "" {
		opts = append(opts, WithBackend(c.Backend))
	}
	if c.Threads > 0 {
		opts = append(opts, WithThreads(c.Threads))
	}
	if c.Chunk > 0 {
		opts = append(opts, func(o *options) { o.engine.Chunk = c.Chunk })
	}
	return opts, nil
}
