// Package lora reads LoRA adapters: folders that Hugging Face's PEFT writes, and GGUF files.
//
// An adapter comes from anywhere, so nothing in it is believed: tensors must come in pairs of fitting
// shapes, ranks are bounded, values finite, and what this module does not apply (DoRA, biases, embeddings,
// whole replaced modules) is an error rather than left out.
//
// ref: https://huggingface.co/docs/peft, LoraConfig; llama.cpp, convert_lora_to_gguf.py.
package lora

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/gemma-bench/gemma/model/gemma3"
	"github.com/gemma-bench/gemma/model/gguf"
	"github.com/gemma-bench/gemma/model/internal/mmap"
	"github.com/gemma-bench/gemma/model/safetensors"
	"github.com/gemma-bench/gemma/tensor"
)

const maxConfig = 1 << 20

// A factor is one tensor of a file, not yet paired.
type factor struct {
	typ  tensor.Type
	data []byte
}

// Open reads the adapter at path, a folder with adapter_config.json and adapter_model.safetensors or a
// GGUF file, for model m. Nothing of the file is kept open.
func Open(path string, m *gemma3.Model) (*gemma3.Adapter, error) {
	a, err := open(path, m)
	if err != nil {
		return nil, fmt.Errorf("lora: %s: %w", path, err)
	}
	return a, nil
}

func open(path string, m *gemma3.Model) (*gemma3.Adapter, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.IsDir() {
		f, err := gguf.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return FromGGUF(f, m)
	}
	config, err := mmap.ReadFile(filepath.Join(path, "adapter_config.json"), maxConfig)
	if err != nil {
		return nil, err
	}
	f, err := safetensors.Open(filepath.Join(path, "adapter_model.safetensors"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return FromPEFT(config, f, m)
}

// peftConfig is adapter_config.json, as far as it changes what is computed.
type peftConfig struct {
	Type      string             `json:"peft_type"`
	Rank      float64            `json:"r"`
	Alpha     float64            `json:"lora_alpha"`
	RankStab  bool               `json:"use_rslora"`
	DoRA      bool               `json:"use_dora"`
	FanInOut  bool               `json:"fan_in_fan_out"`
	Bias      string             `json:"bias"`
	LoraBias  bool               `json:"lora_bias"`
	Save      []string           `json:"modules_to_save"`
	Alphas    map[string]float64 `json:"alpha_pattern"`
	Ranks     map[string]float64 `json:"rank_pattern"`
	Trainable json.RawMessage    `json:"trainable_token_indices"`
}

// FromPEFT reads an adapter that Hugging Face's PEFT wrote.
func FromPEFT(config []byte, f *safetensors.File, m *gemma3.Model) (*gemma3.Adapter, error) {
	var c peftConfig
	if err := json.Unmarshal(config, &c); err != nil {
		return nil, fmt.Errorf("adapter_config.json: %w", err)
	}
	for _, wrong := range []struct {
		is   bool
		what string
	}{
		{c.Type != "LORA", fmt.Sprintf("peft_type %q", c.Type)}, {c.DoRA, "use_dora"}, {c.FanInOut, "fan_in_fan_out"},
		{c.Bias != "" && c.Bias != "none", "bias " + c.Bias}, {c.LoraBias, "lora_bias"}, {len(c.Save) > 0, "modules_to_save"},
		{len(c.Alphas) > 0, "alpha_pattern"}, {len(c.Trainable) > 0 && string(c.Trainable) != "null", "trainable_token_indices"},
	} {
		if wrong.is {
			return nil, fmt.Errorf("adapter_config.json: %s is not supported", wrong.what)
		}
	}
	if !(math.Abs(c.Alpha) <= 1e6) || c.Alpha == 0 {
		return nil, fmt.Errorf("adapter_config.json: lora_alpha is %v", c.Alpha)
	}
	factors := map[string][2]factor{}
	for _, info := range f.Tensors() {
		name, which, ok := peftName(info.Name)
		if !ok {
			return nil, fmt.Errorf("tensor %q is not supported", info.Name)
		}
		typ, err := info.Type()
		if err != nil {
			return nil, err
		}
		if err := put(factors, name, which, factor{typ, f.Bytes(info)}); err != nil {
			return nil, err
		}
	}
	return assemble(factors, m, func(rank int) float64 {
		if c.RankStab {
			return c.Alpha / math.Sqrt(float64(rank))
		}
		return c.Alpha / float64(rank)
	})
}

// peftName returns the matrix that a tensor of PEFT belongs to, and whether it is A (0) or B (1).
func peftName(name string) (matrix string, which int, ok bool) {
	_, layer, ok := strings.Cut(name, "layers.")
	if !ok {
		return "", 0, false
	}
	for which, suffix := range []string{".lora_A.weight", ".lora_B.weight"} {
		// Older versions put the adapter's name between.
		for _, s := range []string{suffix, strings.Replace(suffix, ".weight", ".default.weight", 1)} {
			if module, ok := strings.CutSuffix(layer, s); ok {
				matrix = gemma3.HFName("layers." + module + ".weight")
				return matrix, which, matrix != ""
			}
		}
	}
	return "", 0, false
}

// FromGGUF reads an adapter in llama.cpp's form.
func FromGGUF(f *gguf.File, m *gemma3.Model) (*gemma3.Adapter, error) {
	for _, want := range [][2]string{{"general.type", "adapter"}, {"adapter.type", "lora"}, {"general.architecture", "gemma3"}} {
		have, err := f.String(want[0])
		if err != nil {
			return nil, err
		}
		if have != want[1] {
			return nil, fmt.Errorf("%s is %q, want %q", want[0], have, want[1])
		}
	}
	alpha, err := f.Float("adapter.lora.alpha")
	if err != nil {
		return nil, err
	}
	if !(math.Abs(alpha) <= 1e6) {
		return nil, fmt.Errorf("adapter.lora.alpha is %v", alpha)
	}
	factors := map[string][2]factor{}
	for _, info := range f.Tensors() {
		name, isA := strings.CutSuffix(info.Name, ".lora_a")
		which := 0
		if !isA {
			var isB bool
			if name, isB = strings.CutSuffix(info.Name, ".lora_b"); !isB {
				return nil, fmt.Errorf("tensor %q is not supported", info.Name)
			}
			which = 1
		}
		if err := put(factors, name, which, factor{info.Type, f.Bytes(info)}); err != nil {
			return nil, err
		}
	}
	return assemble(factors, m, func(rank int) float64 {
		if alpha == 0 {
			return 1 // ref: llama.cpp, llama_adapter_lora_weight::get_scale
		}
		return alpha / float64(rank)
	})
}

func put(factors map[string][2]factor, name string, which int, f factor) error {
	pair := factors[name]
	if pair[which].typ.DType != tensor.Invalid {
		return fmt.Errorf("%q has two factors %c", name, 'A'+which)
	}
	pair[which] = f
	factors[name] = pair
	return nil
}

// assemble pairs the factors, checks them against m and scales B.
func assemble(factors map[string][2]factor, m *gemma3.Model, scale func(rank int) float64) (*gemma3.Adapter, error) {
	a := &gemma3.Adapter{Modules: map[string]gemma3.LowRank{}}
	for name, pair := range factors {
		for which, f := range pair {
			if f.typ.DType == tensor.Invalid || f.typ.Shape.Rank() != 2 {
				return nil, fmt.Errorf("%q has no factor %c that is a matrix", name, 'A'+which)
			}
		}
		rank := pair[0].typ.Shape.Dim(0)
		if rank != pair[1].typ.Shape.Dim(1) || rank > gemma3.MaxRank {
			return nil, fmt.Errorf("%q has factors of rank %d and %d", name, rank, pair[1].typ.Shape.Dim(1))
		}
		l := gemma3.LowRank{Rank: rank}
		var err error
		if l.A, err = expand(pair[0], 1); err == nil {
			l.B, err = expand(pair[1], scale(rank))
		}
		if err != nil {
			return nil, fmt.Errorf("%q: %w", name, err)
		}
		a.Modules[name] = l
	}
	return a, a.Check(m)
}

// expand returns a factor's values times scale, all of them finite.
func expand(f factor, scale float64) ([]float32, error) {
	x := make([]float32, f.typ.Shape.Elems())
	if err := tensor.Dequantise(f.typ.DType, x, f.data); err != nil {
		return nil, err
	}
	for i, v := range x {
		x[i] = float32(float64(v) * scale)
		if !(math.Abs(float64(x[i])) <= math.MaxFloat32) {
			return nil, fmt.Errorf("value %d is %v", i, v)
		}
	}
	return x, nil
}
