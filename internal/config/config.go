// Package config keeps the settings that gemma-bench sweep found best for a machine.
package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A Config is what to open models with. Zero values leave the choice to the program.
type Config struct {
	Backend string  `json:"backend,omitempty"` // such as "cpu" or "vulkan:1"
	Threads int     `json:"threads,omitempty"`
	Chunk   int     `json:"chunk,omitempty"` // prompt tokens per step
	Device  string  `json:"device,omitempty"`
	Model   string  `json:"model,omitempty"` // what was measured, and how fast it was
	Prefill float64 `json:"prefill_tokens_per_s,omitempty"`
	Decode  float64 `json:"decode_tokens_per_s,omitempty"`
}

// Path returns where the configuration is kept: $GEMMA_CONFIG, or gemma-bench/config.json in the user's
// folder for configurations.
func Path() (string, error) {
	if p := os.Getenv("GEMMA_CONFIG"); p != "" {
		return p, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("config: %w", err)
	}
	return filepath.Join(dir, "gemma-bench", "config.json"), nil
}

// maxSize is far more than a configuration needs.
const maxSize = 1 << 16

// Load reads the file at path. A file that does not exist is an empty configuration.
func Load(path string) (Config, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Config{}, nil
	}
	if err != nil {
		return Config{}, fmt.Errorf("config: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSize))
	if err != nil {
		return Config{}, fmt.Errorf("config: %w", err)
	}
	c, err := parse(data)
	if err != nil {
		return Config{}, fmt.Errorf("config: %s: %w", path, err)
	}
	return c, nil
}

func parse(data []byte) (c Config, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return Config{}, err
	}
	if c.Threads < 0 || c.Threads > 1<<12 || c.Chunk < 0 || c.Chunk > 1<<20 {
		return Config{}, fmt.Errorf("%d threads and chunks of %d tokens", c.Threads, c.Chunk)
	}
	return c, nil
}

// Save writes the file at path, and its folder.
func (c Config) Save(path string) error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path, append(data, '\n'), 0o644)
	}
	if err != nil {
		return fmt.Errorf("config: %w", err)
	}
	return nil
}
