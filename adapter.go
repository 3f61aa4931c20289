package gemma

import (
	"fmt"

	"github.com/gemma-bench/gemma/engine"
	"github.com/gemma-bench/gemma/model/lora"
)

// An Adapter is a LoRA adapter of an open model. Any number of sessions may have it, others at the same time
// another one or none (see Session.SetAdapter). Sessions with the same adapter share steps. It costs its own factors,
// while the model's weights are shared by all.
type Adapter = engine.Adapter

// ErrAdapters is returned when a model has engine.MaxAdapters adapters already.
var ErrAdapters = engine.ErrAdapters

// LoadAdapter reads an adapter for the model: a folder with adapter_config.json and adapter_model.safetensors,
// as Hugging Face's PEFT writes it, or a GGUF file. Close the adapter when no session needs it; Close of the model
// does that too.
func (m *Model) LoadAdapter(path string) (*Adapter, error) {
	a, err := lora.Open(path, m.model.Model)
	if err != nil {
		return nil, fmt.Errorf("gemma: %w", err)
	}
	return m.engine.NewAdapter(a)
}
