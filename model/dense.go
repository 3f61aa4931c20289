package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/safetensors"
)

// A repo is the folder of a Hugging Face repository.
type repo struct {
	weights func() (*safetensors.Set, error)
	within  func(folder string) (*safetensors.Set, error)  // the weights of a folder in it
	read    func(name string, limit int64) ([]byte, error) // a file
}

// A module is a step of sentence-transformers.
type module struct {
	Path string `json:"path"`
	Type string `json:"type"`
}

// maxModules is twice what EmbeddingGemma has.
const maxModules = 10

// addDense reads what comes after the transformer in a repository of sentence-transformers: modules.json, and the dense
// layers that it lists. Anything but the mean of the hidden states, dense layers without bias or activation, and
// normalisation is an error. A repository without that file has none of them.
//
// ref: https://huggingface.co/google/embeddinggemma-300m, modules.json and the folders that it names.
func (r *repo) addDense(m *gemma3.Model) error {
	text, err := r.read("modules.json", maxConfig)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("model: %w", err)
	}
	var modules []module
	if err := json.Unmarshal(text, &modules); err != nil || len(modules) > maxModules {
		return fmt.Errorf("model: modules.json: %d modules, want a list of at most %d: %w", len(modules), maxModules, err)
	}
	var layers []gemma3.Tensor
	var open closers
	for _, mod := range modules {
		kind := mod.Type[strings.LastIndexByte(mod.Type, '.')+1:]
		if mod.Path != "" && !fs.ValidPath(mod.Path) {
			return errors.Join(fmt.Errorf("model: modules.json: %q is no folder of the repository", mod.Path), open.Close())
		}
		switch kind {
		case "Transformer", "Normalize":
		case "Pooling":
			err = r.checkPooling(mod.Path)
		case "Dense":
			var set *safetensors.Set
			var t gemma3.Tensor
			if t, set, err = r.dense(mod.Path); err == nil {
				layers, open = append(layers, t), append(open, set)
			}
		default:
			err = fmt.Errorf("model: modules.json: %q is not supported", mod.Type)
		}
		if err != nil {
			return errors.Join(err, open.Close())
		}
	}
	m.Own(open)
	return m.AddDense(layers)
}

// A closers closes all.
type closers []io.Closer

func (c closers) Close() error {
	var errs []error
	for _, x := range c {
		errs = append(errs, x.Close())
	}
	return errors.Join(errs...)
}

// checkPooling refuses all but the mean, the prompt's tokens included.
func (r *repo) checkPooling(folder string) error {
	text, err := r.read(path.Join(folder, "config.json"), maxConfig)
	if err != nil {
		return fmt.Errorf("model: %w", err)
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		return fmt.Errorf("model: %s/config.json: %w", folder, err)
	}
	for key, v := range all {
		mode := strings.HasPrefix(key, "pooling_mode_")
		if want := key == "pooling_mode_mean_tokens"; mode && v != want || key == "pooling_mode" && v != "mean" || key == "include_prompt" && v != true {
			return fmt.Errorf("model: %s/config.json: %s is %v; want the mean of all tokens", folder, key, v)
		}
	}
	return nil
}

// dense opens a dense layer.
func (r *repo) dense(folder string) (t gemma3.Tensor, set *safetensors.Set, err error) {
	text, err := r.read(path.Join(folder, "config.json"), maxConfig)
	if err != nil {
		return t, nil, fmt.Errorf("model: %w", err)
	}
	var c struct {
		Bias       bool   `json:"bias"`
		Activation string `json:"activation_function"`
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return t, nil, fmt.Errorf("model: %s/config.json: %w", folder, err)
	}
	if c.Bias || c.Activation != "" && !strings.HasSuffix(c.Activation, ".Identity") {
		return t, nil, fmt.Errorf("model: %s/config.json: a bias (%v) or the activation %q is not supported", folder, c.Bias, c.Activation)
	}
	if set, err = r.within(folder); err != nil {
		return t, nil, fmt.Errorf("model: %s: %w", folder, err)
	}
	info, data, ok := set.Tensor("linear.weight")
	if !ok {
		err = fmt.Errorf("model: %s has no tensor linear.weight", folder)
	} else if t.Type, err = info.Type(); err == nil {
		t.Data = data
		return t, set, nil
	}
	return t, nil, errors.Join(err, set.Close())
}
